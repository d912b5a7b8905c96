package org.layerlab.kernels;

/** 128 bits: a vector whose lanes don't matter, or a mask of lanes with all bits and lanes with none. */
class Bits extends Operand {
    Bits(String wat) {
        super(wat);
    }

    /** Of numbers what this mask lets through. */
    final Vec and(Vec numbers) {
        return numbers.like(instruction("v128.and", this, numbers));
    }

    /** Of integers what this mask lets through. */
    final IntVec and(IntVec integers) {
        return integers.like(instruction("v128.and", this, integers));
    }

    Bits or(Bits other) {
        return new Bits(instruction("v128.or", this, other));
    }

    final Bits xor(Bits other) {
        return new Bits(instruction("v128.xor", this, other));
    }

    /** The bits of one vector where this mask has ones, those of the other elsewhere. */
    final Vec choose(Vec ones, Vec zeros) {
        return ones.like(instruction("v128.bitselect", ones, zeros, this));
    }

    /** As lanes of a kernel's numbers. */
    final Vec lanes(ScalarType n) {
        return new Vec(n, wat());
    }

    /** Eight of sixteen bytes without sign, the lower (0) or the upper ones (1), as 16-bit integers. */
    final Bits widenBytes(int half) {
        return new Bits(instruction("i16x8.extend_" + half(half) + "_i8x16_u", this));
    }

    /** Four of eight 16-bit integers without sign, the lower (0) or the upper ones (1), as 32-bit integers. */
    final IntVec widenShorts(int half) {
        return new IntVec("i32x4", instruction("i32x4.extend_" + half(half) + "_i16x8_u", this));
    }

    private static String half(int half) {
        return half == 0 ? "low" : "high";
    }

    /** As four 32-bit integers. */
    final IntVec words() {
        return new IntVec("i32x4", wat());
    }
}
