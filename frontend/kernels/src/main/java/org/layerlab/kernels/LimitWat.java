package org.layerlab.kernels;

/**
 * The limit that a benchmark compares with: multiply and add on registers alone, as fast as the processor can. Twelve
 * sums that do not wait for each other, as in the products' tile; no memory is read or written.
 */
final class LimitWat {
    private static final int SUMS = KernelLayout.LIMIT_SUMS;

    private LimitWat() {}

    /**
     * {@code limit(count)}: {@code count} rounds of twelve vector multiply-adds. Returns a number that depends on all
     * of them, so that none can be left out. {@code limitOfAll(count)}: as many on each thread; it looks at that number,
     * for V8 leaves the sums out where it is dropped.
     */
    static String wat(ScalarType n) {
        StringBuilder wat = new StringBuilder("(func $limit_{s} (param $count i32) (result f64)\n");
        wat.append("(local $x v128) (local $y v128)\n");
        for (int i = 0; i < SUMS; i++) {
            wat.append("(local $s").append(i).append(" v128)");
        }
        // Near 1 and 0: the sums neither vanish nor overflow, however long it goes.
        wat.append("\n(local.set $x ").append(n.all("0.999")).append(")");
        wat.append("\n(local.set $y ").append(n.all("0.001")).append(")\n(loop $again\n");
        for (int i = 0; i < SUMS; i++) {
            String sum = "(local.get $s" + i + ")";
            wat.append("(local.set $s")
                    .append(i)
                    .append(' ')
                    .append(n.multiplyAdd(sum, "(local.get $x)", "(local.get $y)"))
                    .append(")\n");
        }
        wat.append("(br_if $again (local.tee $count (i32.sub (local.get $count) (i32.const 1)))))\n");
        String total = "(local.get $s0)";
        for (int i = 1; i < SUMS; i++) {
            total = "({v}.add " + total + " (local.get $s" + i + "))";
        }
        String lane = "({v}.extract_lane 0 " + total + ")";
        wat.append(n.single() ? "(f64.promote_f32 " + lane + ")" : lane).append(")\n");
        // The number is never −1, but the compiler does not know.
        wat.append("""
            (func $limitOfAll_{s} (param $count i32)
              (if (f64.eq (call $limit_{s} (local.get $count)) (f64.const -1)) (then (unreachable))))
            """);
        return n.fill(wat.toString());
    }
}
