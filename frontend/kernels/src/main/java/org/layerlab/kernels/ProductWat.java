package org.layerlab.kernels;

/**
 * {@code C = A·B} and {@code C = Aᵀ·B}: each vector holds neighboring columns of C, so every element of C is the sum
 * over k in increasing order.
 *
 * <p>Blocked after Goto and van de Geijn, "Anatomy of High-Performance Matrix Multiplication" (2008), around the panels
 * of {@link ProductTileWat}. A small B is read in place, a large one copied in the order of use by {@link
 * ProductPackWat}.
 */
final class ProductWat {
    /**
     * Rows of B that are copied at a time, and columns: together they stay in the second-level cache, a tile of them
     * (two where they are taken together) and a panel's rows of A in the first or near it.
     */
    static final int DEPTH = KernelLayout.PRODUCT_DEPTH;

    static final int COLUMNS_BYTES = Float.BYTES * KernelLayout.PRODUCT_COLUMNS;

    /** B of at most this many bytes is read in place. */
    private static final int IN_PLACE = 24 * 1024;

    /** B is copied for at least this many rows of a thread. */
    private static final int COPIED_ROWS = 16;

    /** Where scratch is used for tiles at the edge, so much a thread; what follows holds the copies of B. */
    static final int EDGE_BYTES = 512;

    static final int EDGES_BYTES = EDGE_BYTES * CrewWat.MOST_THREADS;

    static final int COPY_BYTES = DEPTH * COLUMNS_BYTES;

    /** Where the rows of A begin that threads have copied, after two copies of B. */
    static final int PANELS_AT = EDGES_BYTES + 2 * COPY_BYTES;

    /** Room for the rows of A that a thread has copied, of one panel. */
    static final int PANEL_BYTES = 8 * DEPTH * 4;

    private static final int PANELS_BYTES = PANEL_BYTES * CrewWat.MOST_THREADS;

    /** Fewer tiles side by side than this are not worth to copy a panel's rows for. */
    static final int PANEL_TILES = 16;

    /** Where A is copied as a whole. */
    private static final int ROWS_AT = PANELS_AT + PANELS_BYTES;

    /** An A of at most this many bytes is copied as a whole if many blocks of B meet it. */
    private static final int ROWS_BYTES = 1024 * 1024;

    /**
     * Scratch that the products need: several threads copy the next block of B while some of them may still read the
     * one before.
     */
    static final int SCRATCH_BYTES = ROWS_AT + ROWS_BYTES;

    private ProductWat() {}

    static String wat(ScalarType n) {
        return ProductTileWat.wat(n)
                + ProductPackWat.pack(n)
                + ProductTileWat.copyTile(n)
                + ProductTileWat.edge(n)
                + wholeAnd(n)
                + share(n)
                + ofExamples(n)
                + new Product(n).wat()
                + (n.single() ? ProductPackWat.turned(n) + new Turned(n).wat() : noTurned(n));
    }

    /** By one thread, with rows of B and C that follow one another. */
    private static String wholeAnd(ScalarType n) {
        Function f = new Function("productAnd", n);
        I32[] a = f.parameters(3);
        I32 b = f.parameter();
        I32 m = f.parameter();
        I32 k = f.parameter();
        I32 c = f.parameter();
        I32[] rest = f.parameters(5);
        I32 cRow = f.let(f.bytes(m));
        I32 none = I32.of(0);
        f.call(
                "productBlocks",
                a[0],
                a[1],
                a[2],
                b,
                none,
                cRow,
                m,
                k,
                c,
                f.number("0"),
                rest[0],
                rest[1],
                rest[2],
                none,
                I32.of(1),
                rest[3],
                rest[4]);
        return f.wat();
    }

    /** The share of one of several threads. */
    private static String share(ScalarType n) {
        Function f = new Function("productShare", n);
        I32[] a = f.parameters(3);
        I32 b = f.parameter();
        I32[] c = f.parameters(4);
        Real keep = f.realParameter();
        I32[] rest = f.parameters(4);
        I32 none = I32.of(0);
        f.call(
                "productBlocks",
                a[0],
                a[1],
                a[2],
                b,
                none,
                c[0],
                c[1],
                c[2],
                c[3],
                keep,
                none,
                rest[0],
                rest[1],
                rest[2],
                rest[3],
                none,
                none);
        return f.wat();
    }

    /** The same with a B of bytes, as {@link ExamplesWat} knows them. */
    private static String ofExamples(ScalarType n) {
        Function f = new Function("productOfExamples", n);
        I32 a = f.parameter();
        I32 b = f.parameter();
        I32 example = f.parameter();
        I32[] c = f.parameters(4);
        Real keep = f.realParameter();
        I32[] rest = f.parameters(4);
        I32 none = I32.of(0);
        f.call(
                "productBlocks",
                a,
                f.bytes(example),
                I32.of(n.bytes()),
                b,
                example,
                c[0],
                c[1],
                c[2],
                c[3],
                keep,
                none,
                rest[0],
                rest[1],
                rest[2],
                rest[3],
                none,
                none);
        return f.wat();
    }

    /**
     * The first {@code to} rows of m columns of C: {@code keep·C + A·B} over k, keep being 0 or 1; {@code cRow} bytes
     * from row to row of C and of B. If {@code example} is not 0, B is bytes, as {@link ExamplesWat} knows them, with
     * that many bytes from example to example. {@code aRow} and {@code aStep} say how A lies: (k, 1) numbers for A,
     * (1, n) for Aᵀ. It does the share of the {@code index}-th of {@code count} threads, all of which must call it.
     */
    private static final class Product extends ProductBlocks {
        private Product(ScalarType n) {
            super(n, operands(new Function("productBlocks", n)));
        }

