package org.layerlab.kernels;

/**
 * Examples, one after another, a byte a feature: as numbers, divided by 255, in a matrix with a column for each; and in
 * float32 straight as the tiles in which {@link ProductWat} reads such a matrix or its transpose. A batch of photos
 * then is never written as numbers as a whole: what comes from memory is a quarter of that.
 */
final class ExamplesWat {
    /** Features that are written at a time, so that the lines of memory they lie in stay in the cache. */
    private static final int FEATURES = 16;

    /** Columns of a tile. */
    private static final int TILE = 8;

    /** 1/255 = (257 / 2¹⁶) · (1 + 2⁻¹⁶ + …): a byte times the first factor is exact. */
    private static final float OVER_255 = 257f / 65536;

    private static final float OVER_255_REST = (float) (1 / 255.0 - OVER_255);

    /** The local that holds four features of four examples. */
    private static final String FOUR = "z";

    private ExamplesWat() {}

    static String wat(ScalarType n) {
        return matrix(n) + (n.single() ? n.fill(tiles(n) + turnedTiles(n)) : "");
    }

    /**
     * float32: a vector of whole numbers up to 255, over 255 without a division. Each of the 256 quotients is the one that
     * the division gives, to the last digit.
     */
    private static String over255(ScalarType n, String local) {
        String x = "(local.get $" + local + ")";
        return n.multiplyAdd(
                x,
                n.kept(String.valueOf(OVER_255)),
                "(f32x4.mul " + x + " " + n.kept(String.valueOf(OVER_255_REST)) + ")");
    }

    /**
     * Tiles of the matrix, of eight columns and {@code depth} rows each, one after another: {@code columns} examples of
     * which the features from {@code b} on become rows. Where there are fewer than eight examples the last is repeated.
     *
     * <p>Eight features of the eight are turned round at a time.
     */
    private static String tiles(ScalarType n) {
        StringBuilder wat = new StringBuilder("""
            (func $packExamples_{s} (param $b i32) (param $example i32) (param $depth i32) (param $columns i32)
                (param $to i32)
              (local $n i32) (local $x v128) (local $y v128) (local $z v128) (local $u0 v128) (local $u1 v128)
            """);
        for (int i = 0; i < TILE; i++) {
            wat.append("  (local $p%1$d i32) (local $r%1$d v128)\n".formatted(i));
        }
        wat.append("  (loop $tile\n    (local.set $p0 (local.get $b))\n");
        wat.append(Loops.addresses("p", TILE, "example", "columns"));
        wat.append("    (local.set $n (i32.shr_u (local.get $depth) (i32.const 3)))\n");
        wat.append("    (if (local.get $n) (then (loop $steps\n");
        for (int i = 0; i < TILE; i++) {
            wat.append("      (local.set $r%1$d (v128.load64_zero align=1 (local.get $p%1$d)))\n".formatted(i));
            wat.append("      ").append(Loops.advance("p" + i, "(i32.const 8)")).append('\n');
        }
        for (int i = 0; i < 4; i++) {
            set(wat, "r" + i, Lanes.mixed8("$r" + i, "$r" + (i + 4), 0));
        }
        for (int half = 0; half < 2; half++) {
            set(wat, "u0", Lanes.mixed8("$r0", "$r2", half));
            set(wat, "u1", Lanes.mixed8("$r1", "$r3", half));
            for (int quarter = 0; quarter < 2; quarter++) {
                // Two features of eight examples.
                set(wat, "z", Lanes.mixed8("$u0", "$u1", quarter));
                for (int feature = 0; feature < 2; feature++) {
                    eight(wat, feature, "to", 32 * feature, over255(n, "x"));
                }
                wat.append("      ")
                        .append(Loops.advance("to", "(i32.const 64)"))
                        .append('\n');
            }
        }
        wat.append("      (br_if $steps (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))))\n");
        wat.append("    (local.set $n (i32.and (local.get $depth) (i32.const 7)))\n");
        wat.append("    (if (local.get $n) (then (loop $steps\n");
        for (int i = 0; i < TILE; i++) {
            wat.append("""
                      (f32.store offset=%1$d (local.get $to)
                        (f32.div (f32.convert_i32_u (i32.load8_u (local.get $p%2$d))) (f32.const 255)))
                """.formatted(4 * i, i));
            wat.append("      ").append(Loops.advance("p" + i, "(i32.const 1)")).append('\n');
        }
        wat.append("      ").append(Loops.advance("to", "(i32.const 32)")).append('\n');
        return wat.append("""
                  (br_if $steps (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))))
                (local.set $b (i32.add (local.get $b) (i32.shl (local.get $example) (i32.const 3))))
                (br_if $tile (i32.gt_s (local.tee $columns (i32.sub (local.get $columns) (i32.const 8)))
                  (i32.const 0))))
            )
            """).toString();
    }

