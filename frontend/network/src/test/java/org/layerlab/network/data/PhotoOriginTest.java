package org.layerlab.network.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhotoOriginTest {
    private static final int SIDE = 24;
    private static final int SEEDS = 300;

    private static byte[] flat(int value) {
        byte[] pixels = new byte[SIDE * SIDE * 3];
        Arrays.fill(pixels, (byte) value);
        return pixels;
    }

    /** A dark half and a bright one. */
    private static byte[] halves() {
        byte[] pixels = flat(90);
        for (int i = 0; i < pixels.length; i++) {
            if (i / 3 % SIDE >= SIDE / 2) {
                pixels[i] = (byte) 160;
            }
        }
        return pixels;
    }

    private static byte[] imitated(byte[] pixels, int seed) {
        byte[] imitated = pixels.clone();
        PhotoOrigin.draw(SIDE, seed).leave(imitated, 0, SIDE);
        return imitated;
    }

    private static double mean(byte[] pixels) {
        double sum = 0;
        for (byte value : pixels) {
            sum += value & 0xff;
        }
        return sum / pixels.length;
    }

    private static boolean oneColor(byte[] pixels) {
        for (int i = 3; i < pixels.length; i++) {
            if (pixels[i] != pixels[i % 3]) {
                return false;
            }
        }
        return true;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 77, 128, 255})
    void aFlatPictureStaysFlatUnlessThereIsNoise(int value) {
        int flat = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            byte[] imitated = imitated(flat(value), seed);
            if (oneColor(imitated)) {
                flat++;
                assertEquals(value, imitated[0] & 0xff, 4, "only JPEG changes a flat picture, and that little");
            }
        }
        assertTrue(flat > 0.5 * SEEDS && flat <= SEEDS, flat + " of " + SEEDS + " are without noise");
    }

    @Test
    void noiseIsOnBothSidesAndWithinBounds() {
        int noisy = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            byte[] imitated = imitated(flat(128), seed);
            assertEquals(128, mean(imitated), 6, "seed " + seed);
            double squares = 0;
            for (byte value : imitated) {
                squares += Math.pow((value & 0xff) - 128, 2);
            }
            double deviation = Math.sqrt(squares / imitated.length);
            assertTrue(deviation < 16, "seed " + seed + " deviates by " + deviation);
            noisy += deviation > 4 ? 1 : 0;
        }
        assertTrue(noisy > 0.15 * SEEDS && noisy < 0.5 * SEEDS, noisy + " of " + SEEDS + " are noisy");
    }

    @Test
    void blurDrawsTogetherAndSharpeningApart() {
        int softer = 0;
        int sharper = 0;
        int untouched = 0;
        byte[] halves = halves();
        for (int seed = 0; seed < SEEDS; seed++) {
            byte[] imitated = imitated(halves, seed);
            assertEquals(mean(halves), mean(imitated), 8, "seed " + seed);
            // The two columns where the halves meet.
            double step = 0;
            for (int y = 0; y < SIDE; y++) {
                int right = 3 * (y * SIDE + SIDE / 2);
                step += ((imitated[right] & 0xff) - (imitated[right - 3] & 0xff)) / (double) SIDE;
            }
            assertTrue(step > 5 && step < 200, "seed " + seed + ": 70 became " + step);
            softer += step < 60 ? 1 : 0;
            sharper += step > 80 ? 1 : 0;
            untouched += Arrays.equals(halves, imitated) ? 1 : 0;
        }
        assertTrue(softer > 0.2 * SEEDS, softer + " of " + SEEDS + " are softer");
        assertTrue(sharper > 0.05 * SEEDS, sharper + " of " + SEEDS + " are sharper");
        assertTrue(untouched > 0.03 * SEEDS && untouched < 0.3 * SEEDS, untouched + " of " + SEEDS + " are untouched");
    }

    @Test
    void aSeedLeavesTheSameTracesAgainAndNothingBeside() {
        byte[] photos = new byte[3 * SIDE * SIDE * 3];
        int length = SIDE * SIDE * 3;
        for (int seed = 0; seed < 50; seed++) {
            Arrays.fill(photos, (byte) 1);
            System.arraycopy(halves(), 0, photos, length, length);
            PhotoOrigin.draw(SIDE, seed).leave(photos, length, SIDE);
            assertArrayEquals(imitated(halves(), seed), Arrays.copyOfRange(photos, length, 2 * length));
            for (int i = 0; i < length; i++) {
                assertEquals(1, photos[i]);
                assertEquals(1, photos[2 * length + i]);
            }
        }
    }
}
