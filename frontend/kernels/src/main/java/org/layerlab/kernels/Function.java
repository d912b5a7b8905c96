package org.layerlab.kernels;

import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * A function of the module while it is written: its parameters, its local variables and its statements, in the order
 * of the Java calls. What a statement computes with are {@link Operand operands}; a Java loop around statements unrolls
 * them.
 *
 * <p>A function's name ends with the type of its numbers. Names of locals are made up: only their order counts.
 */
final class Function {
    private final String name;
    private final ScalarType n;
    private final StringBuilder head = new StringBuilder();
    private final StringBuilder body = new StringBuilder();
    private String result = "";
    private int names;
    private int open;

    /**
     * A function without parameters yet.
     *
     * @param name without the type
     */
    Function(String name, ScalarType n) {
        this.name = name;
        this.n = n;
    }

    /** The type of its numbers. */
    ScalarType type() {
        return n;
    }

    // ---- parameters and locals ----

    I32.Local parameter() {
        return new I32.Local(this, declare("param", "i32"));
    }

    I32.Local[] parameters(int count) {
        I32.Local[] parameters = new I32.Local[count];
        for (int i = 0; i < count; i++) {
            parameters[i] = parameter();
        }
        return parameters;
    }

    /** A parameter of the kernel's precision. */
    Real.Local realParameter() {
        return new Real.Local(this, n, declare("param", n.scalar()));
    }

    I32.Local i32() {
        return new I32.Local(this, declare("local", "i32"));
    }

    Real.Local real() {
        return new Real.Local(this, n, declare("local", n.scalar()));
    }

    F64.Local f64() {
        return new F64.Local(this, declare("local", "f64"));
    }

    Vec.Local vec() {
        return vec(n);
    }

    /** A vector of another precision. */
    Vec.Local vec(ScalarType type) {
        return new Vec.Local(this, type, declare("local", "v128"));
    }

    Vec.Local[] vecs(int count) {
        Vec.Local[] vecs = new Vec.Local[count];
        for (int i = 0; i < count; i++) {
            vecs[i] = vec();
        }
        return vecs;
    }

    Vec.Local[][] vecs(int rows, int columns) {
        Vec.Local[][] vecs = new Vec.Local[rows][];
        for (int i = 0; i < rows; i++) {
            vecs[i] = vecs(columns);
        }
        return vecs;
    }

    I32.Local[] i32s(int count) {
        I32.Local[] locals = new I32.Local[count];
        for (int i = 0; i < count; i++) {
            locals[i] = i32();
        }
        return locals;
    }

    /** A new local with this value. */
    I32.Local let(I32 value) {
        I32.Local local = i32();
        local.set(value);
        return local;
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
        I32.Local[] locals = i32s(DescriptorLayout.of(words).names().size());
        for (int i = 0; i < locals.length; i++) {
            locals[i].set(at.word(Integer.BYTES * i));
        }
        return locals;
    }

    /** Addresses of rows that lie so many bytes after one another; the first is there. */
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

    private String declare(String kind, String type) {
        String local = "$" + type.charAt(0) + names++;
        head.append(" (")
                .append(kind)
                .append(' ')
                .append(local)
                .append(' ')
                .append(type)
                .append(')');
        return local;
    }

    // ---- statements ----

    /** Appends a statement as text. */
    void add(String statement) {
        body.append("  ".repeat(open + 1)).append(statement).append('\n');
    }

    private void nested(String begin, Runnable statements) {
        add(begin);
        open++;
        statements.run();
        open--;
    }

    /** If this is not 0, does that. */
    void when(I32 condition, Runnable then) {
        nested("(if " + condition.wat() + " (then", then);
        add("))");
    }

    void when(I32 condition, Runnable then, Runnable orElse) {
        nested("(if " + condition.wat() + " (then", then);
        nested(") (else", orElse);
        add("))");
    }

    /** Does something at least once; the returned loop must be told what for it begins anew. */
    Loop loop(Runnable statements) {
        String label = "$again" + names++;
        nested("(loop " + label, statements);
        open++;
        return new Loop(label);
    }

    /** A loop whose end is still missing. */
    final class Loop {
        private final String label;

        private Loop(String label) {
            this.label = label;
        }

        /** Ends the loop: it begins anew if this is not 0. */
        void asLongAs(I32 condition) {
            add(Operand.instruction("br_if " + label, condition));
            open--;
            add(")");
        }
    }

