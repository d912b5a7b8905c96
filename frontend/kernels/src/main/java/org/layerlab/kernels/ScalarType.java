package org.layerlab.kernels;

/**
 * The numbers that a kernel is written for, and the words for them in WebAssembly text. Kernels are templates in which
 * {@code {s}} stands for the scalar type, {@code {v}} for the vector shape and so on, see {@link #fill}.
 *
 * @param scalar {@code f32} or {@code f64}
 * @param vector {@code f32x4} or {@code f64x2}
 * @param integers the integer lanes of the same width, {@code i32x4} or {@code i64x2}
 * @param bytes of one number
 * @param shift log2 of {@code bytes}
 * @param fused whether multiply and add may be one instruction with one rounding. Only where results need not be equal
 *     on every machine: relaxed SIMD leaves it to the processor.
 */
record ScalarType(String scalar, String vector, String integers, int bytes, int shift, boolean fused) {
    static final int VECTOR_BYTES = 16;

    static ScalarType float32(boolean fused) {
        return new ScalarType("f32", "f32x4", "i32x4", 4, 2, fused);
    }

    /** Never fused: the playground's digits must be equal on every machine. */
    static ScalarType float64() {
        return new ScalarType("f64", "f64x2", "i64x2", 8, 3, false);
    }

    boolean single() {
        return bytes == 4;
    }

    /** How many numbers are in a vector. */
    int lanes() {
        return VECTOR_BYTES / bytes;
    }

    /** A template's text for these numbers. */
    String fill(String template) {
        return template.replace("{s}", scalar)
                .replace("{v}", vector)
                .replace("{iv}", integers)
                .replace("{i}", single() ? "i32" : "i64")
                .replace("{lanes}", String.valueOf(lanes()))
                .replace("{bytes}", String.valueOf(bytes))
                .replace("{shift}", String.valueOf(shift))
                .replace("{splat}", single() ? "v128.load32_splat" : "v128.load64_splat")
                .replace("{load1}", single() ? "v128.load32_zero" : "v128.load64_zero")
                .replace("{store1}", single() ? "v128.store32_lane 0" : "v128.store64_lane 0")
                .replace("{narrow}", single() ? "f32.demote_f64" : "block (result f64)")
                .replace("{toDouble}", single() ? "f64.promote_f32" : "");
    }

    /** A vector with this number in each lane. */
    String all(String number) {
        return "(v128.const " + vector + (" " + number).repeat(lanes()) + ")";
    }

    /** A vector of integers with this number in each lane. */
    String allIntegers(String number) {
        return "(v128.const " + integers + (" " + number).repeat(lanes()) + ")";
    }

    /** The same, read from memory, for a loop with more constants than registers. */
    String kept(String number) {
        return "(v128.kept " + vector + (" " + number).repeat(lanes()) + ")";
    }

    /** The same of integers. */
    String keptIntegers(String number) {
        return "(v128.kept " + integers + (" " + number).repeat(lanes()) + ")";
    }

    /** {@code a·b + c}, fused where that is allowed. */
    String multiplyAdd(String a, String b, String c) {
        return fused
                ? "(f32x4.relaxed_madd " + a + " " + b + " " + c + ")"
                : "(" + vector + ".add " + c + " (" + vector + ".mul " + a + " " + b + "))";
    }

    /** {@code c0·xⁿ + … + cn} by Horner's rule. */
    String polynomial(String x, String... coefficients) {
        String sum = kept(coefficients[0]);
        for (int i = 1; i < coefficients.length; i++) {
            sum = multiplyAdd(sum, x, kept(coefficients[i]));
        }
        return sum;
    }
}
