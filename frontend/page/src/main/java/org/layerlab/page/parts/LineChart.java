package org.layerlab.page.parts;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.page.browser.ChartLibrary;
import org.layerlab.page.browser.Dom;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.typedarrays.Float64Array;

/**
 * Curves over the iterations in the page's colors, drawn by {@code static/chart.js} with uPlot. Both are loaded for the first
 * curve.
 */
public final class LineChart {
    /**
     * The vertical axis.
     *
     * @param low a value that is always in view; NaN to follow the curves
     * @param high as {@code low}
     * @param unit what follows each number; {@link #LOG} where the values are logarithms to the base 10
     * @param space the least distance of two numbers, in pixels
     */
    public record Axis(double low, double high, String unit, int space) {
        /** A unit: the axis says 10 to the power of the values. */
        public static final String LOG = "log";
    }

    /**
     * How a curve is drawn.
     *
     * @param color a property of the style sheet: {@code "--action"}
     * @param width in pixels
     * @param dash the length of a dash in pixels; 0 for a solid line
     * @param gap the length of what is left out after a dash
     */
    public record Stroke(String color, double width, int dash, int gap) {}

    /** A curve. Its numbers go to the library's form once, however often it is drawn. */
    public static final class Curve {
        private final List<double[]> points;
        private final Stroke stroke;
        private final boolean right;
        private @Nullable JSObject table;

        /**
         * A curve.
         *
         * @param points pairs of an iteration and a value, the iterations ascending; a value that is not a number
         *     leaves a gap
         */
        public Curve(List<double[]> points, Stroke stroke) {
            this(points, stroke, false);
        }

        private Curve(List<double[]> points, Stroke stroke, boolean right) {
            this.points = List.copyOf(points);
            this.stroke = stroke;
            this.right = right;
        }

        /** The same curve on its own axis on the right, in percent. */
        Curve atRight() {
            return new Curve(points, stroke, true);
        }

        /** Pairs of an iteration and a value. */
        public List<double[]> points() {
            return points;
        }

        Stroke stroke() {
            return stroke;
        }

        /** Whether it is in percent, on its own axis at the right. */
        boolean isAtRight() {
            return right;
        }

        /** The same stroke through other points. */
        Curve with(List<double[]> others) {
            return new Curve(others, stroke, right);
        }

        private JSObject table() {
            if (table == null) {
                double[] x = new double[points.size()];
                double[] y = new double[x.length];
                for (int i = 0; i < x.length; i++) {
                    x[i] = points.get(i)[0];
                    y[i] = points.get(i)[1];
                }
                table = LineChart.table(Float64Array.copyFromJavaArray(x), Float64Array.copyFromJavaArray(y));
            }
            return table;
        }
    }

    /** Something that is drawn over the curves. */
    public interface Overlay {
        /**
         * Draws itself whenever the plot is drawn.
         *
         * @param plot of the chart library, before it is drawn
         * @param ink the color of lines
         */
        void draw(JSObject plot, String ink);
    }

    private final HTMLElement element;
    private final @Nullable Overlay overlay;
    private Axis axis;
    private @Nullable JSObject plot;
    private boolean loading;
    private List<Curve> curves = List.of();
    /** The strokes that the plot has. */
    private List<Stroke> strokes = List.of();
    /** Whether the plot has an axis at the right. */
    private boolean right;

    private double marked = Double.NaN;
    private List<Double> infinite = List.of();

    /** A chart in an element; nothing is loaded or drawn yet. */
    public LineChart(HTMLElement element, Axis axis) {
        this(element, axis, null);
    }

    /** A chart with something drawn over its curves. */
    LineChart(HTMLElement element, Axis axis, @Nullable Overlay overlay) {
        this.element = element;
        this.axis = axis;
        this.overlay = overlay;
        Dom.onThemeChange(event -> again());
    }

    /** Takes another vertical axis; the curves stay. */
    void turn(Axis other) {
        axis = other;
        again();
    }

    private void again() {
        JSObject old = plot;
        if (old != null) {
            destroy(old);
            begin();
        }
    }

