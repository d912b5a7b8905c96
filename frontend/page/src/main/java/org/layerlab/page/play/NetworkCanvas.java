package org.layerlab.page.play;

import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.Points;
import org.layerlab.page.browser.Bytes;
import org.layerlab.page.browser.Color;
import org.layerlab.page.browser.Dom;
import org.teavm.jso.JSBody;
import org.teavm.jso.browser.Window;
import org.teavm.jso.canvas.CanvasRenderingContext2D;
import org.teavm.jso.canvas.ImageData;
import org.teavm.jso.dom.html.HTMLCanvasElement;

/**
 * Paints the network: each unit with what it says over the plane, each weight as a line, blue and whole where it is
 * positive, orange and dashed where it is negative, the wider the larger.
 */
final class NetworkCanvas {
    /** Cells along each side of a unit's map. */
    static final int CELLS = 20;

    static final int AREA = CELLS * CELLS;
    private static final double STRENGTH = 0.85;
    private static final int FULL = 127;
    /** Where all weights of a layer are smaller, none of them is drawn as a large one. */
    private static final double LEAST_LARGEST = 0.5;
    /** From this many lines between two layers they are drawn thinner. */
    private static final int MANY = 40;

    private final HTMLCanvasElement canvas;
    private final CanvasRenderingContext2D context;
    private byte[] shades = {};
    /** Of the probability of each class, where there are several outputs. */
    private final byte[][] classShades = new byte[Points.MOST_CLASSES][];

    private String positive = "";
    private String negative = "";
    private String edge = "";
    private String ink = "";
    private @Nullable HTMLCanvasElement maps;
    private @Nullable ImageData image;

    NetworkCanvas(String id) {
        canvas = Dom.canvas(id);
        context = (CanvasRenderingContext2D) canvas.getContext("2d");
        shade();
    }

    /** Takes up the theme's colors. */
    void shade() {
        Color blue = Color.of("--class-1");
        Color orange = Color.of("--class-0");
        Color ground = Color.of("--card");
        positive = blue.css();
        negative = orange.css();
        edge = Color.of("--edge").css();
        ink = Color.of("--ink").css();
        shades = shades(value -> ground.towards(value > 0 ? blue : orange, STRENGTH * Math.abs(value)));
        for (int label = 0; label < classShades.length; label++) {
            Color full = Color.of("--class-" + label);
            classShades[label] = shades(value -> ground.towards(full, STRENGTH * (value + 1) / 2));
        }
    }

    /** The color of each value from −127 to 127, as red, green and blue. */
    private static byte[] shades(DoubleFunction<Color> color) {
        byte[] rgb = new byte[3 * (2 * FULL + 1)];
        for (int i = -FULL; i <= FULL; i++) {
            Color shade = color.apply((double) i / FULL);
            rgb[3 * (i + FULL)] = (byte) shade.red();
            rgb[3 * (i + FULL) + 1] = (byte) shade.green();
            rgb[3 * (i + FULL) + 2] = (byte) shade.blue();
        }
        return rgb;
    }

    /**
     * Paints all.
     *
     * @param values the maps of the units shown, −127 to 127
     * @param weights as {@link NetworkGeometry#weightIndex} finds them
     * @param chosen the weight that is pointed at, or null
     * @param layer the layer that is spoken of, or −1
     */
    void paint(NetworkGeometry g, byte[] values, double[] weights, NetworkGeometry.@Nullable Weight chosen, int layer) {
        double scale = Math.max(1, Window.current().getDevicePixelRatio());
        size(canvas, context, g.width(), g.height(), scale);
        for (int l = 1; l < g.layers(); l++) {
            lines(g, l, weights, layer >= 0 && layer != l);
        }
        if (chosen != null) {
            curve(
                    context,
                    g.x(chosen.layer() - 1) + g.unit() / 2,
                    g.y(chosen.layer() - 1, chosen.column()),
                    g.x(chosen.layer()) - g.unit() / 2,
                    g.y(chosen.layer(), chosen.row()),
                    ink,
                    2.5,
                    1,
                    false);
        }
        HTMLCanvasElement pictures = pictures(values, g);
        double radius = g.unit() / 5;
        for (int l = 0; l < g.layers(); l++) {
            for (int row = 0; row < g.shown(l); row++) {
                unit(
                        context,
                        pictures,
                        g.unitIndex(l, row) * CELLS,
                        CELLS,
                        g.x(l) - g.unit() / 2,
                        g.y(l, row) - g.unit() / 2,
                        g.unit(),
                        radius,
                        layer == l ? ink : edge,
                        layer == l ? 2 : 1,
                        l < g.layers() - 1 && silent(values, g.unitIndex(l, row)));
            }
        }
    }

