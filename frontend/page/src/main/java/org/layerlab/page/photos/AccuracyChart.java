package org.layerlab.page.photos;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.typedarrays.Float64Array;

/** The accuracies against the iterations: on what is learned, on the validation part, on the test photos. */
final class AccuracyChart {
    private static final int LINES = 3;
    private static final int MOST_POINTS = 600;

    private final HTMLElement element = Dom.byId("accuracy-chart");
    /** Iteration, then the accuracies in percent; NaN where one is not known. */
    private final List<double[]> points = new ArrayList<>();

    private JSObject plot;
    private boolean dirty;

    AccuracyChart() {
        plot = create();
        Dom.onThemeChange(event -> {
            destroy(plot);
            plot = create();
            dirty = true;
            draw();
        });
    }

    private JSObject create() {
        return create(
                element, Dom.style("--ink-soft"), Dom.style("--class-0"), Dom.style("--action"), Dom.style("--line"));
    }

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
        double[] all = new double[(LINES + 1) * points.size()];
        for (int i = 0; i < points.size(); i++) {
            for (int line = 0; line <= LINES; line++) {
                all[line * points.size() + i] = points.get(i)[line];
            }
        }
        set(plot, Float64Array.copyFromJavaArray(all), points.size());
        double[] first = null;
        double[] last = null;
        for (double[] point : points) {
            if (!Double.isNaN(point[LINES])) {
                first = first == null ? point : first;
                last = point;
            }
        }
        if (first != null && last != null) {
            element.setAttribute(
                    "aria-label",
                    Texts.of(
                            "The test accuracy went from {0} % to {1} % in {2} iterations",
                            NumberFormat.decimals(first[LINES], 1),
                            NumberFormat.decimals(last[LINES], 1),
                            NumberFormat.grouped((long) last[0])));
        }
    }

    @JSBody(
            params = {"element", "train", "validation", "test", "line"},
            script = "var font = '12px \"JetBrains Mono\", monospace';"
                    + "var axis = {stroke: train, font: font, grid: {stroke: line, width: 1}, ticks: {show: false}};"
                    + "var size = function() { return {width: Math.max(120, element.clientWidth),"
                    + "  height: Math.max(80, element.clientHeight)}; };"
                    + "var s = size();"
                    + "var series = function(stroke, dash) {"
                    + "  return {stroke: stroke, width: 2, dash: dash, spanGaps: true, points: {show: false}}; };"
                    + "var plot = new uPlot({width: s.width, height: s.height, legend: {show: false},"
                    + "  cursor: {points: {size: 6}, drag: {x: false, y: false}}, padding: [8, 20, 0, 0],"
                    + "  scales: {x: {time: false, range: function(u, low, high) {"
                    + "    return low == null ? [0, 1] : [low, Math.max(high, low + 1)]; }},"
                    + "    y: {range: function(u, low, high) {"
                    + "      return low == null ? [40, 100] : [Math.min(45, Math.floor(low)), Math.max(75, high)]; }}},"
                    + "  series: [{}, series(train, [2, 4]), series(validation, [6, 3]), series(test)],"
                    + "  axes: [Object.assign({size: 28, space: 70, values: function(u, at) { return at.map(function(v) {"
                    + "      return v >= 10000 ? v / 1000 + 'k' : String(v); }); }}, axis),"
                    + "    Object.assign({size: 56, space: 18, values: function(u, at) {"
                    + "      return at.map(function(v) { return v + ' %'; }); }}, axis)]}, [[], [], [], []], element);"
                    + "plot.observer = new ResizeObserver(function() { plot.setSize(size()); });"
                    + "plot.observer.observe(element);"
                    + "return plot;")
    private static native JSObject create(
            HTMLElement element, String train, String validation, String test, String line);

    @JSBody(params = "plot", script = "plot.observer.disconnect(); plot.destroy();")
    private static native void destroy(JSObject plot);

    @JSBody(
            params = {"plot", "all", "count"},
            script = "var lines = []; for (var i = 0; i < 4; i++) {"
                    + "  lines.push(Array.from(all.subarray(i * count, (i + 1) * count),"
                    + "    function(v) { return isFinite(v) ? v : null; })); }"
                    + "plot.setData(lines);")
    private static native void set(JSObject plot, Float64Array all, int count);
}
