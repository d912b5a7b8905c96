package org.layerlab.kernels;

/**
 * The innermost function of convolutions and of their filter gradients: rows of one operand times two vectors of the
 * other, over turns of steps, without letting the sums leave the registers; and how rows are divided among tiles of two
 * heights.
 */
final class ConvolutionTileWat {
    /** Rows of a tile if fused. Otherwise, and where fewer rows are left over by it, the small tile. */
    private static final int LARGE = KernelLayout.CONVOLUTION_TILE_ROWS;

    private static final int SMALL = 4;

    /** Bytes of a tile's row: two vectors. */
    private static final int ROW = KernelLayout.TILE_ROW_BYTES;

    private static final String TILE_PARAMETERS = """
          (param $a i32) (param $aRow i32) (param $aStep i32) (param $aJump i32)
          (param $b i32) (param $bJump i32) (param $bEnd i32) (param $bRing i32)
          (param $run i32) (param $turns i32) (param $init i32) (param $initRow i32)
          (param $c i32) (param $cRow i32) (param $tiles i32)
          (param $aNext i32) (param $bNext i32) (param $cNext i32)
        """;

    private static final String SAME = """
        (local.get $a) (local.get $aRow) (local.get $aStep) (local.get $aJump)
        (local.get $b) (local.get $bJump) (local.get $bEnd) (local.get $bRing)
        (local.get $run) (local.get $turns) (local.get $init) (local.get $initRow)
        """;

    private ConvolutionTileWat() {}

    static String wat(ScalarType n) {
        return (n.fused() ? tile(n, LARGE) : "") + tile(n, SMALL) + tiles(n) + groups(n);
    }

