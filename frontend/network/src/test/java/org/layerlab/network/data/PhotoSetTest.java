package org.layerlab.network.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.matrix.ReferenceKernels;

class PhotoSetTest {
    private static final int SIDE = 5;
    private static final int FEATURES = SIDE * SIDE * 3;

    /** Photos whose every byte tells where it is: 10·row + 2·column (+1 in red), plus 100 for the second photo. */
    private static PhotoSet photos(int count) {
        byte[] bytes = new byte[count * FEATURES];
        for (int i = 0; i < bytes.length; i++) {
            int pixel = i % FEATURES / 3;
            bytes[i] = (byte) (10 * (pixel / SIDE) + 2 * (pixel % SIDE) + i % 3 / 2 + 100 * (i / FEATURES));
        }
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) (i % 2);
        }
        return new PhotoSet(bytes, labels, SIDE);
    }

    /** Each showing's bytes, an example a row. */
    private static int[][] shown(PhotoSet photos, int[] order, int seed) {
        ReferenceKernels kernels = new ReferenceKernels();
        Matrix X = kernels.create(FEATURES, order.length);
        Matrix Y = kernels.create(1, order.length);
        photos.fill(order, 0, seed, kernels, X, Y);
        double[] values = kernels.read(X);
        int[][] shown = new int[order.length][FEATURES];
        for (int j = 0; j < order.length; j++) {
            for (int i = 0; i < FEATURES; i++) {
                shown[j][i] = (int) Math.round(values[i * order.length + j] * 255);
            }
        }
        return shown;
    }

    private static int at(int[] photo, int y, int x) {
        return photo[3 * (y * SIDE + x)];
    }

    @Test
    void aShiftMovesThePhotoAndRepeatsItsBorder() {
        int[] often = new int[200];
        Set<String> moves = new HashSet<>();
        for (int[] photo : shown(photos(1).varied(new Augmentation(false, 2)), often, 7)) {
            int middle = at(photo, 2, 2);
            int down = middle / 10 - 2;
            int across = middle % 10 / 2 - 2;
            moves.add(down + " " + across);
            for (int y = 0; y < SIDE; y++) {
                for (int x = 0; x < SIDE; x++) {
                    int row = Math.max(0, Math.min(4, y + down));
                    int column = Math.max(0, Math.min(4, x + across));
                    assertEquals(10 * row + 2 * column, at(photo, y, x), "moved by " + down + ", " + across);
                }
            }
        }
        assertEquals(25, moves.size(), "each of the 5 × 5 moves comes up");
    }

    @Test
    void aZoomLeavesTheMiddleAndSpreadsOrDrawsTogetherWhatIsAround() {
        int larger = 0;
        int smaller = 0;
        for (int[] photo : shown(photos(1).varied(new Augmentation(false, 0, 0.5, 0, 1, 0, 0, 0)), new int[200], 7)) {
            assertEquals(24, at(photo, 2, 2));
            int step = at(photo, 3, 2) - 24;
            assertTrue(step >= 6 && step <= 15, "10 pixels of brightness a row become " + step);
            assertEquals(step, 24 - at(photo, 1, 2), 1);
            larger += step < 10 ? 1 : 0;
            smaller += step > 10 ? 1 : 0;
            assertTrue(at(photo, 0, 0) >= 0 && at(photo, 4, 4) <= 48, "what is outside repeats the border");
        }
        assertTrue(larger > 60 && smaller > 60, larger + " are enlarged, " + smaller + " reduced");
    }

    @Test
    void aZoomedPhotoIsMirroredAndMovedAsOthersAre() {
        int mirrored = 0;
        Set<Integer> middles = new HashSet<>();
        for (int[] photo : shown(photos(1).varied(new Augmentation(true, 1, 0.2, 0, 1, 0, 0, 0)), new int[200], 7)) {
            mirrored += at(photo, 2, 1) > at(photo, 2, 3) ? 1 : 0;
            middles.add(at(photo, 2, 2));
        }
        assertTrue(mirrored > 60 && mirrored < 140, mirrored + " of 200");
        assertEquals(Set.of(12, 14, 16, 22, 24, 26, 32, 34, 36), middles);
    }

    @Test
    void aTintMakesColorsBrighterOrDarkerAndNoneTooBright() {
        int brighter = 0;
        int colored = 0;
        for (int[] photo : shown(photos(3).varied(new Augmentation(false, 0, 0, 0.5, 1, 0, 0, 0)), many(2, 200), 7)) {
            int blue = photo[0];
            assertTrue(blue >= 132 && blue <= 255, "200 became " + blue);
            brighter += blue > 200 ? 1 : 0;
            colored += Math.abs(blue - photo[1]) > 2 ? 1 : 0;
        }
        assertTrue(brighter > 60 && brighter < 140, brighter + " of 200");
        assertTrue(colored > 150, colored + " of 200");
    }

    private static int[] many(int example, int count) {
        int[] order = new int[count];
        Arrays.fill(order, example);
        return order;
    }

    @Test
    void halfOfTheShowingsAreMirrored() {
        int mirrored = 0;
        for (int[] photo : shown(photos(1).varied(new Augmentation(true, 0)), new int[400], 3)) {
            assertEquals(at(photo, 1, 0) == 18, at(photo, 3, 4) == 30);
            mirrored += at(photo, 1, 0) == 18 ? 1 : 0;
        }
        assertTrue(mirrored > 150 && mirrored < 250, mirrored + " of 400");
    }

    @Test
    void aMixedPhotoIsBetweenTwoAndItsLabelToo() {
        // The bytes of the second photo are 100 above those of the first, which tells the proportion.
        PhotoSet mixed = photos(2).varied(new Augmentation(false, 0, 0, 0, 1, 0, 0, 0.5));
        int count = 400;
        int[] order = new int[count];
        // One class after the other, as a full batch has them.
        Arrays.setAll(order, j -> 2 * j / count);
        ReferenceKernels kernels = new ReferenceKernels();
        Matrix Y = kernels.create(1, count);
        mixed.fill(order, 0, 11, kernels, kernels.create(FEATURES, count), Y);
        double[] y = kernels.read(Y);
        int[][] shown = shown(mixed, order, 11);
        int blended = 0;
        double sum = 0;
        for (int j = 0; j < count; j++) {
            assertEquals(100 * y[j], shown[j][0], 0.51, "photo " + j);
            blended += y[j] != order[j] ? 1 : 0;
            sum += y[j];
        }
        // Half of the half that is mixed meets the other class.
        assertTrue(blended > 70 && blended < 130, blended + " of 400");
        assertEquals(0.5, sum / count, 0.05);
        assertTrue(
                photos(2).varied(new Augmentation(false, 0, 0, 0, 1, 0, 0, 0)).fixed());
    }

    @Test
    void aSeedGivesTheSameShowingAgain() {
        PhotoSet varied = photos(3).varied(new Augmentation(true, 2));
        int[] order = {2, 0, 1, 2};
        assertTrue(Arrays.deepEquals(shown(varied, order, 5), shown(varied, order, 5)));
        assertFalse(Arrays.deepEquals(shown(varied, order, 5), shown(varied, order, 6)));
        assertFalse(varied.fixed());
        assertTrue(photos(3).fixed());
    }

    @Test
    void aPartHasItsOwnPhotosLabelsAndMean() {
        PhotoSet part = photos(3).part(new int[] {2, 1}).part(new int[] {1});
        assertEquals(1, part.size());
        assertEquals(1, part.label(0));
        assertArrayEquals(shown(photos(3), new int[] {1}, 0)[0], shown(part, new int[] {0}, 0)[0]);
        assertEquals(100 / 255.0, part.mean()[0], 1e-12);
        assertEquals(50 / 255.0, photos(2).mean()[0], 1e-12);
    }

    @Test
    void aPhotoLessItsMeanIsZero() {
        PhotoSet one = photos(1);
        assertArrayEquals(new int[FEATURES], shown(one.less(one.mean()), new int[] {0}, 0)[0]);
        assertThrows(IllegalArgumentException.class, () -> one.less(new double[3]));
    }

    @Test
    void aReducedPhotoHasTheMeanOfEachSquare() {
        byte[] bytes = new byte[4 * 4 * 3];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (200 + i);
        }
        PhotoSet reduced = new PhotoSet(bytes, new byte[1], 4).at(2);
        assertEquals(12, reduced.features());
        ReferenceKernels kernels = new ReferenceKernels();
        Matrix X = kernels.create(12, 1);
        reduced.fill(new int[] {0}, 0, 0, kernels, X, kernels.create(1, 1));
        // Pixels 0, 3, 12 and 15 bytes from the corner.
        assertEquals(208 / 255.0, kernels.read(X)[0], 1e-12);
        assertEquals(240 / 255.0, kernels.read(X)[11], 1e-12);
        assertEquals(207.5 / 255, reduced.mean()[0], 1e-12);
        assertThrows(IllegalArgumentException.class, () -> reduced.at(0));
        reduced.varied(new Augmentation(true, 1)).fill(new int[] {0}, 0, 0, kernels, X, kernels.create(1, 1));
        assertTrue(kernels.read(X)[0] >= 200 / 255.0);
    }

    @Test
    void photosBetweenTwoSidesHaveNoMean() {
        PhotoSet odd = photos(2).at(3);
        IllegalStateException refused = assertThrows(IllegalStateException.class, odd::mean);
        assertEquals("photos of 5 pixels a side are shown at 3", refused.getMessage());
    }

    @Test
    void divisionKeepsTheSameShareOfEachClassApart() {
        byte[] labels = new byte[100];
        Arrays.fill(labels, 60, 100, (byte) 1);
        PhotoSet set = new PhotoSet(new byte[300], labels, 1);
        ValidationSplit division = ValidationSplit.of(set, 0.15, 1);
        assertEquals(9, Arrays.stream(division.validation()).filter(i -> i < 60).count());
        assertEquals(
                6, Arrays.stream(division.validation()).filter(i -> i >= 60).count());
        int[] all = new int[100];
        System.arraycopy(division.training(), 0, all, 0, 85);
        System.arraycopy(division.validation(), 0, all, 85, 15);
        Arrays.sort(all);
        for (int i = 0; i < 100; i++) {
            assertEquals(i, all[i], "each is in one of the parts");
        }
        assertArrayEquals(
                division.validation(), ValidationSplit.of(set, 0.15, 1).validation());
        assertFalse(Arrays.equals(
                division.validation(), ValidationSplit.of(set, 0.15, 2).validation()));
        assertEquals(0, ValidationSplit.of(set, 0, 1).validation().length);
    }

    @Test
    void divisionRefusesWhatLeavesNothing() {
        PhotoSet one = new PhotoSet(new byte[6], new byte[] {0, 1}, 1);
        assertThrows(IllegalArgumentException.class, () -> ValidationSplit.of(one, 0.1, 1));
        assertThrows(IllegalArgumentException.class, () -> ValidationSplit.of(one, 0.95, 1));
        assertThrows(IllegalArgumentException.class, () -> ValidationSplit.of(one, Double.NaN, 1));
    }
}
