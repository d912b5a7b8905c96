package org.layerlab.kernels;

/** A 64-bit integer with sign: an amount of work, which 32 bits may not hold. */
final class I64 extends Operand {
    I64(String wat) {
        super(wat);
    }

    static I64 of(I32 number) {
        return new I64(instruction("i64.extend_i32_s", number));
    }

    I64 times(I32 factor) {
        return new I64(instruction("i64.mul", this, of(factor)));
    }

    I32 greater(int number) {
        return new I32("(i64.gt_s " + wat() + " (i64.const " + number + "))");
    }
}
