package org.layerlab.kernels;

/**
 * The loops of a product over blocks: C is computed a block of B at a time, by panels of A's rows.
 *
 * <p>All threads copy a block of B together, each some of its tiles, to two places in turn: a thread that is ahead by
 * one block then disturbs nobody, so they meet once a block. Then each takes rows as long as some are left. Which
 * thread does a row changes no digit.
 */
abstract class ProductBlocks {
    /**
     * What a product works on, see {@link ProductWat}; rows from {@code from} to {@code to} of C.
     *
     * @param f the function
     */
    record Operands(
            Function f,
            I32.Local a,
            I32.Local aRow,
            I32.Local aStep,
            I32 b,
            I32 example,
            I32 cRow,
            I32 m,
            I32 k,
            I32 c,
            Real keep,
            I32.Local from,
            I32.Local to,
            I32 scratch,
            I32 index,
            I32 count,
            I32 after,
            I32 other) {}

    /** A part of C: where its rows begin, what they are made of, and what is done to them afterwards. */
    private record Panel(
            I32 rows, I32.Local a, I32.Local aRow, I32.Local aStep, I32 c, I32 afterNow, I32 other, I32 depth) {}

    protected final ScalarType n;
    protected final Operands o;
    protected final Function f;

    /** Whether B is copied. */
    protected final I32.Local packed;

    /** Whether rows of A are copied when they are next. */
    protected final I32.Local panelsCopied;

    /** Bytes from row to row of A. */
    protected final I32.Local aNext;

    /** How many rows of C are one thread's. */
    protected final I32 share;

    protected final I32.Local bTile;
    protected final I32.Local bStep;
    protected final I32.Local bNext;
    protected final I32.Local p;
    protected final I32.Local j;
    private final I32.Local i;
    private final I32.Local turn;
    private final I32.Local otherRow;
    private final I32.Local otherNext;
    private final I32.Local copyOfPanel;

