package org.layerlab.page.play;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.training.CostPoint;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Frames;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.message.PlayMessages;
import org.layerlab.page.message.RunMessages;
import org.layerlab.page.parts.AccuracyText;
import org.layerlab.page.parts.BoundaryCanvas;
import org.layerlab.page.parts.ConfusionTable;
import org.layerlab.page.parts.CostChart;
import org.layerlab.page.parts.RunCurves;
import org.layerlab.page.settings.PlaySettings;
import org.teavm.jso.JSBody;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.typedarrays.Float32Array;

/** What the worker tells as numbers, curve, log and surface, drawn at most once a frame. */
final class Readout {
    /** Older lines of the log leave the page, so that a long run does not fill it. */
    private static final int MOST_LOG_LINES = 2000;

    private final BoundaryCanvas boundary;
    private final CostChart chart;
    private final Frames frames;

    private RunMessages.@Nullable Snapshot pending;
    private @Nullable Float32Array pendingSurface;
    private final List<CostPoint> pendingCosts = new ArrayList<>();
    /** All of the run so far. */
    private final List<CostPoint> costs = new ArrayList<>();

    /** Changes for which the worker has not reported the iteration yet. */
    private final List<RunCurves.Change> pendingChanges = new ArrayList<>();

    private boolean stepping;
    private final StepLog steps = new StepLog();
    /** The length of the cost's gradient where the run stands; NaN where it is not told. */
    private double gradient = Double.NaN;

    /** Whether the points have numbers, so that the share that is right is R². */
    private boolean numbers;

    private int trainSize;
    private int testSize;

    /**
     * Nothing heard yet.
     *
     * @param frame takes the next snapshot with {@link #next} and shows it
     */
    Readout(BoundaryCanvas boundary, CostChart chart, Runnable frame) {
        this.boundary = boundary;
        this.chart = chart;
        frames = new Frames(frame);
        Dom.on("log-scale", "change", event -> chart.log(Dom.input("log-scale").isChecked()));
        Dom.on(
                "accuracy-curves",
                "change",
                event -> chart.accuracies(Dom.input("accuracy-curves").isChecked()));
    }

    /** Another run begins. */
    void clear() {
        pending = null;
        pendingCosts.clear();
        pendingChanges.clear();
        costs.clear();
        chart.clear();
        steps.clear();
        gradient = Double.NaN;
        Dom.text("step-note", "");
        Dom.byId("log").clear();
    }

    /** How many points the accuracies are measured on, and what takes their place where points have numbers. */
    void sizes(PlaySettings settings, int train, int test) {
        numbers = settings.dataset().isRegression();
        String score = numbers ? "R²" : Texts.of("Accuracy");
        Dom.text("accuracy-title", score);
        Dom.text("accuracy-curves-name", score);
        Dom.show("bar-ends", settings.classes() == 2);
        ConfusionTable.show(new double[0], String::valueOf);
        trainSize = train;
        testSize = test;
        fresh(Double.NaN);
    }

    /** No run: dashes. */
    void empty() {
        NumberFormat.write(Dom.byId("iteration"), 0);
        Dom.text("cost", "–");
        accuracy("train", Double.NaN, 0);
        accuracy("test", Double.NaN, 0);
        bar(Double.NaN, 0);
        fresh(Double.NaN);
        noiseLimit(Double.NaN);
    }

    private static void bar(double test, double train) {
        Dom.text("bar-accuracy", NumberFormat.percent(test) + " %");
        Dom.setStyle(Dom.byId("accuracy-bar"), "--accuracy", NumberFormat.decimals(100 * train, 2));
    }

    /** The curve so far. */
    List<CostPoint> costs() {
        return costs;
    }

    /**
     * Takes what the worker tells; where the run continues it is shown in the next frame, else at once.
     *
     * @param marked whether it is shown at once in any case, since the next frame may have a later one
     */
    void take(RunMessages.Snapshot snapshot, boolean marked) {
        double[] values = snapshot.getCosts().copyToJavaArray();
        for (int i = 0; i < values.length; i += 2) {
            pendingCosts.add(new CostPoint((int) values[i], values[i + 1]));
        }
        if (snapshot.getBoundary() != null) {
            pendingSurface = snapshot.getBoundary();
        }
        pending = snapshot;
        if (snapshot.isRunning() && !marked) {
            frames.ask();
        } else {
            frames.now();
        }
    }

