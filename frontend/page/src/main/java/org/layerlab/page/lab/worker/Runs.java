package org.layerlab.page.lab.worker;

import org.layerlab.network.check.Check;
import org.layerlab.network.check.SameRuns;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Precision;
import org.layerlab.page.browser.Clock;
import org.layerlab.page.kernels.KernelChoice;

/** Trains random runs on this browser's kernels and tells their bits, one after the other. */
final class Runs {
    private final long seed;
    private final int count;
    private final KernelChoice choice;
    private final SelfTest.Listener listener;
    private final Clock.Task next = Clock.soon(this::runNext);
    private int done;

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
        double start = Clock.now();
        Kernels kernels = choice.kernels(Precision.FLOAT64);
        Check check = SameRuns.run(seed + done, kernels);
        kernels.releaseAll();
        done++;
        listener.checked(check, Clock.now() - start, done, count);
        next.run();
    }
}
