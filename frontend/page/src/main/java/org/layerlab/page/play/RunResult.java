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
 * @param changes what was changed as it went
 */
record RunResult(
        PlaySettings settings,
        int iteration,
        double cost,
        double train,
        double test,
        List<CostPoint> costs,
        RunChanges changes) {
    RunResult {
        costs = List.copyOf(costs);
    }

    /** A run that was not changed as it went. */
    RunResult(PlaySettings settings, int iteration, double cost, double train, double test, List<CostPoint> costs) {
        this(settings, iteration, cost, train, test, costs, RunChanges.NONE);
    }

    /** The same with the settings that it began with, where it is known how it was changed. */
    RunResult begun() {
        String course = changes.course();
        PlaySettings first =
                course.isEmpty() ? settings : PlaySettings.parse(course).settings();
        return new RunResult(first, iteration, cost, train, test, costs, changes);
    }

    /** The same with another curve and what was changed. */
    RunResult with(List<CostPoint> curve, RunChanges made) {
        return new RunResult(settings, iteration, cost, train, test, curve, made);
    }
}
