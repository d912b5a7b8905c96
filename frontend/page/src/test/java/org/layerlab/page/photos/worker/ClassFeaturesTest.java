package org.layerlab.page.photos.worker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.data.PhotoSet;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.ReferenceKernels;
import org.layerlab.page.training.PhotoClassifier;

/** What a network sees in photos, chunk by chunk, and the layer that learns from it. */
class ClassFeaturesTest {
    private static final int SIDE = 32;
    private static final int SIZE = 3 * SIDE * SIDE;
    private static final int UNITS = 5;

    private final Kernels kernels = new ReferenceKernels();
    private final PhotoClassifier classifier = classifier();
    private int lost;

    private PhotoClassifier classifier() {
        Architecture architecture = Architecture.parse("32x32x3, conv3x" + UNITS + ", relu, gap, 1", Activation.RELU);
        Parameters parameters = Initialization.HE.parameters(architecture, 3);
        PhotoPreparation preparation = new CardBuilder(architecture).build().preparation();
        return new PhotoClassifier(new Network(kernels, architecture, parameters), preparation, null);
    }

    static LongStream seeds() {
        return new Random().longs(6);
    }

    private ClassFeatures gathered(byte[] photos, int count) {
        ClassFeatures features = new ClassFeatures(classifier, () -> lost-- > 0, photos, count);
        for (int chunk = 0; chunk < features.chunks(); chunk++) {
            features.put(chunk, features.here(chunk));
        }
        return features;
    }

    private double[] alone(byte[] photo, boolean mirrored) {
        PhotoSet set = PhotoClassifier.set(photo, 1);
        return classifier.look(
                mirrored ? set.mirrored() : set, (X, pass) -> kernels.read(pass.A(classifier.depth() - 1)));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void eachPhotoHasItsFeaturesAndThoseOfItsMirrorImage(long seed) {
        Random random = new Random(seed);
        int count = 1 + random.nextInt(2 * ClassFeatures.CHUNK + 5);
        byte[] photos = new byte[count * SIZE];
        random.nextBytes(photos);
        lost = random.nextInt(3);
        ClassFeatures features = gathered(photos, count);
        assertEquals(UNITS * features.columns(), features.numbers().length);
        assertEquals(2 * count, features.columns());
        for (int j = 0; j < features.columns(); j++) {
            byte[] photo = Arrays.copyOfRange(photos, j % count * SIZE, (j % count + 1) * SIZE);
            double[] column = new double[UNITS];
            for (int i = 0; i < UNITS; i++) {
                column[i] = features.numbers()[i * features.columns() + j];
            }
            assertArrayEquals(alone(photo, j >= count), column, 1e-9);
        }
    }

    @Test
    void anAnswerOfAnotherLengthIsRefused() {
        ClassFeatures features = new ClassFeatures(classifier, () -> false, new byte[SIZE], 1);
        assertThrows(IllegalArgumentException.class, () -> features.put(0, new double[UNITS - 1]));
    }

    /** Bright and dark photos, in turns: every one that is left out is told right, and so are all. */
    @ParameterizedTest
    @MethodSource("seeds")
    void theLastLayerTellsTheClassesApart(long seed) {
        Random random = new Random(seed);
        int count = 20 + random.nextInt(20);
        byte[] photos = new byte[count * SIZE];
        byte[] labels = new byte[count];
        for (int j = 0; j < count; j++) {
            labels[j] = (byte) (j % 2);
            for (int p = 0; p < SIZE; p++) {
                photos[j * SIZE + p] = (byte) (labels[j] * 170 + random.nextInt(60));
            }
        }
        ClassFeatures features = gathered(photos, count);
        LastLayer last = new LastLayer(
                kernels, () -> lost-- > 0, features, features.layers().get(0), labels, 2);
        lost = random.nextInt(3);
        for (int fold = 0; fold < Folds.COUNT; fold++) {
            last.leaveOut(fold);
        }
        assertEquals(count, last.unseen().answers().right());
        Parameters.Dense layer = last.learned(1);
        for (int j = 0; j < count; j++) {
            double[] seen = alone(Arrays.copyOfRange(photos, j * SIZE, (j + 1) * SIZE), false);
            double[] z = layer.b().clone();
            for (int p = 0; p < layer.W().length; p++) {
                z[p / UNITS] += layer.W()[p] * seen[p % UNITS];
            }
            assertTrue(z[labels[j]] > z[1 - labels[j]]);
        }
    }
}
