package org.layerlab.network.matrix;

/**
 * Random numbers that depend on a seed and a position alone, so that any of them can be had without those before it:
 * dropout masks and mirrored photos come out the same on every engine and when a run is resumed.
 *
 * <p>The mixer is Chris Wellons' "lowbias32", a 32-bit hash found by search for the smallest known bias
 * (nullprogram.com, "Prospecting for Hash Functions"). 32 bits because JavaScript has no fast 64-bit integer.
 */
public final class HashRandom {
    private static final int GOLDEN_RATIO = 0x9e3779b9;
    private static final double TO_UNIT = 1.0 / (1L << 32);

    private HashRandom() {}

    /** A seed for a sub-stream, e.g. one layer's mask in one iteration. */
    public static int seed(int seed, int stream) {
        return mix(seed * GOLDEN_RATIO + mix(stream + 1));
    }

    /** The number at a position: uniform in [0, 1). */
    public static double uniform(int seed, int position) {
        int bits = mix(mix(position ^ seed) + GOLDEN_RATIO * seed);
        return (bits & 0xffffffffL) * TO_UNIT;
    }

    private static int mix(int x) {
        int h = x;
        h ^= h >>> 16;
        h *= 0x7feb352d;
        h ^= h >>> 15;
        h *= 0x846ca68b;
        h ^= h >>> 16;
        return h;
    }
}
