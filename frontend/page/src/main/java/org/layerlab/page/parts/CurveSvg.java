package org.layerlab.page.parts;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;

/**
 * Curves over the iterations as a drawing in SVG, as the chart shows them: with a legend, and a dashed line where something
 * was changed. Independent of the page.
 */
final class CurveSvg {
    private static final int WIDTH = 720;
    private static final int PLOT = 308;
    private static final int LEFT = 64;
    private static final int BOTTOM = 36;
    private static final int EDGE = 16;
    private static final int LINES = 5;
    private static final int ROW = 18;
    private static final int KEY = 30;
    /** About the width of a letter. */
    private static final double LETTER = 7.3;

    private static final int MOST_CHANGES = 12;

    /** A curve and what the legend calls it. */
    record Named(String name, LineChart.Curve curve) {}

    private final List<Named> curves;
    private final boolean log;
    private final UnaryOperator<String> colors;
    private final StringBuilder svg = new StringBuilder();
    private int top;
    private int right = EDGE;
    private double low = Double.POSITIVE_INFINITY;
    private double high = Double.NEGATIVE_INFINITY;
    /** Of the axis at the right, in percent. */
    private double lowest = 0;

    private double last = 1;

    private CurveSvg(List<Named> curves, boolean log, UnaryOperator<String> colors) {
        this.curves = List.copyOf(curves);
        this.log = log;
        this.colors = colors;
    }

    /**
     * The drawing as text.
     *
     * @param log whether the values at the left are logarithms to the base 10
     * @param endless iterations at which a curve becomes infinite
     * @param colors the color of a property of the style sheet: {@code "--action"}
     */
    static String of(
            List<Named> curves,
            boolean log,
            List<Double> endless,
            List<RunCurves.Change> changes,
            UnaryOperator<String> colors) {
        return new CurveSvg(curves, log, colors).text(endless, changes);
    }

    /** The color of a property on paper: that of the light theme. */
    static String onPaper(String property) {
        return switch (property) {
            case "--card" -> "#fff";
            case "--ink" -> "#000";
            case "--line" -> "#ddd";
            case "--class-0" -> "#e07a12";
            case "--good", "--run-B" -> "#1a7f4b";
            case "--run-A" -> "#8a3fb0";
            case "--run-C" -> "#b3261e";
            case "--run-D" -> "#7a6200";
            default -> "#0f62b5";
        };
    }

    private String text(List<Double> endless, List<RunCurves.Change> changes) {
        for (RunCurves.Change change : changes) {
            last = Math.max(last, change.iteration());
        }
        measure();
        legend();
        lines();
        for (Named named : curves) {
            curve(named.curve());
        }
        for (double at : endless) {
            label(across(at), top + 4, "start", "∞");
        }
        int height = changes(changes);
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + WIDTH + "\" height=\"" + height
                + "\" viewBox=\"0 0 " + WIDTH + " " + height + "\" font-family=\"monospace\" font-size=\"12\" fill=\""
                + colors.apply("--ink") + "\"><title>Cost against iterations</title>"
                + "<rect width=\"100%\" height=\"100%\" fill=\"" + colors.apply("--card") + "\"/>" + svg + "</svg>\n";
    }

    private void measure() {
        for (Named named : curves) {
            LineChart.Curve curve = named.curve();
            right = curve.isAtRight() ? LEFT : right;
            for (double[] point : curve.points()) {
                last = Math.max(last, point[0]);
                if (curve.isAtRight()) {
                    lowest = Math.max(-100, Math.min(lowest, Math.floor(point[1] / 10) * 10));
                } else if (Double.isFinite(point[1])) {
                    low = Math.min(low, point[1]);
                    high = Math.max(high, point[1]);
                }
            }
        }
        if (!(high > low)) {
            low = Double.isFinite(low) ? low - 0.5 : 0;
            high = low + 1;
        }
    }

    private void legend() {
        double x = LEFT;
        top = EDGE;
        for (Named named : curves) {
            double width = KEY + LETTER * named.name().length() + EDGE;
            if (x + width > WIDTH && x > LEFT) {
                x = LEFT;
                top += ROW;
            }
            path(named.curve().stroke(), "M" + number(x) + " " + top + "h" + (KEY - 8));
            label(x + KEY, top, "start", named.name());
            x += width;
        }
        top += ROW;
    }

