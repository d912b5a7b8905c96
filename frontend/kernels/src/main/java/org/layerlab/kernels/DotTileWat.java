package org.layerlab.kernels;

import java.util.List;
import org.layerlab.kernels.Loops.Ends;
import org.layerlab.kernels.Loops.Step;

/**
 * The tiles of {@code A·Bᵀ}, both read along their rows and in place. In float32 a vector holds neighboring steps of k,
 * whose sums are added up at the end. In float64 sums are in the order of k: two rows of B are turned round as they are
 * read, so that a vector holds one step of both.
 */
final class DotTileWat extends Kernel {
    /**
     * The parameters of a tile's functions. A row of tiles of C, side by side, is set to (where {@code first}) or
     * increased by A·Bᵀ over k ≥ 1 steps, then multiplied by scale. Of B there are {@code valid} rows a tile; further
     * ones repeat the last.
     */
    record Parameters(
            Rows.Moving a, Rows.Moving b, I32 k, Rows.Moving c, I32.Local tiles, I32 valid, I32 first, Real scale)
            implements Group {}

    private final int rows;
    private final int columns;
    private final Parameters p;
    private final I32.Local[] a;
    private final I32.Local[] b;
    private final Vec.Local[][] c;
    private final Vec.Local[] xs;
    private final Vec.Local[] ys;
    private final Vec.Local x = f.vec(), y = f.vec();
    private final I32.Local row = f.i32();

    private DotTileWat(ScalarType n, TileSizes.Dot tile, int rows) {
        super(tile.name() + rows, n);
        this.rows = rows;
        columns = tile.columns();
        p = f.parameters(Parameters.class);
        a = f.i32s(rows);
        b = f.i32s(columns);
        c = f.vecs(rows, columns);
        xs = f.vecs(rows);
        ys = f.vecs(columns);
    }

    /** The functions {@code wide} and {@code narrow}, which take their number of rows. */
    static String wat(ScalarType n) {
        StringBuilder wat = new StringBuilder();
        for (TileSizes.Dot tile : List.of(TileSizes.wide(n), TileSizes.narrow())) {
            for (int rows = 1; rows <= tile.rows(); rows++) {
                wat.append(new DotTileWat(n, tile, rows).dots());
            }
            wat.append(choice(n, tile));
        }
        return wat.toString();
    }

    private static String choice(ScalarType n, TileSizes.Dot tile) {
        Function f = new Function(tile.name(), n);
        I32 rows = f.parameter();
        Parameters p = f.parameters(Parameters.class);
        int most = tile.rows();
        f.choose(I32.of(most).minus(rows), most, i -> f.call(tile.name() + (most - i), p));
        return f.wat();
    }

    private String dots() {
        f.countDown(p.tiles, () -> {
            a[0].set(p.a.at());
            Loops.addresses(a, p.a.row());
            b[0].set(p.b.at());
            Loops.addresses(b, p.b.row(), p.valid);
            if (n.single()) {
                sumsApart();
            } else {
                sumsInOrder();
            }
            p.b.at().add(p.b.row().times(columns));
            p.c.at().add(columns * n.bytes());
        });
        return f.wat();
    }

    /** float32: four partial sums an element of C, side by side. */
    private void sumsApart() {
        clear(columns);
        Ends.of(f, a[0], f.bytes(p.k)).each(this::addProducts);
        boolean four = columns == 4;
        row.set(p.c.at());
        for (int i = 0; i < rows; i++) {
            Vec.Local sum = c[i][0];
            Lanes.sumOfFour(new Vec[] {sum, c[i][1], c[i][Math.min(2, columns - 1)], c[i][columns - 1]}, sum, x, y);
            f.when(p.first.isZero(), () -> sum.set((four ? f.loadAnywhere(row) : f.loadHalf(row)).plus(sum)));
            sum.set(sum.times(p.scale.splat()));
            if (four) {
                f.storeAnywhere(row, sum);
            } else {
                f.storeHalf(row, 0, 0, sum);
            }
            nextRow(i);
        }
    }

    private void addProducts(Step step) {
        for (int i = 0; i < rows; i++) {
            xs[i].set(step.load(a[i]));
            a[i].add(step.bytes());
        }
        for (int j = 0; j < columns; j++) {
            y.set(step.load(b[j]));
            b[j].add(step.bytes());
            for (int i = 0; i < rows; i++) {
                c[i][j].set(xs[i].timesPlus(y, c[i][j]));
            }
        }
    }

    private void clear(int width) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < width; j++) {
                c[i][j].set(f.all("0"));
            }
        }
    }

    private void nextRow(int i) {
        if (i < rows - 1) {
            row.add(p.c.row());
        }
    }

    /** float64: vector j/2 of a row holds columns j and j+1 of C. */
    private void sumsInOrder() {
        row.set(p.c.at());
        f.when(p.first, () -> clear(columns / 2));
        f.otherwise(() -> {
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns / 2; j++) {
                    c[i][j].set(f.loadAnywhere(row, j * VECTOR));
                }
                nextRow(i);
            }
        });
        f.timesOrNever(f.i32(), p.k.shr(1), this::addPairs);
        f.when(p.k.and(1), () -> {
            for (int j = 0; j < columns; j += 2) {
                ys[j].set(f.loadPair(b[j], b[j + 1]));
            }
            addStep(0);
        });
        row.set(p.c.at());
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns / 2; j++) {
                f.storeAnywhere(row, j * VECTOR, c[i][j].times(p.scale.splat()));
            }
            nextRow(i);
        }
    }

    /** Two steps of k: one is the low halves, the next one the high halves. */
    private void addPairs() {
        for (int j = 0; j < columns; j += 2) {
            x.set(f.loadAnywhere(b[j]));
            y.set(f.loadAnywhere(b[j + 1]));
            ys[j].set(Lanes.shuffle64(x, y, 0, 2));
            ys[j + 1].set(Lanes.shuffle64(x, y, 1, 3));
        }
        addStep(0);
        addStep(1);
        Loops.advance(a, VECTOR);
        Loops.advance(b, VECTOR);
    }

    private void addStep(int half) {
        for (int i = 0; i < rows; i++) {
            x.set(f.loadSplat(a[i], half * Double.BYTES));
            for (int j = 0; j < columns / 2; j++) {
                c[i][j].add(x.times(ys[2 * j + half]));
            }
        }
    }

    /** The last tile of a row where B has too few rows for it: worked on in scratch, and the part in C copied. */
    static void edgeDots(Function f, I32 narrow, I32 scratch, I32 rows, Parameters p) {
        Rows tile = new Rows(scratch, I32.of(ROW));
        I32 bytes = f.let(f.bytes(p.valid));
        Group[] inScratch = {rows, p.a, p.b, p.k, tile, I32.of(1), p.valid, p.first, p.scale};
        f.when(p.first.isZero(), () -> f.call("copyTile", p.c, tile, rows, bytes));
        f.when(narrow, () -> f.call(TileSizes.narrow().name(), inScratch));
        f.otherwise(() -> f.call(TileSizes.wide(f.n).name(), inScratch));
        f.call("copyTile", tile, p.c, rows, bytes);
    }
}
