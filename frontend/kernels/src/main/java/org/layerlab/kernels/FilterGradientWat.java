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
    private final I32 columns = f.let(outWidth.minus(1).times(stride).plus(kernel));
    private final I32.Local phase = f.i32();
    private final I32.Local pitch = f.i32();
    private final I32.Local g = f.i32();
    private final I32.Local kx = f.i32();
    private final I32.Local ky = f.i32();
    private final I32.Local block = f.i32();
    private final I32.Local rows = f.i32();
    private final I32.Local first = f.i32();

    private FilterGradientWat(ScalarType n) {
        super("gradient", n);
    }

    static String wat(ScalarType n) {
        return (n.single() ? "" : turn(n)) + packBand(n) + new FilterGradientWat(n).wat();
    }

    /** float64: copies tiles of four rows so that a step's numbers lie side by side; the last row is repeated. */
    private static String turn(ScalarType n) {
        Function f = new Function("packTurned", n);
        Rows.Moving b = f.parameters(Rows.Moving.class);
        I32.Local depth = f.parameter();
        I32 rows = f.parameter();
        Real scale = f.realParameter();
        I32.Local to = f.parameter();
        f.countDown(depth, () -> {
            I32.Local p = f.let(b.at());
            I32.Local i = f.let(I32.of(0));
            f.doWhile(i.less(TileSizes.width(n)), () -> {
                f.store(to, f.loadReal(p).times(scale));
                to.add(n.bytes());
                i.add(1);
                p.add(i.less(rows).choose(b.row(), 0));
            });
            b.at().add(n.bytes());
        });
        return f.wat();
    }

    /**
     * Copies a row of pixels of some channels, {@code depth} examples: {@code [pixel][example][a tile's width of
     * channels]}. Pixels that are side by side in the input lie {@code next} bytes apart, except that a stride gives each
     * of its phases a place of its own, {@code phase} bytes after the other.
     */
    private static String packBand(ScalarType n) {
        Function f = new Function("packBand", n);
        I32 from = f.parameter();
        I32 mRow = f.parameter();
        I32 channels = f.parameter();
        I32 valid = f.parameter();
        I32 depth = f.parameter();
        Real scale = f.realParameter();
        I32 first = f.parameter();
        I32 pixels = f.parameter();
        I32 width = f.parameter();
        I32 stride = f.parameter();
        I32 phase = f.parameter();
        I32 to = f.parameter();
        I32 next = f.let(depth.shl(ROW_SHIFT));
        I32.Local x = f.i32();
        f.doWhile(x.less(pixels), () -> {
            I32 p = f.let(
                    to.plus(x.over(stride).times(next).plus(x.modulo(stride).times(phase))));
            I32 place = from.plus(mRow.times(channels).times(x.plus(first)));
            f.when(
                    x.plus(first).below(width),
                    () -> f.call("packTurned", place, mRow, depth, valid, scale, p),
                    () -> f.clear(p, next));
            x.add(1);
        });
        return f.wat();
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
        I32 left = I32.of(0).minus(padding);
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
        addTile(rows, new A<>(a, I32.of(n.bytes()), row, I32.of(0)), B.straight(b, jump), pixels, high);
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
