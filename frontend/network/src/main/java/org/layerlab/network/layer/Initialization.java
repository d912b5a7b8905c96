package org.layerlab.network.layer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.layerlab.network.choice.Choice;
import org.layerlab.network.choice.ChoiceText;
import org.layerlab.network.choice.Choices;
import org.layerlab.network.data.NumpyRandom;
import org.layerlab.network.data.Points;

/** How weights are initialized; biases start at 0, or where it says so. */
public enum Initialization implements Choice {
    /** {@code randn(n_l, n_{l−1}) · 0.01}, as in the tutorial. */
    NORMAL("normal", "Normal", "Normal random weights times 0.01, as in the tutorial.") {
        @Override
        double scale(int rows, int columns) {
            return 0.01;
        }
    },
    /** {@code randn · √(2/n_{l−1})}: keeps the variance through ReLU layers (He et al. 2015). */
    HE("he", "He", "Scales normal random weights by √(2 / inputs): for ReLU.") {
        @Override
        double scale(int rows, int columns) {
            return Math.sqrt(2.0 / columns);
        }
    },
    /**
     * {@code randn · √(2/(n_{l−1} + n_l))}: for tanh and sigmoid (Glorot and Bengio 2010). Of a convolution these are the
     * inputs of one place and the filters; others count the filters once for each place of the kernel.
     */
    XAVIER("xavier", "Xavier", "Scales normal random weights by √(2 / (inputs + outputs)): for tanh and sigmoid.") {
        @Override
        double scale(int rows, int columns) {
            return Math.sqrt(2.0 / (rows + columns));
        }
    },
    /** Every weight 0: all units of a layer stay the same for ever, which is why weights start at random. */
    ZERO("zero", "Zero", "Sets every weight to 0, so that all units of a layer stay the same.") {
        @Override
        double scale(int rows, int columns) {
            return 0;
        }
    },
    /** Uniform in [−0.5, 0.5), biases 0.1, as in TensorFlow Playground. */
    UNIFORM("uniform", "Uniform", "Weights between −0.5 and 0.5, biases 0.1, as in TensorFlow Playground.") {
        @Override
        double scale(int rows, int columns) {
            return 1;
        }

        @Override
        public Parameters parameters(Architecture architecture, long seed) {
            return uniform(architecture, new NumpyRandom(seed)::uniform);
        }
    };

    private static final double UNIFORM_BIAS = 0.1;

    private final ChoiceText said;

    Initialization(String id, String label, String help) {
        said = new ChoiceText(id, label, help);
    }

    @Override
    public ChoiceText said() {
        return said;
    }

    /** The factor of {@link #scale} as a NumPy expression of {@code rows} and {@code columns}; empty for others than normal weights. */
    public String numpy() {
        // No page asks for it, so no page's program has these texts.
        return switch (this) {
            case NORMAL -> "0.01";
            case HE -> "np.sqrt(2.0 / columns)";
            case XAVIER -> "np.sqrt(2.0 / (rows + columns))";
            case ZERO -> "0.0";
            case UNIFORM -> "";
        };
    }

    /** The factor on the standard normal weights of a layer of shape (rows, columns). */
    abstract double scale(int rows, int columns);

    /**
     * Initial parameters of a network: layer by layer, row by row, the numbers of {@code numpy.random.seed(seed)}
     * followed by {@code randn} for each W.
     */
    public Parameters parameters(Architecture architecture, long seed) {
        NumpyRandom random = new NumpyRandom(seed);
        List<Parameters.Dense> layers = new ArrayList<>();
        for (Architecture.Slot slot : architecture.slots()) {
            int rows = slot.rows();
            int columns = slot.columns();
            double scale = scale(rows, columns);
            int count = count(layers, rows, columns);
            double[] W = scale == 0 ? new double[count] : random.normals(count);
            for (int i = 0; i < W.length; i++) {
                // A negative number times 0 is −0, and −0 + 0 is 0.
                W[i] = W[i] * scale + 0.0;
            }
            Parameters.Norm norm = slot.normalized() ? Parameters.Norm.initial(rows) : null;
            layers.add(new Parameters.Dense(rows, columns, W, new double[rows], norm));
        }
        return new Parameters(layers);
    }

    /**
     * Initial parameters of a network on points: {@link #parameters}, but TensorFlow Playground's uniform weights on its
     * points are drawn from the random numbers that follow those of the points, as there.
     *
     * @param count training and test points together
     * @param noise of the points
     */
    public Parameters onPoints(Architecture architecture, Points points, int count, double noise, long seed) {
        return this == UNIFORM && points.isTensorFlow()
                ? uniform(architecture, points.weights(count, noise, seed)::uniform)
                : parameters(architecture, seed);
    }

    /**
     * Those of {@link #UNIFORM}: layer by layer, row by row.
     *
     * @param random uniform in [0, 1)
     */
    private static Parameters uniform(Architecture architecture, DoubleSupplier random) {
        List<Parameters.Dense> layers = new ArrayList<>();
        for (Architecture.Slot slot : architecture.slots()) {
            int rows = slot.rows();
            double[] W = new double[count(layers, rows, slot.columns())];
            for (int i = 0; i < W.length; i++) {
                W[i] = random.getAsDouble() - 0.5;
            }
            double[] b = new double[rows];
            Arrays.fill(b, UNIFORM_BIAS);
            Parameters.Norm norm = slot.normalized() ? Parameters.Norm.initial(rows) : null;
            layers.add(new Parameters.Dense(rows, slot.columns(), W, b, norm));
        }
        return new Parameters(layers);
    }

    private static int count(List<Parameters.Dense> before, int rows, int columns) {
        if ((long) rows * columns > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "W" + (before.size() + 1) + " would be " + rows + "×" + columns + ": too large");
        }
        return rows * columns;
    }

    /**
     * The initialization with this id.
     *
     * @throws IllegalArgumentException when it is unknown, naming those that exist
     */
    public static Initialization of(String id) {
        return Choices.of(values(), id, "initialization");
    }
}
