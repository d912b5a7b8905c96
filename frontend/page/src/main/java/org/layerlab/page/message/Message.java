package org.layerlab.page.message;

import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.typedarrays.Float64Array;
import org.teavm.jso.typedarrays.Int8Array;

/**
 * What page and worker send each other. Its type says who handles it; a token other than 0 ties an answer to its question.
 * Both are set by the two ends of the line, {@link WorkerLink} and {@link PageLink}.
 */
public interface Message extends JSObject {
    @JSProperty
    String getType();

    @JSProperty
    int getToken();

    /** A message that holds a text. */
    interface Text extends Message {
        @JSProperty
        String getText();
    }

    /** A message that holds a number. */
    interface Value extends Message {
        @JSProperty
        double getValue();
    }

    /** A message that holds numbers. */
    interface Values extends Message {
        @JSProperty
        Float64Array getValues();
    }

    /** A message that holds bytes: a file, or pixels. */
    interface Bytes extends Message {
        @JSProperty
        Int8Array getBytes();
    }

    /** A message that holds a decoded picture. */
    interface Picture extends Message {
        /** An ImageBitmap, which belongs to the receiver. */
        @JSProperty
        JSObject getBitmap();
    }

    /** The text that a message holds. */
    static String text(Message message) {
        return ((Text) message).getText();
    }

    /** The number that a message holds. */
    static double value(Message message) {
        return ((Value) message).getValue();
    }

    /** The bytes that a message holds, as a copy. */
    static byte[] bytes(Message message) {
        return ((Bytes) message).getBytes().copyToJavaArray();
    }
}
