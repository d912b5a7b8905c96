package org.layerlab.page.browser;

import org.teavm.jso.JSBody;
import org.teavm.jso.dom.html.HTMLCanvasElement;

/** Sharing a link or a picture through what the device offers: messages, mail, other apps. */
public final class WebShare {
    private WebShare() {}

    /** Whether this browser can. */
    @JSBody(script = "return !!navigator.share;")
    public static native boolean isThere();

    /** Opens the device's own sheet. A person who closes it again wants nothing further. */
    @JSBody(
            params = {"title", "url"},
            script = "navigator.share({title: title, url: url}).catch(function() { });")
    public static native void share(String title, String url);

    /** Opens the device's own sheet with a canvas as a PNG; a browser that shares no files downloads it. */
    public static void picture(HTMLCanvasElement canvas, String name, String title) {
        picture(canvas, name, title, blob -> Download.save(blob, name));
    }

    @JSBody(
            params = {"canvas", "name", "title", "unshared"},
            script = "canvas.toBlob(function(blob) {"
                    + "  var file = new File([blob], name, {type: 'image/png'});"
                    + "  if (navigator.canShare && navigator.canShare({files: [file]})) {"
                    + "    navigator.share({files: [file], title: title}).catch(function() { }); return; }"
                    + "  unshared(file); }, 'image/png');")
    private static native void picture(HTMLCanvasElement canvas, String name, String title, Download.Made unshared);
}