    /** Does something again and again until this is not 0, which is asked before each turn. */
    void until(I32 done, Runnable statements) {
        forever(exit -> {
            exit.when(done);
            statements.run();
        });
    }

    /** Does something again and again until it leaves by the exit. */
    void forever(Consumer<Exit> statements) {
        String exit = "$exit" + names++;
        String label = "$again" + names++;
        nested("(block " + exit + " (loop " + label, () -> {
            statements.accept(condition -> add(Operand.instruction("br_if " + exit, condition)));
            add("(br " + label + ")");
        });
        add("))");
    }

    /** The way out of a loop. */
    interface Exit {
        /** Leaves if this is not 0. */
        void when(I32 condition);
    }

    /** Does what belongs to a number, from 0 on, and returns; larger numbers than there are do the last. */
    void choose(I32 number, int cases, IntConsumer statements) {
        StringBuilder table = new StringBuilder("(br_table");
        for (int i = 0; i < cases; i++) {
            add("(block $case" + (cases - 1 - i));
            table.append(" $case").append(i);
        }
        add(table.append(' ').append(number.wat()).append("))").toString());
        for (int i = 0; i < cases; i++) {
            statements.accept(i);
            if (i < cases - 1) {
                add("(return))");
            }
        }
    }

    /** Returns, from a function without a result. */
    void giveBack() {
        add("(return)");
    }

    /** Ends the function with its result. */
    void giveBack(I32 value) {
        result = " (result i32)";
        add(value.wat());
    }

    /** Ends the function with its result. */
    void giveBack(F64 value) {
        result = " (result f64)";
        add(value.wat());
    }

    // ---- calls ----

    /** Calls a function of the same precision. */
    void call(String function, Operand... arguments) {
        add(Operand.instruction("call $" + function + "_" + n.scalar(), arguments));
    }

    /** The same with a list of arguments after the first one. */
    void call(String function, Operand first, Operand[] rest) {
        Operand[] arguments = new Operand[1 + rest.length];
        arguments[0] = first;
        System.arraycopy(rest, 0, arguments, 1, rest.length);
        call(function, arguments);
    }

    /** Calls a function that is there once, for all precisions. */
    void callOnly(String function, Operand... arguments) {
        add(Operand.instruction("call $" + function, arguments));
    }

    /** What a function of the same precision returns. */
    I32 result(String function, Operand... arguments) {
        return new I32(Operand.instruction("call $" + function + "_" + n.scalar(), arguments));
    }

    /** What a function of the same precision returns. */
    F64 resultF64(String function, Operand... arguments) {
        return new F64(Operand.instruction("call $" + function + "_" + n.scalar(), arguments));
    }

    /** Traps. */
    void fail() {
        add("(unreachable)");
    }

    /** How much each of some threads does of a total, in whole units; the last ones may do less. */
    static I32 shareOf(I32 total, I32 threads, int unit) {
        return new I32(Operand.instruction("call $shareOf", total, threads, I32.of(unit)));
    }

    /** Begins a pile from which threads take: call it before they {@link #meet}. */
    void takeFrom(I32 pile) {
        callOnly("takeFrom", pile);
    }

    /** The number of the next piece of a pile; it has an effect, so it may stand in one place only. */
    static I32 take(I32 pile) {
        return new I32(Operand.instruction("call $take", pile));
    }

    /** Waits for all of so many threads. */
    void meet(I32 threads) {
        callOnly("meet", threads);
    }

    /** The lesser of two numbers with sign. */
    static I32 least(I32 x, I32 y) {
        return new I32(Operand.instruction("call $least", x, y));
    }

    static I32 least(int x, I32 y) {
        return least(I32.of(x), y);
    }

    // ---- numbers ----

    /** So many numbers in bytes. */
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
        return new Vec(n, Operand.instruction(n.fill("{load1}"), at));
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
        return new Vec(n, Operand.instruction(n.fill("{splat}") + " offset=" + offset, at));
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
        add(Operand.instruction(n.scalar() + ".store offset=" + offset, at, value));
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
        if (open != 0) {
            throw new IllegalStateException("a loop in " + name + " has no end");
        }
        int locals = head.indexOf(" (local ");
        String parameters = locals < 0 ? head.toString() : head.substring(0, locals);
        String rest = locals < 0 ? "" : head.substring(locals);
        return "(func $" + name + "_" + n.scalar() + parameters + result + "\n " + rest + "\n" + body + ")\n";
    }
}
