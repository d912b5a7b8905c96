package org.layerlab.network.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.layerlab.network.data.LabeledSet;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.ReferenceKernels;

class RegressionEvaluationTest {
    private static final double[] X = {1, 2, 3, 4};

    /** Of the network that predicts w times its input. */
    private static Evaluation of(double w, double... Y) {
        Architecture line = new Architecture(List.of(1, 1), List.of(Activation.LINEAR));
        Parameters parameters = new Parameters(List.of(new Parameters.Dense(1, 1, new double[] {w}, new double[1])));
        return new Predictor(new Network(new ReferenceKernels(), line, parameters))
                .evaluate(new LabeledSet(1, X.length, X, Y));
    }

    @Test
    void theScoreIsR2() {
        assertEquals(1, of(2, 2, 4, 6, 8).score());
        // Of 0.5, 1, 1.5 and 2 the errors are 1.5, 3, 4.5 and 6: 67.5 of 20.
        assertEquals(1 - 67.5 / 20, of(0.5, 2, 4, 6, 8).score(), 1e-12);
        assertTrue(of(2, 2, 4, 6, 8).numbers());
    }

    @Test
    void aDivergedNetworkHasNoR2() {
        assertEquals(Double.NaN, of(Double.NaN, 2, 4, 6, 8).score());
    }

    @Test
    void numbersThatAreAllTheSameHaveNoR2() {
        assertEquals(Double.NaN, of(0, 0, 0, 0, 0).score());
        assertEquals(Double.NaN, of(0, 0.1, 0.1, 0.1, 0.1).score());
    }
}