    /** The lines of the grid with their numbers. */
    private void lines() {
        for (int i = 0; i < LINES; i++) {
            double share = i / (LINES - 1.0);
            double value = low + (high - low) * share;
            double y = down(value, low, high);
            path(new LineChart.Stroke("--line", 1, 0, 0), "M" + LEFT + " " + number(y) + "H" + (WIDTH - right));
            label(
                    LEFT - 8,
                    y,
                    "end",
                    log
                            ? NumberFormat.significant(Math.pow(10, value), 2)
                            // There is room for seven characters.
                            : value < 100
                                    ? NumberFormat.decimals(value, 4)
                                    : NumberFormat.significant(value, value < 1e7 ? 5 : 3));
            if (right > EDGE) {
                label(WIDTH - right + 8, y, "start", NumberFormat.decimals(lowest + (100 - lowest) * share, 0) + " %");
            }
            double iteration = last * share;
            label(
                    across(iteration),
                    top + PLOT + BOTTOM - EDGE,
                    i == LINES - 1 ? "end" : "middle",
                    String.valueOf(Math.round(iteration)));
        }
    }

    private void curve(LineChart.Curve curve) {
        StringBuilder path = new StringBuilder();
        boolean drawing = false;
        for (double[] point : curve.points()) {
            double y = curve.isAtRight() ? down(point[1], lowest, 100) : down(point[1], low, high);
            // What is not a number leaves a gap, and so does R² below its axis, which ends at −100 %.
            boolean inside = Math.abs(y - top) <= PLOT;
            if (inside) {
                path.append(drawing ? 'L' : 'M')
                        .append(number(across(point[0])))
                        .append(' ')
                        .append(number(y));
            }
            drawing = inside;
        }
        if (path.length() > 0) {
            path(curve.stroke(), path.toString());
        }
    }

    /** A line at each change, and below the plot what was changed; gives the drawing's height. */
    private int changes(List<RunCurves.Change> changes) {
        int height = top + PLOT + BOTTOM;
        List<Integer> marked = new ArrayList<>();
        for (RunCurves.Change change : changes) {
            if (!marked.contains(change.iteration())) {
                marked.add(change.iteration());
                path(
                        new LineChart.Stroke("--ink", 1, 3, 3),
                        "M" + number(across(change.iteration())) + " " + top + "v" + PLOT);
            }
        }
        for (int i = 0; i < Math.min(MOST_CHANGES, changes.size()); i++) {
            RunCurves.Change change = changes.get(i);
            boolean more = i == MOST_CHANGES - 1 && changes.size() > MOST_CHANGES;
            String text = Texts.of("Iteration {0}: {1}", NumberFormat.grouped(change.iteration()), change.text());
            label(LEFT, height, "start", more ? "…" : text);
            height += ROW;
        }
        return height;
    }

    private void path(LineChart.Stroke stroke, String d) {
        svg.append("<path fill=\"none\" stroke=\"")
                .append(colors.apply(stroke.color()))
                .append("\" stroke-width=\"")
                .append(number(stroke.width()))
                .append(stroke.dash() > 0 ? "\" stroke-dasharray=\"" + stroke.dash() + " " + stroke.gap() : "")
                .append("\" d=\"")
                .append(d)
                .append("\"/>");
    }

    private void label(double x, double y, String anchor, String text) {
        svg.append("<text x=\"")
                .append(number(x))
                .append("\" y=\"")
                .append(number(y))
                .append("\" text-anchor=\"")
                .append(anchor)
                .append("\" dominant-baseline=\"middle\">")
                .append(text.replace("&", "&amp;").replace("<", "&lt;"))
                .append("</text>");
    }

    /** With one decimal, or none where that is 0. */
    private static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : NumberFormat.decimals(value, 1);
    }

    private double across(double iteration) {
        return LEFT + iteration / last * (WIDTH - LEFT - right);
    }

    private double down(double value, double from, double to) {
        return top + (to - value) / (to - from) * PLOT;
    }
}
