package org.layerlab.kernels;

/**
 * {@code C = A·B} and {@code C = Aᵀ·B}: each vector holds neighbouring columns of C, so every element of C is the sum
 * over k in increasing order.
 *
 * <p>Blocked after Goto and van de Geijn, "Anatomy of High-Performance Matrix Multiplication" (2008). The innermost
 * function, a panel, keeps a tile of C in registers: {@link #rows} rows by two vectors, as many as the 15 registers
 * left by V8 on x86-64 hold. It takes any strides of A, so one function serves A and Aᵀ; B is read in place where it
 * is small and copied in the order of use where it is not.
 *
 * <p>What follows a product in a network can be done to a tile before it leaves the registers, see {@link #AFTER}.
 */
final class ProductWat {
    /** Vectors of a tile's row. */
    private static final int WIDTH = 2;

    private static final int TILE_BYTES = WIDTH * ScalarType.VECTOR_BYTES;

    /**
     * Rows of B that are copied at a time, and columns: together they stay in the second-level cache, a tile of them and
     * a panel's rows of A in the first.
     */
    private static final int DEPTH = KernelLayout.PRODUCT_DEPTH;

    private static final int COLUMNS_BYTES = Float.BYTES * KernelLayout.PRODUCT_COLUMNS;

    /** B of at most so many bytes is read in place. */
    private static final int IN_PLACE = 24 * 1024;

    /** Where scratch is used for tiles at the edge, so much a thread; what follows holds the copies of B. */
    static final int EDGE_BYTES = 512;

    private static final int EDGES_BYTES = EDGE_BYTES * CrewWat.MOST_THREADS;

    private static final int COPY_BYTES = DEPTH * COLUMNS_BYTES;

    /** Room for the rows of A that a thread has copied, of one panel. */
    private static final int PANEL_BYTES = 8 * DEPTH * 4;

    private static final int PANELS_BYTES = PANEL_BYTES * CrewWat.MOST_THREADS;

    /** Fewer tiles side by side than this are not worth to copy a panel's rows for. */
    private static final int PANEL_TILES = 16;

    /** An A of at most so many bytes is copied as a whole where many blocks of B meet it. */
    private static final int ROWS_BYTES = 1024 * 1024;

    /**
     * Scratch that the products need: several threads copy the next block of B while some of them may still read the
     * one before.
     */
    static final int SCRATCH_BYTES = EDGES_BYTES + 2 * COPY_BYTES + PANELS_BYTES + ROWS_BYTES;

    /**
     * What is done to C when the sum is complete, by {@code $after}: nothing (0); b added to each column (1); the same
     * and ReLU (2); set to 0 where the matrix of C's shape at {@code $other} is not positive (3), which is ReLU's
     * derivative by its result. For the first two {@code $other} is b.
     */
    private static final String AFTER = "(param $after i32) (param $other i32)";

    static final int ADD_BIAS = 1;
    static final int ADD_BIAS_RELU = 2;
    static final int WHERE_POSITIVE = 3;

    /** How many columns of B this thread copies. */
    private static final String COLUMNS_HERE = """
        (call $least (i32.sub (local.get $width) (i32.shl (local.get $firstTile) (i32.const 3)))
          (i32.shl (local.get $tilesHere) (i32.const 3)))
        """.strip();

    private ProductWat() {}

    /** Rows of a tile: a product that isn't fused needs one more register for itself. */
    static int rows(ScalarType n) {
        return n.fused() ? 6 : 4;
    }

    static String wat(ScalarType n) {
        StringBuilder wat = new StringBuilder();
        for (int rows = 1; rows <= rows(n); rows++) {
            wat.append(panel(n, rows));
        }
        wat.append(choice(n)).append(pack()).append(copyTile()).append(edge()).append(product(n));
        if (n.single()) {
            wat.append(packTurned()).append(packPanel(n)).append(packRows(n)).append(turnedProduct(n));
        } else {
            // In float64 sums are never added to what there is: that would change the digits.
            wat.append("(func $productTurned_{s}\n").append(TURNED_PARAMETERS).append("  (unreachable))\n");
        }
        return n.fill(wat.toString());
    }

