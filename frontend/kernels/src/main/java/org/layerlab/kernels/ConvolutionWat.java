package org.layerlab.kernels;

/**
 * Convolutions. A map of an example is a column of its matrix, the features in the order row, column, channel.
 *
 * <p>No matrix of windows is made. What a filter sees of one row, kernel·channels numbers, lies in one piece once the
 * input was copied with its border of zeros; so a filter is kernel many products of such pieces, and the innermost
 * function, a tile, does them one after another without letting the sums go from the registers. It multiplies some rows
 * of one operand by two vectors of the other:
 *
 * <ul>
 *   <li>a batch: some filters by eight examples. The filters are copied once, in the order of use; of the input each
 *       thread keeps as many rows as a filter is high, turned so that eight examples of a channel lie side by side.
 *   <li>one example: some pixels by eight filters, so that no lane is idle.
 *   <li>the gradient of the filters: some filters by eight channels, summed over pixels and examples. Both maps are
 *       copied so that eight channels of an example lie side by side, a band of rows after another. Where there are fewer
 *       channels, see {@link ThinGradientWat}.
 * </ul>
 *
 * <p>The gradient of the input is a convolution too: of dZ, spread by the stride with zeros in between, with the filters
 * turned by 180 degrees and channels and filters exchanged. Strides through W and a spread say so.
 *
 * <p>In float64 the vectors have two numbers, so for eight read four; nothing is fused, and each sum has one order,
 * whatever the number of threads.
 */
final class ConvolutionWat {
    /** Filters or pixels of a tile where fused; else, and where that leaves less over, the small one. */
    private static final int LARGE = KernelLayout.CONVOLUTION_TILE_ROWS;

    private static final int SMALL = 4;

    /** Bytes of a tile's row: two vectors. */
    private static final int ROW = KernelLayout.TILE_ROW_BYTES;

    private static final DescriptorLayout CONVOLUTION = DescriptorLayout.of(KernelLayout.ConvolutionWord.class);

    private ConvolutionWat() {}

    static String wat(ScalarType n) {
        StringBuilder wat = new StringBuilder();
        if (n.fused()) {
            wat.append(tile(n, LARGE));
        }
        wat.append(tile(n, SMALL));
        wat.append(tiles(n)).append(groups(n)).append(packFilters()).append(packRow());
        wat.append(convolve()).append(batch()).append(single());
        if (!n.single()) {
            wat.append(turn());
        }
        wat.append(packBand()).append(gradient()).append(ThinGradientWat.wat());
        int width = 2 * n.lanes();
        return n.fill(wat.toString()
                .replace("{width}", String.valueOf(width))
                .replace("{widthLess}", String.valueOf(width - 1)));
    }

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

    /**
     * So many tiles one after another: {@code C = init + Σ_turns Σ_run A·B}, with rows × two vectors in registers.
     *
     * <p>{@code aRow}, {@code aStep}: bytes from row to row of A and from step to step; B has 32 bytes a step. After a
     * turn both jump; where B comes to {@code bEnd} it goes on {@code bRing} bytes before. {@code aNext}, {@code bNext},
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

    /** The loops over turns and steps. Where A's rows lie side by side, one address does for all of them. */
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

    /** Tiles of which only some rows and bytes belong to C: those that don't go by way of the edge's room. */
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

    /** How count rows are divided into groups, large ones first, so that few are left over. */
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

    /** Copies some filters in the order of use: taps, channels, and the filters side by side; the last one repeated. */
    private static String packFilters() {
        return """
            (func $packFilters_{s} (param $w i32) (param $wFilter i32) (param $wTap i32) (param $wChannel i32)
                (param $taps i32) (param $channels i32) (param $rows i32) (param $valid i32) (param $to i32)
              (local $p i32) (local $q i32) (local $c i32) (local $i i32)
              (loop $tap
                (local.set $p (local.get $w))
                (local.set $c (local.get $channels))
                (loop $channel
                  (local.set $q (local.get $p))
                  (local.set $i (i32.const 0))
                  (loop $filter
                    ({s}.store (local.get $to) ({s}.load (local.get $q)))
                    (local.set $to (i32.add (local.get $to) (i32.const {bytes})))
                    (local.set $i (i32.add (local.get $i) (i32.const 1)))
                    (local.set $q (i32.add (local.get $q) (select (local.get $wFilter) (i32.const 0)
                      (i32.lt_s (local.get $i) (local.get $valid)))))
                    (br_if $filter (i32.lt_s (local.get $i) (local.get $rows))))
                  (local.set $p (i32.add (local.get $p) (local.get $wChannel)))
                  (br_if $channel (local.tee $c (i32.sub (local.get $c) (i32.const 1)))))
                (local.set $w (i32.add (local.get $w) (local.get $wTap)))
                (br_if $tap (local.tee $taps (i32.sub (local.get $taps) (i32.const 1)))))
            )
            """;
    }

