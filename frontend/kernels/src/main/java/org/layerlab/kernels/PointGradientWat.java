package org.layerlab.kernels;

/**
 * {@code dW = scale · dZ·Aᵀ} and {@code db = scale · Σ dZ} in one pass over dZ, for the layer that sees points, which have
 * two features. In the playground's networks this layer has most of the units, and reading dZ twice took a fifth of an
 * iteration. Each sum is in the order of {@link TransposedProductWat} and {@link CostWat}: the digits are theirs.
 */
final class PointGradientWat {
    /** Rows of dZ that are done at a time: as many fours as there are, then what is left. */
    private static final int[] ROWS = {4, 2, 1};

    private PointGradientWat() {}

    static String wat(ScalarType n) {
        StringBuilder wat = new StringBuilder();
        StringBuilder panels = new StringBuilder();
        for (int rows : ROWS) {
            wat.append(panel(n, rows));
            panels.append(Loops.panels(
                    rows,
                    "(call $points%d_{s} (local.get $dz) (local.get $a) (local.get $m) (local.get $scale) (local.get $dw) (local.get $db))"
                            .formatted(rows),
                    Loops.advance("dz", "(i32.mul (local.get $m) (i32.const " + rows * n.bytes() + "))"),
                    Loops.advance("dw", "(i32.const " + 2 * rows * n.bytes() + ")"),
                    Loops.advance("db", "(i32.const " + rows * n.bytes() + ")")));
        }
        wat.append("""
                (func $pointGradient_{s} (param $dz i32) (param $n i32) (param $a i32) (param $m i32) (param $scale {s})
                    (param $dw i32) (param $db i32)
                """).append(panels);
        return n.fill(wat.append(")\n").toString());
    }

    /** Some rows of dZ, with m ≥ 1 numbers each. */
    private static String panel(ScalarType n, int rows) {
        StringBuilder wat = new StringBuilder("""
                (func $points%d_{s} (param $a0 i32) (param $b0 i32) (param $m i32) (param $scale {s})
                    (param $dw i32) (param $db i32)
                  (local $b1 i32) (local $end i32) (local $whole i32) (local $x v128) (local $y v128) (local $y0 v128) (local $y1 v128)
                """.formatted(rows));
        for (int i = 0; i < rows; i++) {
            wat.append(i == 0 ? "" : "  (local $a%d i32)\n".formatted(i));
            wat.append("  (local $s%1$d v128) (local $c%1$d0 v128) (local $c%1$d1 v128)\n".formatted(i));
        }
        wat.append("""
                  (local.set $m (i32.shl (local.get $m) (i32.const {shift})))
                  (local.set $b1 (i32.add (local.get $b0) (local.get $m)))
                  (local.set $end (i32.add (local.get $a0) (local.get $m)))
                  (local.set $whole (i32.add (local.get $a0) (i32.and (local.get $m) (i32.const -16))))
                """);
        for (int i = 1; i < rows; i++) {
            wat.append("  (local.set $a%d (i32.add (local.get $a%d) (local.get $m)))\n".formatted(i, i - 1));
        }
        wat.append("""
                  (block $rest (loop $step
                    (br_if $rest (i32.ge_u (local.get $a0) (local.get $whole)))
                """)
                .append(n.single() ? apart(n, rows, "v128.load align=4") : inOrder(rows, 2))
                .append(advance(rows, ScalarType.VECTOR_BYTES))
                .append("    (br $step)))\n  (block $done (loop $step\n")
                .append("    (br_if $done (i32.ge_u (local.get $a0) (local.get $end)))\n")
                .append(n.single() ? apart(n, rows, "{load1}") : inOrder(rows, 1))
                .append(advance(rows, n.bytes()))
                .append("    (br $step)))\n");
        for (int i = 0; i < rows; i++) {
            wat.append(
                    n.single()
                            ? Lanes.sumOfFour("c" + i + 0, "c" + i + 1, "s" + i, "s" + i, "c" + i + 0)
                                    + """
                      (local.set $c%1$d0 (f32x4.mul (local.get $c%1$d0) (f32x4.splat (local.get $scale))))
                      (v128.store64_lane offset=%2$d align=4 0 (local.get $dw) (local.get $c%1$d0))
                      (v128.store32_lane offset=%3$d 2 (local.get $db) (local.get $c%1$d0))
                    """.formatted(i, 8 * i, 4 * i)
                            : """
                      (v128.store offset=%2$d align=8 (local.get $dw)
                        (f64x2.mul (local.get $c%1$d0) (f64x2.splat (local.get $scale))))
                      (v128.store64_lane offset=%3$d 0 (local.get $db)
                        (f64x2.mul (local.get $s%1$d) (f64x2.splat (local.get $scale))))
                    """.formatted(i, 16 * i, 8 * i));
        }
        return wat.append(")\n").toString();
    }

    /** float32: partial sums side by side. */
    private static String apart(ScalarType n, int rows, String load) {
        StringBuilder wat = new StringBuilder("""
                    (local.set $y0 (%1$s (local.get $b0)))
                    (local.set $y1 (%1$s (local.get $b1)))
                """.formatted(load));
        for (int i = 0; i < rows; i++) {
            wat.append("    (local.set $x (%s (local.get $a%d)))\n".formatted(load, i));
            wat.append("    (local.set $s%1$d ({v}.add (local.get $s%1$d) (local.get $x)))\n".formatted(i));
            for (int j = 0; j < 2; j++) {
                wat.append("    (local.set $c%d%d ".formatted(i, j))
                        .append(n.multiplyAdd(
                                "(local.get $x)", "(local.get $y" + j + ")", "(local.get $c" + i + j + ")"))
                        .append(")\n");
            }
        }
        return wat.toString();
    }

    /** float64: one point after another, its two features side by side; the sum of dZ is in both lanes. */
    private static String inOrder(int rows, int points) {
        StringBuilder wat = new StringBuilder(
                points == 1
                        ? """
                    (local.set $y0 (v128.load64_lane 1 (local.get $b1) (v128.load64_zero (local.get $b0))))
                """
                        : """
                    (local.set $x (v128.load align=8 (local.get $b0)))
                    (local.set $y (v128.load align=8 (local.get $b1)))
                    (local.set $y0 %s)
                    (local.set $y1 %s)
                """.formatted(
                                        Lanes.shuffle64("(local.get $x)", "(local.get $y)", 0, 2),
                                        Lanes.shuffle64("(local.get $x)", "(local.get $y)", 1, 3)));
        for (int point = 0; point < points; point++) {
            for (int i = 0; i < rows; i++) {
                wat.append("""
                        (local.set $x (v128.load64_splat offset=%2$d (local.get $a%1$d)))
                        (local.set $s%1$d (f64x2.add (local.get $s%1$d) (local.get $x)))
                        (local.set $c%1$d0 (f64x2.add (local.get $c%1$d0)
                          (f64x2.mul (local.get $x) (local.get $y%3$d))))
                    """.formatted(i, 8 * point, point));
            }
        }
        return wat.toString();
    }

    private static String advance(int rows, int bytes) {
        StringBuilder wat = new StringBuilder();
        for (int i = 0; i < rows; i++) {
            wat.append("    ")
                    .append(Loops.advance("a" + i, "(i32.const " + bytes + ")"))
                    .append('\n');
        }
        for (int j = 0; j < 2; j++) {
            wat.append("    ")
                    .append(Loops.advance("b" + j, "(i32.const " + bytes + ")"))
                    .append('\n');
        }
        return wat.toString();
    }
}
