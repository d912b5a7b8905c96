package org.layerlab.kernels;

/** A vector of numbers of one precision: four in float32, two in float64. */
class Vec extends Bits {
    private final ScalarType n;

    Vec(ScalarType n, String wat) {
        super(wat);
        this.n = n;
    }

    /** The same number in each lane. */
    static Vec all(ScalarType n, String number) {
        return new Vec(n, "(v128.const " + n.vector() + (" " + number).repeat(n.lanes()) + ")");
    }

    /** The same, read from memory, for a loop with more constants than registers. */
    static Vec kept(ScalarType n, String number) {
        return new Vec(n, "(v128.kept " + n.vector() + (" " + number).repeat(n.lanes()) + ")");
    }

    private Vec with(String instruction, Vec... operands) {
        StringBuilder wat = new StringBuilder("(" + n.vector() + "." + instruction + " " + wat());
        for (Vec operand : operands) {
            if (operand.n.bytes() != n.bytes()) {
                throw new IllegalArgumentException(
                        n.vector() + " and " + operand.n.vector() + " don't mix: " + operand.wat());
            }
            wat.append(' ').append(operand.wat());
        }
        return new Vec(n, wat.append(')').toString());
    }

    /** The same type with another expression. */
    final Vec like(String expression) {
        return new Vec(n, expression);
    }

    final Vec and(Bits mask) {
        return like(instruction("v128.and", this, mask));
    }

    @Override
    final Vec or(Bits mask) {
        return like(instruction("v128.or", this, mask));
    }

    /** What this has and the mask has not. */
    final Vec andNot(Bits mask) {
        return like(instruction("v128.andnot", this, mask));
    }

    final Vec plus(Vec other) {
        return with("add", other);
    }

    final Vec minus(Vec other) {
        return with("sub", other);
    }

    final Vec times(Vec other) {
        return with("mul", other);
    }

    final Vec over(Vec other) {
        return with("div", other);
    }

    /** This times a factor plus a term, fused where the precision allows it. */
    final Vec timesPlus(Vec factor, Vec term) {
        return n.fused() ? with("relaxed_madd", factor, term) : term.plus(times(factor));
    }

    /** {@code c0·xⁿ + … + cn} by Horner's rule, this being x. */
    final Vec polynomial(String... coefficients) {
        Vec sum = kept(n, coefficients[0]);
        for (int i = 1; i < coefficients.length; i++) {
            sum = sum.timesPlus(this, kept(n, coefficients[i]));
        }
        return sum;
    }

    /** Its bits as integers of the same width. */
    final IntVec integers() {
        return new IntVec(n.integers(), wat());
    }

    /** The greater of each two lanes; NaN if one is. */
    final Vec max(Vec other) {
        return with("max", other);
    }

    /** The other where it is greater: NaN here stays. */
    final Vec orGreater(Vec other) {
        return with("pmax", other);
    }

    /** The other where it is less: NaN here stays. */
    final Vec orLess(Vec other) {
        return with("pmin", other);
    }

    final Vec root() {
        return with("sqrt");
    }

    final Vec absolute() {
        return with("abs");
    }

    final Vec negative() {
        return with("neg");
    }

    final Bits equal(Vec other) {
        return with("eq", other);
    }

    final Bits differs(Vec other) {
        return with("ne", other);
    }

    final Bits less(Vec other) {
        return with("lt", other);
    }

    final Bits greater(Vec other) {
        return with("gt", other);
    }

    final Bits atLeast(Vec other) {
        return with("ge", other);
    }

    /** All lanes as float64: of float32 the sums of the lower and the upper two. */
    final Vec sumInF64() {
        if (!n.single()) {
            return this;
        }
        ScalarType wide = ScalarType.float64();
        Vec upper = Lanes.shuffle64(this, this, 1, 0);
        return new Vec(wide, instruction("f64x2.promote_low_f32x4", this))
                .plus(new Vec(wide, instruction("f64x2.promote_low_f32x4", upper)));
    }

    /** The number in one lane. */
    final Real lane(int lane) {
        return new Real(n, "(" + n.vector() + ".extract_lane " + lane + " " + wat() + ")");
    }

    static final class Local extends Vec {
        private final Function function;
        private final String name;

        Local(Function function, ScalarType n, String name) {
            super(n, "(local.get " + name + ")");
            this.function = function;
            this.name = name;
        }

        void set(Bits value) {
            function.add(instruction("local.set " + name, value));
        }

        void add(Vec value) {
            set(plus(value));
        }
    }
}
