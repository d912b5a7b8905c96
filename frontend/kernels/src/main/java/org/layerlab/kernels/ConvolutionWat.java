package org.layerlab.kernels;

import static org.layerlab.kernels.Kernel.ROW;

import org.layerlab.kernels.KernelLayout.ConvolutionWord;

/**
 * Convolutions. A map of an example is a column of its matrix, the features in the order row, column, channel.
 *
 * <p>No matrix of windows is made. What a filter sees of one row, kernel·channels numbers, is contiguous once the input
 * has been copied with its border of zeros. So a filter is kernel many products of such pieces, and a tile of {@link
 * ConvolutionTileWat} does them one after another:
 *
 * <ul>
 *   <li>{@link BatchConvolution}: some filters by eight examples. The filters are copied once, in the order of use; of the
 *       input each thread keeps as many rows as a filter is high, turned so that eight examples of a channel lie side by
 *       side.
 *   <li>{@link SingleConvolution}: some pixels by eight filters, so that no lane is idle.
 *   <li>The gradient of the filters: see {@link FilterGradientWat}.
 *   <li>{@link WinogradConvolution} and {@link WinogradGradient}: filters of 3×3 with many channels, in float32, in a
 *       quarter of the multiplications.
 * </ul>
 *
 * <p>The gradient of the input is a convolution too: of dZ, spread by the stride with zeros in between, with the filters
 * turned by 180 degrees and channels and filters exchanged. Strides through W and a spread say so.
 *
 * <p>In float64 the vectors have two numbers, so for eight read four. There nothing is fused, and each sum has one
 * order, whatever the number of threads.
 */
final class ConvolutionWat {
    /** The sizes of an input with its border of zeros. */
    record Input(I32 height, I32 width, I32 channels, I32 padding, I32 spread) implements Group {
        /** Whether a place is in the border, or between the input's places. */
        private I32 outside(I32 place, I32 at, I32 length) {
            return place.less(0).or(at.atLeast(length)).or(at.times(spread).differs(place));
        }
    }

    /** Filters from one on, and bytes from filter to filter, tap to tap and channel to channel. */
    record Filters(I32.Local at, I32 filter, I32 tap, I32 channel) implements Group {}

    private ConvolutionWat() {}

    static String wat(ScalarType n) {
        return ConvolutionTileWat.wat(n)
                + Function.of(n, ConvolutionWat.class, "packFilters", "packRow", "convolve")
                + new BatchConvolution(n).wat()
                + new SingleConvolution(n).wat()
                + FilterGradientWat.wat(n)
                + ThinGradientWat.wat(n);
    }

    /** Copies some filters in the order of use: taps, channels, and the filters side by side; the last one repeated. */
    static void packFilters(Function f, Filters w, I32.Local taps, I32 channels, I32 rows, I32 valid, I32.Local to) {
        f.countDown(taps, () -> {
            I32.Local p = f.let(w.at);
            f.times(channels, () -> {
                I32.Local q = f.let(p);
                I32.Local i = f.let(I32.ZERO);
                f.doWhile(i.less(rows), () -> {
                    f.store(to, f.loadReal(q));
                    to.add(f.n.bytes());
                    i.add(1);
                    q.add(i.less(valid).choose(w.filter, 0));
                });
                p.add(w.channel);
            });
            w.at.add(w.tap);
        });
    }

    /**
     * Copies one row of the padded input, where the row or its pixels may be zeros: {@code size} bytes of each of its
     * channels, 64 of them as twice 32 that lie {@code half} bytes apart. {@code from} is where the channels of the
     * first pixel begin.
     */
    static void packRow(
            Function f, Rows.Moving from, I32 size, I32.Local y, Input input, I32 columns, I32.Local to, I32 half) {
        I32 bytes = f.let(input.channels.times(size.below(ROW).choose(size, ROW)));
        y.subtract(input.padding);
        I32.Local at = f.let(y.overSigned(input.spread));
        f.when(input.outside(y, at, input.height), () -> {
            clear(f, to, size, half, columns.times(bytes));
            f.leave();
        });
        I32 pixel = input.channels.times(from.row());
        from.at().add(at.times(input.width).times(pixel));
        I32.Local x = f.let(I32.ZERO.minus(input.padding));
        f.doWhile(x.less(columns.minus(input.padding)), () -> {
            at.set(x.overSigned(input.spread));
            f.when(input.outside(x, at, input.width), () -> clear(f, to, size, half, bytes));
            f.otherwise(() -> {
                I32.Local p = f.let(from.at().plus(at.times(pixel)));
                f.when(size.below(ROW), () -> f.copy(to, p, bytes));
                f.otherwise(() -> copyPixel(f, p, from.row(), to, size, half, bytes));
            });
            to.add(bytes);
            x.add(1);
        });
    }

    private static void clear(Function f, I32 to, I32 size, I32 half, I32 bytes) {
        f.clear(to, bytes);
        f.when(size.equal(2 * ROW), () -> f.clear(to.plus(half), bytes));
    }

    /** Copies the channels of a pixel, 32 or 64 bytes each. */
    private static void copyPixel(Function f, I32.Local from, I32 mRow, I32 to, I32 size, I32 half, I32 bytes) {
        int vector = ScalarType.VECTOR_BYTES;
        I32.Local at = f.let(to);
        f.doWhile(at.below(to.plus(bytes)), () -> {
            f.store(at, f.loadAnywhere(from));
            f.store(at, vector, f.loadAnywhere(from, vector));
            f.when(size.equal(2 * ROW), () -> {
                f.store(at.plus(half), f.loadAnywhere(from, 2 * vector));
                f.store(at.plus(half), vector, f.loadAnywhere(from, 3 * vector));
            });
            at.add(ROW);
            from.add(mRow);
        });
    }

    /** {@code Z = W ∗ A + b}. */
    static void convolve(Function f, I32 at, I32 index, I32 count) {
        f.when(at.word(Integer.BYTES * ConvolutionWord.M).equal(1), () -> f.call("convolveSingle", at, index, count));
        f.otherwise(() -> f.call("convolveBatch", at, index, count));
    }
}
