package org.layerlab.page.photos.worker;

import java.util.function.BooleanSupplier;
import org.layerlab.page.browser.EventLoop;

/** How long an answer of the GPU is waited for. */
final class GpuTimeout {
    /** An answer that comes so much later than it should does not come. */
    private static final double SILENCE_MS = 30_000;

    /** The same of a GPU that a link forces: it may be one that is emulated in software. */
    private static final double FORCED_SILENCE_MS = 300_000;

    /** A timer that is later than this was held up by a computer that slept, and the GPU with it. */
    private static final double SLEPT_MS = 5000;

    private final EventLoop clock;
    private final boolean forced;

    GpuTimeout(EventLoop clock, boolean forced) {
        this.clock = clock;
        this.forced = forced;
    }

    /**
     * Waits for an answer.
     *
     * @param milliseconds how long it should take
     * @param waiting whether it has not come yet
     * @param lost runs where it does not come
     */
    void waitFor(double milliseconds, BooleanSupplier waiting, Runnable lost) {
        waitUntil(milliseconds + (forced ? FORCED_SILENCE_MS : SILENCE_MS), waiting, lost);
    }

    private void waitUntil(double milliseconds, BooleanSupplier waiting, Runnable lost) {
        double start = clock.now();
        clock.after(milliseconds, () -> {
            if (waiting.getAsBoolean()) {
                if (clock.now() - start > milliseconds + SLEPT_MS) {
                    waitUntil(milliseconds, waiting, lost);
                } else {
                    lost.run();
                }
            }
        });
    }
}
