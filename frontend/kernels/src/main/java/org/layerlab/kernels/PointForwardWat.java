package org.layerlab.kernels;

/**
 * {@code Z = W·X + b} for the layer that sees points, which have two features; with ReLU at once, if it has that. The
 * products' tiles would take longer to begin and to end than for the two steps of each sum. Sums are in the order of
 * {@link ProductWat}: so the digits are the same. Needs at least as many points as a vector has numbers.
 */
final class PointForwardWat {
    /** Rows of W that are done at a time: as many twos as there are, then what is left. */
    private static final int[] ROWS = {2, 1};

    private PointForwardWat() {}

    /** Of what is summed nothing below {@code low} is left: 0 is ReLU, −∞ leaves all. */
    static String wat(ScalarType n) {
        StringBuilder wat = new StringBuilder();
        StringBuilder panels = new StringBuilder();
        for (int rows : ROWS) {
            wat.append(panel(n, rows));
            panels.append(Loops.panels(
                    rows,
                    "(call $pointRows%d_{s} (local.get $w) (local.get $b) (local.get $x) (local.get $m) (local.get $c) (local.get $low))"
                            .formatted(rows),
                    Loops.advance("w", "(i32.const " + 2 * rows * n.bytes() + ")"),
                    Loops.advance("b", "(i32.const " + rows * n.bytes() + ")"),
                    Loops.advance("c", "(i32.mul (local.get $m) (i32.const " + rows * n.bytes() + "))")));
        }
        wat.append("""
            (func $pointForward_{s} (param $w i32) (param $b i32) (param $n i32) (param $x i32) (param $m i32)
                (param $c i32) (param $low {s})
            """).append(panels);
        return n.fill(wat.append(")\n").toString());
    }

    private static String panel(ScalarType n, int rows) {
        StringBuilder wat = new StringBuilder("""
            (func $pointRows%d_{s} (param $w i32) (param $b i32) (param $x0 i32) (param $m i32) (param $c0 i32)
                (param $low {s})
              (local $x1 i32) (local $end i32) (local $step i32) (local $least v128) (local $y0 v128) (local $y1 v128)
            """.formatted(rows));
        for (int i = 0; i < rows; i++) {
            wat.append(i == 0 ? "" : "  (local $c%d i32)\n".formatted(i));
            wat.append("  (local $b%1$d v128) (local $w%1$d0 v128) (local $w%1$d1 v128)\n".formatted(i));
        }
        wat.append("""
              (local.set $least ({v}.splat (local.get $low)))
              (local.set $m (i32.shl (local.get $m) (i32.const {shift})))
              (local.set $x1 (i32.add (local.get $x0) (local.get $m)))
              (local.set $end (local.get $x1))
            """);
        for (int i = 0; i < rows; i++) {
            wat.append("""
                  (local.set $b%1$d ({splat} offset=%2$d (local.get $b)))
                  (local.set $w%1$d0 ({splat} offset=%3$d (local.get $w)))
                  (local.set $w%1$d1 ({splat} offset=%4$d (local.get $w)))
                """.formatted(i, i * n.bytes(), 2 * i * n.bytes(), (2 * i + 1) * n.bytes()));
            wat.append(
                    i == 0 ? "" : "  (local.set $c%d (i32.add (local.get $c%d) (local.get $m)))\n".formatted(i, i - 1));
        }
        wat.append(Loops.firstStep("m")).append("""
              (loop $next
                (local.set $y0 (v128.load align={bytes} (local.get $x0)))
                (local.set $y1 (v128.load align={bytes} (local.get $x1)))
            """);
        for (int i = 0; i < rows; i++) {
            String sum = n.multiplyAdd(
                    "(local.get $w" + i + "1)",
                    "(local.get $y1)",
                    "({v}.mul (local.get $w" + i + "0) (local.get $y0))");
            wat.append("""
                    (v128.store align={bytes} (local.get $c%1$d)
                      ({v}.pmax ({v}.add %2$s (local.get $b%1$d)) (local.get $least)))
                """.formatted(i, sum));
            wat.append("    ")
                    .append(Loops.advance("c" + i, "(local.get $step)"))
                    .append('\n');
        }
        return wat.append("""
                (local.set $x0 (i32.add (local.get $x0) (local.get $step)))
                (local.set $x1 (i32.add (local.get $x1) (local.get $step)))
                (local.set $step (i32.const 16))
                (br_if $next (i32.lt_u (local.get $x0) (local.get $end))))
            )
            """).toString();
    }
}
