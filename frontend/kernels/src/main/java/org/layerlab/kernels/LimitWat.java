package org.layerlab.kernels;

/**
 * The limit that a benchmark compares with: multiply and add on registers alone, as fast as the processor can. As many
 * sums that do not wait for each other as in a product's tile, or in two of them.
 *
 * <p>The sums end in two neighboring vectors of memory, as those of a tile do: from what is stored, V8 sees which pairs
 * it can join into vectors of twice the width.
 */
final class LimitWat {
    private LimitWat() {}

    /** {@code limit(count)}: {@code count} rounds. */
    static String wat(ScalarType n) {
        Function f = new Function("limit", n);
        I32.Local count = f.parameter();
        int sums = KernelLayout.LIMIT_SUMS;
        Runnable narrow = () -> rounds(f, count, sums);
        if (ProductTileWat.hasWide(n)) {
            f.when(ProductTileWat.isWide(), () -> rounds(f, count, KernelLayout.WIDE_TILES * sums));
            f.otherwise(narrow);
        } else {
            narrow.run();
        }
        return f.wat();
    }

    private static void rounds(Function f, I32.Local count, int number) {
        // Near 1 and 0: the sums neither vanish nor overflow, however long it goes.
        Vec x = f.let(f.all("0.999"));
        Vec y = f.let(f.all("0.001"));
        Vec.Local[] sums = f.vecs(number);
        f.countDown(count, () -> {
            for (Vec.Local sum : sums) {
                sum.set(sum.timesPlus(x, y));
            }
        });
        for (int i = 0; i < 2; i++) {
            Vec total = sums[i];
            for (int j = i + 2; j < number; j += 2) {
                total = total.plus(sums[j]);
            }
            f.store(I32.of(KernelLayout.LIMIT_RESULT), i * ScalarType.VECTOR_BYTES, total);
        }
    }
}
