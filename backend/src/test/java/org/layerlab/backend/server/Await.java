package org.layerlab.backend.server;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waits for what happens elsewhere, in a server or a client. */
final class Await {
    private static final long PATIENCE_SECONDS = 30;

    private Await() {}

    /**
     * Polls until the condition holds.
     *
     * @throws AssertionError when it does not hold within 30 s
     */
    static void until(String what, Callable<Boolean> isSo) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!isSo.call()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not within " + PATIENCE_SECONDS + " s: " + what);
            }
            Thread.sleep(10);
        }
    }
}
