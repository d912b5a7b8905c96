package org.layerlab.kernels;

import java.util.List;

/**
 * What batch normalization needs of the channels; row i belongs to channel i mod channels. Sums of a channel are made row
 * by row, then over the pixels in float64, in one order: threads share the channels.
 */
final class ChannelWat {
    private static final int SUMS_BYTES = KernelLayout.CHANNEL_SUMS_BYTES;

    private static final String ALL = "(local.set $all (i32x4.splat (i32.sub (local.get $rectified) (i32.const 1))))\n";

    private ChannelWat() {}

    static String wat(ScalarType n) {
        return scaleChannels(n)
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
                + channelTotals();
    }

    /** Row by row over this thread's rows, with the channel of each. */
    private static String rows(List<String> matrices, String channel, String body) {
        StringBuilder wat = new StringBuilder(MapFunctions.share("rows"));
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
                + MapFunctions.along("m", matrices, body)
                        .replace("{between}", "")
                        .indent(4)
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
        return MapFunctions.function(
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

    private static String combineChannels(ScalarType n) {
        return MapFunctions.function(
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
        wat.append(MapFunctions.along("m", List.of("z", "a", "da"), body)
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
        return MapFunctions.function(
                "channelMoments",
                DescriptorLayout.of(KernelLayout.ChannelMomentsWord.class),
                "(local $c i32) (local $n f64)",
                MapFunctions.share("channels")
                        + "  (local.set $n (f64.mul (f64.convert_i32_s (local.get $pixels)) (f64.convert_i32_s"
                        + " (local.get $m))))\n"
                        + call("plain", "z", "z", "z", "mean")
                        + each(store("mean", mean))
                        + call("squares", "z", "z", "z", "mean")
                        + each(store("variance", mean)));
    }

    private static String channelSums() {
        return MapFunctions.function(
                "channelSums",
                DescriptorLayout.of(KernelLayout.ChannelSumsWord.class),
                "(local $c i32) (local $p i32)",
                MapFunctions.share("channels")
                        + call("gradients", "z", "a", "da", "mean")
                        + each("(local.set $p (i32.add (local.get $sums) (i32.shl (i32.shl (local.get $c) (i32.const"
                                + " 1)) (i32.const {shift}))))\n"
                                + "({s}.store (local.get $p) ({narrow} " + total(0) + "))\n"
                                + "({s}.store offset={bytes} (local.get $p) ({narrow} " + total(16) + "))\n"));
    }

    /** {@code totals = scale · Σ z}; the scale follows the words as a float64. */
    private static String channelTotals() {
        return MapFunctions.function(
                "channelTotals",
                DescriptorLayout.of(KernelLayout.ChannelTotalsWord.class),
                "(local $c i32) (local $scale f64)",
                MapFunctions.share("channels")
                        + "  (local.set $scale (f64.load offset=" + KernelLayout.TOTALS_SCALE_OFFSET
                        + " (local.get $at)))\n"
                        + call("plain", "z", "z", "z", "z")
                        + each(store("totals", "(f64.mul (local.get $scale) " + total(0) + ")")));
    }
}
