package org.layerlab.kernels;

import java.util.List;

/** Max and average pools. A pixel's channels lie side by side, so pools go along all of them at once. */
final class PoolWat {
    private static final DescriptorLayout POOL = DescriptorLayout.of(KernelLayout.MaxPoolWord.class);

    private static final String SQUARE_LOCALS =
            "(local $x i32) (local $pixel i32) (local $q i32) (local $d i32) (local $i i32) (local $j i32) (local $v"
                    + " v128)";

    private static final DescriptorLayout AVERAGE = DescriptorLayout.of(KernelLayout.AveragePoolWord.class);

    private PoolWat() {}

    static String wat() {
        return maxPool() + maxPoolBackward() + averagePool() + averagePoolBackward();
    }

    /** Rows of squares of one thread, one square after another; the body is for one. */
    private static String squares(String further, String body) {
        return MapFunctions.share("outHeight") + """
              (local.set $pixel (i32.shl (local.get $numbers) (i32.const {shift})))
              (local.set $width (i32.mul (local.get $width) (local.get $pixel)))
              ;; From the last pixel of a square's row to the first of the next.
              (local.set $d (i32.sub (local.get $width)
                (i32.mul (i32.sub (local.get $size) (i32.const 1)) (local.get $pixel))))
            """ + further + """
              (loop $row
                (local.set $x (i32.const 0))
                (loop $square
            """ + body.indent(6) + """
                  (local.set $x (i32.add (local.get $x) (i32.const 1)))
                  (br_if $square (i32.lt_s (local.get $x) (local.get $outWidth))))
                (local.set $first (i32.add (local.get $first) (i32.const 1)))
                (br_if $row (i32.lt_s (local.get $first) (local.get $last))))
            """;
    }

    /** Address of a square's first pixel, or of what it becomes, from the beginning of the matrix. */
    private static String square(String pointer) {
        return """
            (i32.add (local.get $%s) (i32.mul (local.get $size) (i32.add
              (i32.mul (local.get $first) (local.get $width)) (i32.mul (local.get $x) (local.get $pixel)))))
            """.formatted(pointer);
    }

    private static String pooled(String pointer) {
        return """
            (i32.add (local.get $%s) (i32.mul (local.get $pixel)
              (i32.add (i32.mul (local.get $first) (local.get $outWidth)) (local.get $x))))
            """.formatted(pointer);
    }

    private static String maxPool() {
        String body = """
            (local.set $i (local.get $from))
            (local.set $v ({load} (local.get $i)))
            (local.set $j (local.get $size))
            (loop $rows
              (local.set $q (local.get $size))
              (loop $columns
                (local.set $v ({v}.max (local.get $v) ({load} (local.get $i))))
                (local.set $i (i32.add (local.get $i) (local.get $pixel)))
                (br_if $columns (local.tee $q (i32.sub (local.get $q) (i32.const 1)))))
              (local.set $i (i32.add (local.get $i) (i32.sub (local.get $d) (local.get $pixel))))
              (br_if $rows (local.tee $j (i32.sub (local.get $j) (i32.const 1)))))
            ({store} (local.get $to) (local.get $v))
            """;
        return MapFunctions.function(
                "maxPool",
                POOL,
                SQUARE_LOCALS + " (local $from i32) (local $to i32)",
                squares(
                        "",
                        "(local.set $from " + square("a") + ")\n(local.set $to " + pooled("p") + ")\n"
                                + MapFunctions.along("numbers", List.of("from", "to"), body)
                                        .replace("{between}", "")));
    }

