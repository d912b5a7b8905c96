package org.layerlab.kernels;

import org.layerlab.kernels.ConvolutionTileWat.A;
import org.layerlab.kernels.ConvolutionTileWat.B;
import org.layerlab.kernels.ConvolutionTileWat.Next;

/**
 * A convolution of a batch. The threads take rows of the output, a quarter of a map at a time: each piece makes a thread
 * copy rows of the input that the piece before it needs too.
 */
final class BatchConvolution extends ConvolutionFunction {
    /** Bytes of the examples that a slot of the ring holds: twice a tile's row. */
    private static final int BLOCK = 2 * ROW;

    private static final int BLOCK_SHIFT = 6;

    private final I32.Local g = f.i32(), end = f.i32(), first = f.i32(), rows = f.i32(), h = f.i32();
    private final I32 larges = f.let(f.result("larges", filters));
    private final I32 groups = f.let(f.result("groups", filters));

    BatchConvolution(ScalarType n) {
        super("convolveBatch", n);
    }

    String wat() {
        g.set(begin(groups));
        end.set(end(groups));
        packFilters();
        f.takeFrom(I32.ZERO);
        f.meet(count);
        I32 mRow = f.let(f.bytes(m));
        I32 edge = f.let(edge());
        rings.add(index.times(ringBytes));
        I32 columns = f.let(seen(outWidth, stride, kernel));
        // A slot of the ring is a row of 2·8 examples, one half after the other.
        I32 half = f.let(columns.times(channels).shl(ROW_SHIFT));
        I32 slot = f.let(half.shl(1));
        I32 items = f.let(outHeight.times(mRow.plus(BLOCK - 1).over(BLOCK)));
        I32 piece = f.let(outHeight.plus(3).shr(2));
        end.set(0);
        I32.Local last = f.let(I32.of(-1));
        I32.Local item = f.i32(), next = f.i32();
        f.forever(exit -> {
            f.when(item.atLeast(end), () -> {
                item.set(piece.times(Function.take(I32.ZERO)));
                end.set(Function.least(items, item.plus(piece)));
                exit.when(item.atLeast(items));
            });
            I32 block = f.let(item.over(outHeight));
            I32 row = item.minus(block.times(outHeight));
            I32 y = f.let(stride.times(row));
            f.when(block.differs(last).or(next.less(y)), () -> next.set(y));
            last.set(block);
            f.countOn(next, y.plus(kernel), () -> {
                I32 target = rings.plus(slot.times(next.modulo(kernel)));
                packRow(from.plus(block.shl(BLOCK_SHIFT)), mRow, I32.of(BLOCK), next, columns, target, half);
            });
            h.set(0);
            I32.Local left = f.let(mRow.minus(block.shl(BLOCK_SHIFT)));
            f.doWhile(h.equal(1).and(left.greater(0)), () -> {
                I32 place = mRow.times(first.plus(filters.times(outWidth.times(row))));
                I32 c = to.plus(place).plus(block.shl(BLOCK_SHIFT).plus(h.shl(ROW_SHIFT)));
                tiles(mRow, left, edge, half, slot, y, c);
                h.add(1);
                left.subtract(ROW);
            });
            item.add(1);
        });
        return f.wat();
    }

    /** Each thread copies some of the filters, and the biases to all lanes. */
    private void packFilters() {
        f.countOn(g, end, () -> {
            first.set(f.result("groupAt", g, larges));
            rows.set(f.result("groupRows", g, larges));
            I32 valid = f.let(Function.least(rows, filters.minus(first)));
            I32.Local i = f.i32();
            Vec.Local x = f.vec();
            packFilters(first, rows, valid);
            f.countUp(i, rows, () -> {
                f.when(bias.differs(0).and(i.less(valid)), () -> x.set(f.loadSplat(bias.plus(f.bytes(first.plus(i))))));
                f.otherwise(() -> x.set(f.all("0")));
                h.set(biases.plus(first.plus(i).shl(ROW_SHIFT)));
                f.store(h, x);
                f.store(h, VECTOR, x);
            });
        });
    }

    /** A row of the output in half a block of examples, group by group. */
    private void tiles(I32 mRow, I32 left, I32 edge, I32 half, I32 slot, I32 y, I32 c) {
        I32 run = kernel.times(channels);
        f.countUp(g, groups, () -> {
            first.set(f.result("groupAt", g, larges));
            rows.set(f.result("groupRows", g, larges));
            I32 valid = Function.least(rows, filters.minus(first));
            I32 ring = rings.plus(h.times(half).plus(slot.times(y.modulo(kernel))));
            I32 bytes = Function.least(ROW, left);
            I32 slots = slot.times(kernel);
            A<I32> a = new A<>(packed(first), I32.of(n.bytes()), f.bytes(rows), I32.ZERO);
            B<I32> b = new B<>(ring, slot.minus(run.shl(ROW_SHIFT)), rings.plus(slots), slots);
            Rows init = new Rows(biases.plus(first.shl(ROW_SHIFT)), I32.of(ROW));
            Rows result = new Rows(c, mRow);
            Next next = new Next(I32.ZERO, stride.times(channels).shl(ROW_SHIFT), filters.times(mRow));
            f.call("tiles", rows, valid, bytes, edge, a, b, run, kernel, init, rectify, result, outWidth, next);
        });
    }
}
