package org.layerlab.kernels;

import java.util.stream.Stream;
import org.layerlab.kernels.Loops.Ends;
import org.layerlab.network.matrix.Activation;

/** Activations and their derivatives, and what else works element by element on whole matrices. */
final class ElementwiseWat {
    private static final String LEAK = Double.toString(Activation.LEAK);

    private ElementwiseWat() {}

    static String wat(ScalarType n) {
        StringBuilder wat = new StringBuilder();
        for (Activation g : Activation.values()) {
            wat.append(activate(n, g));
        }
        wat.append(choice(n, "activate", 2));
        for (Activation g : Activation.values()) {
            wat.append(backward(n, g));
        }
        wat.append(choice(n, "backward", 4));
        return wat.append(simple(n, "scaleBy", 2, 0, v -> v[0].times(v[1])))
                .append(simple(n, "add", 3, 2, v -> v[0].plus(v[1])))
                .append(simple(n, "outputError", 3, 2, v -> v[0].minus(v[1])))
                .append(Function.of(n, ElementwiseWat.class, "dropout", "addBias"))
                .toString();
    }

    /** {@code A = g(Z)}; A may be Z. */
    private static String activate(ScalarType n, Activation g) {
        Function f = new Function("activate_" + g.id(), n);
        I32.Local z = f.parameter(), a = f.parameter();
        Vec.Local x = f.vec(), y = f.vec();
        Loops.along(f, z, a).vectors(f.parameter(), () -> {
            x.set(f.load(z));
            switch (g) {
                case RELU -> y.set(x.orGreater(f.all("0")));
                case LEAKY_RELU -> y.set(x.greater(f.all("0")).choose(x, x.times(f.all(LEAK))));
                case TANH -> new ExpWat(f, x, y).tanh();
                case SIGMOID -> new ExpWat(f, x, y).sigmoid();
                case LINEAR -> y.set(x);
                case HARD_SWISH ->
                    y.set(x.times(x.plus(f.all("3")).orGreater(f.all("0")).orLess(f.all("6")))
                            .over(f.all("6")));
            }
            f.store(a, y);
        });
        return f.wat();
    }

    /** {@code dZ = dA ∘ g'(Z)} with A = g(Z) given; dZ may be dA. */
    private static String backward(ScalarType n, Activation g) {
        Function f = new Function("backward_" + g.id(), n);
        I32.Local[] pointers = f.parameters(4);
        Vec z = f.load(pointers[0]);
        Vec a = f.load(pointers[1]);
        Vec dA = f.load(pointers[2]);
        Vec one = f.all("1");
        Bits positive = z.greater(f.all("0"));
        Vec dZ = switch (g) {
            case RELU -> dA.and(positive);
            case LEAKY_RELU -> dA.times(positive.choose(one, f.all(LEAK)));
            case TANH -> dA.times(one.minus(a.times(a)));
            case SIGMOID -> dA.times(a.times(one.minus(a)));
            case LINEAR -> dA;
            case HARD_SWISH -> dA.times(hardSwishSlope(f, z));
        };
        Loops.along(f, pointers).vectors(f.parameter(), () -> f.store(pointers[3], dZ));
        return f.wat();
    }

    /** 0 up to −3, 1 from 3 on, (2z + 3)/6 in between. */
    private static Vec hardSwishSlope(Function f, Vec z) {
        Vec between = z.plus(z).plus(f.all("3")).over(f.all("6"));
        Vec upper = f.all("3").greater(z).choose(between, f.all("1"));
        return z.greater(f.all("-3")).choose(upper, f.all("0"));
    }

    /** Calls the function of an activation, by its number. */
    private static String choice(ScalarType n, String name, int pointers) {
        Activation[] all = Activation.values();
        Function f = new Function(name, n);
        I32 g = f.parameter();
        I32[] arguments = f.parameters(pointers + 1);
        f.choose(g, all.length, i -> f.call(name + "_" + all[i].id(), arguments));
        return f.wat();
    }

    /** Takes some addresses and a count, and stores at one of the addresses what it makes of a vector from each. */
    private static String simple(
            ScalarType n, String name, int pointers, int to, java.util.function.Function<Vec[], Vec> value) {
        Function f = new Function(name, n);
        I32.Local[] p = f.parameters(pointers);
        Vec[] vectors = Stream.of(p).map(f::load).toArray(Vec[]::new);
        Loops.along(f, p).vectors(f.parameter(), () -> f.store(p[to], value.apply(vectors)));
        return f.wat();
    }

    /**
     * Inverted dropout: element p is kept where {@code HashRandom.uniform(seed, p) < keep}, which is
     * {@code hash ≤ last} with {@code last = ⌈keep·2³²⌉ − 1}. The hash is Chris Wellons' lowbias32, twice.
     */
    static void dropout(
            Function f, I32.Local a, I32.Local mask, I32.Local d, I32 count, I32 last, Real scale, I32 seed) {
        I32.Local p = f.i32();
        Vec.Local h = f.vec();
        Loops.along(f, a, mask, d).vectors(count, () -> {
            h.set(IntVec.all(p).plus(IntVec.of("0", "1", "2", "3")).xor(IntVec.all(seed)));
            mix(h);
            h.set(h.words().plus(IntVec.all(new I32("(i32.const 0x9e3779b9)").times(seed))));
            mix(h);
            h.set(h.words().notAbove(IntVec.all(last)));
            if (!f.n.single()) {
                // A vector has two numbers: two of the four hashes are thrown away.
                h.set(h.words().widen());
            }
            h.set(h.and(scale.splat()));
            f.store(mask, h);
            f.store(d, f.load(a).times(h));
            p.add(f.n.lanes());
        });
    }

    private static void mix(Vec.Local h) {
        h.set(h.xor(h.words().shr(16)));
        h.set(h.words().times(IntVec.of("0x7feb352d", "0x7feb352d", "0x7feb352d", "0x7feb352d")));
        h.set(h.xor(h.words().shr(15)));
        h.set(h.words().times(IntVec.of("0x846ca68b", "0x846ca68b", "0x846ca68b", "0x846ca68b")));
        h.set(h.xor(h.words().shr(16)));
    }

    /** {@code Z += b} in each of m columns, for n rows. */
    static void addBias(Function f, I32.Local z, I32.Local b, I32.Local n, I32 m) {
        Ends ends = Ends.of(f, z);
        f.until(n.isZero(), () -> {
            Vec bias = f.let(f.loadSplat(b));
            ends.set(f.bytes(m));
            ends.each(step -> {
                if (step.whole()) {
                    f.storeAnywhere(z, f.loadAnywhere(z).plus(bias));
                } else {
                    f.store(z, f.loadReal(z).plus(f.loadReal(b)));
                }
                z.add(step.bytes());
            });
            b.add(f.n.bytes());
            n.subtract(1);
        });
    }
}
