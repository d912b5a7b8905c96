package org.layerlab.backend.jvm;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/** Sums of which each part of the work adds up its own, and which are then added in order. */
final class PartialSums implements AutoCloseable {
    private final int size;
    private final FloatPointer[] parts;
    private final FloatBuffer[] values;

    /** This many numbers in each of this many parts. */
    PartialSums(int parts, int size) {
        this.size = size;
        this.parts = new FloatPointer[parts];
        values = new FloatBuffer[parts];
    }

    /** A part's numbers, all 0: for the thread that adds to them, which is the first to touch their memory. */
    FloatPointer start(int part) {
        FloatPointer numbers = new FloatPointer(size);
        Pointer.memset(numbers, 0, (long) size * Float.BYTES);
        parts[part] = numbers;
        values[part] = numbers.asBuffer();
        return numbers;
    }

    /** Writes factor · the sum of all parts, from an index on, into as many numbers as it is given. */
    void total(int from, float factor, float[] total) {
        values[0].get(from, total);
        if (values.length > 1) {
            float[] other = new float[total.length];
            for (int part = 1; part < values.length; part++) {
                values[part].get(from, other);
                for (int i = 0; i < total.length; i++) {
                    total[i] += other[i];
                }
            }
        }
        for (int i = 0; i < total.length; i++) {
            total[i] *= factor;
        }
    }

    /** Factor · the sum of all parts. */
    float[] total(float factor) {
        float[] total = new float[size];
        total(0, factor, total);
        return total;
    }

    @Override
    public void close() {
        for (FloatPointer part : parts) {
            if (part != null) {
                part.close();
            }
        }
    }
}
