package org.layerlab.page.gpu;

import org.teavm.jso.typedarrays.ArrayBufferView;
import org.teavm.jso.typedarrays.Int32Array;

/** What a queue was asked to do, as one number, which tells whether two runs ask for the same. */
final class OperationTrace {
    private final boolean dry;
    private long asked = 17;

    /**
     * A trace of nothing yet.
     *
     * @param dry whether operations are to be noted and not done
     */
    OperationTrace(boolean dry) {
        this.dry = dry;
    }

    /** Whether the same was asked for, in the same order. */
    boolean isLike(OperationTrace other) {
        return asked == other.asked;
    }

    /** Notes an operation by its name and its numbers; whether it is not to be done. */
    boolean operation(String name, int first, Numbers more) {
        add(name.hashCode());
        add(first);
        for (int i = 0; i < more.size(); i++) {
            add(more.word(i));
        }
        return dry;
    }

    /** Notes whole words that are written; whether they are not to be. */
    boolean written(ArrayBufferView values) {
        Int32Array words = new Int32Array(values.getBuffer());
        add(words.getLength());
        for (int i = 0; i < words.getLength(); i++) {
            add(words.get(i));
        }
        return dry;
    }

    /** Notes this many values that are copied, or asked for; whether they are not to be. */
    boolean moved(int count) {
        add(count);
        return dry;
    }

    private void add(int word) {
        asked = (asked ^ word) * 0x5DEECE66DL;
        asked ^= asked >>> 29;
    }
}
