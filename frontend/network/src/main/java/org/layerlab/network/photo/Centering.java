package org.layerlab.network.photo;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.layer.Parameters;

/**
 * Trains on {@code X − mean} and yet keeps a plain network of X: because {@code W1·(X − mean) + b1 =
 * W1·X + (b1 − W1·mean)}, the mean folds into the first bias.
 */
public final class Centering {
    private Centering() {}

    /**
     * Parameters for X from those for X − mean.
     *
     * @param mean n_0 values
     */
    public static Parameters fold(Parameters parameters, double[] mean) {
        return shift(parameters, mean, -1);
    }

    /** Parameters for X − mean from those for X: undoes {@link #fold}. */
    public static Parameters unfold(Parameters parameters, double[] mean) {
        return shift(parameters, mean, 1);
    }

    private static Parameters shift(Parameters parameters, double[] mean, double sign) {
        Parameters.Dense first = parameters.layers().get(0);
        if (mean.length != first.columns()) {
            throw new IllegalArgumentException(
                    "the mean has " + mean.length + " values, but W1 is " + first.rows() + "×" + first.columns());
        }
        double[] b = first.b().clone();
        for (int i = 0; i < first.rows(); i++) {
            double sum = 0;
            for (int j = 0; j < mean.length; j++) {
                sum += first.W()[i * mean.length + j] * mean[j];
            }
            b[i] += sign * sum;
        }
        List<Parameters.Dense> layers = new ArrayList<>(parameters.layers());
        layers.set(0, new Parameters.Dense(first.rows(), first.columns(), first.W(), b));
        return new Parameters(layers);
    }
}
