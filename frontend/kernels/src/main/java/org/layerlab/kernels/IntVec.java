package org.layerlab.kernels;

/** A vector of integers, four of 32 bits or two of 64. */
class IntVec extends Bits {
    private final String shape;

    IntVec(String shape, String wat) {
        super(wat);
        this.shape = shape;
    }

    /** Four numbers. */
    static IntVec of(String a, String b, String c, String d) {
        return new IntVec("i32x4", "(v128.const i32x4 " + String.join(" ", a, b, c, d) + ")");
    }

    /** The same in all four lanes. */
    static IntVec all(I32 number) {
        return new IntVec("i32x4", instruction("i32x4.splat", number));
    }

    /** Integers as wide as a precision's numbers, the same in each lane. */
    static IntVec all(ScalarType n, String number) {
        return new IntVec(n.integers(), "(v128.const " + n.integers() + (" " + number).repeat(n.lanes()) + ")");
    }

    /** The same, read from memory. */
    static IntVec kept(ScalarType n, String number) {
        return new IntVec(n.integers(), "(v128.kept " + n.integers() + (" " + number).repeat(n.lanes()) + ")");
    }

    /** The same shape with another expression. */
    final IntVec like(String expression) {
        return new IntVec(shape, expression);
    }

    private IntVec with(String instruction, Operand other) {
        return new IntVec(shape, instruction(shape + "." + instruction, this, other));
    }

    final IntVec plus(IntVec other) {
        return with("add", other);
    }

    final IntVec minus(IntVec other) {
        return with("sub", other);
    }

    final IntVec times(IntVec other) {
        return with("mul", other);
    }

    final IntVec shl(int bits) {
        return with("shl", I32.of(bits));
    }

    /** Without sign. */
    final IntVec shr(int bits) {
        return with("shr_u", I32.of(bits));
    }

    /** With sign. */
    final IntVec shrSigned(int bits) {
        return with("shr_s", I32.of(bits));
    }

    /** Where this is at most the other, without sign. */
    final Bits notAbove(IntVec other) {
        return with("le_u", other);
    }

    /** Four integers with sign as float32. */
    final Vec toFloat32(ScalarType n) {
        return new Vec(n, instruction("f32x4.convert_i32x4_s", this));
    }

    /** The first two of four as 64-bit integers. */
    final IntVec widen() {
        return new IntVec("i64x2", instruction("i64x2.extend_low_i32x4_s", this));
    }
}
