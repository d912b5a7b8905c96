package org.layerlab.kernels;

import static org.layerlab.kernels.TileSizes.OUTPUT_UNITS;

import org.layerlab.kernels.Loops.Ends;

/**
 * The way back through an output layer of one unit, as the playground's networks have it: {@code dW = scale · dZ·Aᵀ} with
 * {@code db = scale · Σ dZ}, and {@code dZ} of the layer before. dZ is one row here, and the products' tiles, made for
 * many, waited more than they worked. Sums are in the order of {@link TransposedProductWat} and {@link CostWat}: the
 * digits are theirs.
 */
final class OutputUnitWat {
    private OutputUnitWat() {}

    static String wat(ScalarType n) {
        return Function.of(n, OutputUnitWat.class, "unitSums", "outputGradient", "beforeOutput");
    }

    /** Where fewer than four units are left, the last is summed again; its sums go to dW's padding. */
    static void outputGradient(
            Function f, I32 dZ, I32.Local units, I32.Local a, I32 m, Real scale, I32.Local dW, I32 db) {
        f.doWhile(units.down(OUTPUT_UNITS).greater(0), () -> {
            f.call("unitSums", dZ, units, a, m, scale, dW, db);
            a.add(m.times(OUTPUT_UNITS * f.n.bytes()));
            dW.add(OUTPUT_UNITS * f.n.bytes());
        });
    }

    static void unitSums(Function f, I32.Local dZ, I32 units, I32.Local a, I32.Local m, Real scale, I32 dW, I32 db) {
        I32.Local[] rows = f.i32s(OUTPUT_UNITS);
        rows[0] = a;
        Vec factor = scale.splat();
        m.set(f.bytes(m));
        Ends ends = Ends.of(f, dZ, m);
        Loops.addresses(rows, m, units);
        Vec.Local sum = f.vec();
        Vec.Local[] sums = f.vecs(f.n.single() ? OUTPUT_UNITS : OUTPUT_UNITS / 2);
        Vec.Local x = f.vec(), y = f.vec();
        Vec.Local[] points = f.vecs(2);
        ends.each(step -> {
            if (f.n.single()) {
                // Partial sums side by side.
                x.set(step.load(dZ));
                sum.add(x);
                for (int i = 0; i < OUTPUT_UNITS; i++) {
                    sums[i].set(x.timesPlus(step.load(rows[i]), sums[i]));
                }
            } else {
                // One or two points, one after another; two units side by side.
                int count = step.bytes() / Double.BYTES;
                for (int point = 0; point < count; point++) {
                    points[point].set(f.loadSplat(dZ, point * Double.BYTES));
                    sum.add(points[point]);
                }
                for (int i = 0; i < OUTPUT_UNITS; i += 2) {
                    x.set(step.load(rows[i]));
                    y.set(step.load(rows[i + 1]));
                    for (int point = 0; point < count; point++) {
                        Vec pair = Lanes.shuffle64(x, y, point, 2 + point);
                        sums[i / 2].set(points[point].timesPlus(pair, sums[i / 2]));
                    }
                }
            }
            Loops.advance(rows, step.bytes());
            dZ.add(step.bytes());
        });
        if (f.n.single()) {
            Lanes.sumOfFour(sums, sums[0], x, y);
            Lanes.sumOfFour(new Vec[] {sum, sum, sum, sum}, sum, x, y);
        }
        for (int i = 0; i < OUTPUT_UNITS / f.n.lanes(); i++) {
            f.storeAnywhere(dW, i * ScalarType.VECTOR_BYTES, sums[i].times(factor));
        }
        f.storeOne(db, sum.times(factor));
    }

    /** {@code dZ = Wᵀ·dZ ∘ [A > 0]} of some units with ReLU and as many examples as a vector has numbers, or more. */
    static void beforeOutput(Function f, I32.Local w, I32.Local units, I32 dZ, I32.Local m, I32.Local a, I32.Local dA) {
        m.set(f.bytes(m));
        I32 end = f.let(dZ.plus(m));
        Vec.Local x = f.vec();
        I32.Local p = f.i32(), step = f.i32();
        f.countDown(units, () -> {
            x.set(f.loadSplat(w));
            p.set(dZ);
            Loops.firstStep(f, step, m);
            f.doWhile(p.below(end), () -> {
                Vec slope = x.times(f.loadAnywhere(p));
                f.storeAnywhere(dA, slope.and(f.loadAnywhere(a).greater(f.all("0"))));
                a.add(step);
                dA.add(step);
                p.add(step);
                step.set(ScalarType.VECTOR_BYTES);
            });
            w.add(f.n.bytes());
        });
    }
}
