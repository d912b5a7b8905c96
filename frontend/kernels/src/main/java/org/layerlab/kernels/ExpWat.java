package org.layerlab.kernels;

/**
 * Exponential, hyperbolic tangent and logarithm of a vector, as statements to be put into a kernel. In float64 they are
 * the operations of {@code org.layerlab.network.function.Elementary} in their order, so that both give the same bits:
 * change neither alone.
 *
 * <p>Sources: S. L. Moshier's Cephes library (expf.c, tanhf.c, tanh.c) and Sun's fdlibm (e_exp.c, e_log.c); errors are
 * at most 2 units in the last place in float32, 1 in float64.
 */
final class ExpWat {
    /** The locals that {@link #exp} and {@link #tanh} use; {@code $x} is what they work on. */
    static final String LOCALS =
            "(local $x v128) (local $n v128) (local $e v128) (local $y v128) (local $low v128) (local $square v128)"
                    + " (local $lost v128)";

    /** The locals that {@link #log} uses besides {@code $x}. */
    static final String LOG_LOCALS = "(local $k v128) (local $f v128) (local $h v128) (local $r v128) (local $t v128)";

    private ExpWat() {}

    /**
     * {@code $e = e^$x}; {@code $x} is spent. {@code x = n·ln 2 + r} with |r| ≤ ln 2 / 2, then {@code e^r} and a shift
     * by n. Held to ±87 (±708 in float64), where the result is still a normal number; NaN stays NaN.
     */
    static String exp(ScalarType n) {
        // Adding 1.5·2^23 (2^52) leaves the nearest whole number in the low bits.
        String magic = n.kept(n.single() ? "12582912" : "6755399441055744");
        String bound = n.single() ? "87" : "708";
        // x comes first in both, so that it is what a comparison with NaN leaves.
        String reduce = """
            (local.set $x ({v}.pmin ({v}.pmax (local.get $x) %s) %s))
            (local.set $n ({v}.add ({v}.mul (local.get $x) %s) %s))
            (local.set $e ({v}.sub (local.get $n) %s))
            """.formatted(n.kept("-" + bound), n.kept(bound), n.kept("1.4426950408889634"), magic, magic);
        String shift = """
            (local.set $e ({v}.mul (local.get $e)
              ({iv}.shl ({iv}.add (local.get $n) %s) (i32.const %d))))
            """.formatted(n.keptIntegers(n.single() ? "127" : "1023"), n.single() ? 23 : 52);
        return n.fill(reduce + (n.single() ? powerOfFloat(n) : powerOfDouble(n)) + shift);
    }

    /** {@code $e = e^r} after Cephes' expf: a polynomial of r. */
    private static String powerOfFloat(ScalarType n) {
        String polynomial = n.polynomial(
                "(local.get $x)",
                "1.9875691500e-4",
                "1.3981999507e-3",
                "8.3334519073e-3",
                "4.1665795894e-2",
                "1.6666665459e-1",
                "5.0000001201e-1");
        return """
            (local.set $x ({v}.sub (local.get $x) ({v}.mul (local.get $e) %s)))
            (local.set $x ({v}.sub (local.get $x) ({v}.mul (local.get $e) %s)))
            (local.set $e ({v}.mul (local.get $x) (local.get $x)))
            (local.set $e %s)
            """.formatted(
                        n.kept("0.693359375"),
                        n.kept("-2.12194440e-4"),
                        n.multiplyAdd(polynomial, "(local.get $e)", "({v}.add (local.get $x) " + n.kept("1") + ")"));
    }

    /** {@code $e = e^r} and {@code $lost = e^r − 1} after fdlibm's exp, r being {@code $x} less a small {@code $low}. */
    private static String powerOfDouble(ScalarType n) {
        String polynomial = n.polynomial(
                "(local.get $square)",
                "4.13813679705723846039e-08",
                "-1.65339022054652515390e-06",
                "6.61375632143793436117e-05",
                "-2.77777777770155933842e-03",
                "1.66666666666666019037e-01");
        return """
            (local.set $x ({v}.sub (local.get $x) ({v}.mul (local.get $e) %s)))
            (local.set $low ({v}.mul (local.get $e) %s))
            (local.set $e ({v}.sub (local.get $x) (local.get $low)))
            (local.set $square ({v}.mul (local.get $e) (local.get $e)))
            (local.set $square ({v}.sub (local.get $e) ({v}.mul (local.get $square) %s)))
            (local.set $lost ({v}.sub (local.get $x) ({v}.sub (local.get $low)
              ({v}.div ({v}.mul (local.get $e) (local.get $square)) ({v}.sub %s (local.get $square))))))
            (local.set $e ({v}.add %s (local.get $lost)))
            """.formatted(
                        n.kept("6.93147180369123816490e-01"),
                        n.kept("1.90821492927058770002e-10"),
                        polynomial,
                        n.kept("2"),
                        n.kept("1"));
    }

    /** {@code $e = 1 / (1 + e^−$x)}. */
    static String sigmoid(ScalarType n) {
        String one = n.kept("1");
        return n.fill("(local.set $x ({v}.neg (local.get $x)))\n")
                + exp(n)
                + n.fill("(local.set $e ({v}.div " + one + " ({v}.add " + one + " (local.get $e))))\n");
    }

