package org.layerlab.network.layer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a network has learned, as plain numbers: {@code W1, b1, …, WL, bL}, and where a batch normalization follows layer
 * l {@code gammal, betal, meanl, variancel}. This is the form in which parameters are stored, sent and compared; a
 * {@link Network} keeps its own in its kernels' matrices.
 *
 * @param layers the layers with weights, in order; each takes as many inputs as the one before gives, or a whole number
 *     of pixels of them
 */
public record Parameters(List<Dense> layers) {
    /**
     * One layer's weights and biases.
     *
     * @param rows n_l, the units or filters of this layer
     * @param columns n_{l−1}, the units of the layer before; of a convolution what a filter sees, in the order ky, kx,
     *     channel
     * @param W shape (n_l, n_{l−1}), row by row; owned by this record from now on
     * @param b shape (n_l, 1); owned by this record from now on
     * @param norm of the batch normalization that follows, of as many channels as there are rows
     */
    @SuppressWarnings("ArrayRecordComponent") // up to millions of numbers: a list would box each of them
    public record Dense(
            int rows,
            int columns,
            double[] W,
            double[] b,
            @Nullable Norm norm) {
        public Dense {
            if (rows < 1 || columns < 1 || (long) rows * columns != W.length) {
                throw new IllegalArgumentException(
                        "W is said to be " + rows + "×" + columns + ", but has " + W.length + " values");
            }
            if (b.length != rows) {
                throw new IllegalArgumentException("b has " + b.length + " values, but W has " + rows + " rows");
            }
            if (norm != null && norm.gamma.length != rows) {
                throw new IllegalArgumentException(
                        "gamma has " + norm.gamma.length + " values, but W has " + rows + " rows");
            }
        }

        /** Without batch normalization. */
        public Dense(int rows, int columns, double[] W, double[] b) {
            this(rows, columns, W, b, null);
        }
    }

    /**
     * A batch normalization's numbers, one a channel; owned by this record from now on.
     *
     * @param gamma factors
     * @param beta summands
     * @param mean running mean, for predicting
     * @param variance running variance, at least 0
     */
    @SuppressWarnings("ArrayRecordComponent") // as in Dense
    public record Norm(double[] gamma, double[] beta, double[] mean, double[] variance) {
        /** Is added to the variance before its root is taken, which keeps that away from 0. */
        public static final double EPSILON = 1e-5;

        public Norm {
            if (beta.length != gamma.length || mean.length != gamma.length || variance.length != gamma.length) {
                throw new IllegalArgumentException("gamma has " + gamma.length + " values, but beta, mean and variance "
                        + beta.length + ", " + mean.length + " and " + variance.length);
            }
        }

        /** The initial one of this many channels: γ = 1, β = 0, mean 0, variance 1. */
        static Norm initial(int channels) {
            double[] gamma = new double[channels];
            double[] variance = new double[channels];
            Arrays.fill(gamma, 1);
            Arrays.fill(variance, 1);
            return new Norm(gamma, new double[channels], new double[channels], variance);
        }
    }

