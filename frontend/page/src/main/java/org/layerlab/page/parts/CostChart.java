package org.layerlab.page.parts;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.training.CostPoint;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;
import org.teavm.jso.dom.html.HTMLElement;

/** The cost over the iterations, of this run and of pinned runs, and on demand the accuracies. */
public final class CostChart {
    /** Shows where something was changed, over the curves. */
    public interface ChangeMarks extends LineChart.Overlay {
        /** Shows these changes instead of those before. */
        void show(List<RunCurves.Change> changes);
    }

    /** A screen has no columns for more points: from here on every second one is left out. */
    private static final int MOST_POINTS = 2000;

    private static final LineChart.Stroke COST = new LineChart.Stroke("--action", 2, 0, 0);
    private static final LineChart.Stroke TEST = new LineChart.Stroke("--class-0", 2, 3, 3);
    private static final LineChart.Stroke TRAIN_ACCURACY = new LineChart.Stroke("--good", 1.5, 0, 0);
    private static final LineChart.Stroke TEST_ACCURACY = new LineChart.Stroke("--good", 1.5, 3, 3);

    /** What the property with a pinned run's color is called, before its letter. */
    private static final String RUN = "--run-";

    private final HTMLElement element;
    /** What it is called without a curve. */
    private final String label;

    private final LineChart chart;
    private final @Nullable ChangeMarks changeMarks;
    private final RunCurves run = new RunCurves();
    /** Where a curve becomes infinite and is drawn along the top edge. */
    private final List<Double> infinite = new ArrayList<>();

    private boolean log;
    private boolean accuracies;
    private final List<LineChart.Curve> kept = new ArrayList<>();
    private boolean dirty;
    private double marked = Double.NaN;

    /** A chart in the element of that id. */
    public CostChart(String id) {
        this(id, null);
    }

    /** A chart that shows over its curves where something was changed. */
    public CostChart(String id, @Nullable ChangeMarks changeMarks) {
        element = Dom.byId(id);
        label = element.getAttribute("aria-label");
        this.changeMarks = changeMarks;
        chart = new LineChart(element, axis(), changeMarks);
    }

    private LineChart.Axis axis() {
        return new LineChart.Axis(Double.NaN, Double.NaN, log ? LineChart.Axis.LOG : "", 28);
    }

    /** Shows the logarithms of the costs, or the costs. */
    public void log(boolean on) {
        log = on;
        changed();
        chart.turn(axis());
    }

    /** Shows the accuracies too, in percent at the right, or the costs alone. */
    public void accuracies(boolean on) {
        accuracies = on;
        changed();
    }

    /** What is known of the run. */
    public RunCurves run() {
        return run;
    }

    /**
     * The chart as a drawing in SVG, with a legend.
     *
     * @param numbers whether the points have numbers, so that the accuracies are R²
     * @param onPaper whether it is black on white; else in the colors of the page
     */
    public String svg(boolean numbers, boolean onPaper) {
        List<CurveSvg.Named> named = new ArrayList<>();
        for (LineChart.Curve curve : curves()) {
            named.add(new CurveSvg.Named(name(curve.stroke(), numbers), curve));
        }
        return CurveSvg.of(
                named, log, infinite, run.changes(), color -> onPaper ? CurveSvg.onPaper(color) : Dom.style(color));
    }

    private static String name(LineChart.Stroke stroke, boolean numbers) {
        if (stroke.equals(TRAIN_ACCURACY)) {
            return numbers ? Texts.of("Training R² (%)") : Texts.of("Training accuracy (%)");
        }
        if (stroke.equals(TEST_ACCURACY)) {
            return numbers ? Texts.of("Test R² (%)") : Texts.of("Test accuracy (%)");
        }
        if (stroke.equals(COST)) {
            return Texts.of("training");
        }
        return stroke.equals(TEST)
                ? Texts.of("test")
                : Texts.of("Run") + " " + stroke.color().substring(RUN.length());
    }

    /** Starts over. */
    public void clear() {
        run.clear();
        marks();
        changed();
    }

    /** Adds a point; {@link #draw} shows it. A cost that is not a number leaves a gap. */
    public void add(double iteration, double cost) {
        run.cost(iteration, cost);
        dirty = true;
    }

    /** Adds what was measured at an iteration, see {@link RunCurves#measured}. */
    public void measured(double iteration, double testCost, double train, double test) {
        run.measured(iteration, testCost, train, test);
        dirty = true;
    }

    /** Marks an iteration at which something was changed, and says what. */
    public void changed(RunCurves.Change change) {
        run.changed(change);
        marks();
        changed();
    }

    private void marks() {
        if (changeMarks != null) {
            changeMarks.show(run.changes());
        }
    }

    /** Takes back what comes after an iteration, see {@link RunCurves#cut}. */
    public void cut(int from) {
        run.cut(from);
        marks();
        dirty = true;
    }

    /** Draws the curve of a run of that letter too, dashed, in its color. */
    public void keep(List<CostPoint> curve, String letter) {
        List<double[]> costs = new ArrayList<>();
        for (CostPoint point : curve) {
            costs.add(new double[] {point.iteration(), point.cost()});
        }
        kept.add(new LineChart.Curve(costs, new LineChart.Stroke(RUN + letter, 1.5, 7, 4)));
        changed();
    }