    /**
     * Copies one row of the padded input, of which row and pixels may be zeros: {@code size} bytes of each of its
     * channels, 64 of them as twice 32 that lie {@code half} bytes apart. {@code from} is where the channels of the
     * first pixel begin.
     */
    private static String packRow() {
        return """
            (func $packRow_{s} (param $from i32) (param $mRow i32) (param $size i32) (param $y i32)
                (param $height i32) (param $width i32) (param $channels i32) (param $padding i32) (param $spread i32)
                (param $columns i32) (param $to i32) (param $half i32)
              (local $x i32) (local $at i32) (local $p i32) (local $n i32) (local $bytes i32)
              (local.set $bytes (i32.mul (local.get $channels)
                (select (local.get $size) (i32.const 32) (i32.lt_u (local.get $size) (i32.const 32)))))
              (local.set $y (i32.sub (local.get $y) (local.get $padding)))
              (local.set $at (i32.div_s (local.get $y) (local.get $spread)))
              (if (i32.or (i32.or (i32.lt_s (local.get $y) (i32.const 0)) (i32.ge_s (local.get $at) (local.get $height)))
                  (i32.ne (i32.mul (local.get $at) (local.get $spread)) (local.get $y)))
                (then
                  (memory.fill (local.get $to) (i32.const 0) (i32.mul (local.get $columns) (local.get $bytes)))
                  (if (i32.eq (local.get $size) (i32.const 64)) (then
                    (memory.fill (i32.add (local.get $to) (local.get $half)) (i32.const 0)
                      (i32.mul (local.get $columns) (local.get $bytes)))))
                  (return)))
              (local.set $from (i32.add (local.get $from) (i32.mul (i32.mul (local.get $at) (local.get $width))
                (i32.mul (local.get $channels) (local.get $mRow)))))
              (local.set $x (i32.sub (i32.const 0) (local.get $padding)))
              (loop $pixels
                (local.set $at (i32.div_s (local.get $x) (local.get $spread)))
                (if (i32.or
                    (i32.or (i32.lt_s (local.get $x) (i32.const 0)) (i32.ge_s (local.get $at) (local.get $width)))
                    (i32.ne (i32.mul (local.get $at) (local.get $spread)) (local.get $x)))
                  (then
                    (memory.fill (local.get $to) (i32.const 0) (local.get $bytes))
                    (if (i32.eq (local.get $size) (i32.const 64)) (then
                      (memory.fill (i32.add (local.get $to) (local.get $half)) (i32.const 0) (local.get $bytes)))))
                  (else
                    (local.set $p (i32.add (local.get $from)
                      (i32.mul (local.get $at) (i32.mul (local.get $channels) (local.get $mRow)))))
                    (if (i32.lt_u (local.get $size) (i32.const 32))
                      (then (memory.copy (local.get $to) (local.get $p) (local.get $bytes)))
                      (else
                        (local.set $n (local.get $to))
                        (loop $channel
                          (v128.store (local.get $n) (v128.load align={bytes} (local.get $p)))
                          (v128.store offset=16 (local.get $n) (v128.load offset=16 align={bytes} (local.get $p)))
                          (if (i32.eq (local.get $size) (i32.const 64)) (then
                            (v128.store (i32.add (local.get $n) (local.get $half))
                              (v128.load offset=32 align={bytes} (local.get $p)))
                            (v128.store offset=16 (i32.add (local.get $n) (local.get $half))
                              (v128.load offset=48 align={bytes} (local.get $p)))))
                          (local.set $n (i32.add (local.get $n) (i32.const 32)))
                          (local.set $p (i32.add (local.get $p) (local.get $mRow)))
                          (br_if $channel (i32.lt_u (local.get $n) (i32.add (local.get $to) (local.get $bytes)))))))))
                (local.set $to (i32.add (local.get $to) (local.get $bytes)))
                (local.set $x (i32.add (local.get $x) (i32.const 1)))
                (br_if $pixels (i32.lt_s (local.get $x) (i32.sub (local.get $columns) (local.get $padding)))))
            )
            """;
    }

    /** {@code Z = W ∗ A + b}. */
    private static String convolve() {
        return """
            (func $convolve_{s} (param $at i32) (param $index i32) (param $count i32)
              (if (i32.eq (i32.load offset=16 (local.get $at)) (i32.const 1))
                (then (call $convolveSingle_{s} (local.get $at) (local.get $index) (local.get $count)))
                (else (call $convolveBatch_{s} (local.get $at) (local.get $index) (local.get $count)))))
            """;
    }

