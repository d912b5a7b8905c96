package org.layerlab.kernels;

import org.layerlab.kernels.Loops.Ends;

/**
 * The way back through an output layer of one unit, as the playground's networks have it: {@code dW = scale · dZ·Aᵀ} with
 * {@code db = scale · Σ dZ}, and {@code dZ} of the layer before. dZ is one row here, and the products' tiles, made for
 * many, waited more than they worked. Sums are in the order of {@link TransposedProductWat} and {@link CostWat}: the
 * digits are theirs.
 */
final class OutputUnitWat {
    private static final int UNITS = TileSizes.OUTPUT_UNITS;

    private OutputUnitWat() {}

    static String wat(ScalarType n) {
        return sums(n) + gradient(n) + before(n);
    }

    /** Where fewer than four units are left, the last is summed again; its sums go to dW's padding. */
    private static String gradient(ScalarType n) {
        Function f = new Function("outputGradient", n);
        I32 dZ = f.parameter();
        I32.Local units = f.parameter();
        I32.Local a = f.parameter();
        I32 m = f.parameter();
        Real scale = f.realParameter();
        I32.Local dW = f.parameter();
        I32 db = f.parameter();
        f.doWhile(units.down(UNITS).greater(0), () -> {
            f.call("unitSums", dZ, units, a, m, scale, dW, db);
            a.add(m.times(UNITS * n.bytes()));
            dW.add(UNITS * n.bytes());
        });
        return f.wat();
    }

    private static String sums(ScalarType n) {
        Function f = new Function("unitSums", n);
        I32.Local dZ = f.parameter();
        I32 units = f.parameter();
        I32.Local[] a = f.i32s(UNITS);
        a[0] = f.parameter();
        I32.Local m = f.parameter();
        Vec scale = f.realParameter().splat();
        I32 dW = f.parameter();
        I32 db = f.parameter();
        m.set(f.bytes(m));
        Ends ends = Ends.of(f, dZ, m);
        Loops.addresses(a, m, units);
        Vec.Local sum = f.vec();
        Vec.Local[] sums = f.vecs(n.single() ? UNITS : UNITS / 2);
        Vec.Local x = f.vec();
        Vec.Local y = f.vec();
        Vec.Local[] points = f.vecs(2);
        ends.each(step -> {
            if (n.single()) {
                // Partial sums side by side.
                x.set(step.load(dZ));
                sum.add(x);
                for (int i = 0; i < UNITS; i++) {
                    sums[i].set(x.timesPlus(step.load(a[i]), sums[i]));
                }
            } else {
                // One or two points, one after another; two units side by side.
                int count = step.bytes() / Double.BYTES;
                for (int point = 0; point < count; point++) {
                    points[point].set(f.loadSplat(dZ, point * Double.BYTES));
                    sum.add(points[point]);
                }
                for (int i = 0; i < UNITS; i += 2) {
                    x.set(step.load(a[i]));
                    y.set(step.load(a[i + 1]));
                    for (int point = 0; point < count; point++) {
                        Vec pair = Lanes.shuffle64(x, y, point, 2 + point);
                        sums[i / 2].set(points[point].timesPlus(pair, sums[i / 2]));
                    }
                }
            }
            Loops.advance(a, step.bytes());
            dZ.add(step.bytes());
        });
        if (n.single()) {
            Lanes.sumOfFour(sums, sums[0], x, y);
            Lanes.sumOfFour(new Vec[] {sum, sum, sum, sum}, sum, x, y);
        }
        for (int i = 0; i < UNITS / n.lanes(); i++) {
            f.storeAnywhere(dW, i * ScalarType.VECTOR_BYTES, sums[i].times(scale));
        }
        f.storeOne(db, sum.times(scale));
        return f.wat();
    }

    /** {@code dZ = Wᵀ·dZ ∘ [A > 0]} of some units with ReLU and as many examples as a vector has numbers, or more. */
    private static String before(ScalarType n) {
        Function f = new Function("beforeOutput", n);
        I32.Local w = f.parameter();
        I32.Local units = f.parameter();
        I32 dZ = f.parameter();
        I32.Local m = f.parameter();
        I32.Local a = f.parameter();
        I32.Local dA = f.parameter();
        m.set(f.bytes(m));
        I32 end = f.let(dZ.plus(m));
        Vec.Local x = f.vec();
        I32.Local p = f.i32();
        I32.Local step = f.i32();
        f.countDown(units, () -> {
            x.set(f.loadSplat(w));
            p.set(dZ);
            Loops.firstStep(f, step, m);
            f.doWhile(p.below(end), () -> {
                Vec slope = x.times(f.loadAnywhere(p));
                f.storeAnywhere(dA, slope.and(f.loadAnywhere(a).greater(f.zero())));
                a.add(step);
                dA.add(step);
                p.add(step);
                step.set(ScalarType.VECTOR_BYTES);
            });
            w.add(n.bytes());
        });
        return f.wat();
    }
}
