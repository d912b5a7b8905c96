package org.layerlab.page.kernels;

import org.layerlab.kernels.KernelLayout;
import org.layerlab.kernels.KernelLayout.ConvolutionWord;
import org.layerlab.kernels.KernelLayout.GradientWord;
import org.layerlab.kernels.KernelLayout.MapOperation;
import org.layerlab.network.matrix.ConvShape;
import org.layerlab.network.matrix.MapShape;
import org.layerlab.page.kernels.Convolution.Filters;

/**
 * Convolutions and their gradients in the module. Takes addresses: {@link WasmKernels} has checked that the matrices
 * fit.
 */
final class WasmConvolutions {
    /** Filters are packed in groups. The last group may have up to this many too many. */
    private static final int MOST_OVER = 8;

    /** Bytes of both maps that a filter gradient copies at a time. */
    private static final long STAGE_BYTES = 512 * 1024;

    private final KernelCalls calls;
    private final MapDescription description;
    private final WasmMaps maps;
    private final WasmWinograd winograd;
    private final int bytes;

    /** Channels or filters side by side in two vectors. */
    private final int width;

    WasmConvolutions(KernelCalls calls, MapDescription description, WasmMaps maps, int bytes) {
        this.calls = calls;
        this.description = description;
        this.maps = maps;
        winograd = new WasmWinograd(calls, description);
        this.bytes = bytes;
        width = KernelLayout.TILE_ROW_BYTES / bytes;
    }

    void convolve(ConvShape shape, int w, int b, int a, boolean rectify, int z, int m) {
        int channels = shape.input().channels();
        Filters filters = new Filters(w, b, shape.window() * bytes, channels * bytes, bytes);
        convolve(Convolution.of(shape), filters, a, rectify, z, m);
    }

    void convolveBackwardToInput(ConvShape shape, int w, int dZ, int dA, int m) {
        int kernel = shape.kernel();
        int tap = shape.input().channels() * bytes;
        Filters filters = new Filters(w + (kernel * kernel - 1) * tap, 0, bytes, -tap, shape.window() * bytes);
        convolve(Convolution.backward(shape), filters, dZ, false, dA, m);
    }

    private void convolve(Convolution c, Filters w, int from, boolean rectify, int to, int m) {
        if (m == 0) {
            return;
        }
        c.describe(description, w, from, rectify, to, m);
        if (WasmWinograd.suits(c, m, bytes)) {
            winograd.convolve(c, m);
        } else {
            convolve(c, m);
        }
    }

    private void convolve(Convolution c, int m) {
        int threads = 1 + calls.members();
        int filters = c.filters();
        long row = (long) c.columns() * c.input().channels();
        // Of a batch each thread keeps as many rows as a filter is high, twice eight examples. Of one example there is
        // one copy, and the last tile may look past its end.
        long ring = m == 1 ? 0 : 2L * KernelLayout.TILE_ROW_BYTES * c.kernel() * row;
        long past = (long) MOST_OVER * c.stride() * c.input().channels();
        long copies = m == 1 ? bytes * (row * c.rows() + row + past) : threads * ring;
        MapDescription.Room places = new MapDescription.Room();
        int packed = places.add((long) (filters + MOST_OVER) * c.window() * bytes);
        int biases = places.add((long) (filters + MOST_OVER) * KernelLayout.TILE_ROW_BYTES);
        int edges = places.add((long) threads * KernelLayout.CONVOLUTION_EDGE_BYTES);
        int rings = places.add(copies);
        int at = description.address(places);
        description.put(ConvolutionWord.PACKED, at + packed);
        description.put(ConvolutionWord.BIASES, at + biases);
        description.put(ConvolutionWord.RINGS, at + rings);
        description.put(ConvolutionWord.RING_BYTES, (int) ring);
        description.put(ConvolutionWord.EDGES, at + edges);
        description.put(ConvolutionWord.THREADS, threads);
        description.runProducts(MapOperation.CONVOLVE, c.products(m));
    }

