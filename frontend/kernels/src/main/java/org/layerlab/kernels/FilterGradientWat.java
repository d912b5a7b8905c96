package org.layerlab.kernels;

/**
 * The gradient of filters: some filters by eight channels, summed over pixels and examples. Both maps are copied so that
 * eight channels of an example lie side by side, a band of rows after another. For fewer channels see {@link
 * ThinGradientWat}.
 */
final class FilterGradientWat {
    private static final String LOCALS = """
          (local $taps i32) (local $phase i32) (local $pitch i32) (local $columns i32) (local $g i32) (local $kx i32)
          (local $ky i32) (local $cg i32) (local $rows i32) (local $first i32)
        """;

    /** Finds filter, channel and tap of a sum. */
    private static final String PLACE = """
            (local.set $ky (i32.rem_u (local.get $task) (local.get $taps)))
            (local.set $kx (i32.rem_u (local.get $ky) (local.get $kernel)))
            (local.set $cg (i32.div_u (local.get $task) (local.get $taps)))
            (local.set $g (i32.div_u (local.get $cg) (local.get $blocks)))
            (local.set $cg (i32.rem_u (local.get $cg) (local.get $blocks)))
        """;

    private FilterGradientWat() {}

    static String wat(ScalarType n) {
        return (n.single() ? "" : turn()) + packBand() + gradient();
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
     * that are side by side in the input lie {@code next} bytes apart, except that a stride gives each of its phases a place of
     * its own, {@code phase} bytes after the other.
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
        return new GradientStages(
                        "gradient",
                        LOCALS,
                        setUp(),
                        perExamples(),
                        copyInput(),
                        copyDz(),
                        PLACE + add(),
                        PLACE + store())
                .wat();
    }

    /** How many sums there are, and pieces of a row. */
    private static String setUp() {
        return """
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
    }

    /** Bytes of one phase of a row's columns, and of all of them. */
    private static String perExamples() {
        return """
                (local.set $phase (i32.shl (i32.mul (local.get $depth) (i32.div_u
                  (i32.sub (i32.add (local.get $columns) (local.get $stride)) (i32.const 1)) (local.get $stride)))
                  (i32.const 5)))
                (local.set $pitch (i32.mul (local.get $phase) (local.get $stride)))
            """;
    }

    /** One piece of the input. */
    private static String copyInput() {
        return """
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
    }

    /** One piece of dZ. */
    private static String copyDz() {
        return """
                (local.set $first (call $groupAt_{s}
                  (i32.div_u (local.get $row) (local.get $high)) (local.get $larges)))
            """ + GradientStages.packDz();
    }

    /** A stage to one sum. */
    private static String add() {
        return """
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
    }

    /** One sum to dW. */
    private static String store() {
        return """
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
    }
}
