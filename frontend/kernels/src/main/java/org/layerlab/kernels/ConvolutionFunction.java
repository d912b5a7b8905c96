package org.layerlab.kernels;

import org.layerlab.kernels.KernelLayout.ConvolutionWord;

/** What the functions of convolutions have in common: they have read their words, and may have fewer threads. */
abstract class ConvolutionFunction extends Kernel {
    protected final I32 index;
    protected final I32.Local count;
    protected final I32 from;
    protected final I32 to;
    protected final I32 w;
    protected final I32 bias;
    protected final I32 m;
    protected final I32 height;
    protected final I32 width;
    protected final I32 channels;
    protected final I32 outHeight;
    protected final I32 outWidth;
    protected final I32 filters;
    protected final I32 kernel;
    protected final I32 stride;
    protected final I32 padding;
    protected final I32 spread;
    protected final I32 wFilter;
    protected final I32 packed;
    protected final I32 biases;
    protected final I32.Local rings;
    protected final I32 ringBytes;
    protected final I32 rectify;
    protected final I32 atOnce;
    protected final I32 wTap;
    protected final I32 wChannel;
    private final I32 edges;

    /** How many numbers of the input a filter sees. */
    protected final I32 window;

    ConvolutionFunction(String name, ScalarType n) {
        super(name, n);
        I32 at = f.parameter();
        index = f.parameter();
        count = f.parameter();
        I32.Local[] words = f.words(at, ConvolutionWord.class);
        from = words[ConvolutionWord.FROM];
        to = words[ConvolutionWord.TO];
        w = words[ConvolutionWord.W];
        bias = words[ConvolutionWord.BIAS];
        m = words[ConvolutionWord.M];
        height = words[ConvolutionWord.HEIGHT];
        width = words[ConvolutionWord.WIDTH];
        channels = words[ConvolutionWord.CHANNELS];
        outHeight = words[ConvolutionWord.OUT_HEIGHT];
        outWidth = words[ConvolutionWord.OUT_WIDTH];
        filters = words[ConvolutionWord.FILTERS];
        kernel = words[ConvolutionWord.KERNEL];
        stride = words[ConvolutionWord.STRIDE];
        padding = words[ConvolutionWord.PADDING];
        spread = words[ConvolutionWord.SPREAD];
        wFilter = words[ConvolutionWord.W_FILTER];
        wTap = words[ConvolutionWord.W_TAP];
        wChannel = words[ConvolutionWord.W_CHANNEL];
        packed = words[ConvolutionWord.PACKED];
        biases = words[ConvolutionWord.BIASES];
        rings = words[ConvolutionWord.RINGS];
        ringBytes = words[ConvolutionWord.RING_BYTES];
        edges = words[ConvolutionWord.EDGES];
        rectify = words[ConvolutionWord.RECTIFY];
        atOnce = words[ConvolutionWord.AT_ONCE];
        count.set(Function.least(count, words[ConvolutionWord.THREADS]));
        f.when(index.atLeast(count), f::giveBack);
        window = f.let(kernel.times(kernel).times(channels));
    }

    /** Where this thread's share of a total begins. */
    protected final I32 begin(I32 total) {
        return Function.begin(total, index, count);
    }

    /** Where this thread's share of a total ends. */
    protected final I32 end(I32 total) {
        return Function.end(total, index, count);
    }

    /** This thread's room for tiles at the edge of a map. */
    protected final I32 edge() {
        return edges.plus(index.times(KernelLayout.CONVOLUTION_EDGE_BYTES));
    }

    /** How many of an input's places some places of the output see. */
    protected final I32 seen(I32 places) {
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
