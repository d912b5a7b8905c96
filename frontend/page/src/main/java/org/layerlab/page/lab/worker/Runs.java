package org.layerlab.page.lab.worker;

import org.jspecify.annotations.Nullable;
import org.layerlab.network.check.Check;
import org.layerlab.network.check.SameRuns;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Precision;
import org.layerlab.page.browser.Clock;
import org.layerlab.page.kernels.KernelChoice;

/**
 * Trains random runs on this browser's kernels and tells their bits, one after the other, each with another number of
 * threads than the one before.
 */
final class Runs {
    private static final int[] THREADS = {1, 2, 3, 8};

    private final long seed;
    private final int count;
    private final KernelChoice choice;
    private final SelfTest.Listener listener;
    private final Clock.Task next = Clock.soon(this::runNext);
    private int done;
    private @Nullable Arrival threads;

    /** The runs of {@code seed} and the numbers after it. */
    Runs(long seed, int count, KernelChoice choice, SelfTest.Listener listener) {
        this.seed = seed;
        this.count = count;
        this.choice = choice;
        this.listener = listener;
    }

    /** Begins. */
    void start() {
        next.run();
    }

    private void runNext() {
        if (done == count) {
            listener.finished();
            return;
        }
        if (threads == null) {
            threads = new Arrival(choice, Math.min(choice.mostThreads(), THREADS[done % THREADS.length]));
        }
        if (!threads.complete()) {
            next.run();
            return;
        }
        threads = null;
        double start = Clock.now();
        Kernels kernels = choice.kernels(Precision.FLOAT64);
        Check check = SameRuns.run(seed + done, kernels);
        kernels.releaseAll();
        done++;
        listener.checked(check, Clock.now() - start, done, count);
        next.run();
    }
}
