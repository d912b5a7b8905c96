package org.layerlab.network.verdict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.layer.Parameters;

/**
 * How far a network's probabilities can be trusted, found on examples that it did not learn from.
 *
 * <p>A network that has learned its examples by heart is surer than it is right. Its calibrated probability is
 * {@code σ(log(p/(1−p)) / temperature)} (Guo et al. 2017): 0.5 stays 0.5, so no verdict changes sides.
 *
 * <p>A network that learned two classes alone calls everything one of them. What is neither shows in how little its filters
 * find. One that also learned from pictures of neither answers them with about 0.5, and is then unsure. Where its {@link
 * Familiarity} was learned as well, that says what may be neither.
 *
 * @param temperature above 1 where the network is too sure, below 1 where it is not sure enough
 * @param unsureBelow a verdict is unsure where the calibrated probability of the class it names is below this; 0.5 to
 *     1, and 0.5 where none is unsure
 * @param examples how many it was found on
 * @param unsure the share of those that are unsure, 0 to 1
 * @param accuracyWhenSure the share of right verdicts among the others, 0 to 1
 * @param leastFound a verdict is unsure as well where the network found less to go by, see {@link Answers}; 0 where that
 *     is not known
 * @param knowsNeither whether the network also learned from pictures of neither class
 * @param familiarity what {@link Answers} take for how much the network found; null where it was not learned
 */
