package org.layerlab.page.kernels;

import org.layerlab.kernels.KernelLayout.ConvolutionWord;
import org.layerlab.network.matrix.ConvShape;
import org.layerlab.network.matrix.MapShape;

/** A convolution's geometry; {@code spread − 1} zeros stand between the input's pixels. */
record Convolution(MapShape input, MapShape output, int kernel, int stride, int padding, int spread) {
    /** Addresses of filters and biases, and bytes from filter to filter, tap to tap and channel to channel. */
    record Filters(int at, int bias, int filter, int tap, int channel) {}

    static Convolution of(ConvShape shape) {
        return new Convolution(shape.input(), shape.output(), shape.kernel(), shape.stride(), shape.padding(), 1);
    }

    /**
     * The gradient of the input is a convolution of dZ, with zeros between its pixels if the stride was not 1, by the
     * filters turned by 180 degrees.
     */
    static Convolution backward(ConvShape shape) {
        int kernel = shape.kernel();
        int padding = kernel - 1 - shape.padding();
        return new Convolution(shape.output(), shape.input(), kernel, 1, padding, shape.stride());
    }

    int channels() {
        return input.channels();
    }

    int filters() {
        return output.channels();
    }

    int window() {
        return kernel * kernel * channels();
    }

    /** Rows of the padded input that are read. */
    int rows() {
        return (output.height() - 1) * stride + kernel;
    }

    /** Columns of the padded input that are read. */
    int columns() {
        return (output.width() - 1) * stride + kernel;
    }

    /** Multiplications for m examples. */
    double products(int m) {
        return (double) window() * output.features() * m;
    }

    /** Sets the words that say what is convolved. */
    void describe(MapDescription description, Filters w, int from, boolean rectify, int to, int m) {
        description.put(ConvolutionWord.FROM, from);
        description.put(ConvolutionWord.TO, to);
        description.put(ConvolutionWord.M, m);
        description.put(ConvolutionWord.HEIGHT, input.height());
        description.put(ConvolutionWord.WIDTH, input.width());
        description.put(ConvolutionWord.CHANNELS, channels());
        description.put(ConvolutionWord.OUT_HEIGHT, output.height());
        description.put(ConvolutionWord.OUT_WIDTH, output.width());
        description.put(ConvolutionWord.FILTERS, filters());
        description.put(ConvolutionWord.KERNEL, kernel);
        description.put(ConvolutionWord.STRIDE, stride);
        description.put(ConvolutionWord.PADDING, padding);
        description.put(ConvolutionWord.SPREAD, spread);
        description.put(ConvolutionWord.W, w.at());
        description.put(ConvolutionWord.BIAS, w.bias());
        description.put(ConvolutionWord.W_FILTER, w.filter());
        description.put(ConvolutionWord.W_TAP, w.tap());
        description.put(ConvolutionWord.W_CHANNEL, w.channel());
        description.put(ConvolutionWord.RECTIFY, rectify ? 1 : 0);
    }
}
