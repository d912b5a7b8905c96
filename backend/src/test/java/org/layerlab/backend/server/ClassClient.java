package org.layerlab.backend.server;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A board or a pupil of a live class, by a real WebSocket. */
final class ClassClient implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    final WebSocket socket;
    private final BlockingQueue<JsonObject> messages = new LinkedBlockingQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    private ClassClient(WebSocket socket) {
        this.socket = socket;
        socket.textMessageHandler(text -> messages.add(Json.parse(text).asObject()));
        socket.exceptionHandler(failure -> closed.countDown());
        socket.closeHandler(gone -> closed.countDown());
    }

    /** A client that sends frames of any size. */
    static WebSocketClient client(Vertx vertx) {
        return vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(10_000));
    }

    /** Connects as a client at an address would through a proxy. */
    static ClassClient connect(WebSocketClient client, int port, String address) throws Exception {
        ClientWebSocket socket = client.webSocket();
        // It listens before it is connected: the server speaks first.
        ClassClient connected = new ClassClient(socket);
        socket.connect(new WebSocketConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(port)
                        .setURI("/api/classes/socket")
                        .addHeader("X-Forwarded-For", address))
                .await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return connected;
    }

    ClassClient say(JsonObject message) throws Exception {
        return say(message.toString());
    }

    /** Says something. The server may have hung up just before: then no answer comes, which is what a test looks at. */
    ClassClient say(String text) throws Exception {
        socket.writeTextMessage(text).otherwiseEmpty().await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return this;
    }

    ClassClient teach(String code, String key) throws Exception {
        return say(new JsonObject().add("type", "teach").add("code", code).add("key", key));
    }

    ClassClient ask(String code) throws Exception {
        return say(new JsonObject().add("type", "ask").add("code", code));
    }

    ClassClient join(String code, String name, String secret) throws Exception {
        return say(new JsonObject()
                .add("type", "join")
                .add("code", code)
                .add("name", name)
                .add("secret", secret));
    }

    /** The next message of a type; others before it are dropped. */
    JsonObject next(String type) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            JsonObject message = messages.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (message == null) {
                throw new AssertionError("no message " + type + " came; closed: " + (closed.getCount() == 0));
            }
            if (message.getString("type", "").equals(type)) {
                return message;
            }
        }
    }

    /** Whether it is in the class: false where the server hangs up first, as while the class moves to another server. */
    boolean isLetIn() throws InterruptedException {
        while (true) {
            // Before a look: what came before it was closed counts.
            boolean over = closed.getCount() == 0;
            if (messages.stream()
                    .anyMatch(message -> message.getString("type", "").equals("class"))) {
                return true;
            }
            if (over) {
                return false;
            }
            closed.await(20, TimeUnit.MILLISECONDS);
        }
    }

    /** What came of the first message: {@code joined}, or the reason of a refusal. */
    String outcome() throws InterruptedException {
        next("hello");
        JsonObject message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return message == null ? "nothing" : message.getString("reason", "joined");
    }

    /** Waits until the server closes; gives the status, or 1006 where it only hung up. */
    int closed() throws InterruptedException {
        if (!closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the connection stays open");
        }
        Short status = socket.closeStatusCode();
        return status == null ? 1006 : status;
    }

    @Override
    public void close() {
        socket.close();
    }
}
