package org.layerlab.kernels;

/** Sums over a batch: the cross-entropy, the biases' gradient and the number of right answers. */
final class CostWat {
    private CostWat() {}

    static String wat(ScalarType n) {
        return crossEntropy(n) + sumColumns(n) + countCorrect(n);
    }

    /**
     * {@code −Σ (Y·ln A + (1−Y)·ln(1−A))}, in order, in float64 for both precisions. A term whose factor is 0 counts as
     * 0, though its logarithm be infinite.
     */
    private static String crossEntropy(ScalarType n) {
        String load = n.single()
                ? "(f64x2.promote_low_f32x4 (v128.load64_zero align=4 (local.get $%s)))"
                : "(v128.load (local.get $%s))";
        String one = ScalarType.float64().all("1");
        String zero = ScalarType.float64().all("0");
        return n.fill("(func $crossEntropy_{s} (param $a i32) (param $y i32) (param $count i32) (result f64)\n"
                + "  (local $sum f64) (local $label v128) (local $one v128) (local $x v128) "
                + ExpWat.LOG_LOCALS + "\n"
                + """
                  (block $done (loop $next
                    (br_if $done (i32.le_s (local.get $count) (i32.const 0)))
                    (local.set $label %1$s)
                    (local.set $x %2$s)
                """.formatted(load.formatted("y"), load.formatted("a"))
                + ExpWat.log().indent(4)
                + """
                    ;; Y·ln A, and 0 where Y is 0
                    (local.set $one (v128.andnot (f64x2.mul (local.get $label) (local.get $x))
                      (f64x2.eq (local.get $label) %2$s)))
                    (local.set $label (f64x2.sub %1$s (local.get $label)))
                    (local.set $x (f64x2.sub %1$s %3$s))
                """.formatted(one, zero, load.formatted("a"))
                + ExpWat.log().indent(4)
                + """
                    (local.set $x (v128.andnot (f64x2.mul (local.get $label) (local.get $x))
                      (f64x2.eq (local.get $label) %1$s)))
                    (local.set $sum (f64.add (f64.add (local.get $sum)
                      (f64x2.extract_lane 0 (local.get $one))) (f64x2.extract_lane 0 (local.get $x))))
                    (if (i32.gt_s (local.get $count) (i32.const 1)) (then
                      (local.set $sum (f64.add (f64.add (local.get $sum)
                        (f64x2.extract_lane 1 (local.get $one))) (f64x2.extract_lane 1 (local.get $x))))))
                    (local.set $a (i32.add (local.get $a) (i32.const %2$d)))
                    (local.set $y (i32.add (local.get $y) (i32.const %2$d)))
                    (local.set $count (i32.sub (local.get $count) (i32.const 2)))
                    (br $next)))
                  (f64.neg (local.get $sum))
                )
                """.formatted(zero, 2 * n.bytes()));
    }

    /**
     * {@code db = scale · Σ_columns dZ}, four rows a turn. In float64 each sum is in the order of the columns; in
     * float32 four partial sums go side by side.
     */
    private static String sumColumns(ScalarType n) {
        StringBuilder wat = new StringBuilder();
        wat.append("""
                (func $sumColumns_{s} (param $dz i32) (param $n i32) (param $m i32) (param $scale {s}) (param $db i32)
                  (local $row i32) (local $end i32) (local $whole i32)
                  (local $p0 i32) (local $p1 i32) (local $p2 i32) (local $p3 i32)
                  (local $s0 v128) (local $s1 v128) (local $s2 v128) (local $s3 v128) (local $x v128) (local $y v128)
                  (local.set $row (i32.shl (local.get $m) (i32.const {shift})))
                  (block $done (loop $rows
                    (br_if $done (i32.le_s (local.get $n) (i32.const 0)))
                    ;; Where fewer than four rows are left, the last is summed again; its sums go to db's padding.
                    (local.set $p0 (local.get $dz))
                """);
        wat.append(Loops.addresses("p", 4, "row", "n"));
        for (int i = 0; i < 4; i++) {
            wat.append("    (local.set $s%d (v128.const i32x4 0 0 0 0))\n".formatted(i));
        }
        wat.append("""
                    (local.set $end (i32.add (local.get $p0) (local.get $row)))
                    (local.set $whole (i32.add (local.get $p0) (i32.and (local.get $row) (i32.const -16))))
                    (block $rest (loop $next
                      (br_if $rest (i32.ge_u (local.get $p0) (local.get $whole)))
                """);
        wat.append(n.single() ? add("v128.load align=4", 16) : addInOrder());
        wat.append("      (br $next)))\n");
        wat.append("    (block $tail (loop $next\n");
        wat.append("      (br_if $tail (i32.ge_u (local.get $p0) (local.get $end)))\n");
        wat.append(n.single() ? add("{load1}", n.bytes()) : addLast());
        wat.append("      (br $next)))\n");
        if (n.single()) {
            wat.append(Lanes.sumOfFour("s0", "s1", "s2", "s3", "s0").indent(4));
            wat.append(
                    "    (v128.store align=4 (local.get $db) (f32x4.mul (local.get $s0) (f32x4.splat (local.get $scale))))\n");
        } else {
            wat.append("""
                    (v128.store (local.get $db) (f64x2.mul (local.get $s0) (f64x2.splat (local.get $scale))))
                    (v128.store offset=16 (local.get $db) (f64x2.mul (local.get $s1) (f64x2.splat (local.get $scale))))
                """);
        }
        wat.append("""
                    (local.set $dz (i32.add (local.get $dz) (i32.shl (local.get $row) (i32.const 2))))
                    (local.set $db (i32.add (local.get $db) (i32.const %d)))
                    (local.set $n (i32.sub (local.get $n) (i32.const 4)))
                    (br $rows)))
                )
                """.formatted(4 * n.bytes()));
        return n.fill(wat.toString());
    }

