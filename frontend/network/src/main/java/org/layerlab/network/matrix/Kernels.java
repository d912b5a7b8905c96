package org.layerlab.network.matrix;

/**
 * The seam behind which arithmetic happens: makes matrices and does whole-matrix work on them. A network never touches
 * an element, so the same network runs on plain Java, OpenBLAS or WebAssembly SIMD.
 *
 * <p>Every method refuses operands whose shapes do not fit with an {@link IllegalArgumentException} that names both. An
 * output may not be the same matrix as an input unless a method says so. Not safe for use by several threads.
 *
 * <p>Operations on maps (convolution, pooling, normalization, softmax) default to plain loops over copies; kernels may
 * override them with something faster.
 */
public interface Kernels {
    /** The type of the numbers these kernels compute in. */
    Precision precision();

    /** A matrix of zeros. */
    Matrix create(int rows, int columns);

    /** Releases a matrix' storage; the matrix must not be used afterwards. */
    void release(Matrix M);

    /** Releases all matrices made here; these kernels may be used again. */
    default void releaseAll() {
        // Nothing to do where the garbage collector does it.
    }

    /** Sets all elements, row by row. */
    void write(double[] values, Matrix M);

    /** All elements, row by row. */
    double[] read(Matrix M);

    /**
     * Sets M from bytes that hold one example after another: {@code M[i][j] = bytes[j·rows + i] / 255}, each byte
     * taken as 0–255.
     *
     * @param examples {@code columns × rows} bytes
     */
    void writeExamples(byte[] examples, Matrix M);

    /**
     * The same with some of the examples: column j of M becomes example {@code which[j]}.
     *
     * @param examples one after another, as many bytes each as M has rows
     */
    default void writeExamples(byte[] examples, int[] which, Matrix M) {
        Shapes.choice(examples.length, which, M);
        int size = M.rows();
        byte[] chosen = new byte[which.length * size];
        for (int j = 0; j < which.length; j++) {
            System.arraycopy(examples, which[j] * size, chosen, j * size, size);
        }
        writeExamples(chosen, M);
    }

    /**
     * Announces that some of these examples will be written again and again and will not change. Kernels with a memory of
     * their own may copy them there, until others are announced.
     */
    default void keepExamples(byte[] examples) {
        // Nothing to do where they are at hand.
    }

    /** {@code C = A·B}; shapes (n, k)·(k, m) = (n, m). */
    void multiply(Matrix A, Matrix B, Matrix C);

    /** {@code C = scale · A·Bᵀ}; shapes (n, k)·(m, k)ᵀ = (n, m). */
    void multiplyNT(Matrix A, Matrix B, double scale, Matrix C);

    /** {@code C = Aᵀ·B}; shapes (k, n)ᵀ·(k, m) = (n, m). */
    void multiplyTN(Matrix A, Matrix B, Matrix C);

    /** {@code Z += b} in every column; shapes (n, m) and (n, 1). */
    void addBias(Matrix Z, Matrix b);

    /** {@code A = g(Z)}, element by element. */
    void activate(Activation g, Matrix Z, Matrix A);

    /** {@code dZ = dA ∘ g'(Z)}, with {@code A = g(Z)} given; dZ may be dA. */
    void activateBackward(Activation g, Matrix Z, Matrix A, Matrix dA, Matrix dZ);

    /**
     * Inverted dropout: {@code mask} is 1/keep with probability keep, else 0, and {@code D = A ∘ mask}.
     *
     * @param keep the probability of keeping a unit, in (0, 1]
     * @param seed element p (row by row) is kept where {@code HashRandom.uniform(seed, p) < keep}
     */
    void dropout(Matrix A, double keep, int seed, Matrix mask, Matrix D);

    /** {@code A = A ∘ B}, element by element. */
    void scaleBy(Matrix A, Matrix B);

    /**
     * The summed cross-entropy {@code −Σ (Y·log(AL) + (1−Y)·log(1−AL))}; divide by m for the cost. A term whose
     * factor is 0 counts as 0, so a certain and right answer costs nothing.
     */
    double crossEntropy(Matrix AL, Matrix Y);

    /** {@code dZ = AL − Y}: the gradient of the cross-entropy through the sigmoid. */
    void outputError(Matrix AL, Matrix Y, Matrix dZ);

