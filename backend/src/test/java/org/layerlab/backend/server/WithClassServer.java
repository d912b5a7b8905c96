package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.layerlab.backend.server.ServerFixture.json;
import static org.layerlab.backend.server.ServerFixture.text;

import com.eclipsesource.json.JsonObject;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server with live classes, and clients that connect to it by real WebSockets. */
abstract class WithClassServer {
    static final String KEY = "k".repeat(32);

    @TempDir
    Path temporary;

    private final Vertx vertx = Vertx.vertx();
    final WebSocketClient client = ClassClient.client(vertx);
    private final List<ClassClient> clients = new ArrayList<>();
    ServerFixture at;

    @BeforeEach
    void start() throws Exception {
        at = new ServerFixture(ServerFixture.options(temporary.resolve("store"))
                .withTimes(new ServerOptions.Times(
                        Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofSeconds(5))));
    }

    @AfterEach
    void stop() throws Exception {
        clients.forEach(ClassClient::close);
        at.close();
        vertx.close().await();
    }

    final ClassClient connect(String address) throws Exception {
        ClassClient connected = ClassClient.connect(client, at.running.port(), address);
        clients.add(connected);
        return connected;
    }

    final ClassClient connect() throws Exception {
        return connect("192.0.2.1");
    }

    final HttpResponse<byte[]> post(String body) throws Exception {
        return at.post("/api/classes", body.getBytes(StandardCharsets.UTF_8));
    }

    final String open(String key) throws Exception {
        HttpResponse<byte[]> answer = post("{\"key\": \"" + key + "\"}");
        assertEquals(201, answer.statusCode(), text(answer));
        return json(answer).getString("code");
    }

    static String secret(int i) {
        return String.format(Locale.ROOT, "%032d", i);
    }

    static JsonObject message(String type) {
        return new JsonObject().add("type", type);
    }

    static void assertRefused(ClassClient one, String reason) throws Exception {
        JsonObject refused = one.next("refused");
        assertEquals(reason, refused.getString("reason", ""), refused.toString());
        one.closed();
    }

    static String handshake(String... headers) {
        List<String> lines = new ArrayList<>(List.of(
                "GET /api/classes/socket HTTP/1.1",
                "Host: 127.0.0.1",
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="));
        lines.addAll(List.of(headers));
        return String.join("\r\n", lines) + "\r\n\r\n";
    }
}
