package org.layerlab.kernels;

/** A floating-point number of one precision: mostly the one that a kernel is written for. */
class Real extends Operand {
    private final ScalarType n;

    Real(ScalarType n, String wat) {
        super(wat);
        this.n = n;
    }

    final ScalarType type() {
        return n;
    }

    /** The same type with another expression. */
    final Real like(String expression) {
        return new Real(n, expression);
    }

    private Real with(String instruction, Real other) {
        if (other.n.bytes() != n.bytes()) {
            throw new IllegalArgumentException(n.scalar() + " and " + other.n.scalar() + " don't mix: " + other.wat());
        }
        return like(instruction(n.scalar() + "." + instruction, this, other));
    }

    private I32 compare(String instruction, String number) {
        return new I32(instruction(n.scalar() + "." + instruction, this, constant(number)));
    }

    /** This type's constant. */
    final Real constant(String number) {
        return like("(" + n.scalar() + ".const " + number + ")");
    }

    final Real plus(Real other) {
        return with("add", other);
    }

    final Real times(Real other) {
        return with("mul", other);
    }

    final Real over(Real other) {
        return with("div", other);
    }

    final Real negative() {
        return like(instruction(n.scalar() + ".neg", this));
    }

    final I32 equal(String number) {
        return compare("eq", number);
    }

    final I32 differs(String number) {
        return compare("ne", number);
    }

    final I32 greater(String number) {
        return compare("gt", number);
    }

    /** In every lane of a vector. */
    final Vec splat() {
        return new Vec(n, instruction(n.vector() + ".splat", this));
    }

    /** In another precision, or in this one as it is. */
    final Real in(ScalarType other) {
        if (other.bytes() == n.bytes()) {
            return this;
        }
        return new Real(other, instruction(other.single() ? "f32.demote_f64" : "f64.promote_f32", this));
    }

    static final class Local extends Real {
        private final Function function;
        private final String name;

        Local(Function function, ScalarType n, String name) {
            super(n, "(local.get " + name + ")");
            this.function = function;
            this.name = name;
        }

        void set(Real value) {
            function.add(instruction("local.set " + name, value));
        }
    }
}