    /** {@code db = scale · Σ_columns dZ}; shapes (n, m) and (n, 1). */
    void sumColumns(Matrix dZ, double scale, Matrix db);

    /** How many of the m columns have {@code (AL > 0.5) = (Y > 0.5)}. */
    int countCorrect(Matrix AL, Matrix Y);

    /** Gradient descent: {@code W −= rate · G} with {@code G = dW + l1·sign(W) + l2·W}. */
    void descend(Matrix W, Matrix dW, double rate, double l1, double l2);

    /** Gradient descent with momentum: {@code V = momentum·V + G; W −= rate·V}, G as in {@link #descend}. */
    void descendMomentum(Matrix W, Matrix dW, Matrix V, double rate, double momentum, double l1, double l2);

    /**
     * Adam (Kingma and Ba 2015, algorithm 1): {@code M = β1·M + (1−β1)·G; S = β2·S + (1−β2)·G²;
     * W −= rate · (M/(1−β1^t)) / (√(S/(1−β2^t)) + ε)}, G as in {@link #descend}, β1 = 0.9, β2 = 0.999, ε = 1e−8.
     *
     * @param t the number of this update, from 1
     */
    void descendAdam(Matrix W, Matrix dW, Matrix M, Matrix S, double rate, int t, double l1, double l2);

    /**
     * A convolution: {@code Z[y, x, f] = b[f] + Σ W[f; ky, kx, c] · A[y·stride + ky − padding, x·stride + kx −
     * padding, c]} for each example.
     *
     * @param W shape (filters, kernel·kernel·channels), columns in the order ky, kx, channel
     * @param b shape (filters, 1)
     * @param A shape (features of the input, m)
     * @param Z shape (features of the output, m)
     */
    default void convolve(ConvShape shape, Matrix W, Matrix b, Matrix A, Matrix Z) {
        Shapes.filters(shape, W, b);
        Shapes.maps(shape, "A", A, "Z", Z);
        double[] z = new double[Z.rows() * Z.columns()];
        MapLoops.convolve(shape, read(W), read(b), read(A), z, A.columns());
        write(z, Z);
    }

    /** The gradient of {@link #convolve} by its input: dA of A's shape from dZ of Z's. */
    default void convolveBackwardToInput(ConvShape shape, Matrix W, Matrix dZ, Matrix dA) {
        Shapes.shape("W", W, shape.filters(), shape.window(), "the convolution");
        Shapes.maps(shape, "dA", dA, "dZ", dZ);
        double[] da = new double[dA.rows() * dA.columns()];
        MapLoops.convolveBackwardToInput(shape, read(W), read(dZ), da, dZ.columns());
        write(da, dA);
    }

    /**
     * The gradients of {@link #convolve} by its filters: {@code dW = scale · Σ_{y, x, examples} dZ · A} and {@code db =
     * scale · Σ dZ}, of the shapes of W and b.
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
     * A depthwise convolution: {@code Z[to, c] = Σ W[c, tap]·A[from, c] + b[c]} over the taps of channel c's filter.
     *
     * @param W shape (channels, taps)
     * @param b shape (channels, 1)
     * @param A shape (features of the input, m)
     * @param Z shape (features of the output, m), overwritten; none of the others
     */
    default void convolveDepthwise(DepthwiseShape shape, Matrix W, Matrix b, Matrix A, Matrix Z) {
        Shapes.filters(shape, W, b);
        Shapes.maps(shape.each(), "A", A, "Z", Z);
        double[] z = new double[Z.rows() * Z.columns()];
        DepthwiseLoops.forward(shape, read(W), read(b), read(A), z, A.columns());
        write(z, Z);
    }

