package org.layerlab.page.photos.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.ReferenceKernels;
import org.layerlab.page.training.PhotoClassifier;

/** From which layer a person's classes are learned. */
class LayerTrialsTest {
    private static final int SIDE = 32;
    private static final int SIZE = 3 * SIDE * SIDE;
    private static final int CLASSES = 2;

    private final Kernels kernels = new ReferenceKernels();
    /**
     * A network of three convolutions.
     *
     * @param seeing how many of them have not lost everything: the others' weights are 0
     */
    private PhotoClassifier classifier(int seeing) {
        Architecture architecture = Architecture.parse(
                "32x32x3, conv3x8, relu, pool2, conv3x8, relu, pool2, conv3x8, relu, gap, 1", Activation.RELU);
        List<Parameters.Dense> layers =
                new ArrayList<>(Initialization.HE.parameters(architecture, 5).layers());
        for (int l = seeing; l < 3; l++) {
            Parameters.Dense blind = layers.get(l);
            layers.set(
                    l,
                    new Parameters.Dense(
                            blind.rows(), blind.columns(), new double[blind.W().length], new double[blind.b().length]));
        }
        PhotoPreparation preparation = new CardBuilder(architecture).build().preparation();
        return new PhotoClassifier(new Network(kernels, architecture, new Parameters(layers)), preparation, null);
    }

    static LongStream seeds() {
        return new Random().longs(5);
    }

    /** Photos that are mostly blue or mostly red, on grounds of some brightness, in turns. */
    private static byte[] photos(Random random, byte[] labels) {
        return photos(random, labels, 100);
    }

    private static byte[] photos(Random random, byte[] labels, int grounds) {
        byte[] photos = new byte[labels.length * SIZE];
        for (int j = 0; j < labels.length; j++) {
            labels[j] = (byte) (j % CLASSES);
            int ground = random.nextInt(grounds);
            for (int p = 0; p < SIZE; p++) {
                int channel = p % 3;
                boolean strong = channel == 2 * labels[j];
                photos[j * SIZE + p] = (byte) (ground + random.nextInt(40) + (strong ? 110 : 0));
            }
        }
        return photos;
    }

    private LayerTrials tried(PhotoClassifier classifier, byte[] photos, byte[] labels) {
        return tried(gathered(classifier, photos, labels), labels, CLASSES);
    }

    private static ClassFeatures gathered(PhotoClassifier classifier, byte[] photos, byte[] labels) {
        ClassFeatures features = new ClassFeatures(classifier, () -> false, photos, labels.length);
        for (int chunk = 0; chunk < features.chunks(); chunk++) {
            features.put(chunk, features.here(chunk));
        }
        return features;
    }

