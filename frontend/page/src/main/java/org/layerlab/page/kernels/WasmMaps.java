package org.layerlab.page.kernels;

import org.layerlab.network.matrix.ConvShape;
import org.layerlab.network.matrix.MapShape;
import org.layerlab.network.matrix.PoolShape;

/**
 * What the module does to maps, described to it by words in memory; see ConvolutionWat and MapWat. Addresses are as they
 * come: {@link WasmKernels} has checked that the matrices fit. It owns the description and the room for copies.
 */
final class WasmMaps {
    /** The module's numbers for the operations. */
    private static final int CONVOLVE = 0;

    private static final int GRADIENT = 1;
    private static final int MAX_POOL = 2;
    private static final int MAX_POOL_BACKWARD = 3;
    private static final int AVERAGE_POOL = 4;
    private static final int AVERAGE_POOL_BACKWARD = 5;
    private static final int SCALE_CHANNELS = 6;
    private static final int COMBINE_CHANNELS = 7;
    private static final int CHANNEL_MOMENTS = 8;
    private static final int CHANNEL_SUMS = 9;
    private static final int CHANNEL_TOTALS = 10;
    private static final int THIN_GRADIENT = 11;

    private static final int DESCRIPTION_BYTES = 128;

    /** Where a scale follows the words. */
    private static final int GRADIENT_SCALE = 80;

    private static final int TOTALS_SCALE = 32;

    /** Fewer multiplications, or numbers read and written, take less time than the other threads need to come. */
    private static final double LEAST_PRODUCTS = 500_000;

    private static final double LEAST_NUMBERS = 40_000;

    /** Bytes of two vectors: a step of the innermost loop, and a filter's bias in all lanes. */
    private static final int STEP = 32;

    /** The most rows of a tile, its bytes, and the room for one at the edge. */
    private static final int ROWS = 6;

    private static final int SUM_BYTES = ROWS * STEP;
    private static final int EDGE_BYTES = 256;

    /** Filters are copied in groups, of which the last may be so much too large. */
    private static final int MOST_OVER = 8;

    /** Examples whose gradients are summed at a time, and the bytes of both maps that are copied for it. */
    private static final int EXAMPLES = 8;

    private static final long STAGE_BYTES = 512 * 1024;

    /** Sums of a channel take so much room. */
    private static final int CHANNEL_BYTES = 32;

    private final KernelCalls calls;
    private final TensorMemory memory;
    private final int wide;
    private final int bytes;

    /** Channels or filters side by side in two vectors. */
    private final int width;

    private int description;
    private int room;
    private long roomBytes;

    WasmMaps(KernelCalls calls, TensorMemory memory, int wide) {
        this.calls = calls;
        this.memory = memory;
        this.wide = wide;
        bytes = wide == 1 ? Double.BYTES : Float.BYTES;
        width = STEP / bytes;
    }

    /** Gives back what it took. */
    void release() {
        if (description != 0) {
            memory.release(description, DESCRIPTION_BYTES);
            description = 0;
        }
        if (room != 0) {
            memory.release(room, roomBytes);
            room = 0;
            roomBytes = 0;
        }
    }

    void convolve(ConvShape shape, int w, int b, int a, int z, int m) {
        int channels = shape.input().channels();
        convolve(
                new Convolution(shape.input(), shape.output(), shape.kernel(), shape.stride(), shape.padding(), 1),
                new Filters(w, b, shape.window() * bytes, channels * bytes, bytes),
                a,
                z,
                m);
    }

    /**
     * The gradient of the input is a convolution of dZ, with zeros between its pixels where the stride was not 1, by the
     * filters turned by 180 degrees.
     */
    void convolveBackwardToInput(ConvShape shape, int w, int dZ, int dA, int m) {
        int channels = shape.input().channels();
        int kernel = shape.kernel();
        int tap = channels * bytes;
        convolve(
                new Convolution(shape.output(), shape.input(), kernel, 1, kernel - 1 - shape.padding(), shape.stride()),
                new Filters(w + (kernel * kernel - 1) * tap, 0, bytes, -tap, shape.window() * bytes),
                dZ,
                dA,
                m);
    }

    /** What is convolved and what comes out; between the input's pixels there are {@code spread − 1} zeros. */
    private record Convolution(MapShape input, MapShape output, int kernel, int stride, int padding, int spread) {
        int window() {
            return kernel * kernel * input.channels();
        }

