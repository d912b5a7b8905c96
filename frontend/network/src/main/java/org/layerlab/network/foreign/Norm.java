package org.layerlab.network.foreign;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.file.Tensor;
import org.layerlab.network.layer.Parameters;

/**
 * A batch normalization as it lies in a file.
 *
 * @param epsilon what its program adds to the variance unless it is told otherwise
 */
record Norm(Place place, @Nullable Tensor gamma, @Nullable Tensor beta, Tensor mean, Tensor variance, double epsilon) {
    /** Channels. */
    int size() {
        return mean.size();
    }

    /** The same as LayerLab's, whose ε is another: only the sum of variance and ε matters. */
    Parameters.Norm parameters() throws ParameterFileException {
        double[] ones = new double[size()];
        Arrays.fill(ones, 1);
        double[] v = variance.toDoubles();
        for (int i = 0; i < v.length; i++) {
            if (v[i] < 0) {
                throw new ParameterFileException("the variance of " + ParameterFileException.quote(place.layer())
                        + " has " + v[i] + ", which is below 0");
            }
            v[i] += epsilon - Parameters.Norm.EPSILON;
        }
        return new Parameters.Norm(
                gamma == null ? ones : gamma.toDoubles(),
                beta == null ? new double[size()] : beta.toDoubles(),
                mean.toDoubles(),
                v);
    }
}
