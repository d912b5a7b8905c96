package org.layerlab.page.photos.worker;

import org.layerlab.network.function.Elementary;
import org.layerlab.network.verdict.Calibration;

/**
 * How far the logits of a softmax have to shrink so that its probabilities hold for photos that it did not learn from:
 * temperature scaling (Guo et al., On Calibration of Modern Neural Networks, 2017), where a photo counts as its class by
 * {@link Calibration#certainty}.
 */
final class Temperature {
    private static final double LEAST = 1e-3;
    private static final double MOST = 1e3;
    private static final int HALVINGS = 60;

    private final double[] logits;
    private final double[] targets;
    private final int classes;

    private Temperature(double[] logits, byte[] labels, int classes) {
        this.logits = logits;
        this.classes = classes;
        int[] photos = new int[classes];
        for (byte label : labels) {
            photos[label]++;
        }
        targets = new double[logits.length];
        for (int j = 0; j < labels.length; j++) {
            double sure = Calibration.certainty(photos[labels[j]]);
            for (int k = 0; k < classes; k++) {
                targets[j * classes + k] = k == labels[j] ? sure : (1 - sure) / (classes - 1);
            }
        }
    }

    /**
     * The factor of the logits, 1/T, that makes their cross-entropy least.
     *
     * @param logits of each photo, one photo after another
     * @param labels the class of each photo, from 0
     * @return within [0.001, 1000]
     */
    static double factor(double[] logits, byte[] labels, int classes) {
        Temperature scale = new Temperature(logits, labels, classes);
        // The cross-entropy is convex in the factor, so its slope changes sign once.
        double low = Math.log(LEAST);
        double high = Math.log(MOST);
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (scale.slope(Elementary.exp(middle)) > 0) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return Elementary.exp((low + high) / 2);
    }

    /**
     * The cross-entropy of the photos, summed, with that factor.
     *
     * @param logits of each photo, one photo after another
     * @param labels the class of each photo, from 0
     */
    static double cost(double[] logits, byte[] labels, int classes) {
        return new Temperature(logits, labels, classes).crossEntropy(factor(logits, labels, classes));
    }

    /** −Σ target · log softmax(factor · z). */
    private double crossEntropy(double factor) {
        double cost = 0;
        for (int from = 0; from < logits.length; from += classes) {
            double most = most(from);
            double sum = 0;
            for (int k = 0; k < classes; k++) {
                double z = factor * (logits[from + k] - most);
                sum += Elementary.exp(z);
                cost -= targets[from + k] * z;
            }
            cost += Elementary.log(sum);
        }
        return cost;
    }

    private double most(int from) {
        double most = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < classes; k++) {
            most = Math.max(most, logits[from + k]);
        }
        return most;
    }

    /** The derivative of the summed cross-entropy by the factor: Σ (softmax(factor · z) - target) · z. */
    private double slope(double factor) {
        double slope = 0;
        for (int from = 0; from < logits.length; from += classes) {
            double most = most(from);
            double sum = 0;
            double weighted = 0;
            for (int k = 0; k < classes; k++) {
                // From the largest, which changes neither the probabilities nor the slope.
                double z = logits[from + k] - most;
                double share = Elementary.exp(factor * z);
                sum += share;
                weighted += share * z;
                slope -= targets[from + k] * z;
            }
            slope += weighted / sum;
        }
        return slope;
    }
}
