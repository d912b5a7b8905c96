package org.layerlab.kernels;

/**
 * {@code C = A·B} and {@code C = Aᵀ·B}: each vector holds neighboring columns of C, so every element of C is the sum
 * over k in increasing order.
 *
 * <p>Blocked after Goto and van de Geijn, "Anatomy of High-Performance Matrix Multiplication" (2008), around the panels
 * of {@link ProductTileWat}. A small B is read in place, a large one copied in the order of use by {@link
 * ProductPackWat}.
 */
final class ProductWat {
    /**
     * Rows of B that are copied at a time, and columns: together they stay in the second-level cache, a tile of them and
     * a panel's rows of A in the first.
     */
    private static final int DEPTH = KernelLayout.PRODUCT_DEPTH;

    private static final int COLUMNS_BYTES = Float.BYTES * KernelLayout.PRODUCT_COLUMNS;

    /** B of at most this many bytes is read in place. */
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

    /** An A of at most this many bytes is copied as a whole if many blocks of B meet it. */
    private static final int ROWS_BYTES = 1024 * 1024;

    /**
     * Scratch that the products need: several threads copy the next block of B while some of them may still read the
     * one before.
     */
    static final int SCRATCH_BYTES = EDGES_BYTES + 2 * COPY_BYTES + PANELS_BYTES + ROWS_BYTES;

    /** How many columns of B this thread copies. */
    private static final String COLUMNS_HERE = """
        (call $least (i32.sub (local.get $width) (i32.shl (local.get $firstTile) (i32.const 3)))
          (i32.shl (local.get $tilesHere) (i32.const 3)))
        """.strip();

    private static final String TURNED_PARAMETERS = """
          (param $a i32) (param $b i32) (param $example i32) (param $m i32) (param $k i32)
          (param $scale {s}) (param $keep {s}) (param $c i32) (param $cRow i32)
          (param $to i32) (param $scratch i32) (param $index i32) (param $count i32)
        """;

    private ProductWat() {}

    static String wat(ScalarType n) {
        StringBuilder wat = new StringBuilder(ProductTileWat.wat(n));
        wat.append(ProductPackWat.wat())
                .append(ProductTileWat.copyTile())
                .append(ProductTileWat.edge())
                .append(product(n));
        if (n.single()) {
            wat.append(ProductPackWat.turned(n)).append(turnedProduct(n));
        } else {
            // In float64 products never accumulate in place: that would change the digits.
            wat.append("(func $productTurned_{s}\n").append(TURNED_PARAMETERS).append("  (unreachable))\n");
        }
        return n.fill(wat.toString());
    }

    /**
     * The first {@code to} rows of m columns of C: {@code keep·C + A·B} over k, keep being 0 or 1; {@code cRow} bytes
     * from row to row of C and of B. If {@code example} is not 0, B is bytes, as {@link ExamplesWat} knows them, with
     * that many bytes from example to example. {@code aRow} and {@code aStep} say how A lies: (k, 1) numbers for A,
     * (1, n) for Aᵀ. It does the share of the {@code index}-th of {@code count} threads, all of which must call it.
     */
    private static String product(ScalarType n) {
        return Template.read("product.wat").text() + blocks(n, productChoice(n), productTiles(n));
    }

    /** Whether B and rows of A are copied. */
    private static String productChoice(ScalarType n) {
        String copyPanels = !n.single() ? "" : """
              (local.set $panelsCopied (i32.and (local.get $packed)
                (i32.eq (local.get $aStep) (i32.const {bytes}))))
            """;
        return """
              (local.set $aNext (local.get $aRow))
              ;; Copying pays off where each element of B is used many times.
              (local.set $packed (i32.or (local.get $example) (i32.and
                (i32.gt_u (i32.mul (local.get $k) (local.get $cRow)) (i32.const %d))
                (i32.ge_s (local.get $share) (i32.const 16)))))
            """.formatted(IN_PLACE) + copyPanels;
    }

