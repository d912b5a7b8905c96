package org.layerlab.page.photos;

import java.util.function.Function;

/**
 * Steadies the answers to moving pictures so that they can be read. It shows their mean, weighted by {@code e^(−age / 500
 * ms)}, and replaces the verdict once the mean has favored another one for 400 ms. Until then, the last mean that agreed
 * with the verdict stays, so that word and figures belong together.
 */
public final class SteadyAnswer {
    private static final double MEMORY_MS = 500;
    private static final double HOLD_MS = 400;

    private double[] mean = {};
    private double[] shown = {};
    private String verdict = "";
    private double last;
    /** Since when the mean has favored another verdict; NaN while it agrees. */
    private double since = Double.NaN;

    /** Forgets all answers. */
    public void clear() {
        mean = new double[0];
        shown = mean;
        verdict = "";
        since = Double.NaN;
    }

    /**
     * Adds an answer and returns what to show; not to be modified.
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