    /**
     * Checks that the layers fit on each other.
     *
     * @throws IllegalArgumentException naming the layer and both shapes
     */
    public Parameters {
        layers = List.copyOf(layers);
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("there are no layers");
        }
        for (int l = 2; l <= layers.size(); l++) {
            Dense layer = layers.get(l - 1);
            int given = layers.get(l - 2).rows();
            // A filter and a unit on a map see several pixels of the layer before; a depthwise filter only its channel.
            if (layer.columns() % given != 0 && layer.rows() != given) {
                throw misfit(layers, l);
            }
        }
    }

    private static IllegalArgumentException misfit(List<Dense> layers, int l) {
        Dense layer = layers.get(l - 1);
        return new IllegalArgumentException("W" + l + " is " + layer.rows() + "×" + layer.columns() + ", but layer "
                + (l - 1) + " gives " + layers.get(l - 2).rows() + " rows");
    }

    /**
     * {@code [n_0, …, n_L]} of a dense network, read off the shapes.
     *
     * @throws IllegalArgumentException when these are not a dense network's
     */
    public List<Integer> layerDims() {
        List<Integer> dims = new ArrayList<>();
        dims.add(layers.get(0).columns());
        for (int l = 1; l <= layers.size(); l++) {
            if (l > 1 && layers.get(l - 1).columns() != layers.get(l - 2).rows()) {
                throw misfit(layers, l);
            }
            dims.add(layers.get(l - 1).rows());
        }
        return dims;
    }

    /** Whether a batch normalization follows some layer. */
    public boolean isNormalized() {
        for (Dense layer : layers) {
            if (layer.norm() != null) {
                return true;
            }
        }
        return false;
    }

    /**
     * One tensor of a network's.
     *
     * @param name {@code W1, b1, gamma1, beta1, mean1, variance1, W2, …}
     * @param columns 1 for all but W
     * @param values shape (rows, columns), row by row; the parameters' own
     * @param learned whether gradients change it: not so running means and variances
     */
    @SuppressWarnings("ArrayRecordComponent") // as in Dense
    public record Named(String name, int rows, int columns, double[] values, boolean learned) {}

    /** All tensors with their names, in order. */
    public List<Named> named() {
        List<Named> named = new ArrayList<>();
        for (int l = 1; l <= layers.size(); l++) {
            Dense layer = layers.get(l - 1);
            int rows = layer.rows();
            named.add(new Named("W" + l, rows, layer.columns(), layer.W(), true));
            named.add(new Named("b" + l, rows, 1, layer.b(), true));
            Norm norm = layer.norm();
            if (norm != null) {
                named.add(new Named("gamma" + l, rows, 1, norm.gamma(), true));
                named.add(new Named("beta" + l, rows, 1, norm.beta(), true));
                named.add(new Named("mean" + l, rows, 1, norm.mean(), false));
                named.add(new Named("variance" + l, rows, 1, norm.variance(), false));
            }
        }
        return named;
    }

    /**
     * The parameters with these tensors.
     *
     * @param tensors as {@link #named} gives them, in any order; their values are the parameters' from now on
     * @throws IllegalArgumentException when W, b or one of a batch normalization's tensors is missing, or one has a name
     *     that none of {@link #named} has
     */
    public static Parameters of(List<Named> tensors) {
        Map<String, Named> byName = new HashMap<>();
        for (Named tensor : tensors) {
            byName.put(tensor.name(), tensor);
        }
        List<Dense> layers = new ArrayList<>();
        for (int l = 1; byName.containsKey("W" + l); l++) {
            Named W = find(byName, "W" + l);
            Norm norm = null;
            if (byName.containsKey("gamma" + l)) {
                norm = new Norm(
                        find(byName, "gamma" + l).values(),
                        find(byName, "beta" + l).values(),
                        find(byName, "mean" + l).values(),
                        find(byName, "variance" + l).values());
            }
            layers.add(new Dense(
                    W.rows(), W.columns(), W.values(), find(byName, "b" + l).values(), norm));
        }
        Parameters parameters = new Parameters(layers);
        Map<String, double[]> placed = parameters.byName();
        List<String> lost = new ArrayList<>();
        for (Named tensor : tensors) {
            if (!placed.containsKey(tensor.name())) {
                lost.add(tensor.name());
            }
        }
        if (!lost.isEmpty()) {
            throw new IllegalArgumentException("parameters have no place for " + lost);
        }
        return parameters;
    }

    private static Named find(Map<String, Named> byName, String name) {
        Named tensor = byName.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return tensor;
    }

    /** The values of all tensors by their names; the parameters' own. */
    Map<String, double[]> byName() {
        Map<String, double[]> values = new HashMap<>();
        for (Named tensor : named()) {
            values.put(tensor.name(), tensor.values());
        }
        return values;
    }

    /** Gives the values of a tensor of these parameters' shape. */
    public interface Source {
        /** As many values as {@code like} has, row by row. */
        double[] values(Named like);
    }

    /** Parameters of the same shape with other values. */
    public Parameters filled(Source source) {
        List<Named> filled = new ArrayList<>();
        for (Named like : named()) {
            filled.add(new Named(like.name(), like.rows(), like.columns(), source.values(like), like.learned()));
        }
        return of(filled);
    }

    /**
     * Refuses parameters that are NaN or infinite.
     *
     * @throws IllegalArgumentException naming the first NaN or infinite one
     */
    public void requireFinite() {
        for (Named tensor : named()) {
            double[] values = tensor.values();
            for (int i = 0; i < values.length; i++) {
                if (!Double.isFinite(values[i])) {
                    throw new IllegalArgumentException(
                            tensor.name() + "[" + i + "] is " + values[i] + ", not a finite number");
                }
            }
        }
    }
}
