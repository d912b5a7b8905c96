package org.layerlab.network.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.matrix.ReferenceKernels;

/** Made-up pictures of neither class, and how they are shown and labeled. */
class PhotoOutlierTest {
    private static final int SIDE = 40;
    private static final int FEATURES = SIDE * SIDE * 3;

    private static byte[] photos(int count) {
        byte[] photos = new byte[count * FEATURES];
        new Random(1).nextBytes(photos);
        return photos;
    }

    private static byte[] made(byte[] photos, int from, int target, int seed) {
        byte[] made = new byte[target * target * 3];
        PhotoOutlier.make(photos, from, SIDE, made, 0, target, seed);
        return made;
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 33, 96})
    void aSeedMakesTheSamePictureAgainAndNothingBeside(int target) {
        byte[] photos = photos(3);
        byte[] second = Arrays.copyOfRange(photos, FEATURES, 2 * FEATURES);
        Set<Integer> different = new HashSet<>();
        int length = target * target * 3;
        for (int seed = 0; seed < 40; seed++) {
            byte[] to = new byte[3 * length];
            Arrays.fill(to, (byte) 7);
            PhotoOutlier.make(photos, FEATURES, SIDE, to, length, target, seed);
            byte[] made = Arrays.copyOfRange(to, length, 2 * length);
            assertArrayEquals(made, made(second, 0, target, seed), "seed " + seed);
            for (int i = 0; i < length; i++) {
                assertEquals(7, to[i]);
                assertEquals(7, to[2 * length + i]);
            }
            different.add(Arrays.hashCode(made));
        }
        assertEquals(40, different.size());
    }

    @Test
    void someAreMadeOfThePhotoAndSomeOfNothing() {
        byte[] one = photos(1);
        byte[] other = new byte[FEATURES];
        int ofNothing = 0;
        for (int seed = 0; seed < 100; seed++) {
            ofNothing += Arrays.equals(made(one, 0, 24, seed), made(other, 0, 24, seed)) ? 1 : 0;
        }
        assertTrue(ofNothing > 25 && ofNothing < 75, ofNothing + " of 100");
    }

    @Test
    void aShareOfTheShowingsIsMadeUpAndToBeAnsweredWithHalf() {
        int count = 300;
        byte[] labels = {0, 1, PhotoSet.NEITHER};
        PhotoSet photos = new PhotoSet(photos(3), labels, SIDE);
        for (double smoothing : new double[] {0, 0.1}) {
            PhotoSet shown = photos.varied(new Augmentation(false, 0, 0, 0, 1, 0, 0.3, 0))
                    .smoothed(smoothing)
                    .at(16);
            int[] order = new int[count];
            for (int i = 0; i < count; i++) {
                order[i] = i % 3;
            }
            ReferenceKernels kernels = new ReferenceKernels();
            Matrix Y = kernels.create(1, count);
            shown.fill(order, 0, 5, kernels, kernels.create(16 * 16 * 3, count), Y);
            double[] y = kernels.read(Y);
            int half = 0;
            for (int i = 0; i < count; i++) {
                double sure = i % 3 == 0 ? smoothing / 2 : 1 - smoothing / 2;
                boolean unsure = Math.abs(y[i] - 0.5) < 1e-12;
                assertTrue(i % 3 == 2 ? unsure : unsure || Math.abs(y[i] - sure) < 1e-12, i + " has " + y[i]);
                half += unsure && i % 3 < 2 ? 1 : 0;
            }
            assertTrue(half > 40 && half < 80, half + " of 200");
        }
    }
}
