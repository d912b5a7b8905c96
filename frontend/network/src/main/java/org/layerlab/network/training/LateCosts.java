package org.layerlab.network.training;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.matrix.NumberListener;

/**
 * Takes the cost of each update into a {@link CostHistory} once it is known and the update is complete, in the order of
 * the updates. Kernels that compute elsewhere tell a cost after its update, and even after later ones were begun.
 */
final class LateCosts {
    private final CostHistory history;
    /** Those of complete updates that are not in the history yet, in the order of the updates. */
    private final List<Asked> outstanding = new ArrayList<>();

    private Asked underWay = new Asked();

    LateCosts(CostHistory history) {
        this.history = history;
    }

    /** The cost of one update. Costs of abandoned updates are ignored. */
    private final class Asked implements NumberListener {
        private int iteration;
        private double cost;
        private boolean known;

        @Override
        public void known(double number) {
            cost = number;
            known = true;
            takeIn();
        }
    }

    /** What hears the cost of the update that is under way now. */
    NumberListener ask() {
        if (underWay.known) {
            underWay.known = false;
        } else {
            // The one before may still be told the cost of an update that was abandoned.
            underWay = new Asked();
        }
        return underWay;
    }

    /** The update under way is complete. */
    void complete(int iteration) {
        if (underWay.known && outstanding.isEmpty()) {
            history.add(iteration, underWay.cost);
            return;
        }
        underWay.iteration = iteration;
        outstanding.add(underWay);
        underWay = new Asked();
    }

    /** How many complete updates have costs that are not in the history yet. */
    int outstanding() {
        return outstanding.size();
    }

    /** Waits no longer for the costs of complete updates. */
    void forget() {
        outstanding.clear();
    }

    private void takeIn() {
        while (!outstanding.isEmpty() && outstanding.get(0).known) {
            Asked first = outstanding.remove(0);
            history.add(first.iteration, first.cost);
        }
    }
}
