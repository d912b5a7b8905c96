package org.layerlab.kernels;

import org.layerlab.kernels.KernelLayout.GradientWord;
import org.layerlab.kernels.WinogradTileWat.Corner;
import org.layerlab.kernels.WinogradTileWat.Pixels;

/**
 * The gradient of the filters of a {@link WinogradConvolution}: {@code dg = scale · Gᵀ[Σ (A·dy·Aᵀ) ⊙ (Bᵀ·d·B)]G} over
 * tiles and examples (Lavin and Gray 2015). At each place that is a product of filters × examples and examples × channels.
 *
 * <p>A stage is 16 examples of some tiles: all threads read some channels of it, meet, and take sums to add its products
 * to. There are two stages, so that one can be read while another thread still multiplies the one before. Each sum is
 * made in the order of the stages, whichever thread does it.
 */
final class WinogradGradient extends SharedKernel {
    private static final int PLACES = WinogradLines.PLACES;
    private static final int EXAMPLES_BYTES = KernelLayout.WINOGRAD_ROW_BYTES;
    private static final int EXAMPLES_SHIFT = Integer.numberOfTrailingZeros(EXAMPLES_BYTES);

    /** Channels or filters that are read at a time. */
    private static final int BLOCK = ROW / Float.BYTES;

    /** Filters of a panel. */
    private final int high = TileSizes.productRows(n);

    /** Bytes of the examples before this stage's, and of one row of this stage's. */
    private final I32.Local block = f.i32(), valid = f.i32();

    private final I32.Local tile = f.i32(), here = f.i32(), stage = f.i32(), t = f.i32(), x = f.i32(), y = f.i32();
    private final I32.Local task = f.i32(), end = f.i32(), unit = f.i32();
    private final I32.Local[] words = words(GradientWord.class, GradientWord.THREADS);
    private final Real scale =
            f.let(f.loadF64(at, KernelLayout.GRADIENT_SCALE_OFFSET).in(n));
    private final I32 mRow = f.let(f.bytes(words[GradientWord.M]));
    private final I32 channels = words[GradientWord.CHANNELS];
    private final I32 filters = words[GradientWord.FILTERS];
    private final I32 atOnce = words[GradientWord.BAND];
    private final I32 across = f.let(words[GradientWord.OUT_WIDTH].plus(3).shr(2));
    private final I32 blocks = f.let(channels.plus(BLOCK - 1).shr(3));
    private final I32 panels = f.let(filters.plus(high - 1).over(high));
    private final I32 temporary =
            f.let(words[GradientWord.ROOMS].plus(index.times(KernelLayout.WINOGRAD_TEMPORARY_BYTES)));

    /** Bytes from block to block of channels, and from place to place, of what was read. */
    private final I32 ofBlock = f.let(atOnce.times(BLOCK * EXAMPLES_BYTES));

    private final I32 ofPlace = f.let(blocks.times(ofBlock).plus(KernelLayout.WINOGRAD_GAP_BYTES));

    /** Bytes from filter to filter, and from place to place, of the errors. */
    private final I32 ofError = f.let(atOnce.times(EXAMPLES_BYTES));

    private final I32 errorsOfPlace = f.let(filters.times(ofError).plus(KernelLayout.WINOGRAD_GAP_BYTES));

    /** Bytes from filter to filter, and from place to place, of the sums. */
    private final I32 ofSum = f.let(blocks.times(ROW));

    private final I32 sumsOfPlace = f.let(filters.times(ofSum));

    WinogradGradient(ScalarType n) {
        super("winogradGradient", n);
    }

    String wat() {
        I32 all = f.let(across.times(words[GradientWord.OUT_HEIGHT].plus(3).shr(2)));
        I32 groups = f.let(all.plus(atOnce).minus(1).over(atOnce));
        I32 units = f.let(groups.times(mRow.plus(EXAMPLES_BYTES - 1).shr(EXAMPLES_SHIFT)));
        I32 pieces = f.let(panels.plus(TileSizes.WINOGRAD_PANELS - 1).over(TileSizes.WINOGRAD_PANELS));
        I32.Local turn = f.i32();
        f.doWhile(unit.less(units), () -> {
            block.set(unit.over(groups).shl(EXAMPLES_SHIFT));
            valid.set(Function.least(EXAMPLES_BYTES, mRow.minus(block)));
            tile.set(unit.modulo(groups).times(atOnce));
            here.set(Function.least(atOnce, all.minus(tile)));
            stage.set(words[GradientWord.STAGES].plus(turn.times(words[GradientWord.STAGE_BYTES])));
            read();
            f.takeFrom(turn);
            f.meet(count);
            f.eachTaken(
                    turn,
                    pieces.times(PLACES),
                    task,
                    () -> add(task.over(pieces), task.modulo(pieces).times(TileSizes.WINOGRAD_PANELS)));
            turn.set(turn.xor(I32.of(1)));
            unit.add(1);
        });
        f.meet(count);
        gather();
        return f.wat();
    }

