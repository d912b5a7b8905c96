package org.layerlab.page.lab.worker;

import org.layerlab.page.browser.Clock;
import org.layerlab.page.kernels.KernelChoice;

/** Waits for threads: a browser starts them only after this thread has returned to its event loop. */
final class Arrival {
    /** How long a new thread may take until it helps. */
    private static final double MOST_MS = 5000;

    private final KernelChoice choice;
    private final int threads;
    private final double since = Clock.now();

    /** Asks for this many threads, 1 to {@link KernelChoice#mostThreads}. */
    Arrival(KernelChoice choice, int threads) {
        this.choice = choice;
        this.threads = threads;
        choice.useThreads(threads);
    }

    /**
     * Whether all of them compute now. If not, ask again soon.
     *
     * @throws IllegalStateException when they have not come after five seconds
     */
    boolean complete() {
        if (choice.threads() == threads) {
            return true;
        }
        if (Clock.now() - since > MOST_MS) {
            throw new IllegalStateException(
                    "asked for " + threads + " threads, but after five seconds only " + choice.threads() + " compute");
        }
        return false;
    }
}
