package org.layerlab.network.verdict;

import java.util.Arrays;

/**
 * The hidden units of a {@link Familiarity}: {@code h = ReLU(step·W·x̂ + b)} with {@code x̂ = (x − mean) / deviation}.
 *
 * <p>Weights are whole numbers: a model card has tens of thousands of them, and as many digits again change no verdict.
 *
 * @param mean of each x; none of the arrays is copied or modified
 * @param deviation of each x, above 0
 * @param step what a weight of 1 stands for, above 0
 * @param W a row of weights for each unit, one after another
 * @param b a bias for each unit
 */
@SuppressWarnings("ArrayRecordComponent") // numbers by the thousand: a list would box each of them
public record HiddenUnits(double[] mean, double[] deviation, double step, int[] W, double[] b) {
    public HiddenUnits {
        if (deviation.length != mean.length || W.length != (long) mean.length * b.length) {
            throw new IllegalArgumentException("familiarity has " + mean.length + " means, " + deviation.length
                    + " deviations, " + b.length + " hidden units and " + W.length + " weights");
        }
        requireFinite(mean);
        requireFinite(deviation);
        requireFinite(b);
        requireFinite(step);
        double least = step;
        for (double one : deviation) {
            least = Math.min(least, one);
        }
        if (least <= 0) {
            throw new IllegalArgumentException("a deviation or step of familiarity cannot be " + least);
        }
    }

    static void requireFinite(double... values) {
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("a weight of familiarity cannot be " + value);
            }
        }
    }

    /** How many numbers x holds. */
    int inputs() {
        return mean.length;
    }

    /**
     * What they make of examples.
     *
     * @param x shape (inputs, m), row by row; not modified
     * @return shape (units, m), row by row, each value at least 0
     */
    double[] of(double[] x, int m) {
        double[] h = new double[b.length * m];
        for (int j = 0; j < m; j++) {
            double[] standardized = new double[mean.length];
            for (int i = 0; i < mean.length; i++) {
                standardized[i] = (x[i * m + j] - mean[i]) / deviation[i];
            }
            for (int unit = 0; unit < b.length; unit++) {
                double sum = 0;
                for (int i = 0; i < mean.length; i++) {
                    sum += W[unit * mean.length + i] * standardized[i];
                }
                h[unit * m + j] = Math.max(0, step * sum + b[unit]);
            }
        }
        return h;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HiddenUnits that
                && step == that.step
                && Arrays.equals(mean, that.mean)
                && Arrays.equals(deviation, that.deviation)
                && Arrays.equals(W, that.W)
                && Arrays.equals(b, that.b);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(W);
    }
}
