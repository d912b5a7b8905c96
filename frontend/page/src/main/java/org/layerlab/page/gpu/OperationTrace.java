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

    boolean isDry() {
        return dry;
    }

    /** Whether the same was asked for, in the same order. */
    boolean isLike(OperationTrace other) {
        return asked == other.asked;
    }

    /** An operation by its name and its numbers. */
    void operation(String name, int first, Numbers more) {
        add(name.hashCode());
        add(first);
        for (int i = 0; i < more.size(); i++) {
            add(more.word(i));
        }
    }

    /** Whole words that are written. */
    void written(ArrayBufferView values) {
        Int32Array words = new Int32Array(values.getBuffer());
        add(words.getLength());
        for (int i = 0; i < words.getLength(); i++) {
            add(words.get(i));
        }
    }

    /** So many values that are copied, or asked for. */
    void moved(int count) {
        add(count);
    }

    private void add(int word) {
        asked = (asked ^ word) * 0x5DEECE66DL;
        asked ^= asked >>> 29;
    }
}
