package org.layerlab.kernels;

import static org.layerlab.kernels.ProductPackWat.TILE_SHIFT;

import org.layerlab.kernels.ProductBlocks.After;
import org.layerlab.kernels.ProductBlocks.C;
import org.layerlab.kernels.ProductBlocks.Share;

/**
 * {@code C = A·B} and {@code C = Aᵀ·B}: each vector holds neighboring columns of C, so every element of C is the sum
 * over k in increasing order.
 *
 * <p>Blocked after Goto and van de Geijn, "Anatomy of High-Performance Matrix Multiplication" (2008), around the panels
 * of {@link ProductTileWat}. A small B is read in place, a large one copied in the order of use by {@link
 * ProductPackWat}.
 */
final class ProductWat {
    /** B of at most this many bytes is read in place. */
    private static final int IN_PLACE = 24 * 1024;

    /** B is copied for at least this many rows of a thread. */
    private static final int COPIED_ROWS = 16;

    /** An A of at most this many bytes is copied as a whole if many blocks of B meet it. */
    private static final int ROWS_BYTES = 1024 * 1024;

    /**
     * Scratch that the products need: several threads copy the next block of B while some of them may still read the
     * one before.
     */
    static final int SCRATCH_BYTES = ProductBlocks.ROWS_AT + ROWS_BYTES;

    private ProductWat() {}

    static String wat(ScalarType n) {
        return ProductTileWat.wat(n)
                + Function.of(n, ProductPackWat.class, "pack")
                + Function.of(n, ProductTileWat.class, "copyTile", "edge")
                + Function.of(n, ProductWat.class, "productAnd", "productShare", "productOfExamples", "productBlocks")
                + (n.single() ? ProductPackWat.turned(n) : "")
                + Function.of(n, ProductWat.class, "productTurned");
    }

    /** By one thread, with rows of B and C that follow one another. */
    static void productAnd(
            Function f, Strided a, I32 b, I32 m, I32 k, I32 c, I32 from, I32 to, I32 scratch, After after) {
        I32 row = f.let(f.bytes(m));
        I32 zero = I32.ZERO;
        f.call("productBlocks", a, b, zero, row, m, k, c, f.number("0"), from, to, scratch, zero, I32.of(1), after);
    }

    /** The share of one of several threads. */
    static void productShare(Function f, Strided a, I32 b, C c, Real keep, Share share) {
        f.call("productBlocks", a, b, I32.ZERO, c, keep, I32.ZERO, share, I32.ZERO, I32.ZERO);
    }

    /** The same with a B of bytes, as {@link ExamplesWat} knows them. */
    static void productOfExamples(Function f, I32 a, I32 b, I32 example, C c, Real keep, Share share) {
        Strided rows = new Strided(a, f.bytes(example), I32.of(f.n.bytes()));
        f.call("productBlocks", rows, b, example, c, keep, I32.ZERO, share, I32.ZERO, I32.ZERO);
    }

    static void productBlocks(Function f, ProductBlocks.Operands o) {
        new Product(f, o).write();
    }

    /**
     * The first {@code to} rows of m columns of C: {@code keep·C + A·B} over k, keep being 0 or 1; {@code c.row}
     * bytes from row to row of C and of B. If {@code example} is not 0, B is bytes, as {@link ExamplesWat} knows them, with
     * that many bytes from example to example. {@code a.row} and {@code a.step} say how A lies: (k, 1) numbers for A,
     * (1, n) for Aᵀ. It does the share of the {@code index}-th of {@code count} threads, all of which must call it.
     */
    private static final class Product extends ProductBlocks {
        private Product(Function f, Operands o) {
            super(f, o);
        }

        @Override
        void choose() {
            aNext.set(a.row());
            // Copying pays off where each element of B is used many times.
            I32 large = c.k().times(c.row()).above(IN_PLACE).and(rowsOfThread.atLeast(COPIED_ROWS));
            packed.set(o.example().or(large));
            if (n.single()) {
                panelsCopied.set(packed.and(a.step().equal(n.bytes())));
            }
        }

