package org.layerlab.kernels;

/**
 * The logarithm of a vector, in float64 for both precisions: the operations of {@code
 * org.layerlab.network.function.Elementary} in their order, after Sun's fdlibm (e_log.c). The error is at most 1 unit
 * in the last place.
 */
record LogWat(Vec.Local x, Vec.Local t, Vec.Local h, Vec.Local k, Vec.Local f, Vec.Local r) {
    private static final ScalarType N = ScalarType.float64();

    /** A place for logarithms of x, with its locals. */
    LogWat(Function function, Vec.Local x) {
        this(x, function.vec(N), function.vec(N), function.vec(N), function.vec(N), function.vec(N));
    }

    /** {@code x = ln x}. {@code x = 2ᵏ·(1 + f)} with √½ ≤ 1 + f < √2. ln 0 is −∞, of less it is NaN. */
    void log() {
        t.set(x);
        // Numbers below the smallest normal one are first multiplied by 2^54.
        h.set(x.less(all("0x1p-1022")));
        x.set(h.choose(x.times(all("0x1p54")), x));
        k.set(x.integers().minus(integers("0x3fe6a09e667f3bcd")).shrSigned(52));
        f.set(x.integers().minus(k.integers().shl(52)).lanes(N).minus(all("1")));
        k.set(k.integers().minus(h.and(integers("54"))));
        // The integer k as a number, through the low bits of 1.5·2^52.
        k.set(k.integers().plus(integers("0x4338000000000000")).lanes(N).minus(all("6755399441055744")));
        r.set(f.over(f.plus(all("2"))));
        h.set(r.times(r));
        x.set(h.times(h.polynomial(
                "1.479819860511658591e-01",
                "1.531383769920937332e-01",
                "1.818357216161805012e-01",
                "2.222219843214978396e-01",
                "2.857142874366239149e-01",
                "3.999999999940941908e-01",
                "6.666666666666735130e-01")));
        h.set(f.times(f).times(all("0.5")));
        Vec high = k.times(all("6.93147180369123816490e-01"));
        Vec low = k.times(all("1.90821492927058770002e-10"));
        x.set(high.minus(h.minus(r.times(h.plus(x)).plus(low)).minus(f)));
        x.set(t.equal(all("0")).choose(all("-inf"), x));
        x.set(t.atLeast(all("0")).choose(x, all("nan")));
    }

    private static Vec all(String number) {
        return Vec.all(N, number);
    }

    private static IntVec integers(String number) {
        return IntVec.all(N, number);
    }
}