    /**
     * For a batch. The threads take rows of the output, a quarter of a map's at a time: with each piece they copy rows of
     * the input that the piece before has copied too.
     */
    private static String batch() {
        return "(func $convolveBatch_{s} (param $at i32) (param $index i32) (param $count i32)\n"
                + CONVOLUTION.read("""
                      (local $g i32) (local $end i32) (local $larges i32) (local $groups i32) (local $first i32) (local $rows i32)
                      (local $valid i32) (local $window i32) (local $mRow i32) (local $columns i32) (local $half i32)
                      (local $slot i32) (local $item i32) (local $items i32) (local $block i32) (local $last i32) (local $y i32)
                      (local $next i32) (local $h i32) (local $left i32) (local $i i32) (local $edge i32) (local $x v128)
                      (local $piece i32)
                    """)
                + """
                  (local.set $count (call $least (local.get $count) (local.get $threads)))
                  (if (i32.ge_s (local.get $index) (local.get $count)) (then (return)))
                  (local.set $window (i32.mul (i32.mul (local.get $kernel) (local.get $kernel)) (local.get $channels)))
                  (local.set $larges (call $larges_{s} (local.get $filters)))
                  (local.set $groups (call $groups_{s} (local.get $filters)))
                  ;; Each thread copies some of the filters, and the biases to all lanes.
                  (local.set $g (i32.div_u (i32.mul (local.get $groups) (local.get $index)) (local.get $count)))
                  (local.set $end (i32.div_u
                    (i32.mul (local.get $groups) (i32.add (local.get $index) (i32.const 1))) (local.get $count)))
                  (block $packed (loop $group
                    (br_if $packed (i32.ge_s (local.get $g) (local.get $end)))
                    (local.set $first (call $groupAt_{s} (local.get $g) (local.get $larges)))
                    (local.set $rows (call $groupRows_{s} (local.get $g) (local.get $larges)))
                    (local.set $valid (call $least (local.get $rows) (i32.sub (local.get $filters) (local.get $first))))
                    (call $packFilters_{s}
                      (i32.add (local.get $w) (i32.mul (local.get $first) (local.get $wFilter)))
                      (local.get $wFilter) (local.get $wTap) (local.get $wChannel)
                      (i32.mul (local.get $kernel) (local.get $kernel)) (local.get $channels)
                      (local.get $rows) (local.get $valid)
                      (i32.add (local.get $packed)
                        (i32.shl (i32.mul (local.get $first) (local.get $window)) (i32.const {shift}))))
                    (local.set $i (i32.const 0))
                    (loop $filter
                      (if (i32.and (i32.ne (local.get $bias) (i32.const 0)) (i32.lt_s (local.get $i) (local.get $valid)))
                        (then (local.set $x ({splat} (i32.add (local.get $bias)
                          (i32.shl (i32.add (local.get $first) (local.get $i)) (i32.const {shift}))))))
                        (else (local.set $x (v128.const i32x4 0 0 0 0))))
                      (local.set $h (i32.add (local.get $biases)
                        (i32.shl (i32.add (local.get $first) (local.get $i)) (i32.const 5))))
                      (v128.store (local.get $h) (local.get $x))
                      (v128.store offset=16 (local.get $h) (local.get $x))
                      (local.set $i (i32.add (local.get $i) (i32.const 1)))
                      (br_if $filter (i32.lt_s (local.get $i) (local.get $rows))))
                    (local.set $g (i32.add (local.get $g) (i32.const 1)))
                    (br $group)))
                  (call $takeFrom (i32.const 0))
                  (call $meet (local.get $count))
                  (local.set $mRow (i32.shl (local.get $m) (i32.const {shift})))
                  (local.set $edge (i32.add (local.get $edges) (i32.mul (local.get $index) (i32.const %1$d))))
                  (local.set $rings (i32.add (local.get $rings) (i32.mul (local.get $index) (local.get $ringBytes))))
                  (local.set $columns (i32.add (i32.mul
                    (i32.sub (local.get $outWidth) (i32.const 1)) (local.get $stride)) (local.get $kernel)))
                  ;; A slot of the ring is a row of 2·8 examples, one half after the other.
                  (local.set $half (i32.shl (i32.mul (local.get $columns) (local.get $channels)) (i32.const 5)))
                  (local.set $slot (i32.shl (local.get $half) (i32.const 1)))
                  (local.set $items (i32.mul (local.get $outHeight)
                    (i32.div_u (i32.add (local.get $mRow) (i32.const 63)) (i32.const 64))))
                  (local.set $piece (i32.shr_u (i32.add (local.get $outHeight) (i32.const 3)) (i32.const 2)))
                  (local.set $end (i32.const 0))
                  (local.set $last (i32.const -1))
                  (block $done (loop $row
                    (if (i32.ge_s (local.get $item) (local.get $end)) (then
                      (local.set $item (i32.mul (local.get $piece) (call $take (i32.const 0))))
                      (local.set $end (call $least (local.get $items) (i32.add (local.get $item) (local.get $piece))))
                      (br_if $done (i32.ge_s (local.get $item) (local.get $items)))))
                    (local.set $block (i32.div_u (local.get $item) (local.get $outHeight)))
                    (local.set $y (i32.mul (local.get $stride)
                      (i32.sub (local.get $item) (i32.mul (local.get $block) (local.get $outHeight)))))
                    (if (i32.or (i32.ne (local.get $block) (local.get $last)) (i32.lt_s (local.get $next) (local.get $y)))
                      (then (local.set $next (local.get $y))))
                    (local.set $last (local.get $block))
                    (block $ready (loop $pack
                      (br_if $ready (i32.ge_s (local.get $next) (i32.add (local.get $y) (local.get $kernel))))
                      (call $packRow_{s} (i32.add (local.get $from) (i32.shl (local.get $block) (i32.const 6)))
                        (local.get $mRow) (i32.const 64) (local.get $next)
                        (local.get $height) (local.get $width) (local.get $channels) (local.get $padding)
                        (local.get $spread) (local.get $columns)
                        (i32.add (local.get $rings) (i32.mul (local.get $slot)
                          (i32.rem_u (local.get $next) (local.get $kernel))))
                        (local.get $half))
                      (local.set $next (i32.add (local.get $next) (i32.const 1)))
                      (br $pack)))
                    (local.set $h (i32.const 0))
                    (local.set $left (i32.sub (local.get $mRow) (i32.shl (local.get $block) (i32.const 6))))
                    (loop $halves
                      (local.set $g (i32.const 0))
                      (loop $group
                        (local.set $first (call $groupAt_{s} (local.get $g) (local.get $larges)))
                        (local.set $rows (call $groupRows_{s} (local.get $g) (local.get $larges)))
                        (call $tiles_{s} (local.get $rows)
                          (call $least (local.get $rows) (i32.sub (local.get $filters) (local.get $first)))
                          (call $least (i32.const 32) (local.get $left)) (local.get $edge)
                          (i32.add (local.get $packed)
                            (i32.shl (i32.mul (local.get $first) (local.get $window)) (i32.const {shift})))
                          (i32.const {bytes}) (i32.shl (local.get $rows) (i32.const {shift})) (i32.const 0)
                          (i32.add (local.get $rings) (i32.add (i32.mul (local.get $h) (local.get $half))
                            (i32.mul (local.get $slot) (i32.rem_u (local.get $y) (local.get $kernel)))))
                          (i32.sub (local.get $slot)
                            (i32.shl (i32.mul (local.get $kernel) (local.get $channels)) (i32.const 5)))
                          (i32.add (local.get $rings) (i32.mul (local.get $slot) (local.get $kernel)))
                          (i32.mul (local.get $slot) (local.get $kernel))
                          (i32.mul (local.get $kernel) (local.get $channels)) (local.get $kernel)
                          (i32.add (local.get $biases) (i32.shl (local.get $first) (i32.const 5))) (i32.const 32)
                          (i32.add (i32.add (local.get $to)
                              (i32.mul (local.get $mRow) (i32.add (local.get $first) (i32.mul (local.get $filters)
                                (i32.mul (local.get $outWidth) (i32.sub (local.get $item)
                                  (i32.mul (local.get $block) (local.get $outHeight))))))))
                            (i32.add (i32.shl (local.get $block) (i32.const 6)) (i32.shl (local.get $h) (i32.const 5))))
                          (local.get $mRow) (local.get $outWidth)
                          (i32.const 0)
                          (i32.shl (i32.mul (local.get $stride) (local.get $channels)) (i32.const 5))
                          (i32.mul (local.get $filters) (local.get $mRow)))
                        (local.set $g (i32.add (local.get $g) (i32.const 1)))
                        (br_if $group (i32.lt_s (local.get $g) (local.get $groups))))
                      (local.set $h (i32.add (local.get $h) (i32.const 1)))
                      (local.set $left (i32.sub (local.get $left) (i32.const 32)))
                      (br_if $halves (i32.and (i32.eq (local.get $h) (i32.const 1))
                        (i32.gt_s (local.get $left) (i32.const 0)))))
                    (local.set $item (i32.add (local.get $item) (i32.const 1)))
                    (br $row)))
                )
                """.formatted(KernelLayout.CONVOLUTION_EDGE_BYTES);
    }

