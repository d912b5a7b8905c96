package org.layerlab.page.kernels;

import org.layerlab.page.browser.Clock;

/** Threads on their way: a browser starts them only once this thread has returned to it. */
public final class Arrival {
    /** How long a thread that was started may take until it helps. */
    private static final double MOST_MS = 5000;

    private final KernelChoice choice;
    private final int threads;
    private final double since = Clock.now();

    /** Asks for so many threads, 1 to {@link KernelChoice#mostThreads}. */
    public Arrival(KernelChoice choice, int threads) {
        this.choice = choice;
        this.threads = threads;
        choice.useThreads(threads);
    }

    /**
     * Whether all of them compute now; to be asked again soon where they don't.
     *
     * @throws IllegalStateException when they have not come after five seconds
     */
    public boolean complete() {
        if (choice.threads() == threads) {
            return true;
        }
        if (Clock.now() - since > MOST_MS) {
            throw new IllegalStateException(
                    threads + " threads were asked for, but after five seconds " + choice.threads() + " compute");
        }
        return false;
    }
}
