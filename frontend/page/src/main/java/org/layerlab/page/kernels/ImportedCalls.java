package org.layerlab.page.kernels;

import org.teavm.interop.Import;

/**
 * The kernel module as imports of the WebAssembly build: a call costs 2 ns, and numbers go across one by one. May be
 * reached in that build only; static/boot.js supplies the module.
 */
final class ImportedCalls implements KernelCalls {
    private static final String MODULE = "kernel";

    @Override
    public void activate(int wide, int g, int z, int a, int count) {
        activate0(wide, g, z, a, count);
    }

    @Import(module = MODULE, name = "activate")
    private static native void activate0(int wide, int g, int z, int a, int count);

    @Override
    public void backward(int wide, int g, int z, int a, int dA, int dZ, int count) {
        backward0(wide, g, z, a, dA, dZ, count);
    }

    @Import(module = MODULE, name = "backward")
    private static native void backward0(int wide, int g, int z, int a, int dA, int dZ, int count);

    @Override
    public void scaleBy(int wide, int a, int b, int count) {
        scaleBy0(wide, a, b, count);
    }

    @Import(module = MODULE, name = "scaleBy")
    private static native void scaleBy0(int wide, int a, int b, int count);

    @Override
    public void outputError(int wide, int al, int y, int dZ, int count) {
        outputError0(wide, al, y, dZ, count);
    }

    @Import(module = MODULE, name = "outputError")
    private static native void outputError0(int wide, int al, int y, int dZ, int count);

    @Override
    public void dropout(int wide, int a, int mask, int d, int count, int last, double scale, int seed) {
        dropout0(wide, a, mask, d, count, last, scale, seed);
    }

    @Import(module = MODULE, name = "dropout")
    private static native void dropout0(int wide, int a, int mask, int d, int count, int last, double scale, int seed);

    @Override
    public void addBias(int wide, int z, int b, int n, int m) {
        addBias0(wide, z, b, n, m);
    }

    @Import(module = MODULE, name = "addBias")
    private static native void addBias0(int wide, int z, int b, int n, int m);

    @Override
    public void descend(int wide, int w, int dW, int count, double rate, double l1, double l2) {
        descend0(wide, w, dW, count, rate, l1, l2);
    }

    @Import(module = MODULE, name = "descend")
    private static native void descend0(int wide, int w, int dW, int count, double rate, double l1, double l2);

    @Override
    public void momentum(
            int wide, int w, int dW, int v, int count, double rate, double momentum, double l1, double l2) {
        momentum0(wide, w, dW, v, count, rate, momentum, l1, l2);
    }