    /** The weights that lead to a layer, by their share of its largest; the large ones lie over the small ones. */
    private void lines(NetworkGeometry g, int l, double[] weights, boolean faint) {
        int count = g.shown(l) * g.shown(l - 1);
        double largest = LEAST_LARGEST;
        for (int i = 0; i < count; i++) {
            double w = weights[g.weightIndex(l, i / g.shown(l - 1), i % g.shown(l - 1))];
            largest = Double.isFinite(w) ? Math.max(largest, Math.abs(w)) : largest;
        }
        double widest = count > MANY ? 2.6 : 4.2;
        for (int pass = 0; pass < 2; pass++) {
            for (int i = 0; i < count; i++) {
                int row = i / g.shown(l - 1);
                int column = i % g.shown(l - 1);
                double w = weights[g.weightIndex(l, row, column)];
                double share = Double.isFinite(w) ? Math.abs(w) / largest : 0;
                if (share > 0.5 == (pass == 1)) {
                    curve(
                            context,
                            g.x(l - 1) + g.unit() / 2,
                            g.y(l - 1, column),
                            g.x(l) - g.unit() / 2,
                            g.y(l, row),
                            w < 0 ? negative : positive,
                            0.7 + (widest - 0.7) * share,
                            (0.16 + 0.78 * share) * (faint ? 0.35 : 1),
                            w < 0);
                }
            }
        }
    }

    /** Whether a hidden unit says nothing anywhere. */
    private static boolean silent(byte[] values, int index) {
        for (int i = index * AREA; i < (index + 1) * AREA; i++) {
            if (values[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /** All maps beside each other. */
    private HTMLCanvasElement pictures(byte[] values, NetworkGeometry g) {
        int units = g.units();
        HTMLCanvasElement all = maps;
        ImageData pixels = image;
        int across = units * CELLS;
        if (all == null || pixels == null || pixels.getWidth() != across) {
            all = Dom.createCanvas(across, CELLS);
            pixels = new ImageData(across, CELLS);
            maps = all;
            image = pixels;
        }
        byte[] rgba = new byte[4 * units * AREA];
        for (int l = 0; l < g.layers(); l++) {
            for (int row = 0; row < g.shown(l); row++) {
                int label = g.label(l, row);
                picture(values, g.unitIndex(l, row), label < 0 ? shades : classShades[label], rgba, across);
            }
        }
        Bytes.fill(pixels, rgba);
        ((CanvasRenderingContext2D) all.getContext("2d")).putImageData(pixels, 0, 0);
        return all;
    }

    private static void picture(byte[] values, int u, byte[] colors, byte[] rgba, int across) {
        for (int i = 0; i < AREA; i++) {
            int to = 4 * (i / CELLS * across + u * CELLS + i % CELLS);
            int from = 3 * (values[u * AREA + i] + FULL);
            rgba[to] = colors[from];
            rgba[to + 1] = colors[from + 1];
            rgba[to + 2] = colors[from + 2];
            rgba[to + 3] = (byte) 255;
        }
    }

    @JSBody(
            params = {"canvas", "context", "width", "height", "scale"},
            script = "var w = Math.round(width * scale), h = Math.round(height * scale);"
                    + "if (canvas.width !== w || canvas.height !== h) { canvas.width = w; canvas.height = h;"
                    + "  canvas.style.width = width + 'px'; canvas.style.height = height + 'px'; }"
                    + "context.setTransform(scale, 0, 0, scale, 0, 0);"
                    + "context.clearRect(0, 0, width, height);")
    private static native void size(
            HTMLCanvasElement canvas, CanvasRenderingContext2D context, double width, double height, double scale);

    @JSBody(
            params = {"c", "x", "y", "toX", "toY", "color", "width", "alpha", "dashed"},
            script = "var middle = (x + toX) / 2;"
                    + "c.globalAlpha = alpha; c.strokeStyle = color; c.lineWidth = width;"
                    + "c.setLineDash(dashed ? [5, 3] : []);"
                    + "c.beginPath(); c.moveTo(x, y); c.bezierCurveTo(middle, y, middle, toY, toX, toY); c.stroke();"
                    + "c.setLineDash([]); c.globalAlpha = 1;")
    private static native void curve(
            CanvasRenderingContext2D c,
            double x,
            double y,
            double toX,
            double toY,
            String color,
            double width,
            double alpha,
            boolean dashed);

    @JSBody(
            params = {"c", "maps", "from", "cells", "x", "y", "size", "radius", "color", "width", "silent"},
            script = "c.save(); c.beginPath(); c.roundRect(x, y, size, size, radius); c.clip();"
                    + "c.imageSmoothingEnabled = true; c.imageSmoothingQuality = 'high';"
                    + "c.drawImage(maps, from, 0, cells, cells, x, y, size, size); c.restore();"
                    + "c.beginPath(); c.roundRect(x, y, size, size, radius);"
                    + "c.strokeStyle = color; c.lineWidth = width; c.setLineDash(silent ? [2, 3] : []); c.stroke();"
                    + "c.setLineDash([]);")
    private static native void unit(
            CanvasRenderingContext2D c,
            HTMLCanvasElement maps,
            int from,
            int cells,
            double x,
            double y,
            double size,
            double radius,
            String color,
            double width,
            boolean silent);
}
