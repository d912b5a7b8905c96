package org.layerlab.network.data;

import org.layerlab.network.function.Elementary;

/**
 * NumPy's legacy random generator ({@code numpy.random.RandomState}): the same seed gives the same numbers, bit for
 * bit.
 *
 * <p>Bits from the Mersenne Twister MT19937 (Matsumoto and Nishimura 1998); 53-bit doubles, the polar method for
 * normals and masked rejection for integers as in NumPy's {@code legacy-distributions.c}, which NumPy has frozen.
 */
public final class NumpyRandom {
    /** The greatest seed, 4,294,967,295: one has 32 bits. */
    public static final long MOST_SEED = 0xffff_ffffL;

    private static final int N = 624;
    private static final int M = 397;
    private static final int MATRIX_A = 0x9908b0df;
    private static final int UPPER_MASK = 0x80000000;
    private static final int LOWER_MASK = 0x7fffffff;

    private final int[] state = new int[N];
    private int next = N;
    private boolean hasSpareNormal;
    private double spareNormal;

    /**
     * As {@code numpy.random.seed(seed)}.
     *
     * @param seed 0 to 4,294,967,295
     * @throws IllegalArgumentException when the seed is out of that range, as in NumPy
     */
    public NumpyRandom(long seed) {
        if (seed < 0 || seed > MOST_SEED) {
            throw new IllegalArgumentException("seed " + seed + " is not between 0 and " + MOST_SEED);
        }
        state[0] = (int) seed;
        for (int i = 1; i < N; i++) {
            int before = state[i - 1];
            state[i] = 1812433253 * (before ^ (before >>> 30)) + i;
        }
    }

    /** {@code rand()}: uniform in [0, 1), with 53 random bits. */
    public double uniform() {
        int a = bits() >>> 5;
        int b = bits() >>> 6;
        return (a * 67108864.0 + b) / 9007199254740992.0;
    }

    /** {@code randn()}: normal with mean 0 and standard deviation 1. */
    public double normal() {
        if (hasSpareNormal) {
            hasSpareNormal = false;
            return spareNormal;
        }
        double x1;
        double x2;
        double r2;
        do {
            x1 = 2 * uniform() - 1;
            x2 = 2 * uniform() - 1;
            r2 = x1 * x1 + x2 * x2;
        } while (r2 >= 1 || r2 == 0);
        double f = Math.sqrt(-2 * Elementary.log(r2) / r2);
        spareNormal = f * x1;
        hasSpareNormal = true;
        return f * x2;
    }

    /** {@code randn(count)}. */
    public double[] normals(int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = normal();
        }
        return values;
    }

    /** {@code permutation(count)}: the numbers 0 to count−1 in random order. */
    public int[] permutation(int count) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = i;
        }
        for (int i = count - 1; i > 0; i--) {
            int j = upTo(i);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }

    /** Uniform in 0 … max, both included. */
    private int upTo(int max) {
        int mask = Integer.highestOneBit(max) * 2 - 1;
        int value;
        do {
            value = bits() & mask;
        } while (Integer.compareUnsigned(value, max) > 0);
        return value;
    }

    private int bits() {
        if (next == N) {
            twist();
        }
        int y = state[next++];
        y ^= y >>> 11;
        y ^= (y << 7) & 0x9d2c5680;
        y ^= (y << 15) & 0xefc60000;
        y ^= y >>> 18;
        return y;
    }

    private void twist() {
        for (int i = 0; i < N; i++) {
            int y = (state[i] & UPPER_MASK) | (state[(i + 1) % N] & LOWER_MASK);
            state[i] = state[(i + M) % N] ^ (y >>> 1) ^ ((y & 1) == 0 ? 0 : MATRIX_A);
        }
        next = 0;
    }
}