    /**
     * {@code $e = tanh $x}: an odd polynomial (float64: a rational function) of x where |x| < 0.625, elsewhere
     * {@code ±(1 − 2 / (e^2|x| + 1))}.
     */
    static String tanh(ScalarType n) {
        String square = "(local.get $square)";
        String core = n.single()
                ? n.polynomial(
                        square,
                        "-5.70498872745e-3",
                        "2.06390887954e-2",
                        "-5.37397155531e-2",
                        "1.33314422036e-1",
                        "-3.33332819422e-1")
                : "({v}.div "
                        + n.polynomial(
                                square,
                                "-9.64399179425052238628e-1",
                                "-9.92877231001918586564e1",
                                "-1.61468768441708447952e3")
                        + " "
                        + n.polynomial(
                                square,
                                "1",
                                "1.12811678491632931402e2",
                                "2.23548839060100448583e3",
                                "4.84406305325125486048e3")
                        + ")";
        return n.fill("""
            (local.set $y (local.get $x))
            (local.set $x ({v}.mul ({v}.abs (local.get $x)) %s))
            """.formatted(n.kept("2")))
                + exp(n)
                + (n.single() ? farFloat(n) : farDouble(n))
                + n.fill("""
                    (local.set $e (v128.or (local.get $e) (v128.and (local.get $y) %s)))
                    (local.set $square ({v}.mul (local.get $y) (local.get $y)))
                    (local.set $e (v128.bitselect
                      ({v}.add (local.get $y) ({v}.mul (local.get $y) ({v}.mul (local.get $square) %s)))
                      (local.get $e)
                      ({v}.lt ({v}.abs (local.get $y)) %s)))
                    """.formatted(n.kept("-0"), core, n.kept("0.625")));
    }

    /** {@code $e = 1 − 2 / ($e + 1)}. */
    private static String farFloat(ScalarType n) {
        return n.fill("(local.set $e ({v}.sub %s ({v}.div %s ({v}.add (local.get $e) %s))))\n"
                .formatted(n.kept("1"), n.kept("2"), n.kept("1")));
    }

    /** The same with what each sum rounds away, for the last bit. */
    private static String farDouble(ScalarType n) {
        String one = n.kept("1");
        return n.fill("""
            (local.set $square ({iv}.shl ({iv}.add (local.get $n) %2$s) (i32.const 52)))
            (local.set $lost ({v}.sub ({v}.mul (local.get $lost) (local.get $square))
              ({v}.sub (local.get $e) (local.get $square))))
            (local.set $x ({v}.add (local.get $e) %1$s))
            (local.set $lost ({v}.add ({v}.sub %1$s ({v}.sub (local.get $x) (local.get $e))) (local.get $lost)))
            (local.set $e ({v}.div %3$s (local.get $x)))
            (local.set $low ({v}.sub %1$s (local.get $e)))
            (local.set $e ({v}.add (local.get $low) ({v}.add
              ({v}.sub ({v}.sub %1$s (local.get $low)) (local.get $e))
              ({v}.div ({v}.mul (local.get $e) (local.get $lost)) (local.get $x)))))
            """.formatted(one, n.keptIntegers("1023"), n.kept("2")));
    }

    /**
     * {@code $x = ln $x} in float64. {@code x = 2^k·(1 + f)} with √½ ≤ 1 + f < √2. ln 0 is −∞, of less it is NaN.
     */
    static String log() {
        ScalarType n = ScalarType.float64();
        String r = n.polynomial(
                "(local.get $h)",
                "1.479819860511658591e-01",
                "1.531383769920937332e-01",
                "1.818357216161805012e-01",
                "2.222219843214978396e-01",
                "2.857142874366239149e-01",
                "3.999999999940941908e-01",
                "6.666666666666735130e-01");
        return n.fill("""
            (local.set $t (local.get $x))
            ;; Numbers below the smallest normal one are first multiplied by 2^54.
            (local.set $h ({v}.lt (local.get $x) %s))
            (local.set $x (v128.bitselect ({v}.mul (local.get $x) %s) (local.get $x) (local.get $h)))
            (local.set $k ({iv}.shr_s ({iv}.sub (local.get $x) %s) (i32.const 52)))
            (local.set $f ({v}.sub ({iv}.sub (local.get $x) ({iv}.shl (local.get $k) (i32.const 52))) %s))
            (local.set $k ({iv}.sub (local.get $k) (v128.and (local.get $h) %s)))
            (local.set $k ({v}.sub ({iv}.add (local.get $k) %s) %s))
            (local.set $r ({v}.div (local.get $f) ({v}.add (local.get $f) %s)))
            (local.set $h ({v}.mul (local.get $r) (local.get $r)))
            (local.set $x ({v}.mul (local.get $h) %s))
            (local.set $h ({v}.mul ({v}.mul (local.get $f) (local.get $f)) %s))
            (local.set $x ({v}.sub ({v}.mul (local.get $k) %s)
              ({v}.sub ({v}.sub (local.get $h)
                ({v}.add ({v}.mul (local.get $r) ({v}.add (local.get $h) (local.get $x))) ({v}.mul (local.get $k) %s)))
                (local.get $f))))
            (local.set $x (v128.bitselect %s (local.get $x) ({v}.eq (local.get $t) %s)))
            (local.set $x (v128.bitselect (local.get $x) %s ({v}.ge (local.get $t) %s)))
            """.formatted(
                        n.all("0x1p-1022"),
                        n.all("0x1p54"),
                        n.allIntegers("0x3fe6a09e667f3bcd"),
                        n.all("1"),
                        n.allIntegers("54"),
                        n.allIntegers("0x4338000000000000"),
                        n.all("6755399441055744"),
                        n.all("2"),
                        r,
                        n.all("0.5"),
                        n.all("6.93147180369123816490e-01"),
                        n.all("1.90821492927058770002e-10"),
                        n.all("-inf"),
                        n.all("0"),
                        n.all("nan"),
                        n.all("0")));
    }
}
