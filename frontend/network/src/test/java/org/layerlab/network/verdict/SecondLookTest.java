package org.layerlab.network.verdict;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.layerlab.network.data.PhotoParts;
import org.layerlab.network.data.PhotoSet;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.Network;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.ReferenceKernels;

class SecondLookTest {
    private final Random random = new Random();

    private PhotoSet photos(int m, int side) {
        byte[] bytes = new byte[m * side * side * 3];
        random.nextBytes(bytes);
        return new PhotoSet(bytes, new byte[m], side);
    }

    private static double logit(double p) {
        return Math.log(p / (1 - p));
    }

    @Test
    void isNotTakenOfWhatIsFamiliar() {
        double[] whole = {0.98, 1, 0.99};
        assertArrayEquals(whole, SecondLook.found(whole, photos(3, 9).at(6), parts -> {
            throw new AssertionError("looked at " + parts.size());
        }));
        assertFalse(SecondLook.isWorthIt(0.98));
        assertTrue(SecondLook.isWorthIt(0.979));
        assertTrue(SecondLook.isWorthIt(0));
    }

    @Test
    void isTheMeanOfTheLogits() {
        double[] whole = {0.99, 0.2, 1, 0.9};
        List<Integer> sizes = new ArrayList<>();
        double[] parts = random.doubles(2 * PhotoParts.COUNT, 0.01, 0.99).toArray();
        double[] found = SecondLook.found(whole, photos(4, 9).at(6), looked -> {
            sizes.add(looked.size());
            return parts;
        });
        assertEquals(List.of(2 * PhotoParts.COUNT), sizes);
        for (int j = 0; j < 2; j++) {
            double sum = logit(whole[2 * j + 1]);
            for (int v = 0; v < PhotoParts.COUNT; v++) {
                sum += logit(parts[j * PhotoParts.COUNT + v]);
            }
            assertEquals(sum / 7, logit(found[2 * j + 1]), 1e-9);
            assertEquals(whole[2 * j], found[2 * j]);
        }
    }

    @Test
    void certaintyCountsAsNearlyCertain() {
        double[] found =
                SecondLook.found(new double[] {0}, photos(1, 9).at(6), parts -> new double[] {1, 1, 1, 0, 0, 1});
        // Four are certain that it is familiar, three with the whole that it is not.
        assertEquals(1 / (1 + Math.exp(logit(1e-12) / 7)), found[0], 1e-6);
    }

    @RepeatedTest(5)
    void aPredictorLooksAtEachPhotoAsIfItWereAlone() {
        int side = 6 + random.nextInt(4);
        Architecture architecture = Architecture.parse("6x6x3, conv3x4, relu, conv3x3, relu, gap, 1", Activation.RELU);
        Network network = new Network(
                new ReferenceKernels(), architecture, Initialization.HE.parameters(architecture, random.nextInt(1000)));
        Familiarity familiarity = new Familiarity(random.doubles(14, -2, 2).toArray(), random.nextGaussian());
        Predictor predictor = new Predictor(network, familiarity);
        int m = 40;
        PhotoSet photos = photos(m, side).at(6);
        Answers together = predictor.lookedAgain(predictor.answers(photos), photos);
        int again = 0;
        for (int i = 0; i < m; i++) {
            PhotoSet one = photos.part(new int[] {i});
            Answers first = predictor.answers(one);
            again += SecondLook.isWorthIt(first.found()[0]) ? 1 : 0;
            assertArrayEquals(
                    new double[] {together.found()[i]},
                    predictor.lookedAgain(first, one).found(),
                    1e-12);
            assertEquals(first.probabilities()[0], together.probabilities()[i], 1e-12);
        }
        assertEquals(again, m - countEqual(predictor.answers(photos).found(), together.found()), again * 0.1);
    }

    private static int countEqual(double[] a, double[] b) {
        int same = 0;
        for (int i = 0; i < a.length; i++) {
            same += a[i] == b[i] ? 1 : 0;
        }
        return same;
    }

    @Test
    void withoutFamiliarityNothingIsLookedAtAgain() {
        Architecture architecture = Architecture.parse("6x6x3, conv3x4, relu, gap, 1", Activation.RELU);
        Network network =
                new Network(new ReferenceKernels(), architecture, Initialization.HE.parameters(architecture, 1));
        Predictor predictor = new Predictor(network);
        PhotoSet photos = photos(3, 9).at(6);
        Answers answers = predictor.answers(photos);
        assertEquals(answers, predictor.lookedAgain(answers, photos));
    }
}
