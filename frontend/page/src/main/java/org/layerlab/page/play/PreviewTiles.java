package org.layerlab.page.play;

import org.layerlab.network.data.Bounds;
import org.layerlab.network.data.LabeledSet;
import org.layerlab.network.data.Points;
import org.layerlab.page.browser.Color;
import org.layerlab.page.browser.Dom;
import org.teavm.jso.canvas.CanvasRenderingContext2D;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.dom.html.HTMLElement;

/** The small pictures on the choices of the data set: a few points of each. */
final class PreviewTiles {
    private static final int POINTS = 120;
    private static final double NOISE = 0.04;
    /** The blobs are round at any noise: with this one they look like what the page opens with. */
    private static final double NOISE_OF_BLOBS = 0.25;

    /** Room around the points, as a part of their span. */
    private static final double SPAN = 1.15;

    private PreviewTiles() {}

    /** Draws each {@code <canvas data-preview="ID">} of the page, now and whenever the theme changes. */
    static void bind() {
        draw();
        Dom.onThemeChange(event -> draw());
    }

    private static void draw() {
        Color[] colors = {Color.of("--class-0"), Color.of("--class-1")};
        for (HTMLElement element : Dom.all("canvas[data-preview]")) {
            draw((HTMLCanvasElement) element, Points.of(element.getAttribute("data-preview")), colors);
        }
    }

    private static void draw(HTMLCanvasElement canvas, Points points, Color[] colors) {
        LabeledSet set = points.generate(POINTS, points == Points.BLOBS ? NOISE_OF_BLOBS : NOISE, 1);
        CanvasRenderingContext2D context = (CanvasRenderingContext2D) canvas.getContext("2d");
        double size = canvas.getWidth();
        context.clearRect(0, 0, size, size);
        Color card = Color.of("--card");
        int m = set.size();
        Bounds bounds = Bounds.of(set);
        double span = bounds.side() * SPAN;
        for (int i = 0; i < m; i++) {
            double x = size / 2 + (set.X()[i] - bounds.centerX()) / span * size;
            double y = size / 2 - (set.X()[m + i] - bounds.centerY()) / span * size;
            double value = set.Y()[i];
            Color full = colors[value > 0 ? 1 : 0];
            // A number between −1 and 1 shows how far it is from 0.
            context.setFillStyle(
                    points.isRegression() ? card.towards(full, Math.abs(value)).css() : full.css());
            context.beginPath();
            if (points.isRegression() || value == 0) {
                context.arc(x, y, 3.2, 0, 2 * Math.PI);
            } else {
                context.rect(x - 2.8, y - 2.8, 5.6, 5.6);
            }
            context.fill();
        }
    }
}
