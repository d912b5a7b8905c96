package org.layerlab.network.matrix;

/**
 * An optional capability of {@link Kernels}: stop in the middle of a product, so that a training loop can listen to
 * messages in between. Each method does one part; the parts 0 to {@code parts} − 1, in this order and with
 * nothing else written to C, give what the whole product gives, up to the order of summation in float32.
 */
public interface DividedProducts {
    /** A part of {@link Kernels#multiply(Matrix, Matrix, Matrix)}. */
    void multiply(Matrix A, Matrix B, Matrix C, int part, int parts);

    /** A part of {@link Kernels#multiplyNT(Matrix, Matrix, double, Matrix)}. */
    void multiplyNT(Matrix A, Matrix B, double scale, Matrix C, int part, int parts);

    /** A part of {@link Kernels#multiplyTN(Matrix, Matrix, Matrix)}. */
    void multiplyTN(Matrix A, Matrix B, Matrix C, int part, int parts);
}
