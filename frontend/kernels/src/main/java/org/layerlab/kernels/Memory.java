package org.layerlab.kernels;

/** What a {@link Function} reads and writes: constants, and the memory at addresses. */
abstract class Memory extends Statements {
    /** The type of its numbers. */
    protected final ScalarType n;

    Memory(String suffix, ScalarType n) {
        super(suffix);
        this.n = n;
    }

    /** This many numbers in bytes. */
    final I32 bytes(I32 numbers) {
        return numbers.shl(n.shift());
    }

    /** A vector with this number in each lane. */
    final Vec all(String number) {
        return Vec.all(n, number);
    }

    /** The same, read from memory, for a loop with more constants than registers. */
    final Vec kept(String number) {
        return Vec.kept(n, number);
    }

    /** The number itself. */
    final Real number(String number) {
        return new Real(n, "(" + n.scalar() + ".const " + number + ")");
    }

    /** The byte at an address as a number. */
    final Real loadByte(I32 at) {
        return new Real(n, "(" + n.scalar() + ".convert_i32_u (i32.load8_u " + at.wat() + "))");
    }

    /** A mask of the first lane alone. */
    final Bits firstLane() {
        return new Bits(n.single() ? "(v128.const i32x4 -1 0 0 0)" : "(v128.const i64x2 -1 0)");
    }

    /** An integer with sign as a number. */
    final Real real(I32 integer) {
        return new Real(n, Operand.instruction(n.scalar() + ".convert_i32_s", integer));
    }

    // ---- memory ----

    /** The vector at an address that is a multiple of 16. */
    final Vec load(I32 at) {
        return load(at, 0);
    }

    final Vec load(I32 at, int offset) {
        return new Vec(n, Operand.instruction("v128.load offset=" + offset, at));
    }

    /** The float64 vector at an address that is a multiple of 16. */
    final Vec loadWide(I32 at, int offset) {
        return new Vec(ScalarType.float64(), load(at, offset).wat());
    }

    /** The vector at any number's address. */
    final Vec loadAnywhere(I32 at) {
        return loadAnywhere(at, 0);
    }

    final Vec loadAnywhere(I32 at, int offset) {
        return new Vec(n, Operand.instruction("v128.load offset=" + offset + " align=" + n.bytes(), at));
    }

    /** A vector with the one number at an address in its first lane, and 0 in the others. */
    final Vec loadOne(I32 at) {
        return new Vec(n, Operand.instruction("v128.load" + 8 * n.bytes() + "_zero", at));
    }

    /** A vector with the 64 bits at an address in its lower half, and 0 in the upper. */
    final Vec loadHalf(I32 at) {
        return new Vec(n, Operand.instruction("v128.load64_zero align=" + n.bytes(), at));
    }

    /** A vector with the one number at an address in each lane. */
    final Vec loadSplat(I32 at) {
        return loadSplat(at, 0);
    }

    final Vec loadSplat(I32 at, int offset) {
        return new Vec(n, Operand.instruction("v128.load" + 8 * n.bytes() + "_splat offset=" + offset, at));
    }

    /** Two numbers in float64, from the kernel's precision. */
    final Vec loadTwoWide(I32 at) {
        return new Vec(
                ScalarType.float64(),
                n.single() ? "(f64x2.promote_low_f32x4 (v128.load64_zero align=4 " + at.wat() + "))" : load(at).wat());
    }

    /** float64: a vector of the one number at each address. */
    final Vec loadPair(I32 first, I32 second) {
        return new Vec(
                n, "(v128.load64_lane 1 " + second.wat() + " " + loadOne(first).wat() + ")");
    }

    final Real loadReal(I32 at) {
        return new Real(n, Operand.instruction(n.scalar() + ".load", at));
    }

    final Real loadF64(I32 at, int offset) {
        return new Real(ScalarType.float64(), Operand.instruction("f64.load offset=" + offset, at));
    }

    final void store(I32 at, Bits value) {
        store(at, 0, value);
    }

    final void store(I32 at, int offset, Bits value) {
        add(Operand.instruction("v128.store offset=" + offset, at, value));
    }

    final void storeAnywhere(I32 at, Bits value) {
        storeAnywhere(at, 0, value);
    }

    final void storeAnywhere(I32 at, int offset, Bits value) {
        add(Operand.instruction("v128.store offset=" + offset + " align=" + n.bytes(), at, value));
    }

    /** Stores the number in the first lane. */
    final void storeOne(I32 at, Vec value) {
        storeLane(at, 0, 0, value);
    }

    /** Stores the lower (0) or the upper 64 bits (1). */
    final void storeHalf(I32 at, int offset, int half, Vec value) {
        String instruction = "v128.store64_lane offset=" + offset + " align=" + n.bytes() + " " + half;
        add(Operand.instruction(instruction, at, value));
    }

    /** Stores the number in one lane. */
    final void storeLane(I32 at, int offset, int lane, Vec value) {
        String instruction = "v128.store" + 8 * n.bytes() + "_lane offset=" + offset + " " + lane;
        add(Operand.instruction(instruction, at, value));
    }

    final void store(I32 at, Real value) {
        store(at, 0, value);
    }

    final void store(I32 at, int offset, Real value) {
        add(Operand.instruction(value.type().scalar() + ".store offset=" + offset, at, value));
    }

    /** Stores a 32-bit word. */
    final void storeWord(I32 at, I32 value) {
        add(Operand.instruction("i32.store", at, value));
    }

    /** Stores the lowest byte. */
    final void storeByte(I32 at, I32 value) {
        add(Operand.instruction("i32.store8", at, value));
    }

    /** Copies one number's bits. */
    final void copyNumber(I32 to, I32 from) {
        String type = n.single() ? "i32" : "i64";
        add("(" + type + ".store " + to.wat() + " (" + type + ".load " + from.wat() + "))");
    }

    /** Sets bytes to 0. */
    final void clear(I32 at, I32 bytes) {
        add(Operand.instruction("memory.fill", at, I32.ZERO, bytes));
    }

    final void copy(I32 to, I32 from, I32 bytes) {
        add(Operand.instruction("memory.copy", to, from, bytes));
    }

    /** Sixteen bytes at any address. */
    final Bits loadBytes(I32 at) {
        return new Bits(Operand.instruction("v128.load align=1", at));
    }

    /** Eight bytes at any address, and eight zeros. */
    final Bits loadEightBytes(I32 at) {
        return new Bits(Operand.instruction("v128.load64_zero align=1", at));
    }
}
