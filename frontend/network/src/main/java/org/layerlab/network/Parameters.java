package org.layerlab.network;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.matrix.Activation;

/**
 * What a network has learned, as plain numbers: {@code W1, b1, …, WL, bL}. This is the form in which parameters are
 * stored, sent and compared; a {@link Network} keeps its own in its kernels' matrices.
 *
 * @param layers the layers after the input, in order; each takes as many inputs as the one before gives
 */
public record Parameters(List<Dense> layers) {
    /**
     * One layer's weights and biases.
     *
     * @param rows n_l, the units of this layer
     * @param columns n_{l−1}, the units of the layer before
     * @param W shape (n_l, n_{l−1}), row by row; owned by this record from now on
     * @param b shape (n_l, 1); owned by this record from now on
     */
    @SuppressWarnings("ArrayRecordComponent") // up to millions of numbers: a list would box each of them
    public record Dense(int rows, int columns, double[] W, double[] b) {
        public Dense {
            if (rows < 1 || columns < 1 || (long) rows * columns != W.length) {
                throw new IllegalArgumentException(
                        "W is said to be " + rows + "×" + columns + ", but has " + W.length + " values");
            }
            if (b.length != rows) {
                throw new IllegalArgumentException("b has " + b.length + " values, but W has " + rows + " rows");
            }
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
            Dense before = layers.get(l - 2);
            Dense layer = layers.get(l - 1);
            if (layer.columns() != before.rows()) {
                throw new IllegalArgumentException("W" + l + " is " + layer.rows() + "×" + layer.columns()
                        + ", but layer " + (l - 1) + " gives " + before.rows() + " rows");
            }
        }
    }

    /** {@code [n_0, …, n_L]}, read off the shapes. */
    public List<Integer> layerDims() {
        List<Integer> dims = new ArrayList<>();
        dims.add(layers.get(0).columns());
        for (Dense layer : layers) {
            dims.add(layer.rows());
        }
        return dims;
    }

    /** The shape of a network with these parameters and this activation in its hidden layers. */
    public Architecture architecture(Activation hidden) {
        return Architecture.of(layerDims(), hidden);
    }

    /**
     * Refuses parameters that are not numbers.
     *
     * @throws IllegalArgumentException naming the first NaN or infinite one
     */
    public void requireFinite() {
        for (int l = 1; l <= layers.size(); l++) {
            requireFinite("W" + l, layers.get(l - 1).W());
            requireFinite("b" + l, layers.get(l - 1).b());
        }
    }

    private static void requireFinite(String name, double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException(name + "[" + i + "] is " + values[i] + ", not a finite number");
            }
        }
    }
}
