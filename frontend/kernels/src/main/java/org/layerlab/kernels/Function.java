package org.layerlab.kernels;

import java.util.TreeMap;

/**
 * A function of the module while it is written: its parameters, its local variables and its statements, in the order
 * of the Java calls. What a statement computes with are {@link Operand operands}; a Java loop around statements unrolls
 * them.
 *
 * <p>A function's name ends with the type of its numbers. Names of locals are made up: only their order counts.
 */
final class Function extends Statements {
    private final String name;
    private final ScalarType n;
    private final StringBuilder parameters = new StringBuilder();

    /**
     * By rows: first those that stand alone, then the first of all arrays, the second, and so on. So functions that
     * differ in how many rows they do number their locals alike, and a module compresses better.
     */
    private final TreeMap<Integer, StringBuilder> locals = new TreeMap<>();

    private Function(String name, ScalarType n, String suffix) {
        super(suffix);
        this.name = name;
        this.n = n;
    }

    /**
     * A function without parameters yet.
     *
     * @param name without the type
     */
    Function(String name, ScalarType n) {
        this("$" + name + "_" + n.scalar(), n, "_" + n.scalar());
    }

    /** A function that is there once, for all precisions. */
    static Function once(String name) {
        return new Function("$" + name, ScalarType.float64(), "");
    }

    /** A function that is called from outside. */
    static Function exported(String name) {
        return new Function("(export \"" + name + "\")", ScalarType.float64(), "");
    }

    /** The type of its numbers. */
    ScalarType type() {
        return n;
    }

    // ---- parameters and locals ----

    I32.Local parameter() {
        return new I32.Local(this, parameter("i32"));
    }

    I32.Local[] parameters(int count) {
        I32.Local[] parameters = new I32.Local[count];
        for (int i = 0; i < count; i++) {
            parameters[i] = parameter();
        }
        return parameters;
    }

    <G extends Record & Group> G parameters(Class<G> group) {
        return Group.parameters(this, group);
    }

    /** A parameter of the kernel's precision. */
    Real.Local realParameter() {
        return new Real.Local(this, n, parameter(n.scalar()));
    }

    I64 i64Parameter() {
        return new I64("(local.get " + parameter("i64") + ")");
    }

    F64.Local f64Parameter() {
        return new F64.Local(this, parameter("f64"));
    }

    I32.Local i32() {
        return new I32.Local(this, local("i32"));
    }

    Real.Local real() {
        return new Real.Local(this, n, local(n.scalar()));
    }

    F64.Local f64() {
        return new F64.Local(this, local("f64"));
    }

    Vec.Local vec() {
        return vec(n);
    }

    /** A vector of another precision. */
    Vec.Local vec(ScalarType type) {
        return new Vec.Local(this, type, local("v128"));
    }

    Vec.Local[] vecs(int count) {
        Vec.Local[] vecs = new Vec.Local[count];
        for (int i = 0; i < count; i++) {
            vecs[i] = new Vec.Local(this, n, local("v128", i));
        }
        return vecs;
    }

