package org.layerlab.backend.dataset;

/**
 * A seeded order of 0 … n−1: Fisher and Yates' shuffle on Steele, Lea and Flood's SplitMix64, written out here because
 * the same seed has to give the same order on every Java version.
 */
final class Permutation {
    private Permutation() {}

    static int[] of(int n, long seed) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        long state = seed;
        for (int i = n - 1; i > 0; i--) {
            state += 0x9E3779B97F4A7C15L;
            int j = (int) Long.remainderUnsigned(mix(state), i + 1L);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }

    /** SplitMix64's finalizer: spreads every bit of the input over the output. */
    static long mix(long z) {
        long x = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
    }
}
