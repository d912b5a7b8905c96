package org.layerlab.page.browser;

import org.teavm.jso.JSBody;
import org.teavm.jso.dom.html.HTMLCanvasElement;

/** Gives a person a file that this page has made. */
public final class Download {
    private Download() {}

    /** A text as a file. */
    @JSBody(
            params = {"name", "type", "text"},
            script = "var link = document.createElement('a'); link.download = name;"
                    + "link.href = URL.createObjectURL(new Blob([text], {type: type}));"
                    + "link.click(); setTimeout(function() { URL.revokeObjectURL(link.href); }, 10000);")
    public static native void text(String name, String type, String text);

    /** A canvas as a picture, on a ground of this color. */
    @JSBody(
            params = {"name", "canvas", "ground"},
            script =
                    "var copy = document.createElement('canvas'); copy.width = canvas.width; copy.height = canvas.height;"
                            + "var context = copy.getContext('2d'); context.fillStyle = ground;"
                            + "context.fillRect(0, 0, copy.width, copy.height); context.drawImage(canvas, 0, 0);"
                            + "copy.toBlob(function(blob) { var link = document.createElement('a'); link.download = name;"
                            + "  link.href = URL.createObjectURL(blob); link.click();"
                            + "  setTimeout(function() { URL.revokeObjectURL(link.href); }, 10000); });")
    public static native void picture(String name, HTMLCanvasElement canvas, String ground);
}
