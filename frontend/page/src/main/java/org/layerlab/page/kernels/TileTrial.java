package org.layerlab.page.kernels;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.layerlab.kernels.KernelLayout;

/**
 * Finds out how many tiles of a product to take at a time. Two need twice the registers of one; they pay where V8 joins
 * neighboring vectors to vectors of twice the width, and where a processor has 32 registers and needs more sums at a time
 * than one tile has.
 */
final class TileTrial {
    /** Each way has its best of as many tries: the first ones run before the code is optimized. */
    private static final int TRIES = 12;

    /** Two tiles at a time have to do at least this much more. */
    private static final double WORTH = 1.1;

    private final double[] least = new double[KernelLayout.WIDE_TILES + 1];
    private int tried;

    TileTrial() {
        Arrays.fill(least, Double.POSITIVE_INFINITY);
    }

    /** Whether there were enough tries. */
    boolean over() {
        return tried == TRIES;
    }

    /**
     * One more try.
     *
     * @param milliseconds that a number of rounds take with so many tiles a round
     */
    void attempt(IntToDoubleFunction milliseconds) {
        for (int tiles = 1; tiles <= KernelLayout.WIDE_TILES; tiles++) {
            least[tiles] = Math.min(least[tiles], milliseconds.applyAsDouble(tiles));
        }
        tried++;
    }

    /** How many tiles to take at a time. */
    int best() {
        int wide = KernelLayout.WIDE_TILES;
        return wide * least[1] > WORTH * least[wide] ? wide : 1;
    }
}
