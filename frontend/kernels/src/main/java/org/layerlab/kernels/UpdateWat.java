package org.layerlab.kernels;

import java.util.function.BiConsumer;
import org.layerlab.network.matrix.AdamConstants;

/** The updates: plain descent, momentum and Adam, each in one pass over parameters, gradient and moments. */
final class UpdateWat {
    private UpdateWat() {}

    static String wat(ScalarType n) {
        return Function.of(n, UpdateWat.class, "descend", "momentum", "adam");
    }

    static void descend(Function f, I32.Local w, I32.Local dW, I32 count, Real rate, Real l1, Real l2) {
        each(f, count, l1, l2, (x, g) -> f.store(w, x.minus(rate.splat().times(g))), w, dW);
    }

    static void momentum(
            Function f, I32.Local w, I32.Local dW, I32.Local v, I32 count, Real rate, Real momentum, Real l1, Real l2) {
        BiConsumer<Vec, Vec.Local> update = (x, g) -> {
            g.set(momentum.splat().times(f.load(v)).plus(g));
            f.store(v, g);
            f.store(w, x.minus(rate.splat().times(g)));
        };
        each(f, count, l1, l2, update, w, dW, v);
    }

    static void adam(
            Function f,
            I32.Local w,
            I32.Local dW,
            I32.Local m,
            I32.Local s,
            I32 count,
            Real rate,
            Real meanScale,
            Real squareScale,
            Real l1,
            Real l2) {
        BiConsumer<Vec, Vec.Local> update = (x, g) -> {
            Vec s1 = f.let(constant(f, AdamConstants.BETA2)
                    .times(f.load(s))
                    .plus(constant(f, 1 - AdamConstants.BETA2).times(g).times(g)));
            Vec m1 = f.let(constant(f, AdamConstants.BETA1)
                    .times(f.load(m))
                    .plus(constant(f, 1 - AdamConstants.BETA1).times(g)));
            f.store(m, m1);
            f.store(s, s1);
            Vec root = s1.times(squareScale.splat()).root().plus(constant(f, AdamConstants.EPSILON));
            f.store(w, x.minus(rate.splat().times(m1.times(meanScale.splat())).over(root)));
        };
        each(f, count, l1, l2, update, w, dW, m, s);
    }

    private static Vec constant(Function f, double number) {
        return f.all(Double.toString(number));
    }

    /**
     * A vector a turn, x of W and g of the gradient with its penalties, {@code dW + l1·sign(W) + l2·W}, in this order.
     *
     * @param pointers W, dW, and what else the loop goes along
     */
    private static void each(
            Function f, I32 count, Real l1, Real l2, BiConsumer<Vec, Vec.Local> update, I32.Local... pointers) {
        Vec.Local x = f.vec(), g = f.vec();
        Vec plus = x.greater(f.all("0")).and(f.all("1"));
        Vec minus = x.less(f.all("0")).and(f.all("1"));
        Loops.along(f, pointers).vectors(count, () -> {
            x.set(f.load(pointers[0]));
            Vec dW = f.load(pointers[1]);
            g.set(dW.plus(l1.splat().times(plus.minus(minus))).plus(l2.splat().times(x)));
            update.accept(x, g);
        });
    }
}