public record Calibration(
        double temperature,
        double unsureBelow,
        int examples,
        double unsure,
        double accuracyWhenSure,
        double leastFound,
        boolean knowsNeither,
        @Nullable Familiarity familiarity) {
    /** Verdicts below the threshold are right no more often than this: hardly better than tossing a coin. */
    public static final double COIN = 0.55;

    /**
     * A verdict with less than this for it is unsure, even where a few lucky ones hide what such are worth: where the
     * calibrated probabilities are true, verdicts up to this are right in {@link #COIN} of the cases.
     */
    private static final double LEAST_SURE = 0.6;

    /**
     * Share of examples that are unsure if the network learned from pictures of neither class: a photo that is less certain
     * or less familiar than nearly all of them may be neither.
     */
    public static final double LESS_CERTAIN = 0.025;

    /** Share of examples below {@code leastFound}. */
    public static final double TOO_LITTLE = 0.02;

    /** With fewer examples, no threshold is set on how much the filters find. */
    public static final int ENOUGH = 50;

    /** Largest share of examples that may be called unsure, however poor the network. */
    private static final double MOST_UNSURE = 0.5;

    private static final double MAX_TEMPERATURE = 1000;

    private static final int HALVINGS = 60;

    public Calibration {
        require(temperature > 0 && temperature <= MAX_TEMPERATURE, "temperature", temperature);
        require(unsureBelow >= 0.5 && unsureBelow <= 1, "unsureBelow", unsureBelow);
        require(examples >= 0, "examples", examples);
        require(unsure >= 0 && unsure <= 1, "unsure", unsure);
        require(accuracyWhenSure >= 0 && accuracyWhenSure <= 1, "accuracyWhenSure", accuracyWhenSure);
        require(leastFound >= 0 && leastFound < Double.POSITIVE_INFINITY, "leastFound", leastFound);
    }

    /** The calibration of a network that learned its classes alone. */
    public Calibration(
            double temperature,
            double unsureBelow,
            int examples,
            double unsure,
            double accuracyWhenSure,
            double leastFound) {
        this(temperature, unsureBelow, examples, unsure, accuracyWhenSure, leastFound, false, null);
    }

    private static void require(boolean holds, String name, double value) {
        if (!holds) {
            throw new IllegalArgumentException("a calibration's " + name + " cannot be " + value);
        }
    }

    /**
     * The temperature with the lowest cross-entropy on these examples, the threshold below which the verdicts are right
     * in no more than {@link #COIN} of the cases, and the least to be found in all but {@link #TOO_LITTLE} of them.
     *
     * <p>An example counts as its class by {@link #certainty}.
     *
     * @param answers to the examples, of class 1; not modified
     * @param labels 0 or 1 for each; not modified
     */
    public static Calibration fit(Answers answers, int[] labels) {
        return fit(answers, labels, false, null);
    }

    /**
     * The same of a network that may have learned from pictures of neither class.
     *
     * @param knowsNeither whether it has: then, without a familiarity, the threshold is what all but {@link #LESS_CERTAIN}
     *     of the examples reach, and how much the filters find does not count
     * @param familiarity that the answers were found with, or null. With it, {@link #ENOUGH} examples and more, a verdict is
     *     unsure where the photo is less familiar than all but {@link #LESS_CERTAIN} of them, and nowhere else
     */
    public static Calibration fit(
            Answers answers, int[] labels, boolean knowsNeither, @Nullable Familiarity familiarity) {
        double[] probabilities = answers.probabilities();
        int m = probabilities.length;
        if (m == 0 || labels.length != m) {
            throw new IllegalArgumentException(m + " probabilities, but " + labels.length + " labels");
        }
        for (int i = 0; i < m; i++) {
            if (Double.isNaN(probabilities[i])) {
                throw new IllegalArgumentException("example " + i + " has the probability NaN");
            }
        }
        double temperature = temperature(probabilities, labels);
        // Each example as its calibrated confidence, negative where the verdict is wrong.
        Double[] verdicts = new Double[m];
        for (int i = 0; i < m; i++) {
            double p = calibrated(probabilities[i], temperature);
            boolean right = probabilities[i] > 0.5 == (labels[i] == 1);
            verdicts[i] = right ? Math.max(p, 1 - p) : -Math.max(p, 1 - p);
        }
        Arrays.sort(verdicts, (a, b) -> Double.compare(Math.abs(a), Math.abs(b)));
        double below = hardlyBetterThanACoin(verdicts);
        double leastFound = 0;
        if (familiarity != null) {
            // That a verdict is little more than a guess, its probability says itself.
            below = m < ENOUGH ? Math.min(LEAST_SURE, below) : 0.5;
            leastFound = leastFound(answers.found(), LESS_CERTAIN);
        } else if (knowsNeither) {
            below = Math.max(0.5, Math.abs(verdicts[(int) (LESS_CERTAIN * m)]));
        } else {
            leastFound = leastFound(answers.found(), TOO_LITTLE);
        }
        Calibration rule =
                new Calibration(temperature, Math.min(1, below), m, 0, 0, leastFound, knowsNeither, familiarity);
        int unsure = 0;
        int rightWhenSure = 0;
        for (int i = 0; i < m; i++) {
            if (rule.unsure(probabilities[i], answers.found()[i])) {
                unsure++;
            } else if (probabilities[i] > 0.5 == (labels[i] == 1)) {
                rightWhenSure++;
            }
        }
        return new Calibration(
                temperature,
                rule.unsureBelow,
                m,
                (double) unsure / m,
                (double) rightWhenSure / Math.max(1, m - unsure),
                rule.leastFound,
                knowsNeither,
                familiarity);
    }

    /** Below which confidence verdicts, sorted by it and negative where wrong, are right in hardly more than half of the cases. */
    private static double hardlyBetterThanACoin(Double[] verdicts) {
        int m = verdicts.length;
        double below = Math.min(LEAST_SURE, Math.abs(verdicts[0]));
        int right = 0;
        for (int i = 0; i + 1 < m && i + 1 <= MOST_UNSURE * m; i++) {
            right += verdicts[i] > 0 ? 1 : 0;
            double next = Math.abs(verdicts[i + 1]);
            if (next > Math.abs(verdicts[i])) {
                if (right <= COIN * (i + 1)) {
                    below = next;
                } else if (Math.abs(verdicts[i]) < LEAST_SURE) {
                    below = Math.min(LEAST_SURE, next);
                }
            }
        }
        return below;
    }

    private static double leastFound(double[] found, double share) {
        double[] sorted = found.clone();
        // What is not known comes last.
        Arrays.sort(sorted);
        if (sorted.length < ENOUGH || Double.isNaN(sorted[sorted.length - 1])) {
            return 0;
        }
        return sorted[(int) (share * sorted.length)];
    }

    /**
     * Parameters that say themselves what this calibration makes of the answers of others: the last weights and biases
     * divided by the temperature, so that a calibration of these has temperature 1.
     */
    public Parameters fold(Parameters parameters) {
        List<Parameters.Dense> layers = new ArrayList<>(parameters.layers());
        Parameters.Dense last = layers.get(layers.size() - 1);
        double[] W = last.W().clone();
        double[] b = last.b().clone();
        for (int i = 0; i < W.length; i++) {
            W[i] /= temperature;
        }
        for (int i = 0; i < b.length; i++) {
            b[i] /= temperature;
        }
        layers.set(layers.size() - 1, new Parameters.Dense(last.rows(), last.columns(), W, b, last.norm()));
        return new Parameters(layers);
    }

    /** The probability of class 1 that can be trusted, from what the network says. */
    public double calibrated(double probability) {
        return calibrated(probability, temperature);
    }

    /**
     * Whether a verdict is hardly better than a coin flip, or the photo may be of neither class.
     *
     * @param probability as the network says it
     * @param found how much there was to go by; NaN where that is not known
     */
    public boolean unsure(double probability, double found) {
        double p = calibrated(probability);
        return Math.max(p, 1 - p) < unsureBelow || neither(found);
    }

    /** Whether the network found so little that the photo may be of neither class. */
    public boolean neither(double found) {
        return found < leastFound;
    }

    private static double calibrated(double probability, double temperature) {
        return 1 / (1 + Math.exp(-Answers.logit(probability) / temperature));
    }

    /**
     * What an example of a class counts as that class by: (n + 1)/(n + 2), not 1 (Platt, Probabilistic Outputs for Support
     * Vector Machines, 1999). Ten examples that were all classified correctly don't prove 100 %.
     *
     * @param examples of that class
     */
    public static double certainty(int examples) {
        return (examples + 1.0) / (examples + 2.0);
    }

    /** Where the derivative Σ (σ(z/T) − target)·z of the cross-entropy by 1/T is 0; it grows with 1/T. */
    private static double temperature(double[] probabilities, int[] labels) {
        double[] z = new double[probabilities.length];
        int ones = 0;
        for (int i = 0; i < z.length; i++) {
            z[i] = Answers.logit(probabilities[i]);
            ones += labels[i];
        }
        double one = certainty(ones);
        double zero = 1 - certainty(z.length - ones);
        double low = Math.log(1 / MAX_TEMPERATURE);
        double high = Math.log(MAX_TEMPERATURE);
        for (int step = 0; step < HALVINGS; step++) {
            double middle = (low + high) / 2;
            double inverse = Math.exp(middle);
            double slope = 0;
            for (int i = 0; i < z.length; i++) {
                slope += (1 / (1 + Math.exp(-z[i] * inverse)) - (labels[i] == 1 ? one : zero)) * z[i];
            }
            if (slope > 0) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return Math.min(MAX_TEMPERATURE, Math.exp(-(low + high) / 2));
    }
}
