package org.layerlab.kernels;

import java.util.List;
import org.layerlab.network.matrix.Activation;

/** Activations and their derivatives, and what else works element by element on whole matrices. */
final class ElementwiseWat {
    private static final String LEAK = Double.toString(Activation.LEAK);

    private ElementwiseWat() {}

    static String wat(ScalarType n) {
        return activations(n) + backward(n) + products(n) + dropout(n) + addBias(n);
    }

    /** {@code A = g(Z)}; A may be Z. */
    private static String activations(ScalarType n) {
        StringBuilder wat = new StringBuilder();
        for (Activation g : Activation.values()) {
            wat.append(activate(n, g.id(), value(n, g)));
        }
        return wat.append(choice(n, "activate", List.of("z", "a"))).toString();
    }

    /** Sets {@code $e} to g of {@code $x}. */
    private static String value(ScalarType n, Activation g) {
        return switch (g) {
            case RELU -> "(local.set $e ({v}.pmax (local.get $x) " + n.all("0") + "))\n";
            case LEAKY_RELU -> """
                (local.set $e (v128.bitselect (local.get $x) ({v}.mul (local.get $x) %s) ({v}.gt (local.get $x) %s)))
                """.formatted(n.all(LEAK), n.all("0"));
            case TANH -> ExpWat.tanh(n);
            case SIGMOID -> ExpWat.sigmoid(n);
            case LINEAR -> "(local.set $e (local.get $x))\n";
        };
    }

    private static String activate(ScalarType n, String name, String body) {
        return Loops.map(
                n,
                "activate_" + name,
                List.of("z", "a"),
                "",
                ExpWat.LOCALS,
                "",
                "(local.set $x (v128.load (local.get $z)))\n" + body + "(v128.store (local.get $a) (local.get $e))\n");
    }

    /** {@code dZ = dA ∘ g'(Z)} with A = g(Z) given; dZ may be dA. */
    private static String backward(ScalarType n) {
        StringBuilder wat = new StringBuilder();
        for (Activation g : Activation.values()) {
            wat.append(derivative(n, g.id(), gradient(n, g)));
        }
        return wat.append(choice(n, "backward", List.of("z", "a", "da", "dz"))).toString();
    }

    /** The vector {@code dA ∘ g'(Z)}. */
    private static String gradient(ScalarType n, Activation g) {
        String a = "(v128.load (local.get $a))";
        String dA = "(v128.load (local.get $da))";
        String positive = "({v}.gt (v128.load (local.get $z)) " + n.all("0") + ")";
        return switch (g) {
            case RELU -> "(v128.and " + dA + " " + positive + ")";
            case LEAKY_RELU ->
                "({v}.mul " + dA + " (v128.bitselect " + n.all("1") + " " + n.all(LEAK) + " " + positive + "))";
            case TANH -> "({v}.mul " + dA + " ({v}.sub " + n.all("1") + " ({v}.mul " + a + " " + a + ")))";
            case SIGMOID -> "({v}.mul " + dA + " ({v}.mul " + a + " ({v}.sub " + n.all("1") + " " + a + ")))";
            case LINEAR -> dA;
        };
    }

    private static String derivative(ScalarType n, String name, String dZ) {
        return Loops.map(
                n,
                "backward_" + name,
                List.of("z", "a", "da", "dz"),
                "",
                "",
                "",
                "(v128.store (local.get $dz) " + dZ + ")\n");
    }

    /** {@code $name_{s}}: calls the function of activation {@code $g}, by its number. */
    private static String choice(ScalarType n, String name, List<String> pointers) {
        Activation[] all = Activation.values();
        StringBuilder wat = new StringBuilder("(func $" + name + "_{s} (param $g i32)");
        StringBuilder arguments = new StringBuilder();
        for (String pointer : pointers) {
            wat.append(" (param $").append(pointer).append(" i32)");
            arguments.append(" (local.get $").append(pointer).append(')');
        }
        wat.append(" (param $count i32)\n");
        arguments.append(" (local.get $count)");
        for (int i = all.length - 1; i >= 0; i--) {
            wat.append("  (block $").append(all[i].id()).append('\n');
        }
        wat.append("  (br_table");
        for (Activation g : all) {
            wat.append(" $").append(g.id());
        }
        wat.append(" (local.get $g)))\n");
        for (int i = 0; i < all.length; i++) {
            wat.append("  (call $")
                    .append(name)
                    .append('_')
                    .append(all[i].id())
                    .append("_{s}")
                    .append(arguments)
                    .append(")\n");
            wat.append(i < all.length - 1 ? "  (return))\n" : ")\n");
        }
        return n.fill(wat.toString());
    }

