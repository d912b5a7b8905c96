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
    /** In the order of the accuracies in {@link #points}. */
    private static final List<LineChart.Stroke> STROKES = List.of(
            new LineChart.Stroke("--ink-soft", 2, 2, 4),
            new LineChart.Stroke("--class-0", 2, 6, 3),
            new LineChart.Stroke("--action", 2, 0, 0));

    private static final int TEST = STROKES.size() - 1;

    private final HTMLElement element = Dom.byId("accuracy-chart");
    private final LineChart chart = new LineChart(element, new LineChart.Axis(45, 75, " %", 18));
    private final AccuracyPoints points = new AccuracyPoints(STROKES.size());

    private boolean dirty;

    void clear() {
        points.clear();
        dirty = true;
        draw();
    }

    /** Adds accuracies, 0 to 1, at an iteration; NaN where one is not known. */
    void add(int iteration, double train, double validation, double test) {
        points.add(iteration, 100 * train, 100 * validation, 100 * test);
        dirty = true;
    }

    void draw() {
        if (!dirty) {
            return;
        }
        dirty = false;
        List<LineChart.Curve> curves = new ArrayList<>();
        for (int i = 0; i < STROKES.size(); i++) {
            curves.add(new LineChart.Curve(points.known(i), STROKES.get(i)));
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
}
