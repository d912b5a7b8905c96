package org.layerlab.page.photos;

import java.util.Locale;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Status;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.browser.WebShare;
import org.teavm.jso.JSBody;
import org.teavm.jso.dom.html.HTMLCanvasElement;

/** A picture of a verdict to send to others: the photo, the verdict, the heat map. It is made here and goes nowhere else. */
final class ShareResult {
    private static final int WIDTH = 1200;
    private static final int HEIGHT = 800;

    private ShareResult() {}

    /** Binds the button below the verdict. */
    static void bind(Status status) {
        Dom.on("verdict-share", "click", event -> share(status));
    }

    private static void share(Status status) {
        String word = Dom.byId("verdict").getInnerText();
        String verdict = word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1) + " · "
                + Dom.byId("probability").getInnerText();
        String kind = Dom.byId("verdict").getAttribute("data-value");
        HTMLCanvasElement picture = Dom.createCanvas(WIDTH, HEIGHT);
        draw(
                picture,
                Dom.canvas("photo"),
                Dom.canvas("heat"),
                verdict,
                Dom.byId("verdict-note").getInnerText(),
                Texts.of("What mattered for the verdict"),
                Dom.style(
                        kind.equals("cat") ? "--class-0-word" : kind.equals("dog") ? "--class-1-word" : "--ink-soft"));
        WebShare.picture(picture, "layerlab-" + kind + ".png", verdict, status::say);
    }

    /** Draws the photo and the map side by side in squares, the verdict below, in the colors of the page. */
    @JSBody(
            params = {"canvas", "photo", "heat", "verdict", "note", "caption", "color"},
            script = "var c = canvas.getContext('2d'), style = getComputedStyle(document.documentElement);"
                    + "var of = function(name) { return style.getPropertyValue(name).trim(); };"
                    + "var font = function(size, weight) { c.font = weight + ' ' + size + 'px Inter, sans-serif'; };"
                    + "c.fillStyle = of('--card'); c.fillRect(0, 0, 1200, 800);"
                    + "c.imageSmoothingQuality = 'high';"
                    + "var square = function(from, x) {"
                    + "  c.fillStyle = of('--well'); c.fillRect(x, 40, 540, 540);"
                    + "  var scale = Math.min(540 / from.width, 540 / from.height);"
                    + "  var w = from.width * scale, h = from.height * scale;"
                    + "  c.drawImage(from, x + (540 - w) / 2, 40 + (540 - h) / 2, w, h); };"
                    + "square(photo, 40); square(heat, 620);"
                    + "c.textBaseline = 'alphabetic'; c.fillStyle = color; font(72, 700); c.fillText(verdict, 40, 676);"
                    + "c.fillStyle = of('--ink-soft'); font(24, 400); c.fillText(note, 40, 724, 1120);"
                    + "c.textAlign = 'right'; c.fillText(caption, 1160, 616, 540);"
                    + "c.fillStyle = of('--ink'); font(24, 600); c.fillText('LayerLab', 1160, 770);"
                    + "c.textAlign = 'left';")
    private static native void draw(
            HTMLCanvasElement canvas,
            HTMLCanvasElement photo,
            HTMLCanvasElement heat,
            String verdict,
            String note,
            String caption,
            String color);
}
