package org.layerlab.kernels;

import static org.layerlab.kernels.Function.exported;

/** Numbers and bytes on their way into and out of the memory. */
final class TransferWat {
    private static final ScalarType FLOAT32 = ScalarType.float32(false);

    private TransferWat() {}

    /** Single numbers and bytes, for the WebAssembly build, and the memory's size. */
    static String exports() {
        return exported(
                        "storeFloat",
                        f -> f.store(f.parameter(), f.realParameter().in(FLOAT32)))
                + exported("loadFloat", f -> f.giveBack(loadFloat(f.parameter()).in(f.n)))
                + exported("storeDouble", f -> f.store(f.parameter(), f.realParameter()))
                + exported("loadDouble", f -> f.giveBack(f.loadF64(f.parameter(), 0)))
                + exported("storeInt", f -> f.storeWord(f.parameter(), f.parameter()))
                + exported("storeLongs", TransferWat::storeLongs)
                + exported("storeByte", f -> f.storeByte(f.parameter(), f.parameter()))
                + exported("clear", f -> f.clear(f.parameter(), f.parameter()))
                + exported("copy", TransferWat::copy)
                + exported("grow", f -> f.giveBack(new I32(Operand.instruction("memory.grow", f.parameter()))));
    }

    private static Real loadFloat(I32 at) {
        return new Real(FLOAT32, Operand.instruction("f32.load", at));
    }

    /** 32 bytes as four integers. */
    private static void storeLongs(Function f) {
        I32 at = f.parameter();
        for (int i = 0; i < 4; i++) {
            f.add(Operand.instruction("i64.store offset=" + i * Long.BYTES, at, f.i64Parameter()));
        }
    }

    private static void copy(Function f) {
        I32 from = f.parameter(), to = f.parameter();
        f.copy(to, from, f.parameter());
    }
}
