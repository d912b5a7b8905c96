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
    }

    @RepeatedTest(5)
    void anExampleIsAsFamiliarAloneAsAmongOthers() {
        Random random = new Random();
        Architecture architecture = layers("8x8x3,conv3x4,bn,hardSwish,skip,conv3x4,add,relu,gap,1");
        Parameters parameters = Initialization.HE.parameters(architecture, random.nextInt(1000));
        Familiarity familiarity = new Familiarity(
                random.doubles(Familiarity.features(architecture), -1, 1).toArray(), random.nextGaussian());
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
            assertTrue(together[j] > 0 && together[j] < 1);
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
