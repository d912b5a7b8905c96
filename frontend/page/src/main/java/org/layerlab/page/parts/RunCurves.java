package org.layerlab.page.parts;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.training.Thinning;

/** What was measured in a run and what was changed during it, in order of iterations. Independent of the page. */
public final class RunCurves {
    /** At this many measurements, every second one is dropped: a screen has no columns for more. */
    static final int MOST_MEASURED = 4000;

    private static final int MOST_CHANGES = 100;

    /**
     * What a person changed.
     *
     * @param text what changed, and how: {@code "Learning rate: 0.2 → 0.5"}
     * @param weights whether weights were set, rather than settings, which stay when the run is taken back
     */
    public record Change(int iteration, String text, boolean weights) {}

    private record Measured(double iteration, double testCost, double train, double test) {}

    private final List<double[]> costs = new ArrayList<>();
    private final List<Measured> measured = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();

    void clear() {
        costs.clear();
        measured.clear();
        changes.clear();
    }

    void cost(double iteration, double cost) {
        costs.add(new double[] {iteration, cost});
    }

    /**
     * Takes what was measured at an iteration; it replaces what was measured there before.
     *
     * @param testCost NaN without test points
     * @param train accuracy or R², at most 1; NaN where there is none, as for {@code test}
     */
    void measured(double iteration, double testCost, double train, double test) {
        int at = measured.size();
        while (at > 0 && measured.get(at - 1).iteration() >= iteration) {
            at--;
        }
        Measured now = new Measured(iteration, testCost, train, test);
        if (at < measured.size() && measured.get(at).iteration() == iteration) {
            measured.set(at, now);
        } else {
            measured.add(at, now);
        }
        Thinning.thin(measured, MOST_MEASURED);
    }

    void changed(Change change) {
        if (changes.size() == MOST_CHANGES) {
            // Whether the run was changed where it stands is asked of the last.
            changes.remove(MOST_CHANGES - 1);
        }
        changes.add(change);
    }

    /**
     * Discards what comes after an iteration. Settings that were changed later now take effect at this iteration, because
     * a run that is rewound keeps them.
     */
    void cut(int from) {
        costs.removeIf(point -> point[0] >= from);
        measured.removeIf(point -> point.iteration() > from);
        changes.removeIf(change -> change.weights() && change.iteration() > from);
        for (int i = 0; i < changes.size(); i++) {
            Change change = changes.get(i);
            if (change.iteration() > from) {
                changes.set(i, new Change(from, change.text(), false));
            }
        }
    }

    /** Pairs of an iteration and the cost on the training points. */
    List<double[]> costs() {
        return costs;
    }

    /** Pairs of an iteration and the cost on the test points, wherever it was measured. */
    List<double[]> testCosts() {
        List<double[]> points = new ArrayList<>();
        for (Measured one : measured) {
            if (!Double.isNaN(one.testCost())) {
                points.add(new double[] {one.iteration(), one.testCost()});
            }
        }
        return points;
    }

    /** Pairs of an iteration and the accuracy or R² in percent, on the test points or on the training points. */
    List<double[]> accuracies(boolean ofTest) {
        List<double[]> points = new ArrayList<>();
        for (Measured one : measured) {
            double value = ofTest ? one.test() : one.train();
            if (!Double.isNaN(value)) {
                points.add(new double[] {one.iteration(), 100 * value});
            }
        }
        return points;
    }

    /** Whether a weight was set at this iteration. */
    public boolean isEditedAt(int iteration) {
        for (Change change : changes) {
            if (change.weights() && change.iteration() == iteration) {
                return true;
            }
        }
        return false;
    }

    /** What was changed, in the order of the iterations. */
    public List<Change> changes() {
        return List.copyOf(changes);
    }

    /**
     * All of it as a table: a line for each iteration of which something is known.
     *
     * @param score what the accuracies are called: {@code "accuracy"}, {@code "r2"}
     */
    public String csv(String score) {
        StringBuilder text = new StringBuilder("iteration,cost,test_cost,train_")
                .append(score)
                .append(",test_")
                .append(score)
                .append(",changed\n");
        int c = 0;
        int m = 0;
        int h = 0;
        while (c < costs.size() || m < measured.size() || h < changes.size()) {
            double cost = c < costs.size() ? costs.get(c)[0] : Double.POSITIVE_INFINITY;
            double point = m < measured.size() ? measured.get(m).iteration() : Double.POSITIVE_INFINITY;
            double change = h < changes.size() ? changes.get(h).iteration() : Double.POSITIVE_INFINITY;
            double now = Math.min(cost, Math.min(point, change));
            text.append((long) now).append(',');
            if (cost == now) {
                text.append(costs.get(c++)[1]);
            }
            Measured known = point == now ? measured.get(m++) : new Measured(now, Double.NaN, Double.NaN, Double.NaN);
            cell(text, known.testCost());
            cell(text, known.train());
            cell(text, known.test());
            text.append(',');
            if (change == now) {
                text.append('"');
                for (String before = ""; h < changes.size() && changes.get(h).iteration() == now; before = "; ") {
                    text.append(before).append(changes.get(h++).text().replace("\"", "\"\""));
                }
                text.append('"');
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static void cell(StringBuilder text, double value) {
        text.append(',');
        if (!Double.isNaN(value)) {
            text.append(value);
        }
    }
}
