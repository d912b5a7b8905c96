package org.layerlab.kernels;

/**
 * {@code c = scale · A·b} in float32, b being as long as A's rows: what one photo needs of a layer. It can be no faster
 * than A comes from memory, and A comes fastest in several streams at a time: eight rows side by side took a tenth less
 * time than four, fewer and more took longer.
 */
final class MatrixVectorWat {
    private static final int ROWS = 8;

    private MatrixVectorWat() {}

    static String wat(ScalarType n) {
        return n.fill(rows(n, ROWS) + rows(n, 1) + """
                ;; Rows from to to of A, cRow bytes from number to number of c.
                (func $vector_{s} (param $a i32) (param $b i32) (param $k i32) (param $scale {s})
                    (param $c i32) (param $cRow i32) (param $from i32) (param $to i32)
                  (local $bytes i32)
                  (local.set $bytes (i32.shl (local.get $k) (i32.const {shift})))
                  (local.set $a (i32.add (local.get $a) (i32.mul (local.get $from) (local.get $bytes))))
                  (local.set $c (i32.add (local.get $c) (i32.mul (local.get $from) (local.get $cRow))))
                %s%s)
                """.formatted(asLongAsThereAre(ROWS), asLongAsThereAre(1)));
    }

    private static String asLongAsThereAre(int rows) {
        return """
                  (block $done (loop $next
                    (br_if $done (i32.lt_s (i32.sub (local.get $to) (local.get $from)) (i32.const %1$d)))
                    (call $vector%1$d_{s} (local.get $a) (local.get $bytes) (local.get $b) (local.get $scale)
                      (local.get $c) (local.get $cRow))
                    (local.set $a (i32.add (local.get $a) (i32.mul (local.get $bytes) (i32.const %1$d))))
                    (local.set $c (i32.add (local.get $c) (i32.mul (local.get $cRow) (i32.const %1$d))))
                    (local.set $from (i32.add (local.get $from) (i32.const %1$d)))
                    (br $next)))
                """.formatted(rows);
    }

    /** Some rows: four partial sums each, added up at the end. */
    private static String rows(ScalarType n, int rows) {
        StringBuilder wat = new StringBuilder("""
                (func $vector%d_{s} (param $a0 i32) (param $bytes i32) (param $b i32) (param $scale {s})
                    (param $c i32) (param $cRow i32)
                  (local $end i32) (local $whole i32) (local $y v128) (local $s0 v128)
                """.formatted(rows));
        for (int i = 1; i < rows; i++) {
            wat.append("  (local $a%1$d i32) (local $s%1$d v128)\n".formatted(i));
        }
        for (int i = 1; i < rows; i++) {
            wat.append("  (local.set $a%d (i32.add (local.get $a%d) (local.get $bytes)))\n".formatted(i, i - 1));
        }
        wat.append("""
                  (local.set $end (i32.add (local.get $b) (local.get $bytes)))
                  (local.set $whole (i32.add (local.get $b) (i32.and (local.get $bytes) (i32.const -16))))
                """);
        wat.append(steps(n, rows, "whole", "v128.load align=4", ScalarType.VECTOR_BYTES));
        wat.append(steps(n, rows, "end", "{load1}", n.bytes()));
        for (int i = 0; i < rows; i++) {
            String sum = "(local.get $s" + i + ")";
            wat.append("""
                      (local.set $y (f32x4.add %1$s %2$s))
                      (f32.store (local.get $c) (f32.mul (local.get $scale) (f32.add
                        (f32x4.extract_lane 0 (local.get $y)) (f32x4.extract_lane 1 (local.get $y)))))
                    """.formatted(sum, Lanes.shuffle32(sum, sum, 2, 3, 2, 3)));
            wat.append(i < rows - 1 ? "  " + Loops.advance("c", "(local.get $cRow)") + "\n" : "");
        }
        return wat.append(")\n").toString();
    }

    private static String steps(ScalarType n, int rows, String until, String load, int bytes) {
        StringBuilder wat = new StringBuilder("""
                  (block $done (loop $next
                    (br_if $done (i32.ge_u (local.get $b) (local.get $%s)))
                    (local.set $y (%s (local.get $b)))
                """.formatted(until, load));
        for (int i = 0; i < rows; i++) {
            wat.append("    (local.set $s%d ".formatted(i))
                    .append(n.multiplyAdd(
                            "(" + load + " (local.get $a" + i + "))", "(local.get $y)", "(local.get $s" + i + ")"))
                    .append(")\n    ")
                    .append(Loops.advance("a" + i, "(i32.const " + bytes + ")"))
                    .append('\n');
        }
        return wat.append("    ")
                .append(Loops.advance("b", "(i32.const " + bytes + ")"))
                .append("\n    (br $next)))\n")
                .toString();
    }
}
