package org.layerlab.page.browser;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSString;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.typedarrays.Int8Array;

/** Gives a person a file that this page has made. */
public final class Download {
    private Download() {}

    /** Takes a picture that was made, as a blob; null where the browser could not make it, as of one that is too large. */
    @JSFunctor
    interface Made extends JSObject {
        void made(@Nullable JSObject blob);
    }

    /** A text as a file. */
    public static void text(String name, String type, String text) {
        save(blob(JSString.valueOf(text), type), name);
    }

    /** Bytes as a file. */
    public static void bytes(String name, Int8Array bytes) {
        save(blob(bytes, "application/octet-stream"), name);
    }

    /** A canvas as a picture, on a ground of this color. */
    public static void picture(String name, HTMLCanvasElement canvas, String ground, Http.TextAnswer failed) {
        draw(canvas, ground, saved(name, failed));
    }

    /** A drawing in SVG as a picture, of twice as many pixels as it says. */
    public static void drawn(String name, String svg, Http.TextAnswer failed) {
        paint(blob(JSString.valueOf(svg), "image/svg+xml"), saved(name, failed));
    }

    /** Saves what was made under a name, or says that there is nothing. */
    static Made saved(String name, Http.TextAnswer failed) {
        return blob -> {
            if (blob == null) {
                failed.got(Texts.of("This browser could not make the picture."));
            } else {
                save(blob, name);
            }
        };
    }

    @JSBody(
            params = {"svg", "made"},
            script = "var image = new Image();"
                    + "image.onerror = function() { URL.revokeObjectURL(image.src); made(null); };"
                    + "image.onload = function() {"
                    + "  var canvas = document.createElement('canvas');"
                    + "  canvas.width = 2 * image.width; canvas.height = 2 * image.height;"
                    + "  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);"
                    + "  URL.revokeObjectURL(image.src); canvas.toBlob(function(blob) { made(blob); }); };"
                    + "image.src = URL.createObjectURL(svg);")
    private static native void paint(JSObject svg, Made made);

    @JSBody(
            params = {"content", "type"},
            script = "return new Blob([content], {type: type});")
    private static native JSObject blob(JSObject content, String type);

    /** Saves a blob or a file under a name, and holds it for a minute: Safari on iOS asks before it reads it. */
    @JSBody(
            params = {"blob", "name"},
            script = "var link = document.createElement('a'); link.download = name;"
                    + "link.href = URL.createObjectURL(blob); link.click();"
                    + "setTimeout(function() { URL.revokeObjectURL(link.href); }, 60000);")
    static native void save(JSObject blob, String name);

    @JSBody(
            params = {"canvas", "ground", "made"},
            script =
                    "var copy = document.createElement('canvas'); copy.width = canvas.width; copy.height = canvas.height;"
                            + "var context = copy.getContext('2d'); context.fillStyle = ground;"
                            + "context.fillRect(0, 0, copy.width, copy.height); context.drawImage(canvas, 0, 0);"
                            + "copy.toBlob(function(blob) { made(blob); });")
    private static native void draw(HTMLCanvasElement canvas, String ground, Made made);
}
