package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.eclipsesource.json.JsonObject;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.layerlab.backend.classroom.Seat;

/** A connection of a live class: when it is closed, and what is said to it then. */
class ClassSocketTest {
    /** A board that leaves together with its pupils is told of each of them. */
    @Test
    void aClosedSocketIsNotFullAndTakesMessagesToNowhere() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            CompletableFuture<ServerWebSocket> closed = new CompletableFuture<>();
            HttpServer server = vertx.createHttpServer()
                    .webSocketHandler(socket -> socket.closeHandler(gone -> closed.complete(socket)))
                    .listen(0, "127.0.0.1")
                    .await(30, TimeUnit.SECONDS);
            WebSocket client = vertx.createWebSocketClient()
                    .connect(server.actualPort(), "127.0.0.1", "/")
                    .await(30, TimeUnit.SECONDS);
            client.close().await(30, TimeUnit.SECONDS);
            Set<ClassSocket> open = ConcurrentHashMap.newKeySet();
            ClassSocket line =
                    new ClassSocket(closed.get(30, TimeUnit.SECONDS), vertx, System::nanoTime, open, nobody());
            assertFalse(line.isFull());
            line.send("{}");
            line.close();
        } finally {
            vertx.close().await(30, TimeUnit.SECONDS);
        }
    }

    private static ClassSocket.Host nobody() {
        return new ClassSocket.Host() {
            @Override
            public JsonObject parsed(String text) {
                throw new AssertionError(text);
            }

            @Override
            public CompletionStage<Seat> seat(JsonObject hello, ClassSocket from) {
                throw new AssertionError(hello);
            }
        };
    }

    /** A connection of which the client has read the hello, and that client. */
    private interface Conversation {
        void with(ClassSocket line, BlockingQueue<String> heard, CompletableFuture<Short> closed) throws Exception;
    }

    private static void talk(LongSupplier nanoTime, long helloMillis, Conversation conversation) throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            CompletableFuture<ClassSocket> connected = new CompletableFuture<>();
            HttpServer server = vertx.createHttpServer()
                    .webSocketHandler(socket -> {
                        ClassSocket line = new ClassSocket(
                                socket, vertx, nanoTime, helloMillis, ConcurrentHashMap.newKeySet(), nobody());
                        line.start("run");
                        connected.complete(line);
                    })
                    .listen(0, "127.0.0.1")
                    .await(30, TimeUnit.SECONDS);
            BlockingQueue<String> heard = new LinkedBlockingQueue<>();
            CompletableFuture<Short> closed = new CompletableFuture<>();
            ClientWebSocket client = vertx.createWebSocketClient().webSocket();
            client.textMessageHandler(heard::add);
            client.closeHandler(gone -> closed.complete(client.closeStatusCode()));
            client.connect(server.actualPort(), "127.0.0.1", "/").await(30, TimeUnit.SECONDS);
            assertEquals("{\"type\":\"hello\",\"server\":\"run\"}", heard.poll(30, TimeUnit.SECONDS));
            conversation.with(connected.get(30, TimeUnit.SECONDS), heard, closed);
        } finally {
            vertx.close().await(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void aConnectionThatDoesNotSayInTimeWhoItIsIsClosedToComeBack() throws Exception {
        talk(System::nanoTime, 1000, (line, heard, closed) -> {
            assertEquals((short) 1013, closed.get(30, TimeUnit.SECONDS));
            assertEquals(List.of(), List.copyOf(heard), "pages take a refusal for the end");
        });
    }

    @Test
    void nothingIsSentAfterTheEnd() throws Exception {
        talk(System::nanoTime, TimeUnit.HOURS.toMillis(1), (line, heard, closed) -> {
            line.send("the end");
            line.close();
            line.send("browsers take this for an error");
            assertEquals((short) 1000, closed.get(30, TimeUnit.SECONDS));
            assertEquals(List.of("the end"), List.copyOf(heard));
        });
    }

    @Test
    void aConnectionThatIsSilentForLongerThan150SecondsIsClosed() throws Exception {
        AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1000);
        talk(now::get, TimeUnit.HOURS.toMillis(1), (line, heard, closed) -> {
            now.addAndGet(TimeUnit.SECONDS.toNanos(150));
            line.closeIfSilent();
            line.send("still here");
            assertEquals("still here", heard.poll(30, TimeUnit.SECONDS));
            now.incrementAndGet();
            line.closeIfSilent();
            assertEquals((short) 1000, closed.get(30, TimeUnit.SECONDS));
        });
    }

    @Test
    void moreThanMayWaitIsNotQueuedAndEndsTheConnection() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            Set<ClassSocket> open = ConcurrentHashMap.newKeySet();
            CompletableFuture<Short> closed = new CompletableFuture<>();
            HttpServer server = vertx.createHttpServer()
                    .webSocketHandler(socket -> {
                        socket.closeHandler(gone -> closed.complete(socket.closeStatusCode()));
                        new ClassSocket(socket, vertx, System::nanoTime, open, nobody())
                                .send("x".repeat((int) ClassSocket.MOST_UNREAD + 1));
                    })
                    .listen(0, "127.0.0.1")
                    .await(30, TimeUnit.SECONDS);
            var unused = vertx.createWebSocketClient().connect(server.actualPort(), "127.0.0.1", "/");
            assertEquals((short) 1006, closed.get(30, TimeUnit.SECONDS));
        } finally {
            vertx.close().await(30, TimeUnit.SECONDS);
        }
    }
}
