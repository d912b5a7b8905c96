package org.layerlab.page.photos.train;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.parts.LineChart;
import org.teavm.jso.dom.html.HTMLElement;

/** The accuracies over the iterations: on the training photos, on the validation photos, on the test photos. */
final class AccuracyChart {
    private static final int MOST_POINTS = 600;

    /** In the order of the accuracies in {@link #points}. */
    private static final List<LineChart.Stroke> STROKES = List.of(
            new LineChart.Stroke("--ink-soft", 2, 2, 4),
            new LineChart.Stroke("--class-0", 2, 6, 3),
            new LineChart.Stroke("--action", 2, 0, 0));

    private static final int TEST = STROKES.size() - 1;

    private final HTMLElement element = Dom.byId("accuracy-chart");
    private final LineChart chart = new LineChart(element, new LineChart.Axis(45, 75, " %", 18));
    /** Iteration, then the accuracies in percent; NaN where one is not known. */
    private final List<double[]> points = new ArrayList<>();

    private boolean dirty;

    void clear() {
        points.clear();
        dirty = true;
        draw();
    }

    /** Adds accuracies, 0 to 1, at an iteration; NaN where one is not known. */
    void add(int iteration, double train, double validation, double test) {
        int last = points.size() - 1;
        if (last >= 0 && points.get(last)[0] == iteration) {
            points.remove(last);
        }
        points.add(new double[] {iteration, 100 * train, 100 * validation, 100 * test});
        if (points.size() > MOST_POINTS) {
            for (int i = points.size() - 2; i > 0; i -= 2) {
                points.remove(i);
            }
        }
        dirty = true;
    }

    void draw() {
        if (!dirty) {
            return;
        }
        dirty = false;
        List<LineChart.Curve> curves = new ArrayList<>();
        for (int i = 0; i < STROKES.size(); i++) {
            curves.add(new LineChart.Curve(known(i), STROKES.get(i)));
        }
        chart.show(curves, Double.NaN);
        List<double[]> test = curves.get(TEST).points();
        if (!test.isEmpty()) {
            double[] last = test.get(test.size() - 1);
            element.setAttribute(
                    "aria-label",
                    Texts.of(
                            "The test accuracy went from {0} % to {1} % in {2} iterations",
                            NumberFormat.decimals(test.get(0)[1], 1),
                            NumberFormat.decimals(last[1], 1),
                            NumberFormat.grouped((long) last[0])));
        }
    }

    /** One of the accuracies where it is known. */
    private List<double[]> known(int which) {
        List<double[]> known = new ArrayList<>();
        for (double[] point : points) {
            if (!Double.isNaN(point[1 + which])) {
                known.add(new double[] {point[0], point[1 + which]});
            }
        }
        return known;
    }
}