    private LayerTrials tried(ClassFeatures features, byte[] labels, int classes) {
        LayerTrials trials = new LayerTrials(kernels, () -> false, features, labels, classes);
        while (trials.done() < trials.pieces()) {
            trials.next();
        }
        return trials;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatLaterLayersHaveLostIsLearnedFromAnEarlierOne(long seed) {
        Random random = new Random(seed);
        byte[] labels = new byte[20 + random.nextInt(20)];
        byte[] photos = photos(random, labels);
        PhotoClassifier classifier = classifier(1);
        LayerTrials trials = tried(classifier, photos, labels);
        assertEquals(3 * Folds.COUNT, trials.pieces());
        LayerTrials.Chosen chosen = trials.chosen();
        assertEquals(2, chosen.layer().layer());
        assertEquals(labels.length, chosen.answers().right());
        OwnClasses classes = new OwnClasses(
                List.of("blue", "red"),
                chosen.layer(),
                chosen.weights(),
                classifier,
                labels.length,
                chosen.answers(),
                "");
        byte[] others = photos(random, labels);
        for (int j = 0; j < labels.length; j++) {
            byte[] photo = new byte[SIZE];
            System.arraycopy(others, j * SIZE, photo, 0, SIZE);
            assertTrue(classes.probabilities(photo)[labels[j]] > 0.5, "seed " + seed);
        }
        classes.release();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whereAllLayersSeeTheDifferenceTheUsualOneIsTaken(long seed) {
        Random random = new Random(seed);
        byte[] labels = new byte[10 + random.nextInt(20)];
        LayerTrials.Chosen chosen =
                tried(classifier(3), photos(random, labels, 1), labels).chosen();
        assertEquals(5, chosen.layer().layer(), "seed " + seed);
        assertEquals(labels.length, chosen.answers().right(), "seed " + seed);
    }

    /** Labels that have nothing to do with the photos: the best of three layers looks better than chance, but is not. */
    @Test
    void whatIsToldRightByChanceIsNotPromised() {
        long right = 0;
        int photos = 0;
        double stated = 0;
        for (int seed = 0; seed < 12; seed++) {
            Random random = new Random(seed);
            byte[] labels = new byte[20];
            byte[] mixed = photos(random, labels);
            for (int j = 0; j < labels.length; j++) {
                labels[j] = (byte) (j / 2 % CLASSES);
            }
            PhotoClassifier classifier = classifier(3);
            LayerTrials.Chosen chosen = tried(classifier, mixed, labels).chosen();
            right += chosen.answers().right();
            OwnClasses classes = new OwnClasses(
                    List.of("a", "b"), chosen.layer(), chosen.weights(), classifier, 20, chosen.answers(), "");
            for (int j = 0; j < labels.length; j++) {
                byte[] photo = new byte[SIZE];
                System.arraycopy(mixed, j * SIZE, photo, 0, SIZE);
                double[] shares = classes.probabilities(photo);
                stated += Math.max(shares[0], shares[1]);
                photos++;
            }
            classes.release();
        }
        assertEquals(0.5, (double) right / photos, 0.1);
        assertEquals(0.5, stated / photos, 0.1);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whereFewerThanTwoClassesHaveTwoPhotosNoneIsLeftOut(long seed) {
        byte[] labels = new byte[CLASSES];
        LayerTrials trials = tried(classifier(3), photos(new Random(seed), labels), labels);
        assertEquals(0, trials.pieces());
        assertEquals(5, trials.chosen().layer().layer());
        assertEquals(0, trials.chosen().answers().right());
    }

    /** Some labels are wrong, so some photos are classified wrong; but no layer was chosen by chance. */
    @ParameterizedTest
    @MethodSource("seeds")
    void whereOnlyOneLayerSeesAnythingItsPhotosAloneSayHowSureItIs(long seed) {
        Random random = new Random(seed);
        byte[] labels = new byte[40];
        byte[] photos = photos(random, labels);
        for (int j = 0; j < 3; j++) {
            int wrong = random.nextInt(labels.length);
            labels[wrong] = (byte) (1 - labels[wrong]);
        }
        ClassFeatures features = gathered(classifier(1), photos, labels);
        LayerTrials.Chosen chosen = tried(features, labels, CLASSES).chosen();
        LastLayer alone = new LastLayer(kernels, () -> false, features, chosen.layer(), labels, CLASSES);
        for (int fold = 0; fold < Folds.COUNT; fold++) {
            alone.leaveOut(fold);
        }
        double[] W = alone.learned(1).W();
        for (int p = 0; p < W.length; p++) {
            assertEquals(W[p], chosen.weights().W()[p], 1e-6 * Math.abs(W[p]), "seed " + seed);
        }
    }

    /** Two classes cannot be told apart; that a third one has a single photo does not make them surer. */
    @Test
    void aClassOfOnePhotoDoesNotKeepTheOthersFromBeingLeftOut() {
        double stated = 0;
        int asked = 0;
        for (int seed = 0; seed < 8; seed++) {
            Random random = new Random(seed);
            byte[] labels = new byte[31];
            byte[] mixed = photos(random, labels);
            for (int j = 0; j < 30; j++) {
                labels[j] = (byte) (j / 2 % CLASSES);
            }
            labels[30] = 2;
            PhotoClassifier classifier = classifier(3);
            ClassFeatures features = gathered(classifier, mixed, labels);
            LayerTrials.Chosen chosen = tried(features, labels, 3).chosen();
            assertEquals(30, chosen.answers().total());
            OwnClasses classes = new OwnClasses(
                    List.of("a", "b", "c"), chosen.layer(), chosen.weights(), classifier, 31, chosen.answers(), "");
            for (int j = 0; j < 30; j++) {
                byte[] photo = new byte[SIZE];
                System.arraycopy(mixed, j * SIZE, photo, 0, SIZE);
                double[] shares = classes.probabilities(photo);
                stated += Math.max(shares[0], Math.max(shares[1], shares[2]));
                asked++;
            }
            classes.release();
        }
        assertEquals(0.5, stated / asked, 0.15);
    }
}
