package org.layerlab.kernels;

import static org.layerlab.kernels.Kernel.ROW;

/**
 * Copies of blocks of B and of rows of A in the order in which the panels read them, so that the inner loop reads memory
 * in one piece.
 */
final class ProductPackWat {
    /** float32: columns of a tile, and log2 of them. */
    static final int TILE = ROW / Float.BYTES, TILE_SHIFT = 3;

    private ProductPackWat() {}

    /** float32: copies Bᵀ and A. */
    static String turned(ScalarType n) {
        return Function.of(n, ProductPackWat.class, "packTurned", "packPanel", "packRows");
    }

    /** Copies tiles of B, depth steps each, one after another; what a tile has over the edge is read but never used. */
    static void pack(Function f, Rows.Moving b, I32 depth, I32.Local tiles, I32.Local to) {
        f.countDown(tiles, () -> {
            I32.Local p = f.let(b.at());
            f.times(depth, () -> {
                f.store(to, f.loadAnywhere(p));
                f.store(to, ScalarType.VECTOR_BYTES, f.loadAnywhere(p, ScalarType.VECTOR_BYTES));
                to.add(ROW);
                p.add(b.row());
            });
            b.at().add(ROW);
        });
    }

    /**
     * float32: copies tiles of Bᵀ, depth steps each, scaled. Four steps of eight rows are turned round at a time. Where
     * there are fewer than eight rows the last is repeated, so that nothing beyond B is read.
     */
    static void packTurned(Function f, Rows.Moving b, I32 depth, I32.Local rows, Real scale, I32.Local to) {
        Vec factor = f.let(scale.splat());
        I32.Local left = f.i32();
        I32.Local[] p = f.i32s(TILE);
        Vec.Local[] r = f.vecs(TILE), t = f.vecs(TILE);
        f.doWhile(rows.down(TILE).greater(0), () -> {
            p[0].set(b.at());
            Loops.addresses(p, b.row(), rows);
            f.timesOrNever(left, depth.shr(2), () -> {
                for (int i = 0; i < TILE; i++) {
                    r[i].set(f.loadAnywhere(p[i]).times(factor));
                    p[i].add(ScalarType.VECTOR_BYTES);
                }
                for (int half = 0; half < TILE; half += 4) {
                    turnFour(f, r, t, half, to);
                }
                to.add(4 * ROW);
            });
            f.timesOrNever(left, depth.and(3), () -> {
                for (int i = 0; i < TILE; i++) {
                    f.store(to, i * Float.BYTES, f.loadReal(p[i]).times(scale));
                    p[i].add(Float.BYTES);
                }
                to.add(ROW);
            });
            b.at().add(b.row().shl(TILE_SHIFT));
        });
    }

    /** Turns four rows of four numbers round, from {@code half} on, and stores each step's four. */
    private static void turnFour(Function f, Vec.Local[] r, Vec.Local[] t, int half, I32 to) {
        for (int i = 0; i < 4; i += 2) {
            Vec upper = r[half + i];
            Vec lower = r[half + i + 1];
            t[half + i].set(Lanes.shuffle32(upper, lower, 0, 4, 1, 5));
            t[half + i + 1].set(Lanes.shuffle32(upper, lower, 2, 6, 3, 7));
        }
        for (int step = 0; step < 4; step++) {
            Vec upper = t[half + step / 2];
            Vec lower = t[half + step / 2 + 2];
            int low = step % 2 * 2;
            Vec four = Lanes.shuffle32(upper, lower, low, low + 1, low + 4, low + 5);
            f.store(to, ROW * step + Float.BYTES * half, four);
        }
    }

    /**
     * float32: copies {@code depth} steps of a panel's rows of A, so that a step's numbers lie side by side: one address
     * then does for all of them, and memory is waited for here, where most of it is on its way at a time. Where there are
     * fewer rows than a panel has, the last is repeated; up to three steps beyond depth are copied but never used.
     */
    static void packPanel(Function f, I32.Local a, I32 row, I32 rows, I32.Local depth, I32.Local to) {
        int height = TileSizes.productRows(f.n);
        I32.Local[] p = f.i32s(height);
        p[0] = a;
        Vec.Local[] r = f.vecs(height), t = f.vecs(height);
        Loops.addresses(p, row, rows);
        f.doWhile(depth.down(4).greater(0), () -> {
            for (int i = 0; i < height; i++) {
                r[i].set(f.loadAnywhere(p[i]));
                p[i].add(ScalarType.VECTOR_BYTES);
            }
            for (int i = 0; i < height; i += 2) {
                t[i].set(Lanes.shuffle32(r[i], r[i + 1], 0, 4, 1, 5));
                t[i + 1].set(Lanes.shuffle32(r[i], r[i + 1], 2, 6, 3, 7));
            }
            for (int step = 0; step < 4; step++) {
                int later = step / 2;
                int half = step % 2;
                int low = 2 * half;
                Vec four = Lanes.shuffle32(t[later], t[2 + later], low, low + 1, low + 4, low + 5);
                f.storeAnywhere(to, Float.BYTES * height * step, four);
                for (int i = 4; i < height; i += 2) {
                    f.storeHalf(to, Float.BYTES * (height * step + i), half, t[i + later]);
                }
            }
            to.add(4 * Float.BYTES * height);
        });
    }

    /** float32: copies the {@code panel}-th to the last of the panels of A's rows, whose length is a multiple of four. */
    static void packRows(Function f, Rows a, I32 rows, I32.Local panel, I32 end, I32 to) {
        f.countOn(panel, end, () -> {
            I32 before = f.let(panel.times(TileSizes.productRows(f.n)));
            I32 from = a.at().plus(before.times(a.row()));
            I32 panelAt = to.plus(before.times(a.row()));
            f.call("packPanel", from, a.row(), rows.minus(before), a.row().shr(f.n.shift()), panelAt);
        });
    }
}
