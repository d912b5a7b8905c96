package org.layerlab.kernels;

/** Numbers and bytes on their way into and out of the memory. */
final class TransferWat {
    /** Features that are written at a time, so that the lines of memory they lie in stay in the cache. */
    private static final int FEATURES = 16;

    /** The local that holds four features of four examples. */
    private static final String FOUR = "z";

    private TransferWat() {}

    /** {@code M[i][j] = bytes[j·rows + i] / 255} for the features i to end: examples, one after another, become columns. */
    static String wat(Numbers n) {
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
                        n.single() ? fourExamples().indent(2) : "",
                        n.single()
                                ? "(local $x v128) (local $y v128) (local $r0 v128) (local $r1 v128) (local $r2 v128) (local $r3 v128) (local $z v128)\n"
                                : ""));
    }

    /**
     * float32: the same for four examples at a time, as long as there are four and all {@link #FEATURES}: their bytes are
     * turned round, so that a vector holds one feature of the four.
     */
    private static String fourExamples() {
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
                    // Four features, four bytes each, of which two features become 16-bit numbers at a time.
                    int quarter = feature / 4;
                    wat.append("    (local.set $%s ".formatted(FOUR))
                            .append(Lanes.mixed16("$x", "$y", quarter))
                            .append(")\n");
                }
                wat.append("""
                            (v128.store align=4 (local.get $q) (f32x4.div
                              (f32x4.convert_i32x4_s (i32x4.extend_%s_i16x8_u (i16x8.extend_%s_i8x16_u (local.get $%s))))
                              (f32x4.splat (f32.const 255))))
                        """.formatted(feature % 2 == 0 ? "low" : "high", feature % 4 < 2 ? "low" : "high", FOUR));
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

    /** Single numbers and bytes, for the WebAssembly build, and the memory's size. */
    static String exports() {
        return """
                (func (export "storeFloat") (param $at i32) (param $value f64)
                  (f32.store (local.get $at) (f32.demote_f64 (local.get $value))))
                (func (export "loadFloat") (param $at i32) (result f64)
                  (f64.promote_f32 (f32.load (local.get $at))))
                (func (export "storeDouble") (param $at i32) (param $value f64)
                  (f64.store (local.get $at) (local.get $value)))
                (func (export "loadDouble") (param $at i32) (result f64) (f64.load (local.get $at)))
                (func (export "storeInt") (param $at i32) (param $value i32)
                  (i32.store (local.get $at) (local.get $value)))
                (func (export "storeLongs") (param $at i32)
                    (param $first i64) (param $second i64) (param $third i64) (param $fourth i64)
                  (i64.store (local.get $at) (local.get $first))
                  (i64.store offset=8 (local.get $at) (local.get $second))
                  (i64.store offset=16 (local.get $at) (local.get $third))
                  (i64.store offset=24 (local.get $at) (local.get $fourth)))
                (func (export "storeByte") (param $at i32) (param $value i32)
                  (i32.store8 (local.get $at) (local.get $value)))
                (func (export "clear") (param $at i32) (param $bytes i32)
                  (memory.fill (local.get $at) (i32.const 0) (local.get $bytes)))
                ;; Pages of 64 KB before growing, or -1 when the browser refuses.
                (func (export "grow") (param $pages i32) (result i32) (memory.grow (local.get $pages)))
                """;
    }
}
