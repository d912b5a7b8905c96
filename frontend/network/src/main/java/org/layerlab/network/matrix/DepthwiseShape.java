package org.layerlab.network.matrix;

/**
 * The geometry of a depthwise convolution: channel c of the output sees channel c of the input alone, through a filter
 * of its own. W has a row for each channel, with the taps in the order ky, kx.
 *
 * @param each what one channel does, as in a {@link ConvShape} with as many filters as the input has channels
 */
public record DepthwiseShape(ConvShape each) {
    /**
     * On an input.
     *
     * @throws IllegalArgumentException when the filters do not fit on it, naming both
     */
    public DepthwiseShape(MapShape input, int kernel, int stride, int padding) {
        this(new ConvShape(input, input.channels(), kernel, stride, padding));
    }

    /** What is convolved. */
    public MapShape input() {
        return each.input();
    }

    /** What comes out. */
    public MapShape output() {
        return each.output();
    }

    /** How many channels there are, and filters: the rows of W. */
    public int channels() {
        return each.filters();
    }

    /** How many values a filter sees, the columns of W. */
    public int taps() {
        return each.kernel() * each.kernel();
    }

    /** Multiplications and additions for one example, those with the padding's zeros included. */
    public double flops() {
        return 2.0 * taps() * output().features();
    }
}
