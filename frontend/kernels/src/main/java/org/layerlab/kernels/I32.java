package org.layerlab.kernels;

/** A 32-bit integer: a count, an address or a truth. Where the sign matters, a method's name says which it takes. */
class I32 extends Operand {
    static final I32 ZERO = of(0);

    I32(String wat) {
        super(wat);
    }

    static I32 of(int number) {
        return new I32("(i32.const " + number + ")");
    }

    private I32 with(String instruction, I32 other) {
        return new I32(instruction("i32." + instruction, this, other));
    }

    final I32 plus(I32 other) {
        return with("add", other);
    }

    final I32 plus(int number) {
        return plus(of(number));
    }

    final I32 minus(I32 other) {
        return with("sub", other);
    }

    final I32 minus(int number) {
        return minus(of(number));
    }

    final I32 times(I32 other) {
        return with("mul", other);
    }

    final I32 times(int number) {
        return times(of(number));
    }

    /** The quotient of numbers without sign, rounded down. */
    final I32 over(I32 other) {
        return with("div_u", other);
    }

    final I32 over(int number) {
        return over(of(number));
    }

    /** The quotient of numbers with sign, rounded towards 0. */
    final I32 overSigned(I32 other) {
        return with("div_s", other);
    }

    final I32 overSigned(int number) {
        return overSigned(of(number));
    }

    /** The remainder of numbers without sign. */
    final I32 modulo(I32 other) {
        return with("rem_u", other);
    }

    final I32 modulo(int number) {
        return modulo(of(number));
    }

    final I32 and(I32 other) {
        return with("and", other);
    }

    final I32 and(int number) {
        return and(of(number));
    }

    final I32 or(I32 other) {
        return with("or", other);
    }

    final I32 xor(I32 other) {
        return with("xor", other);
    }

    /** Times 2ⁿ. */
    final I32 shl(int bits) {
        return with("shl", of(bits));
    }

    final I32 shl(I32 bits) {
        return with("shl", bits);
    }

    /** Over 2ⁿ, without sign. */
    final I32 shr(int bits) {
        return with("shr_u", of(bits));
    }

    final I32 shr(I32 bits) {
        return with("shr_u", bits);
    }

    final I32 isZero() {
        return new I32(instruction("i32.eqz", this));
    }

    final I32 equal(I32 other) {
        return with("eq", other);
    }

    final I32 equal(int number) {
        return equal(of(number));
    }

    final I32 differs(I32 other) {
        return with("ne", other);
    }

    final I32 differs(int number) {
        return differs(of(number));
    }

    // ---- with sign ----

    final I32 less(I32 other) {
        return with("lt_s", other);
    }

    final I32 less(int number) {
        return less(of(number));
    }

    final I32 greater(I32 other) {
        return with("gt_s", other);
    }

    final I32 greater(int number) {
        return greater(of(number));
    }

    final I32 atMost(int number) {
        return with("le_s", of(number));
    }

    final I32 atLeast(I32 other) {
        return with("ge_s", other);
    }

    final I32 atLeast(int number) {
        return atLeast(of(number));
    }

    // ---- without sign, as addresses are ----

    final I32 below(I32 other) {
        return with("lt_u", other);
    }

    final I32 below(int number) {
        return below(of(number));
    }

    final I32 above(int number) {
        return with("gt_u", of(number));
    }

    final I32 notBelow(I32 other) {
        return with("ge_u", other);
    }

    final I32 notAbove(I32 other) {
        return with("le_u", other);
    }

    final I32 notAbove(int number) {
        return notAbove(of(number));
    }

    // ---- choices and memory ----

    /** The first of two numbers where this is not 0, else the second; both are computed. */
    final I32 choose(I32 first, I32 second) {
        return new I32(instruction("select", first, second, this));
    }

    /** The same where only the one that counts is computed. */
    final I32 either(I32 first, I32 second) {
        return new I32("(if (result i32) " + wat() + " (then " + first.wat() + ") (else " + second.wat() + "))");
    }

    final Real either(Real first, Real second) {
        String head = "(if (result " + first.type().scalar() + ") ";
        return first.like(head + wat() + " (then " + first.wat() + ") (else " + second.wat() + "))");
    }

    final Real choose(Real first, Real second) {
        return first.like(instruction("select", first, second, this));
    }

    final Vec choose(Vec first, Vec second) {
        return first.like(instruction("select", first, second, this));
    }

    final I32 choose(I32 first, int second) {
        return choose(first, of(second));
    }

    final I32 choose(int first, int second) {
        return choose(of(first), of(second));
    }

    /** The 32-bit word that lies {@code offset} bytes after this address. */
    final I32 word(int offset) {
        return new I32(instruction("i32.load offset=" + offset, this));
    }

    /** As a 64-bit float; it has a sign. */
    final Real toF64() {
        return new Real(ScalarType.float64(), instruction("f64.convert_i32_s", this));
    }

    static final class Local extends I32 {
        private final Function function;
        private final String name;

        Local(Function function, String name) {
            super("(local.get " + name + ")");
            this.function = function;
            this.name = name;
        }

        void set(I32 value) {
            function.add(instruction("local.set " + name, value));
        }

        void set(int number) {
            set(of(number));
        }

        void add(I32 value) {
            set(plus(value));
        }

        void add(int number) {
            add(of(number));
        }

        void subtract(I32 value) {
            set(minus(value));
        }

        void subtract(int number) {
            subtract(of(number));
        }

        /** An expression that sets it, and is what it is then. */
        I32 tee(I32 value) {
            return new I32(instruction("local.tee " + name, value));
        }

        /** An expression that subtracts a number; what is left. */
        I32 down(int number) {
            return tee(minus(number));
        }

        /** An expression that adds a number; what it is then. */
        I32 up(int number) {
            return tee(plus(number));
        }
    }
}