    ProductBlocks(ScalarType n, Operands o) {
        this.n = n;
        this.o = o;
        f = o.f;
        packed = f.i32();
        panelsCopied = f.i32();
        aNext = f.i32();
        bTile = f.i32();
        bStep = f.i32();
        bNext = f.i32();
        p = f.i32();
        j = f.i32();
        i = f.i32();
        turn = f.i32();
        otherRow = f.i32();
        otherNext = f.i32();
        copyOfPanel = f.i32();
        f.when(o.from.atLeast(o.to).or(o.m.isZero()), f::giveBack);
        share = f.let(Function.shareOf(o.to.minus(o.from), o.count, TileSizes.productRows(n)));
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

    /** The whole function. */
    final String wat() {
        choose();
        f.when(packed.isZero(), () -> {
            o.from.set(Function.least(o.to, o.from.plus(o.index.times(share))));
            o.to.set(Function.least(o.to, o.from.plus(share)));
        });
        f.when(o.k.isZero(), () -> {
            f.when(o.keep.differs("0"), f::giveBack);
            i.set(o.from);
            f.countOn(i, o.to, () -> {
                f.clear(o.c.plus(i.times(o.cRow)), f.bytes(o.m));
            });
            f.giveBack();
        });
        f.when(
                o.after.equal(ProductTileWat.WHERE_POSITIVE),
                () -> {
                    otherRow.set(o.cRow);
                    otherNext.set(TileSizes.ROW_BYTES);
                },
                () -> otherRow.set(n.bytes()));
        I32 depth = f.let(packed.choose(ProductWat.DEPTH, o.k));
        I32 columns = f.let(packed.choose(ProductWat.COLUMNS_BYTES / n.bytes(), o.m));
        f.doWhile(p.less(o.k), () -> {
            I32 depthNow = f.let(Function.least(o.k.minus(p), depth));
            I32 afterNow = f.let(p.plus(depthNow).equal(o.k).choose(o.after, 0));
            j.set(0);
            f.doWhile(j.less(o.m), () -> {
                I32 width = f.let(Function.least(o.m.minus(j), columns));
                block(width, depthNow, afterNow);
                // Alone, one place does, and stays in the cache.
                turn.set(turn.xor(o.count.greater(1)));
                j.add(width);
            });
            p.add(depthNow);
        });
        return f.wat();
    }

    private void block(I32 width, I32 depth, I32 afterNow) {
        int lanes = TileSizes.width(n);
        I32 tiles = f.let(width.shr(Integer.numberOfTrailingZeros(lanes)));
        I32 edge = f.let(f.bytes(width.and(lanes - 1)));
        // Where B is read in place, the last tile may begin earlier and do some columns again, to the same
        // digits: quicker than the edge's way through scratch. This is its distance in bytes.
        I32 inPlace = packed.isZero().and(o.keep.equal("0"));
        I32 overlaps = inPlace.and(edge.differs(0).and(tiles.differs(0)));
        I32 overlap = f.let(overlaps.choose(f.bytes(o.m).minus(TileSizes.ROW_BYTES), 0));
        I32 copy = f.let(o.scratch.plus(ProductWat.EDGES_BYTES).plus(turn.times(ProductWat.COPY_BYTES)));
        I32 all = f.let(tiles.plus(edge.differs(0)));
        I32 first = f.let(Function.begin(all, o.index, o.count));
        I32 here = f.let(Function.end(all, o.index, o.count).minus(first));
        tiles(depth, width, first, here, copy);
        I32 rows = I32.of(TileSizes.productRows(n));
        I32 taken = o.from.plus(Function.take(turn).times(rows));
        i.set(o.from);
        f.when(packed, () -> {
            f.takeFrom(turn);
            f.meet(o.count);
            i.set(taken);
        });
        f.until(i.atLeast(o.to), () -> {
            I32.Local a = f.let(o.a.plus(i.times(aNext)).plus(p.times(o.aStep)));
            I32 c = f.let(o.c.plus(i.times(o.cRow)).plus(f.bytes(j)));
            I32 other = f.let(o.other.plus(i.times(otherRow)).plus(otherNext.choose(f.bytes(j), 0)));
            I32 rowsNow = f.let(Function.least(o.to.minus(i), rows));
            I32.Local aRow = f.let(o.aRow);
            I32.Local aStep = f.let(o.aStep);
            Panel panel = new Panel(rowsNow, a, aRow, aStep, c, afterNow, other, depth);
            if (n.single()) {
                f.when(panelsCopied.and(tiles.atLeast(ProductWat.PANEL_TILES)), () -> copyPanel(panel));
            }
            f.when(tiles, () -> panel(panel, bTile, c, tiles, keep(), other));
            f.when(
                    overlap,
                    () -> panel(
                            panel,
                            bTile.plus(overlap),
                            c.plus(overlap),
                            I32.of(1),
                            f.number("0"),
                            other.plus(otherNext.choose(overlap, 0))),
                    () -> f.when(edge, () -> edge(panel, tiles, edge)));
            i.set(packed.either(taken, i.plus(rowsNow)));
        });
    }

    /** Copies the rows of A that are next. */
    private void copyPanel(Panel panel) {
        copyOfPanel.set(o.scratch.plus(ProductWat.PANELS_AT).plus(o.index.times(ProductWat.PANEL_BYTES)));
        f.call("packPanel", panel.a, o.aRow, panel.rows, panel.depth, copyOfPanel);
        panel.a.set(copyOfPanel);
        panel.aRow.set(n.bytes());
        panel.aStep.set(TileSizes.productRows(n) * n.bytes());
    }

    /** After the first block of k the sum goes on. */
    private Real keep() {
        return p.choose(f.number("1"), o.keep);
    }

    private void panel(Panel panel, I32 b, I32 c, I32 tiles, Real keep, I32 other) {
        f.call(
                "panel",
                panel.rows,
                panel.a,
                panel.aRow,
                panel.aStep,
                b,
                bStep,
                bNext,
                panel.depth,
                c,
                o.cRow,
                tiles,
                keep,
                panel.afterNow,
                other,
                otherRow,
                otherNext);
    }

    /** What is left of a row after some tiles. */
    private void edge(Panel panel, I32 tiles, I32 bytes) {
        f.call(
                "edge",
                panel.rows,
                panel.a,
                panel.aRow,
                panel.aStep,
                bTile.plus(tiles.times(bNext)),
                bStep,
                panel.depth,
                panel.c.plus(tiles.shl(5)),
                o.cRow,
                bytes,
                o.scratch.plus(o.index.times(ProductWat.EDGE_BYTES)),
                keep(),
                panel.afterNow,
                panel.other.plus(tiles.times(otherNext)),
                otherRow);
    }
}
