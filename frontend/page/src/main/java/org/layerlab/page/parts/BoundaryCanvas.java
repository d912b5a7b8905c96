package org.layerlab.page.parts;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.CustomPoints;
import org.layerlab.network.data.LabelledSet;
import org.layerlab.page.browser.Color;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Frames;
import org.layerlab.page.browser.NumberFormat;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.browser.Window;
import org.teavm.jso.canvas.CanvasRenderingContext2D;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.typedarrays.Float32Array;

/**
 * The plane: what the network believes as a surface between the two classes' colours, the line where it is undecided,
 * and the points over it.
 */
public final class BoundaryCanvas {
    private static final int MOST_DRAWN_ONE_BY_ONE = 1500;

    private final HTMLCanvasElement canvas;
    private final CanvasRenderingContext2D context;
    private final SurfacePainter painter = new SurfacePainter();

    private HTMLCanvasElement pointsLayer = Dom.createCanvas(1, 1);
    private float[] probabilities = {};
    private float[] peeked = {};
    private double[] window = {-1, 1, -1, 1};
    private double[] trainX = {};
    private double[] trainY = {};
    private double[] testX = {};
    private double[] testY = {};
    private double cursorX = Double.NaN;
    private double cursorY = Double.NaN;
    private @Nullable CustomPoints placed;
    private int percent;
    private final Frames changed = new Frames(this::takePlaced);
    private boolean editing;
    private boolean showTest;
    private boolean discretize;

    /** A plane in the canvas of that id. */
    public BoundaryCanvas(String id) {
        canvas = Dom.canvas(id);
        context = context(canvas);
        Dom.onThemeChange(event -> refresh());
        onResize(canvas, this::refresh);
    }

    /**
     * Shows these points; X has shape (2, m), row by row.
     *
     * @param plane {x low, x high, y low, y high}
     */
    public void points(
            double[] plane, double[] someTrainX, double[] someTrainY, double[] someTestX, double[] someTestY) {
        window = plane;
        placed = null;
        trainX = someTrainX;
        trainY = someTrainY;
        testX = someTestX;
        testY = someTestY;
        probabilities = new float[0];
        refresh();
    }

    /** Shows points that a person is placing, over the surface as it is; those held out are hollow. */
    public void placed(CustomPoints points, int percTrainData) {
        placed = points;
        percent = percTrainData;
        changed.ask();
    }

    /** A hand is faster than frames are: of the points that it placed only the last ones are looked at. */
    private void takePlaced() {
        CustomPoints points = placed;
        if (points == null) {
            return;
        }
        placed = null;
        LabelledSet train = points.train(percent);
        LabelledSet test = points.test(percent);
        trainX = train == null ? new double[0] : train.X();
        trainY = train == null ? new double[0] : train.Y();
        testX = test == null ? new double[0] : test.X();
        testY = test == null ? new double[0] : test.Y();
        refresh();
    }

    /** Whether test points are shown whatever the options say: where a person places them. */
    public void editing(boolean on) {
        editing = on;
        refresh();
    }

    /** Shows where the keys are at work; NaN for nowhere. */
    public void cursor(double x, double y) {
        cursorX = x;
        cursorY = y;
        paint();
    }

    /** The first coordinate of a place, from pixels of the page right of the canvas' edge. */
    public double x(double pixels) {
        return window[0] + pixels / Math.max(1, canvas.getClientWidth()) * (window[1] - window[0]);
    }

    /** The second coordinate of a place, from pixels of the page below the canvas' edge. */
    public double y(double pixels) {
        return window[3] - pixels / Math.max(1, canvas.getClientHeight()) * (window[3] - window[2]);
    }

    /** How wide the plane is, in its own units. */
    public double width() {
        return window[1] - window[0];
    }

    /** A coordinate, taken to the edge of the plane where it lies beyond. */
    public double inside(double coordinate) {
        return Math.max(window[0], Math.min(window[1], coordinate));
    }

    /** The pixels as they are shown. */
    public HTMLCanvasElement element() {
        return canvas;
    }

    /** Whether test points are shown, and classes rather than probabilities. */
    public void options(boolean test, boolean classes) {
        showTest = test;
        discretize = classes;
        refresh();
    }

    /** Shows what the network believes on a square grid, rows from the top. */
    public void surface(Float32Array grid) {
        probabilities = grid.copyToJavaArray();
        paint();
    }

    /**
     * Shows something else over the plane in place of the network's belief for a while.
     *
     * @param values 0 to 1 on a square grid, rows from the top; none to show the belief again
     */
    public void peek(float[] values) {
        peeked = values;
        paint();
    }

    /** Says in words what the plot shows. */
    public void describe(String text) {
        canvas.setAttribute("aria-label", text);
    }

