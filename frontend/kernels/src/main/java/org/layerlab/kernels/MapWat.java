package org.layerlab.kernels;

import java.util.List;

/**
 * What else is done to maps, whose features are in the order row, column, channel: pooling, and what batch
 * normalisation needs of the channels, of which row i is one of channel i mod channels. A pixel's channels lie side by
 * side, so pools go along all of them at once.
 *
 * <p>Sums of a channel are made row by row, then over the pixels in float64, in one order: threads share the channels.
 */
final class MapWat {
    private static final List<String> OPERATIONS =
            DescriptorLayout.of(KernelLayout.MapOperation.class).names();

    private static final int SUMS_BYTES = KernelLayout.CHANNEL_SUMS_BYTES;

    private MapWat() {}

    static String wat(ScalarType n) {
        return n.fill(maxPool()
                + maxPoolBackward()
                + averagePool()
                + averagePoolBackward()
                + scaleChannels(n)
                + combineChannels(n)
                + totals(n, "plain", "(local.set $s0 ({v}.add (local.get $s0) ({load} (local.get $z))))\n")
                + totals(n, "squares", """
                    (local.set $x ({v}.sub ({load} (local.get $z)) (local.get $mu)))
                    (local.set $s0 ({v}.add (local.get $s0) ({v}.mul (local.get $x) (local.get $x))))
                    """)
                + totals(n, "gradients", slope(n) + """
                    (local.set $s0 ({v}.add (local.get $s0) (local.get $x)))
                    (local.set $s1 ({v}.add (local.get $s1)
                      ({v}.mul (local.get $x) ({v}.sub ({load} (local.get $z)) (local.get $mu)))))
                    """)
                + channelMoments()
                + channelSums()
                + channelTotals()
                + choice());
    }

    /** For a module without maps: nobody calls it, but the programs' import has to be there. */
    static String none(ScalarType n) {
        return n.fill(HEAD + "  (unreachable))\n");
    }

    private static final String HEAD = """
        (func $maps_{s} (param $operation i32) (param $at i32) (param $work i32) (param $index i32) (param $count i32)
        """;

    /** {@code $maps_{s}}: the operation of that number. */
    private static String choice() {
        StringBuilder wat = new StringBuilder(HEAD);
        for (int i = OPERATIONS.size() - 1; i >= 0; i--) {
            wat.append("  (block $").append(OPERATIONS.get(i)).append('\n');
        }
        wat.append("  (br_table");
        for (String operation : OPERATIONS) {
            wat.append(" $").append(operation);
        }
        wat.append(" (local.get $operation)))\n");
        for (int i = 0; i < OPERATIONS.size(); i++) {
            wat.append("  (call $")
                    .append(OPERATIONS.get(i))
                    .append("_{s} (local.get $at) (local.get $index) (local.get $count))\n")
                    .append(i < OPERATIONS.size() - 1 ? "  (return))\n" : ")\n");
        }
        return wat.toString();
    }

    private static String function(String name, DescriptorLayout words, String locals, String body) {
        return "(func $" + name + "_{s} (param $at i32) (param $index i32) (param $count i32)\n"
                + words.read("  (local $first i32) (local $last i32) (local $whole i32) (local $end i32) " + locals)
                + body + ")\n";
    }

    /** Sets {@code $first} and {@code $last}, between which this thread's part of a total lies. */
    private static String share(String total) {
        return """
              (local.set $first (i32.div_u (i32.mul (local.get $%1$s) (local.get $index)) (local.get $count)))
              (local.set $last (i32.div_u
                (i32.mul (local.get $%1$s) (i32.add (local.get $index) (i32.const 1))) (local.get $count)))
              (if (i32.ge_u (local.get $first) (local.get $last)) (then (return)))
            """.formatted(total);
    }

    /**
     * A body along {@code $numbers} numbers at each of some addresses: whole vectors, then one number at a time, so that
     * nothing beyond is written. The body says {@code {load}} and {@code {store}}.
     */
    private static String along(String numbers, List<String> pointers, String body) {
        String lead = pointers.get(0);
        StringBuilder vectors = new StringBuilder(
                body.replace("{load}", "v128.load align={bytes}").replace("{store}", "v128.store align={bytes}"));
        StringBuilder rest = new StringBuilder(body.replace("{load}", "{load1}").replace("{store}", "{store1}"));
        for (String pointer : pointers) {
            vectors.append(Loops.advance(pointer, "(i32.const 16)")).append('\n');
            rest.append(Loops.advance(pointer, "(i32.const {bytes})")).append('\n');
        }
        return """
            (local.set $end (i32.add (local.get $%1$s) (i32.shl (local.get $%2$s) (i32.const {shift}))))
            (local.set $whole (i32.add (local.get $%1$s) (i32.and
              (i32.shl (local.get $%2$s) (i32.const {shift})) (i32.const -16))))
            (block $vectors (loop $next
              (br_if $vectors (i32.ge_u (local.get $%1$s) (local.get $whole)))
            %3$s  (br $next)))
            {between}(block $numbers (loop $next
              (br_if $numbers (i32.ge_u (local.get $%1$s) (local.get $end)))
            %4$s  (br $next)))
            """.formatted(
                lead, numbers, vectors.toString().indent(2), rest.toString().indent(2));
    }

