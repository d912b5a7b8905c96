package org.layerlab.page.message;

import org.teavm.jso.JSBody;
import org.teavm.jso.typedarrays.Float64Array;
import org.teavm.jso.typedarrays.Int8Array;

/** Answers that hold no more than one thing; what holds more stands with its question. */
public final class Answers {
    private Answers() {}

    /** An answer in words, or in JSON. */
    @JSBody(params = "text", script = "return {text: text};")
    public static native Message.Text text(String text);

    /** A file, or pixels. */
    public static Message.Bytes bytes(byte[] bytes) {
        return of(Int8Array.copyFromJavaArray(bytes));
    }

    /** Numbers. */
    public static Message.Values values(double[] values) {
        return of(Float64Array.copyFromJavaArray(values));
    }

    @JSBody(params = "bytes", script = "return {bytes: bytes};")
    private static native Message.Bytes of(Int8Array bytes);

    @JSBody(params = "values", script = "return {values: values};")
    private static native Message.Values of(Float64Array values);
}