    /**
     * For one example, whose channels lie side by side. The input is copied whole, with its border, by all threads; they
     * share groups of {width} filters by rows of the output.
     */
    private static String single() {
        return "(func $convolveSingle_{s} (param $at i32) (param $index i32) (param $count i32)\n"
                + CONVOLUTION.read("""
                      (local $g i32) (local $end i32) (local $larges i32) (local $groups i32) (local $first i32)
                      (local $window i32) (local $columns i32) (local $rowBytes i32) (local $item i32) (local $y i32)
                      (local $i i32) (local $edge i32) (local $size i32) (local $x i32) (local $rows i32) (local $tiles i32)
                    """)
                + """
                  (local.set $count (call $least (local.get $count) (local.get $threads)))
                  (if (i32.ge_s (local.get $index) (local.get $count)) (then (return)))
                  (local.set $window (i32.mul (i32.mul (local.get $kernel) (local.get $kernel)) (local.get $channels)))
                  (local.set $groups (i32.div_u
                    (i32.add (local.get $filters) (i32.const {widthLess})) (i32.const {width})))
                  (local.set $g (i32.div_u (i32.mul (local.get $groups) (local.get $index)) (local.get $count)))
                  (local.set $end (i32.div_u
                    (i32.mul (local.get $groups) (i32.add (local.get $index) (i32.const 1))) (local.get $count)))
                  (block $packed (loop $group
                    (br_if $packed (i32.ge_s (local.get $g) (local.get $end)))
                    (local.set $first (i32.mul (local.get $g) (i32.const {width})))
                    (call $packFilters_{s}
                      (i32.add (local.get $w) (i32.mul (local.get $first) (local.get $wFilter)))
                      (local.get $wFilter) (local.get $wTap) (local.get $wChannel)
                      (i32.mul (local.get $kernel) (local.get $kernel)) (local.get $channels)
                      (i32.const {width}) (i32.sub (local.get $filters) (local.get $first))
                      (i32.add (local.get $packed)
                        (i32.shl (i32.mul (local.get $first) (local.get $window)) (i32.const {shift}))))
                    (local.set $i (i32.add (local.get $biases) (i32.shl (local.get $g) (i32.const 5))))
                    (memory.fill (local.get $i) (i32.const 0) (i32.const 32))
                    (if (local.get $bias) (then
                      (memory.copy (local.get $i)
                        (i32.add (local.get $bias) (i32.shl (local.get $g) (i32.const 5)))
                        (call $least (i32.const 32)
                          (i32.shl (i32.sub (local.get $filters) (local.get $first)) (i32.const {shift}))))))
                    (local.set $g (i32.add (local.get $g) (i32.const 1)))
                    (br $group)))
                  (local.set $columns (i32.add (i32.mul
                    (i32.sub (local.get $outWidth) (i32.const 1)) (local.get $stride)) (local.get $kernel)))
                  (local.set $rowBytes
                    (i32.shl (i32.mul (local.get $columns) (local.get $channels)) (i32.const {shift})))
                  (local.set $y (i32.add (i32.mul
                    (i32.sub (local.get $outHeight) (i32.const 1)) (local.get $stride)) (local.get $kernel)))
                  (local.set $end (i32.div_u
                    (i32.mul (local.get $y) (i32.add (local.get $index) (i32.const 1))) (local.get $count)))
                  (local.set $y (i32.div_u (i32.mul (local.get $y) (local.get $index)) (local.get $count)))
                  (block $copied (loop $row
                    (br_if $copied (i32.ge_s (local.get $y) (local.get $end)))
                    (call $packRow_{s} (local.get $from) (i32.const {bytes}) (i32.const {bytes}) (local.get $y)
                      (local.get $height) (local.get $width) (local.get $channels) (local.get $padding)
                      (local.get $spread) (local.get $columns)
                      (i32.add (local.get $rings) (i32.mul (local.get $y) (local.get $rowBytes))) (i32.const 0))
                    (local.set $y (i32.add (local.get $y) (i32.const 1)))
                    (br $row)))
                  (call $meet (local.get $count))
                  (local.set $edge (i32.add (local.get $edges) (i32.mul (local.get $index) (i32.const %1$d))))
                  (local.set $larges (call $larges_{s} (local.get $outWidth)))
                  (local.set $item (i32.mul (local.get $groups) (local.get $outHeight)))
                  (local.set $end (i32.div_u
                    (i32.mul (local.get $item) (i32.add (local.get $index) (i32.const 1))) (local.get $count)))
                  (local.set $item (i32.div_u (i32.mul (local.get $item) (local.get $index)) (local.get $count)))
                  (block $done (loop $items
                    (br_if $done (i32.ge_s (local.get $item) (local.get $end)))
                    (local.set $g (i32.div_u (local.get $item) (local.get $outHeight)))
                    (local.set $y (i32.sub (local.get $item) (i32.mul (local.get $g) (local.get $outHeight))))
                    (local.set $first (i32.mul (local.get $g) (i32.const {width})))
                    (local.set $size (call $least (i32.const 32)
                      (i32.shl (i32.sub (local.get $filters) (local.get $first)) (i32.const {shift}))))
                    ;; All large tiles, the small ones, and what is over the edge.
                    (local.set $x (i32.const 0))
                    (loop $tiles
                      (local.set $rows (select (i32.const 6) (i32.const 4)
                        (i32.lt_s (local.get $x) (i32.mul (local.get $larges) (i32.const 6)))))
                      (local.set $tiles (select
                        (i32.sub (local.get $larges) (i32.div_u (local.get $x) (i32.const 6)))
                        (i32.div_s (i32.sub (local.get $outWidth) (local.get $x)) (i32.const 4))
                        (i32.eq (local.get $rows) (i32.const 6))))
                      ;; The last large one may be over the edge too.
                      (if (i32.gt_s (i32.add (local.get $x) (i32.mul (local.get $tiles) (local.get $rows)))
                          (local.get $outWidth))
                        (then (local.set $tiles (i32.sub (local.get $tiles) (i32.const 1)))))
                      (if (i32.eqz (local.get $tiles)) (then (local.set $tiles (i32.const 1))))
                      (call $tiles_{s} (local.get $rows)
                        (call $least (local.get $rows) (i32.sub (local.get $outWidth) (local.get $x)))
                        (local.get $size) (local.get $edge)
                        (i32.add (local.get $rings) (i32.add
                          (i32.mul (i32.mul (local.get $y) (local.get $stride)) (local.get $rowBytes))
                          (i32.shl (i32.mul (i32.mul (local.get $x) (local.get $stride)) (local.get $channels))
                            (i32.const {shift}))))
                        (i32.shl (i32.mul (local.get $stride) (local.get $channels)) (i32.const {shift}))
                        (i32.const {bytes})
                        (i32.sub (local.get $rowBytes)
                          (i32.shl (i32.mul (local.get $kernel) (local.get $channels)) (i32.const {shift})))
                        (i32.add (local.get $packed)
                          (i32.shl (i32.mul (local.get $first) (local.get $window)) (i32.const {shift})))
                        (i32.const 0) (i32.const -1) (i32.const 0)
                        (i32.mul (local.get $kernel) (local.get $channels)) (local.get $kernel)
                        (i32.add (local.get $biases) (i32.shl (local.get $g) (i32.const 5))) (i32.const 0)
                        (i32.add (local.get $to) (i32.shl (i32.add (local.get $first) (i32.mul (local.get $filters)
                          (i32.add (local.get $x) (i32.mul (local.get $y) (local.get $outWidth))))) (i32.const {shift})))
                        (i32.shl (local.get $filters) (i32.const {shift})) (local.get $tiles)
                        (i32.shl (i32.mul (i32.mul (local.get $rows) (local.get $stride)) (local.get $channels))
                          (i32.const {shift}))
                        (i32.const 0)
                        (i32.shl (i32.mul (local.get $rows) (local.get $filters)) (i32.const {shift})))
                      (local.set $x (i32.add (local.get $x) (i32.mul (local.get $rows) (local.get $tiles))))
                      (br_if $tiles (i32.lt_s (local.get $x) (local.get $outWidth))))
                    (local.set $item (i32.add (local.get $item) (i32.const 1)))
                    (br $items)))
                )
                """.formatted(KernelLayout.CONVOLUTION_EDGE_BYTES);
    }

