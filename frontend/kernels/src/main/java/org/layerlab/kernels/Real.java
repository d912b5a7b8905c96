package org.layerlab.kernels;

/** A number of the precision that a kernel is written for. */
class Real extends Scalar<Real> {
    private final ScalarType n;

    Real(ScalarType n, String wat) {
        super(n.scalar(), wat);
        this.n = n;
    }

    @Override
    final Real of(String expression) {
        return new Real(n, expression);
    }

    /** In every lane of a vector. */
    final Vec splat() {
        return new Vec(n, instruction(n.vector() + ".splat", this));
    }

    /** In float64. */
    final F64 toF64() {
        return new F64(n.single() ? instruction("f64.promote_f32", this) : wat());
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
