package org.layerlab.page.parts;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.CustomPoints;
import org.layerlab.network.data.LabeledSet;
import org.layerlab.network.data.PointMark;
import org.layerlab.page.browser.Color;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Frames;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.browser.Window;
import org.teavm.jso.canvas.CanvasRenderingContext2D;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.typedarrays.Float32Array;

/**
 * The plane: what the network predicts as a surface between the classes' colors, the line where it is undecided, and the
 * points over it.
 */
public final class BoundaryCanvas {
    private static final int MOST_DRAWN_ONE_BY_ONE = 1500;

    private final HTMLCanvasElement canvas;
    private final CanvasRenderingContext2D context;
    private final SurfacePainter painter = new SurfacePainter();
    private final SurfacePainter unitPainter = new SurfacePainter();
    private int peekedLabel = -1;
    /** 1 where points have numbers. */
    private int classes = 2;

    private HTMLCanvasElement pointsLayer = Dom.createCanvas(1, 1);
    private float[] probabilities = {};
    private float[] peeked = {};
    private PlaneWindow window = PlaneWindow.of(new double[] {-1, 1, -1, 1});
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
    /** The least number of pixels for each of the page's. */
    private int fewest = 1;

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
     * @param ofClasses how many classes they have; 1 for numbers from −1 to 1
     */
    public void points(
            double[] plane,
            int ofClasses,
            double[] someTrainX,
            double[] someTrainY,
            double[] someTestX,
            double[] someTestY) {
        classes = ofClasses;
        window = PlaneWindow.of(plane);
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
        LabeledSet train = points.train(percent);
        LabeledSet test = points.test(percent);
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
        return window.x(pixels / Math.max(1, canvas.getClientWidth()));
    }

    /** The second coordinate of a place, from pixels of the page below the canvas' edge. */
    public double y(double pixels) {
        return window.y(pixels / Math.max(1, canvas.getClientHeight()));
    }

    /** How wide the plane is, in its own units. */
    public double width() {
        return window.width();
    }

    /** A coordinate, taken to the edge of the plane where it lies beyond. */
    public double inside(double coordinate) {
        return window.inside(coordinate);
    }

