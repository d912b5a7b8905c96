package org.layerlab.page.parts;

import org.layerlab.network.data.ChannelOrder;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.page.browser.Bytes;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Texts;
import org.teavm.jso.canvas.CanvasRenderingContext2D;
import org.teavm.jso.canvas.ImageData;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.dom.html.HTMLElement;

/** Small pictures of what the network sees. */
public final class Thumbs {
    private Thumbs() {}

    /** One of this many photos of one size that lie one after another. */
    public static byte[] photo(byte[] pixels, int index, int count) {
        byte[] photo = new byte[pixels.length / count];
        System.arraycopy(pixels, index * photo.length, photo, 0, photo.length);
        return photo;
    }

    /** Draws a square photo in BGR; the canvas gets its size. */
    public static void draw(byte[] bgr, HTMLCanvasElement canvas) {
        paint(PhotoPreparation.rgba(bgr, ChannelOrder.BGR), PhotoPreparation.squareSide(bgr.length), canvas);
    }

    /** Draws a square picture in RGBA; the canvas gets its size. */
    public static void paint(byte[] rgba, int side, HTMLCanvasElement canvas) {
        canvas.setWidth(side);
        canvas.setHeight(side);
        CanvasRenderingContext2D context = (CanvasRenderingContext2D) canvas.getContext("2d");
        ImageData image = new ImageData(side, side);
        Bytes.fill(image, rgba);
        context.putImageData(image, 0, 0);
    }

    /** A new canvas with a photo. */
    public static HTMLCanvasElement canvas(byte[] bgr) {
        HTMLCanvasElement canvas = Dom.createCanvas(1, 1);
        draw(bgr, canvas);
        return canvas;
    }

    /**
     * A button that shows a photo.
     *
     * @param label 0 or 1
     * @param says what a reader hears
     */
    public static HTMLElement button(byte[] bgr, int label, String says, Runnable chosen) {
        HTMLElement button = Dom.create("button");
        button.setAttribute("type", "button");
        button.setAttribute("class", "thumb");
        button.setAttribute("data-class", String.valueOf(label));
        button.setAttribute("title", says);
        button.setAttribute("aria-label", says);
        button.appendChild(canvas(bgr));
        Dom.on(button, "click", event -> chosen.run());
        return button;
    }

    /** The name of a label, for programs. */
    public static String name(int label) {
        return label == 0 ? "cat" : "dog";
    }

    /** The word for a label, for people. */
    public static String word(int label) {
        return label == 0 ? Texts.of("cat") : Texts.of("dog");
    }
}
