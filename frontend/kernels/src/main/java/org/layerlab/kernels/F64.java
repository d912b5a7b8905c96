package org.layerlab.kernels;

/** A number in float64, whatever a kernel's precision. */
class F64 extends Scalar<F64> {
    F64(String wat) {
        super("f64", wat);
    }

    @Override
    final F64 of(String expression) {
        return new F64(expression);
    }

    /** In a kernel's own precision. */
    final Real narrow(ScalarType n) {
        return new Real(n, n.single() ? instruction("f32.demote_f64", this) : wat());
    }

    static final class Local extends F64 {
        private final Function function;
        private final String name;

        Local(Function function, String name) {
            super("(local.get " + name + ")");
            this.function = function;
            this.name = name;
        }

        void set(F64 value) {
            function.add(instruction("local.set " + name, value));
        }
    }
}
