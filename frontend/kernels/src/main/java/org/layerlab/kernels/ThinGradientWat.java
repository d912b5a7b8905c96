package org.layerlab.kernels;

/**
 * The gradient of filters over few channels, as a network's first layer has them: photos have three, which would leave
 * most lanes of {@link ConvolutionWat}'s gradient idle. Here the lanes are filters, and the rows of a tile are the
 * numbers that a filter sees of one row of the input, kernel·channels of them: they lie side by side once a row of
 * pixels was copied as one line an example.
 *
 * <p>Stages, the threads' sums and their order are those of the other gradient.
 */
final class ThinGradientWat {
    private ThinGradientWat() {}

    static String wat() {
        return copyLines() + gradient();
    }

    /**
     * Copies a row of the padded input, {@code depth} examples: {@code [example][pixel][channel]}. {@code from} is the
     * row's first number, of which there are {@code numbers}; {@code border} zeros come before it, and as many as the
     * line of {@code bytes} bytes needs after it.
     */
    private static String copyLines() {
        return """
            (func $copyLines_{s} (param $from i32) (param $mRow i32) (param $numbers i32) (param $border i32)
                (param $depth i32) (param $bytes i32) (param $to i32)
              (local $end i32) (local $p i32) (local $q i32) (local $last i32)
              (memory.fill (local.get $to) (i32.const 0) (i32.mul (local.get $depth) (local.get $bytes)))
              ;; A line is cut off where filters don't reach the row's end.
              (local.set $numbers (call $least (local.get $numbers) (i32.sub
                (i32.shr_u (local.get $bytes) (i32.const {shift})) (local.get $border))))
              (if (i32.le_s (local.get $numbers) (i32.const 0)) (then (return)))
              (local.set $to (i32.add (local.get $to) (i32.shl (local.get $border) (i32.const {shift}))))
              (local.set $end (i32.add (local.get $to) (i32.shl (local.get $numbers) (i32.const {shift}))))
              (local.set $depth (i32.shl (local.get $depth) (i32.const {shift})))
              (loop $number
                (local.set $p (local.get $from))
                (local.set $last (i32.add (local.get $p) (local.get $depth)))
                (local.set $q (local.get $to))
                (loop $example
                  ({s}.store (local.get $q) ({s}.load (local.get $p)))
                  (local.set $q (i32.add (local.get $q) (local.get $bytes)))
                  (br_if $example (i32.lt_u
                    (local.tee $p (i32.add (local.get $p) (i32.const {bytes}))) (local.get $last))))
                (local.set $from (i32.add (local.get $from) (local.get $mRow)))
                (br_if $number (i32.lt_u
                  (local.tee $to (i32.add (local.get $to) (i32.const {bytes}))) (local.get $end))))
            )
            """;
    }