    private static String add(String load, int step) {
        StringBuilder wat = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            wat.append("      (local.set $s%1$d ({v}.add (local.get $s%1$d) (%2$s (local.get $p%1$d))))\n"
                    .formatted(i, load));
            wat.append("      ")
                    .append(Loops.advance("p" + i, "(i32.const " + step + ")"))
                    .append('\n');
        }
        return wat.toString();
    }

    /** Two columns of four rows: turned round so that a vector holds one column of two rows. */
    private static String addInOrder() {
        StringBuilder wat = new StringBuilder();
        for (int pair = 0; pair < 2; pair++) {
            wat.append("""
                      (local.set $x (v128.load align=8 (local.get $p%1$d)))
                      (local.set $y (v128.load align=8 (local.get $p%2$d)))
                      (local.set $s%3$d (f64x2.add (f64x2.add (local.get $s%3$d) %4$s) %5$s))
                """.formatted(
                            2 * pair,
                            2 * pair + 1,
                            pair,
                            Lanes.shuffle64("(local.get $x)", "(local.get $y)", 0, 2),
                            Lanes.shuffle64("(local.get $x)", "(local.get $y)", 1, 3)));
        }
        for (int i = 0; i < 4; i++) {
            wat.append("      ")
                    .append(Loops.advance("p" + i, "(i32.const 16)"))
                    .append('\n');
        }
        return wat.toString();
    }

    private static String addLast() {
        StringBuilder wat = new StringBuilder();
        for (int pair = 0; pair < 2; pair++) {
            wat.append("""
                      (local.set $s%3$d (f64x2.add (local.get $s%3$d)
                        (v128.load64_lane 1 (local.get $p%2$d) (v128.load64_zero (local.get $p%1$d)))))
                """.formatted(2 * pair, 2 * pair + 1, pair));
        }
        for (int i = 0; i < 4; i++) {
            wat.append("      ").append(Loops.advance("p" + i, "(i32.const 8)")).append('\n');
        }
        return wat.toString();
    }

    private static String countCorrect(ScalarType n) {
        return n.fill("""
                (func $countCorrect_{s} (param $a i32) (param $y i32) (param $count i32) (result i32)
                  (local $right i32)
                  (block $done (loop $next
                    (br_if $done (i32.eqz (local.get $count)))
                    (local.set $right (i32.add (local.get $right) (i32.eq
                      ({s}.gt ({s}.load (local.get $a)) ({s}.const 0.5))
                      ({s}.gt ({s}.load (local.get $y)) ({s}.const 0.5)))))
                    (local.set $a (i32.add (local.get $a) (i32.const {bytes})))
                    (local.set $y (i32.add (local.get $y) (i32.const {bytes})))
                    (local.set $count (i32.sub (local.get $count) (i32.const 1)))
                    (br $next)))
                  (local.get $right)
                )
                """);
    }
}
