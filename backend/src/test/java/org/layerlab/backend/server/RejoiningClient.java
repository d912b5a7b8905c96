package org.layerlab.backend.server;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** A board or pupil that comes back by itself when the connection is lost, after 1, 2, 4 … seconds, as the pages do. */
final class RejoiningClient implements AutoCloseable {
    private final Vertx vertx;
    private final WebSocketClient client;
    private final IntSupplier port;
    private final JsonObject hello;
    private final Consumer<JsonObject> heard;

    /** What was refused: nothing should be. */
    final Queue<String> refused = new ConcurrentLinkedQueue<>();

    private volatile @Nullable WebSocket socket;
    private volatile boolean seated;
    private volatile boolean closed;
    private int failures;

    /**
     * @param port of the server to connect to, asked each time
     * @param heard takes each message
     */
    RejoiningClient(
            Vertx vertx, WebSocketClient client, IntSupplier port, JsonObject hello, Consumer<JsonObject> heard) {
        this.vertx = vertx;
        this.client = client;
        this.port = port;
        this.hello = hello;
        this.heard = heard;
        connect();
    }

    private void connect() {
        if (closed) {
            return;
        }
        ClientWebSocket next = client.webSocket();
        // A connection that fails says so in more than one way.
        AtomicBoolean lost = new AtomicBoolean();
        next.textMessageHandler(text -> hear(next, Json.parse(text).asObject()));
        next.exceptionHandler(failure -> next.close());
        next.closeHandler(gone -> lose(lost));
        next.connect(port.getAsInt(), "127.0.0.1", "/api/classes/socket")
                .onSuccess(open -> socket = open)
                .onFailure(failure -> lose(lost));
    }

    private void hear(WebSocket from, JsonObject message) {
        switch (message.getString("type", "")) {
            case "hello" -> from.writeTextMessage(hello.toString());
            case "refused", "replaced" -> refused.add(message.toString());
            case "class" -> {
                seated = true;
                failures = 0;
            }
            default -> {}
        }
        heard.accept(message);
    }

    private void lose(AtomicBoolean lost) {
        if (lost.getAndSet(true)) {
            return;
        }
        seated = false;
        socket = null;
        long wait = Math.min(30_000, 1000L << Math.min(failures, 10));
        failures++;
        vertx.setTimer((long) (wait * ThreadLocalRandom.current().nextDouble(0.75, 1.25)), id -> connect());
    }

    boolean isSeated() {
        return seated;
    }

    void say(JsonObject message) {
        WebSocket open = socket;
        if (open != null && seated) {
            open.writeTextMessage(message.toString());
        }
    }

    @Override
    public void close() {
        closed = true;
        WebSocket open = socket;
        if (open != null) {
            open.close();
        }
    }
}
