package org.layerlab.network.layer;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.data.NumpyRandom;

/** How the weights begin; biases begin at 0. */
public enum Initialization {
    /** {@code randn(n_l, n_{l−1}) · 0.01}, as in the tutorial. */
    NORMAL("normal") {
        @Override
        double scale(int rows, int columns) {
            return 0.01;
        }
    },
    /** {@code randn · √(2/n_{l−1})}: keeps the variance through ReLU layers (He et al. 2015). */
    HE("he") {
        @Override
        double scale(int rows, int columns) {
            return Math.sqrt(2.0 / columns);
        }
    },
    /** {@code randn · √(2/(n_{l−1} + n_l))}: for tanh and sigmoid (Glorot and Bengio 2010). */
    XAVIER("xavier") {
        @Override
        double scale(int rows, int columns) {
            return Math.sqrt(2.0 / (rows + columns));
        }
    },
    /** Every weight 0: all units of a layer stay alike for ever, which is why weights begin at random. */
    ZERO("zero") {
        @Override
        double scale(int rows, int columns) {
            return 0;
        }
    };

    private final String id;

    Initialization(String id) {
        this.id = id;
    }

    /** The name used in files, links and on the command line. */
    public String id() {
        return id;
    }

    /** The factor on the standard normal weights of a layer of shape (rows, columns). */
    abstract double scale(int rows, int columns);

    /**
     * First parameters for a network; layer by layer, row by row, as {@code numpy.random.seed(seed)} followed by
     * {@code randn} for each W gives them.
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
            Parameters.Norm norm = slot.normalised() ? Parameters.Norm.initial(rows) : null;
            layers.add(new Parameters.Dense(rows, columns, W, new double[rows], norm));
        }
        return new Parameters(layers);
    }

    /**
     * The initialisation of that name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Initialization of(String id) {
        for (Initialization initialization : values()) {
            if (initialization.id.equals(id)) {
                return initialization;
            }
        }
        throw new IllegalArgumentException(
                "initialization '" + id + "' is unknown; there are normal, he, xavier, zero");
    }
}
