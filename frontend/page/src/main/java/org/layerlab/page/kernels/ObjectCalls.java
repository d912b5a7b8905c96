package org.layerlab.page.kernels;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.typedarrays.ArrayBuffer;
import org.teavm.jso.typedarrays.Float32Array;
import org.teavm.jso.typedarrays.Float64Array;
import org.teavm.jso.typedarrays.Int8Array;

/** The kernel module as an object of the JavaScript build; numbers go across as typed arrays. */
final class ObjectCalls implements KernelCalls {
    /** The module's exports. */
    private interface Exports extends JSObject {
        void activate(int wide, int g, int z, int a, int count);

        void backward(int wide, int g, int z, int a, int dA, int dZ, int count);

        void scaleBy(int wide, int a, int b, int count);

        void outputError(int wide, int al, int y, int dZ, int count);

        void dropout(int wide, int a, int mask, int d, int count, int last, double scale, int seed);

        void addBias(int wide, int z, int b, int n, int m);

        void descend(int wide, int w, int dW, int count, double rate, double l1, double l2);

        void momentum(int wide, int w, int dW, int v, int count, double rate, double momentum, double l1, double l2);

        void adam(
                int wide,
                int w,
                int dW,
                int m,
                int s,
                int count,
                double rate,
                double meanScale,
                double squareScale,
                double l1,
                double l2);

        double crossEntropy(int wide, int al, int y, int count);

        void sumColumns(int wide, int dZ, int n, int m, double scale, int db);

        int countCorrect(int wide, int al, int y, int count);

        void product(
                int wide,
                int a,
                int aRow,
                int aStep,
                int b,
                int cRow,
                int m,
                int k,
                int c,
                double keep,
                int to,
                int scratch);

        void addTurned(
                int wide,
                int a,
                int b,
                int example,
                int m,
                int k,
                double scale,
                double keep,
                int c,
                int cRow,
                int to,
                int scratch);

        void productOfExamples(
                int wide, int a, int b, int example, int cRow, int m, int k, int c, double keep, int to, int scratch);

        void productT(
                int wide, int a, int b, int m, int k, double scale, int c, int cRow, int from, int to, int scratch);

        void examples(int wide, int bytes, int rows, int columns, int matrix);

        double train(int wide, int network, int iterations, double rate, double l1, double l2);

        void maps(int wide, int operation, int at, int work);

        void storeInt(int at, int value);

        void clear(int at, int bytes);

        void copy(int from, int to, int bytes);

        int grow(int pages);

        void limit(int wide, int rounds);

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

    private final Exports exports = loaded();

    @Override
    public void activate(int wide, int g, int z, int a, int count) {
        exports.activate(wide, g, z, a, count);
    }

    @Override
    public void backward(int wide, int g, int z, int a, int dA, int dZ, int count) {
        exports.backward(wide, g, z, a, dA, dZ, count);
    }

    @Override
    public void scaleBy(int wide, int a, int b, int count) {
        exports.scaleBy(wide, a, b, count);
    }

    @Override
    public void outputError(int wide, int al, int y, int dZ, int count) {
        exports.outputError(wide, al, y, dZ, count);
    }

    @Override
    public void dropout(int wide, int a, int mask, int d, int count, int last, double scale, int seed) {
        exports.dropout(wide, a, mask, d, count, last, scale, seed);
    }

    @Override
    public void addBias(int wide, int z, int b, int n, int m) {
        exports.addBias(wide, z, b, n, m);
    }

    @Override
    public void descend(int wide, int w, int dW, int count, double rate, double l1, double l2) {
        exports.descend(wide, w, dW, count, rate, l1, l2);
    }

    @Override
    public void momentum(
            int wide, int w, int dW, int v, int count, double rate, double momentum, double l1, double l2) {
        exports.momentum(wide, w, dW, v, count, rate, momentum, l1, l2);
    }

    @Override
    public void adam(
            int wide,
            int w,
            int dW,
            int m,
            int s,
            int count,
            double rate,
            double meanScale,
            double squareScale,
            double l1,
            double l2) {
        exports.adam(wide, w, dW, m, s, count, rate, meanScale, squareScale, l1, l2);
    }

    @Override
    public double crossEntropy(int wide, int al, int y, int count) {
        return 0 + exports.crossEntropy(wide, al, y, count);
    }

    @Override
    public void sumColumns(int wide, int dZ, int n, int m, double scale, int db) {
        exports.sumColumns(wide, dZ, n, m, scale, db);
    }

    @Override
    public int countCorrect(int wide, int al, int y, int count) {
        return exports.countCorrect(wide, al, y, count);
    }

    @Override
    public void product(
            int wide,
            int a,
            int aRow,
            int aStep,
            int b,
            int cRow,
            int m,
            int k,
            int c,
            double keep,
            int to,
            int scratch) {
        exports.product(wide, a, aRow, aStep, b, cRow, m, k, c, keep, to, scratch);
    }

    @Override
    public void productOfExamples(
            int wide, int a, int b, int example, int cRow, int m, int k, int c, double keep, int to, int scratch) {
        exports.productOfExamples(wide, a, b, example, cRow, m, k, c, keep, to, scratch);
    }

    @Override
    public void productT(
            int wide, int a, int b, int m, int k, double scale, int c, int cRow, int from, int to, int scratch) {
        exports.productT(wide, a, b, m, k, scale, c, cRow, from, to, scratch);
    }

    @Override
    public void addTurned(
            int wide,
            int a,
            int b,
            int example,
            int m,
            int k,
            double scale,
            double keep,
            int c,
            int cRow,
            int to,
            int scratch) {
        exports.addTurned(wide, a, b, example, m, k, scale, keep, c, cRow, to, scratch);
    }

    @Override
    public void examples(int wide, int bytes, int rows, int columns, int matrix) {
        exports.examples(wide, bytes, rows, columns, matrix);
    }

    @Override
    public double train(int wide, int network, int iterations, double rate, double l1, double l2) {
        // Not as a tail call: once WebKit (2.54) has compiled one, NaN comes back.
        return 0 + exports.train(wide, network, iterations, rate, l1, l2);
    }

    @Override
    public void maps(int wide, int operation, int at, int work) {
        exports.maps(wide, operation, at, work);
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
    public void limit(int wide, int rounds) {
        exports.limit(wide, rounds);
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