    private static final String PANEL_PARAMETERS = """
          (param $a i32) (param $aRow i32) (param $aStep i32)
          (param $b i32) (param $bStep i32) (param $bNext i32)
          (param $k i32) (param $c i32) (param $cRow i32) (param $tiles i32) (param $keep {s})
          (param $after i32) (param $other i32) (param $otherRow i32) (param $otherNext i32)
        """;

    /**
     * A row of tiles, side by side, each rows × (two vectors), becomes {@code keep·C + A·B} over k ≥ 1 steps. Where keep
     * is 0, what C held does not matter.
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
        wat.append("    (local.set $row (local.get $c))\n");
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
        wat.append("        ))))\n");
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
     * Does to a tile in registers what {@code $after} says. Zeros are made of the counter, which is 0 by then: a constant
     * would be kept from before the loop over k, in a register that is missing there.
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

    /** Copies tiles of B, depth steps each, one after another; what a tile has over the edge is read but never used. */
    private static String pack() {
        return """
            (func $pack_{s} (param $b i32) (param $bRow i32) (param $depth i32) (param $tiles i32) (param $to i32)
              (local $p i32) (local $n i32)
              (loop $tile
                (local.set $p (local.get $b))
                (local.set $n (local.get $depth))
                (loop $step
                  (v128.store (local.get $to) (v128.load align={bytes} (local.get $p)))
                  (v128.store offset=16 (local.get $to) (v128.load offset=16 align={bytes} (local.get $p)))
                  (local.set $to (i32.add (local.get $to) (i32.const 32)))
                  (local.set $p (i32.add (local.get $p) (local.get $bRow)))
                  (br_if $step (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
                (local.set $b (i32.add (local.get $b) (i32.const 32)))
                (br_if $tile (local.tee $tiles (i32.sub (local.get $tiles) (i32.const 1)))))
            )
            """;
    }

