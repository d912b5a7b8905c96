package org.layerlab.kernels;

/** Numbers and bytes on their way into and out of the memory. */
final class TransferWat {
    private static final ScalarType FLOAT32 = ScalarType.float32(false);

    private TransferWat() {}

    /** Single numbers and bytes, for the WebAssembly build, and the memory's size. */
    static String exports() {
        return storeFloat()
                + loadFloat()
                + storeDouble()
                + loadDouble()
                + storeInt()
                + storeLongs()
                + storeByte()
                + clear()
                + copy()
                + grow();
    }

    private static String storeFloat() {
        Function f = Function.exported("storeFloat");
        I32 at = f.parameter();
        f.store(at, f.f64Parameter().narrow(FLOAT32));
        return f.wat();
    }

    private static String loadFloat() {
        Function f = Function.exported("loadFloat");
        f.giveBack(new Real(FLOAT32, Operand.instruction("f32.load", f.parameter())).toF64());
        return f.wat();
    }

    private static String storeDouble() {
        Function f = Function.exported("storeDouble");
        f.storeF64(f.parameter(), f.f64Parameter());
        return f.wat();
    }

    private static String loadDouble() {
        Function f = Function.exported("loadDouble");
        f.giveBack(f.loadF64(f.parameter(), 0));
        return f.wat();
    }

    private static String storeInt() {
        Function f = Function.exported("storeInt");
        f.storeWord(f.parameter(), f.parameter());
        return f.wat();
    }

    /** 32 bytes as four integers. */
    private static String storeLongs() {
        Function f = Function.exported("storeLongs");
        I32 at = f.parameter();
        for (int i = 0; i < 4; i++) {
            f.add(Operand.instruction("i64.store offset=" + i * Long.BYTES, at, f.i64Parameter()));
        }
        return f.wat();
    }

    private static String storeByte() {
        Function f = Function.exported("storeByte");
        f.add(Operand.instruction("i32.store8", f.parameter(), f.parameter()));
        return f.wat();
    }

    private static String clear() {
        Function f = Function.exported("clear");
        f.clear(f.parameter(), f.parameter());
        return f.wat();
    }

    private static String copy() {
        Function f = Function.exported("copy");
        I32 from = f.parameter();
        I32 to = f.parameter();
        f.copy(to, from, f.parameter());
        return f.wat();
    }

    /** Pages of 64 KB before growing, or −1 when the browser refuses. */
    private static String grow() {
        Function f = Function.exported("grow");
        f.giveBack(new I32(Operand.instruction("memory.grow", f.parameter())));
        return f.wat();
    }
}