    /** The tiles of one block of B, in place or copied. */
    private static String productTiles(ScalarType n) {
        String copy = """
                    (call $pack_{s} (i32.add (local.get $bTile) (i32.shl (local.get $firstTile) (i32.const 5)))
                      (local.get $cRow) (local.get $depthNow) (local.get $tilesHere)
                      (i32.add (local.get $copy) (i32.mul (local.get $firstTile) (local.get $bNext))))
            """;
        String copyEither = !n.single() ? copy : """
                    (if (local.get $example)
                      (then (call $packExamples_{s}
                        (i32.add (local.get $b) (i32.add (local.get $p)
                          (i32.mul (i32.add (local.get $j) (i32.shl (local.get $firstTile) (i32.const 3)))
                            (local.get $example))))
                        (local.get $example) (local.get $depthNow) %s
                        (i32.add (local.get $copy) (i32.mul (local.get $firstTile) (local.get $bNext)))))
                      (else
            """.formatted(COLUMNS_HERE) + copy + "))\n";
        return """
                  (local.set $bTile (i32.add (local.get $b) (i32.add
                    (i32.mul (local.get $p) (local.get $cRow)) (i32.shl (local.get $j) (i32.const {shift})))))
                  (local.set $bStep (local.get $cRow))
                  (local.set $bNext (i32.const 32))
                  (if (local.get $packed) (then
                    (local.set $bNext (i32.shl (local.get $depthNow) (i32.const 5)))
                    (if (local.get $tilesHere) (then
            """ + copyEither + """
                    ))
                    (local.set $bTile (local.get $copy))
                    (local.set $bStep (i32.const 32))))
            """;
    }

    /**
     * The first {@code to} rows of m columns of C: {@code keep·C + scale·A·Bᵀ}, with large B of m rows of k numbers or,
     * as in {@link #product}, of bytes, which are scaled as they are copied.
     */
    private static String turnedProduct(ScalarType n) {
        return "(func $productTurned_{s}\n" + TURNED_PARAMETERS + """
              (local $aRow i32) (local $aStep i32) (local $after i32) (local $other i32) (local $from i32)
              (local $aNext i32) (local $panels i32)
            """ + blocks(n, turnedChoice(n), turnedTiles());
    }

    /** Copies A as a whole if it is small enough and meets many blocks of B; else a panel's rows when they are next. */
    private static String turnedChoice(ScalarType n) {
        int rows = ProductTileWat.rows(n);
        return """
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
                        rows,
                        rows - 1,
                        ROWS_BYTES,
                        4 * COLUMNS_BYTES / n.bytes(),
                        EDGES_BYTES + 2 * COPY_BYTES + PANELS_BYTES,
                        rows * n.bytes());
    }

    /** The tiles of one block of Bᵀ, always copied. */
    private static String turnedTiles() {
        return """
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
            """.formatted(COLUMNS_HERE);
    }

    /**
     * The loops over blocks: locals, body and end of a product.
     *
     * <p>All threads copy a block of B together, each some of its tiles, to two places in turn: a thread that is ahead by
     * one block then disturbs nobody, so they meet once a block. Then each takes rows as long as some are left. Which
     * thread does a row changes no digit.
     *
     * @param choose sets {@code $packed}, whether B is copied, {@code $panelsCopied}, whether the rows of A that are next
     *     are, and {@code $aNext}, the bytes from row to row of A
     * @param tiles sets {@code $bTile}, {@code $bStep} and {@code $bNext} for a block, and copies this thread's tiles of
     *     it to {@code $copy}
     */
    private static String blocks(ScalarType n, String choose, String tiles) {
        return Template.read("product-blocks.wat")
                .with("choose", choose)
                .with("tiles", tiles)
                .with("copyPanel", n.single() ? copyOfPanel(n) : "")
                .with("depth", DEPTH)
                .with("columns", COLUMNS_BYTES / n.bytes())
                .with("tileShift", n.single() ? 3 : 2)
                .with("tileMask", ProductTileWat.WIDTH * n.lanes() - 1)
                .with("rows", ProductTileWat.rows(n))
                .with("edgesBytes", EDGES_BYTES)
                .with("copyBytes", COPY_BYTES)
                .with("edgeBytes", EDGE_BYTES)
                .with("wherePositive", ProductTileWat.WHERE_POSITIVE)
                .text();
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
            """.formatted(
                        PANEL_TILES, EDGES_BYTES + 2 * COPY_BYTES, PANEL_BYTES, ProductTileWat.rows(n) * n.bytes());
    }
}
