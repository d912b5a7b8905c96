package org.layerlab.kernels;

/**
 * The way back through an output layer of one unit, as the playground's networks have it: {@code dW = scale · dZ·Aᵀ} with
 * {@code db = scale · Σ dZ}, and {@code dZ} of the layer before. dZ is one row here, and the products' tiles, made for
 * many, waited more than they worked. Sums are in the order of {@link TransposedProductWat} and {@link CostWat}: the
 * digits are theirs.
 */
final class OutputUnitWat {
    /** Units of the layer before that are done at a time. */
    private static final int UNITS = 4;

    private OutputUnitWat() {}

    static String wat(ScalarType n) {
        return n.fill(sums(n) + gradient(n) + before());
    }

    /** Where fewer than four units are left, the last is summed again; its sums go to dW's padding. */
    private static String gradient(ScalarType n) {
        return """
                (func $outputGradient_{s} (param $dz i32) (param $n i32) (param $a i32) (param $m i32) (param $scale {s})
                    (param $dw i32) (param $db i32)
                  (loop $units
                    (call $unitSums_{s} (local.get $dz) (local.get $n) (local.get $a) (local.get $m) (local.get $scale)
                      (local.get $dw) (local.get $db))
                    (local.set $a (i32.add (local.get $a) (i32.mul (local.get $m) (i32.const %2$d))))
                    (local.set $dw (i32.add (local.get $dw) (i32.const %2$d)))
                    (br_if $units (i32.gt_s (local.tee $n (i32.sub (local.get $n) (i32.const %1$d))) (i32.const 0))))
                )
                """.formatted(UNITS, UNITS * n.bytes());
    }

    private static String sums(ScalarType n) {
        StringBuilder wat = new StringBuilder("""
                (func $unitSums_{s} (param $dz i32) (param $n i32) (param $a0 i32) (param $m i32) (param $scale {s})
                    (param $dw i32) (param $db i32)
                  (local $end i32) (local $whole i32) (local $s v128) (local $x v128) (local $y v128)
                  (local $x0 v128) (local $x1 v128)
                """);
        for (int i = 1; i < UNITS; i++) {
            wat.append("  (local $a%d i32)\n".formatted(i));
        }
        for (int i = 0; i < (n.single() ? UNITS : UNITS / 2); i++) {
            wat.append("  (local $c%d v128)\n".formatted(i));
        }
        wat.append("""
                  (local.set $m (i32.shl (local.get $m) (i32.const {shift})))
                  (local.set $end (i32.add (local.get $dz) (local.get $m)))
                  (local.set $whole (i32.add (local.get $dz) (i32.and (local.get $m) (i32.const -16))))
                """);
        wat.append(Loops.addresses("a", UNITS, "m", "n"));
        wat.append(points(n, "whole", ScalarType.VECTOR_BYTES));
        wat.append(points(n, "end", n.bytes()));
        if (n.single()) {
            wat.append(Lanes.sumOfFour("c0", "c1", "c2", "c3", "c0")).append(Lanes.sumOfFour("s", "s", "s", "s", "s"));
        }
        for (int i = 0; i < UNITS / n.lanes(); i++) {
            wat.append("""
                  (v128.store offset=%2$d align={bytes} (local.get $dw)
                    ({v}.mul (local.get $c%1$d) ({v}.splat (local.get $scale))))
                """.formatted(i, ScalarType.VECTOR_BYTES * i));
        }
        return wat.append("""
                  ({store1} (local.get $db) ({v}.mul (local.get $s) ({v}.splat (local.get $scale))))
                )
                """).toString();
    }

    private static String points(ScalarType n, String until, int bytes) {
        StringBuilder wat = new StringBuilder("""
                  (block $done (loop $next
                    (br_if $done (i32.ge_u (local.get $dz) (local.get $%s)))
                """.formatted(until));
        wat.append(n.single() ? apart(n, bytes) : inOrder(n, bytes / n.bytes()));
        for (int i = 0; i < UNITS; i++) {
            wat.append("    ")
                    .append(Loops.advance("a" + i, "(i32.const " + bytes + ")"))
                    .append('\n');
        }
        wat.append("    ").append(Loops.advance("dz", "(i32.const " + bytes + ")"));
        return wat.append("\n    (br $next)))\n").toString();
    }

    /** float32: partial sums side by side. */
    private static String apart(ScalarType n, int bytes) {
        String load = bytes == n.bytes() ? "{load1}" : "v128.load align=4";
        StringBuilder wat = new StringBuilder("""
                    (local.set $x (%s (local.get $dz)))
                    (local.set $s ({v}.add (local.get $s) (local.get $x)))
                """.formatted(load));
        for (int i = 0; i < UNITS; i++) {
            String a = "(" + load + " (local.get $a" + i + "))";
            wat.append("    (local.set $c%d %s)\n"
                    .formatted(i, n.multiplyAdd("(local.get $x)", a, "(local.get $c" + i + ")")));
        }
        return wat.toString();
    }

    /** float64: one or two points, one after another; two units side by side. */
    private static String inOrder(ScalarType n, int points) {
        StringBuilder wat = new StringBuilder();
        for (int point = 0; point < points; point++) {
            wat.append("""
                    (local.set $x%1$d (v128.load64_splat offset=%2$d (local.get $dz)))
                    (local.set $s (f64x2.add (local.get $s) (local.get $x%1$d)))
                """.formatted(point, 8 * point));
        }
        String load = points == 1 ? "v128.load64_zero" : "v128.load align=8";
        for (int i = 0; i < UNITS; i += 2) {
            wat.append("""
                    (local.set $x (%3$s (local.get $a%1$d)))
                    (local.set $y (%3$s (local.get $a%2$d)))
                """.formatted(i, i + 1, load));
            for (int point = 0; point < points; point++) {
                String a = Lanes.shuffle64("(local.get $x)", "(local.get $y)", point, 2 + point);
                wat.append("    (local.set $c%d %s)\n"
                        .formatted(
                                i / 2, n.multiplyAdd("(local.get $x" + point + ")", a, "(local.get $c" + i / 2 + ")")));
            }
        }
        return wat.toString();
    }

    /** {@code dZ = Wᵀ·dZ ∘ [A > 0]} of n units with ReLU and as many examples as a vector has numbers, or more. */
    private static String before() {
        return """
                (func $beforeOutput_{s} (param $w i32) (param $n i32) (param $dz i32) (param $m i32) (param $a i32)
                    (param $da i32)
                  (local $p i32) (local $end i32) (local $step i32) (local $x v128)
                  (local.set $m (i32.shl (local.get $m) (i32.const {shift})))
                  (local.set $end (i32.add (local.get $dz) (local.get $m)))
                  (loop $rows
                    (local.set $x ({splat} (local.get $w)))
                    (local.set $p (local.get $dz))
                """ + Loops.firstStep("m").indent(2) + """
                    (loop $next
                      (v128.store align={bytes} (local.get $da) (v128.and
                        ({v}.mul (local.get $x) (v128.load align={bytes} (local.get $p)))
                        ({v}.gt (v128.load align={bytes} (local.get $a)) (v128.const i32x4 0 0 0 0))))
                      (local.set $a (i32.add (local.get $a) (local.get $step)))
                      (local.set $da (i32.add (local.get $da) (local.get $step)))
                      (local.set $p (i32.add (local.get $p) (local.get $step)))
                      (local.set $step (i32.const 16))
                      (br_if $next (i32.lt_u (local.get $p) (local.get $end))))
                    (local.set $w (i32.add (local.get $w) (i32.const {bytes})))
                    (br_if $rows (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
                )
                """;
    }
}
