package org.layerlab.page.inside;

import org.layerlab.page.browser.Bytes;
import org.teavm.jso.canvas.CanvasRenderingContext2D;
import org.teavm.jso.canvas.ImageData;
import org.teavm.jso.dom.html.HTMLCanvasElement;

/**
 * A gray picture, a byte a pixel.
 *
 * @param from where it begins in the bytes
 */
@SuppressWarnings("ArrayRecordComponent") // pixels
record GrayPicture(byte[] bytes, int from, int width, int height) {
    private static final byte OPAQUE = (byte) 255;
    /** How much is seen of a pixel that is not there yet. */
    private static final byte FAINT = 40;

    int pixels() {
        return width * height;
    }

    /** Draws it; the canvas gets its size. */
    void draw(HTMLCanvasElement canvas) {
        draw(canvas, pixels());
    }

    /** Draws the first pixels, and the others faintly. */
    void draw(HTMLCanvasElement canvas, int count) {
        byte[] rgba = new byte[4 * pixels()];
        for (int p = 0; p < rgba.length; p++) {
            rgba[p] = p % 4 < 3 ? bytes[from + p / 4] : p / 4 < count ? OPAQUE : FAINT;
        }
        canvas.setWidth(width);
        canvas.setHeight(height);
        ImageData image = new ImageData(width, height);
        Bytes.fill(image, rgba);
        ((CanvasRenderingContext2D) canvas.getContext("2d")).putImageData(image, 0, 0);
    }
}
