package org.layerlab.page.parts;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.layerlab.network.training.CostPoint;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.dom.html.HTMLElement;

/** The cost over the iterations, of this run and of others that are kept beside it. */
public final class CostChart {
    /** A screen has no columns for more points: from here on every second one is left out. */
    private static final int MOST_POINTS = 2000;

    private static final LineChart.Stroke COST = new LineChart.Stroke("--action", 2, 0, 0);
    private static final LineChart.Stroke TEST = new LineChart.Stroke("--class-0", 2, 3, 3);

    private final HTMLElement element;
    private final LineChart chart;
    private final List<double[]> points = new ArrayList<>();
    /** The cost on the test points, wherever it was measured. */
    private final List<double[]> tests = new ArrayList<>();

    private boolean log;
    private final List<LineChart.Curve> kept = new ArrayList<>();
    private boolean dirty;
    private double marked = Double.NaN;

    /** A chart in the element of that id. */
    public CostChart(String id) {
        element = Dom.byId(id);
        chart = new LineChart(element, axis());
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

    /** Gives the chart's picture as soon as it is drawn. */
    public void picture(Consumer<HTMLCanvasElement> then) {
        chart.picture(then);
    }

    /** Starts over. */
    public void clear() {
        points.clear();
        tests.clear();
        changed();
    }

    /** Adds a point; {@link #draw} shows it. A cost that is not a number leaves a gap. */
    public void add(double iteration, double cost) {
        points.add(new double[] {iteration, cost});
        dirty = true;
    }

    /**
     * Adds the cost on the test points at an iteration; where the run was taken back, what was after it goes. An infinite
     * cost leaves a gap.
     */
    public void addTest(double iteration, double cost) {
        tests.removeIf(point -> point[0] >= iteration);
        tests.add(new double[] {iteration, cost});
        dirty = true;
    }

    /** Draws another run's curve too, dashed, in the color of that property of the style sheet. */
    public void keep(List<CostPoint> curve, String color) {
        List<double[]> costs = new ArrayList<>();
        for (CostPoint point : curve) {
            costs.add(new double[] {point.iteration(), point.cost()});
        }
        kept.add(new LineChart.Curve(costs, new LineChart.Stroke(color, 1.5, 7, 4)));
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
        List<LineChart.Curve> curves = new ArrayList<>();
        curves.add(new LineChart.Curve(scaled(thinned(points)), COST));
        // Before the first iteration there is nothing to draw, and the chart's library need not be loaded.
        if (!points.isEmpty() && !tests.isEmpty()) {
            curves.add(new LineChart.Curve(scaled(thinned(tests)), TEST));
        }
        for (LineChart.Curve curve : kept) {
            curves.add(log ? curve.with(scaled(curve.points())) : curve);
        }
        chart.show(curves, marked);
        if (!points.isEmpty()) {
            double[] last = points.get(points.size() - 1);
            element.setAttribute(
                    "aria-label",
                    Texts.of(
                            "The cost went from {0} to {1} in {2} iterations",
                            NumberFormat.decimals(points.get(0)[1], 4),
                            NumberFormat.decimals(last[1], 4),
                            NumberFormat.grouped((long) last[0])));
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
