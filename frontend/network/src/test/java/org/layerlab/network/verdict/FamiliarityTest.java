package org.layerlab.network.verdict;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.layer.Pass;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.matrix.ReferenceKernels;

class FamiliarityTest {
    private static Architecture layers(String notation) {
        return Architecture.parse(notation, Activation.RELU);
    }

    @Test
    void countsTwoForEachMapOfAnActivation() {
        assertEquals(2 * (4 + 6), Familiarity.features(layers("8x8x3,conv3x4,pool2,relu,conv3x6,bn,relu,gap,5relu,1")));
        assertEquals(0, Familiarity.features(layers("8x8x3,conv3x4,gap,1")));
        assertEquals(0, Familiarity.features(Architecture.relu(2, 10, 1)));
    }

    @Test
    void isALogisticRegressionOnTheMeansAndTheirRoots() {
        // Filter 0 takes red as it is, filter 1 what is below half of green.
        Parameters parameters = new Parameters(List.of(
                new Parameters.Dense(2, 3, new double[] {1, 0, 0, 0, -1, 0}, new double[] {0, 0.5}),
                new Parameters.Dense(1, 2, new double[2], new double[1])));
        ReferenceKernels kernels = new ReferenceKernels();
        Network network = new Network(kernels, layers("1x2x3,conv1x2,relu,gap,1"), parameters);
        // Two examples of two pixels: rows are pixel 0's channels, then pixel 1's.
        Matrix X = kernels.create(6, 2);
        kernels.write(new double[] {0.2, 1, 0.1, 1, 0, 0, 0.3, 1, 0.4, 1, 0, 0}, X);
        Pass pass = network.pass(2);
        network.forward(X, pass);
        // Means of example 0: (0.2 + 0.3)/2 and (0.4 + 0.1)/2; of example 1: 1 and 0.
        double[] expected = {Math.sqrt(0.25), 1, Math.sqrt(0.25), 0, 0.25, 1, 0.25, 0};
        assertArrayEquals(expected, Familiarity.features(network, pass), 1e-12);
        Familiarity familiarity = new Familiarity(new double[] {1, 2, 3, 4}, -2);
        assertArrayEquals(
                new double[] {1 / (1 + Math.exp(-1.25)), 1 / (1 + Math.exp(-2))}, familiarity.of(network, pass), 1e-12);
        assertArrayEquals(familiarity.of(network, pass), Answers.found(network, pass, familiarity));

        // Hidden units see the roots alone: 0.5 and 0.5 of example 0, 1 and 0 of example 1.
        HiddenUnits hidden = new HiddenUnits(
                new double[] {0.5, 0}, new double[] {0.25, 0.5}, 0.125, new int[] {2, -4, 8, 0}, new double[] {1, -1});
        // x̂ of example 0: 0 and 1; of example 1: 2 and 0.
        double[] z = {2 * 0.5 + 3 * 0 - 4, 2 * 1.5 + 3 * 1 - 4};
        assertArrayEquals(
                new double[] {1 / (1 + Math.exp(-z[0])), 1 / (1 + Math.exp(-z[1]))},
                new Familiarity(hidden, new double[] {2, 3}, -4).of(network, pass),
                1e-12);
    }

    @Test
    void rootsAreThoseOfAllLayersInOrder() {
        Architecture architecture = layers("8x8x3,conv3x2,relu,conv3x1,relu,gap,1");
        // Two examples: √A and A of two channels, then of one.
        double[] x = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        assertArrayEquals(new double[] {1, 2, 3, 4, 9, 10}, Familiarity.roots(architecture, x, 2));
    }

    private static Familiarity withHidden(Random random, int inputs) {
        int units = 1 + random.nextInt(4);
        HiddenUnits hidden = new HiddenUnits(
                random.doubles(inputs).toArray(),
                random.doubles(inputs, 0.01, 1).toArray(),
                0.01,
                random.ints((long) inputs * units, -500, 500).toArray(),
                random.doubles(units).toArray());
        return new Familiarity(hidden, random.doubles(units, -1, 1).toArray(), random.nextGaussian());
    }

    @Test
    void belongsToANetworkWithAsManyMaps() {
        Architecture two = layers("8x8x3,conv3x2,relu,gap,1");
        new Familiarity(new double[4], 0).requireFitting(two);
        withHidden(new Random(), 2).requireFitting(two);
        assertThrows(IllegalArgumentException.class, () -> new Familiarity(new double[2], 0).requireFitting(two));
        Throwable refused = assertThrows(
                IllegalArgumentException.class,
                () -> withHidden(new Random(), 4).requireFitting(two));
        assertEquals(
                "familiarity has 4 weights, but the layers " + two + " take 2", String.valueOf(refused.getMessage()));
    }

    @Test
    void hiddenUnitsOfOtherSizesAreRefused() {
        double[] one = {1};
        int[] whole = {1};
        HiddenUnits units = new HiddenUnits(one, one, 1, whole, one);
        assertThrows(IllegalArgumentException.class, () -> new Familiarity(units, new double[2], 0));
        assertThrows(IllegalArgumentException.class, () -> new HiddenUnits(one, new double[2], 1, whole, one));
        assertThrows(IllegalArgumentException.class, () -> new HiddenUnits(one, one, 1, new int[2], one));
        assertThrows(IllegalArgumentException.class, () -> new HiddenUnits(one, one, 0, whole, one));
        assertThrows(IllegalArgumentException.class, () -> new HiddenUnits(one, new double[1], 1, whole, one));
        assertThrows(
                IllegalArgumentException.class, () -> new HiddenUnits(new double[] {Double.NaN}, one, 1, whole, one));
    }

    @RepeatedTest(5)
    void anExampleIsAsFamiliarAloneAsAmongOthers() {
        Random random = new Random();
        Architecture architecture = layers("8x8x3,conv3x4,bn,hardSwish,skip,conv3x4,add,relu,gap,1");
        Parameters parameters = Initialization.HE.parameters(architecture, random.nextInt(1000));
        int features = Familiarity.features(architecture);
        Familiarity familiarity = random.nextBoolean()
                ? withHidden(random, features / 2)
                : new Familiarity(random.doubles(features, -1, 1).toArray(), random.nextGaussian());
        Predictor predictor = new Predictor(new Network(new ReferenceKernels(), architecture, parameters), familiarity);
        int m = 3;
        double[] X = random.doubles((long) architecture.inputs() * m).toArray();
        double[] together = predictor.answers(X, m).found();
        for (int j = 0; j < m; j++) {
            double[] one = new double[architecture.inputs()];
            for (int i = 0; i < one.length; i++) {
                one[i] = X[i * m + j];
            }
            assertEquals(together[j], predictor.answers(one, 1).found()[0], 1e-9);
            assertTrue(together[j] >= 0 && together[j] <= 1);
        }
    }

    @Test
    void weightsAreFinite() {
        assertThrows(IllegalArgumentException.class, () -> new Familiarity(new double[] {0, Double.NaN}, 0));
        assertThrows(IllegalArgumentException.class, () -> new Familiarity(new double[0], Double.POSITIVE_INFINITY));
        assertEquals(new Familiarity(new double[] {1}, 2), new Familiarity(new double[] {1}, 2));
        assertNotEquals(new Familiarity(new double[] {1}, 2), new Familiarity(new double[] {2}, 2));
    }
}
