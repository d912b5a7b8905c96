package org.layerlab.kernels;

import org.layerlab.kernels.WinogradTileWat.Corner;
import org.layerlab.kernels.WinogradTileWat.Pixels;

/**
 * A convolution of a batch by filters of 3×3 with a stride of 1, in 36 multiplications for each filter, channel and tile
 * of 4×4 output pixels instead of 144: Winograd's F(4×4, 3×3), {@code Y = Aᵀ[(G·g·Gᵀ) ⊙ (Bᵀ·d·B)]A} with g a filter and
 * d the 6×6 input pixels that the tile sees (Lavin and Gray 2015, "Fast Algorithms for Convolutional Neural Networks").
 * At each of the 36 places, ⊙ summed over channels is a product of filters × channels and channels × examples, by the
 * panels of {@link ProductTileWat}.
 *
 * <p>The threads take some tiles of 16 examples at a time. Of the products only some filters' are kept, until the tile is
 * written.
 */
final class WinogradConvolution extends ConvolutionFunction {
    private static final int PLACES = WinogradLines.PLACES;
    private static final int EXAMPLES_BYTES = KernelLayout.WINOGRAD_ROW_BYTES;
    private static final int EXAMPLES_SHIFT = Integer.numberOfTrailingZeros(EXAMPLES_BYTES);

    /** Filters of a panel. */
    private final int high = TileSizes.productRows(n);

    private final I32.Local block = f.i32(), tile = f.i32(), here = f.i32(), t = f.i32(), x = f.i32(), y = f.i32();
    private final I32.Local p = f.i32(), rows = f.i32(), place = f.i32(), a = f.i32(), b = f.i32(), c = f.i32();
    private final I32 given;
    private final I32 sums;
    private final I32 ofPlace;
    private final I32 ofSum;
    private final I32 mRow = f.let(f.bytes(m));
    private final I32 panels = f.let(filters.plus(high - 1).over(high));
    private final I32 across = f.let(outWidth.plus(3).shr(2));
    private final I32 all = f.let(across.times(outHeight.plus(3).shr(2)));

    private WinogradConvolution(ScalarType n) {
        super("winograd", n);
        rings.add(index.times(ringBytes));
        sums = f.let(rings.plus(KernelLayout.WINOGRAD_TEMPORARY_BYTES));
        ofSum = f.let(atOnce.times(EXAMPLES_BYTES));
        given = f.let(sums.plus(ofSum.times(PLACES * high)));
        ofPlace = f.let(channels.times(atOnce).shl(EXAMPLES_SHIFT).plus(KernelLayout.WINOGRAD_GAP_BYTES));
    }

    static String wat(ScalarType n) {
        return WinogradFilterWat.wat(n) + WinogradTileWat.wat(n) + new WinogradConvolution(n).convolve();
    }

    private String convolve() {
        spreadFilters();
        f.takeFrom(I32.ZERO);
        f.meet(count);
        I32 groups = f.let(all.plus(atOnce).minus(1).over(atOnce));
        I32 units = f.let(groups.times(mRow.plus(EXAMPLES_BYTES - 1).shr(EXAMPLES_SHIFT)));
        I32.Local unit = f.i32();
        f.eachTaken(I32.ZERO, units, unit, () -> {
            block.set(unit.over(groups).shl(EXAMPLES_SHIFT));
            tile.set(unit.modulo(groups).times(atOnce));
            here.set(Function.least(atOnce, all.minus(tile)));
            f.countUp(t, here, this::readTile);
            f.countUp(p, panels, () -> {
                rows.set(Function.least(high, filters.minus(p.times(high))));
                products();
                f.countUp(t, here, this::writeTile);
            });
        });
        return f.wat();
    }

    /** Bytes of a panel at one place. */
    private I32 panelBytes() {
        return channels.times(high * n.bytes());
    }

    /** Each thread spreads the filters of some panels: {@code [panel][place][channel][filter]}. */
    private void spreadFilters() {
        I32.Local filter = f.let(begin(panels).times(high));
        I32 end = f.let(Function.least(filters, end(panels).times(high)));
        f.countOn(filter, end, () -> {
            p.set(filter.over(high));
            I32 to = packed.plus(p.times(panelBytes()).times(PLACES)).plus(f.bytes(filter.modulo(high)));
            I32 from = w.plus(filter.times(wFilter));
            I32 ofChannel = I32.of(high * n.bytes());
            f.call("spreadFilter", from, wTap, wChannel, channels, to, panelBytes(), ofChannel, rings);
        });
    }

    /** Where the t-th tile's upper left pixel is in the output. */
    private void findTile() {
        y.set(tile.plus(t).over(across).shl(2));
        x.set(tile.plus(t).modulo(across).shl(2));
    }

    private void readTile() {
        findTile();
        I32 half = f.let(channels.times(ROW));
        Pixels<I32> pixels = new Pixels<>(from.plus(block), mRow, channels.times(mRow));
        Corner corner = new Corner(height, width, y.minus(padding), x.minus(padding));
        I32 to = given.plus(t.times(half).shl(1));
        I32 side = I32.of(WinogradLines.WIDTH);
        f.call("readTile", side, pixels, channels, corner, to, I32.of(ROW), half, ofPlace, rings);
    }

    /** The products of a panel's filters at all places. */
    private void products() {
        a.set(packed.plus(p.times(panelBytes()).times(PLACES)));
        b.set(given);
        c.set(sums);
        f.times(place, PLACES, () -> {
            Strided panel = new Strided(a, I32.of(n.bytes()), I32.of(high * n.bytes()));
            Strided pixels = new Strided(b, I32.of(ROW), channels.times(ROW));
            ProductTileWat.call(f, rows, panel, pixels, channels, new Rows(c, ofSum), here.shl(1), f.number("0"));
            a.add(panelBytes());
            b.add(ofPlace);
            c.add(ofSum.times(high));
        });
    }

    private void writeTile() {
        findTile();
        I32 first = f.let(p.times(high));
        I32 biases = bias.either(bias.plus(f.bytes(first)), I32.ZERO);
        I32 from = sums.plus(t.shl(EXAMPLES_SHIFT));
        Pixels<I32> pixels = new Pixels<>(to.plus(block).plus(first.times(mRow)), mRow, filters.times(mRow));
        Corner corner = new Corner(outHeight, outWidth, y, x);
        I32 bytes = Function.least(EXAMPLES_BYTES, mRow.minus(block));
        f.call("writeTile", from, ofSum, ofSum.times(high), rows, biases, rectify, pixels, corner, bytes, rings);
    }
}
