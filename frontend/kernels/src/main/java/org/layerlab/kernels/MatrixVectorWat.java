package org.layerlab.kernels;

import org.layerlab.kernels.Loops.Ends;

/**
 * {@code c = scale · A·b} in float32, b being as long as A's rows: what one photo needs of a layer. It can be no faster
 * than A comes from memory, and A comes fastest in several streams at a time: eight rows side by side took a tenth less
 * time than four, fewer and more took longer.
 */
final class MatrixVectorWat {
    private MatrixVectorWat() {}

    static String wat(ScalarType n) {
        return rows(n, TileSizes.VECTOR_ROWS) + rows(n, 1) + Function.of(n, MatrixVectorWat.class, "vector");
    }

    /** Rows {@code from} to {@code to} of A; c's numbers are {@code c.row()} bytes apart. */
    static void vector(Function f, I32.Local a, I32 b, I32 k, Real scale, Rows.Moving c, I32.Local from, I32 to) {
        I32 row = f.let(f.bytes(k));
        a.add(from.times(row));
        c.at().add(from.times(c.row()));
        for (int rows : new int[] {TileSizes.VECTOR_ROWS, 1}) {
            f.until(to.minus(from).less(rows), () -> {
                f.call("vector" + rows, a, row, b, scale, c);
                a.add(row.times(rows));
                c.at().add(c.row().times(rows));
                from.add(rows);
            });
        }
    }

    /** Some rows: four partial sums each, added up at the end. */
    private static String rows(ScalarType n, int rows) {
        Function f = new Function("vector" + rows, n);
        I32.Local[] a = new I32.Local[rows];
        a[0] = f.parameter();
        I32 row = f.parameter();
        I32.Local b = f.parameter();
        Real scale = f.realParameter();
        Rows.Moving c = f.parameters(Rows.Moving.class);
        for (int i = 1; i < rows; i++) {
            a[i] = f.let(a[i - 1].plus(row));
        }
        Ends ends = Ends.of(f, b, row);
        Vec.Local y = f.vec();
        Vec.Local[] sums = f.vecs(rows);
        ends.each(step -> {
            y.set(step.load(b));
            for (int i = 0; i < rows; i++) {
                sums[i].set(step.load(a[i]).timesPlus(y, sums[i]));
                a[i].add(step.bytes());
            }
            b.add(step.bytes());
        });
        for (int i = 0; i < rows; i++) {
            y.set(sums[i].plus(Lanes.shuffle32(sums[i], sums[i], 2, 3, 2, 3)));
            f.store(c.at(), scale.times(y.lane(0).plus(y.lane(1))));
            if (i < rows - 1) {
                c.at().add(c.row());
            }
        }
        return f.wat();
    }
}
