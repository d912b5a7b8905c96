package org.layerlab.kernels;

import org.layerlab.network.matrix.Adam;

/** The updates: plain descent, momentum and Adam, each in one pass over parameters, gradient and moments. */
final class UpdateWat {
    private final Function f;
    private final I32.Local[] pointers;
    private final I32 w;
    private final I32 dW;
    private final I32.Local count;
    private final Vec rate;
    private final Vec[] factors;
    private final Vec l1;
    private final Vec l2;
    private final Vec.Local x;
    private final Vec.Local g;

    /**
     * An update by its parameters, W, dW, moments, their count, the rate, factors, and the penalties.
     *
     * @param moments how many matrices it remembers
     * @param factors how many numbers it takes besides the rate and the penalties
     */
    private UpdateWat(String name, ScalarType n, int moments, int factors) {
        f = new Function(name, n);
        pointers = f.parameters(2 + moments);
        w = pointers[0];
        dW = pointers[1];
        count = f.parameter();
        rate = f.realParameter().splat();
        this.factors = new Vec[factors];
        for (int i = 0; i < factors; i++) {
            this.factors[i] = f.realParameter().splat();
        }
        l1 = f.realParameter().splat();
        l2 = f.realParameter().splat();
        x = f.vec();
        g = f.vec();
    }

    static String wat(ScalarType n) {
        return new UpdateWat("descend", n, 0, 0).descend()
                + new UpdateWat("momentum", n, 1, 1).momentum()
                + new UpdateWat("adam", n, 2, 2).adam();
    }

    private String descend() {
        return each(() -> f.store(w, x.minus(rate.times(g))));
    }

    private String momentum() {
        I32 v = pointers[2];
        Vec momentum = factors[0];
        return each(() -> {
            g.set(momentum.times(f.load(v)).plus(g));
            f.store(v, g);
            f.store(w, x.minus(rate.times(g)));
        });
    }

    private String adam() {
        I32 m = pointers[2];
        I32 s = pointers[3];
        Vec meanScale = factors[0];
        Vec squareScale = factors[1];
        return each(() -> {
            Vec s1 = f.let(number(Adam.BETA2)
                    .times(f.load(s))
                    .plus(number(1 - Adam.BETA2).times(g).times(g)));
            Vec m1 = f.let(number(Adam.BETA1)
                    .times(f.load(m))
                    .plus(number(1 - Adam.BETA1).times(g)));
            f.store(m, m1);
            f.store(s, s1);
            Vec root = s1.times(squareScale).root().plus(number(Adam.EPSILON));
            f.store(w, x.minus(rate.times(m1.times(meanScale)).over(root)));
        });
    }

    private Vec number(double number) {
        return f.all(Double.toString(number));
    }

    /** A vector a turn, x of W and g of the gradient with its penalties. */
    private String each(Runnable update) {
        Loops.vectors(f, count, pointers, () -> {
            x.set(f.load(w));
            g.set(penalized());
            update.run();
        });
        return f.wat();
    }

    /** {@code dW + l1·sign(W) + l2·W}, in this order. */
    private Vec penalized() {
        Vec plus = x.greater(f.all("0")).and(f.all("1"));
        Vec minus = x.less(f.all("0")).and(f.all("1"));
        return f.load(dW).plus(l1.times(plus.minus(minus))).plus(l2.times(x));
    }
}
