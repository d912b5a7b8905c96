package org.layerlab.kernels;

import static org.layerlab.kernels.Parameter.Kind.CHANGED;
import static org.layerlab.kernels.Parameter.Kind.COUNT;
import static org.layerlab.kernels.Parameter.Kind.NUMBER;
import static org.layerlab.kernels.Parameter.Kind.READ;

import java.util.Arrays;
import java.util.List;
import org.layerlab.network.matrix.AdamConstants;

/** The updates: plain descent, momentum and Adam, each in one pass over parameters, gradient and moments. */
final class UpdateWat extends Kernel {
    private static final KernelFunction DESCEND = update(
            "descend", "{@code W −= rate·G} with {@code G = dW + l1·sign(W) + l2·W}.", CHANGED.of(), NUMBER.of());

    private static final KernelFunction MOMENTUM =
            update("momentum", "{@code V = momentum·V + G, W −= rate·V}.", CHANGED.of("v"), NUMBER.of("momentum"));

    private static final KernelFunction ADAM = update(
            "adam",
            "{@code M = β1·M + (1 − β1)·G, S = β2·S + (1 − β2)·G², W −= rate·meanScale·M / (√(squareScale·S) + ε)}.",
            CHANGED.of("m", "s"),
            NUMBER.of("meanScale", "squareScale"));

    private final I32.Local[] pointers;
    private final I32 w;
    private final I32 dW;
    private final I32.Local count;
    private final Vec rate;
    private final Vec[] factors;
    private final Vec l1;
    private final Vec l2;
    private final Vec.Local x = f.vec(), g = f.vec();

    private UpdateWat(KernelFunction update, ScalarType n) {
        super(update.function(), n);
        pointers = f.parameters(
                (int) update.parameters().stream().filter(Parameter::address).count());
        w = pointers[0];
        dW = pointers[1];
        count = f.parameter();
        Vec[] numbers = update.parameters().stream()
                .filter(Parameter::real)
                .map(number -> f.realParameter().splat())
                .toArray(Vec[]::new);
        rate = numbers[0];
        factors = Arrays.copyOfRange(numbers, 1, numbers.length - 2);
        l1 = numbers[numbers.length - 2];
        l2 = numbers[numbers.length - 1];
    }

    /** The updates as they are offered. */
    static List<KernelFunction> functions() {
        return List.of(DESCEND, MOMENTUM, ADAM);
    }

    private static KernelFunction update(String name, String about, Parameter[] moments, Parameter[] factors) {
        return KernelFunction.elements(name)
                .does(about)
                .takes(CHANGED.of("w"), READ.of("dW"), moments, COUNT.of("count"))
                .takes(NUMBER.of("rate"), factors, NUMBER.of("l1", "l2"));
    }

    static String wat(ScalarType n) {
        return new UpdateWat(DESCEND, n).descend()
                + new UpdateWat(MOMENTUM, n).momentum()
                + new UpdateWat(ADAM, n).adam();
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
            Vec s1 = f.let(constant(AdamConstants.BETA2)
                    .times(f.load(s))
                    .plus(constant(1 - AdamConstants.BETA2).times(g).times(g)));
            Vec m1 = f.let(constant(AdamConstants.BETA1)
                    .times(f.load(m))
                    .plus(constant(1 - AdamConstants.BETA1).times(g)));
            f.store(m, m1);
            f.store(s, s1);
            Vec root = s1.times(squareScale).root().plus(constant(AdamConstants.EPSILON));
            f.store(w, x.minus(rate.times(m1.times(meanScale)).over(root)));
        });
    }

    private Vec constant(double number) {
        return f.all(Double.toString(number));
    }

    /** A vector a turn, x of W and g of the gradient with its penalties. */
    private String each(Runnable update) {
        Loops.along(f, pointers).vectors(count, () -> {
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
