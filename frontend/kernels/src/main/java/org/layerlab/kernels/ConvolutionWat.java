package org.layerlab.kernels;

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
    private static final int ROW = TileSizes.ROW_BYTES;

    /** The sizes of an input with its border of zeros. */
    record Input(I32 height, I32 width, I32 channels, I32 padding, I32 spread) implements Group {
        /** Whether a place is in the border, or between the input's places. */
        private I32 outside(I32 place, I32 at, I32 length) {
            return place.less(0).or(at.atLeast(length)).or(at.times(spread).differs(place));
        }
    }

    private ConvolutionWat() {}

    static String wat(ScalarType n) {
        return ConvolutionTileWat.wat(n)
                + packFilters(n)
                + packRow(n)
                + convolve(n)
                + new BatchConvolution(n).wat()
                + new SingleConvolution(n).wat()
                + FilterGradientWat.wat(n)
                + ThinGradientWat.wat(n);
    }

    /** Copies some filters in the order of use: taps, channels, and the filters side by side; the last one repeated. */
    private static String packFilters(ScalarType n) {
        Function f = new Function("packFilters", n);
        I32.Local w = f.parameter();
        I32 wFilter = f.parameter();
        I32 wTap = f.parameter();
        I32 wChannel = f.parameter();
        I32.Local taps = f.parameter();
        I32 channels = f.parameter();
        I32 rows = f.parameter();
        I32 valid = f.parameter();
        I32.Local to = f.parameter();
        f.countDown(taps, () -> {
            I32.Local p = f.let(w);
            f.times(channels, () -> {
                I32.Local q = f.let(p);
                I32.Local i = f.let(I32.of(0));
                f.doWhile(i.less(rows), () -> {
                    f.store(to, f.loadReal(q));
                    to.add(n.bytes());
                    i.add(1);
                    q.add(i.less(valid).choose(wFilter, 0));
                });
                p.add(wChannel);
            });
            w.add(wTap);
        });
        return f.wat();
    }

    /**
     * Copies one row of the padded input, where the row or its pixels may be zeros: {@code size} bytes of each of its
     * channels, 64 of them as twice 32 that lie {@code half} bytes apart. {@code from} is where the channels of the
     * first pixel begin.
     */
    private static String packRow(ScalarType n) {
        Function f = new Function("packRow", n);
        I32.Local from = f.parameter();
        I32 mRow = f.parameter();
        I32 size = f.parameter();
        I32.Local y = f.parameter();
        Input input = f.parameters(Input.class);
        I32 columns = f.parameter();
        I32.Local to = f.parameter();
        I32 half = f.parameter();
        I32 bytes = f.let(input.channels.times(size.below(ROW).choose(size, ROW)));
        y.subtract(input.padding);
        I32.Local at = f.let(y.overSigned(input.spread));
        f.when(input.outside(y, at, input.height), () -> {
            clear(f, to, size, half, columns.times(bytes));
            f.giveBack();
        });
        from.add(at.times(input.width).times(input.channels.times(mRow)));
        I32.Local x = f.let(I32.of(0).minus(input.padding));
        f.doWhile(x.less(columns.minus(input.padding)), () -> {
            at.set(x.overSigned(input.spread));
            f.when(input.outside(x, at, input.width), () -> clear(f, to, size, half, bytes), () -> {
                I32.Local p = f.let(from.plus(at.times(input.channels.times(mRow))));
                f.when(size.below(ROW), () -> f.copy(to, p, bytes), () -> copyPixel(f, p, mRow, to, size, half, bytes));
            });
            to.add(bytes);
            x.add(1);
        });
        return f.wat();
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
    private static String convolve(ScalarType n) {
        Function f = new Function("convolve", n);
        I32 at = f.parameter();
        I32 index = f.parameter();
        I32 count = f.parameter();
        f.when(
                at.word(Integer.BYTES * ConvolutionWord.M).equal(1),
                () -> f.call("convolveSingle", at, index, count),
                () -> f.call("convolveBatch", at, index, count));
        return f.wat();
    }
}
