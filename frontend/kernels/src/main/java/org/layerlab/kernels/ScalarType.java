package org.layerlab.kernels;

/**
 * The numbers that a kernel is written for, and their names in WebAssembly text.
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
}
