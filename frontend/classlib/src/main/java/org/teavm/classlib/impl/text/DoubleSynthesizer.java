package org.teavm.classlib.impl.text;

import org.teavm.jso.JSBody;

/** Parses a decimal with the browser's own parser; replaces TeaVM's class of the same name. */
public final class DoubleSynthesizer {
    private DoubleSynthesizer() {}

    /**
     * The number nearest to ±mantissa · 10^(exponent − 18).
     *
     * @param mantissa without sign, up to 2^64
     */
    public static double synthesizeDouble(long mantissa, int exponent, boolean negative) {
        double magnitude = number(Long.toUnsignedString(mantissa) + "e" + (exponent - 18));
        return negative ? -magnitude : magnitude;
    }

    @JSBody(params = "text", script = "return Number(text);")
    private static native double number(String text);
}