    /** Draws it for a picture, with at least two pixels for each of the page's, and gives that as long as it is called. */
    public void picture(Consumer<HTMLCanvasElement> then) {
        fewest = 2;
        refresh();
        then.accept(canvas);
        fewest = 1;
        refresh();
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
     * Shows something else over the plane instead of the network's belief for a while.
     *
     * @param values 0 to 1 on a square grid, rows from the top; none to show the belief again
     * @param label of the class whose probability it is, among several; −1 for what has two colors
     */
    public void peek(float[] values, int label) {
        peeked = values;
        if (label != peekedLabel) {
            peekedLabel = label;
            mixPeeked();
        }
        paint();
    }

    private void mixPeeked() {
        if (peekedLabel < 0) {
            unitPainter.mix(2, discretize);
        } else {
            unitPainter.mixOne(peekedLabel, discretize);
        }
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
        painter.mix(classes, discretize);
        mixPeeked();
        drawPoints();
        paint();
    }

    private void paint() {
        int pixels = canvas.getWidth();
        context.clearRect(0, 0, pixels, pixels);
        float[] shown = peeked.length > 0 ? peeked : probabilities;
        int n = (int) Math.round(Math.sqrt(shown.length));
        if (n > 0) {
            (peeked.length > 0 ? unitPainter : painter).paint(context, pixels, pixels, shown, !discretize);
            context.beginPath();
            Contour.draw(shown, peeked.length > 0 ? 2 : classes, n, (double) pixels / n, (x1, y1, x2, y2) -> {
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

    /** The plane as a drawing in SVG: the surface as a picture within it, the line and the points as shapes. */
    public String svg() {
        int n = (int) Math.round(Math.sqrt(probabilities.length));
        String picture = "";
        if (n > 0) {
            HTMLCanvasElement pixels = Dom.createCanvas(n, n);
            painter.paint(context(pixels), n, n, probabilities, false);
            picture = dataUrl(pixels);
        }
        BoundarySvg svg = new BoundarySvg(
                window, Color.of("--card").css(), Color.of("--ink").css(), ClassColors.of(classes), classes);
        svg.surface(picture, probabilities);
        svg.points(trainX, trainY, true);
        if (testsShown()) {
            svg.points(testX, testY, false);
        }
        return svg.text();
    }

    @JSBody(params = "canvas", script = "return canvas.toDataURL();")
    private static native String dataUrl(HTMLCanvasElement canvas);

    private void drawPoints() {
        int pixels = canvas.getWidth();
        pointsLayer = Dom.createCanvas(pixels, pixels);
        CanvasRenderingContext2D layer = context(pointsLayer);
        int total = trainY.length + (testsShown() ? testY.length : 0);
        double largest = Math.min(4.6, canvas.getClientWidth() / 90.0);
        double radius = Math.max(1.6, Math.min(largest, 90 / Math.sqrt(Math.max(1, total)))) * scale();
        String outline = Color.of("--card").css();
        boolean many = total > MOST_DRAWN_ONE_BY_ONE && classes > 1;
        drawAll(layer, trainX, trainY, radius, outline, true, many);
        if (testsShown()) {
            drawAll(layer, testX, testY, radius, outline, false, many);
        }
    }

    /** Draws points full or hollow, those with numbers in another shape; copies one drawn point where they are many. */
    private void drawAll(
            CanvasRenderingContext2D layer,
            double[] X,
            double[] Y,
            double radius,
            String ground,
            boolean full,
            boolean many) {
        // A point that was just placed may be the first of its class.
        int most = classes;
        for (int i = 0; i < Y.length && classes > 1; i++) {
            most = Math.max(most, (int) Y[i] + 1);
        }
        List<Color> colors = ClassColors.of(most);
        double width = (full ? 1.2 : 1.6) * scale();
        int side = (int) Math.ceil(2 * (1.3 * radius + width));
        List<HTMLCanvasElement> stamps = new ArrayList<>();
        for (int label = 0; many && label < colors.size(); label++) {
            HTMLCanvasElement stamp = Dom.createCanvas(side, side);
            String color = colors.get(label).css();
            mark(context(stamp), label, side / 2.0, side / 2.0, radius);
            ink(context(stamp), full ? color : ground, full ? ground : color, width);
            stamps.add(stamp);
        }
        // The style sheet is asked once, not for each point.
        String ink = Color.of("--ink-soft").css();
        Color card = Color.of("--card");
        for (int i = 0; i < Y.length; i++) {
            double x = across(X[i]);
            double y = down(X[Y.length + i]);
            int label = (int) Y[i];
            if (many) {
                layer.drawImage(stamps.get(label), x - side / 2.0, y - side / 2.0);
            } else if (classes == 1) {
                mark(layer, full ? 0 : 3, x, y, radius);
                ink(layer, between(card, colors, Y[i]), ink, 0.6 * scale());
            } else {
                String color = colors.get(label).css();
                mark(layer, label, x, y, radius);
                ink(layer, full ? color : ground, full ? ground : color, width);
            }
        }
    }

    /** The color of a number from −1 to 1. */
    private static String between(Color card, List<Color> colors, double value) {
        return card.towards(colors.get(value < 0 ? 0 : 1), Math.min(1, Math.abs(value)))
                .css();
    }

    private static void mark(CanvasRenderingContext2D layer, int label, double x, double y, double radius) {
        double[] corners = PointMark.corners(label);
        layer.beginPath();
        if (corners.length == 0) {
            layer.arc(x, y, radius, 0, 2 * Math.PI);
        }
        for (int i = 0; i < corners.length; i += 2) {
            layer.lineTo(x + radius * corners[i], y + radius * corners[i + 1]);
        }
        layer.closePath();
    }

    private static void ink(CanvasRenderingContext2D layer, String fill, String outline, double width) {
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
        return window.across(x) * canvas.getWidth();
    }

    private double down(double y) {
        return window.down(y) * canvas.getHeight();
    }

    private double scale() {
        return Math.max(fewest, Window.current().getDevicePixelRatio());
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
