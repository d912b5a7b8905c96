package org.layerlab.page.photos;

import java.util.function.Function;

/**
 * What is shown of answers to moving pictures, so that it can be read: their mean, in which an answer counts less the
 * older it is, by {@code e^(−age / 500 ms)}; and a verdict is replaced by another one once the mean has called for that
 * for 400 ms. Until then, the last mean that agreed with it stays, so that word and figures are of one moment.
 */
public final class SteadyAnswer {
    private static final double MEMORY_MS = 500;
    private static final double HOLD_MS = 400;

    private double[] mean = {};
    private double[] shown = {};
    private String verdict = "";
    private double last;
    /** Since when the mean has called for another verdict; NaN where it agrees. */
    private double since = Double.NaN;

    /** Forgets all answers. */
    public void clear() {
        mean = new double[0];
        shown = mean;
        verdict = "";
        since = Double.NaN;
    }

    /**
     * Takes in an answer, and gives what is to be shown: not to be modified.
     *
     * @param now milliseconds, not before the last call's
     * @param answer as many numbers as the last; not modified
     * @param names the verdict of such numbers
     */
    public double[] add(double now, double[] answer, Function<double[], String> names) {
        if (answer.length != mean.length) {
            clear();
            mean = answer.clone();
        } else {
            double weight = 1 - Math.exp(-(now - last) / MEMORY_MS);
            double[] next = new double[answer.length];
            for (int i = 0; i < next.length; i++) {
                next[i] = Double.isNaN(mean[i]) ? answer[i] : mean[i] + weight * (answer[i] - mean[i]);
            }
            mean = next;
        }
        last = now;
        String called = names.apply(mean);
        if (called.equals(verdict)) {
            since = Double.NaN;
        } else if (Double.isNaN(since)) {
            since = now;
        }
        if (verdict.isEmpty() || Double.isNaN(since) || now - since >= HOLD_MS) {
            verdict = called;
            shown = mean;
            since = Double.NaN;
        }
        return shown;
    }
}