        /** Rows and columns of the padded input that are read. */
        int rows() {
            return (output.height() - 1) * stride + kernel;
        }

        int columns() {
            return (output.width() - 1) * stride + kernel;
        }
    }

    /** Where the filters lie, how many bytes there are from one to the next, from tap to tap and channel to channel. */
    private record Filters(int at, int bias, int filter, int tap, int channel) {}

    private void convolve(Convolution c, Filters w, int from, int to, int m) {
        if (m == 0) {
            return;
        }
        int threads = 1 + calls.members();
        int filters = c.output().channels();
        long row = (long) c.columns() * c.input().channels();
        // Of a batch each thread keeps as many rows as a filter is high, twice eight examples; of one example there is
        // one copy, and the last tile may look so much beyond it.
        long ring = m == 1 ? 0 : 2L * STEP * c.kernel() * row;
        long copies = m == 1
                ? bytes
                        * (row * c.rows()
                                + row
                                + (long) MOST_OVER * c.stride() * c.input().channels())
                : threads * ring;
        Room places = new Room();
        long packed = places.add((long) (filters + MOST_OVER) * c.window() * bytes);
        long biases = places.add((long) (filters + MOST_OVER) * STEP);
        long edges = places.add((long) threads * EDGE_BYTES);
        long rings = places.add(copies);
        int at = room(places);
        describe(
                from,
                to,
                w.at(),
                w.bias(),
                m,
                c.input().height(),
                c.input().width(),
                c.input().channels(),
                c.output().height(),
                c.output().width(),
                filters,
                c.kernel(),
                c.stride(),
                c.padding(),
                c.spread(),
                w.filter(),
                w.tap(),
                w.channel(),
                at + (int) packed,
                at + (int) biases,
                at + (int) rings,
                (int) ring,
                at + (int) edges,
                threads);
        run(CONVOLVE, (double) c.window() * c.output().features() * m > LEAST_PRODUCTS);
    }

    void convolveBackwardToFilters(ConvShape shape, int dZ, int a, double scale, int dW, int db, int m) {
        MapShape out = shape.output();
        int filters = shape.filters();
        int channels = shape.input().channels();
        if (m == 0) {
            calls.clear(dW, filters * shape.window() * bytes);
            calls.clear(db, filters * bytes);
            return;
        }
        channelTotals(dZ, db, scale, out.pixels(), filters, m);
        int columns = (out.width() - 1) * shape.stride() + shape.kernel();
        int seen = shape.kernel() * channels;
        // With fewer channels than lanes, the lanes are the filters and a tile's rows what a filter sees of a row.
        boolean thin = channels < width;
        int groups = ((thin ? seen : filters) + MOST_OVER) / 4;
        int blocks = ((thin ? filters : channels) + width - 1) / width;
        int phases = (columns + shape.stride() - 1) / shape.stride() * shape.stride();
        long inputRow = (long) EXAMPLES * (thin ? columns * channels * bytes : blocks * phases * STEP);
        long outputRow = (long) EXAMPLES * out.width() * STEP * (thin ? blocks : groups);
        int band = 1;
        while (band < out.height()
                && inputRow * (band * shape.stride() + shape.kernel()) + outputRow * (band + 1) <= STAGE_BYTES) {
            band++;
        }
        long inputBytes = TensorMemory.rounded(inputRow * ((band - 1) * shape.stride() + shape.kernel()));
        long stageBytes = TensorMemory.rounded(inputBytes + outputRow * band);
        Room places = new Room();
        long sums = places.add((long) groups * blocks * shape.kernel() * (thin ? 1 : shape.kernel()) * SUM_BYTES);
        long stages = places.add(2 * stageBytes);
        int at = room(places);
        describe(
                a,
                dZ,
                dW,
                m,
                shape.input().height(),
                shape.input().width(),
                channels,
                out.height(),
                out.width(),
                filters,
                shape.kernel(),
                shape.stride(),
                shape.padding(),
                band,
                at + (int) sums,
                at + (int) stages,
                (int) stageBytes,
                (int) inputBytes,
                1 + calls.members());
        calls.write(1, new double[] {scale}, description + GRADIENT_SCALE);
        run(thin ? THIN_GRADIENT : GRADIENT, shape.flops() * m > 2 * LEAST_PRODUCTS);
    }

