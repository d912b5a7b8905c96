package org.layerlab.page.kernels;

import org.teavm.jso.JSBody;
import org.teavm.jso.typedarrays.ArrayBuffer;
import org.teavm.jso.typedarrays.Float32Array;
import org.teavm.jso.typedarrays.Float64Array;
import org.teavm.jso.typedarrays.Int8Array;

/** The kernel module as an object of the JavaScript build; numbers go across as typed arrays. */
final class ObjectCalls extends ObjectKernels {
    /** The module's other exports. */
    private interface Exports extends KernelExports {
        void storeInt(int at, int value);

        void clear(int at, int bytes);

        void copy(int from, int to, int bytes);

        int grow(int pages);

        int scratchBytes();

        int reservedBytes();

        void want(int members, int naps);

        int members();

        int lost();
    }

    @JSBody(script = "return self.LayerLabKernels.exports;")
    private static native Exports loaded();

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

    private final Exports exports;

    ObjectCalls() {
        this(loaded());
    }

    private ObjectCalls(Exports exports) {
        super(exports);
        this.exports = exports;
    }

    @Override
    public void storeInt(int at, int value) {
        exports.storeInt(at, value);
    }

    @Override
    public void clear(int at, int bytes) {
        exports.clear(at, bytes);
    }

    @Override
    public void copy(int from, int to, int bytes) {
        exports.copy(from, to, bytes);
    }

    @Override
    public int grow(int pages) {
        return exports.grow(pages);
    }

    @Override
    public int scratchBytes() {
        return exports.scratchBytes();
    }

    @Override
    public int reservedBytes() {
        return exports.reservedBytes();
    }

    @Override
    public void want(int members, int naps) {
        exports.want(members, naps);
    }

    @Override
    public int members() {
        return exports.members();
    }

    @Override
    public int lost() {
        return exports.lost();
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
