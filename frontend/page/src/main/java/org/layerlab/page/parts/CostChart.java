package org.layerlab.page.parts;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.training.CostPoint;
import org.layerlab.page.browser.ChartLibrary;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.typedarrays.Float64Array;

/** Cost by iteration, drawn by uPlot in the page's colors as soon as there is something to draw. */
public final class CostChart {
    /** More points than a screen has columns help nobody: from here on every second one is left out. */
    private static final int MOST_POINTS = 2000;

    private record Curve(Float64Array x, Float64Array y, String color) {}

    private final HTMLElement element;
    private @Nullable JSObject plot;
    private boolean loading;
    private @Nullable Consumer<HTMLCanvasElement> waiting;
    private final List<double[]> points = new ArrayList<>();
    private final List<Curve> kept = new ArrayList<>();
    private boolean dirty;
    private double marked = Double.NaN;

    /** A chart in the element of that id. */
    public CostChart(String id) {
        element = Dom.byId(id);
        Dom.onThemeChange(event -> {
            JSObject old = plot;
            if (old != null) {
                destroy(old);
                begin();
            }
        });
    }

    /** A plot with all there is. */
    private void begin() {
        JSObject begun = create(element, Dom.style("--action"), Dom.style("--ink-soft"), Dom.style("--line"));
        plot = begun;
        kept.forEach(curve -> addKept(begun, curve));
        dirty = true;
        draw();
    }

    private void load() {
        if (loading) {
            return;
        }
        loading = true;
        ChartLibrary.load(there -> {
            loading = false;
            if (!there) {
                return;
            }
            begin();
            Consumer<HTMLCanvasElement> then = waiting;
            waiting = null;
            if (then != null) {
                then.accept(canvas());
            }
        });
    }

    private HTMLCanvasElement canvas() {
        return (HTMLCanvasElement) element.querySelector("canvas");
    }

    /** Gives the picture of the chart, once it is drawn. */
    public void picture(Consumer<HTMLCanvasElement> then) {
        if (plot != null) {
            then.accept(canvas());
        } else {
            waiting = then;
            load();
        }
    }

    /** Begins anew. */
    public void clear() {
        points.clear();
        dirty = true;
        draw();
    }

    /** Adds a point; {@link #draw} shows it. A cost that is no number leaves a gap. */
    public void add(double iteration, double cost) {
        points.add(new double[] {iteration, cost});
        dirty = true;
    }

    /** Draws another run's curve too, dashed, in the color of that property of the style sheet. */
    public void keep(List<CostPoint> curve, String color) {
        double[] x = new double[curve.size()];
        double[] y = new double[curve.size()];
        for (int i = 0; i < x.length; i++) {
            x[i] = curve.get(i).iteration();
            y[i] = curve.get(i).cost();
        }
        Curve other = new Curve(Float64Array.copyFromJavaArray(x), Float64Array.copyFromJavaArray(y), color);
        kept.add(other);
        if (plot != null) {
            addKept(plot, other);
        }
        dirty = true;
        draw();
    }

    /** Leaves the curve of that index away, counted from 0 in the order in which they came. */
    public void forget(int index) {
        kept.remove(index);
        if (plot != null) {
            removeKept(plot, index);
        }
        dirty = true;
        draw();
    }

    private static void addKept(JSObject plot, Curve curve) {
        addKept(plot, curve.x(), curve.y(), Dom.style(curve.color()));
    }

    /** Marks an iteration with a line; NaN for none. */
    public void mark(double iteration) {
        if (Double.compare(iteration, marked) != 0) {
            marked = iteration;
            dirty = true;
        }
    }

    /** Draws what was added. */
    public void draw() {
        JSObject drawn = plot;
        if (drawn == null && !(points.isEmpty() && kept.isEmpty())) {
            load();
        }
        if (!dirty || drawn == null) {
            return;
        }
        dirty = false;
        int stride = Math.max(1, (points.size() + MOST_POINTS - 1) / MOST_POINTS);
        List<double[]> shown = new ArrayList<>();
        for (int i = 0; i < points.size(); i += stride) {
            shown.add(points.get(i));
        }
        if (!points.isEmpty() && (points.size() - 1) % stride != 0) {
            shown.add(points.get(points.size() - 1));
        }
        double[] x = new double[shown.size()];
        double[] y = new double[shown.size()];
        for (int i = 0; i < x.length; i++) {
            x[i] = shown.get(i)[0];
            y[i] = shown.get(i)[1];
        }
        set(drawn, Float64Array.copyFromJavaArray(x), Float64Array.copyFromJavaArray(y), marked);
        if (!points.isEmpty()) {
            element.setAttribute(
                    "aria-label",
                    Texts.of(
                            "The cost went from {0} to {1} in {2} iterations",
                            NumberFormat.decimals(points.get(0)[1], 4),
                            NumberFormat.decimals(points.get(points.size() - 1)[1], 4),
                            NumberFormat.grouped((long) points.get(points.size() - 1)[0])));
        }
    }

