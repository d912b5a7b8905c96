package org.layerlab.backend.photo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

/** Compares what the decoder gives. */
final class Pixels {
    private Pixels() {}

    /**
     * Fails where two values differ by more than the tolerance.
     *
     * @return how many are equal
     */
    static int equalWithin(String name, byte[] expected, byte[] actual, int tolerance) {
        assertEquals(expected.length, actual.length, name);
        int equal = 0;
        for (int i = 0; i < expected.length; i++) {
            int difference = Math.abs((expected[i] & 0xff) - (actual[i] & 0xff));
            if (difference > tolerance) {
                fail(name + ": row " + i / 192 + ", column " + i / 3 % 64 + ", channel " + i % 3 + " is "
                        + (actual[i] & 0xff) + ", not " + (expected[i] & 0xff));
            }
            equal += difference == 0 ? 1 : 0;
        }
        return equal;
    }

    /** Red, green and blue of the pixel at that row and column of the 64×64, as 0xRRGGBB. */
    static int at(byte[] bgr, int row, int column) {
        int p = 3 * (64 * row + column);
        return (bgr[p + 2] & 0xff) << 16 | (bgr[p + 1] & 0xff) << 8 | (bgr[p] & 0xff);
    }
}
