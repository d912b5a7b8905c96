package org.layerlab.kernels;

import java.util.List;

/**
 * The tiles of {@code A·Bᵀ}, both read along their rows and in place. In float32 a vector holds neighboring steps of k,
 * whose sums are added up at the end. In float64 sums are in the order of k: two rows of B are turned round as they are
 * read, so that a vector holds one step of both.
 */
final class DotTileWat {
    /** A tile's shape: rows of A by rows of B. */
    record Tile(String name, int rows, int columns) {}

    private static final String PARAMETERS = """
          (param $a i32) (param $aRow i32) (param $b i32) (param $bRow i32) (param $k i32)
          (param $c i32) (param $cRow i32) (param $tiles i32) (param $valid i32)
          (param $first i32) (param $scale {s})
        """;

    private static final String ARGUMENTS = """
        (local.get $a) (local.get $aRow) (local.get $b) (local.get $bRow) (local.get $k)
        (local.get $c) (local.get $cRow) (local.get $tiles) (local.get $valid)
        (local.get $first) (local.get $scale)\
        """;

    private DotTileWat() {}

    /** The general tile. */
    static Tile wide(ScalarType n) {
        return new Tile("wide", n.single() ? 2 : 4, 4);
    }

    /** A tile for a B of one or two rows: points have two features. */
    static Tile narrow() {
        return new Tile("narrow", 4, 2);
    }

    /** The functions {@code $wide} and {@code $narrow}, which take their number of rows. */
    static String wat(ScalarType n) {
        StringBuilder wat = new StringBuilder();
        for (Tile tile : List.of(wide(n), narrow())) {
            for (int rows = 1; rows <= tile.rows(); rows++) {
                wat.append(dots(n, tile, rows));
            }
            wat.append(choice(tile));
        }
        return wat.toString();
    }

    /**
     * A row of tiles of C, side by side, is set to (where {@code first}) or increased by A·Bᵀ over k ≥ 1 steps, then
     * multiplied by scale. Of B there are {@code valid} rows a tile; further ones repeat the last.
     */
    private static String dots(ScalarType n, Tile tile, int rows) {
        int columns = tile.columns();
        StringBuilder wat = new StringBuilder();
        wat.append("(func $%s%d_{s}\n".formatted(tile.name(), rows)).append(PARAMETERS);
        wat.append("  (local $row i32) (local $end i32) (local $whole i32) (local $n i32) (local $x v128) (local $y"
                + " v128)\n");
        for (int i = 0; i < rows; i++) {
            wat.append("  (local $a%d i32) (local $x%d v128)".formatted(i, i));
            for (int j = 0; j < columns; j++) {
                wat.append(" (local $c%d%d v128)".formatted(i, j));
            }
            wat.append('\n');
        }
        for (int j = 0; j < columns; j++) {
            wat.append("  (local $b%d i32) (local $y%d v128)\n".formatted(j, j));
        }
        wat.append("  (loop $tile\n");
        wat.append("    (local.set $a0 (local.get $a))\n");
        for (int i = 1; i < rows; i++) {
            wat.append("    (local.set $a%d (i32.add (local.get $a%d) (local.get $aRow)))\n".formatted(i, i - 1));
        }
        wat.append("    (local.set $b0 (local.get $b))\n");
        wat.append(Loops.addresses("b", columns, "bRow", "valid"));
        wat.append(n.single() ? sumsApart(n, rows, columns) : sumsInOrder(rows, columns));
        wat.append("    (local.set $b (i32.add (local.get $b) (i32.mul (local.get $bRow) (i32.const %d))))\n"
                .formatted(columns));
        wat.append("    ")
                .append(Loops.advance("c", "(i32.const " + columns * n.bytes() + ")"))
                .append('\n');
        wat.append("    (br_if $tile (local.tee $tiles (i32.sub (local.get $tiles) (i32.const 1)))))\n)\n");
        return wat.toString();
    }

