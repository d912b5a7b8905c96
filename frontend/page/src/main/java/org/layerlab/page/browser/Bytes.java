package org.layerlab.page.browser;

import org.teavm.jso.JSBody;
import org.teavm.jso.typedarrays.Int8Array;

/** Windows on bytes of the browser. */
public final class Bytes {
    private Bytes() {}

    /** A part of the bytes, not a copy. */
    @JSBody(
            params = {"bytes", "from", "length"},
            script = "return bytes.subarray(from, from + length);")
    public static native Int8Array part(Int8Array bytes, int from, int length);
}