    /** If a square has several greatest elements, the first gets the gradient. NaN counts as greatest. */
    private static String maxPoolBackward() {
        String body = """
            (local.set $i (local.get $from))
            (local.set $v ({load} (local.get $dpAt)))
            (local.set $greatest ({load} (local.get $to)))
            (local.set $j (local.get $size))
            (loop $rows
              (local.set $q (local.get $size))
              (loop $columns
                (local.set $e ({load} (local.get $i)))
                (local.set $e (v128.or ({v}.eq (local.get $e) (local.get $greatest)) ({v}.ne (local.get $e) (local.get $e))))
                ({store} (i32.add (local.get $i) (local.get $distance)) (v128.and (local.get $v) (local.get $e)))
                ;; Once given, nothing is left.
                (local.set $v (v128.andnot (local.get $v) (local.get $e)))
                (local.set $i (i32.add (local.get $i) (local.get $pixel)))
                (br_if $columns (local.tee $q (i32.sub (local.get $q) (i32.const 1)))))
              (local.set $i (i32.add (local.get $i) (i32.sub (local.get $d) (local.get $pixel))))
              (br_if $rows (local.tee $j (i32.sub (local.get $j) (i32.const 1)))))
            """;
        return MapFunctions.function(
                "maxPoolBackward",
                POOL,
                SQUARE_LOCALS
                        + " (local $from i32) (local $to i32) (local $dpAt i32) (local $distance i32) (local $e v128)"
                        + " (local $greatest v128)",
                squares(
                        "(local.set $distance (i32.sub (local.get $da) (local.get $a)))\n",
                        "(local.set $from " + square("a") + ")\n(local.set $to " + pooled("p")
                                + ")\n(local.set $dpAt " + pooled("dp") + ")\n"
                                + MapFunctions.along("numbers", List.of("from", "to", "dpAt"), body)
                                        .replace("{between}", "")));
    }

    /** Threads share the numbers of P, in whole lines of 64 bytes. */
    private static String averagePool() {
        return MapFunctions.function(
                "averagePool",
                AVERAGE,
                "(local $n i32) (local $from i32) (local $to i32) (local $x v128)",
                MapFunctions.share("lines") + """
                      (local.set $n (local.get $pixels))
                      (local.set $x ({v}.splat ({s}.div ({s}.const 1) ({s}.convert_i32_s (local.get $pixels)))))
                      (local.set $from (i32.add (local.get $a) (i32.shl (local.get $first) (i32.const 6))))
                      (local.set $end (i32.add (local.get $p) (call $least
                        (i32.shl (local.get $numbers) (i32.const {shift})) (i32.shl (local.get $last) (i32.const 6)))))
                      (local.set $first (i32.add (local.get $p) (i32.shl (local.get $first) (i32.const 6))))
                      (memory.fill (local.get $first) (i32.const 0) (i32.sub (local.get $end) (local.get $first)))
                      (loop $pixel
                        (local.set $last (local.get $from))
                        (local.set $to (local.get $first))
                        (loop $next
                          (v128.store (local.get $to) ({v}.add (v128.load (local.get $to)) ({v}.mul (local.get $x)
                            (v128.load align={bytes} (local.get $last)))))
                          (local.set $last (i32.add (local.get $last) (i32.const 16)))
                          (local.set $to (i32.add (local.get $to) (i32.const 16)))
                          (br_if $next (i32.lt_u (local.get $to) (local.get $end))))
                        (local.set $from (i32.add (local.get $from) (i32.shl (local.get $numbers) (i32.const {shift}))))
                        (br_if $pixel (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
                    """);
    }

    private static String averagePoolBackward() {
        return MapFunctions.function(
                "averagePoolBackward",
                AVERAGE,
                "(local $from i32) (local $to i32) (local $x v128)",
                MapFunctions.share("pixels")
                        + """
                          (local.set $x ({v}.splat ({s}.div ({s}.const 1) ({s}.convert_i32_s (local.get $pixels)))))
                          (local.set $to (i32.add (local.get $a) (i32.shl
                            (i32.mul (local.get $first) (local.get $numbers)) (i32.const {shift}))))
                          (loop $pixel
                            (local.set $from (local.get $p))
                        """
                        + MapFunctions.along(
                                        "numbers",
                                        List.of("from", "to"),
                                        "({store} (local.get $to) ({v}.mul ({load} (local.get $from)) (local.get"
                                                + " $x)))\n")
                                .replace("{between}", "")
                                .indent(4)
                        + """
                            (local.set $first (i32.add (local.get $first) (i32.const 1)))
                            (br_if $pixel (i32.lt_u (local.get $first) (local.get $last))))
                        """);
    }
}
