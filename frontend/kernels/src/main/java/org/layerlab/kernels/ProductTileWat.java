package org.layerlab.kernels;

/**
 * The innermost function of the products, a panel: a row of tiles of C, each of which stays in registers while its sums
 * are made. A tile has {@link TileSizes#productRows} rows by two vectors. It takes any strides of A, so one function
 * serves A and Aᵀ.
 *
 * <p>What follows a product in a network can be done to a tile before it leaves the registers, by {@code after}.
 */
final class ProductTileWat extends Kernel {
    private static final int WIDE_TILES = KernelLayout.WIDE_TILES;

    /** What a panel's {@code after} does to C once the sum is complete: 0 does nothing, 1 adds b to each column. */
    static final int ADD_BIAS = 1;

    /** Adds b and applies ReLU. For this and {@link #ADD_BIAS} {@code other} is b. */
    static final int ADD_BIAS_RELU = 2;

    /** ReLU's derivative by its result: sets C to 0 where the matrix of its shape at {@code other} is not positive. */
    static final int WHERE_POSITIVE = 3;

    /**
     * The parameters of a panel. A row of tiles, side by side, each rows × (two vectors), becomes {@code keep·C + A·B}
     * over k ≥ 1 steps. If keep is 0, what C held does not matter.
     */
    record Parameters(Strided a, B b, I32 k, Rows.Moving c, I32.Local tiles, Real keep, I32 after, Other other)
            implements Group {}

    /** Bytes from step to step and from tile to tile of B. */
    record B(I32.Local at, I32 step, I32 next) implements Group {}

    /** Bytes from row to row and from tile to tile of what {@code after} works with. */
    record Other(I32.Local at, I32 row, I32 next) implements Group {}

    /** What is done to an edge's tile afterwards, and with what. */
    record After(I32 what, Rows other) implements Group {}

    private final int rows;
    private final int tiles;
    private final Parameters p;
    private final I32.Local left = f.i32();
    private final I32.Local[] bAt;
    private final Tile tile;

    private ProductTileWat(ScalarType n, int rows, int tiles) {
        super(tiles == 1 ? "panel" + rows : "panelWide", n);
        this.rows = rows;
        this.tiles = tiles;
        p = f.parameters(Parameters.class);
        bAt = f.i32s(tiles);
        tile = new Tile(f, f.i32(), f.i32s(rows), f.vecs(tiles * TileSizes.VECTORS));
    }

    /** The panel of each height, the one that takes two tiles at a time, and the function that chooses among them. */
    static String wat(ScalarType n) {
        StringBuilder wat = new StringBuilder();
        int most = TileSizes.productRows(n);
        for (int rows = 1; rows <= most; rows++) {
            wat.append(new ProductTileWat(n, rows, 1).panel());
        }
        if (hasWide(n)) {
            wat.append(new ProductTileWat(n, most, WIDE_TILES).panel());
        }
        return wat.append(Function.of(n, ProductTileWat.class, "panel")).toString();
    }

    /** Whether there is a panel that takes two tiles at a time: for float32 alone, where a step is one instruction. */
    static boolean hasWide(ScalarType n) {
        return n.single() && n.fused();
    }

    /** Whether it was chosen. */
    static I32 isWide() {
        return I32.of(KernelLayout.WIDE).word(0);
    }

    /** The panel function for a number of rows. */
    static void panel(Function f, I32 rows, Parameters p) {
        int most = TileSizes.productRows(f.n);
        if (hasWide(f.n)) {
            f.when(isWide().and(p.tiles.atLeast(WIDE_TILES)).and(rows.equal(most)), () -> {
                f.call("panelWide", p);
                f.leave();
            });
        }
        f.choose(I32.of(most).minus(rows), most, i -> f.call("panel" + (most - i), p));
    }

    /**
     * Calls a panel with nothing to do afterwards.
     *
     * @param b where B is, and bytes from step to step and from tile to tile
     */
    static void call(Function f, I32 rows, Strided a, Strided b, I32 k, Rows c, I32 tiles, Real keep) {
        I32 none = I32.ZERO;
        f.call("panel", rows, a, b, k, c, tiles, keep, none, none, none, none);
    }

