package org.layerlab.page.parts;

import org.jspecify.annotations.Nullable;
import org.layerlab.page.browser.Bytes;
import org.layerlab.page.browser.Color;
import org.layerlab.page.browser.Dom;
import org.teavm.jso.JSBody;
import org.teavm.jso.canvas.CanvasRenderingContext2D;
import org.teavm.jso.canvas.ImageData;
import org.teavm.jso.dom.html.HTMLCanvasElement;

/** Paints what a network believes as a surface between the two classes' colors, through the card's own ground. */
public final class SurfacePainter {
    /** How much of a class' full color the surface takes where the network is certain; points stay visible on it. */
    private static final double STRENGTH = 0.62;

    private static final int SHADES = 256;

    private final int[][] shades = new int[SHADES][3];
    private @Nullable HTMLCanvasElement surface;
    private @Nullable ImageData image;

    /** A painter with the colors of the theme as it is. */
    public SurfacePainter() {
        mix(false);
    }

    /**
     * Takes the theme's colors.
     *
     * @param discretize whether only the decision is shown, not how sure it is
     */
    void mix(boolean discretize) {
        Color class0 = Color.of("--class-0");
        Color class1 = Color.of("--class-1");
        Color ground = Color.of("--card");
        for (int i = 0; i < SHADES; i++) {
            double p = (double) i / (SHADES - 1);
            double certainty = discretize ? 1 : Math.abs(p - 0.5) * 2;
            Color color = ground.towards(p > 0.5 ? class1 : class0, STRENGTH * certainty);
            shades[i][0] = color.red();
            shades[i][1] = color.green();
            shades[i][2] = color.blue();
        }
    }

    /**
     * Fills a canvas with the surface.
     *
     * @param probabilities on an n×n grid, rows from the top
     * @param soft whether the cells flow into each other
     */
    public void paint(CanvasRenderingContext2D context, int width, int height, float[] probabilities, boolean soft) {
        int n = (int) Math.round(Math.sqrt(probabilities.length));
        if (surface == null || surface.getWidth() != n || image == null) {
            surface = Dom.createCanvas(n, n);
            image = new ImageData(n, n);
        }
        byte[] rgba = new byte[4 * n * n];
        for (int i = 0; i < n * n; i++) {
            float p = probabilities[i];
            // A network that broke down believes nothing: its surface stays bare.
            int[] shade = shades[p >= 0 && p <= 1 ? Math.round(p * (SHADES - 1)) : SHADES / 2];
            rgba[4 * i] = (byte) shade[0];
            rgba[4 * i + 1] = (byte) shade[1];
            rgba[4 * i + 2] = (byte) shade[2];
            rgba[4 * i + 3] = (byte) 255;
        }
        Bytes.fill(image, rgba);
        CanvasRenderingContext2D small = (CanvasRenderingContext2D) surface.getContext("2d");
        small.putImageData(image, 0, 0);
        smooth(context, soft);
        context.drawImage(surface, 0, 0, width, height);
    }

    @JSBody(
            params = {"context", "on"},
            script = "context.imageSmoothingEnabled = on; context.imageSmoothingQuality = 'high';")
    private static native void smooth(CanvasRenderingContext2D context, boolean on);
}
