package org.layerlab.kernels;

/**
 * Convolutions. A map of an example is a column of its matrix, the features in the order row, column, channel.
 *
 * <p>No matrix of windows is made. What a filter sees of one row, kernel·channels numbers, is contiguous once the input
 * has been copied with its border of zeros. So a filter is kernel many products of such pieces, and a tile of {@link
 * ConvolutionTileWat} does them one after another:
 *
 * <ul>
 *   <li>A batch: some filters by eight examples. The filters are copied once, in the order of use; of the input each
 *       thread keeps as many rows as a filter is high, turned so that eight examples of a channel lie side by side.
 *   <li>One example: some pixels by eight filters, so that no lane is idle.
 *   <li>The gradient of the filters: see {@link FilterGradientWat}.
 * </ul>
 *
 * <p>The gradient of the input is a convolution too: of dZ, spread by the stride with zeros in between, with the filters
 * turned by 180 degrees and channels and filters exchanged. Strides through W and a spread say so.
 *
 * <p>In float64 the vectors have two numbers, so for eight read four. There nothing is fused, and each sum has one
 * order, whatever the number of threads.
 */
final class ConvolutionWat {
    private static final DescriptorLayout CONVOLUTION = DescriptorLayout.of(KernelLayout.ConvolutionWord.class);

    private static final String BATCH_LOCALS = """
          (local $g i32) (local $end i32) (local $larges i32) (local $groups i32) (local $first i32) (local $rows i32)
          (local $valid i32) (local $window i32) (local $mRow i32) (local $columns i32) (local $half i32)
          (local $slot i32) (local $item i32) (local $items i32) (local $block i32) (local $last i32) (local $y i32)
          (local $next i32) (local $h i32) (local $left i32) (local $i i32) (local $edge i32) (local $x v128)
          (local $piece i32)
        """;

    private static final String SINGLE_LOCALS = """
          (local $g i32) (local $end i32) (local $larges i32) (local $groups i32) (local $first i32)
          (local $window i32) (local $columns i32) (local $rowBytes i32) (local $item i32) (local $y i32)
          (local $i i32) (local $edge i32) (local $size i32) (local $x i32) (local $rows i32) (local $tiles i32)
        """;

    private ConvolutionWat() {}

    static String wat(ScalarType n) {
        String wat = ConvolutionTileWat.wat(n)
                + packFilters()
                + packRow()
                + convolve()
                + batch()
                + single()
                + FilterGradientWat.wat(n)
                + ThinGradientWat.wat();
        int width = 2 * n.lanes();
        return n.fill(wat.replace("{width}", String.valueOf(width)).replace("{widthLess}", String.valueOf(width - 1)));
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
     * Copies one row of the padded input, where the row or its pixels may be zeros: {@code size} bytes of each of its
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
     * For a batch. The threads take rows of the output, a quarter of a map at a time: each piece makes a thread copy rows
     * of the input that the piece before it needs too.
     */
    private static String batch() {
        return Template.read("convolve-batch.wat")
                .with("words", CONVOLUTION.read(BATCH_LOCALS))
                .with("edgeBytes", KernelLayout.CONVOLUTION_EDGE_BYTES)
                .text();
    }

    /**
     * For one example, whose channels lie side by side. All threads copy the whole input with its border, then share
     * groups of {width} filters by rows of the output.
     */
    private static String single() {
        return Template.read("convolve-single.wat")
                .with("words", CONVOLUTION.read(SINGLE_LOCALS))
                .with("edgeBytes", KernelLayout.CONVOLUTION_EDGE_BYTES)
                .text();
    }
}
