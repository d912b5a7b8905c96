package org.layerlab.kernels;

import org.layerlab.kernels.KernelLayout.ConvolutionWord;

/** What the functions of convolutions have in common: they have read their words, and may have fewer threads. */
abstract class ConvolutionFunction extends SharedKernel {
    private final I32.Local[] words = words(ConvolutionWord.class, ConvolutionWord.THREADS);
    protected final I32 from = words[ConvolutionWord.FROM];
    protected final I32 to = words[ConvolutionWord.TO];
    protected final I32 w = words[ConvolutionWord.W];
    protected final I32 bias = words[ConvolutionWord.BIAS];
    protected final I32 m = words[ConvolutionWord.M];
    protected final I32 height = words[ConvolutionWord.HEIGHT];
    protected final I32 width = words[ConvolutionWord.WIDTH];
    protected final I32 channels = words[ConvolutionWord.CHANNELS];
    protected final I32 outHeight = words[ConvolutionWord.OUT_HEIGHT];
    protected final I32 outWidth = words[ConvolutionWord.OUT_WIDTH];
    protected final I32 filters = words[ConvolutionWord.FILTERS];
    protected final I32 kernel = words[ConvolutionWord.KERNEL];
    protected final I32 stride = words[ConvolutionWord.STRIDE];
    protected final I32 padding = words[ConvolutionWord.PADDING];
    protected final I32 spread = words[ConvolutionWord.SPREAD];
    protected final I32 wFilter = words[ConvolutionWord.W_FILTER];
    protected final I32 wTap = words[ConvolutionWord.W_TAP];
    protected final I32 wChannel = words[ConvolutionWord.W_CHANNEL];
    protected final I32 packed = words[ConvolutionWord.PACKED];
    protected final I32 biases = words[ConvolutionWord.BIASES];
    protected final I32.Local rings = words[ConvolutionWord.RINGS];
    protected final I32 ringBytes = words[ConvolutionWord.RING_BYTES];
    private final I32 edges = words[ConvolutionWord.EDGES];
    protected final I32 rectify = words[ConvolutionWord.RECTIFY];
    protected final I32 atOnce = words[ConvolutionWord.AT_ONCE];

    /** How many numbers of the input a filter sees. */
    protected final I32 window = f.let(kernel.times(kernel).times(channels));

    ConvolutionFunction(String name, ScalarType n) {
        super(name, n);
    }

    /** This thread's room for tiles at the edge of a map. */
    protected final I32 edge() {
        return edges.plus(index.times(KernelLayout.CONVOLUTION_EDGE_BYTES));
    }

    /** How many of an input's places some places of the output see, along one axis. */
    static I32 seen(I32 places, I32 stride, I32 kernel) {
        return places.minus(1).times(stride).plus(kernel);
    }

    /** Copies some filters from the first on. */
    protected final void packFilters(I32 first, I32 rows, I32 valid) {
        I32 taps = kernel.times(kernel);
        I32 place = w.plus(first.times(wFilter));
        f.call("packFilters", place, wFilter, wTap, wChannel, taps, channels, rows, valid, packed(first));
    }

    /** Where the filters are copied to from the first on. */
    protected final I32 packed(I32 first) {
        return packed.plus(f.bytes(first.times(window)));
    }

    /** Copies a row of the padded input. */
    protected final void packRow(I32 place, I32 mRow, I32 size, I32 y, I32 columns, I32 target, I32 half) {
        f.call("packRow", place, mRow, size, y, height, width, channels, padding, spread, columns, target, half);
    }
}