    private String panel() {
        I32 more = tiles == 1 ? p.tiles.down(1) : p.tiles.down(tiles).greater(tiles - 1);
        f.doWhile(more, () -> {
            begin();
            tile.a[0].set(p.a.at());
            bAt[0].set(p.b.at);
            Loops.addresses(bAt, p.b.next);
            left.set(p.k);
            Runnable apart = () -> {
                Loops.addresses(tile.a, p.a.row());
                steps(false);
            };
            if (rows > 1) {
                f.when(p.a.row().equal(n.bytes()), () -> steps(true));
                f.otherwise(apart);
            } else {
                apart.run();
            }
            f.when(p.after, this::after);
            tile.store(p.c.at(), p.c.row());
            eachTile(() -> p.b.at.add(p.b.next));
            p.c.at().add(tiles * ROW);
        });
        if (tiles > 1) {
            f.when(p.tiles, () -> f.call("panel" + rows, p));
        }
        return f.wat();
    }

    private void eachTile(Runnable statements) {
        for (int i = 0; i < tiles; i++) {
            statements.run();
        }
    }

    /** Sets a tile's registers to {@code keep·C}. */
    private void begin() {
        tile.row.set(p.c.at());
        f.when(p.keep.equal("0"), () -> tile.each(sum -> f.all("0")));
        f.otherwise(() -> {
            tile.load(p.c.row());
            f.when(p.keep.differs("1"), () -> {
                tile.x.set(p.keep.splat());
                tile.each(sum -> sum.times(tile.x));
            });
        });
    }

    private void steps(boolean together) {
        f.countDown(left, () -> {
            tile.step(together, p.a.step(), bAt);
            for (I32.Local at : bAt) {
                at.add(p.b.step);
            }
        });
    }

    /**
     * Does to a tile in registers what {@code after} says. Zeros come from the counter, which is 0 by then: a constant
     * would occupy a register throughout the loop over k.
     */
    private void after() {
        tile.row.set(p.other.at);
        Vec.Local zero = tile.b[0];
        zero.set(IntVec.all(left));
        f.when(
                p.after.equal(WHERE_POSITIVE),
                () -> tile.eachRow(p.other.row, i -> {
                    for (int j = 0; j < tile.b.length; j++) {
                        Vec other = f.loadAnywhere(tile.row, j * VECTOR);
                        tile.c[i][j].set(tile.c[i][j].and(other.greater(zero)));
                    }
                }));
        f.otherwise(() -> {
            tile.eachRow(p.other.row, i -> {
                tile.x.set(f.loadSplat(tile.row));
                for (Vec.Local sum : tile.c[i]) {
                    sum.add(tile.x);
                }
            });
            f.when(p.after.equal(ADD_BIAS_RELU), () -> tile.each(sum -> sum.orGreater(zero)));
        });
        eachTile(() -> p.other.at.add(p.other.next));
    }

    /** Copies rows of some bytes, a multiple of one number's. */
    static void copyTile(Function f, Rows.Moving from, Rows.Moving to, I32.Local rows, I32 bytes) {
        f.countDown(rows, () -> {
            I32.Local left = f.let(bytes);
            f.doWhile(left, () -> {
                left.subtract(f.n.bytes());
                f.copyNumber(to.at().plus(left), from.at().plus(left));
            });
            from.at().add(from.row());
            to.at().add(to.row());
        });
    }

    /** A tile narrower than a panel's, of some bytes: computed in scratch, then its part in C is copied. */
    static void edge(
            Function f, I32 rows, Strided a, Rows b, I32 k, Rows c, I32 bytes, I32 scratch, Real keep, After after) {
        Rows tile = new Rows(scratch, I32.of(ROW));
        f.when(keep.differs("0"), () -> f.call("copyTile", c, tile, rows, bytes));
        f.call("panel", rows, a, b, I32.ZERO, k, tile, I32.of(1), keep, after, I32.ZERO);
        f.call("copyTile", tile, c, rows, bytes);
    }
}
