package org.layerlab.network.foreign;

import org.layerlab.network.file.Tensor;

/** In which order a program lays out the numbers of a layer. */
enum Layout {
    /** Dense (out, in), convolution (out, in, height, width); maps are flattened channel by channel. */
    PYTORCH(0, 1, 0, 1, 2),
    /** Dense (in, out), convolution (height, width, in, out); maps are flattened pixel by pixel. Flax is the same. */
    KERAS(1, 0, 3, 2, 0),
    /** Dense (out, in), convolution (out, height, width, in); maps are flattened pixel by pixel. */
    MLX(0, 1, 0, 3, 1);

    private final int out;
    private final int in;
    private final int filters;
    private final int channels;
    private final int height;

    Layout(int out, int in, int filters, int channels, int height) {
        this.out = out;
        this.in = in;
        this.filters = filters;
        this.channels = channels;
        this.height = height;
    }

    /** Whether this has the rank of a dense layer's weights or of a convolution's. */
    static boolean isWeight(Tensor tensor) {
        return tensor.size() > 0 && (tensor.rank() == 2 || tensor.rank() == 4);
    }

    /** Whether this may have a value for each unit: (n), (n, 1) or (1, n). */
    static boolean isVector(Tensor tensor) {
        return tensor.rank() == 1 || (tensor.rank() == 2 && (tensor.dimension(0) == 1 || tensor.dimension(1) == 1));
    }

    static boolean isConvolution(Tensor W) {
        return W.rank() == 4;
    }

    /** Units or filters. */
    int out(Tensor W) {
        return W.dimension(isConvolution(W) ? filters : out);
    }

    /** Inputs of a dense layer, or channels of what is convolved. */
    int in(Tensor W) {
        return W.dimension(isConvolution(W) ? channels : in);
    }

    /** The side of a convolution's square kernel; 0 where it is not square or not odd. */
    int kernel(Tensor W) {
        int side = W.dimension(height);
        return side == W.dimension(height + 1) && side % 2 == 1 ? side : 0;
    }

    /** Whether maps are flattened channel by channel, which has to be undone. */
    boolean channelsFirst() {
        return this == PYTORCH;
    }

    /** The weights row by row: of a dense layer (out, in), of a convolution (out, height · width · in). */
    double[] rows(Tensor W) {
        double[] values = W.toDoubles();
        if (W.rank() == 2) {
            return this == KERAS ? transposed(values, W.dimension(0), W.dimension(1)) : values;
        }
        int rows = out(W);
        int inputs = in(W);
        int taps = values.length / rows / inputs;
        double[] turned = new double[values.length];
        for (int o = 0; o < rows; o++) {
            for (int tap = 0; tap < taps; tap++) {
                for (int c = 0; c < inputs; c++) {
                    int from = switch (this) {
                        case PYTORCH -> (o * inputs + c) * taps + tap;
                        case KERAS -> (tap * inputs + c) * rows + o;
                        case MLX -> (o * taps + tap) * inputs + c;
                    };
                    turned[(o * taps + tap) * inputs + c] = values[from];
                }
            }
        }
        return turned;
    }

    private static double[] transposed(double[] values, int rows, int columns) {
        double[] turned = new double[values.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                turned[j * rows + i] = values[i * columns + j];
            }
        }
        return turned;
    }
}