    private static final DescriptorLayout POOL = DescriptorLayout.of(KernelLayout.MaxPoolWord.class);

    private static final String SQUARE_LOCALS =
            "(local $x i32) (local $pixel i32) (local $q i32) (local $d i32) (local $i i32) (local $j i32) (local $v"
                    + " v128)";

    /** Rows of squares of one thread, one square after another; the body is for one. */
    private static String squares(String further, String body) {
        return share("outHeight") + """
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
        return function(
                "maxPool",
                POOL,
                SQUARE_LOCALS + " (local $from i32) (local $to i32)",
                squares(
                        "",
                        "(local.set $from " + square("a") + ")\n(local.set $to " + pooled("p") + ")\n"
                                + along("numbers", List.of("from", "to"), body).replace("{between}", "")));
    }

    /** Of several greatest in a square the first one gets the gradient; NaN counts as greatest. */
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
        return function(
                "maxPoolBackward",
                POOL,
                SQUARE_LOCALS
                        + " (local $from i32) (local $to i32) (local $dpAt i32) (local $distance i32) (local $e v128)"
                        + " (local $greatest v128)",
                squares(
                        "(local.set $distance (i32.sub (local.get $da) (local.get $a)))\n",
                        "(local.set $from " + square("a") + ")\n(local.set $to " + pooled("p")
                                + ")\n(local.set $dpAt " + pooled("dp") + ")\n"
                                + along("numbers", List.of("from", "to", "dpAt"), body)
                                        .replace("{between}", "")));
    }

    private static final DescriptorLayout AVERAGE = DescriptorLayout.of(KernelLayout.AveragePoolWord.class);

    /** Threads share the numbers of P, in whole lines of 64 bytes. */
    private static String averagePool() {
        return function(
                "averagePool",
                AVERAGE,
                "(local $n i32) (local $from i32) (local $to i32) (local $x v128)",
                share("lines") + """
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
        return function(
                "averagePoolBackward",
                AVERAGE,
                "(local $from i32) (local $to i32) (local $x v128)",
                share("pixels")
                        + """
                          (local.set $x ({v}.splat ({s}.div ({s}.const 1) ({s}.convert_i32_s (local.get $pixels)))))
                          (local.set $to (i32.add (local.get $a) (i32.shl
                            (i32.mul (local.get $first) (local.get $numbers)) (i32.const {shift}))))
                          (loop $pixel
                            (local.set $from (local.get $p))
                        """
                        + along(
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

    /** Row by row over this thread's rows, with the channel of each. */
    private static String rows(List<String> matrices, String channel, String body) {
        StringBuilder wat = new StringBuilder(share("rows"));
        for (String matrix : matrices) {
            wat.append("""
                  (local.set $%1$s (i32.add (local.get $%1$s) (i32.shl
                    (i32.mul (local.get $first) (local.get $m)) (i32.const {shift}))))
                """.formatted(matrix));
        }
        return wat
                + """
                  (local.set $channel (i32.rem_u (local.get $first) (local.get $channels)))
                  (loop $row
                """
                + channel.indent(4)
                + along("m", matrices, body).replace("{between}", "").indent(4)
                + """
                    (local.set $channel (i32.add (local.get $channel) (i32.const 1)))
                    (if (i32.eq (local.get $channel) (local.get $channels)) (then (local.set $channel (i32.const 0))))
                    (local.set $first (i32.add (local.get $first) (i32.const 1)))
                    (br_if $row (i32.lt_u (local.get $first) (local.get $last))))
                """;
    }

    private static String ofChannel(String pointer) {
        return "({splat} (i32.add (local.get $" + pointer + ") (i32.shl (local.get $channel) (i32.const {shift}))))";
    }

    private static String scaleChannels(ScalarType n) {
        return function(
                "scaleChannels",
                DescriptorLayout.of(KernelLayout.ScaleChannelsWord.class),
                "(local $channel i32) (local $s v128) (local $t v128) (local $floor v128)",
                "(local.set $floor (select " + n.all("0") + " " + n.all("-inf") + " (local.get $rectify)))\n"
                        + rows(
                                List.of("z", "a"),
                                "(local.set $s " + ofChannel("scale") + ")\n(local.set $t " + ofChannel("shift")
                                        + ")\n",
                                """
                                ({store} (local.get $a) ({v}.pmax
                                  ({v}.add ({v}.mul (local.get $s) ({load} (local.get $z))) (local.get $t))
                                  (local.get $floor)))
                                """));
    }

    /** Sets {@code $x} to dY: dA, or 0 where A was rectified; {@code $all} has all bits where nothing was. */
    private static String slope(ScalarType n) {
        return """
            (local.set $x (v128.and ({load} (local.get $da)) (v128.or (local.get $all)
              ({v}.gt ({load} (local.get $a)) %s))))
            """.formatted(n.all("0"));
    }

    private static final String ALL = "(local.set $all (i32x4.splat (i32.sub (local.get $rectified) (i32.const 1))))\n";

    private static String combineChannels(ScalarType n) {
        return function(
                "combineChannels",
                DescriptorLayout.of(KernelLayout.CombineChannelsWord.class),
                "(local $channel i32) (local $p i32) (local $f0 v128) (local $f1 v128) (local $f2 v128) (local $all"
                        + " v128) (local $x v128)",
                ALL + rows(List.of("z", "a", "da", "dz"), """
                    (local.set $p (i32.add (local.get $factors) (i32.shl
                      (i32.mul (local.get $channel) (i32.const 3)) (i32.const {shift}))))
                    (local.set $f0 ({splat} (local.get $p)))
                    (local.set $f1 ({splat} offset={bytes} (local.get $p)))
                    (local.set $f2 ({splat} offset=%d (local.get $p)))
                    """.formatted(2 * n.bytes()), slope(n) + """
                        ({store} (local.get $dz) ({v}.add ({v}.add ({v}.mul (local.get $f0) (local.get $x))
                          ({v}.mul (local.get $f1) ({load} (local.get $z)))) (local.get $f2)))
                        """));
    }

    /** Sums over pixels and examples of the channels from $first to $last, into $room. */
    private static String totals(ScalarType n, String name, String body) {
        String lane = n.single() ? "(v128.const i32x4 -1 0 0 0)" : "(v128.const i64x2 -1 0)";
        StringBuilder wat = new StringBuilder("(func $totals_" + name + "_{s}");
        for (String parameter :
                List.of("z", "a", "da", "mean", "room", "first", "last", "channels", "pixels", "m", "rectified")) {
            wat.append(" (param $").append(parameter).append(" i32)");
        }
        wat.append("""

              (local $whole i32) (local $end i32) (local $channel i32) (local $skip i32) (local $at i32)
              (local $s0 v128) (local $s1 v128) (local $x v128) (local $mu v128) (local $all v128)
            """);
        wat.append(ALL).append("""
              (memory.fill (i32.add (local.get $room) (i32.mul (local.get $first) (i32.const %1$d))) (i32.const 0)
                (i32.mul (i32.sub (local.get $last) (local.get $first)) (i32.const %1$d)))
              (local.set $at (i32.shl (i32.mul (local.get $first) (local.get $m)) (i32.const {shift})))
              (local.set $z (i32.add (local.get $z) (local.get $at)))
              (local.set $a (i32.add (local.get $a) (local.get $at)))
              (local.set $da (i32.add (local.get $da) (local.get $at)))
              (local.set $skip (i32.shl (i32.mul (local.get $m)
                (i32.sub (local.get $channels) (i32.sub (local.get $last) (local.get $first)))) (i32.const {shift})))
              (loop $pixel
                (local.set $channel (local.get $first))
                (loop $row
                  (local.set $s0 (v128.const i32x4 0 0 0 0))
                  (local.set $s1 (v128.const i32x4 0 0 0 0))
            """.formatted(SUMS_BYTES));
        // In what is left of a row only one lane counts, and the others are 0 less 0.
        wat.append("      (local.set $mu ").append(ofChannel("mean")).append(")\n");
        wat.append(along("m", List.of("z", "a", "da"), body)
                .replace("{between}", "(local.set $mu (v128.and (local.get $mu) " + lane + "))\n")
                .indent(6));
        wat.append("""
                  (local.set $at (i32.add (local.get $room) (i32.mul (local.get $channel) (i32.const %d))))
            """.formatted(SUMS_BYTES));
        for (int i = 0; i < 2; i++) {
            String sum = "(local.get $s" + i + ")";
            String wide = n.single()
                    ? "(f64x2.add (f64x2.promote_low_f32x4 " + sum + ") (f64x2.promote_low_f32x4 "
                            + Lanes.shuffle64(sum, sum, 1, 0) + "))"
                    : sum;
            wat.append(
                            "      (v128.store offset=%1$d (local.get $at) (f64x2.add (v128.load offset=%1$d (local.get $at)) "
                                    .formatted(16 * i))
                    .append(wide)
                    .append("))\n");
        }
        return wat.append("""
                  (local.set $channel (i32.add (local.get $channel) (i32.const 1)))
                  (br_if $row (i32.lt_u (local.get $channel) (local.get $last))))
                (local.set $z (i32.add (local.get $z) (local.get $skip)))
                (local.set $a (i32.add (local.get $a) (local.get $skip)))
                (local.set $da (i32.add (local.get $da) (local.get $skip)))
                (br_if $pixel (local.tee $pixels (i32.sub (local.get $pixels) (i32.const 1)))))
            )
            """).toString();
    }

    private static String call(String totals, String... arguments) {
        StringBuilder wat = new StringBuilder("  (call $totals_" + totals + "_{s}");
        for (String argument : arguments) {
            wat.append(" (local.get $").append(argument).append(')');
        }
        return wat.append(" (local.get $room) (local.get $first) (local.get $last) (local.get $channels) (local.get"
                        + " $pixels) (local.get $m) (local.get $rectified))\n")
                .toString();
    }

    /** For each channel of this thread; {@code $at} is where its sums are. */
    private static String each(String body) {
        return """
              (local.set $c (local.get $first))
              (loop $next
                (local.set $at (i32.add (local.get $room) (i32.mul (local.get $c) (i32.const %d))))
            %s    (local.set $c (i32.add (local.get $c) (i32.const 1)))
                (br_if $next (i32.lt_u (local.get $c) (local.get $last))))
            """.formatted(SUMS_BYTES, body.indent(4));
    }

    private static String total(int offset) {
        return "(f64.add (f64.load offset=%d (local.get $at)) (f64.load offset=%d (local.get $at)))"
                .formatted(offset, offset + 8);
    }

    private static String store(String pointer, String number) {
        return "({s}.store (i32.add (local.get $" + pointer
                + ") (i32.shl (local.get $c) (i32.const {shift}))) ({narrow} " + number + "))\n";
    }

    private static String channelMoments() {
        String mean = "(f64.div " + total(0) + " (local.get $n))";
        return function(
                "channelMoments",
                DescriptorLayout.of(KernelLayout.ChannelMomentsWord.class),
                "(local $c i32) (local $n f64)",
                share("channels")
                        + "  (local.set $n (f64.mul (f64.convert_i32_s (local.get $pixels)) (f64.convert_i32_s"
                        + " (local.get $m))))\n"
                        + call("plain", "z", "z", "z", "mean")
                        + each(store("mean", mean))
                        + call("squares", "z", "z", "z", "mean")
                        + each(store("variance", mean)));
    }

    private static String channelSums() {
        return function(
                "channelSums",
                DescriptorLayout.of(KernelLayout.ChannelSumsWord.class),
                "(local $c i32) (local $p i32)",
                share("channels")
                        + call("gradients", "z", "a", "da", "mean")
                        + each("(local.set $p (i32.add (local.get $sums) (i32.shl (i32.shl (local.get $c) (i32.const"
                                + " 1)) (i32.const {shift}))))\n"
                                + "({s}.store (local.get $p) ({narrow} " + total(0) + "))\n"
                                + "({s}.store offset={bytes} (local.get $p) ({narrow} " + total(16) + "))\n"));
    }

    /** {@code totals = scale · Σ z}; the scale follows the words as a float64. */
    private static String channelTotals() {
        return function(
                "channelTotals",
                DescriptorLayout.of(KernelLayout.ChannelTotalsWord.class),
                "(local $c i32) (local $scale f64)",
                share("channels")
                        + "  (local.set $scale (f64.load offset=" + KernelLayout.TOTALS_SCALE_OFFSET
                        + " (local.get $at)))\n"
                        + call("plain", "z", "z", "z", "z")
                        + each(store("totals", "(f64.mul (local.get $scale) " + total(0) + ")")));
    }
}