    private void refresh() {
        int pixels = (int) Math.round(Math.max(1, canvas.getClientWidth()) * scale());
        if (canvas.getWidth() != pixels) {
            canvas.setWidth(pixels);
            canvas.setHeight(pixels);
        }
        painter.mix(discretize);
        drawPoints();
        paint();
    }

    private void paint() {
        int pixels = canvas.getWidth();
        context.clearRect(0, 0, pixels, pixels);
        float[] shown = peeked.length > 0 ? peeked : probabilities;
        int n = (int) Math.round(Math.sqrt(shown.length));
        if (n > 0) {
            painter.paint(context, pixels, pixels, shown, !discretize);
            context.beginPath();
            line(shown, n, (double) pixels / n, (x1, y1, x2, y2) -> {
                context.moveTo(x1, y1);
                context.lineTo(x2, y2);
            });
            context.setStrokeStyle(Color.of("--ink").css());
            context.setLineWidth(1.5 * scale());
            context.stroke();
        }
        context.drawImage(pointsLayer, 0, 0);
        if (!Double.isNaN(cursorX)) {
            paintCursor();
        }
    }

    private void paintCursor() {
        double x = across(cursorX);
        double y = down(cursorY);
        double inner = 5 * scale();
        double outer = 13 * scale();
        context.beginPath();
        context.moveTo(x - outer, y);
        context.lineTo(x - inner, y);
        context.moveTo(x + inner, y);
        context.lineTo(x + outer, y);
        context.moveTo(x, y - outer);
        context.lineTo(x, y - inner);
        context.moveTo(x, y + inner);
        context.lineTo(x, y + outer);
        context.setStrokeStyle(Color.of("--ink").css());
        context.setLineWidth(2 * scale());
        context.stroke();
    }

    /** The line at 0.5 by marching squares between the cells' centres. */
    private static void line(float[] shown, int n, double cell, Pen pen) {
        for (int row = 0; row + 1 < n; row++) {
            for (int column = 0; column + 1 < n; column++) {
                int at = row * n + column;
                lineThrough(
                        column,
                        row,
                        cell,
                        pen,
                        shown[at] - 0.5,
                        shown[at + 1] - 0.5,
                        shown[at + n + 1] - 0.5,
                        shown[at + n] - 0.5);
            }
        }
    }

    private static void lineThrough(int column, int row, double cell, Pen pen, double a, double b, double c, double d) {
        int above = (a > 0 ? 1 : 0) + (b > 0 ? 2 : 0) + (c > 0 ? 4 : 0) + (d > 0 ? 8 : 0);
        if (above == 0 || above == 15 || Double.isNaN(a + b + c + d)) {
            return;
        }
        double x = (column + 0.5) * cell;
        double y = (row + 0.5) * cell;
        double[] ends = new double[8];
        int count = 0;
        if (a > 0 != b > 0) {
            ends[count++] = x + cell * a / (a - b);
            ends[count++] = y;
        }
        if (b > 0 != c > 0) {
            ends[count++] = x + cell;
            ends[count++] = y + cell * b / (b - c);
        }
        if (d > 0 != c > 0) {
            ends[count++] = x + cell * d / (d - c);
            ends[count++] = y + cell;
        }
        if (a > 0 != d > 0) {
            ends[count++] = x;
            ends[count++] = y + cell * a / (a - d);
        }
        for (int i = 0; i + 3 < count; i += 4) {
            pen.line(ends[i], ends[i + 1], ends[i + 2], ends[i + 3]);
        }
    }