    private static String products(ScalarType n) {
        return Loops.map(
                        n,
                        "scaleBy",
                        List.of("a", "b"),
                        "",
                        "",
                        "",
                        "(v128.store (local.get $a) ({v}.mul (v128.load (local.get $a)) (v128.load (local.get $b))))\n")
                + Loops.map(
                        n,
                        "outputError",
                        List.of("a", "y", "dz"),
                        "",
                        "",
                        "",
                        "(v128.store (local.get $dz) ({v}.sub (v128.load (local.get $a)) (v128.load (local.get"
                                + " $y))))\n");
    }

    /**
     * Inverted dropout: element p is kept where {@code HashRandom.uniform(seed, p) < keep}, which is
     * {@code hash ≤ $last} with {@code $last = ⌈keep·2³²⌉ − 1}. The hash is Chris Wellons' lowbias32, twice.
     */
    private static String dropout(ScalarType n) {
        String positions = "(i32x4.add (i32x4.splat (local.get $p)) (v128.const i32x4 0 1 2 3))";
        String hash = """
            (local.set $h (v128.xor %s (i32x4.splat (local.get $seed))))
            """.formatted(positions) + mix() + """
            (local.set $h (i32x4.add (local.get $h)
              (i32x4.splat (i32.mul (i32.const 0x9e3779b9) (local.get $seed)))))
            """ + mix() + """
            (local.set $h (i32x4.le_u (local.get $h) (i32x4.splat (local.get $last))))
            """;
        // In float64 a vector has two numbers: two of the four hashes are thrown away.
        String widen = n.single() ? "" : "(local.set $h (i64x2.extend_low_i32x4_s (local.get $h)))\n";
        String apply = """
            (local.set $h (v128.and (local.get $h) ({v}.splat (local.get $scale))))
            (v128.store (local.get $mask) (local.get $h))
            (v128.store (local.get $d) ({v}.mul (v128.load (local.get $a)) (local.get $h)))
            """ + Loops.advance("p", "(i32.const {lanes})") + "\n";
        return Loops.map(
                n,
                "dropout",
                List.of("a", "mask", "d"),
                "(param $last i32) (param $scale {s}) (param $seed i32)",
                "(local $p i32) (local $h v128)",
                "",
                hash + widen + apply);
    }

    private static String mix() {
        return """
            (local.set $h (v128.xor (local.get $h) (i32x4.shr_u (local.get $h) (i32.const 16))))
            (local.set $h (i32x4.mul (local.get $h) (v128.const i32x4 %1$s %1$s %1$s %1$s)))
            (local.set $h (v128.xor (local.get $h) (i32x4.shr_u (local.get $h) (i32.const 15))))
            (local.set $h (i32x4.mul (local.get $h) (v128.const i32x4 %2$s %2$s %2$s %2$s)))
            (local.set $h (v128.xor (local.get $h) (i32x4.shr_u (local.get $h) (i32.const 16))))
            """.formatted("0x7feb352d", "0x846ca68b");
    }

    /** {@code Z += b} in each of m columns, for n rows. */
    private static String addBias(ScalarType n) {
        return n.fill("""
            (func $addBias_{s} (param $z i32) (param $b i32) (param $n i32) (param $m i32)
              (local $row i32) (local $whole i32) (local $bias v128)
              (block $done (loop $rows
                (br_if $done (i32.eqz (local.get $n)))
                (local.set $bias ({splat} (local.get $b)))
                (local.set $row (i32.add (local.get $z) (i32.shl (local.get $m) (i32.const {shift}))))
                (local.set $whole (i32.add (local.get $z) (i32.and
                  (i32.shl (local.get $m) (i32.const {shift})) (i32.const -16))))
                (block $rest (loop $next
                  (br_if $rest (i32.ge_u (local.get $z) (local.get $whole)))
                  (v128.store align={bytes} (local.get $z)
                    ({v}.add (v128.load align={bytes} (local.get $z)) (local.get $bias)))
                  (local.set $z (i32.add (local.get $z) (i32.const 16)))
                  (br $next)))
                (block $end (loop $next
                  (br_if $end (i32.ge_u (local.get $z) (local.get $row)))
                  ({s}.store (local.get $z) ({s}.add ({s}.load (local.get $z)) ({s}.load (local.get $b))))
                  (local.set $z (i32.add (local.get $z) (i32.const {bytes})))
                  (br $next)))
                (local.set $b (i32.add (local.get $b) (i32.const {bytes})))
                (local.set $n (i32.sub (local.get $n) (i32.const 1)))
                (br $rows)))
            )
            """);
    }
}
