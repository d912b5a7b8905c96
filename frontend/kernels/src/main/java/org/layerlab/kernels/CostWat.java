package org.layerlab.kernels;

import static org.layerlab.kernels.TileSizes.SUM_ROWS;

import org.layerlab.kernels.Loops.Ends;
import org.layerlab.kernels.Loops.Step;

/** Sums over a batch: the cross-entropy, the biases' gradient and the number of right answers. */
final class CostWat {
    private CostWat() {}

    static String wat(ScalarType n) {
        return Function.of(n, CostWat.class, "crossEntropy", "sumColumns", "countCorrect");
    }

    /**
     * {@code −Σ (Y·ln A + (1−Y)·ln(1−A))}, in order, in float64 for both precisions. A term whose factor is 0 counts as
     * 0, though its logarithm be infinite.
     */
    static void crossEntropy(Function f, I32.Local al, I32.Local y, I32.Local count) {
        ScalarType wide = ScalarType.float64();
        Real.Local sum = f.f64();
        Vec.Local label = f.vec(wide), one = f.vec(wide), x = f.vec(wide);
        LogWat ln = new LogWat(f, x);
        Vec zeros = Vec.all(wide, "0");
        Vec ones = Vec.all(wide, "1");
        f.until(count.atMost(0), () -> {
            label.set(f.loadTwoWide(y));
            x.set(f.loadTwoWide(al));
            ln.log();
            // Y·ln A, and 0 where Y is 0
            one.set(label.times(x).andNot(label.equal(zeros)));
            label.set(ones.minus(label));
            x.set(ones.minus(f.loadTwoWide(al)));
            ln.log();
            x.set(label.times(x).andNot(label.equal(zeros)));
            sum.set(sum.plus(one.lane(0)).plus(x.lane(0)));
            f.when(count.greater(1), () -> sum.set(sum.plus(one.lane(1)).plus(x.lane(1))));
            al.add(2 * f.n.bytes());
            y.add(2 * f.n.bytes());
            count.subtract(2);
        });
        f.giveBack(sum.negative());
    }

    /**
     * {@code db = scale · Σ_columns dZ}, four rows a turn. In float64 each sum is in the order of the columns; in
     * float32 four partial sums go side by side.
     */
    static void sumColumns(Function f, I32.Local dZ, I32.Local n, I32 m, Real scale, I32.Local db) {
        Vec factor = scale.splat();
        I32 row = f.let(f.bytes(m));
        I32.Local[] p = f.i32s(SUM_ROWS);
        Ends ends = Ends.of(f, p[0]);
        Vec.Local[] s = f.vecs(SUM_ROWS);
        Vec.Local x = f.vec(), y = f.vec();
        f.until(n.atMost(0), () -> {
            // Where fewer than four rows are left, the last is summed again; its sums go to db's padding.
            p[0].set(dZ);
            Loops.addresses(p, row, n);
            for (Vec.Local sum : s) {
                sum.set(f.all("0"));
            }
            ends.set(row);
            ends.each(step -> {
                if (f.n.single()) {
                    for (int i = 0; i < SUM_ROWS; i++) {
                        s[i].add(step.load(p[i]));
                        p[i].add(step.bytes());
                    }
                } else {
                    addInOrder(f, step, p, s, x, y);
                }
            });
            if (f.n.single()) {
                Lanes.sumOfFour(s, s[0], x, y);
                f.storeAnywhere(db, s[0].times(factor));
            } else {
                f.store(db, s[0].times(factor));
                f.store(db, ScalarType.VECTOR_BYTES, s[1].times(factor));
            }
            dZ.add(row.shl(2));
            db.add(SUM_ROWS * f.n.bytes());
            n.subtract(SUM_ROWS);
        });
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

    static void countCorrect(Function f, I32.Local al, I32.Local y, I32.Local count) {
        I32.Local right = f.i32();
        f.until(count.isZero(), () -> {
            right.add(f.loadReal(al).greater("0.5").equal(f.loadReal(y).greater("0.5")));
            al.add(f.n.bytes());
            y.add(f.n.bytes());
            count.subtract(1);
        });
        f.giveBack(right);
    }
}