    /** Copies rows of some bytes, a multiple of one number's. */
    private static String copyTile() {
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

    /**
     * The first {@code to} rows of m columns of C: {@code keep·C + A·B} over k, keep being 0 or 1; there are
     * {@code cRow} bytes from row to row of C and of B. Where {@code example} isn't 0, B is no matrix but bytes, as
     * {@link ExamplesWat} knows them, and that is how many there are from example to example.
     * {@code aRow} and {@code aStep} say how A lies: (k, 1) numbers for A, (1, n) for Aᵀ. Of the rows it does the share
     * of the {@code index}-th of {@code count} threads, which all have to be here.
     */
    private static String product(ScalarType n) {
        return """
                (func $product_{s}
                    (param $a i32) (param $aRow i32) (param $aStep i32) (param $b i32) (param $m i32) (param $k i32)
                    (param $c i32) (param $from i32) (param $to i32) (param $scratch i32)
                  (call $productAnd_{s}
                    (local.get $a) (local.get $aRow) (local.get $aStep) (local.get $b) (local.get $m) (local.get $k)
                    (local.get $c) (local.get $from) (local.get $to) (local.get $scratch)
                    (i32.const 0) (i32.const 0)))
                (func $productAnd_{s}
                    (param $a i32) (param $aRow i32) (param $aStep i32) (param $b i32) (param $m i32) (param $k i32)
                    (param $c i32) (param $from i32) (param $to i32) (param $scratch i32)
                """ + AFTER + """
                  (local $cRow i32)
                  (local.set $cRow (i32.shl (local.get $m) (i32.const {shift})))
                  (call $productBlocks_{s}
                    (local.get $a) (local.get $aRow) (local.get $aStep) (local.get $b) (i32.const 0) (local.get $cRow)
                    (local.get $m) (local.get $k) (local.get $c) ({s}.const 0) (local.get $from) (local.get $to)
                    (local.get $scratch) (i32.const 0) (i32.const 1) (local.get $after) (local.get $other)))
                (func $productShare_{s}
                    (param $a i32) (param $aRow i32) (param $aStep i32) (param $b i32) (param $cRow i32)
                    (param $m i32) (param $k i32)
                    (param $c i32) (param $keep {s}) (param $to i32) (param $scratch i32)
                    (param $index i32) (param $count i32)
                  (call $productBlocks_{s}
                    (local.get $a) (local.get $aRow) (local.get $aStep) (local.get $b) (i32.const 0) (local.get $cRow)
                    (local.get $m) (local.get $k) (local.get $c) (local.get $keep) (i32.const 0) (local.get $to)
                    (local.get $scratch) (local.get $index) (local.get $count) (i32.const 0) (i32.const 0)))
                (func $productOfExamples_{s}
                    (param $a i32) (param $b i32) (param $example i32) (param $cRow i32)
                    (param $m i32) (param $k i32)
                    (param $c i32) (param $keep {s}) (param $to i32) (param $scratch i32)
                    (param $index i32) (param $count i32)
                  (call $productBlocks_{s}
                    (local.get $a) (i32.shl (local.get $example) (i32.const {shift})) (i32.const {bytes})
                    (local.get $b) (local.get $example) (local.get $cRow)
                    (local.get $m) (local.get $k) (local.get $c) (local.get $keep) (i32.const 0) (local.get $to)
                    (local.get $scratch) (local.get $index) (local.get $count) (i32.const 0) (i32.const 0)))
                (func $productBlocks_{s}
                    (param $a i32) (param $aRow i32) (param $aStep i32) (param $b i32) (param $example i32) (param $cRow i32)
                    (param $m i32) (param $k i32)
                    (param $c i32) (param $keep {s}) (param $from i32) (param $to i32) (param $scratch i32)
                    (param $index i32) (param $count i32)
                """ + AFTER + "(local $aNext i32)\n"
                + blocks(n, """
                      (local.set $aNext (local.get $aRow))
                      ;; Copying pays where each element of B is used many times.
                      (local.set $packed (i32.or (local.get $example) (i32.and
                        (i32.gt_u (i32.mul (local.get $k) (local.get $cRow)) (i32.const %d))
                        (i32.ge_s (local.get $share) (i32.const 16)))))
                    %s\
                    """.formatted(IN_PLACE, !n.single() ? "" : """
                          (local.set $panelsCopied (i32.and (local.get $packed)
                            (i32.eq (local.get $aStep) (i32.const {bytes}))))
                        """), """
                                  (local.set $bTile (i32.add (local.get $b) (i32.add
                                    (i32.mul (local.get $p) (local.get $cRow)) (i32.shl (local.get $j) (i32.const {shift})))))
                                  (local.set $bStep (local.get $cRow))
                                  (local.set $bNext (i32.const 32))
                                  (if (local.get $packed) (then
                                    (local.set $bNext (i32.shl (local.get $depthNow) (i32.const 5)))
                                    (if (local.get $tilesHere) (then
                            %s          (call $pack_{s} (i32.add (local.get $bTile) (i32.shl (local.get $firstTile) (i32.const 5)))
                                        (local.get $cRow) (local.get $depthNow) (local.get $tilesHere)
                                        (i32.add (local.get $copy) (i32.mul (local.get $firstTile) (local.get $bNext))))%s))
                                    (local.set $bTile (local.get $copy))
                                    (local.set $bStep (i32.const 32))))
                            """.formatted(
                                !n.single() ? "" : """
                                      (if (local.get $example)
                                        (then (call $packExamples_{s}
                                          (i32.add (local.get $b) (i32.add (local.get $p)
                                            (i32.mul (i32.add (local.get $j) (i32.shl (local.get $firstTile) (i32.const 3)))
                                              (local.get $example))))
                                          (local.get $example) (local.get $depthNow) %s
                                          (i32.add (local.get $copy) (i32.mul (local.get $firstTile) (local.get $bNext)))))
                                        (else
                                    """.formatted(COLUMNS_HERE), n.single() ? "))" : ""));
    }

    private static final String TURNED_PARAMETERS = """
          (param $a i32) (param $b i32) (param $example i32) (param $m i32) (param $k i32)
          (param $scale {s}) (param $keep {s}) (param $c i32) (param $cRow i32)
          (param $to i32) (param $scratch i32) (param $index i32) (param $count i32)
        """;

    /**
     * float32: copies {@code depth} steps of a panel's rows of A, so that a step's numbers lie side by side: one address
     * then does for all of them, and memory is waited for here, where most of it is on its way at a time. Where there are
     * fewer rows than a panel has, the last is repeated; up to three steps beyond depth are copied but never used.
     */
    private static String packPanel(ScalarType n) {
        int rows = rows(n);
        StringBuilder wat = new StringBuilder("""
            (func $packPanel_{s} (param $p0 i32) (param $row i32) (param $rows i32) (param $depth i32) (param $to i32)
            """);
        String[] r = new String[rows];
        String[] t = new String[rows];
        for (int i = 0; i < rows; i++) {
            wat.append(i == 0 ? "" : "  (local $p%d i32)\n".formatted(i));
            wat.append("  (local $r%1$d v128) (local $t%1$d v128)\n".formatted(i));
            r[i] = "(local.get $r" + i + ")";
            t[i] = "(local.get $t" + i + ")";
        }
        wat.append(Loops.addresses("p", rows, "row", "rows"));
        wat.append("  (loop $steps\n");
        for (int i = 0; i < rows; i++) {
            wat.append("    (local.set $r%1$d (v128.load align=4 (local.get $p%1$d)))\n".formatted(i));
            wat.append("    ").append(Loops.advance("p" + i, "(i32.const 16)")).append('\n');
        }
        for (int i = 0; i < rows; i += 2) {
            wat.append("    (local.set $t%d %s)\n".formatted(i, Lanes.shuffle32(r[i], r[i + 1], 0, 4, 1, 5)));
            wat.append("    (local.set $t%d %s)\n".formatted(i + 1, Lanes.shuffle32(r[i], r[i + 1], 2, 6, 3, 7)));
        }
        for (int step = 0; step < 4; step++) {
            int later = step / 2;
            int half = step % 2;
            String four = Lanes.shuffle32(t[later], t[2 + later], 2 * half, 2 * half + 1, 4 + 2 * half, 5 + 2 * half);
            wat.append("    (v128.store offset=%d align=4 (local.get $to) %s)\n".formatted(4 * rows * step, four));
            for (int i = 4; i < rows; i += 2) {
                wat.append("    (v128.store64_lane offset=%d align=4 %d (local.get $to) %s)\n"
                        .formatted(4 * (rows * step + i), half, t[i + later]));
            }
        }
        wat.append("    ")
                .append(Loops.advance("to", "(i32.const " + 16 * rows + ")"))
                .append('\n');
        return wat.append("""
                (br_if $steps (i32.gt_s (local.tee $depth (i32.sub (local.get $depth) (i32.const 4))) (i32.const 0))))
            )
            """).toString();
    }

    /** float32: copies the {@code panel}-th to the last of the panels of A's n rows, whose length is a multiple of four. */
    private static String packRows(ScalarType n) {
        return """
            (func $packRows_{s} (param $a i32) (param $row i32) (param $n i32) (param $panel i32) (param $end i32)
                (param $to i32)
              (local $before i32)
              (block $done (loop $panels
                (br_if $done (i32.ge_s (local.get $panel) (local.get $end)))
                (local.set $before (i32.mul (local.get $panel) (i32.const %1$d)))
                (call $packPanel_{s}
                  (i32.add (local.get $a) (i32.mul (local.get $before) (local.get $row))) (local.get $row)
                  (i32.sub (local.get $n) (local.get $before)) (i32.shr_u (local.get $row) (i32.const {shift}))
                  (i32.add (local.get $to) (i32.mul (local.get $before) (local.get $row))))
                (local.set $panel (i32.add (local.get $panel) (i32.const 1)))
                (br $panels)))
            )
            """.formatted(rows(n));
    }

    /**
     * The first {@code to} rows of m columns of C: {@code keep·C + scale·A·Bᵀ}, with large B of m rows of k numbers or, as
     * in {@link #product}, of bytes, which are scaled as they are copied.
     */
    private static String turnedProduct(ScalarType n) {
        return """
                (func $productTurned_{s}
                """ + TURNED_PARAMETERS + """
                  (local $aRow i32) (local $aStep i32) (local $after i32) (local $other i32) (local $from i32)
                  (local $aNext i32) (local $panels i32)
                """
                + blocks(
                        n,
                        """
                          (local.set $packed (i32.const 1))
                          (local.set $aRow (i32.shl (local.get $k) (i32.const {shift})))
                          (local.set $aNext (local.get $aRow))
                          (local.set $aStep (i32.const {bytes}))
                          (local.set $panels (i32.div_u
                            (i32.add (local.get $to) (i32.const %2$d)) (i32.const %1$d)))
                          (if (i32.and
                              (i32.le_u (i32.mul (local.get $panels) (i32.mul (local.get $aRow) (i32.const %1$d)))
                                (i32.const %3$d))
                              (i32.and (i32.gt_s (local.get $m) (i32.const %4$d))
                                (i32.eqz (i32.and (local.get $k) (i32.const 3)))))
                            (then
                              (call $packRows_{s} (local.get $a) (local.get $aRow) (local.get $to)
                                (i32.div_u (i32.mul (local.get $panels) (local.get $index)) (local.get $count))
                                (i32.div_u (i32.mul (local.get $panels) (i32.add (local.get $index) (i32.const 1)))
                                  (local.get $count))
                                (i32.add (local.get $scratch) (i32.const %5$d)))
                              (local.set $a (i32.add (local.get $scratch) (i32.const %5$d)))
                              (local.set $aRow (i32.const {bytes}))
                              (local.set $aStep (i32.const %6$d)))
                            (else (local.set $panelsCopied (i32.const 1))))
                        """.formatted(
                                        rows(n),
                                        rows(n) - 1,
                                        ROWS_BYTES,
                                        4 * COLUMNS_BYTES / n.bytes(),
                                        EDGES_BYTES + 2 * COPY_BYTES + PANELS_BYTES,
                                        rows(n) * n.bytes()),
                        """
                              (local.set $bNext (i32.shl (local.get $depthNow) (i32.const 5)))
                              (local.set $bStep (i32.shl (local.get $k) (i32.const {shift})))
                              (if (local.get $tilesHere) (then
                                (if (local.get $example)
                                  (then (call $packExamplesTurned_{s}
                                    (i32.add (local.get $b) (i32.add
                                      (i32.add (local.get $j) (i32.shl (local.get $firstTile) (i32.const 3)))
                                      (i32.mul (local.get $p) (local.get $example))))
                                    (local.get $example) (local.get $depthNow) %1$s (local.get $scale)
                                    (i32.add (local.get $copy) (i32.mul (local.get $firstTile) (local.get $bNext)))))
                                  (else (call $packTurned_{s}
                                    (i32.add (local.get $b) (i32.add
                                      (i32.mul (i32.add (local.get $j) (i32.shl (local.get $firstTile) (i32.const 3)))
                                        (local.get $bStep))
                                      (i32.shl (local.get $p) (i32.const {shift}))))
                                    (local.get $bStep) (local.get $depthNow) %1$s (local.get $scale)
                                    (i32.add (local.get $copy) (i32.mul (local.get $firstTile) (local.get $bNext))))))))
                              (local.set $bTile (local.get $copy))
                              (local.set $bStep (i32.const 32))
                        """.formatted(COLUMNS_HERE));
    }

    /**
     * float32: copies tiles of Bᵀ, depth steps each, scaled. Four steps of eight rows are turned round at a time. Where
     * there are fewer than eight rows the last is repeated, so that nothing beyond B is read.
     */
    private static String packTurned() {
        StringBuilder wat = new StringBuilder("""
            (func $packTurned_{s} (param $b i32) (param $bRow i32) (param $depth i32) (param $rows i32)
                (param $scale {s}) (param $to i32)
              (local $n i32) (local $factor v128)
            """);
        for (int i = 0; i < 8; i++) {
            wat.append("  (local $p%1$d i32) (local $r%1$d v128) (local $t%1$d v128)\n".formatted(i));
        }
        wat.append("""
              (local.set $factor ({v}.splat (local.get $scale)))
              (loop $tile
                (local.set $p0 (local.get $b))
            """);
        wat.append(Loops.addresses("p", 8, "bRow", "rows"));
        wat.append("    (local.set $n (i32.shr_u (local.get $depth) (i32.const 2)))\n");
        wat.append("    (if (local.get $n) (then (loop $steps\n");
        for (int i = 0; i < 8; i++) {
            wat.append("      (local.set $r%1$d ({v}.mul (v128.load align=4 (local.get $p%1$d)) (local.get $factor)))\n"
                    .formatted(i));
            wat.append("      ")
                    .append(Loops.advance("p" + i, "(i32.const 16)"))
                    .append('\n');
        }
        for (int half = 0; half < 8; half += 4) {
            String[] r = new String[4];
            String[] t = new String[4];
            for (int i = 0; i < 4; i++) {
                r[i] = "(local.get $r" + (half + i) + ")";
                t[i] = "(local.get $t" + (half + i) + ")";
            }
            String[] turned = {
                Lanes.shuffle32(r[0], r[1], 0, 4, 1, 5),
                Lanes.shuffle32(r[0], r[1], 2, 6, 3, 7),
                Lanes.shuffle32(r[2], r[3], 0, 4, 1, 5),
                Lanes.shuffle32(r[2], r[3], 2, 6, 3, 7)
            };
            for (int i = 0; i < 4; i++) {
                wat.append("      (local.set $t%d %s)\n".formatted(half + i, turned[i]));
            }
            String[] steps = {
                Lanes.shuffle32(t[0], t[2], 0, 1, 4, 5),
                Lanes.shuffle32(t[0], t[2], 2, 3, 6, 7),
                Lanes.shuffle32(t[1], t[3], 0, 1, 4, 5),
                Lanes.shuffle32(t[1], t[3], 2, 3, 6, 7)
            };
            for (int i = 0; i < 4; i++) {
                wat.append("      (v128.store offset=%d (local.get $to) %s)\n".formatted(32 * i + 4 * half, steps[i]));
            }
        }
        wat.append("      ").append(Loops.advance("to", "(i32.const 128)")).append('\n');
        wat.append("      (br_if $steps (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))))\n");
        wat.append("    (local.set $n (i32.and (local.get $depth) (i32.const 3)))\n");
        wat.append("    (if (local.get $n) (then (loop $steps\n");
        for (int i = 0; i < 8; i++) {
            wat.append("""
                      (f32.store offset=%1$d (local.get $to) (f32.mul (f32.load (local.get $p%2$d)) (local.get $scale)))
                """.formatted(4 * i, i));
            wat.append("      ").append(Loops.advance("p" + i, "(i32.const 4)")).append('\n');
        }
        wat.append("      ").append(Loops.advance("to", "(i32.const 32)")).append('\n');
        wat.append("      (br_if $steps (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))))\n");
        return wat.append("""
                (local.set $b (i32.add (local.get $b) (i32.shl (local.get $bRow) (i32.const 3))))
                (br_if $tile (i32.gt_s (local.tee $rows (i32.sub (local.get $rows) (i32.const 8))) (i32.const 0))))
            )
            """).toString();
    }

    /** The edge's function, which all products use. */
    private static String edge() {
        return """
            ;; A tile that is not as wide as a panel's: worked on in scratch, of which the part in C is copied.
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

    /**
     * The loops over blocks: locals, body and end of a product.
     *
     * <p>A block of B that is copied is copied by all threads together, each some of its tiles, to one of two places in
     * turn: a thread that is ahead by one block then disturbs nobody, so they meet once a block. Then each takes rows as
     * long as there are some. Which thread does a row changes no digit.
     *
     * @param choose sets {@code $packed}, whether B is copied, {@code $panelsCopied}, whether the rows of A are that are
     *     worked on, and {@code $aNext}, the bytes that A's rows take each
     * @param tiles sets {@code $bTile}, {@code $bStep} and {@code $bNext} for a block, and copies this thread's tiles of
     *     it to {@code $copy}
     */
    private static String blocks(ScalarType n, String choose, String tiles) {
        return """
              (local $packed i32) (local $depth i32) (local $columns i32) (local $share i32)
              (local $p i32) (local $depthNow i32) (local $j i32) (local $width i32) (local $tiles i32) (local $edge i32)
              (local $copy i32) (local $turn i32) (local $allTiles i32) (local $firstTile i32) (local $tilesHere i32)
              (local $i i32) (local $rows i32)
              (local $bTile i32) (local $bStep i32) (local $bNext i32) (local $aTile i32) (local $cTile i32)
              (local $afterNow i32) (local $otherTile i32) (local $otherRow i32) (local $otherNext i32)
              (local $overlap i32) (local $panelsCopied i32) (local $copyOfPanel i32)
              (local $aRowNow i32) (local $aStepNow i32)
              (if (i32.or (i32.ge_s (local.get $from) (local.get $to)) (i32.eqz (local.get $m))) (then (return)))
              (local.set $share (call $shareOf (i32.sub (local.get $to) (local.get $from)) (local.get $count)
                (i32.const %5$d)))
            %6$s                  (if (i32.eqz (local.get $packed)) (then
                (local.set $from (call $least (local.get $to)
                  (i32.add (local.get $from) (i32.mul (local.get $index) (local.get $share)))))
                (local.set $to (call $least (local.get $to) (i32.add (local.get $from) (local.get $share))))))
              (if (i32.eqz (local.get $k)) (then
                (if ({s}.ne (local.get $keep) ({s}.const 0)) (then (return)))
                (local.set $i (local.get $from))
                (block $cleared (loop $clear
                  (br_if $cleared (i32.ge_s (local.get $i) (local.get $to)))
                  (memory.fill (i32.add (local.get $c) (i32.mul (local.get $i) (local.get $cRow))) (i32.const 0)
                    (i32.shl (local.get $m) (i32.const {shift})))
                  (local.set $i (i32.add (local.get $i) (i32.const 1)))
                  (br $clear)))
                (return)))
              (if (i32.eq (local.get $after) (i32.const %11$d))
                (then (local.set $otherRow (local.get $cRow)) (local.set $otherNext (i32.const 32)))
                (else (local.set $otherRow (i32.const {bytes}))))
              (local.set $depth (select (i32.const %1$d) (local.get $k) (local.get $packed)))
              (local.set $columns (select (i32.const %2$d) (local.get $m) (local.get $packed)))
              (loop $depths
                (local.set $depthNow (call $least (i32.sub (local.get $k) (local.get $p)) (local.get $depth)))
                (local.set $afterNow (select (local.get $after) (i32.const 0)
                  (i32.eq (i32.add (local.get $p) (local.get $depthNow)) (local.get $k))))
                (local.set $j (i32.const 0))
                (loop $widths
                  (local.set $width (call $least (i32.sub (local.get $m) (local.get $j)) (local.get $columns)))
                  (local.set $tiles (i32.shr_u (local.get $width) (i32.const %3$d)))
                  (local.set $edge (i32.shl (i32.and (local.get $width) (i32.const %4$d)) (i32.const {shift})))
                  ;; Where B is read in place, the last tile may begin earlier and do some columns again, to the same
                  ;; digits: quicker than the edge's way through scratch. This is its distance in bytes.
                  (local.set $overlap (select
                    (i32.sub (i32.shl (local.get $m) (i32.const {shift})) (i32.const 32))
                    (i32.const 0)
                    (i32.and
                      (i32.and (i32.eqz (local.get $packed)) ({s}.eq (local.get $keep) ({s}.const 0)))
                      (i32.and (i32.ne (local.get $edge) (i32.const 0)) (i32.ne (local.get $tiles) (i32.const 0))))))
                  (local.set $copy (i32.add (i32.add (local.get $scratch) (i32.const %8$d))
                    (i32.mul (local.get $turn) (i32.const %9$d))))
                  (local.set $allTiles (i32.add (local.get $tiles) (i32.ne (local.get $edge) (i32.const 0))))
                  (local.set $firstTile (i32.div_u (i32.mul (local.get $allTiles) (local.get $index))
                    (local.get $count)))
                  (local.set $tilesHere (i32.sub (i32.div_u
                      (i32.mul (local.get $allTiles) (i32.add (local.get $index) (i32.const 1))) (local.get $count))
                    (local.get $firstTile)))
            %7$s                      (local.set $i (local.get $from))
                  (if (local.get $packed) (then
                    (call $takeFrom (local.get $turn))
                    (call $meet (local.get $count))
                    (local.set $i (i32.add (local.get $from) (i32.mul (call $take (local.get $turn)) (i32.const %5$d))))))
                  (block $done (loop $panels
                    (br_if $done (i32.ge_s (local.get $i) (local.get $to)))
                    (local.set $aTile (i32.add
                      (i32.add (local.get $a) (i32.mul (local.get $i) (local.get $aNext)))
                      (i32.mul (local.get $p) (local.get $aStep))))
                    (local.set $cTile (i32.add
                      (i32.add (local.get $c) (i32.mul (local.get $i) (local.get $cRow)))
                      (i32.shl (local.get $j) (i32.const {shift}))))
                    (local.set $otherTile (i32.add
                      (i32.add (local.get $other) (i32.mul (local.get $i) (local.get $otherRow)))
                      (select (i32.shl (local.get $j) (i32.const {shift})) (i32.const 0) (local.get $otherNext))))
                    (local.set $rows (call $least (i32.sub (local.get $to) (local.get $i)) (i32.const %5$d)))
                    (local.set $aRowNow (local.get $aRow))
                    (local.set $aStepNow (local.get $aStep))
            %12$s                        (if (local.get $tiles) (then
                      (call $panel_{s} (local.get $rows)
                        (local.get $aTile) (local.get $aRowNow) (local.get $aStepNow)
                        (local.get $bTile) (local.get $bStep) (local.get $bNext)
                        (local.get $depthNow) (local.get $cTile) (local.get $cRow) (local.get $tiles)
                        (select ({s}.const 1) (local.get $keep) (local.get $p)) (local.get $afterNow)
                        (local.get $otherTile) (local.get $otherRow) (local.get $otherNext))))
                    (if (local.get $overlap) (then
                      (call $panel_{s} (local.get $rows)
                        (local.get $aTile) (local.get $aRowNow) (local.get $aStepNow)
                        (i32.add (local.get $bTile) (local.get $overlap))
                        (local.get $bStep) (local.get $bNext)
                        (local.get $depthNow) (i32.add (local.get $cTile) (local.get $overlap))
                        (local.get $cRow) (i32.const 1)
                        ({s}.const 0) (local.get $afterNow)
                        (i32.add (local.get $otherTile)
                          (select (local.get $overlap) (i32.const 0) (local.get $otherNext)))
                        (local.get $otherRow) (local.get $otherNext)))
                    (else (if (local.get $edge) (then
                      (call $edge_{s} (local.get $rows)
                        (local.get $aTile) (local.get $aRowNow) (local.get $aStepNow)
                        (i32.add (local.get $bTile) (i32.mul (local.get $tiles) (local.get $bNext)))
                        (local.get $bStep) (local.get $depthNow)
                        (i32.add (local.get $cTile) (i32.shl (local.get $tiles) (i32.const 5)))
                        (local.get $cRow) (local.get $edge)
                        (i32.add (local.get $scratch) (i32.mul (local.get $index) (i32.const %10$d)))
                        (select ({s}.const 1) (local.get $keep) (local.get $p)) (local.get $afterNow)
                        (i32.add (local.get $otherTile) (i32.mul (local.get $tiles) (local.get $otherNext)))
                        (local.get $otherRow))))))
                    (local.set $i (if (result i32) (local.get $packed)
                      (then (i32.add (local.get $from) (i32.mul (call $take (local.get $turn)) (i32.const %5$d))))
                      (else (i32.add (local.get $i) (local.get $rows)))))
                    (br $panels)))
                  ;; Alone, one place does, and stays in the cache.
                  (local.set $turn (i32.xor (local.get $turn) (i32.gt_s (local.get $count) (i32.const 1))))
                  (local.set $j (i32.add (local.get $j) (local.get $width)))
                  (br_if $widths (i32.lt_s (local.get $j) (local.get $m))))
                (local.set $p (i32.add (local.get $p) (local.get $depthNow)))
                (br_if $depths (i32.lt_s (local.get $p) (local.get $k))))
            )
            """.formatted(
                        DEPTH,
                        COLUMNS_BYTES / n.bytes(),
                        n.single() ? 3 : 2,
                        WIDTH * n.lanes() - 1,
                        rows(n),
                        choose,
                        tiles,
                        EDGES_BYTES,
                        COPY_BYTES,
                        EDGE_BYTES,
                        WHERE_POSITIVE,
                        n.single() ? copyOfPanel(n) : "");
    }

    /** Copies the rows of A that are next, where {@code $panelsCopied} says so and enough tiles meet them. */
    private static String copyOfPanel(ScalarType n) {
        return """
                    (if (i32.and (local.get $panelsCopied) (i32.ge_s (local.get $tiles) (i32.const %1$d))) (then
                      (local.set $copyOfPanel (i32.add (i32.add (local.get $scratch) (i32.const %2$d))
                        (i32.mul (local.get $index) (i32.const %3$d))))
                      (call $packPanel_{s} (local.get $aTile) (local.get $aRow) (local.get $rows)
                        (local.get $depthNow) (local.get $copyOfPanel))
                      (local.set $aTile (local.get $copyOfPanel))
                      (local.set $aRowNow (i32.const {bytes}))
                      (local.set $aStepNow (i32.const %4$d))))
            """.formatted(PANEL_TILES, EDGES_BYTES + 2 * COPY_BYTES, PANEL_BYTES, rows(n) * n.bytes());
    }
}