        private static Operands operands(Function f) {
            I32.Local[] p = f.parameters(9);
            Real keep = f.realParameter();
            I32.Local[] q = f.parameters(7);
            return new Operands(
                    f, p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7], p[8], keep, q[0], q[1], q[2], q[3], q[4], q[5],
                    q[6]);
        }

        @Override
        void choose() {
            aNext.set(o.aRow());
            // Copying pays off where each element of B is used many times.
            I32 large = o.k().times(o.cRow()).above(IN_PLACE).and(share.atLeast(COPIED_ROWS));
            packed.set(o.example().or(large));
            if (n.single()) {
                panelsCopied.set(packed.and(o.aStep().equal(n.bytes())));
            }
        }

        @Override
        void tiles(I32 depth, I32 width, I32 first, I32 tiles, I32 copy) {
            bTile.set(o.b().plus(p.times(o.cRow()).plus(f.bytes(j))));
            bStep.set(o.cRow());
            bNext.set(TileSizes.ROW_BYTES);
            I32 to = copy.plus(first.times(bNext));
            Runnable numbers = () -> f.call("pack", bTile.plus(first.shl(5)), o.cRow(), depth, tiles, to);
            I32 bytes = o.b().plus(p.plus(j.plus(first.shl(3)).times(o.example())));
            Runnable examples =
                    () -> f.call("packExamples", bytes, o.example(), depth, columns(width, first, tiles), to);
            f.when(packed, () -> {
                bNext.set(depth.shl(5));
                f.when(tiles, n.single() ? () -> f.when(o.example(), examples, numbers) : numbers);
                bTile.set(copy);
                bStep.set(TileSizes.ROW_BYTES);
            });
        }
    }

    /** How many columns of B some tiles have. */
    private static I32 columns(I32 width, I32 first, I32 tiles) {
        return Function.least(width.minus(first.shl(3)), tiles.shl(3));
    }

    /** In float64 products never accumulate in place: that would change the digits. */
    private static String noTurned(ScalarType n) {
        Function f = new Function("productTurned", n);
        Turned.operands(f);
        f.fail();
        return f.wat();
    }

    /**
     * The first {@code to} rows of m columns of C: {@code keep·C + scale·A·Bᵀ}, with large B of m rows of k numbers or,
     * as in {@link Product}, of bytes, which are scaled as they are copied.
     */
    private static final class Turned extends ProductBlocks {
        private final Real scale;

        private Turned(ScalarType n) {
            this(n, operands(new Function("productTurned", n)));
        }

        private Turned(ScalarType n, Scaled scaled) {
            super(n, scaled.operands());
            scale = scaled.scale();
        }

        private record Scaled(Operands operands, Real scale) {}

        private static Scaled operands(Function f) {
            I32.Local[] p = f.parameters(5);
            Real scale = f.realParameter();
            Real keep = f.realParameter();
            I32.Local[] q = f.parameters(6);
            I32.Local[] own = f.i32s(5);
            Operands operands = new Operands(
                    f, p[0], own[0], own[1], p[1], p[2], q[1], p[3], p[4], q[0], keep, own[2], q[2], q[3], q[4], q[5],
                    own[3], own[4]);
            return new Scaled(operands, scale);
        }

        /** Copies A as a whole if it is small enough and meets many blocks of B; else a panel's rows when they are next. */
        @Override
        void choose() {
            int rows = TileSizes.productRows(n);
            packed.set(1);
            o.aRow().set(f.bytes(o.k()));
            aNext.set(o.aRow());
            o.aStep().set(n.bytes());
            I32 panels = f.let(o.to().plus(rows - 1).over(rows));
            I32 small = panels.times(o.aRow().times(rows)).notAbove(ROWS_BYTES);
            I32 many = o.m().greater(4 * COLUMNS_BYTES / n.bytes())
                    .and(o.k().and(3).isZero());
            I32 at = o.scratch().plus(ROWS_AT);
            f.when(
                    small.and(many),
                    () -> {
                        I32 first = panels.times(o.index()).over(o.count());
                        I32 end = panels.times(o.index().plus(1)).over(o.count());
                        f.call("packRows", o.a(), o.aRow(), o.to(), first, end, at);
                        o.a().set(at);
                        o.aRow().set(n.bytes());
                        o.aStep().set(rows * n.bytes());
                    },
                    () -> panelsCopied.set(1));
        }

        @Override
        void tiles(I32 depth, I32 width, I32 first, I32 tiles, I32 copy) {
            bNext.set(depth.shl(5));
            bStep.set(f.bytes(o.k()));
            I32 to = copy.plus(first.times(bNext));
            I32 columns = columns(width, first, tiles);
            I32 column = j.plus(first.shl(3));
            I32 bytes = o.b().plus(column.plus(p.times(o.example())));
            I32 numbers = o.b().plus(column.times(bStep).plus(f.bytes(p)));
            f.when(
                    tiles,
                    () -> f.when(
                            o.example(),
                            () -> f.call("packExamplesTurned", bytes, o.example(), depth, columns, scale, to),
                            () -> f.call("packTurned", numbers, bStep, depth, columns, scale, to)));
            bTile.set(copy);
            bStep.set(TileSizes.ROW_BYTES);
        }
    }
}