    /**
     * Tiles one after another: {@code C = init + Σ_turns Σ_run A·B}, with rows × two vectors in registers.
     *
     * <p>{@code aRow}, {@code aStep}: bytes from row to row of A and from step to step; B has 32 bytes a step. After a
     * turn both jump; where B reaches {@code bEnd} it continues {@code bRing} bytes before. {@code aNext}, {@code bNext},
     * {@code cNext}: bytes from tile to tile.
     */
    private static String tile(ScalarType n, int rows) {
        StringBuilder wat = new StringBuilder();
        wat.append("(func $tile").append(rows).append("_{s}\n").append(TILE_PARAMETERS);
        wat.append("  (local $n i32) (local $t i32) (local $p i32) (local $row i32) (local $b0 v128) (local $b1 v128)"
                + " (local $x v128)\n");
        for (int i = 0; i < rows; i++) {
            wat.append("  (local $a%1$d i32) (local $c%1$d0 v128) (local $c%1$d1 v128)\n".formatted(i));
        }
        wat.append("  (loop $tile\n    (local.set $row (local.get $init))\n");
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < 2; j++) {
                wat.append("    (local.set $c%d%d (v128.load offset=%d align={bytes} (local.get $row)))\n"
                        .formatted(i, j, 16 * j));
            }
            wat.append(i < rows - 1 ? "    " + Loops.advance("row", "(local.get $initRow)") + "\n" : "");
        }
        wat.append("""
                (local.set $p (local.get $b))
                (local.set $a0 (local.get $a))
                (local.set $t (local.get $turns))
                (if (i32.eq (local.get $aRow) (i32.const {bytes})) (then
            """);
        wat.append(turns(n, rows, true)).append("    ) (else\n");
        for (int i = 1; i < rows; i++) {
            wat.append("    (local.set $a%d (i32.add (local.get $a%d) (local.get $aRow)))\n".formatted(i, i - 1));
        }
        wat.append(turns(n, rows, false)).append("    ))\n    (local.set $row (local.get $c))\n");
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < 2; j++) {
                wat.append("    (v128.store offset=%d align={bytes} (local.get $row) (local.get $c%d%d))\n"
                        .formatted(16 * j, i, j));
            }
            wat.append(i < rows - 1 ? "    " + Loops.advance("row", "(local.get $cRow)") + "\n" : "");
        }
        for (String operand : new String[] {"a", "b", "c"}) {
            wat.append("    ")
                    .append(Loops.advance(operand, "(local.get $" + operand + "Next)"))
                    .append('\n');
        }
        wat.append("    (br_if $tile (local.tee $tiles (i32.sub (local.get $tiles) (i32.const 1)))))\n)\n");
        return wat.toString();
    }

    /** The loops over turns and steps. If A's rows lie side by side, one address serves all of them. */
    private static String turns(ScalarType n, int rows, boolean together) {
        StringBuilder wat = new StringBuilder("""
                (loop $turn
                  (local.set $n (local.get $run))
                  (loop $step
                    (local.set $b0 (v128.load align={bytes} (local.get $p)))
                    (local.set $b1 (v128.load offset=16 align={bytes} (local.get $p)))
            """);
        StringBuilder jump = new StringBuilder();
        for (int i = 0; i < rows; i++) {
            wat.append(
                    together
                            ? "        (local.set $x ({splat} offset=%d (local.get $a0)))\n".formatted(i * n.bytes())
                            : "        (local.set $x ({splat} (local.get $a%d)))\n".formatted(i));
            for (int j = 0; j < 2; j++) {
                String sum = "(local.get $c" + i + j + ")";
                wat.append("        (local.set $c%d%d ".formatted(i, j))
                        .append(n.multiplyAdd("(local.get $x)", "(local.get $b" + j + ")", sum))
                        .append(")\n");
            }
            if (!together || i == rows - 1) {
                String address = "a" + (together ? 0 : i);
                wat.append("        ")
                        .append(Loops.advance(address, "(local.get $aStep)"))
                        .append('\n');
                jump.append("      ")
                        .append(Loops.advance(address, "(local.get $aJump)"))
                        .append('\n');
            }
        }
        return wat.append("        ")
                .append(Loops.advance("p", "(i32.const " + ROW + ")"))
                .append("\n        (br_if $step (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))\n")
                .append(jump)
                .append("      ")
                .append(Loops.advance("p", "(local.get $bJump)"))
                .append("""

                          (if (i32.ge_u (local.get $p) (local.get $bEnd)) (then
                            (local.set $p (i32.sub (local.get $p) (local.get $bRing)))))
                          (br_if $turn (local.tee $t (i32.sub (local.get $t) (i32.const 1)))))
                    """)
                .toString();
    }

    /** Tiles of which only some rows and bytes may belong to C: such tiles go through the room for edges. */
    private static String tiles(ScalarType n) {
        String choice = n.fused() ? """
                  (if (i32.eq (local.get $rows) (i32.const %1$d))
                    (then (call $tile%1$d_{s} %2$s))
                    (else (call $tile%3$d_{s} %2$s)))
            """ : "(call $tile%3$d_{s} %2$s)\n";
        String next = "(local.get $aNext) (local.get $bNext) (local.get $cNext)";
        return "(func $tiles_{s} (param $rows i32) (param $valid i32) (param $bytes i32) (param $edge i32)\n"
                + TILE_PARAMETERS
                + "  (if (i32.and (i32.eq (local.get $rows) (local.get $valid)) (i32.eq (local.get $bytes) (i32.const "
                + ROW + "))) (then\n"
                + choice.formatted(LARGE, SAME + "(local.get $c) (local.get $cRow) (local.get $tiles) " + next, SMALL)
                + "    (return)))\n  (loop $tile\n"
                + choice.formatted(
                        LARGE,
                        SAME
                                + "(local.get $edge) (i32.const 32) (i32.const 1) (i32.const 0) (i32.const 0)"
                                + " (i32.const 0)",
                        SMALL)
                + """
                    (call $copyTile_{s} (local.get $edge) (i32.const 32) (local.get $c) (local.get $cRow)
                      (local.get $valid) (local.get $bytes))
                    (local.set $a (i32.add (local.get $a) (local.get $aNext)))
                    (local.set $b (i32.add (local.get $b) (local.get $bNext)))
                    (local.set $c (i32.add (local.get $c) (local.get $cNext)))
                    (br_if $tile (local.tee $tiles (i32.sub (local.get $tiles) (i32.const 1)))))
                )
                """;
    }

    /** How rows are divided into groups, large ones first, so that few are left over. */
    private static String groups(ScalarType n) {
        return """
            ;; How many groups of six there are: 6, 12, … rows have no group of four, 4, 10, … one, 2, 8, … two.
            (func $larges_{s} (param $count i32) (result i32)
              (local $larges i32)
            %s  (select (local.get $larges) (i32.const 0) (i32.gt_s (local.get $larges) (i32.const 0))))
            (func $groups_{s} (param $count i32) (result i32)
              (local $larges i32)
              (local.set $larges (call $larges_{s} (local.get $count)))
              (i32.add (local.get $larges) (i32.div_s
                (i32.sub (i32.add (local.get $count) (i32.const 3)) (i32.mul (local.get $larges) (i32.const 6)))
                (i32.const 4))))
            ;; Where a group begins and how many rows it has.
            (func $groupAt_{s} (param $group i32) (param $larges i32) (result i32)
              (i32.add (i32.shl (local.get $group) (i32.const 2)) (i32.shl
                (call $least (local.get $group) (local.get $larges)) (i32.const 1))))
            (func $groupRows_{s} (param $group i32) (param $larges i32) (result i32)
              (select (i32.const 6) (i32.const 4) (i32.lt_s (local.get $group) (local.get $larges))))
            """.formatted(!n.fused() ? "" : """
                  ;; Twice the number of fours is, for count mod 6 from 0: 0, 4, 4, 2, 2, 0.
                  (local.set $larges (i32.div_s (i32.add (local.get $count) (i32.sub (i32.const 5) (i32.shl
                    (i32.and (i32.const 3) (i32.shr_u (i32.const 360)
                      (i32.shl (i32.rem_u (local.get $count) (i32.const 6)) (i32.const 1))))
                    (i32.const 2)))) (i32.const 6)))
                """);
    }
}
