package org.layerlab.page.parts;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.page.browser.Bytes;
import org.layerlab.page.browser.Color;
import org.layerlab.page.browser.Dom;
import org.teavm.jso.JSBody;
import org.teavm.jso.canvas.CanvasRenderingContext2D;
import org.teavm.jso.canvas.ImageData;
import org.teavm.jso.dom.html.HTMLCanvasElement;

/** Paints what a network believes as a surface between the classes' colors, through the card's own ground. */
public final class SurfacePainter {
    /** How much of a class' full color the surface takes where the network is certain; points stay visible on it. */
    private static final double STRENGTH = 0.62;

    /** Odd, so that the one in the middle is that of an answer of exactly 0.5. */
    private static final int SHADES = 257;

    private Color[] shades = {};
    private Color ground = Color.of("--card");
    private int classes = 2;
    private @Nullable HTMLCanvasElement surface;
    private @Nullable ImageData image;

    /** A painter of two classes with the colors of the theme as it is. */
    public SurfacePainter() {
        this(2);
    }

    /** A painter of this many classes with the colors of the theme as it is; of 1 where points have numbers. */
    public SurfacePainter(int classes) {
        mix(classes, false);
    }

    /**
     * Takes the theme's colors.
     *
     * @param shown classes; 1 for numbers
     * @param discretize whether only the decision is shown, not how sure it is
     */
    void mix(int shown, boolean discretize) {
        classes = shown;
        List<Color> colors = ClassColors.of(classes);
        ground = Color.of("--card");
        shades = new Color[classes > 2 ? classes * SHADES : SHADES];
        for (int i = 0; i < shades.length; i++) {
            double share = share(i);
            double certainty = discretize ? 1 : classes > 2 ? Regions.certainty(share) : Math.abs(share - 0.5) * 2;
            Color full = colors.get(classes > 2 ? i / SHADES : share > 0.5 ? 1 : 0);
            shades[i] = ground.towards(full, STRENGTH * certainty);
        }
    }

    /**
     * Takes the theme's colors for the probability of one class among several.
     *
     * @param label of the class
     */
    void mixOne(int label, boolean discretize) {
        classes = 1;
        Color full = ClassColors.of(label + 1).get(label);
        ground = Color.of("--card");
        shades = new Color[SHADES];
        for (int i = 0; i < SHADES; i++) {
            double share = share(i);
            shades[i] = ground.towards(full, STRENGTH * (discretize ? (share > 0.5 ? 1 : 0) : share));
        }
    }

    /** What a shade stands for, 0 to 1: over 0.5 only where the answer is. */
    static double share(int shade) {
        return (double) (shade % SHADES) / (SHADES - 1);
    }

    /** The shade of an answer; −1 where there is none: a network that broke down believes nothing. */
    static int shade(float answer, int classes) {
        int label = classes > 2 ? Math.max(0, Math.min(classes - 1, Regions.label(answer))) : 0;
        float share = answer - label;
        return share >= 0 && share <= 1 ? label * SHADES + (int) Math.ceil(share * (SHADES - 1)) : -1;
    }

    /**
     * Fills a canvas with the surface.
     *
     * @param answers on an n×n grid, rows from the top: probabilities of class 1; of more classes as in {@link Regions}
     * @param soft whether the cells flow into each other
     */
    public void paint(CanvasRenderingContext2D context, int width, int height, float[] answers, boolean soft) {
        int n = (int) Math.round(Math.sqrt(answers.length));
        if (surface == null || surface.getWidth() != n || image == null) {
            surface = Dom.createCanvas(n, n);
            image = new ImageData(n, n);
        }
        byte[] rgba = new byte[4 * n * n];
        for (int i = 0; i < n * n; i++) {
            int at = shade(answers[i], classes);
            Color shade = at < 0 ? ground : shades[at];
            rgba[4 * i] = (byte) shade.red();
            rgba[4 * i + 1] = (byte) shade.green();
            rgba[4 * i + 2] = (byte) shade.blue();
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
