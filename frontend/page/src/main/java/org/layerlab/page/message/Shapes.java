package org.layerlab.page.message;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.typedarrays.Float64Array;
import org.teavm.jso.typedarrays.Int8Array;

/** Messages and answers that hold no more than one thing. Scripts see no Java constants, so each takes its type. */
final class Shapes {
    private Shapes() {}

    @JSBody(params = "type", script = "return {type: type};")
    static native Message command(String type);

    @JSBody(
            params = {"type", "text"},
            script = "return {type: type, text: text};")
    static native Message text(String type, String text);

    @JSBody(
            params = {"type", "value"},
            script = "return {type: type, value: value};")
    static native Message value(String type, double value);

    @JSBody(
            params = {"type", "values"},
            script = "return {type: type, values: values};")
    static native Message values(String type, Float64Array values);

    @JSBody(
            params = {"type", "bytes"},
            script = "return {type: type, bytes: bytes};")
    static native Message bytes(String type, Int8Array bytes);

    /** Holds an ImageBitmap, which {@link WorkerLink} transfers rather than copies. */
    @JSBody(
            params = {"type", "bitmap"},
            script = "return {type: type, bitmap: bitmap};")
    static native Message bitmap(String type, JSObject bitmap);

    /** The same as a question; what it is answered with is its file's to know. */
    @SuppressWarnings("unchecked")
    static <A extends Message> Question<A> question(Message message) {
        return (Question<A>) message;
    }
}
