package org.layerlab.page.live;

import com.eclipsesource.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.layerlab.page.browser.ManualTime;

/** A connection that a test breaks, by a clock that it turns. */
abstract class TestedConnection {
    final ManualTime loop = new ManualTime();
    final List<String> sent = new ArrayList<>();
    final List<String> heard = new ArrayList<>();
    final List<Connection.Listener> opened = new ArrayList<>();
    double random = 0.5;
    int closed;
    final Connection connection = new Connection(
            new Connection.Wire() {
                @Override
                public void open(Connection.Listener listener) {
                    opened.add(listener);
                }

                @Override
                public void send(String text) {
                    sent.add(text);
                }

                @Override
                public void close() {
                    closed++;
                }
            },
            loop,
            () -> random,
            new Connection.Host() {
                @Override
                public JsonObject hello() {
                    return new JsonObject().add("type", "join");
                }

                @Override
                public JsonObject here() {
                    return new JsonObject().add("type", "here");
                }

                @Override
                public void heard(JsonObject message) {
                    heard.add(message.getString("type", ""));
                }

                @Override
                public void changed() {}
            });

    @BeforeEach
    void start() {
        connection.start();
    }

    Connection.Listener last() {
        return opened.get(opened.size() - 1);
    }

    void says(String json) {
        last().heard(json.replace('\'', '"'));
    }

    void seat(String server) {
        says("{'type': 'hello', 'server': '" + server + "'}");
        says("{'type': 'class'}");
    }

    void surely(String type, BooleanSupplier isDue, Runnable came) {
        connection.sendSurely(new JsonObject().add("type", type), isDue, came);
    }

    int count(String type) {
        return (int) sent.stream().filter(text -> text.contains(type)).count();
    }
}