    /** float64: copies tiles of four rows so that a step's numbers lie side by side; the last row is repeated. */
    private static String turn() {
        return """
            (func $packTurned_{s} (param $b i32) (param $bRow i32) (param $depth i32) (param $rows i32)
                (param $scale {s}) (param $to i32)
              (local $i i32) (local $p i32)
              (loop $step
                (local.set $p (local.get $b))
                (local.set $i (i32.const 0))
                (loop $row
                  ({s}.store (local.get $to) ({s}.mul ({s}.load (local.get $p)) (local.get $scale)))
                  (local.set $to (i32.add (local.get $to) (i32.const {bytes})))
                  (local.set $i (i32.add (local.get $i) (i32.const 1)))
                  (local.set $p (i32.add (local.get $p) (select (local.get $bRow) (i32.const 0)
                    (i32.lt_s (local.get $i) (local.get $rows)))))
                  (br_if $row (i32.lt_s (local.get $i) (i32.const {width}))))
                (local.set $b (i32.add (local.get $b) (i32.const {bytes})))
                (br_if $step (local.tee $depth (i32.sub (local.get $depth) (i32.const 1)))))
            )
            """;
    }

    /**
     * Copies a row of pixels of some channels, {@code depth} examples: {@code [pixel][example][{width} channels]}. Pixels
     * that are side by side in the input lie {@code next} bytes apart, but where a stride goes over them, each phase of it
     * has a place of its own {@code phase} bytes after the other.
     */
    private static String packBand() {
        return """
            (func $packBand_{s} (param $from i32) (param $mRow i32) (param $channels i32) (param $valid i32)
                (param $depth i32) (param $scale {s}) (param $first i32) (param $pixels i32) (param $width i32)
                (param $stride i32) (param $phase i32) (param $to i32)
              (local $x i32) (local $p i32) (local $next i32)
              (local.set $next (i32.shl (local.get $depth) (i32.const 5)))
              (loop $pixel
                (local.set $p (i32.add (local.get $to) (i32.add
                  (i32.mul (i32.div_u (local.get $x) (local.get $stride)) (local.get $next))
                  (i32.mul (i32.rem_u (local.get $x) (local.get $stride)) (local.get $phase)))))
                (if (i32.lt_u (i32.add (local.get $x) (local.get $first)) (local.get $width))
                  (then (call $packTurned_{s}
                    (i32.add (local.get $from) (i32.mul (i32.mul (local.get $mRow) (local.get $channels))
                      (i32.add (local.get $x) (local.get $first))))
                    (local.get $mRow) (local.get $depth) (local.get $valid) (local.get $scale) (local.get $p)))
                  (else (memory.fill (local.get $p) (i32.const 0) (local.get $next))))
                (local.set $x (i32.add (local.get $x) (i32.const 1)))
                (br_if $pixel (i32.lt_s (local.get $x) (local.get $pixels))))
            )
            """;
    }

