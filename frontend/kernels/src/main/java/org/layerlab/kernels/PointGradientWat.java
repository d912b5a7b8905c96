package org.layerlab.kernels;

import org.layerlab.kernels.Loops.Ends;
import org.layerlab.kernels.Loops.Step;

/**
 * {@code dW = scale · dZ·Aᵀ} and {@code db = scale · Σ dZ} in one pass over dZ, for the layer that sees points, which have
 * two features. In the playground's networks this layer has most of the units, and reading dZ twice took a fifth of an
 * iteration. Each sum is in the order of {@link TransposedProductWat} and {@link CostWat}: the digits are theirs.
 */
final class PointGradientWat extends Kernel {
    private final int rows;
    private final I32.Local[] dZ;
    private final I32.Local[] a = f.i32s(2);
    private final Vec.Local[] sums;
    private final Vec.Local[][] products;
    private final Vec.Local x = f.vec(), y = f.vec();
    private final Vec.Local[] points = f.vecs(2);

    private PointGradientWat(ScalarType n, int rows) {
        super("points" + rows, n);
        this.rows = rows;
        dZ = f.i32s(rows);
        dZ[0] = f.parameter();
        a[0] = f.parameter();
        sums = f.vecs(rows);
        products = f.vecs(rows, 2);
    }

    static String wat(ScalarType n) {
        StringBuilder wat = new StringBuilder();
        for (int rows : TileSizes.POINT_GRADIENT_ROWS) {
            wat.append(new PointGradientWat(n, rows).panel());
        }
        return wat.append(Function.of(n, PointGradientWat.class, "pointGradient"))
                .toString();
    }

    static void pointGradient(
            Function f, I32.Local dZ, I32.Local units, I32 a, I32 m, Real scale, I32.Local dW, I32.Local db) {
        for (int rows : TileSizes.POINT_GRADIENT_ROWS) {
            Loops.panels(f, units, rows, () -> {
                f.call("points" + rows, dZ, a, m, scale, dW, db);
                dZ.add(m.times(rows * f.n.bytes()));
                dW.add(2 * rows * f.n.bytes());
                db.add(rows * f.n.bytes());
            });
        }
    }

    /** With m ≥ 1 numbers a row. */
    private String panel() {
        I32.Local m = f.parameter();
        Vec scale = f.realParameter().splat();
        I32 dW = f.parameter(), db = f.parameter();
        m.set(f.bytes(m));
        a[1].set(a[0].plus(m));
        Ends ends = Ends.of(f, dZ[0], m);
        Loops.addresses(dZ, m);
        ends.each(step -> {
            if (n.single()) {
                apart(step);
            } else {
                inOrder(step);
            }
            Loops.advance(dZ, step.bytes());
            Loops.advance(a, step.bytes());
        });
        for (int i = 0; i < rows; i++) {
            Vec.Local sum = products[i][0];
            if (n.single()) {
                Lanes.sumOfFour(new Vec[] {sum, products[i][1], sums[i], sums[i]}, sum, x, y);
                sum.set(sum.times(scale));
                f.storeHalf(dW, i * 2 * Float.BYTES, 0, sum);
                f.storeLane(db, i * Float.BYTES, 2, sum);
            } else {
                f.storeAnywhere(dW, i * 2 * Double.BYTES, sum.times(scale));
                f.storeLane(db, i * Double.BYTES, 0, sums[i].times(scale));
            }
        }
        return f.wat();
    }

    /** float32: partial sums side by side. */
    private void apart(Step step) {
        points[0].set(step.load(a[0]));
        points[1].set(step.load(a[1]));
        for (int i = 0; i < rows; i++) {
            x.set(step.load(dZ[i]));
            sums[i].add(x);
            for (int j = 0; j < 2; j++) {
                products[i][j].set(x.timesPlus(points[j], products[i][j]));
            }
        }
    }

    /** float64: one point after another, its two features side by side; the sum of dZ is in both lanes. */
    private void inOrder(Step step) {
        if (step.whole()) {
            x.set(f.loadAnywhere(a[0]));
            y.set(f.loadAnywhere(a[1]));
            points[0].set(Lanes.shuffle64(x, y, 0, 2));
            points[1].set(Lanes.shuffle64(x, y, 1, 3));
        } else {
            points[0].set(f.loadPair(a[0], a[1]));
        }
        for (int point = 0; point < step.bytes() / Double.BYTES; point++) {
            for (int i = 0; i < rows; i++) {
                x.set(f.loadSplat(dZ[i], point * Double.BYTES));
                sums[i].add(x);
                products[i][0].add(x.times(points[point]));
            }
        }
    }
}
