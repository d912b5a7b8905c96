package org.layerlab.kernels;

import org.layerlab.kernels.TileSizes.Dot;

/**
 * {@code C = scale · A·Bᵀ} by the tiles of {@link DotTileWat}. In float32 and where A is large, {@link ProductWat} does
 * it.
 */
final class TransposedProductWat extends Kernel {
    /** The bytes of rows of B that stay in the first-level cache meanwhile. */
    private static final int ROWS_BYTES = 24 * 1024;

    /** Rows that a thread takes at a time where A is one vector. */
    private static final int TAKEN_SHIFT = 4;

    private final I32 a = f.parameter(), b = f.parameter(), m = f.parameter(), k = f.parameter();
    private final Real scale = f.realParameter();
    private final I32 c = f.parameter(), cRow = f.parameter();
    private final I32.Local from = f.parameter(), to = f.parameter(), scratch = f.parameter();
    private final I32 index = f.parameter(), count = f.parameter();
    private final I32 row;
    private final I32.Local i = f.i32();

    private TransposedProductWat(ScalarType n) {
        super("productTShare", n);
        f.when(from.atLeast(to).or(m.isZero()), f::leave);
        row = f.let(f.bytes(k));
    }

    static String wat(ScalarType n) {
        return DotTileWat.wat(n)
                + (n.single() ? MatrixVectorWat.wat(n) : "")
                + Function.of(n, DotTileWat.class, "edgeDots")
                + Function.of(n, TransposedProductWat.class, "productT")
                + new TransposedProductWat(n).share();
    }

    /** By one thread, with rows of C that follow one another. */
    static void productT(Function f, I32 a, I32 b, I32 m, I32 k, Real scale, I32 c, I32 from, I32 to, I32 scratch) {
        f.call("productTShare", a, b, m, k, scale, c, f.bytes(m), from, to, scratch, I32.ZERO, I32.of(1));
    }

    /**
     * Rows {@code from} to {@code to} of C, shape (·, m) with {@code cRow} bytes from row to row: scale · A·Bᵀ, A and B
     * having rows of k numbers. Does the share of the {@code index}-th of {@code count} threads.
     */
    private String share() {
        I32 share = f.let(Function.shareOf(to.minus(from), count, 4));
        if (n.single()) {
            f.when(m.equal(1).and(count.greater(1)), this::oneRowTaken);
            f.when(
                    to.minus(from).atLeast(KernelLayout.TURNED_ROWS).and(m.atLeast(KernelLayout.TURNED_COLUMNS)),
                    this::turned);
        }
        from.set(Function.least(to, from.plus(index.times(share))));
        to.set(Function.least(to, from.plus(share)));
        scratch.add(index.times(ProductBlocks.EDGE_BYTES));
        f.when(from.atLeast(to), f::leave);
        f.when(k.isZero(), () -> {
            f.doWhile(from.up(1).less(to), () -> f.clear(c.plus(from.times(cRow)), f.bytes(m)));
            f.leave();
        });
        if (n.single()) {
            f.when(m.equal(1), () -> {
                f.call("vector", a, b, k, scale, c, cRow, from, to);
                f.leave();
            });
        }
        blocks();
        return f.wat();
    }

    /** One row by several threads, which take a few numbers at a time. */
    private void oneRowTaken() {
        I32 pile = I32.ZERO;
        f.takeFrom(pile);
        f.meet(count);
        f.forever(exit -> {
            i.set(from.plus(Function.take(pile).shl(TAKEN_SHIFT)));
            exit.when(i.atLeast(to));
            f.call("vector", a, b, k, scale, c, cRow, i, Function.least(to, i.plus(1 << TAKEN_SHIFT)));
        });
        f.leave();
    }

    /** If every row of B meets many of A, B is copied and turned round once. */
    private void turned() {
        Rows result = new Rows(c.plus(from.times(cRow)), cRow);
        I32 rows = to.minus(from);
        I32 first = a.plus(from.times(row));
        f.call("productTurned", first, b, I32.ZERO, m, k, scale, f.number("0"), result, rows, scratch, index, count);
        f.leave();
    }

    private void blocks() {
        I32 narrow = f.let(m.notAbove(2));
        Dot few = TileSizes.narrow();
        Dot many = TileSizes.wide(n);
        I32 most = f.let(narrow.choose(few.rows(), many.rows()));
        I32 columns = f.let(narrow.choose(few.columns(), many.columns()));
        I32.Local p = f.i32(), j = f.i32();
        f.doWhile(p.less(k), () -> {
            I32 depth = f.let(Function.least(TileSizes.DOT_DEPTH, k.minus(p)));
            I32 first = f.let(p.isZero());
            Real scaleNow = f.let(p.plus(depth).equal(k).choose(scale, f.number("1")));
            // So many rows of B that they stay in the first-level cache, a multiple of 4.
            I32 block = f.let(I32.of(-4).and(I32.of(3).plus(I32.of(ROWS_BYTES).over(f.bytes(depth)))));
            j.set(0);
            f.doWhile(j.less(m), () -> {
                I32 width = f.let(Function.least(block, m.minus(j)));
                I32.Local tiles = f.let(width.over(columns));
                I32 edge = f.let(width.modulo(columns));
                Rows bTile = new Rows(f.let(b.plus(j.times(row).plus(f.bytes(p)))), row);
                i.set(from);
                f.doWhile(i.less(to), () -> {
                    I32 rows = f.let(Function.least(most, to.minus(i)));
                    Rows aTile = new Rows(f.let(a.plus(i.times(row).plus(f.bytes(p)))), row);
                    Rows cTile = new Rows(f.let(c.plus(i.times(cRow).plus(f.bytes(j)))), cRow);
                    f.when(tiles, () -> {
                        f.when(narrow, () -> tiles(few, rows, aTile, bTile, depth, cTile, tiles, first, scaleNow));
                        f.otherwise(() -> tiles(many, rows, aTile, bTile, depth, cTile, tiles, first, scaleNow));
                    });
                    f.when(edge, () -> {
                        tiles.set(tiles.times(columns));
                        Rows bEdge = new Rows(bTile.at().plus(tiles.times(row)), row);
                        Rows cEdge = new Rows(cTile.at().plus(f.bytes(tiles)), cRow);
                        edge(narrow, rows, aTile, bEdge, depth, cEdge, edge, first, scaleNow);
                        tiles.set(width.over(columns));
                    });
                    i.add(rows);
                });
                j.add(width);
            });
            p.add(depth);
        });
    }

    private void tiles(Dot tile, I32 rows, Rows a, Rows b, I32 depth, Rows c, I32 tiles, I32 first, Real scale) {
        f.call(tile.name(), rows, a, b, depth, c, tiles, I32.of(tile.columns()), first, scale);
    }

    private void edge(I32 narrow, I32 rows, Rows a, Rows b, I32 depth, Rows c, I32 columns, I32 first, Real scale) {
        f.call("edgeDots", narrow, scratch, rows, a, b, depth, c, I32.of(1), columns, first, scale);
    }
}
