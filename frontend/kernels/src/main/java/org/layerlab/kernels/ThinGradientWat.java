package org.layerlab.kernels;

import org.layerlab.kernels.ConvolutionTileWat.A;
import org.layerlab.kernels.ConvolutionTileWat.B;

/**
 * The gradient of filters over few channels, as a network's first layer has them: photos have three, which would leave
 * most lanes of {@link FilterGradientWat} idle. Here the lanes are filters, and the rows of a tile are what a filter sees
 * of one row of the input, kernel·channels numbers: they are contiguous once a row of pixels has been copied as one line
 * per example. Sums are numbered by blocks of filters, rows of the kernel and groups of what a filter sees of a row.
 */
final class ThinGradientWat extends GradientStages {
    private final I32 seen = f.let(kernel.times(channels));
    private final I32 pixel = f.let(f.bytes(channels));
    private final I32 line = f.let(pixel.times(kernel.plus(stride.times(outWidth.minus(1)))));
    private final I32 larges = f.let(f.result("larges", seen));
    private final I32 groups = f.let(f.result("groups", seen));
    private final I32 blocks = f.let(filters.plus(tile - 1).over(tile));
    private final I32.Local dzRow = f.i32(), g = f.i32(), ky = f.i32(), block = f.i32(), rows = f.i32();
    private final I32.Local first = f.i32();

    private ThinGradientWat(ScalarType n) {
        super("thinGradient", n);
    }

    static String wat(ScalarType n) {
        return Function.of(n, ThinGradientWat.class, "copyLines") + new ThinGradientWat(n).wat();
    }

    /**
     * Copies a row of the padded input, {@code depth} examples: {@code [example][pixel][channel]}. {@code from} is the
     * row's first number; it has {@code numbers} of them. {@code border} zeros come before them, and as many as the line of
     * {@code bytes} bytes needs after them.
     */
    static void copyLines(
            Function f, Rows.Moving from, I32.Local numbers, I32 border, I32.Local depth, I32 bytes, I32.Local to) {
        f.clear(to, depth.times(bytes));
        // A line is cut off where filters don't reach the row's end.
        numbers.set(Function.least(numbers, bytes.shr(f.n.shift()).minus(border)));
        f.when(numbers.atMost(0), f::leave);
        to.add(f.bytes(border));
        I32 end = f.let(to.plus(f.bytes(numbers)));
        depth.set(f.bytes(depth));
        f.doWhile(to.up(f.n.bytes()).below(end), () -> {
            I32.Local p = f.let(from.at());
            I32 last = f.let(p.plus(depth));
            I32.Local q = f.let(to);
            f.doWhile(p.up(f.n.bytes()).below(last), () -> {
                f.store(q, f.loadReal(p));
                q.add(bytes);
            });
            from.at().add(from.row());
        });
    }

    /** One piece of the input a row, and how many sums there are. */
    @Override
    void setUp() {
        inputBlocks.set(1);
        dzBlocks.set(blocks);
        tasks.set(blocks.times(kernel).times(groups));
    }

    /** Bytes of a row of dZ. */
    @Override
    void perExamples() {
        dzRow.set(outWidth.times(depth).shl(ROW_SHIFT));
    }

    /** One line of the input for each example. */
    @Override
    void copyInput() {
        row.set(task.plus(y.times(stride)).minus(padding));
        I32 place = from.plus(mRow.times(channels.times(row.times(width))).plus(f.bytes(j)));
        I32 numbers = row.below(height).choose(width.times(channels), 0);
        I32 to = stage.plus(task.times(depth.times(line)));
        f.call("copyLines", place, mRow, numbers, padding.times(channels), depth, line, to);
    }

    @Override
    I32.Local firstFilter() {
        first.set(row.over(high).times(tile));
        return first;
    }

    /** Finds group, kernel row and filters of a sum. */
    private void place() {
        g.set(task.modulo(groups));
        block.set(task.over(groups));
        ky.set(block.modulo(kernel));
        block.set(block.over(kernel));
        rows.set(f.result("groupRows", g, larges));
        first.set(f.result("groupAt", g, larges));
    }

    @Override
    void add() {
        place();
        row.set(0);
        f.doWhile(row.up(1).less(high), () -> {
            I32 lines = depth.times(line);
            I32 a = stage.plus(f.bytes(first)).plus(lines.times(ky.plus(row.times(stride))));
            I32 b = stage.plus(dzOffset).plus(dzRow.times(row.plus(block.times(high))));
            A<I32> lanes =
                    new A<>(a, I32.of(n.bytes()), line, stride.times(pixel).minus(lines));
            addTile(rows, lanes, B.straight(b, I32.ZERO), depth, outWidth);
        });
    }

    /** In dW filters are rows again. */
    @Override
    void store() {
        place();
        block.set(block.times(tile));
        rows.set(Function.least(rows, seen.minus(first)));
        end.set(Function.least(filters.minus(block), I32.of(tile)));
        I32 place = first.plus(seen.times(ky.plus(block.times(kernel))));
        I32.Local p = f.let(dW.plus(f.bytes(place)));
        I32.Local q = f.i32(), i = f.i32();
        f.countDown(end, () -> {
            q.set(sum);
            i.set(0);
            f.doWhile(i.up(1).less(rows), () -> {
                f.store(p.plus(f.bytes(i)), f.loadReal(q));
                q.add(ROW);
            });
            sum.add(n.bytes());
            p.add(f.bytes(seen.times(kernel)));
        });
    }
}
