package org.layerlab.page.gpu;

import java.util.Arrays;
import org.teavm.jso.typedarrays.Float32Array;
import org.teavm.jso.typedarrays.Int32Array;
import org.teavm.jso.typedarrays.Int8Array;

/** Arrays as the GPU takes them: in words of 32 bits. */
final class GpuBytes {
    private GpuBytes() {}

    /** Rounded to float32. */
    static Float32Array floats(double[] values) {
        float[] rounded = new float[values.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (float) values[i];
        }
        return Float32Array.copyFromJavaArray(rounded);
    }

    static double[] doubles(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }

    static Int32Array words(int[] values) {
        return Int32Array.copyFromJavaArray(values);
    }

    /** How many words this many bytes take. */
    static int words(int bytes) {
        return (bytes + Integer.BYTES - 1) / Integer.BYTES;
    }

    /** With zeros up to a whole word. */
    static Int8Array padded(byte[] bytes) {
        int whole = Integer.BYTES * words(bytes.length);
        return Int8Array.copyFromJavaArray(whole == bytes.length ? bytes : Arrays.copyOf(bytes, whole));
    }
}
