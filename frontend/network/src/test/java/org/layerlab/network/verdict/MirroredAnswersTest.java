package org.layerlab.network.verdict;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.data.PhotoSet;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.Network;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.ReferenceKernels;

class MirroredAnswersTest {
    private static final int SIDE = 32;

    private final Random random = new Random(20);

    private byte[] photos(int count) {
        byte[] photos = new byte[count * SIDE * SIDE * 3];
        random.nextBytes(photos);
        return photos;
    }

    private static byte[] mirrored(byte[] photos) {
        byte[] mirrored = new byte[photos.length];
        for (int i = 0; i < photos.length; i++) {
            int x = i / 3 % SIDE;
            mirrored[i + 3 * (SIDE - 1 - 2 * x)] = photos[i];
        }
        return mirrored;
    }

    private static Predictor predictor(String layers) {
        Architecture architecture = Architecture.parse(layers, Activation.RELU);
        return new Predictor(
                new Network(new ReferenceKernels(), architecture, Initialization.HE.parameters(architecture, 3)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3072,5,1", "32x32x3,conv3x4s2,relu,gap,1"})
    void theOddsOfAPhotoAndItsMirrorImageMeetHalfway(String layers) {
        byte[] photos = photos(7);
        byte[] labels = {0, 1, 0, 1, 1, 0, 1};
        Predictor predictor = predictor(layers);
        PhotoSet set = new PhotoSet(photos, labels, SIDE);
        double[] plain = predictor.probabilities(set);
        double[] other = predictor.probabilities(new PhotoSet(mirrored(photos), labels, SIDE));
        assertArrayEquals(other, predictor.probabilities(set.mirrored()), 1e-12);
        double[] both = predictor.probabilities(set.askedTwice(true));
        double cost = 0;
        int correct = 0;
        for (int i = 0; i < both.length; i++) {
            double logOdds = (Math.log(plain[i] / (1 - plain[i])) + Math.log(other[i] / (1 - other[i]))) / 2;
            assertEquals(1 / (1 + Math.exp(-logOdds)), both[i], 1e-9);
            cost -= Math.log(labels[i] == 1 ? both[i] : 1 - both[i]) / labels.length;
            correct += both[i] > 0.5 == (labels[i] == 1) ? 1 : 0;
        }
        Evaluation evaluation = predictor.evaluate(set.askedTwice(true));
        assertEquals(cost, evaluation.cost(), 1e-9);
        assertEquals(correct, evaluation.correct());
        assertArrayEquals(plain, predictor.probabilities(set.askedTwice(false)));
    }

    @Test
    void probabilitiesOfSeveralClassesStillAddUpToOne() {
        byte[] photos = photos(4);
        Predictor predictor = predictor("32x32x3,conv3x4s2,relu,gap,softmax3");
        PhotoSet set = new PhotoSet(photos, new byte[4], SIDE);
        double[] both = predictor.probabilities(set.askedTwice(true));
        for (int j = 0; j < 4; j++) {
            assertEquals(1, both[j] + both[4 + j] + both[8 + j], 1e-9);
        }
    }
}
