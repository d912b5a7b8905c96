package org.layerlab.page.kernels;

import org.teavm.interop.Import;

/**
 * The kernel module as imports of the WebAssembly build: a call costs 2 ns, and numbers go across one by one. May be
 * reached in that build only; static/boot.js supplies the module.
 */
final class ImportedCalls extends ImportedKernels {
    private static final String MODULE = "kernel";

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