    /** Takes what was measured at an iteration; the next frame shows it. */
    void measured(int iteration, double testCost, double train, double test) {
        chart.measured(iteration, testCost, train, test);
    }

    /**
     * A person changes something as the run goes; {@link #changed} says when.
     *
     * @param text what is to be said of it; empty for nothing
     * @param weights whether weights are set, rather than settings
     */
    void changing(String text, boolean weights) {
        pendingChanges.add(new RunCurves.Change(0, text, weights));
    }

    /** A change of a link was made at this iteration. */
    void planned(RunCurves.Change change) {
        chart.changed(change);
    }

    /** Whether a person has asked for a change that is not made yet. */
    boolean isChanging() {
        return !pendingChanges.isEmpty();
    }

    /** Whether a person has asked for other settings, which are not adopted yet. */
    boolean isChangingSettings() {
        for (RunCurves.Change change : pendingChanges) {
            if (!change.weights()) {
                return true;
            }
        }
        return false;
    }

    /** The change that was asked for first was made at this iteration. */
    void changed(int iteration) {
        if (!pendingChanges.isEmpty()) {
            RunCurves.Change change = pendingChanges.remove(0);
            // Before the first iteration, a setting is what the run begins with.
            boolean isOnItsWay = iteration > 0 || change.weights();
            if (isOnItsWay && !change.text().isEmpty()) {
                chart.changed(new RunCurves.Change(iteration, change.text(), change.weights()));
            }
        }
    }

    /** Whether a weight was set by hand at this iteration. */
    boolean isEditedAt(int iteration) {
        return chart.run().isEditedAt(iteration);
    }

    /** A change was refused. */
    void refused() {
        pendingChanges.clear();
    }

    /** Takes back the curve from this iteration on. */
    void cut(int from) {
        boolean shorter = costs.removeIf(point -> point.iteration() >= from);
        pendingCosts.removeIf(point -> point.iteration() >= from);
        chart.cut(from);
        if (shorter) {
            Dom.byId("log").clear();
            log(costs);
        }
    }

    /** The snapshot to be shown, once; null where there is no newer one. */
    RunMessages.@Nullable Snapshot next() {
        RunMessages.Snapshot snapshot = pending;
        pending = null;
        return snapshot;
    }

    /**
     * Shows how the run stands, with all that has come for it.
     *
     * @param single whether every iteration is told, because a person goes step by step
     */
    void show(PlayRun run, double perSecond, boolean single) {
        NumberFormat.write(Dom.byId("iteration"), run.iteration());
        Dom.text(
                "speed",
                run.playing() && perSecond > 0
                        ? Texts.of("{0} a second", NumberFormat.grouped(Math.round(perSecond)))
                        : "");
        Dom.text("cost", run.iteration() == 0 ? "–" : CostPoint.sixDecimals(run.cost()));
        accuracy("train", run.train(), trainSize);
        accuracy("test", run.test(), testSize);
        bar(run.test(), run.train());
        step(run, single);
        pendingCosts.forEach(point -> chart.add(point.iteration(), point.cost()));
        costs.addAll(pendingCosts);
        chart.mark(run.inThePast() ? run.iteration() : Double.NaN);
        log(pendingCosts);
        pendingCosts.clear();
        chart.draw();
        if (pendingSurface != null) {
            boundary.surface(pendingSurface);
            pendingSurface = null;
        }
        if (!run.playing()) {
            boundary.describe(described(run));
        }
    }

    private String described(PlayRun run) {
        String train = NumberFormat.percent(run.train());
        String test = NumberFormat.percent(run.test());
        return numbers
                ? Texts.of(
                        "Predictions, iterations: {0}. R² is {1} percent on the training points and {2} percent on the test points.",
                        run.iteration(), train, test)
                : Texts.of(
                        "Decision boundary, iterations: {0}. {1} percent of the training points and {2} percent of the test points are on the right side.",
                        run.iteration(), train, test);
    }

