package org.layerlab.network.verdict;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Pass;

/**
 * What a network says of examples.
 *
 * @param probabilities of class 1, or of each class, as {@link Predictor#probabilities} gives them
 * @param found how much there was for the network to go by, see {@link #found}; NaN where it is not known
 */
@SuppressWarnings("ArrayRecordComponent") // as many numbers as there are examples
public record Answers(double[] probabilities, double[] found) {
    /** How near to 0 or 1 a probability may be whose odds are asked for: about as near as float32 tells apart from 1. */
    private static final double EPSILON = 1e-7;

    /** The probability, or the nearest whose odds have a logarithm. */
    private static double within(double probability, double nearest) {
        return Math.max(nearest, Math.min(1 - nearest, probability));
    }

    /** The logarithm of the odds, {@code log(p / (1 − p))}. */
    static double logit(double probability) {
        return logit(probability, EPSILON);
    }

    /**
     * The same.
     *
     * @param nearest what is nearer to 0 or 1 is taken for as near as this
     */
    static double logit(double probability, double nearest) {
        double p = within(probability, nearest);
        return Math.log(p / (1 - p));
    }

    /** Whether no probability is NaN, as where sums overflow. */
    public boolean areNumbers() {
        for (double p : probabilities) {
            if (Double.isNaN(p)) {
                return false;
            }
        }
        return true;
    }

    /**
     * The likeliest of several classes, the first of equals.
     *
     * @param probabilities as {@link Predictor#probabilities} gives them; not modified
     * @param m how many examples they are of
     * @param example counted from 0
     */
    public static int likeliest(double[] probabilities, int m, int example) {
        int best = 0;
        for (int k = 1; k < probabilities.length / m; k++) {
            best = probabilities[k * m + example] > probabilities[best * m + example] ? k : best;
        }
        return best;
    }

    /** A regression's number as a plot shows it: −1 as 0, 1 as 1, and what is beyond at the edge. */
    public static double shade(double number) {
        return Math.max(0, Math.min(1, (number + 1) / 2));
    }

    /**
     * The answers halfway between these and others to the same examples, seen in another way: the mean of the odds'
     * logarithms, of several classes of the probabilities'.
     *
     * @param classes rows of the probabilities: 1, or the number of classes
     */
    public Answers averaged(Answers other, int classes) {
        int m = found.length;
        double[] mean = new double[probabilities.length];
        for (int j = 0; j < m; j++) {
            double sum = 0;
            for (int k = 0; k < classes; k++) {
                double p = within(probabilities[k * m + j], EPSILON);
                double q = within(other.probabilities[k * m + j], EPSILON);
                double both = Math.sqrt(p * q);
                mean[k * m + j] = classes == 1 ? both / (both + Math.sqrt((1 - p) * (1 - q))) : both;
                sum += both;
            }
            for (int k = 0; k < classes && classes > 1; k++) {
                mean[k * m + j] /= sum;
            }
        }
        double[] between = new double[m];
        for (int j = 0; j < m; j++) {
            between[j] = (found[j] + other.found[j]) / 2;
        }
        return new Answers(mean, between);
    }

    /**
     * How much there was to go by: where it is known, how familiar each example is. Otherwise how much the last filters
     * found: Σ_c √A_c over the means A_c of their maps. Filters that learned from animals find little where there is none,
     * and the root counts how many find something more than how strongly one does.
     *
     * @param pass that went forward through the network
     * @param familiarity of the network, null where it is not known
     * @return as many numbers as the pass has examples; NaN where the output does not see the means of maps
     */
    public static double[] found(Network network, Pass pass, @Nullable Familiarity familiarity) {
        if (familiarity != null) {
            return familiarity.of(network, pass);
        }
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