    /** The plane as a drawing in SVG: the surface as a picture within it, the line and the points as shapes. */
    public String svg() {
        double size = 600;
        StringBuilder svg = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"600\" height=\"600\""
                + " viewBox=\"0 0 600 600\"><title>Decision boundary</title><rect width=\"600\" height=\"600\" fill=\""
                + Color.of("--card").css() + "\"/>");
        int n = (int) Math.round(Math.sqrt(probabilities.length));
        if (n > 0) {
            HTMLCanvasElement picture = Dom.createCanvas(n, n);
            painter.paint(context(picture), n, n, probabilities, false);
            svg.append("<image width=\"600\" height=\"600\" preserveAspectRatio=\"none\" href=\"")
                    .append(dataUrl(picture))
                    .append("\"/><path fill=\"none\" stroke=\"")
                    .append(Color.of("--ink").css())
                    .append("\" stroke-width=\"1.5\" d=\"");
            line(
                    probabilities,
                    n,
                    size / n,
                    (x1, y1, x2, y2) -> svg.append('M')
                            .append(NumberFormat.decimals(x1, 1))
                            .append(' ')
                            .append(NumberFormat.decimals(y1, 1))
                            .append('L')
                            .append(NumberFormat.decimals(x2, 1))
                            .append(' ')
                            .append(NumberFormat.decimals(y2, 1)));
            svg.append("\"/>");
        }
        marks(svg, trainX, trainY, size, true);
        if (testsShown()) {
            marks(svg, testX, testY, size, false);
        }
        return svg.append("</svg>\n").toString();
    }

    private void marks(StringBuilder svg, double[] X, double[] Y, double size, boolean full) {
        String ground = Color.of("--card").css();
        for (int i = 0; i < Y.length; i++) {
            String colour = Color.of(Y[i] > 0.5 ? "--class-1" : "--class-0").css();
            double x = across(X[i]) / canvas.getWidth() * size;
            double y = down(X[Y.length + i]) / canvas.getHeight() * size;
            svg.append(Y[i] > 0.5 ? "<rect width=\"8\" height=\"8\" x=\"" : "<circle r=\"4.5\" cx=\"")
                    .append(NumberFormat.decimals(Y[i] > 0.5 ? x - 4 : x, 1))
                    .append(Y[i] > 0.5 ? "\" y=\"" : "\" cy=\"")
                    .append(NumberFormat.decimals(Y[i] > 0.5 ? y - 4 : y, 1))
                    .append("\" fill=\"")
                    .append(full ? colour : ground)
                    .append("\" stroke=\"")
                    .append(full ? ground : colour)
                    .append("\"/>");
        }
    }

    @JSBody(params = "canvas", script = "return canvas.toDataURL();")
    private static native String dataUrl(HTMLCanvasElement canvas);

    private interface Pen {
        void line(double x1, double y1, double x2, double y2);
    }

    private void drawPoints() {
        int pixels = canvas.getWidth();
        pointsLayer = Dom.createCanvas(pixels, pixels);
        CanvasRenderingContext2D layer = context(pointsLayer);
        int total = trainY.length + (testsShown() ? testY.length : 0);
        double largest = Math.min(4.6, canvas.getClientWidth() / 90.0);
        double radius = Math.max(1.6, Math.min(largest, 90 / Math.sqrt(Math.max(1, total)))) * scale();
        String outline = Color.of("--card").css();
        List<String> fills =
                List.of(Color.of("--class-0").css(), Color.of("--class-1").css());
        boolean many = total > MOST_DRAWN_ONE_BY_ONE;
        drawAll(layer, trainX, trainY, radius, fills, List.of(outline, outline), 1.2 * scale(), many);
        if (testsShown()) {
            drawAll(layer, testX, testY, radius, List.of(outline, outline), fills, 1.6 * scale(), many);
        }
    }

    /** Draws points with these fills and outlines of the two classes; copies one drawn point where they are many. */
    private void drawAll(
            CanvasRenderingContext2D layer,
            double[] X,
            double[] Y,
            double radius,
            List<String> fills,
            List<String> outlines,
            double width,
            boolean many) {
        int side = (int) Math.ceil(2 * (radius + width));
        List<HTMLCanvasElement> stamps = List.of(Dom.createCanvas(side, side), Dom.createCanvas(side, side));
        for (int label = 0; many && label < 2; label++) {
            CanvasRenderingContext2D stamp = context(stamps.get(label));
            mark(stamp, label, side / 2.0, side / 2.0, radius, fills.get(label), outlines.get(label), width);
        }
        for (int i = 0; i < Y.length; i++) {
            int label = (int) Y[i];
            double x = across(X[i]);
            double y = down(X[Y.length + i]);
            if (many) {
                layer.drawImage(stamps.get(label), x - side / 2.0, y - side / 2.0);
            } else {
                mark(layer, label, x, y, radius, fills.get(label), outlines.get(label), width);
            }
        }
    }

    private static void mark(
            CanvasRenderingContext2D layer,
            int label,
            double x,
            double y,
            double radius,
            String fill,
            String outline,
            double width) {
        layer.beginPath();
        if (label == 0) {
            layer.arc(x, y, radius, 0, 2 * Math.PI);
        } else {
            layer.rect(x - radius * 0.9, y - radius * 0.9, radius * 1.8, radius * 1.8);
        }
        layer.setFillStyle(fill);
        layer.fill();
        layer.setStrokeStyle(outline);
        layer.setLineWidth(width);
        layer.stroke();
    }

    private boolean testsShown() {
        return showTest || editing;
    }

    private double across(double x) {
        return (x - window[0]) / (window[1] - window[0]) * canvas.getWidth();
    }

    private double down(double y) {
        return (window[3] - y) / (window[3] - window[2]) * canvas.getHeight();
    }

    private static double scale() {
        return Math.max(1, Window.current().getDevicePixelRatio());
    }

    private static CanvasRenderingContext2D context(HTMLCanvasElement canvas) {
        return (CanvasRenderingContext2D) canvas.getContext("2d");
    }

    @JSFunctor
    private interface Resized extends JSObject {
        void resized();
    }

    @JSBody(
            params = {"element", "resized"},
            script = "new ResizeObserver(function() { resized(); }).observe(element);")
    private static native void onResize(HTMLCanvasElement element, Resized resized);
}
