package org.layerlab.page.browser;

import org.teavm.jso.JSBody;
import org.teavm.jso.dom.html.HTMLCanvasElement;

/** Sharing a link or a picture through what the device offers: messages, mail, other apps. */
public final class WebShare {
    /** JavaScript that declares {@code failed(otherwise)}: a person who closes the sheet again wants nothing further. */
    private static final String FAILED = "var failed = function(otherwise) { return function(error) {"
            + "  if (!/Abort|InvalidState/.test(error.name)) { otherwise(); } }; };";

    private WebShare() {}

    /** Whether this browser can. */
    @JSBody(script = "return !!navigator.share;")
    public static native boolean isThere();

    /**
     * Opens the device's own sheet.
     *
     * @param refused runs where the device shares nothing after all
     */
    @JSBody(
            params = {"title", "url", "refused"},
            script = FAILED + "navigator.share({title: title, url: url}).catch(failed(refused));")
    public static native void share(String title, String url, Clock.Task refused);

    /** Opens the device's own sheet with a canvas as a PNG; where no files can be shared, it is downloaded. */
    public static void picture(HTMLCanvasElement canvas, String name, String title, Http.TextAnswer failed) {
        share(canvas, name, title, Download.saved(name, failed));
    }

    @JSBody(
            params = {"canvas", "name", "title", "unshared"},
            script = FAILED + "canvas.toBlob(function(blob) {"
                    + "  if (!blob) { unshared(null); return; }"
                    + "  var file = new File([blob], name, {type: 'image/png'});"
                    + "  if (navigator.canShare && navigator.canShare({files: [file]})) {"
                    + "    navigator.share({files: [file], title: title})"
                    + "      .catch(failed(function() { unshared(file); })); return; }"
                    + "  unshared(file); }, 'image/png');")
    private static native void share(HTMLCanvasElement canvas, String name, String title, Download.Made unshared);
}
