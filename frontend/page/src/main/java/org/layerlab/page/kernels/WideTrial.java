package org.layerlab.page.kernels;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.layerlab.kernels.KernelLayout;

/**
 * Finds out whether products should take two tiles at a time. Two need twice the registers of one: they pay where V8
 * joins pairs of vectors into vectors of twice the width. What they do elsewhere, on processors with 32 registers for
 * example, is measured here and not assumed.
 */
final class WideTrial {
    /** The best of this many tries counts for each way: the first ones run before the code is optimized. */
    private static final int TRIES = 12;

    /** Two tiles at a time have to be at least this much faster. */
    private static final double WORTH = 1.1;

    private final double[] least = new double[KernelLayout.WIDE_TILES + 1];
    private int tried;

    WideTrial() {
        Arrays.fill(least, Double.POSITIVE_INFINITY);
    }

    /** Whether there were enough tries. */
    boolean over() {
        return tried == TRIES;
    }

    /**
     * One more try.
     *
     * @param milliseconds that the same products take with this many tiles at a time
     */
    void attempt(IntToDoubleFunction milliseconds) {
        for (int tiles = 1; tiles <= KernelLayout.WIDE_TILES; tiles++) {
            least[tiles] = Math.min(least[tiles], milliseconds.applyAsDouble(tiles));
        }
        tried++;
    }

    /** How many tiles to take at a time; 1 until it is over. */
    int best() {
        return over() && least[1] > WORTH * least[KernelLayout.WIDE_TILES] ? KernelLayout.WIDE_TILES : 1;
    }
}