    /**
     * Shows these curves instead of those before.
     *
     * @param mark an iteration to mark with a vertical line; NaN for none
     */
    public void show(List<Curve> shown, double mark) {
        show(shown, mark, List.of());
    }

    /** Shows these curves, with ∞ at the upper edge at these iterations. */
    void show(List<Curve> shown, double mark, List<Double> endless) {
        curves = List.copyOf(shown);
        marked = mark;
        infinite = List.copyOf(endless);
        boolean wanted = false;
        for (Curve curve : curves) {
            wanted |= curve.right;
        }
        if (plot != null && wanted != right) {
            again();
        } else if (plot != null) {
            draw(plot);
        } else {
            for (Curve curve : curves) {
                if (!curve.points.isEmpty()) {
                    load();
                    return;
                }
            }
        }
    }

    private void load() {
        if (loading) {
            return;
        }
        loading = true;
        ChartLibrary.load(there -> {
            loading = false;
            if (there) {
                begin();
            }
        });
    }

    private void begin() {
        right = false;
        for (Curve curve : curves) {
            right |= curve.right;
        }
        String ink = Dom.style("--ink-soft");
        JSObject begun =
                create(element, ink, Dom.style("--line"), axis.low(), axis.high(), axis.unit(), axis.space(), right);
        if (overlay != null) {
            overlay.draw(begun, ink);
        }
        plot = begun;
        strokes = List.of();
        draw(begun);
    }

    private void draw(JSObject on) {
        List<Stroke> asked = new ArrayList<>();
        for (Curve curve : curves) {
            asked.add(curve.stroke);
        }
        if (!asked.equals(strokes)) {
            strokes = asked;
            clear(on);
            for (Curve curve : curves) {
                Stroke stroke = curve.stroke;
                String scale = curve.right ? "right" : "y";
                add(on, Dom.style(stroke.color()), stroke.width(), stroke.dash(), stroke.gap(), scale);
            }
        }
        for (Curve curve : curves) {
            push(on, curve.table());
        }
        double[] edge = new double[infinite.size()];
        for (int i = 0; i < edge.length; i++) {
            edge[i] = infinite.get(i);
        }
        set(on, marked, Float64Array.copyFromJavaArray(edge));
    }

    @JSBody(
            params = {"element", "ink", "line", "low", "high", "unit", "space", "right"},
            script = "return LayerLab.chart.lines(element, ink, line, low, high, unit, space, right);")
    private static native JSObject create(
            HTMLElement element,
            String ink,
            String line,
            double low,
            double high,
            String unit,
            int space,
            boolean right);

    @JSBody(params = "plot", script = "while (plot.series.length > 1) { plot.delSeries(1); }")
    private static native void clear(JSObject plot);

    @JSBody(
            params = {"plot", "color", "width", "dash", "gap", "scale"},
            script = "plot.addSeries({scale: scale, stroke: color, width: width, dash: dash ? [dash, gap] : null,"
                    + " points: {show: false}});")
    private static native void add(JSObject plot, String color, double width, int dash, int gap, String scale);

    @JSBody(
            params = {"x", "y"},
            script = "return [Array.from(x), Array.from(y, function(v) { return isFinite(v) ? v : null; })];")
    private static native JSObject table(Float64Array x, Float64Array y);

    /** Takes the next curve; {@link #set} shows them. */
    @JSBody(
            params = {"plot", "table"},
            script = "plot.tables.push(table);")
    private static native void push(JSObject plot, JSObject table);

    @JSBody(
            params = {"plot", "marked", "edge"},
            script = "var tables = plot.tables; plot.tables = []; plot.marked = marked; plot.edge = edge;"
                    + "plot.setData(tables.length > 1 ? uPlot.join(tables) : tables[0] || [[]]);")
    private static native void set(JSObject plot, double marked, Float64Array edge);

    @JSBody(params = "plot", script = "plot.observer.disconnect(); plot.destroy();")
    private static native void destroy(JSObject plot);
}
