package org.layerlab.kernels;

/**
 * The limit that a benchmark compares with: multiply and add on registers alone, as fast as the processor can. Twelve
 * sums that do not wait for each other, as in the products' tile; no memory is read or written.
 */
final class LimitWat {
    private LimitWat() {}

    static String wat(ScalarType n) {
        return limit(n) + limitOfAll(n);
    }

    /**
     * {@code limit(count)}: {@code count} rounds of twelve vector multiply-adds. Returns a number that depends on all
     * of them, so that none can be left out.
     */
    private static String limit(ScalarType n) {
        Function f = new Function("limit", n);
        I32.Local count = f.parameter();
        // Near 1 and 0: the sums neither vanish nor overflow, however long it goes.
        Vec x = f.let(f.all("0.999"));
        Vec y = f.let(f.all("0.001"));
        Vec.Local[] sums = f.vecs(KernelLayout.LIMIT_SUMS);
        f.loop(() -> {
                    for (Vec.Local sum : sums) {
                        sum.set(sum.timesPlus(x, y));
                    }
                })
                .asLongAs(count.down());
        Vec total = sums[0];
        for (int i = 1; i < sums.length; i++) {
            total = total.plus(sums[i]);
        }
        f.giveBack(total.lane(0).toF64());
        return f.wat();
    }

    /** As many rounds on each thread; it looks at the number, for V8 leaves the sums out where it is dropped. */
    private static String limitOfAll(ScalarType n) {
        Function f = new Function("limitOfAll", n);
        I32 count = f.parameter();
        // The number is never −1, but the compiler does not know.
        f.when(f.resultF64("limit", count).equal("-1"), f::fail);
        return f.wat();
    }
}
