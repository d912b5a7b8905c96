package org.layerlab.kernels;

/**
 * Exponential, hyperbolic tangent and sigmoid of a vector. In float64 they are the operations of {@code
 * org.layerlab.network.function.Elementary} in their order, so that both give the same bits: change neither alone.
 *
 * <p>Sources: S. L. Moshier's Cephes library (expf.c, tanhf.c, tanh.c) and Sun's fdlibm (e_exp.c); errors are at most 2
 * units in the last place in float32, 1 in float64.
 */
final class ExpWat extends Kernel {
    private final Vec.Local x, e;
    private final Vec.Local whole = f.vec(), y = f.vec(), low = f.vec(), square = f.vec(), lost = f.vec();

    /**
     * A place for these functions, with its locals.
     *
     * @param x the argument, which is spent
     * @param e where the result goes
     */
    ExpWat(Function f, Vec.Local x, Vec.Local e) {
        super(f);
        this.x = x;
        this.e = e;
    }

    /**
     * {@code e = eˣ}. {@code x = n·ln 2 + r} with |r| ≤ ln 2 / 2, then {@code eʳ} and a shift by n. Held to ±87 (±708 in
     * float64), where the result is still a normal number; NaN stays NaN.
     */
    private void exp() {
        // Adding 1.5·2^23 (2^52) leaves the nearest whole number in the low bits.
        Vec magic = kept(n.single() ? "12582912" : "6755399441055744");
        String bound = n.single() ? "87" : "708";
        // x comes first in both, so that it is what a comparison with NaN leaves.
        x.set(x.orGreater(kept("-" + bound)).orLess(kept(bound)));
        whole.set(x.times(kept("1.4426950408889634")).plus(magic));
        e.set(whole.minus(magic));
        if (n.single()) {
            powerOfFloat();
        } else {
            powerOfDouble();
        }
        e.set(e.times(powerOfTwo()));
    }

    /** 2ⁿ: its exponent's bits. */
    private Vec powerOfTwo() {
        String bias = n.single() ? "127" : "1023";
        return whole.integers()
                .plus(IntVec.kept(n, bias))
                .shl(n.single() ? 23 : 52)
                .lanes(n);
    }

    /** {@code e = eʳ} after Cephes' expf: a polynomial of r. */
    private void powerOfFloat() {
        x.set(x.minus(e.times(kept("0.693359375"))));
        x.set(x.minus(e.times(kept("-2.12194440e-4"))));
        e.set(x.times(x));
        Vec p = x.polynomial(
                "1.9875691500e-4",
                "1.3981999507e-3",
                "8.3334519073e-3",
                "4.1665795894e-2",
                "1.6666665459e-1",
                "5.0000001201e-1");
        e.set(p.timesPlus(e, x.plus(kept("1"))));
    }

    /** {@code e = eʳ} and {@code lost = eʳ − 1} after fdlibm's exp, r being x less a small {@code low}. */
    private void powerOfDouble() {
        x.set(x.minus(e.times(kept("6.93147180369123816490e-01"))));
        low.set(e.times(kept("1.90821492927058770002e-10")));
        e.set(x.minus(low));
        square.set(e.times(e));
        Vec p = square.polynomial(
                "4.13813679705723846039e-08",
                "-1.65339022054652515390e-06",
                "6.61375632143793436117e-05",
                "-2.77777777770155933842e-03",
                "1.66666666666666019037e-01");
        square.set(e.minus(square.times(p)));
        lost.set(x.minus(low.minus(e.times(square).over(kept("2").minus(square)))));
        e.set(kept("1").plus(lost));
    }

    /** {@code e = 1 / (1 + e⁻ˣ)}. */
    void sigmoid() {
        x.set(x.negative());
        exp();
        e.set(kept("1").over(kept("1").plus(e)));
    }

    /**
     * {@code e = tanh x}: an odd polynomial (float64: a rational function) of x where |x| < 0.625, elsewhere
     * {@code ±(1 − 2 / (e²ˡˣˡ + 1))}.
     */
    void tanh() {
        y.set(x);
        x.set(x.absolute().times(kept("2")));
        exp();
        if (n.single()) {
            e.set(kept("1").minus(kept("2").over(e.plus(kept("1")))));
        } else {
            farDouble();
        }
        e.set(e.or(y.and(kept("-0"))));
        square.set(y.times(y));
        Vec near = y.plus(y.times(square.times(n.single() ? coreOfFloat() : coreOfDouble())));
        e.set(y.absolute().less(kept("0.625")).choose(near, e));
    }

    private Vec coreOfFloat() {
        return square.polynomial(
                "-5.70498872745e-3", "2.06390887954e-2", "-5.37397155531e-2", "1.33314422036e-1", "-3.33332819422e-1");
    }

    private Vec coreOfDouble() {
        return square.polynomial("-9.64399179425052238628e-1", "-9.92877231001918586564e1", "-1.61468768441708447952e3")
                .over(square.polynomial(
                        "1", "1.12811678491632931402e2", "2.23548839060100448583e3", "4.84406305325125486048e3"));
    }

    /** {@code e = 1 − 2 / (e + 1)} with what each sum rounds away, for the last bit. */
    private void farDouble() {
        Vec one = kept("1");
        square.set(powerOfTwo());
        lost.set(lost.times(square).minus(e.minus(square)));
        x.set(e.plus(one));
        lost.set(one.minus(x.minus(e)).plus(lost));
        e.set(kept("2").over(x));
        low.set(one.minus(e));
        e.set(low.plus(one.minus(low).minus(e).plus(e.times(lost).over(x))));
    }

    private Vec kept(String number) {
        return f.kept(number);
    }
}
