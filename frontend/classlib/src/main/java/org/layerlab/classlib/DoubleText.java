package org.layerlab.classlib;

import org.teavm.jso.JSBody;

/** Numbers as Java writes and reads them, by the browser's own writer and parser. */
public final class DoubleText {
    private DoubleText() {}

    /** What {@code Double.toString} gives: the shortest decimal that is read as this number. */
    @JSBody(
            params = "value",
            script = "var size = Math.abs(value), isPlain = size === 0 || size >= 1e-3 && size < 1e7;"
                    + "if (!isFinite(value)) { return String(value); }"
                    + "var text = isPlain ? String(size) : size.toExponential().replace('e', 'E').replace('+', '');"
                    + "return (value < 0 || 1 / value < 0 ? '-' : '')"
                    + " + (text.includes('.') ? text : text.replace(/E|$/, '.0$&'));")
    public static native String of(double value);

    /**
     * The number that a text says, except in hexadecimal.
     *
     * @throws NumberFormatException when it is none
     */
    public static double parse(String text) {
        double value = number(text);
        if (Double.isNaN(value) && !saysNaN(text)) {
            throw new NumberFormatException();
        }
        return value;
    }

    @JSBody(
            params = "text",
            script =
                    "var match = /^[\\0- ]*([+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)[fFdD]?[\\0- ]*$/.exec(text)"
                            + " || /^[\\0- ]*([+-]?Infinity)[\\0- ]*$/.exec(text);"
                            + "return match ? Number(match[1]) : NaN;")
    private static native double number(String text);

    @JSBody(params = "text", script = "return /^[\\0- ]*[+-]?NaN[\\0- ]*$/.test(text);")
    private static native boolean saysNaN(String text);
}
