package org.layerlab.page.training;

import java.util.List;
import org.layerlab.network.training.CostPoint;
import org.layerlab.network.training.Trainer;
import org.layerlab.page.browser.EventLoop;

/** What the page is told of a run: accuracies, measured as often as they may cost, and the costs since the last time. */
public final class Progress {
    private final EventLoop clock;
    private final Throttle throttle = new Throttle(0.15);
    private double[] accuracies = {Double.NaN, Double.NaN};
    private int costsTold;

    /** Of a run that nothing is told of yet. */
    public Progress(EventLoop clock) {
        this.clock = clock;
    }

    /** Whether accuracies may be measured again. */
    public boolean measures(double now) {
        return throttle.due(now);
    }

    /**
     * Accuracies on training and test examples, 0 to 1; NaN where there are none.
     *
     * @param now whether they have to be fresh, however long that takes
     */
    public double[] accuracies(Run run, boolean now) {
        double start = clock.now();
        if (now || throttle.due(start)) {
            accuracies = run.accuracies();
            throttle.ran(start, clock.now());
        }
        return accuracies;
    }

    /** The accuracies of the last time. */
    public double[] lastAccuracies() {
        return accuracies;
    }

    /** Costs since the last call: iteration, cost, iteration, cost … */
    public double[] newCosts(Trainer trainer) {
        List<CostPoint> fresh = trainer.costsFrom(Math.min(costsTold, trainer.costPointCount()));
        costsTold += fresh.size();
        double[] values = new double[2 * fresh.size()];
        for (int i = 0; i < fresh.size(); i++) {
            values[2 * i] = fresh.get(i).iteration();
            values[2 * i + 1] = fresh.get(i).cost();
        }
        return values;
    }

    /** The run was cut: costs beyond the cut are reported again once they are recomputed. */
    public void cut(Trainer trainer) {
        costsTold = Math.min(costsTold, trainer.costPointCount());
    }
}
