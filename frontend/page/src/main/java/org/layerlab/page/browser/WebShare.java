package org.layerlab.page.browser;

import org.teavm.jso.JSBody;

/** Sharing a link through what the device offers: messages, mail, other apps. */
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
}
