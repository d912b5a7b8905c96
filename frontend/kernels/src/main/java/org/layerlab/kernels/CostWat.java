package org.layerlab.kernels;

import org.layerlab.kernels.Loops.Ends;
import org.layerlab.kernels.Loops.Step;

/** Sums over a batch: the cross-entropy, the biases' gradient and the number of right answers. */
final class CostWat {
    private static final int ROWS = TileSizes.SUM_ROWS;

    private CostWat() {}

    static String wat(ScalarType n) {
        return crossEntropy(n) + sumColumns(n) + countCorrect(n);
    }

    /**
     * {@code −Σ (Y·ln A + (1−Y)·ln(1−A))}, in order, in float64 for both precisions. A term whose factor is 0 counts as
     * 0, though its logarithm be infinite.
     */
    private static String crossEntropy(ScalarType n) {
        ScalarType wide = ScalarType.float64();
        Function f = new Function("crossEntropy", n);
        I32.Local a = f.parameter();
        I32.Local y = f.parameter();
        I32.Local count = f.parameter();
        F64.Local sum = f.f64();
        Vec.Local label = f.vec(wide);
        Vec.Local one = f.vec(wide);
        Vec.Local x = f.vec(wide);
        LogWat ln = new LogWat(f, x);
        Vec zeros = Vec.all(wide, "0");
        Vec ones = Vec.all(wide, "1");
        f.until(count.atMost(0), () -> {
            label.set(f.loadTwoWide(y));
            x.set(f.loadTwoWide(a));
            ln.log();
            // Y·ln A, and 0 where Y is 0
            one.set(label.times(x).andNot(label.equal(zeros)));
            label.set(ones.minus(label));
            x.set(ones.minus(f.loadTwoWide(a)));
            ln.log();
            x.set(label.times(x).andNot(label.equal(zeros)));
            sum.set(sum.plus(one.lane(0).toF64()).plus(x.lane(0).toF64()));
            f.when(
                    count.greater(1),
                    () -> sum.set(sum.plus(one.lane(1).toF64()).plus(x.lane(1).toF64())));
            a.add(2 * n.bytes());
            y.add(2 * n.bytes());
            count.subtract(2);
        });
        f.giveBack(sum.negative());
        return f.wat();
    }

    /**
     * {@code db = scale · Σ_columns dZ}, four rows a turn. In float64 each sum is in the order of the columns; in
     * float32 four partial sums go side by side.
     */
    private static String sumColumns(ScalarType n) {
        Function f = new Function("sumColumns", n);
        I32.Local dZ = f.parameter();
        I32.Local rows = f.parameter();
        I32 m = f.parameter();
        Vec scale = f.realParameter().splat();
        I32.Local db = f.parameter();
        I32 row = f.let(f.bytes(m));
        I32.Local[] p = f.i32s(ROWS);
        Ends ends = Ends.of(f, p[0]);
        Vec.Local[] s = f.vecs(ROWS);
        Vec.Local x = f.vec();
        Vec.Local y = f.vec();
        f.until(rows.atMost(0), () -> {
            // Where fewer than four rows are left, the last is summed again; its sums go to db's padding.
            p[0].set(dZ);
            Loops.addresses(p, row, rows);
            for (Vec.Local sum : s) {
                sum.set(f.zero());
            }
            ends.set(row);
            ends.each(step -> {
                if (n.single()) {
                    for (int i = 0; i < ROWS; i++) {
                        s[i].add(step.load(p[i]));
                        p[i].add(step.bytes());
                    }
                } else {
                    addInOrder(f, step, p, s, x, y);
                }
            });
            if (n.single()) {
                Lanes.sumOfFour(s, s[0], x, y);
                f.storeAnywhere(db, s[0].times(scale));
            } else {
                f.store(db, s[0].times(scale));
                f.store(db, ScalarType.VECTOR_BYTES, s[1].times(scale));
            }
            dZ.add(row.shl(2));
            db.add(ROWS * n.bytes());
            rows.subtract(ROWS);
        });
        return f.wat();
    }

    /** float64: two columns of four rows, turned round so that a vector holds one column of two rows; or the last one. */
    private static void addInOrder(Function f, Step step, I32.Local[] p, Vec.Local[] s, Vec.Local x, Vec.Local y) {
        for (int pair = 0; pair < 2; pair++) {
            I32 upper = p[2 * pair];
            I32 lower = p[2 * pair + 1];
            if (step.whole()) {
                x.set(f.loadAnywhere(upper));
                y.set(f.loadAnywhere(lower));
                s[pair].set(s[pair].plus(Lanes.shuffle64(x, y, 0, 2)).plus(Lanes.shuffle64(x, y, 1, 3)));
            } else {
                s[pair].add(f.loadPair(upper, lower));
            }
        }
        Loops.advance(p, step.bytes());
    }

    private static String countCorrect(ScalarType n) {
        Function f = new Function("countCorrect", n);
        I32.Local a = f.parameter();
        I32.Local y = f.parameter();
        I32.Local count = f.parameter();
        I32.Local right = f.i32();
        f.until(count.isZero(), () -> {
            right.add(f.loadReal(a).greater("0.5").equal(f.loadReal(y).greater("0.5")));
            a.add(n.bytes());
            y.add(n.bytes());
            count.subtract(1);
        });
        f.giveBack(right);
        return f.wat();
    }
}
