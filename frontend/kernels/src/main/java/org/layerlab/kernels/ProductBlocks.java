package org.layerlab.kernels;

/**
 * The loops of a product over blocks: C is computed a block of B at a time, by panels of A's rows.
 *
 * <p>All threads copy a block of B together, each some of its tiles, to two places in turn: a thread that is ahead by
 * one block then disturbs nobody, so they meet once a block. Then each takes rows as long as some are left. Which
 * thread does a row changes no digit.
 */
abstract class ProductBlocks extends Kernel {
    /** Scratch for tiles at the edge, for each thread; what follows holds the copies of B. */
    static final int EDGE_BYTES = 512;

    private static final int EDGES_BYTES = EDGE_BYTES * CrewWat.MOST_THREADS;

    private static final int COPY_BYTES = TileSizes.PRODUCT_DEPTH * TileSizes.PRODUCT_COLUMNS_BYTES;

    /** Where the rows of A begin that threads have copied, after two copies of B. */
    private static final int PANELS_AT = EDGES_BYTES + 2 * COPY_BYTES;

    /** Room for the rows of A that a thread has copied, of one panel. */
    private static final int PANEL_BYTES = 8 * TileSizes.PRODUCT_DEPTH * 4;

    private static final int PANELS_BYTES = PANEL_BYTES * CrewWat.MOST_THREADS;

    /** With fewer tiles side by side than this, copying a panel's rows does not pay. */
    private static final int PANEL_TILES = 16;

    /** Where A is copied as a whole. */
    static final int ROWS_AT = PANELS_AT + PANELS_BYTES;

    /** What a product works on, see {@link ProductWat}; rows of C from {@code from} on. */
    record Operands(A a, I32 b, I32 example, C c, Real keep, I32.Local from, Share part, After after)
            implements Group {}

    /** A as {@link Strided} has it. */
    record A(I32.Local at, I32.Local row, I32.Local step) implements Group {}

    /** C, with bytes from row to row of C and B, m columns and k steps of a sum. */
    record C(I32 row, I32 m, I32 k, I32 at) implements Group {}

    /** Where the rows of C end, a room for scratch, and which of some threads does its share. */
    record Share(I32.Local to, I32 scratch, I32 index, I32 count) implements Group {}

    /** What is done to C afterwards, and with what. */
    record After(I32 what, I32 other) implements Group {}

    /** A part of C: where its rows begin, what they are made of, and what is done to them afterwards. */
    private record Panel(I32 rows, A a, I32 c, I32 afterNow, I32 other, I32 depth) {}

    protected final Operands o;
    protected final A a;
    protected final C c;
    protected final Share part;

    protected final I32.Local packed = f.i32();

    /** Whether rows of A are copied when they are next. */
    protected final I32.Local panelsCopied = f.i32();

    /** Bytes from row to row of A. */
    protected final I32.Local aNext = f.i32();

    /** How many rows of C are one thread's. */
    protected final I32 rowsOfThread;

    protected final I32.Local bTile = f.i32(), bStep = f.i32(), bNext = f.i32(), p = f.i32(), j = f.i32();
    private final I32.Local i = f.i32(), turn = f.i32(), otherRow = f.i32(), otherNext = f.i32(), copyOfPanel = f.i32();

    ProductBlocks(Function f, Operands o) {
        super(f);
        this.o = o;
        a = o.a;
        c = o.c;
        part = o.part;
        f.when(o.from.atLeast(part.to).or(c.m.isZero()), f::leave);
        rowsOfThread = f.let(Function.shareOf(part.to.minus(o.from), part.count, TileSizes.productRows(n)));
    }

    /** Sets {@link #packed}, {@link #panelsCopied} and {@link #aNext}. */
    abstract void choose();

    /**
     * Sets {@link #bTile}, {@link #bStep} and {@link #bNext} for a block, and copies this thread's tiles of it.
     *
     * @param depth steps of the block
     * @param width its columns
     * @param first this thread's first tile
     * @param tiles how many it has
     * @param copy where the block goes
     */
    abstract void tiles(I32 depth, I32 width, I32 first, I32 tiles, I32 copy);

    final void write() {
        choose();
        f.when(packed.isZero(), () -> {
            o.from.set(Function.least(part.to, o.from.plus(part.index.times(rowsOfThread))));
            part.to.set(Function.least(part.to, o.from.plus(rowsOfThread)));
        });
        f.when(c.k.isZero(), () -> {
            f.when(o.keep.differs("0"), f::leave);
            i.set(o.from);
            f.countOn(i, part.to, () -> f.clear(c.at.plus(i.times(c.row)), f.bytes(c.m)));
            f.leave();
        });
        f.when(o.after.what.equal(ProductTileWat.WHERE_POSITIVE), () -> {
            otherRow.set(c.row);
            otherNext.set(ROW);
        });
        f.otherwise(() -> otherRow.set(n.bytes()));
        I32 depth = f.let(packed.choose(I32.of(TileSizes.PRODUCT_DEPTH), c.k));
        I32 columns = f.let(packed.choose(I32.of(TileSizes.PRODUCT_COLUMNS_BYTES / n.bytes()), c.m));
        f.doWhile(p.less(c.k), () -> {
            I32 depthNow = f.let(Function.least(c.k.minus(p), depth));
            I32 afterNow = f.let(p.plus(depthNow).equal(c.k).choose(o.after.what, 0));
            j.set(0);
            f.doWhile(j.less(c.m), () -> {
                I32 width = f.let(Function.least(c.m.minus(j), columns));
                block(width, depthNow, afterNow);
                // Alone, one place does, and stays in the cache.
                turn.set(turn.xor(part.count.greater(1)));
                j.add(width);
            });
            p.add(depthNow);
        });
    }

