package org.layerlab.page.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassQuestionTest {
    private final List<String> log = new ArrayList<>();

    private Connection.Listener asked() {
        List<Connection.Listener> listeners = new ArrayList<>();
        ClassQuestion.ask(
                new Connection.Wire() {
                    @Override
                    public void open(Connection.Listener listener) {
                        listeners.add(listener);
                    }

                    @Override
                    public void send(String text) {
                        log.add(text);
                    }

                    @Override
                    public void close() {
                        log.add("close");
                    }
                },
                "BCDFGH",
                () -> log.add("none"));
        listeners.get(0).heard("{\"type\":\"hello\",\"server\":\"1\"}");
        return listeners.get(0);
    }

    @Test
    void anUnknownCodeIsTold() {
        asked().heard("{\"type\":\"refused\",\"reason\":\"no_class\"}");
        assertEquals(List.of("{\"type\":\"ask\",\"code\":\"BCDFGH\"}", "close", "none"), log);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"type\":\"there\"}", "{\"type\":\"refused\",\"reason\":\"too_many_requests\"}"})
    void everyOtherAnswerIsLeftToWhoeverJoins(String answer) {
        asked().heard(answer);
        assertEquals(List.of("{\"type\":\"ask\",\"code\":\"BCDFGH\"}", "close"), log);
    }
}
