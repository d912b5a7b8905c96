package org.layerlab.network.layer;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.choice.Choice;
import org.layerlab.network.choice.ChoiceText;
import org.layerlab.network.choice.Choices;
import org.layerlab.network.data.NumpyRandom;

/** How weights are initialized; biases start at 0. */
public enum Initialization implements Choice {
    /** {@code randn(n_l, n_{l−1}) · 0.01}, as in the tutorial. */
    NORMAL("normal", "Normal", "Normal random weights times 0.01, as in the tutorial.", "0.01") {
        @Override
        double scale(int rows, int columns) {
            return 0.01;
        }
    },
    /** {@code randn · √(2/n_{l−1})}: keeps the variance through ReLU layers (He et al. 2015). */
    HE("he", "He", "Scales normal random weights by √(2 / inputs): for ReLU.", "np.sqrt(2.0 / columns)") {
        @Override
        double scale(int rows, int columns) {
            return Math.sqrt(2.0 / columns);
        }
    },
    /** {@code randn · √(2/(n_{l−1} + n_l))}: for tanh and sigmoid (Glorot and Bengio 2010). */
    XAVIER(
            "xavier",
            "Xavier",
            "Scales normal random weights by √(2 / (inputs + outputs)): for tanh and sigmoid.",
            "np.sqrt(2.0 / (rows + columns))") {
        @Override
        double scale(int rows, int columns) {
            return Math.sqrt(2.0 / (rows + columns));
        }
    },
    /** Every weight 0: all units of a layer stay the same for ever, which is why weights start at random. */
    ZERO("zero", "Zero", "Sets every weight to 0, so that all units of a layer stay the same.", "0.0") {
        @Override
        double scale(int rows, int columns) {
            return 0;
        }
    };

    private final ChoiceText said;
    private final String numpy;

    Initialization(String id, String label, String help, String numpy) {
        said = new ChoiceText(id, label, help);
        this.numpy = numpy;
    }

    @Override
    public ChoiceText said() {
        return said;
    }

    /** The factor of {@link #scale} as a NumPy expression of {@code rows} and {@code columns}. */
    public String numpy() {
        return numpy;
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
            if ((long) rows * columns > Integer.MAX_VALUE - 8) {
                throw new IllegalArgumentException(
                        "W" + (layers.size() + 1) + " would be " + rows + "×" + columns + ": too large");
            }
            double[] W = random.normals(rows * columns);
            double scale = scale(rows, columns);
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
     * The initialization with this id.
     *
     * @throws IllegalArgumentException when it is unknown, naming those that exist
     */
    public static Initialization of(String id) {
        return Choices.of(values(), id, "initialization");
    }
}
