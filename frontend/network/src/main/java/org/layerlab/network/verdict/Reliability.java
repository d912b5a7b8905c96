package org.layerlab.network.verdict;

import java.util.ArrayList;
import java.util.List;

/**
 * How often verdicts are right, by how sure they are.
 *
 * @param bins of equal width over the confidence from 0 to 1, in order; a verdict's confidence is the probability of
 *     the class it names, so the lower half is empty
 */
public record Reliability(List<Bin> bins) {
    /** As many as papers use. */
    public static final int BINS = 15;

    /**
     * The verdicts of one range of confidence.
     *
     * @param count how many they are
     * @param confidence their mean; 0 where there are none
     * @param accuracy the share of them that is right; 0 where there are none
     */
    public record Bin(int count, double confidence, double accuracy) {}

    public Reliability {
        bins = List.copyOf(bins);
    }

    /**
     * Sorts verdicts into {@link #BINS}.
     *
     * @param probabilities of class 1; not modified
     * @param labels 0 or 1 for each; not modified
     */
    public static Reliability of(double[] probabilities, int[] labels) {
        if (probabilities.length != labels.length) {
            throw new IllegalArgumentException(
                    probabilities.length + " probabilities, but " + labels.length + " labels");
        }
        int[] count = new int[BINS];
        int[] right = new int[BINS];
        double[] sum = new double[BINS];
        for (int i = 0; i < labels.length; i++) {
            double confidence = Math.max(probabilities[i], 1 - probabilities[i]);
            int bin = Math.min(BINS - 1, (int) (confidence * BINS));
            count[bin]++;
            sum[bin] += confidence;
            right[bin] += probabilities[i] > 0.5 == (labels[i] == 1) ? 1 : 0;
        }
        List<Bin> bins = new ArrayList<>();
        for (int i = 0; i < BINS; i++) {
            int n = Math.max(1, count[i]);
            bins.add(new Bin(count[i], sum[i] / n, (double) right[i] / n));
        }
        return new Reliability(bins);
    }

    /** The expected calibration error Σ count/m · |accuracy − confidence| (Naeini et al. 2015), 0 to 1. */
    public double expectedCalibrationError() {
        double error = 0;
        int m = 0;
        for (Bin bin : bins) {
            error += bin.count() * Math.abs(bin.accuracy() - bin.confidence());
            m += bin.count();
        }
        return error / Math.max(1, m);
    }
}
