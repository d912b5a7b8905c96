package org.layerlab.kernels;

import org.layerlab.kernels.ConvolutionTileWat.A;
import org.layerlab.kernels.ConvolutionTileWat.B;
import org.layerlab.kernels.ConvolutionTileWat.Next;

/**
 * A convolution of one example, whose channels lie side by side. All threads copy the whole input with its border, then
 * share groups of a tile's width of filters by rows of the output.
 */
final class SingleConvolution extends ConvolutionFunction {
    private static final int LARGE = TileSizes.CONVOLUTION_LARGE;
    private static final int SMALL = TileSizes.CONVOLUTION_SMALL;

    private final I32.Local g = f.i32(), end = f.i32(), first = f.i32(), y = f.i32();
    private final int tile = TileSizes.width(n);
    private final I32 groups = f.let(filters.plus(tile - 1).over(tile));

    SingleConvolution(ScalarType n) {
        super("convolveSingle", n);
    }

    String wat() {
        packFilters();
        I32 columns = f.let(seen(outWidth, stride, kernel));
        I32 rowBytes = f.let(f.bytes(columns.times(channels)));
        y.set(seen(outHeight, stride, kernel));
        end.set(end(y));
        y.set(begin(y));
        I32 number = I32.of(n.bytes());
        f.countOn(y, end, () -> packRow(from, number, number, y, columns, rings.plus(y.times(rowBytes)), I32.ZERO));
        f.meet(count);
        I32 edge = f.let(edge());
        I32 larges = f.let(f.result("larges", outWidth));
        I32.Local item = f.let(groups.times(outHeight));
        end.set(end(item));
        item.set(begin(item));
        f.countOn(item, end, () -> {
            g.set(item.over(outHeight));
            y.set(item.minus(g.times(outHeight)));
            first.set(g.times(tile));
            I32 size = f.let(Function.least(ROW, f.bytes(filters.minus(first))));
            tiles(larges, size, edge, rowBytes);
        });
        return f.wat();
    }

    /** Each thread copies some of the filters and their biases. */
    private void packFilters() {
        g.set(begin(groups));
        end.set(end(groups));
        f.countOn(g, end, () -> {
            first.set(g.times(tile));
            packFilters(first, I32.of(tile), filters.minus(first));
            I32 i = f.let(biases.plus(g.shl(ROW_SHIFT)));
            f.clear(i, I32.of(ROW));
            f.when(bias, () -> {
                I32 bytes = f.bytes(filters.minus(first));
                f.copy(i, bias.plus(g.shl(ROW_SHIFT)), Function.least(ROW, bytes));
            });
        });
    }

    /** A row of the output for a group of filters: all large tiles, the small ones, and what is over the edge. */
    private void tiles(I32 larges, I32 size, I32 edge, I32 rowBytes) {
        I32.Local x = f.let(I32.ZERO);
        I32 run = kernel.times(channels);
        f.doWhile(x.less(outWidth), () -> {
            I32 rows = f.let(x.less(larges.times(LARGE)).choose(LARGE, SMALL));
            I32 largeTiles = larges.minus(x.over(LARGE));
            I32.Local tiles =
                    f.let(rows.equal(LARGE).choose(largeTiles, outWidth.minus(x).overSigned(SMALL)));
            // The last large one may be over the edge too.
            f.when(x.plus(tiles.times(rows)).greater(outWidth), () -> tiles.subtract(1));
            f.when(tiles.isZero(), () -> tiles.set(1));
            I32 pixel =
                    y.times(stride).times(rowBytes).plus(f.bytes(x.times(stride).times(channels)));
            I32 place = f.bytes(first.plus(filters.times(x.plus(y.times(outWidth)))));
            I32 valid = Function.least(rows, outWidth.minus(x));
            I32 step = stride.times(channels);
            A<I32> a = new A<>(rings.plus(pixel), f.bytes(step), I32.of(n.bytes()), rowBytes.minus(f.bytes(run)));
            B<I32> b = B.straight(packed(first), I32.ZERO);
            Rows init = new Rows(biases.plus(g.shl(ROW_SHIFT)), I32.ZERO);
            Rows c = new Rows(to.plus(place), f.bytes(filters));
            Next next = new Next(f.bytes(rows.times(stride).times(channels)), I32.ZERO, f.bytes(rows.times(filters)));
            f.call("tiles", rows, valid, size, edge, a, b, run, kernel, init, rectify, c, tiles, next);
            x.add(rows.times(tiles));
        });
    }
}
