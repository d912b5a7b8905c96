package org.layerlab.backend.dataset.drawing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class CatDogDrawingTest {
    private static int[] pixels(boolean dog, long seed) {
        BufferedImage image = CatDogDrawing.draw(dog, seed);
        assertEquals(CatDogDrawing.SIZE, image.getWidth());
        assertEquals(CatDogDrawing.SIZE, image.getHeight());
        return image.getRGB(0, 0, CatDogDrawing.SIZE, CatDogDrawing.SIZE, null, 0, CatDogDrawing.SIZE);
    }

    @Test
    void followsFromClassAndSeedAlone() {
        assertArrayEquals(pixels(false, 5), pixels(false, 5));
        assertFalse(Arrays.equals(pixels(false, 5), pixels(false, 6)));
        assertFalse(Arrays.equals(pixels(false, 5), pixels(true, 5)));
    }

    /** The nearer of the two classes' mean colors guesses hardly better than a coin. */
    @Test
    void colorAloneDoesNotTellCatsFromDogs() {
        int each = 150;
        double[][] means = {meanColor(false, 0, each), meanColor(true, 0, each)};
        int right = 0;
        for (int i = each; i < 2 * each; i++) {
            for (int label = 0; label <= 1; label++) {
                double[] color = meanColor(label == 1, i, i + 1);
                int nearer = distance(color, means[0]) <= distance(color, means[1]) ? 0 : 1;
                right += nearer == label ? 1 : 0;
            }
        }
        double accuracy = right / (2.0 * each);
        assertTrue(accuracy < 0.65, "accuracy by color: " + accuracy);
    }

    private static double[] meanColor(boolean dog, int from, int to) {
        double[] sum = new double[3];
        for (int seed = from; seed < to; seed++) {
            // Different seeds for the classes: else each cat would have a dog in the same place.
            for (int rgb : pixels(dog, dog ? seed : 1_000_000L + seed)) {
                for (int c = 0; c < 3; c++) {
                    sum[c] += (rgb >> (8 * c)) & 0xff;
                }
            }
        }
        double count = (double) (to - from) * CatDogDrawing.SIZE * CatDogDrawing.SIZE;
        return Arrays.stream(sum).map(s -> s / count).toArray();
    }

    private static double distance(double[] a, double[] b) {
        return Math.hypot(Math.hypot(a[0] - b[0], a[1] - b[1]), a[2] - b[2]);
    }
}