    @Import(module = MODULE, name = "momentum")
    private static native void momentum0(
            int wide, int w, int dW, int v, int count, double rate, double momentum, double l1, double l2);

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
        adam0(wide, w, dW, m, s, count, rate, meanScale, squareScale, l1, l2);
    }

    @Import(module = MODULE, name = "adam")
    private static native void adam0(
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

    @Override
    public double crossEntropy(int wide, int al, int y, int count) {
        return crossEntropy0(wide, al, y, count);
    }

    @Import(module = MODULE, name = "crossEntropy")
    private static native double crossEntropy0(int wide, int al, int y, int count);

    @Override
    public void sumColumns(int wide, int dZ, int n, int m, double scale, int db) {
        sumColumns0(wide, dZ, n, m, scale, db);
    }

    @Import(module = MODULE, name = "sumColumns")
    private static native void sumColumns0(int wide, int dZ, int n, int m, double scale, int db);

    @Override
    public int countCorrect(int wide, int al, int y, int count) {
        return countCorrect0(wide, al, y, count);
    }

    @Import(module = MODULE, name = "countCorrect")
    private static native int countCorrect0(int wide, int al, int y, int count);

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
        product0(wide, a, aRow, aStep, b, cRow, m, k, c, keep, to, scratch);
    }

    @Import(module = MODULE, name = "product")
    private static native void product0(
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

    @Override
    public void productOfExamples(
            int wide, int a, int b, int example, int cRow, int m, int k, int c, double keep, int to, int scratch) {
        productOfExamples0(wide, a, b, example, cRow, m, k, c, keep, to, scratch);
    }

    @Import(module = MODULE, name = "productOfExamples")
    private static native void productOfExamples0(
            int wide, int a, int b, int example, int cRow, int m, int k, int c, double keep, int to, int scratch);

    @Override
    public void productT(
            int wide, int a, int b, int m, int k, double scale, int c, int cRow, int from, int to, int scratch) {
        productT0(wide, a, b, m, k, scale, c, cRow, from, to, scratch);
    }

    @Import(module = MODULE, name = "productT")
    private static native void productT0(
            int wide, int a, int b, int m, int k, double scale, int c, int cRow, int from, int to, int scratch);

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
        addTurned0(wide, a, b, example, m, k, scale, keep, c, cRow, to, scratch);
    }

    @Import(module = MODULE, name = "addTurned")
    private static native void addTurned0(
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

    @Override
    public void examples(int wide, int bytes, int rows, int columns, int matrix) {
        examples0(wide, bytes, rows, columns, matrix);
    }

    @Import(module = MODULE, name = "examples")
    private static native void examples0(int wide, int bytes, int rows, int columns, int matrix);

    @Override
    public double train(int wide, int network, int iterations, double rate, double l1, double l2) {
        return train0(wide, network, iterations, rate, l1, l2);
    }

    @Import(module = MODULE, name = "train")
    private static native double train0(int wide, int network, int iterations, double rate, double l1, double l2);

    @Override
    public void maps(int wide, int operation, int at, int work) {
        maps0(wide, operation, at, work);
    }

    @Import(module = MODULE, name = "maps")
    private static native void maps0(int wide, int operation, int at, int work);

    @Override
    public void storeInt(int at, int value) {
        storeInt0(at, value);
    }

    @Import(module = MODULE, name = "storeInt")
    private static native void storeInt0(int at, int value);

    @Override
    public void clear(int at, int bytes) {
        clear0(at, bytes);
    }

    @Import(module = MODULE, name = "clear")
    private static native void clear0(int at, int bytes);

    @Override
    public void copy(int from, int to, int bytes) {
        copy0(from, to, bytes);
    }

    @Import(module = MODULE, name = "copy")
    private static native void copy0(int from, int to, int bytes);

    @Override
    public int grow(int pages) {
        return grow0(pages);
    }

    @Import(module = MODULE, name = "grow")
    private static native int grow0(int pages);

    @Override
    public void limit(int wide, int rounds) {
        limit0(wide, rounds);
    }

    @Import(module = MODULE, name = "limit")
    private static native void limit0(int wide, int rounds);

    @Override
    public int scratchBytes() {
        return scratchBytes0();
    }

    @Import(module = MODULE, name = "scratchBytes")
    private static native int scratchBytes0();

    @Override
    public int reservedBytes() {
        return reservedBytes0();
    }

    @Import(module = MODULE, name = "reservedBytes")
    private static native int reservedBytes0();

    @Override
    public void want(int members, int naps) {
        want0(members, naps);
    }

    @Import(module = MODULE, name = "want")
    private static native void want0(int members, int naps);

    @Override
    public int members() {
        return members0();
    }

    @Import(module = MODULE, name = "members")
    private static native int members0();

    @Override
    public int lost() {
        return lost0();
    }

    @Import(module = MODULE, name = "lost")
    private static native int lost0();

    @Override
    public void write(int wide, double[] values, int to) {
        int at = to;
        if (wide == 1) {
            for (double value : values) {
                storeDouble0(at, value);
                at += Double.BYTES;
            }
        } else {
            for (double value : values) {
                storeFloat0(at, value);
                at += Float.BYTES;
            }
        }
    }

    @Override
    public void read(int wide, int from, double[] values) {
        if (wide == 1) {
            for (int i = 0; i < values.length; i++) {
                values[i] = loadDouble0(from + i * Double.BYTES);
            }
        } else {
            for (int i = 0; i < values.length; i++) {
                values[i] = loadFloat0(from + i * Float.BYTES);
            }
        }
    }

    @Override
    public void writeBytes(byte[] bytes, int from, int count, int to) {
        int at = to;
        int end = from + count;
        int i = from;
        for (; i + 32 <= end; i += 32) {
            storeLongs0(at, eight(bytes, i), eight(bytes, i + 8), eight(bytes, i + 16), eight(bytes, i + 24));
            at += 32;
        }
        for (; i < end; i++) {
            storeByte0(at++, bytes[i]);
        }
    }

    @Override
    public boolean fewAtATime() {
        return true;
    }

    private static long eight(byte[] bytes, int i) {
        return (four(bytes, i) & 0xffffffffL) | ((long) four(bytes, i + 4) << 32);
    }

    private static int four(byte[] bytes, int i) {
        return (bytes[i] & 0xff)
                | ((bytes[i + 1] & 0xff) << 8)
                | ((bytes[i + 2] & 0xff) << 16)
                | ((bytes[i + 3] & 0xff) << 24);
    }

    @Import(module = MODULE, name = "storeLongs")
    private static native void storeLongs0(int at, long first, long second, long third, long fourth);

    @Import(module = MODULE, name = "storeDouble")
    private static native void storeDouble0(int at, double value);

    @Import(module = MODULE, name = "storeFloat")
    private static native void storeFloat0(int at, double value);

    @Import(module = MODULE, name = "loadDouble")
    private static native double loadDouble0(int at);

    @Import(module = MODULE, name = "loadFloat")
    private static native double loadFloat0(int at);

    @Import(module = MODULE, name = "storeByte")
    private static native void storeByte0(int at, int value);
}