    /** The gradient of the filters. Sums are numbered by groups of filters, blocks of channels and taps. */
    private static String gradient() {
        String locals = """
              (local $taps i32) (local $phase i32) (local $pitch i32) (local $columns i32) (local $g i32) (local $kx i32)
              (local $ky i32) (local $cg i32) (local $rows i32) (local $first i32)
            """;
        String setUp = """
              (local.set $larges (call $larges_{s} (local.get $filters)))
              (local.set $groups (call $groups_{s} (local.get $filters)))
              (local.set $blocks (i32.div_u
                (i32.add (local.get $channels) (i32.const {widthLess})) (i32.const {width})))
              (local.set $taps (i32.mul (local.get $kernel) (local.get $kernel)))
              (local.set $columns (i32.add (i32.mul
                (i32.sub (local.get $outWidth) (i32.const 1)) (local.get $stride)) (local.get $kernel)))
              (local.set $inputBlocks (local.get $blocks))
              (local.set $dzBlocks (local.get $groups))
              (local.set $tasks (i32.mul (i32.mul (local.get $groups) (local.get $blocks)) (local.get $taps)))
            """;
        // Columns of one phase, and all of them.
        String perExamples = """
                (local.set $phase (i32.shl (i32.mul (local.get $depth) (i32.div_u
                  (i32.sub (i32.add (local.get $columns) (local.get $stride)) (i32.const 1)) (local.get $stride)))
                  (i32.const 5)))
                (local.set $pitch (i32.mul (local.get $phase) (local.get $stride)))
            """;
        String copyInput = """
                (local.set $g (i32.div_u (local.get $task) (local.get $rest)))
                (local.set $row (i32.sub (i32.add
                    (i32.rem_u (local.get $task) (local.get $rest))
                    (i32.mul (local.get $y) (local.get $stride)))
                  (local.get $padding)))
                (call $packBand_{s}
                  (i32.add (local.get $from) (i32.add
                    (i32.mul (local.get $mRow) (i32.add (i32.mul (local.get $g) (i32.const {width}))
                      (i32.mul (local.get $channels) (i32.mul (local.get $row) (local.get $width)))))
                    (i32.shl (local.get $j) (i32.const {shift}))))
                  (local.get $mRow) (local.get $channels)
                  (call $least (i32.const {width})
                    (i32.sub (local.get $channels) (i32.mul (local.get $g) (i32.const {width}))))
                  (local.get $depth) ({s}.const 1)
                  (i32.sub (i32.const 0) (local.get $padding)) (local.get $columns)
                  (select (local.get $width) (i32.const 0) (i32.lt_u (local.get $row) (local.get $height)))
                  (local.get $stride) (local.get $phase)
                  (i32.add (local.get $stage) (i32.mul (local.get $task) (local.get $pitch))))
            """;
        String copyDz = """
                (local.set $first (call $groupAt_{s}
                  (i32.div_u (local.get $row) (local.get $high)) (local.get $larges)))
            """ + packDz();
        String place = """
                (local.set $ky (i32.rem_u (local.get $task) (local.get $taps)))
                (local.set $kx (i32.rem_u (local.get $ky) (local.get $kernel)))
                (local.set $cg (i32.div_u (local.get $task) (local.get $taps)))
                (local.set $g (i32.div_u (local.get $cg) (local.get $blocks)))
                (local.set $cg (i32.rem_u (local.get $cg) (local.get $blocks)))
            """;
        String add = place + """
                (local.set $ky (i32.div_u (local.get $ky) (local.get $kernel)))
                (local.set $rows (call $groupRows_{s} (local.get $g) (local.get $larges)))
                (call $tiles_{s} (local.get $rows) (local.get $rows) (i32.const 32) (i32.const 0)
                  (i32.add (i32.add (local.get $stage) (local.get $dzOffset))
                    (i32.mul (i32.mul (local.get $g) (local.get $high))
                      (i32.shl (i32.mul (local.get $outWidth) (local.get $depth)) (i32.const 5))))
                  (i32.const {bytes}) (i32.const 32) (i32.const 0)
                  (i32.add (i32.add (local.get $stage)
                      (i32.mul (local.get $pitch)
                        (i32.add (i32.mul (local.get $cg) (local.get $rest)) (local.get $ky))))
                    (i32.add
                      (i32.mul (i32.rem_u (local.get $kx) (local.get $stride)) (local.get $phase))
                      (i32.shl (i32.mul (i32.div_u (local.get $kx) (local.get $stride)) (local.get $depth))
                        (i32.const 5))))
                  (i32.sub (i32.mul (local.get $pitch) (local.get $stride))
                    (i32.shl (i32.mul (local.get $outWidth) (local.get $depth)) (i32.const 5)))
                  (i32.const -1) (i32.const 0)
                  (i32.mul (local.get $outWidth) (local.get $depth)) (local.get $high)
                  (local.get $sum) (i32.const 32) (local.get $sum) (i32.const 32) (i32.const 1)
                  (i32.const 0) (i32.const 0) (i32.const 0))
            """;
        String store = place + """
                (local.set $cg (i32.mul (local.get $cg) (i32.const {width})))
                (local.set $first (call $groupAt_{s} (local.get $g) (local.get $larges)))
                (call $copyTile_{s} (local.get $sum) (i32.const 32)
                  (i32.add (local.get $dw) (i32.shl (i32.add (local.get $cg) (i32.mul (local.get $channels)
                    (i32.add (local.get $ky) (i32.mul (local.get $first) (local.get $taps))))) (i32.const {shift})))
                  (i32.shl (i32.mul (local.get $taps) (local.get $channels)) (i32.const {shift}))
                  (call $least (call $groupRows_{s} (local.get $g) (local.get $larges))
                    (i32.sub (local.get $filters) (local.get $first)))
                  (call $least (i32.const 32)
                    (i32.shl (i32.sub (local.get $channels) (local.get $cg)) (i32.const {shift}))))
            """;
        return new GradientStages("gradient", locals, setUp, perExamples, copyInput, copyDz, add, store).wat();
    }

    /** Copies the {@code $row}-th piece of dZ in a stage, {@code {width}} filters from {@code $first} on, scaled. */
    static String packDz() {
        return """
                (call $packBand_{s}
                  (i32.add (local.get $dz) (i32.add
                    (i32.mul (local.get $mRow) (i32.add (local.get $first)
                      (i32.mul (i32.mul (local.get $filters) (local.get $outWidth))
                        (i32.add (local.get $y) (i32.rem_u (local.get $row) (local.get $high))))))
                    (i32.shl (local.get $j) (i32.const {shift}))))
                  (local.get $mRow) (local.get $filters)
                  (call $least (i32.const {width}) (i32.sub (local.get $filters) (local.get $first)))
                  (local.get $depth) (local.get $scale)
                  (i32.const 0) (local.get $outWidth) (local.get $outWidth)
                  (i32.const 1) (i32.const 0)
                  (i32.add (i32.add (local.get $stage) (local.get $dzOffset)) (i32.mul (local.get $row)
                    (i32.shl (i32.mul (local.get $outWidth) (local.get $depth)) (i32.const 5)))))
            """;
    }
}