        @Override
        void tiles(I32 depth, I32 width, I32 first, I32 tiles, I32 copy) {
            bTile.set(o.b().plus(p.times(c.row()).plus(f.bytes(j))));
            bStep.set(c.row());
            bNext.set(ROW);
            I32 to = copy.plus(first.times(bNext));
            I32 bytes = o.b().plus(p.plus(j.plus(first.shl(TILE_SHIFT)).times(o.example())));
            Runnable numbers = () -> f.call("pack", bTile.plus(first.shl(ROW_SHIFT)), c.row(), depth, tiles, to);
            f.when(packed, () -> {
                bNext.set(depth.shl(ROW_SHIFT));
                f.when(tiles, () -> {
                    if (n.single()) {
                        I32 columns = columns(width, first, tiles);
                        f.when(o.example(), () -> f.call("packExamples", bytes, o.example(), depth, columns, to));
                        f.otherwise(numbers);
                    } else {
                        numbers.run();
                    }
                });
                bTile.set(copy);
                bStep.set(ROW);
            });
        }
    }

    /** How many columns of B some tiles have. */
    private static I32 columns(I32 width, I32 first, I32 tiles) {
        return Function.least(width.minus(first.shl(TILE_SHIFT)), tiles.shl(TILE_SHIFT));
    }

    /** In float64 products never accumulate in place: that would change the digits. */
    static void productTurned(Function f, Turned.Parameters p) {
        ProductBlocks.Operands operands = p.operands(f);
        if (f.n.single()) {
            new Turned(f, operands, p.scale).write();
        } else {
            f.fail();
        }
    }

    /**
     * The first {@code to} rows of m columns of C: {@code keep·C + scale·A·Bᵀ}, with large B of m rows of k numbers or,
     * as in {@link Product}, of bytes, which are scaled as they are copied.
     */
    private static final class Turned extends ProductBlocks {
        private final Real scale;

        record Parameters(I32.Local a, I32 b, I32 example, I32 m, I32 k, Real scale, Real keep, Rows c, Share share)
                implements Group {
            private Operands operands(Function f) {
                I32.Local[] own = f.i32s(5);
                A rows = new A(a, own[0], own[1]);
                C result = new C(c.row(), m, k, c.at());
                return new Operands(rows, b, example, result, keep, own[2], share, new After(own[3], own[4]));
            }
        }

        private Turned(Function f, Operands operands, Real scale) {
            super(f, operands);
            this.scale = scale;
        }

        /** Copies A as a whole if it is small enough and meets many blocks of B; else a panel's rows when they are next. */
        @Override
        void choose() {
            int rows = TileSizes.productRows(n);
            packed.set(1);
            a.row().set(f.bytes(c.k()));
            aNext.set(a.row());
            a.step().set(n.bytes());
            I32 panels = f.let(part.to().plus(rows - 1).over(rows));
            I32 small = panels.times(a.row().times(rows)).notAbove(ROWS_BYTES);
            I32 many = c.m().greater(4 * TileSizes.PRODUCT_COLUMNS_BYTES / n.bytes())
                    .and(c.k().and(3).isZero());
            I32 at = part.scratch().plus(ROWS_AT);
            f.when(small.and(many), () -> {
                I32 first = panels.times(part.index()).over(part.count());
                I32 end = panels.times(part.index().plus(1)).over(part.count());
                f.call("packRows", a.at(), a.row(), part.to(), first, end, at);
                a.at().set(at);
                a.row().set(n.bytes());
                a.step().set(rows * n.bytes());
            });
            f.otherwise(() -> panelsCopied.set(1));
        }

        @Override
        void tiles(I32 depth, I32 width, I32 first, I32 tiles, I32 copy) {
            bNext.set(depth.shl(ROW_SHIFT));
            bStep.set(f.bytes(c.k()));
            I32 to = copy.plus(first.times(bNext));
            I32 columns = columns(width, first, tiles);
            I32 column = j.plus(first.shl(TILE_SHIFT));
            I32 bytes = o.b().plus(column.plus(p.times(o.example())));
            I32 numbers = o.b().plus(column.times(bStep).plus(f.bytes(p)));
            f.when(tiles, () -> {
                f.when(o.example(), () -> f.call("packExamplesTurned", bytes, o.example(), depth, columns, scale, to));
                f.otherwise(() -> f.call("packTurned", numbers, bStep, depth, columns, scale, to));
            });
            bTile.set(copy);
            bStep.set(ROW);
        }
    }
}
