package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class UploadPaceTest {
    private static final Duration SLOW = Duration.ofSeconds(10);

    private final AtomicLong now = new AtomicLong();
    private final UploadPace pace = new UploadPace(Duration.ofSeconds(60), SLOW, now::get);

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void aBodyHasToComeFasterTheLongerItTakes() {
        for (int look = 1; look <= 5; look++) {
            pass(SLOW);
            pace.count(look * 10 * 1024);
            assertNull(pace.complaint(), "look " + look);
        }
        pass(SLOW);
        pace.count(6 * 10 * 1024 - 1);
        assertEquals("the upload is too slow: under 6144 bytes per second", pace.complaint());
        assertEquals(0, pace.millisLeft());
    }

    @Test
    void timeInWhichTheDiskIsNotReadyIsNotTheClients() {
        pass(SLOW);
        pace.count(10 * 1024);
        assertNull(pace.complaint());
        pace.hold();
        for (int look = 0; look < 20; look++) {
            pass(SLOW);
            assertNull(pace.complaint(), "look " + look);
        }
        assertEquals(50_000, pace.millisLeft());
        pass(Duration.ofSeconds(4));
        pace.goOn();
        // The client has had six seconds of these ten, and its second look is due.
        pass(Duration.ofSeconds(6));
        pace.count(2 * 6 * 1024);
        assertNull(pace.complaint());
        assertEquals(44_000, pace.millisLeft());
        pass(SLOW);
        assertNotNull(pace.complaint(), "it has all its time again");
    }

    @Test
    void aFileHoldsItsSourceWhileTheDiskIsBehind() {
        Promise<Void> write = Promise.promise();
        List<Handler<Void>> drained = new ArrayList<>();
        AsyncFile disk = (AsyncFile) Proxy.newProxyInstance(
                AsyncFile.class.getClassLoader(), new Class<?>[] {AsyncFile.class}, (proxy, method, args) -> {
                    switch (method.getName()) {
                        case "write" -> {
                            return write.future();
                        }
                        case "writeQueueFull" -> {
                            return true;
                        }
                        case "drainHandler" -> {
                            @SuppressWarnings("unchecked")
                            Handler<Void> handler = (Handler<Void>) args[0];
                            drained.add(handler);
                            return proxy;
                        }
                        default -> {
                            return Future.succeededFuture();
                        }
                    }
                });
        List<String> told = new ArrayList<>();
        new UploadFile(disk).write(Buffer.buffer("x"), new UploadFile.Source() {
            @Override
            public void hold() {
                told.add("hold");
            }

            @Override
            public void goOn() {
                told.add("go on");
            }

            @Override
            public void fail(Throwable failure) {
                told.add(String.valueOf(failure.getMessage()));
            }
        });
        assertEquals(List.of("hold"), told);
        drained.get(0).handle(null);
        write.fail("No space left");
        assertEquals(List.of("hold", "go on", "the model cannot be stored: the disk is full"), told);
    }
}
