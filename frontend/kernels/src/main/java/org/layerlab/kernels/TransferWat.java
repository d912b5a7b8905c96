package org.layerlab.kernels;

/** Numbers and bytes on their way into and out of the memory. */
final class TransferWat {
    /** Features that are written at a time, so that the lines of memory they lie in stay in the cache. */
    private static final int FEATURES = 16;

    private TransferWat() {}

    /** {@code M[i][j] = bytes[j·rows + i] / 255} for the features i to end: examples, one after another, become columns. */
    static String wat(Numbers n) {
        return n.fill("""
                (func $examples_{s} (param $bytes i32) (param $rows i32) (param $columns i32) (param $matrix i32)
                    (param $i i32) (param $end i32)
                  (local $to i32) (local $j i32) (local $p i32) (local $q i32) (local $last i32)
                  (local $row i32)
                  (if (i32.eqz (local.get $columns)) (then (return)))
                  (local.set $row (i32.shl (local.get $columns) (i32.const {shift})))
                  (block $done (loop $features
                    (br_if $done (i32.ge_s (local.get $i) (local.get $end)))
                    (local.set $to (call $least (i32.add (local.get $i) (i32.const %1$d)) (local.get $end)))
                    (local.set $j (i32.const 0))
                    (loop $examples
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
                      (br_if $examples (i32.lt_s (local.get $j) (local.get $columns))))
                    (local.set $i (local.get $to))
                    (br $features)))
                )
                """.formatted(FEATURES));
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
                (func (export "storeLong") (param $at i32) (param $value i64)
                  (i64.store (local.get $at) (local.get $value)))
                (func (export "storeByte") (param $at i32) (param $value i32)
                  (i32.store8 (local.get $at) (local.get $value)))
                (func (export "clear") (param $at i32) (param $bytes i32)
                  (memory.fill (local.get $at) (i32.const 0) (local.get $bytes)))
                ;; Pages of 64 KB before growing, or -1 when the browser refuses.
                (func (export "grow") (param $pages i32) (result i32) (memory.grow (local.get $pages)))
                """;
    }
}
