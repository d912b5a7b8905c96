package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Work for clients that hang up before it is done. */
class BlockingJobsTest {
    private final Vertx vertx = Vertx.vertx();
    private final BlockingJobs jobs = new BlockingJobs(vertx, new BlockingJobs.Bounds("test", 1, 10, 10));
    private final CountDownLatch free = new CountDownLatch(1);
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private HttpServer server;

    /** {@code /first} holds the only thread until it is free; other paths are keys of jobs. */
    @BeforeEach
    void start() throws Exception {
        Router router = Router.router(vertx);
        router.get("/first").handler(ctx -> run(ctx, "", () -> free.await(1, TimeUnit.MINUTES)));
        router.get("/:key").handler(ctx -> {
            String key = ctx.pathParam("key");
            run(ctx, key, () -> done.add(key));
        });
        server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .await(30, TimeUnit.SECONDS);
    }

    private void run(RoutingContext ctx, String key, Callable<Boolean> work) {
        jobs.run(ctx, key, work).onComplete(result -> ctx.end(key));
        ctx.addEndHandler(end -> ended.incrementAndGet());
        asked.incrementAndGet();
    }

    @AfterEach
    void stop() throws Exception {
        free.countDown();
        jobs.close();
        vertx.close().await(30, TimeUnit.SECONDS);
    }

    /** A client whose job waits or runs. */
    private Socket ask(String path) throws Exception {
        int before = asked.get();
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort());
        socket.setSoTimeout(30_000);
        Attacks.write(socket, Attacks.get(path));
        Await.until(path + " is asked for", () -> asked.get() > before);
        return socket;
    }

    @Test
    void aJobWhoseClientsHaveAllGoneIsNotDone() throws Exception {
        try (Socket first = ask("/first");
                Socket gone = ask("/abandoned");
                Socket goneToo = ask("/abandoned");
                Socket half = ask("/shared");
                Socket patient = ask("/shared");
                Socket last = ask("/last")) {
            assertEquals(3, jobs.waiting());
            Attacks.close(List.of(gone, goneToo, half));
            Await.until("three have gone", () -> ended.get() == 3);
            Await.until("theirs alone has left", () -> jobs.waiting() == 2);
            free.countDown();
            for (Socket served : List.of(first, patient, last)) {
                assertTrue(served.getInputStream().read() >= 0, "answered");
            }
        }
        assertEquals(List.of("shared", "last"), done);
    }
}
