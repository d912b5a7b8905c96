package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.eclipsesource.json.JsonObject;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocket;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.layerlab.backend.classroom.Seat;

/** A connection of a live class that others still talk to when it is closed. */
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
