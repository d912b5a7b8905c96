package org.layerlab.kernels;

/**
 * {@code C = scale · A·Bᵀ} by the tiles of {@link DotTileWat}. In float32 and where A is large, {@link ProductWat} does
 * it.
 */
final class TransposedProductWat {
    /** Steps of k done at a time: with more, float32's partial sums are added up in between. */
    static final int DEPTH = 512;

    /** The bytes of rows of B that stay in the first-level cache meanwhile. */
    private static final int ROWS_BYTES = 24 * 1024;

    private static final String ONE_ROW = """
          (if (i32.eq (local.get $m) (i32.const 1)) (then
            (call $vector_{s} (local.get $a) (local.get $b) (local.get $k) (local.get $scale)
              (local.get $c) (local.get $cRow) (local.get $from) (local.get $to))
            (return)))
        """;

    /** The same by several threads, which take a few rows at a time. */
    private static final String ONE_ROW_TAKEN = """
          (if (i32.and (i32.eq (local.get $m) (i32.const 1)) (i32.gt_s (local.get $count) (i32.const 1))) (then
            (call $takeFrom (i32.const 0))
            (call $meet (local.get $count))
            (block $done (loop $next
              (local.set $i (i32.add (local.get $from) (i32.shl (call $take (i32.const 0)) (i32.const 4))))
              (br_if $done (i32.ge_s (local.get $i) (local.get $to)))
              (call $vector_{s} (local.get $a) (local.get $b) (local.get $k) (local.get $scale)
                (local.get $c) (local.get $cRow) (local.get $i)
                (call $least (local.get $to) (i32.add (local.get $i) (i32.const 16))))
              (br $next)))
            (return)))
        """;

    /** If every row of B meets many of A, B is copied and turned round once. */
    private static final String LARGE = """
          (if (i32.and
              (i32.ge_s (i32.sub (local.get $to) (local.get $from)) (i32.const %d))
              (i32.ge_s (local.get $m) (i32.const %d)))
            (then
              (call $productTurned_{s}
                (i32.add (local.get $a) (i32.mul (local.get $from) (local.get $row)))
                (local.get $b) (i32.const 0) (local.get $m) (local.get $k) (local.get $scale) ({s}.const 0)
                (i32.add (local.get $c) (i32.mul (local.get $from) (local.get $cRow))) (local.get $cRow)
                (i32.sub (local.get $to) (local.get $from))
                (local.get $scratch) (local.get $index) (local.get $count))
              (return)))
        """.formatted(KernelLayout.TURNED_ROWS, KernelLayout.TURNED_COLUMNS);

    private TransposedProductWat() {}

    static String wat(ScalarType n) {
        String wat = DotTileWat.wat(n) + (n.single() ? MatrixVectorWat.wat(n) : "") + DotTileWat.edge() + product(n);
        return n.fill(wat);
    }

    /**
     * Rows {@code from} to {@code to} of C, shape (·, m) with {@code cRow} bytes from row to row: scale · A·Bᵀ, A and B
     * having rows of k numbers. Does the share of the {@code index}-th of {@code count} threads.
     */
    private static String product(ScalarType n) {
        return Template.read("transposed-product.wat")
                .with("oneRow", n.single() ? ONE_ROW : "")
                .with("divided", n.single() ? ONE_ROW_TAKEN + LARGE : "")
                .with("narrowRows", DotTileWat.narrow().rows())
                .with("wideRows", DotTileWat.wide(n).rows())
                .with("depth", DEPTH)
                .with("rowsBytes", ROWS_BYTES)
                .with("edgeBytes", ProductWat.EDGE_BYTES)
                .text();
    }
}