    /** Removes the kept curve of that index, counted from 0 in the order in which they came. */
    public void forget(int index) {
        kept.remove(index);
        changed();
    }

    /** Marks an iteration with a line; NaN for none. */
    public void mark(double iteration) {
        if (Double.compare(iteration, marked) != 0) {
            marked = iteration;
            dirty = true;
        }
    }

    private void changed() {
        dirty = true;
        draw();
    }

    /** Draws what was added. */
    public void draw() {
        if (!dirty) {
            return;
        }
        dirty = false;
        chart.show(curves(), marked, infinite);
        describe();
    }

    /** What is drawn now; notes too where a curve is infinite. */
    private List<LineChart.Curve> curves() {
        infinite.clear();
        List<double[]> costs = scaled(thinned(run.costs()));
        // Before the first iteration there is nothing to draw, and the chart's library need not be loaded.
        List<double[]> tests = costs.isEmpty() ? List.of() : scaled(thinned(run.testCosts()));
        double top = Math.max(highest(costs), highest(tests));
        List<LineChart.Curve> curves = new ArrayList<>();
        curves.add(new LineChart.Curve(capped(costs, top), COST));
        if (!tests.isEmpty()) {
            curves.add(new LineChart.Curve(capped(tests, top), TEST));
        }
        for (LineChart.Curve curve : kept) {
            curves.add(log ? curve.with(scaled(curve.points())) : curve);
        }
        if (accuracies && !costs.isEmpty()) {
            curves.add(new LineChart.Curve(thinned(run.accuracies(false)), TRAIN_ACCURACY).atRight());
            curves.add(new LineChart.Curve(thinned(run.accuracies(true)), TEST_ACCURACY).atRight());
        }
        return curves;
    }

    private void describe() {
        List<double[]> costs = run.costs();
        List<double[]> tests = run.testCosts();
        if (costs.isEmpty()) {
            element.setAttribute("title", "");
            element.setAttribute("aria-label", label);
        } else {
            double[] last = costs.get(costs.size() - 1);
            StringBuilder text = new StringBuilder(Texts.of(
                    "The cost went from {0} to {1}; iterations: {2}",
                    NumberFormat.decimals(costs.get(0)[1], 4),
                    NumberFormat.decimals(last[1], 4),
                    NumberFormat.grouped((long) last[0])));
            String note =
                    infinite.isEmpty() ? "" : Texts.of("∞: the cost is infinite here and drawn along the top edge");
            element.setAttribute("title", note);
            text.append(note.isEmpty() ? "" : ". ").append(note);
            List<double[]> score = run.accuracies(true).isEmpty() ? run.accuracies(false) : run.accuracies(true);
            if (accuracies && !score.isEmpty()) {
                text.append(". ")
                        .append(Texts.of(
                                "The accuracy went from {0} % to {1} %",
                                NumberFormat.decimals(score.get(0)[1], 1),
                                NumberFormat.decimals(score.get(score.size() - 1)[1], 1)));
            }
            element.setAttribute("aria-label", text.toString());
        }
        if (!tests.isEmpty()) {
            element.setAttribute("data-test", NumberFormat.decimals(tests.get(tests.size() - 1)[1], 4));
        }
    }

    /** The points as the axis has them; a logarithm of 0 leaves a gap. */
    private List<double[]> scaled(List<double[]> some) {
        if (!log) {
            return some;
        }
        List<double[]> scaled = new ArrayList<>();
        for (double[] point : some) {
            scaled.add(new double[] {point[0], Math.log(point[1]) / Math.log(10)});
        }
        return scaled;
    }

    private static double highest(List<double[]> points) {
        double highest = Double.NEGATIVE_INFINITY;
        for (double[] point : points) {
            if (point[1] < Double.POSITIVE_INFINITY) {
                highest = Math.max(highest, point[1]);
            }
        }
        return highest;
    }

    /** The points with {@code top} instead of what is infinite; where that begins is noted. */
    private List<double[]> capped(List<double[]> points, double top) {
        List<double[]> capped = new ArrayList<>();
        boolean before = false;
        for (double[] point : points) {
            boolean now = point[1] == Double.POSITIVE_INFINITY;
            if (now && !before) {
                infinite.add(point[0]);
            }
            before = now;
            capped.add(now ? new double[] {point[0], top} : point);
        }
        return capped;
    }

    /** At most {@link #MOST_POINTS} of some points, evenly chosen, and the last. */
    private static List<double[]> thinned(List<double[]> points) {
        int stride = Math.max(1, (points.size() + MOST_POINTS - 1) / MOST_POINTS);
        List<double[]> shown = new ArrayList<>();
        for (int i = 0; i < points.size(); i += stride) {
            shown.add(points.get(i));
        }
        if (!points.isEmpty() && (points.size() - 1) % stride != 0) {
            shown.add(points.get(points.size() - 1));
        }
        return shown;
    }
}
