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
}
