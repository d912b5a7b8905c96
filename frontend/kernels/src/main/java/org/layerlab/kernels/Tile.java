package org.layerlab.kernels;

import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;

/** A tile of C while its sums are made: all of them stay in registers. */
final class Tile {
    private final Function f;

    /** An address that goes along rows. */
    final I32.Local row;

    /** Where the next numbers of A's rows are. */
    final I32.Local[] a;

    /** A step of B. */
    final Vec.Local[] b;

    /** The sums: rows by vectors. */
    final Vec.Local[][] c;

    /** One number of A, in all lanes. */
    final Vec.Local x;

    Tile(Function f, I32.Local row, I32.Local[] a, Vec.Local[] b) {
        this.f = f;
        this.row = row;
        this.a = a;
        this.b = b;
        c = f.vecs(a.length, b.length);
        x = f.vec();
    }

    /** For each row of the tile, {@link #row} going on by this many bytes. */
    void eachRow(I32 bytes, IntConsumer turn) {
        for (int i = 0; i < a.length; i++) {
            turn.accept(i);
            if (i < a.length - 1) {
                row.add(bytes);
            }
        }
    }

    /** Sets each vector of sums. */
    void each(UnaryOperator<Vec> value) {
        for (Vec.Local[] sums : c) {
            for (Vec.Local sum : sums) {
                sum.set(value.apply(sum));
            }
        }
    }

    /** Loads the sums from {@link #row} on. */
    void load(I32 bytes) {
        eachRow(bytes, i -> {
            for (int j = 0; j < b.length; j++) {
                c[i][j].set(f.loadAnywhere(row, j * ScalarType.VECTOR_BYTES));
            }
        });
    }

    void store(I32 at, I32 bytes) {
        row.set(at);
        eachRow(bytes, i -> {
            for (int j = 0; j < b.length; j++) {
                f.storeAnywhere(row, j * ScalarType.VECTOR_BYTES, c[i][j]);
            }
        });
    }

    /**
     * Adds a step of A·B, and moves on in A. The loop has no instruction to spare, so where a step's numbers of A lie side by
     * side, as Aᵀ's do, one address does for all rows.
     *
     * @param together whether they do
     * @param aStep bytes from step to step of A
     * @param bAt where the step of B is, for each {@link TileSizes#VECTORS} vectors
     */
    void step(boolean together, I32 aStep, I32... bAt) {
        for (int j = 0; j < b.length; j++) {
            b[j].set(f.loadAnywhere(bAt[j / TileSizes.VECTORS], j % TileSizes.VECTORS * ScalarType.VECTOR_BYTES));
        }
        for (int i = 0; i < a.length; i++) {
            x.set(together ? f.loadSplat(a[0], i * f.n.bytes()) : f.loadSplat(a[i]));
            for (int j = 0; j < b.length; j++) {
                c[i][j].set(x.timesPlus(b[j], c[i][j]));
            }
            if (!together || i == a.length - 1) {
                a[together ? 0 : i].add(aStep);
            }
        }
    }
}
