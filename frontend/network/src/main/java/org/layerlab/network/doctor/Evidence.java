package org.layerlab.network.doctor;

import java.util.List;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.training.Hyperparameters;

/**
 * What a look at a training shows at one moment.
 *
 * @param iteration updates made
 * @param hyperparameters in force
 * @param length of the vector of all weights and biases; where {@code bayes} is unknown without the biases, which tell
 *     the classes' shares or the numbers' mean; not finite where one of them is not a number
 * @param hidden the hidden layers, in order
 * @param gradient the length of the cost's gradient by all weights and biases
 * @param size all training points, of which {@code train} may be a part
 * @param fewest training points of the class that has fewer of them; for a regression, all of them
 * @param numbers whether it is a regression: then what is called an accuracy is R²
 * @param even the logarithm of the number of classes: the cross-entropy of guessing where all are as large; or
 *     {@code guess} of a regression
 * @param guess the cost of the best constant answer to these training points
 * @param share of the largest class in these training points, 0 to 1; 0 for a regression
 * @param train how it does on training points
 * @param test how it does on test points; of size 0 where there are none
 * @param fresh how it does on new points, enough of them to compare with {@code bayes}; of size 0 if that was not
 *     measured
 * @param bayes the accuracy, or R², that nothing can exceed on new points, on average; NaN if unknown
 */
public record Evidence(
        int iteration,
        Hyperparameters hyperparameters,
        double length,
        List<HiddenLayer> hidden,
        double gradient,
        int size,
        int fewest,
        boolean numbers,
        double even,
        double guess,
        double share,
        Score train,
        Score test,
        Score fresh,
        double bayes) {
    public Evidence {
        hidden = List.copyOf(hidden);
    }

    /**
     * What a hidden layer does with the points.
     *
     * @param silent units that answer 0, or nearly, to every point
     * @param saturated share of all answers that lie where the activation is flat on both sides, 0 to 1
     * @param alike whether all units have the same weights, and there are several
     */
    public record HiddenLayer(int units, Activation activation, int silent, double saturated, boolean alike) {
        /** Whether every unit is silent: then nothing gets through. */
        boolean isDead() {
            return silent == units;
        }
    }

    /**
     * Cost and accuracy on this many points.
     *
     * @param accuracy 0 to 1; of a regression R², at most 1
     */
    public record Score(int size, double cost, double accuracy) {
        /** On no points. */
        static final Score NONE = new Score(0, Double.NaN, Double.NaN);
    }
}
