package org.layerlab.page.play;

import java.util.List;
import org.layerlab.network.training.CostPoint;
import org.layerlab.page.settings.PlaySettings;

/**
 * A run at one moment: what it was set to and what it has reached.
 *
 * @param iteration iterations made
 * @param cost cross-entropy on the training points
 * @param train accuracy on the training points, 0 to 1
 * @param test accuracy on the test points, 0 to 1; NaN where there are none
 * @param costs the curve so far
 */
record RunResult(PlaySettings settings, int iteration, double cost, double train, double test, List<CostPoint> costs) {
    RunResult {
        costs = List.copyOf(costs);
    }
}
