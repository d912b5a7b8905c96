package org.layerlab.kernels;

/**
 * The gradient of filters over few channels, as a network's first layer has them: photos have three, which would leave
 * most lanes of {@link FilterGradientWat} idle. Here the lanes are filters, and the rows of a tile are what a filter sees
 * of one row of the input, kernel·channels numbers: they are contiguous once a row of pixels has been copied as one line
 * per example.
 */
final class ThinGradientWat {
    private static final String LOCALS = """
          (local $seen i32) (local $line i32) (local $pixel i32) (local $dzRow i32) (local $g i32) (local $ky i32)
          (local $block i32) (local $rows i32) (local $first i32) (local $p i32) (local $q i32) (local $i i32)
        """;

    /** Finds group, kernel row and filters of a sum. */
    private static final String PLACE = """
            (local.set $g (i32.rem_u (local.get $task) (local.get $groups)))
            (local.set $block (i32.div_u (local.get $task) (local.get $groups)))
            (local.set $ky (i32.rem_u (local.get $block) (local.get $kernel)))
            (local.set $block (i32.div_u (local.get $block) (local.get $kernel)))
            (local.set $rows (call $groupRows_{s} (local.get $g) (local.get $larges)))
            (local.set $first (call $groupAt_{s} (local.get $g) (local.get $larges)))
        """;

    private ThinGradientWat() {}

    static String wat() {
        return copyLines() + gradient();
    }

    /**
     * Copies a row of the padded input, {@code depth} examples: {@code [example][pixel][channel]}. {@code from} is the
     * row's first number; it has {@code numbers} of them. {@code border} zeros come before them, and as many as the line of
     * {@code bytes} bytes needs after them.
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

    /** Sums are numbered by blocks of filters, rows of the kernel and groups of what a filter sees of a row. */
    private static String gradient() {
        return new GradientStages(
                        "thinGradient",
                        LOCALS,
                        setUp(),
                        perExamples(),
                        copyInput(),
                        copyDz(),
                        PLACE + add(),
                        PLACE + store())
                .wat();
    }

    /** What a filter sees of a row, the bytes of a pixel and of its line, and how many sums there are. */
    private static String setUp() {
        return """
              (local.set $seen (i32.mul (local.get $kernel) (local.get $channels)))
              (local.set $pixel (i32.shl (local.get $channels) (i32.const {shift})))
              (local.set $line (i32.mul (local.get $pixel) (i32.add (local.get $kernel)
                (i32.mul (local.get $stride) (i32.sub (local.get $outWidth) (i32.const 1))))))
              (local.set $larges (call $larges_{s} (local.get $seen)))
              (local.set $groups (call $groups_{s} (local.get $seen)))
              (local.set $blocks (i32.div_u
                (i32.add (local.get $filters) (i32.const {widthLess})) (i32.const {width})))
              (local.set $inputBlocks (i32.const 1))
              (local.set $dzBlocks (local.get $blocks))
              (local.set $tasks (i32.mul (i32.mul (local.get $blocks) (local.get $kernel)) (local.get $groups)))
            """;
    }

    /** Bytes of a row of dZ. */
    private static String perExamples() {
        return """
                (local.set $dzRow (i32.shl (i32.mul (local.get $outWidth) (local.get $depth)) (i32.const 5)))
            """;
    }

    /** One line of the input for each example. */
    private static String copyInput() {
        return """
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
                    (i32.mul (local.get $task) (i32.mul (local.get $depth) (local.get $line)))))
            """;
    }

    /** One piece of dZ. */
    private static String copyDz() {
        return """
                (local.set $first (i32.mul (i32.div_u (local.get $row) (local.get $high)) (i32.const {width})))
            """ + GradientStages.packDz();
    }

    /** A stage to one sum, row by row. */
    private static String add() {
        return """
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
            """;
    }

    /** One sum to dW, in which filters are rows again. */
    private static String store() {
        return """
                (local.set $block (i32.mul (local.get $block) (i32.const {width})))
                (local.set $rows (call $least (local.get $rows) (i32.sub (local.get $seen) (local.get $first))))
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
            """;
    }
}
