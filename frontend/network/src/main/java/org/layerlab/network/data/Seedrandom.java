package org.layerlab.network.data;

/**
 * The random numbers of the npm package <a href="https://www.npmjs.com/package/seedrandom">seedrandom</a>, which
 * TensorFlow Playground draws points and weights with: the same seed gives the same numbers, bit for bit.
 *
 * <p>Bytes from ARC4 (the cipher known as RC4) keyed by the seed's characters, its first 256 left out; a number takes at
 * least six bytes, and as many more as its 52 bits after the point need.
 */
public final class Seedrandom {
    /** Longer keys would be folded, which no seed here is. */
    private static final int MOST_CHARACTERS = 256;

    private static final double TWO_TO_48 = 281474976710656.0;
    private static final double TWO_TO_52 = 4503599627370496.0;

    private final int[] state = new int[256];
    private int i;
    private int j;

    /**
     * As {@code Math.seedrandom(seed)}.
     *
     * @param seed 1 to 256 characters below U+0100
     */
    public Seedrandom(String seed) {
        if (seed.isEmpty() || seed.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException("a seed of " + seed.length() + " characters: it must have 1 to 256");
        }
        for (int n = 0; n < 256; n++) {
            state[n] = n;
        }
        int to = 0;
        for (int n = 0; n < 256; n++) {
            int kept = state[n];
            to = (to + (seed.charAt(n % seed.length()) & 255) + kept) & 255;
            state[n] = state[to];
            state[to] = kept;
        }
        for (int n = 0; n < 256; n++) {
            next();
        }
    }

    /** {@code Math.random()}: uniform in [0, 1). */
    public double uniform() {
        double numerator = 0;
        for (int n = 0; n < 6; n++) {
            numerator = numerator * 256 + next();
        }
        double denominator = TWO_TO_48;
        int last = 0;
        // Leading zeros leave room for more bytes.
        while (numerator < TWO_TO_52) {
            numerator = (numerator + last) * 256;
            denominator *= 256;
            last = next();
        }
        while (numerator >= 2 * TWO_TO_52) {
            numerator /= 2;
            denominator /= 2;
            last >>>= 1;
        }
        return (numerator + last) / denominator;
    }

    /** The next byte of the cipher, 0 to 255. */
    private int next() {
        i = (i + 1) & 255;
        int a = state[i];
        j = (j + a) & 255;
        int b = state[j];
        state[i] = b;
        state[j] = a;
        return state[(a + b) & 255];
    }
}
