package org.layerlab.network.matrix;

/**
 * The part of {@link Kernels} about maps: convolutions and pooling, by default plain loops over copies.
 */
public interface MapKernels extends MatrixMemory {
    /**
     * A convolution: {@code Z[y, x, f] = b[f] + Σ W[f; ky, kx, c] · A[y·stride + ky − padding, x·stride + kx −
     * padding, c]} for each example, or the greater of that and 0 with {@code rectify}.
     *
     * @param W shape (filters, kernel·kernel·channels), columns in the order ky, kx, channel
     * @param b shape (filters, 1)
     * @param A shape (features of the input, m)
     * @param rectify whether a ReLU follows
     * @param Z shape (features of the output, m)
     */
    default void convolve(ConvShape shape, Matrix W, Matrix b, Matrix A, boolean rectify, Matrix Z) {
        Shapes.filters(shape, W, b);
        Shapes.maps(shape, "A", A, "Z", Z);
        double[] z = new double[Z.rows() * Z.columns()];
        MapLoops.convolve(shape, read(W), read(b), read(A), z, A.columns());
        if (rectify) {
            MapLoops.rectify(z);
        }
        write(z, Z);
    }

    /** The gradient by the input of an unrectified {@link #convolve}: dA of A's shape from dZ of Z's. */
    default void convolveBackwardToInput(ConvShape shape, Matrix W, Matrix dZ, Matrix dA) {
        Shapes.shape("W", W, shape.filters(), shape.window(), "the convolution");
        Shapes.maps(shape, "dA", dA, "dZ", dZ);
        double[] da = new double[dA.rows() * dA.columns()];
        MapLoops.convolveBackwardToInput(shape, read(W), read(dZ), da, dZ.columns());
        write(da, dA);
    }

    /**
     * The gradients by the filters of an unrectified {@link #convolve}: {@code dW = scale · Σ_{y, x, examples} dZ · A} and
     * {@code db = scale · Σ dZ}, of the shapes of W and b.
     */
    default void convolveBackwardToFilters(ConvShape shape, Matrix dZ, Matrix A, double scale, Matrix dW, Matrix db) {
        Shapes.filters(shape, dW, db);
        Shapes.maps(shape, "A", A, "dZ", dZ);
        double[] dw = new double[dW.rows() * dW.columns()];
        double[] sums = new double[db.rows()];
        MapLoops.convolveBackwardToFilters(shape, read(dZ), read(A), scale, dw, sums, dZ.columns());
        write(dw, dW);
        write(sums, db);
    }

    /**
     * A depthwise convolution: {@code Z[to, c] = Σ W[c, tap]·A[from, c] + b[c]} over the taps of channel c's filter, or
     * the greater of that and 0 with {@code rectify}.
     *
     * @param W shape (channels, taps)
     * @param b shape (channels, 1)
     * @param A shape (features of the input, m)
     * @param rectify whether a ReLU follows
     * @param Z shape (features of the output, m), overwritten; none of the others
     */
    default void convolveDepthwise(DepthwiseShape shape, Matrix W, Matrix b, Matrix A, boolean rectify, Matrix Z) {
        Shapes.filters(shape, W, b);
        Shapes.maps(shape.each(), "A", A, "Z", Z);
        double[] z = new double[Z.rows() * Z.columns()];
        DepthwiseLoops.forward(shape, read(W), read(b), read(A), z, A.columns());
        if (rectify) {
            MapLoops.rectify(z);
        }
        write(z, Z);
    }

    /**
     * The gradient by the input of an unrectified {@link #convolveDepthwise}.
     *
     * @param dA shape (features of the input, m), overwritten; none of the others
     */
    default void convolveDepthwiseBackwardToInput(DepthwiseShape shape, Matrix W, Matrix dZ, Matrix dA) {
        Shapes.shape("W", W, shape.channels(), shape.taps(), "the depthwise convolution");
        Shapes.maps(shape.each(), "dA", dA, "dZ", dZ);
        double[] da = new double[dA.rows() * dA.columns()];
        DepthwiseLoops.backwardToInput(shape, read(W), read(dZ), da, dZ.columns());
        write(da, dA);
    }

    /**
     * The gradients by the filters and biases of an unrectified {@link #convolveDepthwise}, both {@code scale} times the
     * sums over pixels and examples.
     *
     * @param dW shape (channels, taps), overwritten
     * @param db shape (channels, 1), overwritten
     */
    default void convolveDepthwiseBackwardToFilters(
            DepthwiseShape shape, Matrix dZ, Matrix A, double scale, Matrix dW, Matrix db) {
        Shapes.filters(shape, dW, db);
        Shapes.maps(shape.each(), "A", A, "dZ", dZ);
        double[] dw = new double[dW.rows() * dW.columns()];
        double[] sums = new double[db.rows()];
        DepthwiseLoops.backwardToFilters(shape, read(dZ), read(A), scale, dw, sums, dZ.columns());
        write(dw, dW);
        write(sums, db);
    }

    /** The greatest value in each square of each channel: P of the output's features, m columns as A. */
    default void maxPool(PoolShape shape, Matrix A, Matrix P) {
        Shapes.maps(shape, "A", A, "P", P);
        double[] p = new double[P.rows() * P.columns()];
        MapLoops.maxPool(shape, read(A), p, A.columns());
        write(p, P);
    }

    /**
     * The gradient of {@link #maxPool}: each square's goes to its greatest element, in row order the first of several;
     * all others get 0.
     *
     * @param A what was pooled
     * @param P what came out
     */
    default void maxPoolBackward(PoolShape shape, Matrix A, Matrix P, Matrix dP, Matrix dA) {
        Shapes.maps(shape, "A", A, "P", P);
        Shapes.same("P", P, "dP", dP);
        Shapes.same("A", A, "dA", dA);
        double[] da = new double[dA.rows() * dA.columns()];
        MapLoops.maxPoolBackward(shape, read(A), read(dP), da, A.columns());
        write(da, dA);
    }

    /**
     * The mean of each channel over all pixels.
     *
     * @param A shape (pixels·channels, m)
     * @param P shape (channels, m)
     */
    default void averagePool(Matrix A, Matrix P) {
        Shapes.channels("A", A, P.rows(), "P");
        Shapes.shape("P", P, P.rows(), A.columns(), "A");
        double[] p = new double[P.rows() * P.columns()];
        MapLoops.averagePool(read(A), p);
        write(p, P);
    }

    /** The gradient of {@link #averagePool}: each pixel of dA gets its share of dP. */
    default void averagePoolBackward(Matrix dP, Matrix dA) {
        Shapes.channels("dA", dA, dP.rows(), "dP");
        Shapes.shape("dP", dP, dP.rows(), dA.columns(), "dA");
        double[] da = new double[dA.rows() * dA.columns()];
        MapLoops.averagePoolBackward(read(dP), da);
        write(da, dA);
    }
}
