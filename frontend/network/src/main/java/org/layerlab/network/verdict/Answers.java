package org.layerlab.network.verdict;

import java.util.Arrays;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Pass;

/**
 * What a network says of examples.
 *
 * @param probabilities of class 1, or of each class, as {@link Predictor#probabilities} gives them
 * @param found how much there was for the network to go by, see {@link #found(Network, Pass)}; NaN where it is not known
 */
@SuppressWarnings("ArrayRecordComponent") // as many numbers as there are examples
public record Answers(double[] probabilities, double[] found) {
    /**
     * How much the last filters found: Σ_c √A_c over the means A_c of their maps, for each example. Filters that learned
     * from animals find little where there is none, and the root counts how many find something more than how strongly
     * one does.
     *
     * @param pass that went forward through the network
     * @return as many numbers as the pass has examples; NaN where the output does not see the means of maps
     */
    public static double[] found(Network network, Pass pass) {
        double[] found = new double[pass.m()];
        int layer = network.architecture().lastPool();
        if (layer == 0) {
            Arrays.fill(found, Double.NaN);
            return found;
        }
        double[] A = network.kernels().read(pass.A(layer));
        for (int i = 0; i < A.length; i++) {
            found[i % found.length] += Math.sqrt(Math.max(0, A[i]));
        }
        return found;
    }
}
