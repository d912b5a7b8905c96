package org.layerlab.network.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhotoWindowTest {
    private static byte[] noise(int side, int seed) {
        byte[] photo = new byte[side * side * 3];
        new Random(seed).nextBytes(photo);
        return photo;
    }

    private static byte[] shown(PhotoWindow window, byte[] photo, int target) {
        byte[] shown = new byte[target * target * 3];
        window.resize(photo, 0, shown, 0);
        return shown;
    }

    /** A window at random, partly outside of the photo. */
    private static double[] place(Random random, int side) {
        return new double[] {
            side * (random.nextDouble() - 0.5),
            side * (random.nextDouble() - 0.5),
            side * (0.05 + 1.5 * random.nextDouble()),
            side * (0.05 + 1.5 * random.nextDouble())
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 254, 255})
    void aFlatPhotoStaysFlatInEveryWindow(int value) {
        Random random = new Random(value);
        for (int i = 0; i < 100; i++) {
            int side = 1 + random.nextInt(70);
            int target = 1 + random.nextInt(70);
            byte[] photo = new byte[side * side * 3];
            Arrays.fill(photo, (byte) value);
            double[] at = place(random, side);
            PhotoWindow window = new PhotoWindow(side, at[0], at[1], at[2], at[3], random.nextBoolean(), target);
            byte[] expected = new byte[target * target * 3];
            Arrays.fill(expected, (byte) value);
            assertArrayEquals(expected, shown(window, photo, target), side + " to " + target + Arrays.toString(at));
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 16", "2, 33", "3, 11", "4, 16", "1, 20"})
    void aWholePhotoOfNTimesThePixelsBecomesTheRoundedMeans(int by, int target) {
        int side = by * target;
        byte[] photo = noise(side, by);
        byte[] means = new byte[target * target * 3];
        for (int i = 0; i < means.length; i++) {
            int corner = by * (i / 3 / target * side + i / 3 % target) * 3 + i % 3;
            int sum = by * by / 2;
            for (int p = 0; p < by * by; p++) {
                sum += photo[corner + 3 * (p / by * side + p % by)] & 0xff;
            }
            means[i] = (byte) (sum / (by * by));
        }
        assertArrayEquals(means, shown(PhotoWindow.whole(side, target), photo, target));
        assertArrayEquals(means, shown(new PhotoWindow(side, 0, 0, side, side, false, target), photo, target));
    }

    @Test
    void mirroringTwiceGivesThePhotoAgain() {
        byte[] photo = noise(24, 1);
        PhotoWindow mirror = new PhotoWindow(24, 0, 0, 24, 24, true, 24);
        byte[] once = shown(mirror, photo, 24);
        assertArrayEquals(mirrored(photo, 24), once);
        assertArrayEquals(photo, shown(mirror, once, 24));
    }

    @Test
    void aMirroredWindowShowsTheSameTheOtherWayRound() {
        Random random = new Random(3);
        byte[] photo = noise(40, 2);
        for (int i = 0; i < 20; i++) {
            int target = 1 + random.nextInt(60);
            double[] at = place(random, 40);
            byte[] plain = shown(new PhotoWindow(40, at[0], at[1], at[2], at[3], false, target), photo, target);
            byte[] other = shown(new PhotoWindow(40, at[0], at[1], at[2], at[3], true, target), photo, target);
            assertArrayEquals(mirrored(plain, target), other);
        }
    }

    private static byte[] mirrored(byte[] photo, int side) {
        byte[] mirrored = new byte[photo.length];
        for (int p = 0; p < side * side; p++) {
            System.arraycopy(photo, 3 * p, mirrored, 3 * (p / side * side + side - 1 - p % side), 3);
        }
        return mirrored;
    }

    /** How much of pixel {@code p} lies in the stretch of at least a pixel around an output's middle, as a share of it. */
    private static double overlap(double from, double step, int i, int p) {
        double reach = Math.max(1, step);
        double left = from + (i + 0.5) * step - reach / 2;
        return Math.max(0, Math.min(p + 1, left + reach) - Math.max(p, left)) / reach;
    }

    @Test
    void eachOutputIsTheMeanOfWhatLiesUnderIt() {
        Random random = new Random(4);
        int side = 13;
        byte[] photo = noise(side, 5);
        for (int round = 0; round < 20; round++) {
            int target = 2 + random.nextInt(14);
            double[] at = place(random, side);
            byte[] shown = shown(new PhotoWindow(side, at[0], at[1], at[2], at[3], false, target), photo, target);
            for (int i = 0; i < shown.length; i++) {
                double mean = 0;
                for (int y = -2 * side; y < 3 * side; y++) {
                    double down = overlap(at[1], at[3] / target, i / 3 / target, y);
                    for (int x = -2 * side; down > 0 && x < 3 * side; x++) {
                        int pixel = Math.max(0, Math.min(side - 1, y)) * side + Math.max(0, Math.min(side - 1, x));
                        double across = overlap(at[0], at[2] / target, i / 3 % target, x);
                        mean += down * across * (photo[3 * pixel + i % 3] & 0xff);
                    }
                }
                assertEquals(mean, shown[i] & 0xff, 0.5 + 1e-9);
            }
        }
    }

    @Test
    void nothingBesideThePhotoIsReadOrWritten() {
        byte[] three = noise(3 * 20, 6);
        byte[] second = Arrays.copyOfRange(three, 20 * 20 * 3, 2 * 20 * 20 * 3);
        byte[] to = new byte[3 * 10 * 10 * 3];
        Arrays.fill(to, (byte) 7);
        PhotoWindow window = PhotoWindow.whole(20, 10);
        window.resize(three, 20 * 20 * 3, to, 10 * 10 * 3);
        byte[] expected = new byte[to.length];
        Arrays.fill(expected, (byte) 7);
        System.arraycopy(shown(window, second, 10), 0, expected, 10 * 10 * 3, 10 * 10 * 3);
        assertArrayEquals(expected, to);
    }
}
