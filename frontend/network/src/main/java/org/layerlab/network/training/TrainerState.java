package org.layerlab.network.training;

import java.util.List;
import org.layerlab.network.layer.Parameters;

/**
 * What a run continues from, on any kernels, apart from the average of its weights.
 *
 * @param iteration how many updates were made
 * @param parameters of the network
 * @param moments of the optimizer, as {@link Trainer#optimizerState} gives them
 * @param costs the cost points so far
 * @param open the costs that the next point will average in
 * @param cost before the last update; NaN before the first
 */
public record TrainerState(
        int iteration,
        Parameters parameters,
        List<Parameters> moments,
        List<CostPoint> costs,
        OpenCosts open,
        double cost) {}