    /**
     * The gradient by the input of a depthwise convolution.
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
     * The gradients by the filters and biases of a depthwise convolution, both {@code scale} times the sums over pixels
     * and examples.
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

    /**
     * {@code C = A + B}.
     *
     * @param C may be A or B
     */
    default void add(Matrix A, Matrix B, Matrix C) {
        Shapes.same("A", A, "B", B);
        Shapes.same("A", A, "C", C);
        double[] c = read(A);
        double[] b = read(B);
        for (int i = 0; i < c.length; i++) {
            c[i] += b[i];
        }
        write(c, C);
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

    /**
     * Mean and variance of each channel over all pixels and examples; the variance is the mean squared distance from
     * the mean.
     *
     * @param Z shape (pixels·channels, m), with at least one element; row i belongs to channel i mod channels
     * @param mean shape (channels, 1)
     * @param variance shape (channels, 1)
     */
    default void channelMoments(Matrix Z, Matrix mean, Matrix variance) {
        Shapes.channels("Z", Z, mean.rows(), "mean");
        Shapes.same("mean", mean, "variance", variance);
        double[] means = new double[mean.rows()];
        double[] variances = new double[mean.rows()];
        MapLoops.channelMoments(read(Z), means, variances, Z.columns());
        write(means, mean);
        write(variances, variance);
    }

    /**
     * {@code A = scale·Z + shift} channel by channel, or {@code A = max(0, scale·Z + shift)} with {@code rectify}: batch
     * normalization once its factors are known. A may be Z.
     *
     * @param Z shape (pixels·channels, m); row i belongs to channel i mod channels
     * @param scale shape (channels, 1)
     * @param shift shape (channels, 1)
     */
    default void scaleChannels(Matrix Z, Matrix scale, Matrix shift, boolean rectify, Matrix A) {
        Shapes.channels("Z", Z, scale.rows(), "scale");
        Shapes.same("scale", scale, "shift", shift);
        Shapes.same("Z", Z, "A", A);
        double[] a = new double[A.rows() * A.columns()];
        MapLoops.scaleChannels(read(Z), read(scale), read(shift), rectify, a, Z.columns());
        write(a, A);
    }

    /**
     * What the gradients of {@link #scaleChannels} need to know of each channel: {@code (Σ dY, Σ dY·(Z − mean))} over
     * all pixels and examples, where dY is dA, or 0 where A was rectified to 0.
     *
     * @param mean shape (channels, 1)
     * @param sums shape (channels, 2)
     */
    default void channelSums(Matrix Z, Matrix A, Matrix dA, boolean rectified, Matrix mean, Matrix sums) {
        Shapes.channels("Z", Z, mean.rows(), "mean");
        Shapes.same("Z", Z, "A", A);
        Shapes.same("Z", Z, "dA", dA);
        Shapes.shape("sums", sums, mean.rows(), 2, "mean");
        double[] both = new double[2 * mean.rows()];
        MapLoops.channelSums(read(Z), read(A), read(dA), rectified, read(mean), both, Z.columns());
        write(both, sums);
    }

    /**
     * {@code dZ = f0·dY + f1·Z + f2} channel by channel, dY as in {@link #channelSums}: the gradient of batch
     * normalization by its input once its factors are known. dZ may be dA.
     *
     * @param factors shape (channels, 3): f0, f1 and f2 of each channel
     */
    default void combineChannels(Matrix Z, Matrix A, Matrix dA, boolean rectified, Matrix factors, Matrix dZ) {
        Shapes.channels("Z", Z, factors.rows(), "factors");
        Shapes.shape("factors", factors, factors.rows(), 3, "the combination");
        Shapes.same("Z", Z, "A", A);
        Shapes.same("Z", Z, "dA", dA);
        Shapes.same("Z", Z, "dZ", dZ);
        double[] dz = new double[dZ.rows() * dZ.columns()];
        MapLoops.combineChannels(read(Z), read(A), read(dA), rectified, read(factors), dz, Z.columns());
        write(dz, dZ);
    }

    /** {@code A = e^Z / Σ_rows e^Z}, column by column: the probabilities of the classes, a row each. */
    default void softmax(Matrix Z, Matrix A) {
        Shapes.same("Z", Z, "A", A);
        double[] a = new double[A.rows() * A.columns()];
        MapLoops.softmax(read(Z), a, Z.columns());
        write(a, A);
    }

    /**
     * The summed cross-entropy {@code −Σ Y·log(AL)} of several classes, a row each; divide by m for the cost. A term
     * whose factor is 0 counts as 0. Its gradient through the softmax is {@link #outputError}.
     */
    default double classCrossEntropy(Matrix AL, Matrix Y) {
        Shapes.same("AL", AL, "Y", Y);
        return MapLoops.classCrossEntropy(read(AL), read(Y));
    }

    /** How many of the m columns have their greatest element in the same row of AL and of Y. */
    default int countCorrectClasses(Matrix AL, Matrix Y) {
        Shapes.same("AL", AL, "Y", Y);
        return MapLoops.countCorrectClasses(read(AL), read(Y), AL.columns());
    }
}