    private void step(PlayRun run, boolean single) {
        List<CostPoint> told = pendingCosts.isEmpty() ? costs : pendingCosts;
        int known = told.isEmpty() ? -1 : told.get(told.size() - 1).iteration();
        CostPoint point = null;
        if (isEditedAt(run.iteration())) {
            steps.edited(run.iteration());
        } else {
            point = steps.moved(run.iteration(), run.furthest(), run.cost(), known);
        }
        if (single && point != null) {
            pendingCosts.add(point);
        }
        stepping = single;
        stepNote();
    }

    /** The length of the cost's gradient where the run stands. */
    void gradient(double length) {
        gradient = length;
        stepNote();
    }

    private void stepNote() {
        double change = steps.change();
        Dom.text(
                "step-note",
                stepping && !Double.isNaN(change)
                        ? Texts.of(
                                "ΔJ = {0}, ‖∇J‖ = {1}",
                                NumberFormat.significant(change, 3), NumberFormat.significant(gradient, 3))
                        : "");
    }

    private void accuracy(String set, double accuracy, int size) {
        String percent = NumberFormat.percent(accuracy);
        Dom.text(set + "-accuracy", percent);
        // R² has no lower bound: a number far below 0 is longer than any share.
        Dom.byId(set + "-accuracy").setAttribute("data-long", String.valueOf(percent.length() > "100.0".length()));
        Dom.text(set + "-of", size == 0 ? "" : Texts.of("of {0}", NumberFormat.grouped(size)));
        AccuracyText.explain(Dom.byId(set + "-share"), accuracy, numbers ? 0 : size, set.equals("train"));
    }

    /** Shows the accuracy on fresh points; NaN where it is not measured. */
    void fresh(double accuracy) {
        HTMLElement note = Dom.byId("fresh-note");
        note.setAttribute("data-value", NumberFormat.percent(accuracy));
        Dom.text(
                "fresh-note",
                Double.isNaN(accuracy)
                        ? ""
                        : Texts.of(
                                "On {0} fresh points: {1} %",
                                NumberFormat.grouped(PlayMessages.FRESH_POINTS), NumberFormat.percent(accuracy)));
        AccuracyText.explain(note, accuracy, numbers ? 0 : PlayMessages.FRESH_POINTS);
    }

    /** Shows the accuracy that the noise allows; NaN where it is not known. */
    void noiseLimit(double optimum) {
        boolean known = !Double.isNaN(optimum);
        HTMLElement bar = Dom.byId("accuracy-bar");
        Dom.show("bayes-note", known);
        Dom.byId("bayes-note").setAttribute("data-value", NumberFormat.percent(optimum));
        Dom.text("bayes-note", known ? Texts.of("Noise limit: {0} % on average", NumberFormat.percent(optimum)) : "");
        Dom.setStyle(bar, "--best", NumberFormat.decimals(known ? 100 * optimum : 100, 2));
        if (known) {
            bar.removeAttribute("data-unknown");
        } else {
            bar.setAttribute("data-unknown", "");
        }
    }

    /** Adds the new lines at once: to lay the log out after each of them would take longer than the training. */
    private static void log(List<CostPoint> added) {
        if (added.isEmpty()) {
            return;
        }
        StringBuilder lines = new StringBuilder();
        for (int i = Math.max(0, added.size() - MOST_LOG_LINES); i < added.size(); i++) {
            lines.append(added.get(i)).append('\n');
        }
        append(Dom.byId("log"), lines.toString(), MOST_LOG_LINES);
    }

    @JSBody(
            params = {"log", "lines", "most"},
            script = "var atEnd = log.scrollTop + log.clientHeight >= log.scrollHeight - 24;"
                    + "var fragment = document.createDocumentFragment();"
                    + "lines.split('\\n').forEach(function(line) { if (line) {"
                    + "  var item = document.createElement('li'); item.textContent = line + '\\n';"
                    + "  fragment.appendChild(item); } });"
                    + "log.appendChild(fragment);"
                    + "while (log.childElementCount > most) { log.firstElementChild.remove(); }"
                    + "if (atEnd) { log.scrollTop = log.scrollHeight; }")
    private static native void append(HTMLElement log, String lines, int most);
}
