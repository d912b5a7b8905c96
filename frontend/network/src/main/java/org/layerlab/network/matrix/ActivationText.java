package org.layerlab.network.matrix;

/**
 * How an {@link Activation} is written elsewhere. {@code Z} stands for what goes in, {@code A} for what comes out.
 *
 * @param formula A as mathematics; <code>{a|b}</code> is a fraction, {@code ^(…)} a superscript
 * @param slope the derivative, as mathematics in the same notation; {@code "1"} where it changes nothing
 * @param numpy A as a NumPy expression
 * @param numpySlope the derivative as a NumPy expression that can be a factor
 * @param onnx the operator of ONNX's set 14; empty when no single operator does it
 * @param onnxAlpha the operator's attribute {@code alpha}; NaN when it has none
 */
public record ActivationText(
        String formula, String slope, String numpy, String numpySlope, String onnx, double onnxAlpha) {
    /** For an operator without attributes. */
    ActivationText(String formula, String slope, String numpy, String numpySlope, String onnx) {
        this(formula, slope, numpy, numpySlope, onnx, Double.NaN);
    }

    /**
     * {@link #formula} for one number on one line: {@code "1 / (1 + e^(−2))"}.
     *
     * @param z the number as text, with a minus sign (U+2212) if it is negative
     */
    public String worked(String z) {
        return worked(formula, z);
    }

    private static String worked(String formula, String z) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < formula.length(); i++) {
            char c = formula.charAt(i);
            switch (c) {
                case 'Z' -> {
                    boolean sign = line.length() > 0 && "·−".indexOf(lastOf(line)) >= 0;
                    line.append(sign && z.startsWith("−") ? "(" + z + ")" : z);
                }
                case '∘' -> line.append('·');
                case '{' -> {
                    int bar = formula.indexOf('|', i);
                    int end = formula.indexOf('}', bar);
                    String under = worked(formula.substring(bar + 1, end), z);
                    line.append(worked(formula.substring(i + 1, bar), z))
                            .append(under.contains(" ") ? " / (" + under + ")" : " / " + under);
                    i = end;
                }
                case ' ' -> {
                    // A number before Z is a factor.
                    boolean factor = formula.startsWith("Z", i + 1) && i > 0 && isDigit(formula.charAt(i - 1));
                    line.append(factor ? " · " : " ");
                }
                default -> line.append(c);
            }
        }
        return line.toString();
    }

    private static char lastOf(StringBuilder line) {
        int last = line.length() - 1;
        return line.charAt(last > 0 && line.charAt(last) == ' ' ? last - 1 : last);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