    Vec.Local[][] vecs(int rows, int columns) {
        Vec.Local[][] vecs = new Vec.Local[rows][columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                vecs[i][j] = new Vec.Local(this, n, local("v128", i));
            }
        }
        return vecs;
    }

    I32.Local[] i32s(int count) {
        I32.Local[] locals = new I32.Local[count];
        for (int i = 0; i < count; i++) {
            locals[i] = new I32.Local(this, local("i32", i));
        }
        return locals;
    }

    /** A new local with this value. */
    I32.Local let(I32 value) {
        I32.Local local = i32();
        local.set(value);
        return local;
    }

    /** Does something this many times, at least once. */
    void times(I32 count, Runnable statements) {
        times(i32(), count, statements);
    }

    /** A new local with this value. */
    Vec.Local let(Vec value) {
        Vec.Local local = vec();
        local.set(value);
        return local;
    }

    /**
     * New locals with the words at an address.
     *
     * @param words the class of {@link KernelLayout} that numbers them
     */
    I32.Local[] words(I32 at, Class<?> words) {
        I32.Local[] locals = new I32.Local[DescriptorLayout.of(words).names().size()];
        for (int i = 0; i < locals.length; i++) {
            locals[i] = i32();
            locals[i].set(at.word(Integer.BYTES * i));
        }
        return locals;
    }

    /** Addresses of rows that lie this many bytes after one another; the first is there. */
    I32.Local[] rows(I32.Local first, int count, I32 row) {
        I32.Local[] rows = new I32.Local[count];
        rows[0] = first;
        for (int i = 1; i < count; i++) {
            rows[i] = let(rows[i - 1].plus(row));
        }
        return rows;
    }

    /** A new local with this value. */
    Real.Local let(Real value) {
        Real.Local local = real();
        local.set(value);
        return local;
    }

    private String parameter(String type) {
        String local = name(type);
        parameters.append(" (param ").append(local).append(' ').append(type).append(')');
        return local;
    }

    /** A local that stands alone. */
    private String local(String type) {
        return local(type, -1);
    }

    private String local(String type, int row) {
        String local = name(type);
        locals.computeIfAbsent(row, first -> new StringBuilder())
                .append(" (local ")
                .append(local)
                .append(' ')
                .append(type)
                .append(')');
        return local;
    }

    private String name(String type) {
        return "$" + type.charAt(0) + number();
    }

    // ---- numbers ----

    /** This many numbers in bytes. */
    I32 bytes(I32 numbers) {
        return numbers.shl(n.shift());
    }

    /** A vector with this number in each lane. */
    Vec all(String number) {
        return Vec.all(n, number);
    }

    /** The same, read from memory, for a loop with more constants than registers. */
    Vec kept(String number) {
        return Vec.kept(n, number);
    }

    /** The number itself. */
    Real number(String number) {
        return new Real(n, "(" + n.scalar() + ".const " + number + ")");
    }

    /** The byte at an address as a number. */
    Real loadByte(I32 at) {
        return new Real(n, Operand.instruction(n.scalar() + ".convert_i32_u", at.byteAt()));
    }

    /** A mask of the first lane alone. */
    Bits firstLane() {
        return new Bits(n.single() ? "(v128.const i32x4 -1 0 0 0)" : "(v128.const i64x2 -1 0)");
    }

    /** An integer with sign as a number. */
    Real real(I32 integer) {
        return new Real(n, Operand.instruction(n.scalar() + ".convert_i32_s", integer));
    }

    /** A vector with 0 in each lane, in the form that needs no precision. */
    Vec zero() {
        return new Vec(n, "(v128.const i32x4 0 0 0 0)");
    }

    // ---- memory ----

    /** The vector at an address that is a multiple of 16. */
    Vec load(I32 at) {
        return load(at, 0);
    }

    Vec load(I32 at, int offset) {
        return new Vec(n, Operand.instruction("v128.load offset=" + offset, at));
    }

    /** The float64 vector at an address that is a multiple of 16. */
    Vec loadWide(I32 at, int offset) {
        return new Vec(ScalarType.float64(), load(at, offset).wat());
    }

    /** The vector at any number's address. */
    Vec loadAnywhere(I32 at) {
        return loadAnywhere(at, 0);
    }

    Vec loadAnywhere(I32 at, int offset) {
        return new Vec(n, Operand.instruction("v128.load offset=" + offset + " align=" + n.bytes(), at));
    }

    /** A vector with the one number at an address in its first lane, and 0 in the others. */
    Vec loadOne(I32 at) {
        return new Vec(n, Operand.instruction("v128.load" + 8 * n.bytes() + "_zero", at));
    }

    /** A vector with the 64 bits at an address in its lower half, and 0 in the upper. */
    Vec loadHalf(I32 at) {
        return new Vec(n, Operand.instruction("v128.load64_zero align=" + n.bytes(), at));
    }

    /** A vector with the one number at an address in each lane. */
    Vec loadSplat(I32 at) {
        return loadSplat(at, 0);
    }

    Vec loadSplat(I32 at, int offset) {
        return new Vec(n, Operand.instruction("v128.load" + 8 * n.bytes() + "_splat offset=" + offset, at));
    }

    /** Two numbers in float64, from the kernel's precision. */
    Vec loadTwoWide(I32 at) {
        return new Vec(
                ScalarType.float64(),
                n.single() ? "(f64x2.promote_low_f32x4 (v128.load64_zero align=4 " + at.wat() + "))" : load(at).wat());
    }

    /** float64: a vector of the one number at each address. */
    Vec loadPair(I32 first, I32 second) {
        return new Vec(
                n, "(v128.load64_lane 1 " + second.wat() + " " + loadOne(first).wat() + ")");
    }

    Real loadReal(I32 at) {
        return new Real(n, Operand.instruction(n.scalar() + ".load", at));
    }

    F64 loadF64(I32 at, int offset) {
        return new F64(Operand.instruction("f64.load offset=" + offset, at));
    }

    void store(I32 at, Bits value) {
        store(at, 0, value);
    }

    void store(I32 at, int offset, Bits value) {
        add(Operand.instruction("v128.store offset=" + offset, at, value));
    }

    void storeAnywhere(I32 at, Bits value) {
        storeAnywhere(at, 0, value);
    }

    void storeAnywhere(I32 at, int offset, Bits value) {
        add(Operand.instruction("v128.store offset=" + offset + " align=" + n.bytes(), at, value));
    }

    /** Stores the number in the first lane. */
    void storeOne(I32 at, Vec value) {
        storeLane(at, 0, 0, value);
    }

    /** Stores the lower (0) or the upper 64 bits (1). */
    void storeHalf(I32 at, int offset, int half, Vec value) {
        String instruction = "v128.store64_lane offset=" + offset + " align=" + n.bytes() + " " + half;
        add(Operand.instruction(instruction, at, value));
    }

    /** Stores the number in one lane. */
    void storeLane(I32 at, int offset, int lane, Vec value) {
        String instruction = "v128.store" + 8 * n.bytes() + "_lane offset=" + offset + " " + lane;
        add(Operand.instruction(instruction, at, value));
    }

    void store(I32 at, Real value) {
        store(at, 0, value);
    }

    void store(I32 at, int offset, Real value) {
        add(Operand.instruction(value.type() + ".store offset=" + offset, at, value));
    }

    /** Stores a 32-bit word. */
    void storeWord(I32 at, I32 value) {
        add(Operand.instruction("i32.store", at, value));
    }

    void storeF64(I32 at, F64 value) {
        add(Operand.instruction("f64.store", at, value));
    }

    /** Copies one number's bits. */
    void copyNumber(I32 to, I32 from) {
        String type = n.single() ? "i32" : "i64";
        add("(" + type + ".store " + to.wat() + " (" + type + ".load " + from.wat() + "))");
    }

    /** Sets bytes to 0. */
    void clear(I32 at, I32 bytes) {
        add(Operand.instruction("memory.fill", at, I32.of(0), bytes));
    }

    void copy(I32 to, I32 from, I32 bytes) {
        add(Operand.instruction("memory.copy", to, from, bytes));
    }

    /** Sixteen bytes at any address. */
    Bits loadBytes(I32 at) {
        return new Bits(Operand.instruction("v128.load align=1", at));
    }

    /** Eight bytes at any address, and eight zeros. */
    Bits loadEightBytes(I32 at) {
        return new Bits(Operand.instruction("v128.load64_zero align=1", at));
    }

    /** The whole function as text. */
    String wat() {
        return "(func " + name + parameters + result() + "\n " + String.join("", locals.values()) + "\n" + body()
                + ")\n";
    }
}
