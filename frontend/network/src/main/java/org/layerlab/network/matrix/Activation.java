package org.layerlab.network.matrix;

import org.layerlab.network.choice.Choice;
import org.layerlab.network.choice.ChoiceText;
import org.layerlab.network.choice.Choices;
import org.layerlab.network.function.Elementary;

/**
 * A unit's answer to its weighted input: {@code a = g(z)}, together with its derivative {@code g'(z)}. A row for each:
 * everything that reads activations – lists, messages, the math panel, NumPy scripts, ONNX – reads these.
 */
public enum Activation implements Choice {
    /** {@code max(0, z)}; the derivative at 0 is 0. */
    RELU(
            "relu",
            "ReLU",
            "Passes positive values on and turns the rest into 0.",
            new ActivationText("max(0, Z)", "[Z > 0]", "np.maximum(0, Z)", "(Z > 0)", "Relu")) {
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
    LEAKY_RELU(
            "leakyRelu",
            "Leaky ReLU",
            "Passes positive values on, and a hundredth of the negative ones.",
            new ActivationText(
                    "max(0.01 Z, Z)",
                    "(1 or 0.01)",
                    "np.maximum(0.01 * Z, Z)",
                    "np.where(Z > 0, 1, 0.01)",
                    "LeakyRelu",
                    0.01)) {
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
    TANH(
            "tanh",
            "Tanh",
            "Squeezes every value between −1 and 1.",
            new ActivationText("tanh(Z)", "(1 − A²)", "np.tanh(Z)", "(1 - A**2)", "Tanh")) {
        @Override
        public double value(double z) {
            return Elementary.tanh(z);
        }

        @Override
        public double derivative(double z, double a) {
            return 1 - a * a;
        }

        @Override
        public boolean isFlat(double a) {
            return Math.abs(a) > 0.98;
        }
    },
    /** {@code 1 / (1 + e^−z)}. */
    SIGMOID(
            "sigmoid",
            "Sigmoid",
            "Squeezes every value between 0 and 1, like a probability.",
            new ActivationText("{1|1 + e^(−Z)}", "A ∘ (1 − A)", "1 / (1 + np.exp(-Z))", "A * (1 - A)", "Sigmoid")) {
        @Override
        public double value(double z) {
            return Elementary.sigmoid(z);
        }

        @Override
        public double derivative(double z, double a) {
            return a * (1 - a);
        }

        @Override
        public boolean isFlat(double a) {
            return a < 0.02 || a > 0.98;
        }
    },
    /** {@code z} itself. */
    LINEAR(
            "linear",
            "Linear",
            "Leaves every value as it is, so the layer adds no non-linearity.",
            new ActivationText("Z", "1", "Z", "1", "Identity")) {
        @Override
        public double value(double z) {
            return z;
        }

        @Override
        public double derivative(double z, double a) {
            return 1;
        }
    },
    /** {@code z·min(6, max(0, z + 3)) / 6} (Howard et al. 2019): the derivative at −3 is 0 and at 3 is 1. */
    HARD_SWISH(
            "hardSwish",
            "Hard swish",
            "Like ReLU, but with a soft dip below 0: small negative values pass in part.",
            new ActivationText(
                    "{Z ∘ min(6, max(0, Z + 3))|6}",
                    "(0, 1 or {2 Z + 3|6})",
                    "Z * np.minimum(np.maximum(Z + 3, 0), 6) / 6",
                    "np.where(Z <= -3, 0, np.where(Z >= 3, 1, (2 * Z + 3) / 6))",
                    "HardSwish")) {
        @Override
        public double value(double z) {
            return z * Math.min(Math.max(z + 3, 0), 6) / 6;
        }

        @Override
        public double derivative(double z, double a) {
            if (z <= -3) {
                return 0;
            }
            return z >= 3 ? 1 : (2 * z + 3) / 6;
        }
    };

    /** The slope of {@link #LEAKY_RELU} on the negative side. */
    public static final double LEAK = 0.01;

    private final ChoiceText said;

    private final ActivationText text;

    Activation(String id, String label, String help, ActivationText text) {
        said = new ChoiceText(id, label, help);
        this.text = text;
    }

    @Override
    public ChoiceText said() {
        return said;
    }

    /** How mathematics, NumPy and ONNX write it. */
    public ActivationText text() {
        return text;
    }

    /** Its place in this list, by which compiled kernels know it. */
    @SuppressWarnings("EnumOrdinal") // so that no table of numbers has to be kept beside the list
    public int number() {
        return ordinal();
    }

    /** {@code g(z)}. */
    public abstract double value(double z);

    /** {@code g'(z)}, given both {@code z} and {@code a = g(z)}, whichever is cheaper to use. */
    public abstract double derivative(double z, double a);

    /** Whether a unit with this output is saturated, so that it passes hardly any gradient on. */
    public boolean isFlat(double a) {
        return false;
    }

    /**
     * The activation with this id.
     *
     * @throws IllegalArgumentException when it is unknown, naming those that exist
     */
    public static Activation of(String id) {
        return Choices.of(values(), id, "activation");
    }
}