    /**
     * Tiles of the transpose, scaled: {@code depth} examples become rows, the {@code columns} features from {@code b}
     * on columns, two tiles at a time as long as there are two. Up to fifteen bytes beyond are read, but never used.
     */
    private static String turnedTiles(ScalarType n) {
        String scaled = "(f32x4.mul " + over255(n, "x") + " (local.get $factor))";
        StringBuilder two = new StringBuilder();
        set(two, "z", "(v128.load align=1 (local.get $p))");
        eight(two, 0, "to", 0, scaled);
        eight(two, 1, "second", 0, scaled);
        StringBuilder one = new StringBuilder();
        set(one, "z", "(v128.load64_zero align=1 (local.get $p))");
        eight(one, 0, "to", 0, scaled);
        return """
            (func $packExamplesTurned_{s} (param $b i32) (param $example i32) (param $depth i32)
                (param $columns i32) (param $scale {s}) (param $to i32)
              (local $n i32) (local $p i32) (local $second i32) (local $factor v128)
              (local $x v128) (local $y v128) (local $z v128)
              (local.set $factor ({v}.splat (local.get $scale)))
              (loop $tile
                (local.set $p (local.get $b))
                (local.set $n (local.get $depth))
                (if (i32.gt_s (local.get $columns) (i32.const 8))
                  (then
                    (local.set $second (i32.add (local.get $to) (i32.shl (local.get $depth) (i32.const 5))))
                    (loop $step
            %s          (local.set $to (i32.add (local.get $to) (i32.const 32)))
                      (local.set $second (i32.add (local.get $second) (i32.const 32)))
                      (local.set $p (i32.add (local.get $p) (local.get $example)))
                      (br_if $step (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
                    (local.set $to (local.get $second)))
                  (else
                    (loop $step
            %s          (local.set $to (i32.add (local.get $to) (i32.const 32)))
                      (local.set $p (i32.add (local.get $p) (local.get $example)))
                      (br_if $step (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))))
                (local.set $b (i32.add (local.get $b) (i32.const 16)))
                (br_if $tile (i32.gt_s (local.tee $columns (i32.sub (local.get $columns) (i32.const 16)))
                  (i32.const 0))))
            )
            """.formatted(two.toString().indent(4), one.toString().indent(4));
    }

    /** Stores eight bytes, the low or the high half of {@code $z}, as numbers; {@code $x} holds four at a time. */
    private static void eight(StringBuilder wat, int half, String to, int offset, String value) {
        set(wat, "y", "(i16x8.extend_%s_i8x16_u (local.get $z))".formatted(half == 0 ? "low" : "high"));
        for (int i = 0; i < 2; i++) {
            set(
                    wat,
                    "x",
                    "(f32x4.convert_i32x4_s (i32x4.extend_%s_i16x8_u (local.get $y)))"
                            .formatted(i == 0 ? "low" : "high"));
            wat.append("      (v128.store offset=%d (local.get $%s) %s)\n".formatted(offset + 16 * i, to, value));
        }
    }

    private static void set(StringBuilder wat, String local, String value) {
        wat.append("      (local.set $").append(local).append(' ').append(value).append(")\n");
    }