    @JSBody(
            params = {"element", "stroke", "ink", "line"},
            script = "var font = '12px \"JetBrains Mono\", monospace';var axis = {stroke: ink, font: font, grid:"
                    + " {stroke: line, width: 1}, ticks: {show: false}};var size = function() { return {width:"
                    + " Math.max(120, element.clientWidth),  height: Math.max(80, element.clientHeight)}; };var s ="
                    + " size();var plot = new uPlot({width: s.width, height: s.height, legend: {show: false},  cursor:"
                    + " {points: {size: 6}, drag: {x: false, y: false}}, padding: [8, 8, 0, 0],  scales: {x: {time: false,"
                    + " range: function(u, low, high) {    return low == null ? [0, 1] : [low, Math.max(high, low + 1)];"
                    + " }}, y: {range: function(u, low, high) {    if (low == null || !isFinite(low)) { return [0, 1]; }  "
                    + "  var room = (high - low) * 0.08 || 0.05; return [low - room, high + room]; }}},  hooks: {draw:"
                    + " [function(u) { if (isFinite(u.marked)) {    var at = Math.round(u.valToPos(u.marked, 'x', true)),"
                    + " c = u.ctx; c.save();    c.strokeStyle = ink; c.lineWidth = devicePixelRatio; c.beginPath();   "
                    + " c.moveTo(at, u.bbox.top); c.lineTo(at, u.bbox.top + u.bbox.height); c.stroke(); c.restore(); }"
                    + " }]},  series: [{}, {stroke: stroke, width: 2, points: {show: false}}],  axes:"
                    + " [Object.assign({size: 28, space: 70, values: function(u, at) { return at.map(function(v) {     "
                    + " return v >= 10000 ? v / 1000 + 'k' : String(v); }); }}, axis),"
                    // As wide as the longest number.
                    + "    Object.assign({size: function(u, at) { return 14 + 7.3 * Math.max.apply(null,      (at ||"
                    + " ['0.00']).map(function(v) { return v.length; })); }, space: 28, values: function(u, at, i,"
                    + " space, step) {      var digits = step.toFixed(8).replace(/0+$/, '').split('.')[1].length;     "
                    + " return at.map(function(v) { return v.toFixed(digits); }); }}, axis)]}, [[], []],"
                    + " element);plot.observer = new ResizeObserver(function() { plot.setSize(size()); });"
                    + "plot.observer.observe(element);plot.kept = [];return plot;")
    private static native JSObject create(HTMLElement element, String stroke, String ink, String line);

    @JSBody(
            params = {"plot", "x", "y", "stroke"},
            script = "plot.kept.push([Array.from(x), Array.from(y, function(v) { return isFinite(v) ? v : null; })]);"
                    + "plot.addSeries({stroke: stroke, width: 1.5, dash: [7, 4], points: {show: false}});")
    private static native void addKept(JSObject plot, Float64Array x, Float64Array y, String stroke);

    @JSBody(
            params = {"plot", "index"},
            script = "plot.kept.splice(index, 1); plot.delSeries(2 + index);")
    private static native void removeKept(JSObject plot, int index);

    @JSBody(params = "plot", script = "plot.observer.disconnect(); plot.destroy();")
    private static native void destroy(JSObject plot);

    @JSBody(
            params = {"plot", "x", "y", "marked"},
            script = "plot.marked = marked;"
                    + "var data = [Array.from(x), Array.from(y, function(v) { return isFinite(v) ? v : null; })];"
                    + "plot.setData(plot.kept.length ? uPlot.join([data].concat(plot.kept)) : data);")
    private static native void set(JSObject plot, Float64Array x, Float64Array y, double marked);
}
