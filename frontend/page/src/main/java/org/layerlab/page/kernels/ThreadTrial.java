package org.layerlab.page.kernels;

import java.util.function.IntToDoubleFunction;

/**
 * Finds out how many threads help: a browser's number of cores may be a constant, and other programs need them, too.
 * Threads beyond the cores make every product wait for the one that has to wait for its turn.
 */
final class ThreadTrial {
    /** Each number has its best of as many tries: the first ones run before the code is optimized. */
    private static final int TRIES = 3;

    /** More threads have to bring at least this much more. */
    private static final double WORTH = 1.15;

    private ThreadTrial() {}

    /**
     * The number of threads that does the most in the same time; of numbers that do about the same, the smallest.
     *
     * @param most threads there are
     * @param milliseconds that this many threads take when each of them does the same work
     */
    static int best(int most, IntToDoubleFunction milliseconds) {
        double[] least = new double[most + 1];
        for (int tried = 0; tried < TRIES; tried++) {
            for (int threads = 1; threads > 0; threads = next(threads, most)) {
                double took = milliseconds.applyAsDouble(threads);
                least[threads] = tried == 0 ? took : Math.min(least[threads], took);
            }
        }
        int best = 1;
        for (int threads = 1; threads > 0; threads = next(threads, most)) {
            if (threads * least[best] > WORTH * best * least[threads]) {
                best = threads;
            }
        }
        return best;
    }

    /** One, two, four and so on, and all; 0 at the end. */
    private static int next(int threads, int most) {
        return threads == most ? 0 : Math.min(2 * threads, most);
    }
}
