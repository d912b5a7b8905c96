package org.layerlab.network.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.matrix.ReferenceKernels;

/** Random parts of photos, resized to what a network takes, with labels less sure than 0 and 1. */
class PhotoCropTest {
    private static final int SIDE = 60;
    private static final int TARGET = 20;

    /** A photo whose blue says the column and whose green the row, three times each; its red is 50. */
    private static PhotoSet photo() {
        byte[] bytes = new byte[SIDE * SIDE * 3];
        for (int p = 0; p < SIDE * SIDE; p++) {
            bytes[3 * p] = (byte) (3 * (p % SIDE));
            bytes[3 * p + 1] = (byte) (3 * (p / SIDE));
            bytes[3 * p + 2] = 50;
        }
        return new PhotoSet(bytes, new byte[] {1}, SIDE);
    }

    private static Augmentation crop(boolean mirror, double crop, double origins) {
        return new Augmentation(mirror, 0, 0, 0, crop, origins, 0, 0);
    }

    private static int[][] shown(PhotoSet photos, int count, int seed) {
        ReferenceKernels kernels = new ReferenceKernels();
        int features = photos.features();
        Matrix X = kernels.create(features, count);
        photos.fill(new int[count], 0, seed, kernels, X, kernels.create(1, count));
        double[] values = kernels.read(X);
        int[][] shown = new int[count][features];
        for (int i = 0; i < values.length; i++) {
            shown[i % count][i / count] = (int) Math.round(values[i] * 255);
        }
        return shown;
    }

    @Test
    void aCropShowsAPartThatIsAtLeastAsLargeAsAsked() {
        double leftmost = SIDE;
        double rightmost = 0;
        double least = 1;
        double most = 0;
        for (int[] part : shown(photo().varied(crop(false, 0.25, 0)).at(TARGET), 300, 1)) {
            double left = part[0] / 3.0;
            double right = part[3 * (TARGET - 1)] / 3.0;
            double bottom = part[3 * TARGET * (TARGET - 1) + 1] / 3.0;
            double width = (right - left) * TARGET / (TARGET - 1);
            double height = (bottom - part[1] / 3.0) * TARGET / (TARGET - 1);
            assertTrue(left >= 0 && right <= SIDE - 1, left + " to " + right);
            double share = width * height / SIDE / SIDE;
            // A window that would be wider than the photo is cut, and loses some of its area.
            assertTrue(share > 0.22 && share < 1.03, share + " of the photo");
            assertTrue(width / height < 1.45 && height / width < 1.45, width + "×" + height);
            leftmost = Math.min(leftmost, left);
            rightmost = Math.max(rightmost, right);
            least = Math.min(least, share);
            most = Math.max(most, share);
            assertEquals(50, part[2], "a color that is the same everywhere stays");
        }
        assertTrue(leftmost < 2 && rightmost > SIDE - 3, "windows reach " + leftmost + " to " + rightmost);
        assertTrue(least < 0.3 && most > 0.9, "shares from " + least + " to " + most);
    }

    @Test
    void halfOfTheCropsAreMirroredWhereThatIsAskedFor() {
        int mirrored = 0;
        for (int[] part : shown(photo().varied(crop(true, 0.5, 0)).at(TARGET), 300, 2)) {
            assertTrue(part[1] < part[3 * TARGET * (TARGET - 1) + 1], "none is upside down");
            mirrored += part[0] > part[3 * (TARGET - 1)] ? 1 : 0;
        }
        assertTrue(mirrored > 110 && mirrored < 190, mirrored + " of 300");
    }

    @Test
    void aSeedGivesTheSameCropsAgainWithAllTheirTraces() {
        PhotoSet varied = photo().varied(new Augmentation(true, 0, 0, 0.3, 0.3, 0.5, 0.2, 0))
                .at(24);
        int[][] once = shown(varied, 20, 5);
        assertTrue(Arrays.deepEquals(once, shown(varied, 20, 5)));
        assertFalse(Arrays.deepEquals(once, shown(varied, 20, 6)));
        assertFalse(varied.fixed());
    }

    @Test
    void tracesOfOtherCamerasAreInAShareOfTheShowings() {
        PhotoSet plain = photo();
        int[] asItIs = shown(plain, 1, 0)[0];
        int changed = 0;
        for (int[] one : shown(plain.varied(crop(false, 1, 0.5)), 200, 3)) {
            changed += Arrays.equals(asItIs, one) ? 0 : 1;
        }
        // Some imitations change nothing.
        assertTrue(changed > 60 && changed < 115, changed + " of 200");
    }

    @Test
    void photosAreShownAtOtherSidesWithoutBeingChanged() {
        for (int target : new int[] {7, 25, 60, 90}) {
            PhotoSet at = photo().at(target);
            assertEquals(target * target * 3, at.features());
            assertTrue(at.fixed());
            byte[] expected = new byte[at.features()];
            byte[] bytes = new byte[SIDE * SIDE * 3];
            int[] whole = shown(photo(), 1, 0)[0];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) whole[i];
            }
            PhotoWindow.whole(SIDE, target).resize(bytes, 0, expected, 0);
            int[] shown = shown(at, 1, 0)[0];
            for (int i = 0; i < shown.length; i++) {
                assertEquals(expected[i] & 0xff, shown[i]);
            }
        }
    }

    @Test
    void smoothedLabelsAreLessSureInTrainingAlone() {
        byte[] labels = {0, 1, 1, 0};
        PhotoSet photos = new PhotoSet(new byte[4 * 3], labels, 1).smoothed(0.1);
        ReferenceKernels kernels = new ReferenceKernels();
        Matrix Y = kernels.create(1, 4);
        photos.fill(new int[] {0, 1, 2, 3}, 0, 0, kernels, kernels.create(3, 4), Y);
        assertArrayEquals(new double[] {0.05, 0.95, 0.95, 0.05}, kernels.read(Y), 1e-12);
        assertEquals(1, photos.label(1));
        assertEquals(0, photos.label(3));
        Matrix one = kernels.create(1, 1);
        photos.part(new int[] {1}).at(2).fill(new int[] {0}, 0, 0, kernels, kernels.create(12, 1), one);
        assertEquals(0.95, kernels.read(one)[0], 1e-12);
    }
}
