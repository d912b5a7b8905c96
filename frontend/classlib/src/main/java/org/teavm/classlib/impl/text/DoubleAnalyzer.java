package org.teavm.classlib.impl.text;

import org.teavm.jso.JSBody;

/**
 * The shortest decimal that parses to a number: d = ±mantissa · 10^(exponent − 17). Uses the browser's own; replaces
 * TeaVM's class of the same name.
 */
public final class DoubleAnalyzer {
    /** Number of digits in a mantissa. */
    public static final int DECIMAL_PRECISION = 18;

    /** The smallest mantissa of a nonzero number. */
    public static final long DOUBLE_MAX_POS = 100_000_000_000_000_000L;

    private DoubleAnalyzer() {}

    /** What {@link #analyze} finds. */
    public static class Result {
        public long mantissa;
        public int exponent;
        public boolean sign;
    }

    /** Writes the decimal of a finite number into {@code result}. */
    public static void analyze(double d, Result result) {
        // Like 6.25e-2: at most 17 digits.
        String text = exponential(Math.abs(d));
        int end = text.indexOf('e');
        long mantissa = 0;
        int digits = 0;
        for (int i = 0; i < end; i++) {
            if (text.charAt(i) != '.') {
                mantissa = 10 * mantissa + (text.charAt(i) - '0');
                digits++;
            }
        }
        for (; digits < DECIMAL_PRECISION; digits++) {
            mantissa *= 10;
        }
        result.mantissa = mantissa;
        result.exponent = Integer.parseInt(text.substring(end + 1));
        result.sign = d < 0 || 1 / d < 0;
    }

    @JSBody(params = "d", script = "return d.toExponential();")
    private static native String exponential(double d);
}