    void convolveBackwardToFilters(ConvShape shape, int dZ, int a, double scale, int dW, int db, int m) {
        int filters = shape.filters();
        if (m == 0) {
            calls.clear(dW, filters * shape.window() * bytes);
            calls.clear(db, filters * bytes);
            return;
        }
        maps.channelTotals(dZ, db, scale, shape.output().pixels(), filters, m);
        description.put(GradientWord.FROM, a);
        description.put(GradientWord.DZ, dZ);
        description.put(GradientWord.DW, dW);
        description.put(GradientWord.M, m);
        description.put(GradientWord.HEIGHT, shape.input().height());
        description.put(GradientWord.WIDTH, shape.input().width());
        description.put(GradientWord.CHANNELS, shape.input().channels());
        description.put(GradientWord.OUT_HEIGHT, shape.output().height());
        description.put(GradientWord.OUT_WIDTH, shape.output().width());
        description.put(GradientWord.FILTERS, filters);
        description.put(GradientWord.KERNEL, shape.kernel());
        description.put(GradientWord.STRIDE, shape.stride());
        description.put(GradientWord.PADDING, shape.padding());
        description.putScale(KernelLayout.GRADIENT_SCALE_OFFSET, scale);
        Convolution c = Convolution.of(shape);
        if (WasmWinograd.suits(c, m, bytes)) {
            winograd.gradient(c, m);
        } else {
            gradient(shape, m);
        }
    }

    private void gradient(ConvShape shape, int m) {
        // With fewer channels than lanes, the lanes are filters, and a tile's rows are what a filter sees of a row.
        boolean thin = shape.input().channels() < width;
        Stages stages = stages(shape, thin);
        MapDescription.Room places = new MapDescription.Room();
        int sums = places.add(stages.sumBytes());
        int copies = places.add(2 * stages.bytes());
        int at = description.address(places);
        description.put(GradientWord.BAND, stages.band());
        description.put(GradientWord.SUMS, at + sums);
        description.put(GradientWord.STAGES, at + copies);
        description.put(GradientWord.STAGE_BYTES, (int) stages.bytes());
        description.put(GradientWord.DZ_OFFSET, (int) stages.inputBytes());
        description.put(GradientWord.THREADS, 1 + calls.members());
        description.runProducts(thin ? MapOperation.THIN_GRADIENT : MapOperation.GRADIENT, shape.flops() * m / 2);
    }

    /**
     * What a filter gradient copies at a time.
     *
     * @param band rows of the output
     * @param inputBytes of the input's copy, which comes first
     * @param bytes of both copies
     * @param sumBytes of all sums
     */
    private record Stages(int band, long inputBytes, long bytes, long sumBytes) {}

    private Stages stages(ConvShape shape, boolean thin) {
        MapShape out = shape.output();
        int channels = shape.input().channels();
        int kernel = shape.kernel();
        int stride = shape.stride();
        int columns = (out.width() - 1) * stride + kernel;
        int groups = ((thin ? kernel * channels : shape.filters()) + MOST_OVER) / 4;
        int blocks = ((thin ? shape.filters() : channels) + width - 1) / width;
        int phases = (columns + stride - 1) / stride * stride;
        long inputRow = (long) KernelLayout.GRADIENT_EXAMPLES
                * (thin ? columns * channels * bytes : blocks * phases * KernelLayout.TILE_ROW_BYTES);
        long outputRow = (long) KernelLayout.GRADIENT_EXAMPLES
                * out.width()
                * KernelLayout.TILE_ROW_BYTES
                * (thin ? blocks : groups);
        int band = 1;
        while (band < out.height() && inputRow * (band * stride + kernel) + outputRow * (band + 1) <= STAGE_BYTES) {
            band++;
        }
        long inputBytes = TensorMemory.rounded(inputRow * ((band - 1) * stride + kernel));
        return new Stages(
                band,
                inputBytes,
                TensorMemory.rounded(inputBytes + outputRow * band),
                (long) groups * blocks * kernel * (thin ? 1 : kernel) * KernelLayout.GRADIENT_SUM_BYTES);
    }
}
