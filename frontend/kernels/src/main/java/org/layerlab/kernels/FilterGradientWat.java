package org.layerlab.kernels;

import org.layerlab.kernels.ConvolutionTileWat.A;
import org.layerlab.kernels.ConvolutionTileWat.B;

/**
 * The gradient of filters: some filters by eight channels, summed over pixels and examples. Both maps are copied so that
 * eight channels of an example lie side by side, a band of rows after another. For fewer channels see {@link
 * ThinGradientWat}. Sums are numbered by groups of filters, blocks of channels and taps.
 */
final class FilterGradientWat extends GradientStages {
    private final I32 larges = f.let(f.result("larges", filters));
    private final I32 groups = f.let(f.result("groups", filters));
    private final I32 blocks = f.let(channels.plus(tile - 1).over(tile));
    private final I32 taps = f.let(kernel.times(kernel));
    private final I32 columns = f.let(ConvolutionFunction.seen(outWidth, stride, kernel));
    private final I32.Local phase = f.i32(), pitch = f.i32(), g = f.i32(), kx = f.i32(), ky = f.i32(), block = f.i32();
    private final I32.Local rows = f.i32(), first = f.i32();

    /** Pixels of a row: the first and how many, the row's width, the stride and bytes from phase to phase. */
    record Pixels(I32 first, I32 count, I32 width, I32 stride, I32 phase) implements Group {}

    private FilterGradientWat(ScalarType n) {
        super("gradient", n);
    }

    static String wat(ScalarType n) {
        Class<?> kernels = FilterGradientWat.class;
        return (n.single() ? "" : Function.of(n, kernels, "packTurned"))
                + Function.of(n, kernels, "packBand")
                + new FilterGradientWat(n).wat();
    }

    /**
     * float64: copies a tile of four rows, scaled, so that a step's numbers lie side by side; the last row is repeated. It
     * has the name of float32's {@link ProductPackWat#packTurned}, because {@link #packBand} calls the one of its precision.
     */
    static void packTurned(Function f, Rows.Moving b, I32.Local depth, I32 rows, Real scale, I32.Local to) {
        f.countDown(depth, () -> {
            I32.Local p = f.let(b.at());
            I32.Local i = f.let(I32.ZERO);
            f.doWhile(i.less(TileSizes.width(f.n)), () -> {
                f.store(to, f.loadReal(p).times(scale));
                to.add(f.n.bytes());
                i.add(1);
                p.add(i.less(rows).choose(b.row(), 0));
            });
            b.at().add(f.n.bytes());
        });
    }

    /**
     * Copies a row of pixels of some channels, {@code depth} examples: {@code [pixel][example][a tile's width of
     * channels]}. Pixels that are side by side in the input lie {@code next} bytes apart, except that a stride gives each
     * of its phases a place of its own.
     */
    static void packBand(Function f, Rows from, I32 channels, I32 valid, I32 depth, Real scale, Pixels pixels, I32 to) {
        I32 next = f.let(depth.shl(ROW_SHIFT));
        I32.Local x = f.i32();
        f.doWhile(x.less(pixels.count), () -> {
            I32 phase = x.modulo(pixels.stride).times(pixels.phase);
            I32 p = f.let(to.plus(x.over(pixels.stride).times(next).plus(phase)));
            I32 column = x.plus(pixels.first);
            I32 place = from.at().plus(from.row().times(channels).times(column));
            f.when(column.below(pixels.width), () -> f.call("packTurned", place, from.row(), depth, valid, scale, p));
            f.otherwise(() -> f.clear(p, next));
            x.add(1);
        });
    }

    @Override
    void setUp() {
        inputBlocks.set(blocks);
        dzBlocks.set(groups);
        tasks.set(groups.times(blocks).times(taps));
    }

    /** Bytes of a phase and of a row of the input. */
    @Override
    void perExamples() {
        phase.set(depth.times(columns.plus(stride).minus(1).over(stride)).shl(ROW_SHIFT));
        pitch.set(phase.times(stride));
    }

    @Override
    void copyInput() {
        g.set(task.over(rest));
        row.set(task.modulo(rest).plus(y.times(stride)).minus(padding));
        I32 channel = g.times(tile);
        I32 place = from.plus(
                mRow.times(channel.plus(channels.times(row.times(width)))).plus(f.bytes(j)));
        I32 valid = Function.least(tile, channels.minus(channel));
        Real one = f.number("1");
        I32 left = I32.ZERO.minus(padding);
        I32 seen = row.below(height).choose(width, 0);
        I32 to = stage.plus(task.times(pitch));
        f.call("packBand", place, mRow, channels, valid, depth, one, left, columns, seen, stride, phase, to);
    }

    @Override
    I32.Local firstFilter() {
        first.set(f.result("groupAt", row.over(high), larges));
        return first;
    }

    /** Finds filter, channel and tap of a sum. */
    private void place() {
        ky.set(task.modulo(taps));
        kx.set(ky.modulo(kernel));
        block.set(task.over(taps));
        g.set(block.over(blocks));
        block.set(block.modulo(blocks));
    }

    @Override
    void add() {
        place();
        ky.set(ky.over(kernel));
        rows.set(f.result("groupRows", g, larges));
        I32 pixels = outWidth.times(depth);
        I32 bytes = pixels.shl(ROW_SHIFT);
        I32 column =
                kx.modulo(stride).times(phase).plus(kx.over(stride).times(depth).shl(ROW_SHIFT));
        I32 jump = pitch.times(stride).minus(bytes);
        I32 b = stage.plus(pitch.times(block.times(rest).plus(ky))).plus(column);
        I32 a = stage.plus(dzOffset).plus(g.times(high).times(bytes));
        I32 row = I32.of(ROW);
        addTile(rows, new A<>(a, I32.of(n.bytes()), row, I32.ZERO), B.straight(b, jump), pixels, high);
    }

    @Override
    void store() {
        place();
        block.set(block.times(tile));
        first.set(f.result("groupAt", g, larges));
        I32 place = block.plus(channels.times(ky.plus(first.times(taps))));
        Rows to = new Rows(dW.plus(f.bytes(place)), f.bytes(taps.times(channels)));
        I32 valid = Function.least(f.result("groupRows", g, larges), filters.minus(first));
        I32 bytes = Function.least(ROW, f.bytes(channels.minus(block)));
        f.call("copyTile", sum, I32.of(ROW), to, valid, bytes);
    }
}
