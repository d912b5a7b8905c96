package org.layerlab.page.play;

import org.jspecify.annotations.Nullable;
import org.layerlab.network.training.CostPoint;

/** The costs of single iterations, between those that every run tells, while a person goes step by step. Knows no page. */
final class StepLog {
    private int last;
    private double cost = Double.NaN;
    private double change = Double.NaN;

    /** Another run begins. */
    void clear() {
        last = 0;
        cost = Double.NaN;
        change = Double.NaN;
    }

    /**
     * The run has moved.
     *
     * @param iteration updates made
     * @param furthest the most that were made
     * @param newCost before the last update
     * @param known the last iteration whose cost was told already; -1 without any
     * @return the cost to be told too; null where the run went on by more or less than one, or that cost is told already
     */
    @Nullable
    CostPoint moved(int iteration, int furthest, double newCost, int known) {
        boolean next = iteration == last + 1;
        if (iteration != last) {
            change = next ? newCost - cost : Double.NaN;
            last = iteration;
            cost = newCost;
        }
        return next && iteration == furthest && known < iteration - 1 ? new CostPoint(iteration - 1, newCost) : null;
    }

    /** The run came to, or stands at, an iteration whose weights were set by hand: their cost is none that an update had. */
    void edited(int iteration) {
        last = iteration;
        cost = Double.NaN;
        change = Double.NaN;
    }

    /** By how much the last update but one changed the cost; NaN where two costs in a row are not known. */
    double change() {
        return change;
    }
}