    private void block(I32 width, I32 depth, I32 afterNow) {
        int lanes = TileSizes.width(n);
        I32 tiles = f.let(width.shr(Integer.numberOfTrailingZeros(lanes)));
        I32 edge = f.let(f.bytes(width.and(lanes - 1)));
        // Where B is read in place, the last tile may begin earlier and do some columns again, to the same
        // digits: quicker than the edge's way through scratch. This is its distance in bytes.
        I32 inPlace = packed.isZero().and(o.keep.equal("0"));
        I32 overlaps = inPlace.and(edge.differs(0).and(tiles.differs(0)));
        I32 overlap = f.let(overlaps.choose(f.bytes(c.m).minus(ROW), 0));
        I32 copy = f.let(part.scratch.plus(EDGES_BYTES).plus(turn.times(COPY_BYTES)));
        I32 all = f.let(tiles.plus(edge.differs(0)));
        I32 first = f.let(Function.begin(all, part.index, part.count));
        I32 here = f.let(Function.end(all, part.index, part.count).minus(first));
        tiles(depth, width, first, here, copy);
        I32 rows = I32.of(TileSizes.productRows(n));
        I32 taken = o.from.plus(Function.take(turn).times(rows));
        i.set(o.from);
        f.when(packed, () -> {
            f.takeFrom(turn);
            f.meet(part.count);
            i.set(taken);
        });
        f.until(i.atLeast(part.to), () -> {
            I32.Local at = f.let(a.at.plus(i.times(aNext)).plus(p.times(a.step)));
            I32 cNow = f.let(c.at.plus(i.times(c.row)).plus(f.bytes(j)));
            I32 other = f.let(o.after.other.plus(i.times(otherRow)).plus(otherNext.choose(f.bytes(j), 0)));
            I32 rowsNow = f.let(Function.least(part.to.minus(i), rows));
            A aNow = new A(at, f.let(a.row), f.let(a.step));
            Panel panel = new Panel(rowsNow, aNow, cNow, afterNow, other, depth);
            if (n.single()) {
                f.when(panelsCopied.and(tiles.atLeast(PANEL_TILES)), () -> copyPanel(panel));
            }
            f.when(tiles, () -> panel(panel, bTile, cNow, tiles, keep(), other));
            I32 bLast = bTile.plus(overlap);
            I32 cLast = cNow.plus(overlap);
            I32 otherLast = other.plus(otherNext.choose(overlap, 0));
            f.when(overlap, () -> panel(panel, bLast, cLast, I32.of(1), f.number("0"), otherLast));
            f.otherwise(() -> f.when(edge, () -> edge(panel, tiles, edge)));
            i.set(packed.either(taken, i.plus(rowsNow)));
        });
    }

    /** Copies the rows of A that are next. */
    private void copyPanel(Panel panel) {
        copyOfPanel.set(part.scratch.plus(PANELS_AT).plus(part.index.times(PANEL_BYTES)));
        f.call("packPanel", panel.a.at, a.row, panel.rows, panel.depth, copyOfPanel);
        panel.a.at.set(copyOfPanel);
        panel.a.row.set(n.bytes());
        panel.a.step.set(TileSizes.productRows(n) * n.bytes());
    }

    /** After the first block of k the sum goes on. */
    private Real keep() {
        return p.choose(f.number("1"), o.keep);
    }

    private void panel(Panel panel, I32 b, I32 at, I32 tiles, Real keep, I32 other) {
        Rows tile = new Rows(at, c.row);
        Strided others = new Strided(other, otherRow, otherNext);
        Strided columns = new Strided(b, bStep, bNext);
        f.call("panel", panel.rows, panel.a, columns, panel.depth, tile, tiles, keep, panel.afterNow, others);
    }

    /** What is left of a row after some tiles. */
    private void edge(Panel panel, I32 tiles, I32 bytes) {
        Rows b = new Rows(bTile.plus(tiles.times(bNext)), bStep);
        Rows tile = new Rows(panel.c.plus(tiles.shl(ROW_SHIFT)), c.row);
        Rows other = new Rows(panel.other.plus(tiles.times(otherNext)), otherRow);
        I32 scratch = part.scratch.plus(part.index.times(EDGE_BYTES));
        f.call("edge", panel.rows, panel.a, b, panel.depth, tile, bytes, scratch, keep(), panel.afterNow, other);
    }
}
