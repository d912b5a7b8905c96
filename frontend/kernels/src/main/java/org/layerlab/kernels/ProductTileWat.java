package org.layerlab.kernels;

/**
 * The innermost function of the products, a panel: a row of tiles of C, each of which stays in registers while its sums
 * are made. A tile has {@link #rows} rows by two vectors, as many as the 15 registers that V8 leaves on x86-64 hold. It
 * takes any strides of A, so one function serves A and Aᵀ.
 *
 * <p>What follows a product in a network can be done to a tile before it leaves the registers, by {@code $after}.
 */
final class ProductTileWat {
    /** Vectors of a tile's row. */
    static final int WIDTH = 2;

    static final int TILE_BYTES = WIDTH * ScalarType.VECTOR_BYTES;

    /** What a panel's {@code $after} does to C once the sum is complete: 0 does nothing, 1 adds b to each column. */
    static final int ADD_BIAS = 1;

    /** Adds b and applies ReLU. For this and {@link #ADD_BIAS} {@code $other} is b. */
    static final int ADD_BIAS_RELU = 2;

    /** ReLU's derivative by its result: sets C to 0 where the matrix of its shape at {@code $other} is not positive. */
    static final int WHERE_POSITIVE = 3;

    private static final String PANEL_PARAMETERS = """
          (param $a i32) (param $aRow i32) (param $aStep i32)
          (param $b i32) (param $bStep i32) (param $bNext i32)
          (param $k i32) (param $c i32) (param $cRow i32) (param $tiles i32) (param $keep {s})
          (param $after i32) (param $other i32) (param $otherRow i32) (param $otherNext i32)
        """;

    private ProductTileWat() {}

    /** The panel of each height and the function that chooses among them. */
    static String wat(ScalarType n) {
        StringBuilder wat = new StringBuilder();
        for (int rows = 1; rows <= rows(n); rows++) {
            wat.append(panel(n, rows));
        }
        return wat.append(choice(n)).toString();
    }

    /** Rows of a tile: a product that is not fused needs one more register. */
    static int rows(ScalarType n) {
        return n.fused() ? 6 : 4;
    }