    void maxPool(PoolShape shape, int a, int p, int m) {
        pool(MAX_POOL, shape, a, p, 0, 0, m);
    }

    void maxPoolBackward(PoolShape shape, int a, int p, int dP, int dA, int m) {
        MapShape in = shape.input();
        if (in.height() % shape.size() != 0 || in.width() % shape.size() != 0) {
            calls.clear(dA, in.features() * m * bytes);
        }
        pool(MAX_POOL_BACKWARD, shape, a, p, dP, dA, m);
    }

    private void pool(int operation, PoolShape shape, int a, int p, int dP, int dA, int m) {
        if (m == 0) {
            return;
        }
        MapShape in = shape.input();
        MapShape out = shape.output();
        describe(a, p, dP, dA, in.width(), in.channels() * m, out.height(), out.width(), shape.size());
        run(operation, (double) in.features() * m > LEAST_NUMBERS);
    }

    /** Numbers of one pixel are those of its channels in all examples. */
    void averagePool(int a, int p, int pixels, int numbers) {
        average(AVERAGE_POOL, a, p, pixels, numbers);
    }

    void averagePoolBackward(int dP, int dA, int pixels, int numbers) {
        average(AVERAGE_POOL_BACKWARD, dA, dP, pixels, numbers);
    }

    private void average(int operation, int map, int pooled, int pixels, int numbers) {
        if (numbers == 0) {
            return;
        }
        int line = TensorMemory.ALIGNMENT / bytes;
        describe(map, pooled, pixels, numbers, (numbers + line - 1) / line);
        run(operation, (double) pixels * numbers > LEAST_NUMBERS);
    }

    void scaleChannels(int z, int scale, int shift, boolean rectify, int a, int rows, int channels, int m) {
        describe(z, scale, shift, a, rows, channels, m, rectify ? 1 : 0);
        run(SCALE_CHANNELS, (double) rows * m > LEAST_NUMBERS);
    }

    void combineChannels(int z, int a, int dA, boolean rectified, int factors, int dZ, int rows, int channels, int m) {
        describe(z, a, dA, factors, dZ, rows, channels, m, rectified ? 1 : 0);
        run(COMBINE_CHANNELS, (double) rows * m > LEAST_NUMBERS);
    }

    void channelMoments(int z, int mean, int variance, int pixels, int channels, int m) {
        describe(z, mean, variance, channelRoom(channels), pixels, channels, m, 0);
        run(CHANNEL_MOMENTS, (double) pixels * channels * m > LEAST_NUMBERS);
    }

    void channelSums(int z, int a, int dA, boolean rectified, int mean, int sums, int pixels, int channels, int m) {
        if (m == 0) {
            calls.clear(sums, 2 * channels * bytes);
            return;
        }
        describe(z, a, dA, mean, sums, channelRoom(channels), pixels, channels, m, rectified ? 1 : 0);
        run(CHANNEL_SUMS, (double) pixels * channels * m > LEAST_NUMBERS);
    }

    private void channelTotals(int z, int totals, double scale, int pixels, int channels, int m) {
        describe(z, totals, channelRoom(channels), pixels, channels, m, 0);
        calls.write(1, new double[] {scale}, description + TOTALS_SCALE);
        run(CHANNEL_TOTALS, (double) pixels * channels * m > LEAST_NUMBERS);
    }

    private void run(int operation, boolean worthSharing) {
        calls.maps(wide, operation, description, worthSharing ? 1 : 0);
    }

    private void describe(int... words) {
        if (description == 0) {
            description = memory.allocate(DESCRIPTION_BYTES);
        }
        for (int i = 0; i < words.length; i++) {
            calls.storeInt(description + Integer.BYTES * i, words[i]);
        }
    }

    private int channelRoom(int channels) {
        Room places = new Room();
        places.add((long) channels * CHANNEL_BYTES);
        return room(places);
    }

    /** Places one after another. */
    private static final class Room {
        private long size;

        /** So many bytes; returns their offset. */
        long add(long bytes) {
            long at = size;
            size += TensorMemory.rounded(bytes);
            return at;
        }
    }

    /** Where there is room for that: what is in it is anything. */
    private int room(Room places) {
        if (places.size > roomBytes) {
            if (room != 0) {
                memory.release(room, roomBytes);
                room = 0;
                roomBytes = 0;
            }
            room = memory.allocate(places.size);
            roomBytes = places.size;
        }
        return room;
    }
}