    /** float32: four partial sums an element of C, side by side. */
    private static String sumsApart(ScalarType n, int rows, int columns) {
        StringBuilder wat = new StringBuilder();
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                wat.append("    (local.set $c%d%d (v128.const i32x4 0 0 0 0))\n".formatted(i, j));
            }
        }
        wat.append("""
                (local.set $end (i32.add (local.get $a0) (i32.shl (local.get $k) (i32.const {shift}))))
                (local.set $whole (i32.add (local.get $a0)
                  (i32.and (i32.shl (local.get $k) (i32.const {shift})) (i32.const -16))))
                (block $rest (loop $step
                  (br_if $rest (i32.ge_u (local.get $a0) (local.get $whole)))
            """);
        wat.append(dotStep(n, rows, columns, "v128.load align=4", 16));
        wat.append("      (br $step)))\n");
        wat.append("    (block $done (loop $step\n");
        wat.append("      (br_if $done (i32.ge_u (local.get $a0) (local.get $end)))\n");
        wat.append(dotStep(n, rows, columns, "v128.load32_zero", 4));
        wat.append("      (br $step)))\n");
        wat.append("    (local.set $row (local.get $c))\n");
        for (int i = 0; i < rows; i++) {
            String c = "c" + i;
            wat.append(Lanes.sumOfFour(c + 0, c + 1, c + Math.min(2, columns - 1), c + (columns - 1), c + 0)
                    .indent(4));
            String load = columns == 4 ? "v128.load align=4" : "v128.load64_zero align=4";
            String store = columns == 4 ? "v128.store align=4" : "v128.store64_lane align=4 0";
            wat.append("""
                    (if (i32.eqz (local.get $first)) (then
                      (local.set $c%1$d0 (f32x4.add (%2$s (local.get $row)) (local.get $c%1$d0)))))
                    (local.set $c%1$d0 (f32x4.mul (local.get $c%1$d0) (f32x4.splat (local.get $scale))))
                    (%3$s (local.get $row) (local.get $c%1$d0))
                """.formatted(i, load, store));
            wat.append(i < rows - 1 ? "    " + Loops.advance("row", "(local.get $cRow)") + "\n" : "");
        }
        return wat.toString();
    }

    private static String dotStep(ScalarType n, int rows, int columns, String load, int bytes) {
        StringBuilder wat = new StringBuilder();
        for (int i = 0; i < rows; i++) {
            wat.append("      (local.set $x%1$d (%2$s (local.get $a%1$d)))\n".formatted(i, load));
            wat.append("      ")
                    .append(Loops.advance("a" + i, "(i32.const " + bytes + ")"))
                    .append('\n');
        }
        for (int j = 0; j < columns; j++) {
            wat.append("      (local.set $y (%2$s (local.get $b%1$d)))\n".formatted(j, load));
            wat.append("      ")
                    .append(Loops.advance("b" + j, "(i32.const " + bytes + ")"))
                    .append('\n');
            for (int i = 0; i < rows; i++) {
                wat.append("      (local.set $c%1$d%2$d %3$s)\n"
                        .formatted(
                                i,
                                j,
                                n.multiplyAdd(
                                        "(local.get $x" + i + ")", "(local.get $y)", "(local.get $c" + i + j + ")")));
            }
        }
        return wat.toString();
    }

    /** float64: vector j/2 of a row holds columns j and j+1 of C. */
    private static String sumsInOrder(int rows, int columns) {
        StringBuilder wat = new StringBuilder();
        wat.append("    (local.set $row (local.get $c))\n");
        wat.append("    (if (local.get $first)\n      (then\n");
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns / 2; j++) {
                wat.append("        (local.set $c%d%d (v128.const i32x4 0 0 0 0))\n".formatted(i, j));
            }
        }
        wat.append("      )\n      (else\n");
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns / 2; j++) {
                wat.append("        (local.set $c%d%d (v128.load offset=%d align=8 (local.get $row)))\n"
                        .formatted(i, j, 16 * j));
            }
            wat.append(i < rows - 1 ? "        " + Loops.advance("row", "(local.get $cRow)") + "\n" : "");
        }
        wat.append("      ))\n");
        wat.append(pairsInOrder(rows, columns)).append(lastInOrder(rows, columns));
        wat.append("    ))\n");
        wat.append("    (local.set $row (local.get $c))\n");
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns / 2; j++) {
                wat.append("""
                        (v128.store offset=%1$d align=8 (local.get $row)
                          (f64x2.mul (local.get $c%2$d%3$d) (f64x2.splat (local.get $scale))))
                    """.formatted(16 * j, i, j));
            }
            wat.append(i < rows - 1 ? "    " + Loops.advance("row", "(local.get $cRow)") + "\n" : "");
        }
        return wat.toString();
    }

    /** Two steps of k at a time. */
    private static String pairsInOrder(int rows, int columns) {
        StringBuilder wat = new StringBuilder();
        wat.append("    (local.set $n (i32.shr_u (local.get $k) (i32.const 1)))\n");
        wat.append("    (if (local.get $n) (then (loop $step\n");
        for (int j = 0; j < columns / 2; j++) {
            // One step of k is the low halves, the next one the high halves.
            wat.append("      (local.set $x (v128.load align=8 (local.get $b%d)))\n".formatted(2 * j));
            wat.append("      (local.set $y (v128.load align=8 (local.get $b%d)))\n".formatted(2 * j + 1));
            wat.append("      (local.set $y%d %s)\n"
                    .formatted(2 * j, Lanes.shuffle64("(local.get $x)", "(local.get $y)", 0, 2)));
            wat.append("      (local.set $y%d %s)\n"
                    .formatted(2 * j + 1, Lanes.shuffle64("(local.get $x)", "(local.get $y)", 1, 3)));
        }
        for (int half = 0; half < 2; half++) {
            for (int i = 0; i < rows; i++) {
                wat.append(
                        "      (local.set $x (v128.load64_splat offset=%d (local.get $a%d)))\n".formatted(8 * half, i));
                for (int j = 0; j < columns / 2; j++) {
                    wat.append(addProduct(i, j, "y" + (2 * j + half)));
                }
            }
        }
        for (int i = 0; i < rows; i++) {
            wat.append("      ")
                    .append(Loops.advance("a" + i, "(i32.const 16)"))
                    .append('\n');
        }
        for (int j = 0; j < columns; j++) {
            wat.append("      ")
                    .append(Loops.advance("b" + j, "(i32.const 16)"))
                    .append('\n');
        }
        wat.append("      (br_if $step (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))))\n");
        return wat.toString();
    }

    /** The last step of an odd k. */
    private static String lastInOrder(int rows, int columns) {
        StringBuilder wat = new StringBuilder();
        wat.append("    (if (i32.and (local.get $k) (i32.const 1)) (then\n");
        for (int j = 0; j < columns / 2; j++) {
            wat.append("""
                      (local.set $y%1$d (v128.load64_lane 1 (local.get $b%2$d) (v128.load64_zero (local.get $b%1$d))))
                """.formatted(2 * j, 2 * j + 1));
        }
        for (int i = 0; i < rows; i++) {
            wat.append("      (local.set $x (v128.load64_splat (local.get $a%d)))\n".formatted(i));
            for (int j = 0; j < columns / 2; j++) {
                wat.append(addProduct(i, j, "y" + 2 * j));
            }
        }
        return wat.toString();
    }

    private static String addProduct(int i, int j, String b) {
        return "      (local.set $c%1$d%2$d (f64x2.add (local.get $c%1$d%2$d) (f64x2.mul (local.get $x) (local.get $%3$s))))\n"
                .formatted(i, j, b);
    }

    private static String choice(Tile tile) {
        StringBuilder wat = new StringBuilder();
        wat.append("(func $%s_{s} (param $rows i32)\n".formatted(tile.name())).append(PARAMETERS);
        for (int rows = 1; rows <= tile.rows(); rows++) {
            wat.append("  (block $").append(rows).append('\n');
        }
        wat.append("  (br_table");
        for (int rows = tile.rows(); rows >= 1; rows--) {
            wat.append(" $").append(rows);
        }
        wat.append(" (i32.sub (i32.const ").append(tile.rows()).append(") (local.get $rows))))\n");
        for (int rows = tile.rows(); rows >= 1; rows--) {
            wat.append("  (call $%s%d_{s}\n".formatted(tile.name(), rows))
                    .append(ARGUMENTS)
                    .append(")\n");
            wat.append(rows > 1 ? "  (return))\n" : ")\n");
        }
        return wat.toString();
    }

    /** The last tile of a row where B has too few rows for it: worked on in scratch, and the part in C copied. */
    static String edge() {
        return """
            (func $edgeDots_{s} (param $narrow i32) (param $scratch i32) (param $rows i32)
            """ + PARAMETERS + """
              (local $bytes i32)
              (local.set $bytes (i32.shl (local.get $valid) (i32.const {shift})))
              (if (i32.eqz (local.get $first)) (then
                (call $copyTile_{s} (local.get $c) (local.get $cRow) (local.get $scratch) (i32.const 32)
                  (local.get $rows) (local.get $bytes))))
              (if (local.get $narrow)
                (then (call $narrow_{s} (local.get $rows)
                  (local.get $a) (local.get $aRow) (local.get $b) (local.get $bRow) (local.get $k)
                  (local.get $scratch) (i32.const 32) (i32.const 1) (local.get $valid)
                  (local.get $first) (local.get $scale)))
                (else (call $wide_{s} (local.get $rows)
                  (local.get $a) (local.get $aRow) (local.get $b) (local.get $bRow) (local.get $k)
                  (local.get $scratch) (i32.const 32) (i32.const 1) (local.get $valid)
                  (local.get $first) (local.get $scale))))
              (call $copyTile_{s} (local.get $scratch) (i32.const 32) (local.get $c) (local.get $cRow)
                (local.get $rows) (local.get $bytes))
            )
            """;
    }
}