    /**
     * Blocks of channels of the input, then of filters of the errors. Threads take turns at them: the two cost different
     * time. A thread reads all tiles of a block in their order, since what one writes too much the next one replaces.
     */
    private void read() {
        I32 total = f.let(blocks.plus(filters.plus(BLOCK - 1).shr(3)));
        task.set(index);
        f.until(task.atLeast(total), () -> {
            f.countUp(t, here, () -> {
                y.set(tile.plus(t).over(across).shl(2));
                x.set(tile.plus(t).modulo(across).shl(2));
                f.when(task.less(blocks), () -> readInput(task));
                f.otherwise(() -> readErrors(task.minus(blocks).times(BLOCK)));
            });
            task.add(count);
        });
    }

    private void readInput(I32 number) {
        I32 first = f.let(number.times(BLOCK));
        I32 present = Function.least(BLOCK, channels.minus(first));
        I32 from = words[GradientWord.FROM].plus(block).plus(first.times(mRow));
        Pixels<I32> pixels = new Pixels<>(from, mRow, channels.times(mRow));
        I32 padding = words[GradientWord.PADDING];
        Corner corner =
                new Corner(words[GradientWord.HEIGHT], words[GradientWord.WIDTH], y.minus(padding), x.minus(padding));
        I32 to = stage.plus(number.times(ofBlock)).plus(t.times(valid.times(BLOCK)));
        f.call("readTurned", pixels, present, valid.shr(n.shift()), corner, to, ofPlace, temporary);
    }

    /** What this writes beyond the examples, the next tile replaces. */
    private void readErrors(I32 number) {
        I32 first = f.let(number);
        I32 from = words[GradientWord.DZ].plus(block).plus(first.times(mRow));
        Pixels<I32> pixels = new Pixels<>(from, mRow, filters.times(mRow));
        I32 present = Function.least(BLOCK, filters.minus(first));
        Corner corner = new Corner(words[GradientWord.OUT_HEIGHT], words[GradientWord.OUT_WIDTH], y, x);
        Rows to = new Rows(errors().plus(first.times(ofError)).plus(t.times(valid)), ofError);
        I32 side = I32.of(WinogradLines.SIDE);
        f.call("readTile", side, pixels, present, corner, to, I32.of(ROW), errorsOfPlace, temporary);
    }

    private I32 errors() {
        return stage.plus(words[GradientWord.DZ_OFFSET]);
    }

    /** Adds the stage's products to the sums of some panels at a place. */
    private void add(I32 number, I32 panel) {
        I32 place = f.let(number);
        I32.Local first = f.let(panel.times(high));
        end.set(Function.least(filters, first.plus(TileSizes.WINOGRAD_PANELS * high)));
        f.doWhile(first.less(end), () -> {
            I32 rows = Function.least(high, filters.minus(first));
            I32 dZ = errors().plus(place.times(errorsOfPlace)).plus(first.times(ofError));
            Strided a = new Strided(dZ, ofError, I32.of(n.bytes()));
            Strided b = new Strided(stage.plus(place.times(ofPlace)), I32.of(ROW), ofBlock);
            I32 sum = words[GradientWord.SUMS].plus(place.times(sumsOfPlace)).plus(first.times(ofSum));
            Real keep = unit.choose(f.number("1"), f.number("0"));
            I32 columns = here.times(valid).shr(n.shift());
            ProductTileWat.call(f, rows, a, b, columns, new Rows(sum, ofSum), blocks, keep);
            first.add(high);
        });
    }

    private void gather() {
        task.set(begin(filters));
        end.set(end(filters));
        I32 ofTap = f.let(f.bytes(channels));
        f.countOn(task, end, () -> {
            I32 sums = words[GradientWord.SUMS].plus(task.times(ofSum));
            I32 to = words[GradientWord.DW].plus(task.times(ofTap).times(WinogradLines.TAPS * WinogradLines.TAPS));
            f.call("gatherFilter", sums, sumsOfPlace, channels, scale, to, ofTap, temporary);
        });
    }
}
