package org.layerlab.network.photo;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.data.ChannelOrder;
import org.layerlab.network.layer.Parameters;

/**
 * Trains on photos of fewer pixels and yet keeps a network of whole ones: a weight on the mean of n pixels is the n-th
 * part of it on each of them.
 */
public final class Reduction {
    private static final int CHANNELS = ChannelOrder.CHANNELS;

    private Reduction() {}

    /** Whether {@link #gather} gives back the digits of what {@link #spread} was given. */
    static boolean isExact(int by) {
        return Integer.bitCount(by) == 1;
    }

    /**
     * Parameters for whole photos from those for reduced ones.
     *
     * @param side pixels along each side of a whole photo
     * @param by how many pixels along each side become one
     * @throws IllegalArgumentException when the first layer then has more weights than an array holds
     */
    public static Parameters spread(Parameters parameters, int side, int by) {
        if (by == 1) {
            return parameters;
        }
        Parameters.Dense first = parameters.layers().get(0);
        int small = side / by;
        requireInputs(first, small);
        int columns = side * side * CHANNELS;
        if ((long) first.rows() * columns > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("W1 for a photo of " + side + "×" + side + " would have " + first.rows()
                    + "×" + columns + " weights, but an array holds at most " + Integer.MAX_VALUE);
        }
        double[] W = new double[first.rows() * columns];
        int to = 0;
        for (int unit = 0; unit < first.rows(); unit++) {
            for (int y = 0; y < side; y++) {
                for (int x = 0; x < side; x++) {
                    int from = unit * first.columns() + CHANNELS * (y / by * small + x / by);
                    for (int c = 0; c < CHANNELS; c++) {
                        W[to++] = first.W()[from + c] / (by * by);
                    }
                }
            }
        }
        return withFirst(parameters, new Parameters.Dense(first.rows(), columns, W, first.b()));
    }

    /**
     * Parameters for reduced photos from those for whole ones: the weight on a mean is the sum of the weights on its
     * pixels. Where {@code by} is a power of two, this undoes {@link #spread}, digit for digit.
     */
    public static Parameters gather(Parameters parameters, int side, int by) {
        if (by == 1) {
            return parameters;
        }
        Parameters.Dense first = parameters.layers().get(0);
        requireInputs(first, side);
        int small = side / by;
        double[] W = new double[first.rows() * small * small * CHANNELS];
        int to = 0;
        for (int unit = 0; unit < first.rows(); unit++) {
            for (int y = 0; y < small; y++) {
                for (int x = 0; x < small; x++) {
                    int from = unit * first.columns() + CHANNELS * by * (y * side + x);
                    for (int c = 0; c < CHANNELS; c++) {
                        W[to++] = sumOfRows(first.W(), from + c, side, by, by);
                    }
                }
            }
        }
        return withFirst(parameters, new Parameters.Dense(first.rows(), small * small * CHANNELS, W, first.b()));
    }

    /** By halves, so that twice as many equal numbers give exactly twice as much. */
    private static double sumOfRows(double[] W, int from, int side, int rows, int columns) {
        if (rows == 1) {
            return sumOfRow(W, from, columns);
        }
        int half = rows / 2;
        return sumOfRows(W, from, side, half, columns)
                + sumOfRows(W, from + half * side * CHANNELS, side, rows - half, columns);
    }

    private static double sumOfRow(double[] W, int from, int columns) {
        if (columns == 1) {
            return W[from];
        }
        int half = columns / 2;
        return sumOfRow(W, from, half) + sumOfRow(W, from + half * CHANNELS, columns - half);
    }

    private static void requireInputs(Parameters.Dense first, int side) {
        if (first.columns() != side * side * CHANNELS) {
            throw new IllegalArgumentException("W1 is " + first.rows() + "×" + first.columns() + ", but a photo of "
                    + side + "×" + side + " has " + side * side * CHANNELS + " features");
        }
    }

    private static Parameters withFirst(Parameters parameters, Parameters.Dense first) {
        List<Parameters.Dense> layers = new ArrayList<>(parameters.layers());
        layers.set(0, first);
        return new Parameters(layers);
    }
}