    /**
     * A row of tiles, side by side, each rows × (two vectors), becomes {@code keep·C + A·B} over k ≥ 1 steps. If keep is
     * 0, what C held does not matter.
     *
     * <p>{@code aRow}, {@code aStep}: bytes from row to row of A and from step to step; {@code bStep}, {@code bNext}:
     * from step to step and from tile to tile of B; {@code cRow}: from row to row of C; {@code otherRow},
     * {@code otherNext}: from row to row and from tile to tile of what {@code after} works with.
     */
    private static String panel(ScalarType n, int rows) {
        StringBuilder wat = new StringBuilder();
        wat.append("(func $panel").append(rows).append("_{s}\n").append(PANEL_PARAMETERS);
        wat.append(
                "  (local $n i32) (local $p i32) (local $row i32) (local $b0 v128) (local $b1 v128) (local $x v128)\n");
        for (int i = 0; i < rows; i++) {
            wat.append("  (local $a%1$d i32) (local $c%1$d0 v128) (local $c%1$d1 v128)\n".formatted(i));
        }
        wat.append("  (loop $tile\n");
        wat.append(begin(rows));
        wat.append("    (local.set $a0 (local.get $a))\n");
        wat.append("    (local.set $p (local.get $b))\n");
        wat.append("    (local.set $n (local.get $k))\n");
        if (rows > 1) {
            wat.append("    (if (i32.eq (local.get $aRow) (i32.const {bytes})) (then\n");
            wat.append(steps(n, rows, true)).append("    ) (else\n");
            for (int i = 1; i < rows; i++) {
                wat.append("    (local.set $a%d (i32.add (local.get $a%d) (local.get $aRow)))\n".formatted(i, i - 1));
            }
        }
        wat.append(steps(n, rows, false));
        wat.append(rows > 1 ? "    ))\n" : "");
        wat.append(after(rows));
        wat.append("    (local.set $row (local.get $c))\n");
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < WIDTH; j++) {
                wat.append("    (v128.store offset=%d align={bytes} (local.get $row) (local.get $c%d%d))\n"
                        .formatted(16 * j, i, j));
            }
            wat.append(i < rows - 1 ? "    " + Loops.advance("row", "(local.get $cRow)") + "\n" : "");
        }
        wat.append("    ").append(Loops.advance("b", "(local.get $bNext)")).append('\n');
        wat.append("    ")
                .append(Loops.advance("c", "(i32.const " + TILE_BYTES + ")"))
                .append('\n');
        wat.append("    (br_if $tile (local.tee $tiles (i32.sub (local.get $tiles) (i32.const 1)))))\n)\n");
        return wat.toString();
    }

    /** Sets a tile's registers to {@code keep·C}. */
    private static String begin(int rows) {
        StringBuilder wat = new StringBuilder("    (local.set $row (local.get $c))\n");
        wat.append("    (if ({s}.eq (local.get $keep) ({s}.const 0))\n      (then\n");
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < WIDTH; j++) {
                wat.append("        (local.set $c%d%d (v128.const i32x4 0 0 0 0))\n".formatted(i, j));
            }
        }
        wat.append("      )\n      (else\n");
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < WIDTH; j++) {
                wat.append("        (local.set $c%d%d (v128.load offset=%d align={bytes} (local.get $row)))\n"
                        .formatted(i, j, 16 * j));
            }
            wat.append(i < rows - 1 ? "        " + Loops.advance("row", "(local.get $cRow)") + "\n" : "");
        }
        wat.append("        (if ({s}.ne (local.get $keep) ({s}.const 1)) (then\n");
        wat.append("          (local.set $x ({v}.splat (local.get $keep)))\n");
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < WIDTH; j++) {
                wat.append("          (local.set $c%1$d%2$d ({v}.mul (local.get $c%1$d%2$d) (local.get $x)))\n"
                        .formatted(i, j));
            }
        }
        return wat.append("        ))))\n").toString();
    }

    /**
     * The loop over k. It has no instruction to spare, so where a step's numbers of A lie side by side, as Aᵀ's do, one
     * address does for all rows.
     */
    private static String steps(ScalarType n, int rows, boolean together) {
        StringBuilder wat = new StringBuilder("    (loop $step\n");
        wat.append("      (local.set $b0 (v128.load align={bytes} (local.get $p)))\n");
        wat.append("      (local.set $b1 (v128.load offset=16 align={bytes} (local.get $p)))\n");
        for (int i = 0; i < rows; i++) {
            wat.append(
                    together
                            ? "      (local.set $x ({splat} offset=%d (local.get $a0)))\n".formatted(i * n.bytes())
                            : "      (local.set $x ({splat} (local.get $a%d)))\n".formatted(i));
            for (int j = 0; j < WIDTH; j++) {
                String sum = "(local.get $c" + i + j + ")";
                wat.append("      (local.set $c%d%d ".formatted(i, j))
                        .append(n.multiplyAdd("(local.get $x)", "(local.get $b" + j + ")", sum))
                        .append(")\n");
            }
            if (!together || i == rows - 1) {
                wat.append("      ")
                        .append(Loops.advance("a" + (together ? 0 : i), "(local.get $aStep)"))
                        .append('\n');
            }
        }
        wat.append("      ").append(Loops.advance("p", "(local.get $bStep)")).append('\n');
        return wat.append("      (br_if $step (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))\n")
                .toString();
    }

    /**
     * Does to a tile in registers what {@code $after} says. Zeros come from the counter, which is 0 by then: a constant
     * would occupy a register throughout the loop over k.
     */
    private static String after(int rows) {
        StringBuilder relu = new StringBuilder();
        StringBuilder bias = new StringBuilder();
        StringBuilder positive = new StringBuilder();
        for (int i = 0; i < rows; i++) {
            String next = i < rows - 1 ? Loops.advance("row", "(local.get $otherRow)") + "\n" : "";
            bias.append("(local.set $x ({splat} (local.get $row)))\n");
            for (int j = 0; j < WIDTH; j++) {
                String c = "$c" + i + j;
                bias.append("(local.set %1$s ({v}.add (local.get %1$s) (local.get $x)))\n".formatted(c));
                relu.append("(local.set %1$s ({v}.pmax (local.get %1$s) (local.get $b0)))\n".formatted(c));
                positive.append("""
                    (local.set %1$s (v128.and (local.get %1$s)
                      ({v}.gt (v128.load offset=%2$d align={bytes} (local.get $row)) (local.get $b0))))
                    """.formatted(c, 16 * j));
            }
            bias.append(next);
            positive.append(next);
        }
        return """
                (if (local.get $after) (then
                  (local.set $row (local.get $other))
                  (local.set $b0 (i32x4.splat (local.get $n)))
                  (if (i32.eq (local.get $after) (i32.const %d))
                    (then
            %s        )
                    (else
            %s          (if (i32.eq (local.get $after) (i32.const %d)) (then
            %s          ))))
                  (local.set $other (i32.add (local.get $other) (local.get $otherNext)))))
            """.formatted(
                        WHERE_POSITIVE,
                        positive.toString().indent(10),
                        bias.toString().indent(10),
                        ADD_BIAS_RELU,
                        relu.toString().indent(12));
    }

    /** The panel function for a number of rows. */
    private static String choice(ScalarType n) {
        int most = rows(n);
        StringBuilder wat = new StringBuilder();
        wat.append("(func $panel_{s} (param $rows i32)\n").append(PANEL_PARAMETERS);
        for (int rows = 1; rows <= most; rows++) {
            wat.append("  (block $").append(rows).append('\n');
        }
        wat.append("  (br_table");
        for (int rows = most; rows >= 1; rows--) {
            wat.append(" $").append(rows);
        }
        wat.append(" (i32.sub (i32.const ").append(most).append(") (local.get $rows))))\n");
        for (int rows = most; rows >= 1; rows--) {
            wat.append("  (call $panel")
                    .append(rows)
                    .append("_{s} (local.get $a) (local.get $aRow) (local.get $aStep)\n")
                    .append("    (local.get $b) (local.get $bStep) (local.get $bNext)\n")
                    .append("    (local.get $k) (local.get $c) (local.get $cRow) (local.get $tiles) (local.get"
                            + " $keep)\n")
                    .append("    (local.get $after) (local.get $other) (local.get $otherRow) (local.get"
                            + " $otherNext))\n");
            wat.append(rows > 1 ? "  (return))\n" : ")\n");
        }
        return wat.toString();
    }

    /** Copies rows of some bytes, a multiple of one number's. */
    static String copyTile() {
        return """
            (func $copyTile_{s} (param $from i32) (param $fromRow i32) (param $to i32) (param $toRow i32)
                (param $rows i32) (param $bytes i32)
              (local $n i32)
              (loop $row
                (local.set $n (local.get $bytes))
                (loop $next
                  (local.set $n (i32.sub (local.get $n) (i32.const {bytes})))
                  ({i}.store (i32.add (local.get $to) (local.get $n))
                    ({i}.load (i32.add (local.get $from) (local.get $n))))
                  (br_if $next (local.get $n)))
                (local.set $from (i32.add (local.get $from) (local.get $fromRow)))
                (local.set $to (i32.add (local.get $to) (local.get $toRow)))
                (br_if $row (local.tee $rows (i32.sub (local.get $rows) (i32.const 1)))))
            )
            """;
    }

    /** The edge's function, which all products use. */
    static String edge() {
        return """
            ;; A tile narrower than a panel's: computed in scratch, then its part in C is copied.
            (func $edge_{s} (param $rows i32)
                (param $a i32) (param $aRow i32) (param $aStep i32) (param $b i32) (param $bStep i32)
                (param $k i32) (param $c i32) (param $cRow i32) (param $bytes i32) (param $scratch i32)
                (param $keep {s}) (param $after i32) (param $other i32) (param $otherRow i32)
              (if ({s}.ne (local.get $keep) ({s}.const 0)) (then
                (call $copyTile_{s} (local.get $c) (local.get $cRow) (local.get $scratch) (i32.const 32)
                  (local.get $rows) (local.get $bytes))))
              (call $panel_{s} (local.get $rows)
                (local.get $a) (local.get $aRow) (local.get $aStep)
                (local.get $b) (local.get $bStep) (i32.const 0)
                (local.get $k) (local.get $scratch) (i32.const 32) (i32.const 1) (local.get $keep)
                (local.get $after) (local.get $other) (local.get $otherRow) (i32.const 0))
              (call $copyTile_{s} (local.get $scratch) (i32.const 32) (local.get $c) (local.get $cRow)
                (local.get $rows) (local.get $bytes))
            )
            """;
    }
}
