package org.layerlab.network.matrix;

/** A unit's answer to its weighted input: {@code a = g(z)}, together with its derivative {@code g'(z)}. */
public enum Activation {
    /** {@code max(0, z)}; the derivative at 0 is 0. */
    RELU("relu") {
        @Override
        public double value(double z) {
            return z > 0 || Double.isNaN(z) ? z : 0;
        }

        @Override
        public double derivative(double z, double a) {
            return z > 0 ? 1 : 0;
        }
    },
    /** {@code z} where it is positive, {@code 0.01·z} elsewhere. */
    LEAKY_RELU("leakyRelu") {
        @Override
        public double value(double z) {
            return z > 0 ? z : LEAK * z;
        }

        @Override
        public double derivative(double z, double a) {
            return z > 0 ? 1 : LEAK;
        }
    },
    /** The hyperbolic tangent. */
    TANH("tanh") {
        @Override
        public double value(double z) {
            if (!(Math.abs(z) < 0.625)) {
                return Math.tanh(z);
            }
            // The browser's class library takes a difference of exponentials, which loses digits near 0. This is
            // S. L. Moshier's rational function (Cephes, tanh.c).
            double s = z * z;
            double p = (-0.9643991794250523 * s - 99.28772310019185) * s - 1614.6876844170845;
            double q = ((s + 112.81167849163293) * s + 2235.4883906010045) * s + 4844.063053251255;
            return z + z * (s * (p / q));
        }

        @Override
        public double derivative(double z, double a) {
            return 1 - a * a;
        }
    },
    /** {@code 1 / (1 + e^−z)}. */
    SIGMOID("sigmoid") {
        @Override
        public double value(double z) {
            return 1 / (1 + Math.exp(-z));
        }

        @Override
        public double derivative(double z, double a) {
            return a * (1 - a);
        }
    },
    /** {@code z} itself. */
    LINEAR("linear") {
        @Override
        public double value(double z) {
            return z;
        }

        @Override
        public double derivative(double z, double a) {
            return 1;
        }
    };

    /** The slope of {@link #LEAKY_RELU} on the negative side. */
    public static final double LEAK = 0.01;

    private final String id;

    Activation(String id) {
        this.id = id;
    }

    /** The name used in files, links and on the command line. */
    public String id() {
        return id;
    }

    /** {@code g(z)}. */
    public abstract double value(double z);

    /** {@code g'(z)}, given both {@code z} and {@code a = g(z)}, whichever is the cheaper to use. */
    public abstract double derivative(double z, double a);

    /**
     * The activation of that name.
     *
     * @throws IllegalArgumentException when there is none, naming those there are
     */
    public static Activation of(String id) {
        for (Activation activation : values()) {
            if (activation.id.equals(id)) {
                return activation;
            }
        }
        throw new IllegalArgumentException(
                "activation '" + id + "' is unknown; there are relu, leakyRelu, tanh, sigmoid, linear");
    }
}
