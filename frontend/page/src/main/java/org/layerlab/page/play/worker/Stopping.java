package org.layerlab.page.play.worker;

import org.jspecify.annotations.Nullable;
import org.layerlab.network.text.Text;
import org.layerlab.network.training.CostPoint;
import org.layerlab.network.training.Trainer;
import org.layerlab.page.settings.StopRules;

/**
 * Ends a run by the rules that the user set. Costs are looked at where they are written down, so a run ends at the same
 * iteration whenever it is repeated. A rule that has ended a run once is off until rules are set again.
 */
final class Stopping {
    /** A cost has to be lower by this share to count as progress. */
    private static final double PROGRESS = 1e-4;

    /** The run is looked at more often than this: between looks that are further apart, its worker was frozen. */
    private static final double MOST_MS = 2000;

    private StopRules rules;
    private double best = Double.POSITIVE_INFINITY;
    private int bestIteration;
    private int seen = -1;
    private double trained;
    /** The last look; NaN while the run stands still. */
    private double last = Double.NaN;

    Stopping(StopRules rules) {
        this.rules = rules;
    }

    /** Sets other rules; what came before does not count. */
    void set(StopRules other) {
        rules = other;
        trained = 0;
        lookFromHere();
    }

    /** Forgets the costs: the run stands somewhere else now. */
    void lookFromHere() {
        best = Double.POSITIVE_INFINITY;
        seen = -1;
    }

    /** The run continues. */
    void started(double now) {
        last = now;
    }

    /** The run stands still. */
    void paused(double now) {
        look(now);
        last = Double.NaN;
    }

    /** The run may be under way: the time since the last look counts, unless that was long ago. */
    void look(double now) {
        if (!Double.isNaN(last)) {
            trained += Math.min(now - last, MOST_MS);
            last = now;
        }
    }

    /** Why the run has to end here, in a sentence; null where it may continue. */
    @Nullable
    String reason(Trainer trainer, double now) {
        look(now);
        if (rules.seconds() > 0 && !Double.isNaN(last) && trained >= 1000.0 * rules.seconds()) {
            String why = "Stopped after " + Text.number(rules.seconds()) + " s of training.";
            rules = new StopRules(rules.cost(), rules.patience(), 0);
            return why;
        }
        CostPoint point = trainer.lastCostPoint();
        if (point == null || point.iteration() == seen) {
            return null;
        }
        seen = point.iteration();
        if (rules.cost() > 0 && point.cost() <= rules.cost()) {
            String why = "Stopped: the cost after iteration " + point.iteration() + " is no more than "
                    + Text.number(rules.cost()) + ".";
            rules = new StopRules(0, rules.patience(), rules.seconds());
            return why;
        }
        if (point.cost() < best * (1 - PROGRESS)) {
            best = point.cost();
            bestIteration = point.iteration();
        } else if (rules.patience() > 0 && point.iteration() - bestIteration >= rules.patience()) {
            String why = "Stopped: no progress since iteration " + bestIteration + ".";
            rules = new StopRules(rules.cost(), 0, rules.seconds());
            return why;
        }
        return null;
    }
}