    /** {@code dW = scale · Σ dZ · A}. The words are those of the other gradient. */
    private static String gradient() {
        return "(func $thinGradient_{s} (param $at i32) (param $index i32) (param $count i32)\n"
                + ConvolutionWat.GRADIENT.read("""
                      (local $scale {s}) (local $mRow i32) (local $seen i32) (local $larges i32) (local $groups i32)
                      (local $blocks i32) (local $line i32) (local $pixel i32) (local $dzRow i32) (local $j i32) (local $y i32)
                      (local $depth i32) (local $high i32) (local $stage i32) (local $turn i32) (local $task i32)
                      (local $tasks i32) (local $end i32) (local $from0 i32) (local $to0 i32) (local $g i32) (local $row i32)
                      (local $sum i32) (local $rest i32) (local $ky i32) (local $block i32) (local $rows i32)
                      (local $first i32) (local $p i32) (local $q i32) (local $i i32)
                    """)
                + """
                  (local.set $count (call $least (local.get $count) (local.get $threads)))
                  (if (i32.ge_s (local.get $index) (local.get $count)) (then (return)))
                  (local.set $scale ({narrow} (f64.load offset=%1$d (local.get $at))))
                  (local.set $mRow (i32.shl (local.get $m) (i32.const {shift})))
                  ;; What a filter sees of a row, and the bytes of a row's pixel and of its line.
                  (local.set $seen (i32.mul (local.get $kernel) (local.get $channels)))
                  (local.set $pixel (i32.shl (local.get $channels) (i32.const {shift})))
                  (local.set $line (i32.mul (local.get $pixel) (i32.add (local.get $kernel)
                    (i32.mul (local.get $stride) (i32.sub (local.get $outWidth) (i32.const 1))))))
                  (local.set $larges (call $larges_{s} (local.get $seen)))
                  (local.set $groups (call $groups_{s} (local.get $seen)))
                  (local.set $blocks (i32.div_u
                    (i32.add (local.get $filters) (i32.const {widthLess})) (i32.const {width})))
                  ;; This thread's sums: blocks of filters by rows of the kernel by groups of what is seen.
                  (local.set $tasks (i32.mul (i32.mul (local.get $blocks) (local.get $kernel)) (local.get $groups)))
                  (local.set $from0 (i32.div_u (i32.mul (local.get $tasks) (local.get $index)) (local.get $count)))
                  (local.set $to0 (i32.div_u
                    (i32.mul (local.get $tasks) (i32.add (local.get $index) (i32.const 1))) (local.get $count)))
                  (memory.fill (i32.add (local.get $sums) (i32.mul (local.get $from0) (i32.const %2$d))) (i32.const 0)
                    (i32.mul (i32.sub (local.get $to0) (local.get $from0)) (i32.const %2$d)))
                  (block $summed (loop $examples
                    (br_if $summed (i32.ge_s (local.get $j) (local.get $m)))
                    (local.set $depth (call $least (i32.const 8) (i32.sub (local.get $m) (local.get $j))))
                    (local.set $dzRow (i32.shl (i32.mul (local.get $outWidth) (local.get $depth)) (i32.const 5)))
                    (local.set $y (i32.const 0))
                    (loop $bands
                      (local.set $high (call $least (local.get $band) (i32.sub (local.get $outHeight) (local.get $y))))
                      (local.set $stage (i32.add (local.get $stages) (i32.mul (local.get $turn) (local.get $stageBytes))))
                      (local.set $turn (i32.xor (local.get $turn) (i32.const 1)))
                      ;; Rows of the input, then rows of dZ by blocks of filters.
                      (local.set $rest (i32.add (local.get $kernel)
                        (i32.mul (local.get $stride) (i32.sub (local.get $high) (i32.const 1)))))
                      (local.set $tasks (i32.add (local.get $rest) (i32.mul (local.get $high) (local.get $blocks))))
                      (local.set $task (i32.div_u (i32.mul (local.get $tasks) (local.get $index)) (local.get $count)))
                      (local.set $end (i32.div_u
                        (i32.mul (local.get $tasks) (i32.add (local.get $index) (i32.const 1))) (local.get $count)))
                      (block $copied (loop $copy
                        (br_if $copied (i32.ge_s (local.get $task) (local.get $end)))
                        (if (i32.lt_s (local.get $task) (local.get $rest))
                          (then
                            (local.set $row (i32.sub
                              (i32.add (local.get $task) (i32.mul (local.get $y) (local.get $stride)))
                              (local.get $padding)))
                            (call $copyLines_{s}
                              (i32.add (local.get $from) (i32.add
                                (i32.mul (local.get $mRow) (i32.mul (local.get $channels)
                                  (i32.mul (local.get $row) (local.get $width))))
                                (i32.shl (local.get $j) (i32.const {shift}))))
                              (local.get $mRow)
                              (select (i32.mul (local.get $width) (local.get $channels)) (i32.const 0)
                                (i32.lt_u (local.get $row) (local.get $height)))
                              (i32.mul (local.get $padding) (local.get $channels))
                              (local.get $depth) (local.get $line)
                              (i32.add (local.get $stage)
                                (i32.mul (local.get $task) (i32.mul (local.get $depth) (local.get $line))))))
                          (else
                            (local.set $row (i32.sub (local.get $task) (local.get $rest)))
                            (local.set $first (i32.mul
                              (i32.div_u (local.get $row) (local.get $high)) (i32.const {width})))
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
                              (i32.add (i32.add (local.get $stage) (local.get $dzOffset))
                                (i32.mul (local.get $row) (local.get $dzRow))))))
                        (local.set $task (i32.add (local.get $task) (i32.const 1)))
                        (br $copy)))
                      (call $meet (local.get $count))
                      (local.set $task (local.get $from0))
                      (block $added (loop $sums
                        (br_if $added (i32.ge_s (local.get $task) (local.get $to0)))
                        (local.set $g (i32.rem_u (local.get $task) (local.get $groups)))
                        (local.set $block (i32.div_u (local.get $task) (local.get $groups)))
                        (local.set $ky (i32.rem_u (local.get $block) (local.get $kernel)))
                        (local.set $block (i32.div_u (local.get $block) (local.get $kernel)))
                        (local.set $sum (i32.add (local.get $sums) (i32.mul (local.get $task) (i32.const %2$d))))
                        (local.set $rows (call $groupRows_{s} (local.get $g) (local.get $larges)))
                        (local.set $first (call $groupAt_{s} (local.get $g) (local.get $larges)))
                        (local.set $row (i32.const 0))
                        (loop $rowsOfBand
                          (call $tiles_{s} (local.get $rows) (local.get $rows) (i32.const 32) (i32.const 0)
                            (i32.add (i32.add (local.get $stage) (i32.shl (local.get $first) (i32.const {shift})))
                              (i32.mul (i32.mul (local.get $depth) (local.get $line))
                                (i32.add (local.get $ky) (i32.mul (local.get $row) (local.get $stride)))))
                            (i32.const {bytes}) (local.get $line)
                            (i32.sub (i32.mul (local.get $stride) (local.get $pixel))
                              (i32.mul (local.get $depth) (local.get $line)))
                            (i32.add (i32.add (local.get $stage) (local.get $dzOffset)) (i32.mul (local.get $dzRow)
                              (i32.add (local.get $row) (i32.mul (local.get $block) (local.get $high)))))
                            (i32.const 0) (i32.const -1) (i32.const 0)
                            (local.get $depth) (local.get $outWidth)
                            (local.get $sum) (i32.const 32) (local.get $sum) (i32.const 32) (i32.const 1)
                            (i32.const 0) (i32.const 0) (i32.const 0))
                          (br_if $rowsOfBand (i32.lt_s
                            (local.tee $row (i32.add (local.get $row) (i32.const 1))) (local.get $high))))
                        (local.set $task (i32.add (local.get $task) (i32.const 1)))
                        (br $sums)))
                      (local.set $y (i32.add (local.get $y) (local.get $high)))
                      (br_if $bands (i32.lt_s (local.get $y) (local.get $outHeight))))
                    (local.set $j (i32.add (local.get $j) (i32.const 8)))
                    (br $examples)))
                  ;; The sums to where they belong: filters become rows again.
                  (local.set $task (local.get $from0))
                  (block $stored (loop $store
                    (br_if $stored (i32.ge_s (local.get $task) (local.get $to0)))
                    (local.set $g (i32.rem_u (local.get $task) (local.get $groups)))
                    (local.set $block (i32.div_u (local.get $task) (local.get $groups)))
                    (local.set $ky (i32.rem_u (local.get $block) (local.get $kernel)))
                    (local.set $block (i32.mul (i32.div_u (local.get $block) (local.get $kernel)) (i32.const {width})))
                    (local.set $first (call $groupAt_{s} (local.get $g) (local.get $larges)))
                    (local.set $rows (call $least (call $groupRows_{s} (local.get $g) (local.get $larges))
                      (i32.sub (local.get $seen) (local.get $first))))
                    (local.set $sum (i32.add (local.get $sums) (i32.mul (local.get $task) (i32.const %2$d))))
                    (local.set $end (call $least (i32.sub (local.get $filters) (local.get $block)) (i32.const {width})))
                    (local.set $p (i32.add (local.get $dw) (i32.shl (i32.add (local.get $first)
                      (i32.mul (local.get $seen) (i32.add (local.get $ky)
                        (i32.mul (local.get $block) (local.get $kernel))))) (i32.const {shift}))))
                    (loop $filter
                      (local.set $q (local.get $sum))
                      (local.set $i (i32.const 0))
                      (loop $number
                        ({s}.store (i32.add (local.get $p) (i32.shl (local.get $i) (i32.const {shift})))
                          ({s}.load (local.get $q)))
                        (local.set $q (i32.add (local.get $q) (i32.const 32)))
                        (br_if $number (i32.lt_s
                          (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $rows))))
                      (local.set $sum (i32.add (local.get $sum) (i32.const {bytes})))
                      (local.set $p (i32.add (local.get $p)
                        (i32.shl (i32.mul (local.get $seen) (local.get $kernel)) (i32.const {shift}))))
                      (br_if $filter (local.tee $end (i32.sub (local.get $end) (i32.const 1)))))
                    (local.set $task (i32.add (local.get $task) (i32.const 1)))
                    (br $store)))
                )
                """.formatted(ConvolutionWat.SCALE, ConvolutionWat.SUM_BYTES);
    }
}
