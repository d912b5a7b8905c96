package org.layerlab.network.training;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.layer.Parameters;

/**
 * The running mean of a network's parameters: {@code mean = d·mean + (1 − d)·parameters} after each update. It leaves out
 * the noise of the last batches (Polyak and Juditsky 1992).
 *
 * <p>d is the smaller of what was chosen and {@code (1 + t) / (10 + t)} after t updates, so that the initial weights are
 * soon forgotten.
 */
public final class WeightAverage {
    private final double keeps;
    private @Nullable Parameters mean;

    /**
     * A mean of nothing yet.
     *
     * @param keeps d, below 1; with 0 no mean is kept
     */
    WeightAverage(double keeps) {
        this.keeps = keeps;
    }

    /** Whether a mean is kept. */
    boolean isKept() {
        return keeps > 0;
    }

    /**
     * Takes in the parameters after an update.
     *
     * @param now not copied where they are the first; not to be modified
     * @param updates t: how many were made
     */
    void add(Parameters now, int updates) {
        Parameters before = mean;
        if (before == null) {
            mean = now;
            return;
        }
        double d = Math.min(keeps, (1.0 + updates) / (10.0 + updates));
        List<Parameters.Named> sums = before.named();
        List<Parameters.Named> tensors = now.named();
        for (int k = 0; k < sums.size(); k++) {
            double[] sum = sums.get(k).values();
            double[] values = tensors.get(k).values();
            for (int i = 0; i < sum.length; i++) {
                sum[i] = d * sum[i] + (1 - d) * values[i];
            }
        }
    }

    /** The mean, null where none is kept or before the first update; its values change with the next, and are not to be modified. */
    public @Nullable Parameters mean() {
        return mean;
    }

    /** Takes up a mean where it stopped. */
    public void resume(Parameters parameters) {
        mean = parameters;
    }
}
