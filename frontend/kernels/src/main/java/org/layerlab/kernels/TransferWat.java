package org.layerlab.kernels;

/** Numbers and bytes on their way into and out of the memory. */
final class TransferWat {
    private TransferWat() {}

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
            (func (export "copy") (param $from i32) (param $to i32) (param $bytes i32)
              (memory.copy (local.get $to) (local.get $from) (local.get $bytes)))
            ;; Pages of 64 KB before growing, or -1 when the browser refuses.
            (func (export "grow") (param $pages i32) (result i32) (memory.grow (local.get $pages)))
            """;
    }
}
