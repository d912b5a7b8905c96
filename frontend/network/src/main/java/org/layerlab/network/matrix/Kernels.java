package org.layerlab.network.matrix;

/**
 * The seam behind which arithmetic happens: makes matrices and does whole-matrix work on them. A network never touches
 * an element, so the same network runs on plain Java, OpenBLAS or WebAssembly SIMD.
 *
 * <p>Every method refuses operands whose shapes do not fit with an {@link IllegalArgumentException} that names both. An
 * output may not be the same matrix as an input unless a method says so. Not safe for use by several threads.
 */
public interface Kernels {
    /** The type of the numbers these kernels compute in. */
    Precision precision();

    /** A matrix of zeros. */
    Matrix create(int rows, int columns);

    /** Gives a matrix' storage back; it may not be used afterwards. */
    void release(Matrix M);

    /** Gives back the storage of all matrices that were made here; these kernels may be used again. */
    default void releaseAll() {
        // Where the garbage collector does it.
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
}
