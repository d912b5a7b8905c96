package org.layerlab.kernels;

/**
 * {@code Z = W·X + b} for the layer that sees points, which have two features; with ReLU at once, if it has that. The
 * products' tiles would take longer to begin and to end than for the two steps of each sum. Sums are in the order of
 * {@link ProductWat}: so the digits are the same. Needs at least as many points as a vector has numbers.
 */
final class PointForwardWat {
    private PointForwardWat() {}

    static String wat(ScalarType n) {
        StringBuilder wat = new StringBuilder();
        for (int rows : TileSizes.POINT_FORWARD_ROWS) {
            wat.append(panel(n, rows));
        }
        return wat.append(Function.of(n, PointForwardWat.class, "pointForward")).toString();
    }

    /** Of what is summed nothing below {@code low} is left: 0 is ReLU, −∞ leaves all. */
    static void pointForward(
            Function f, I32.Local w, I32.Local b, I32.Local units, I32 x, I32 m, I32.Local c, Real low) {
        for (int rows : TileSizes.POINT_FORWARD_ROWS) {
            Loops.panels(f, units, rows, () -> {
                f.call("pointRows" + rows, w, b, x, m, c, low);
                w.add(2 * rows * f.n.bytes());
                b.add(rows * f.n.bytes());
                c.add(m.times(rows * f.n.bytes()));
            });
        }
    }

    private static String panel(ScalarType n, int rows) {
        Function f = new Function("pointRows" + rows, n);
        I32 weights = f.parameter(), biases = f.parameter();
        I32.Local x0 = f.parameter(), m = f.parameter();
        I32.Local[] c = f.i32s(rows);
        c[0] = f.parameter();
        Vec least = f.let(f.realParameter().splat());
        m.set(f.bytes(m));
        I32.Local x1 = f.let(x0.plus(m));
        I32 end = f.let(x1);
        Vec.Local[] b = f.vecs(rows);
        Vec.Local[][] w = f.vecs(rows, 2);
        for (int i = 0; i < rows; i++) {
            b[i].set(f.loadSplat(biases, i * n.bytes()));
            w[i][0].set(f.loadSplat(weights, 2 * i * n.bytes()));
            w[i][1].set(f.loadSplat(weights, (2 * i + 1) * n.bytes()));
            if (i > 0) {
                c[i].set(c[i - 1].plus(m));
            }
        }
        I32.Local step = f.i32();
        Loops.firstStep(f, step, m);
        Vec.Local y0 = f.vec(), y1 = f.vec();
        f.doWhile(x0.below(end), () -> {
            y0.set(f.loadAnywhere(x0));
            y1.set(f.loadAnywhere(x1));
            for (int i = 0; i < rows; i++) {
                Vec product = w[i][1].timesPlus(y1, w[i][0].times(y0));
                f.storeAnywhere(c[i], product.plus(b[i]).orGreater(least));
                c[i].add(step);
            }
            x0.add(step);
            x1.add(step);
            step.set(ScalarType.VECTOR_BYTES);
        });
        return f.wat();
    }
}
