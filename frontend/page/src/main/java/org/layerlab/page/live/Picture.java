package org.layerlab.page.live;

import org.teavm.jso.JSBody;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.dom.html.HTMLElement;

/**
 * A picture of a decision boundary for the board: 24 rows of 24 pixels with 4 bits each of red, green and blue, as two
 * characters of base64.
 */
final class Picture {
    private static final String DIGITS =
            "var digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';";

    private Picture() {}

    /** The picture of a canvas, drawn down. */
    @JSBody(
            params = "canvas",
            script = DIGITS
                    + "var small = document.createElement('canvas'); small.width = small.height = 24;"
                    + "var draw = small.getContext('2d', {willReadFrequently: true});"
                    + "draw.imageSmoothingQuality = 'high'; draw.drawImage(canvas, 0, 0, 24, 24);"
                    + "var data = draw.getImageData(0, 0, 24, 24).data, text = '';"
                    + "for (var i = 0; i < data.length; i += 4) {"
                    + "  var n = data[i] >> 4 << 8 | data[i + 1] >> 4 << 4 | data[i + 2] >> 4;"
                    + "  text += digits[n >> 6] + digits[n & 63]; }"
                    + "return text;")
    static native String of(HTMLElement canvas);

    /** Paints a picture; nothing of an empty text. */
    @JSBody(
            params = {"canvas", "text"},
            script = DIGITS
                    + "if (canvas.told === text) { return; } canvas.told = text;"
                    + "var draw = canvas.getContext('2d'), data = draw.createImageData(24, 24);"
                    + "for (var i = 0; i < text.length / 2; i++) {"
                    + "  var n = digits.indexOf(text[2 * i]) << 6 | digits.indexOf(text[2 * i + 1]);"
                    + "  data.data.set([(n >> 8) * 17, (n >> 4 & 15) * 17, (n & 15) * 17, 255], 4 * i); }"
                    + "draw.putImageData(data, 0, 0);")
    static native void paint(HTMLCanvasElement canvas, String text);
}
