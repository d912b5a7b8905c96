package org.layerlab.page.browser;

import org.teavm.jso.JSBody;
import org.teavm.jso.canvas.ImageData;
import org.teavm.jso.typedarrays.Int8Array;
import org.teavm.jso.typedarrays.Uint8ClampedArray;

/** Bytes between Java and the browser. */
public final class Bytes {
    private Bytes() {}

    /** Fills an image with pixels of four bytes each, which Java holds signed: a clamped array would make them 0. */
    public static void fill(ImageData image, byte[] rgba) {
        setUnsigned(image.getData(), Int8Array.copyFromJavaArray(rgba));
    }

    @JSBody(
            params = {"data", "bytes"},
            script = "data.set(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length));")
    private static native void setUnsigned(Uint8ClampedArray data, Int8Array bytes);

    /** A part of the bytes, not a copy. */
    @JSBody(
            params = {"bytes", "from", "length"},
            script = "return bytes.subarray(from, from + length);")
    public static native Int8Array part(Int8Array bytes, int from, int length);
}
