package org.layerlab.page.browser;

import org.teavm.jso.JSBody;

/** Secrets made in this browser. */
public final class RandomToken {
    private RandomToken() {}

    /** 192 random bits in base64url: 32 letters, digits, - and _. */
    @JSBody(
            script = "return btoa(String.fromCharCode.apply(null, crypto.getRandomValues(new Uint8Array(24))))"
                    + ".replace(/\\+/g, '-').replace(/\\//g, '_');")
    public static native String make();
}