    /** {@code M[i][j] = bytes[j·rows + i] / 255} for the features i to end: examples, one after another, become columns. */
    private static String matrix(ScalarType n) {
        return n.fill("""
            (func $examples_{s} (param $bytes i32) (param $rows i32) (param $columns i32) (param $matrix i32)
                (param $i i32) (param $end i32)
              (local $to i32) (local $j i32) (local $p i32) (local $q i32) (local $last i32)
              (local $row i32)
            %3$s  (if (i32.eqz (local.get $columns)) (then (return)))
              (local.set $row (i32.shl (local.get $columns) (i32.const {shift})))
              (block $done (loop $features
                (br_if $done (i32.ge_s (local.get $i) (local.get $end)))
                (local.set $to (call $least (i32.add (local.get $i) (i32.const %1$d)) (local.get $end)))
                (local.set $j (i32.const 0))
            %2$s    (block $written (loop $examples
                  (br_if $written (i32.ge_s (local.get $j) (local.get $columns)))
                  (local.set $p (i32.add (local.get $bytes)
                    (i32.add (i32.mul (local.get $j) (local.get $rows)) (local.get $i))))
                  (local.set $last (i32.add (local.get $p) (i32.sub (local.get $to) (local.get $i))))
                  (local.set $q (i32.add (local.get $matrix) (i32.add
                    (i32.mul (local.get $i) (local.get $row)) (i32.shl (local.get $j) (i32.const {shift})))))
                  (loop $next
                    ({s}.store (local.get $q)
                      ({s}.div ({s}.convert_i32_u (i32.load8_u (local.get $p))) ({s}.const 255)))
                    (local.set $q (i32.add (local.get $q) (local.get $row)))
                    (local.set $p (i32.add (local.get $p) (i32.const 1)))
                    (br_if $next (i32.lt_u (local.get $p) (local.get $last))))
                  (local.set $j (i32.add (local.get $j) (i32.const 1)))
                  (br $examples)))
                (local.set $i (local.get $to))
                (br $features)))
            )
            """.formatted(
                        FEATURES,
                        n.single() ? fourExamples(n).indent(2) : "",
                        n.single()
                                ? "(local $x v128) (local $y v128) (local $r0 v128) (local $r1 v128) (local $r2 v128)"
                                        + " (local $r3 v128) (local $z v128) (local $f v128)\n"
                                : ""));
    }

    /**
     * float32: the same for four examples at a time, as long as there are four and all {@link #FEATURES}: their bytes are
     * turned round, so that a vector holds one feature of the four.
     */
    private static String fourExamples(ScalarType n) {
        StringBuilder wat = new StringBuilder("""
            (if (i32.eq (i32.sub (local.get $to) (local.get $i)) (i32.const %d)) (then
              (block $few (loop $four
                (br_if $few (i32.gt_s (i32.add (local.get $j) (i32.const 4)) (local.get $columns)))
                (local.set $p (i32.add (local.get $bytes)
                  (i32.add (i32.mul (local.get $j) (local.get $rows)) (local.get $i))))
                (local.set $q (i32.add (local.get $matrix) (i32.add
                  (i32.mul (local.get $i) (local.get $row)) (i32.shl (local.get $j) (i32.const {shift})))))
            """.formatted(FEATURES));
        for (int example = 0; example < 4; example++) {
            wat.append("    (local.set $r%d (v128.load align=1 (local.get $p)))\n".formatted(example));
            wat.append("    ").append(Loops.advance("p", "(local.get $rows)")).append('\n');
        }
        for (int half = 0; half < 2; half++) {
            wat.append("    (local.set $x ")
                    .append(Lanes.mixed8("$r0", "$r1", half))
                    .append(")\n");
            wat.append("    (local.set $y ")
                    .append(Lanes.mixed8("$r2", "$r3", half))
                    .append(")\n");
            for (int feature = 0; feature < FEATURES / 2; feature++) {
                if (feature % 4 == 0) {
                    // Four features, four bytes each; two features become 16-bit numbers at a time.
                    int quarter = feature / 4;
                    wat.append("    (local.set $%s ".formatted(FOUR))
                            .append(Lanes.mixed16("$x", "$y", quarter))
                            .append(")\n");
                }
                wat.append("""
                        (local.set $f (f32x4.convert_i32x4_s
                          (i32x4.extend_%s_i16x8_u (i16x8.extend_%s_i8x16_u (local.get $%s)))))
                        (v128.store align=4 (local.get $q) %s)
                    """.formatted(
                        feature % 2 == 0 ? "low" : "high", feature % 4 < 2 ? "low" : "high", FOUR, over255(n, "f")));
                wat.append("    ")
                        .append(Loops.advance("q", "(local.get $row)"))
                        .append('\n');
            }
        }
        return wat.append("""
                (local.set $j (i32.add (local.get $j) (i32.const 4)))
                (br $four)))))
            """).toString();
    }
}
