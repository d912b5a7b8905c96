package org.layerlab.page.kernels;

import org.teavm.jso.JSBody;
import org.teavm.jso.typedarrays.ArrayBuffer;
import org.teavm.jso.typedarrays.Float32Array;
import org.teavm.jso.typedarrays.Float64Array;
import org.teavm.jso.typedarrays.Int8Array;

/** The kernel module as an object of the JavaScript build; numbers go across as typed arrays. */
final class ObjectCalls extends ObjectKernels {
    @JSBody(script = "return self.LayerLabKernels.exports;")
    private static native KernelExports loaded();

    /** The memory as it is now: growing it leaves older buffers empty. */
    @JSBody(script = "return self.LayerLabKernels.memory.buffer;")
    private static native ArrayBuffer buffer();

    // Beyond 2 GB an address is a negative int; JavaScript has to be told that it is not.
    @JSBody(
            params = {"buffer", "at", "length"},
            script = "return new Float64Array(buffer, at >>> 0, length);")
    private static native Float64Array doubles(ArrayBuffer buffer, int at, int length);

    @JSBody(
            params = {"buffer", "at", "length"},
            script = "return new Float32Array(buffer, at >>> 0, length);")
    private static native Float32Array floats(ArrayBuffer buffer, int at, int length);

    @JSBody(
            params = {"buffer", "at", "length"},
            script = "return new Int8Array(buffer, at >>> 0, length);")
    private static native Int8Array bytes(ArrayBuffer buffer, int at, int length);

    ObjectCalls() {
        super(loaded());
    }

    @Override
    public void write(int wide, double[] values, int to) {
        Float64Array source = Float64Array.fromJavaArray(values);
        if (wide == 1) {
            doubles(buffer(), to, values.length).set(source);
        } else {
            floats(buffer(), to, values.length).set(source);
        }
    }

    @Override
    public void read(int wide, int from, double[] values) {
        Float64Array target = Float64Array.fromJavaArray(values);
        if (wide == 1) {
            target.set(doubles(buffer(), from, values.length));
        } else {
            target.set(floats(buffer(), from, values.length));
        }
    }

    @Override
    public void writeBytes(byte[] bytes, int from, int count, int to) {
        bytes(buffer(), to, count).set(part(Int8Array.fromJavaArray(bytes), from, from + count));
    }

    @Override
    public boolean fewAtATime() {
        return false;
    }

    @JSBody(
            params = {"array", "from", "to"},
            script = "return array.subarray(from, to);")
    private static native Int8Array part(Int8Array array, int from, int to);
}
