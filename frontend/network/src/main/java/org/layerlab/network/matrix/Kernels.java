package org.layerlab.network.matrix;

/**
 * The seam behind which arithmetic happens: makes matrices and does whole-matrix work on them. A network never touches
 * an element, so the same network runs on plain Java, OpenBLAS or WebAssembly SIMD.
 *
 * <p>Every method refuses operands whose shapes do not fit with an {@link IllegalArgumentException} that names both. An
 * output may not be the same matrix as an input unless a method says so. Not safe for use by several threads.
 *
 * <p>Operations on maps (convolution, pooling, normalization, softmax) default to plain loops over copies; kernels may
 * override them with something faster. What holds matrices stands in {@link MatrixMemory}, what works on maps in
 * {@link MapKernels} and {@link NormKernels}.
 *
 * <p>Kernels that compute elsewhere can't {@linkplain #answersAtOnce answer at once}: there a {@link NumberListener} hears
 * numbers, and matrices are read after {@link #fetch}. Numbers become known in the order in which they were asked for.
 */
public interface Kernels extends MapKernels, NormKernels {
    /** {@code C = A·B}; shapes (n, k)·(k, m) = (n, m). */
    void multiply(Matrix A, Matrix B, Matrix C);

    /** {@code C = scale · A·Bᵀ}; shapes (n, k)·(m, k)ᵀ = (n, m). */
    void multiplyNT(Matrix A, Matrix B, double scale, Matrix C);

    /** {@code C = Aᵀ·B}; shapes (k, n)ᵀ·(k, m) = (n, m). */
    void multiplyTN(Matrix A, Matrix B, Matrix C);

    /** {@code Z += b} in every column; shapes (n, m) and (n, 1). */
    void addBias(Matrix Z, Matrix b);

    /** {@code A = g(Z)}, element by element; A may be Z. */
    void activate(Activation g, Matrix Z, Matrix A);

    /** {@code dZ = dA ∘ g'(Z)}, with {@code A = g(Z)} given; dZ may be dA. */
    void activateBackward(Activation g, Matrix Z, Matrix A, Matrix dA, Matrix dZ);

    /** {@code To = From}, for matrices of one shape. */
    default void copy(Matrix From, Matrix To) {
        activate(Activation.LINEAR, From, To);
    }

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
     * factor is 0 counts as 0, so a certain and right answer costs nothing. A certain and wrong one costs infinitely
     * much; float32 kernels may count it as the nearest to certain that float32 knows, which costs 17 or more.
     */
    double crossEntropy(Matrix AL, Matrix Y);

    /** Tells {@link #crossEntropy(Matrix, Matrix)} of what AL and Y hold now, once it is known. */
    default void crossEntropy(Matrix AL, Matrix Y, NumberListener sum) {
        sum.known(crossEntropy(AL, Y));
    }

    /** {@code dZ = AL − Y}: the gradient of the cross-entropy through the sigmoid. */
    void outputError(Matrix AL, Matrix Y, Matrix dZ);

    /** {@code db = scale · Σ_columns dZ}; shapes (n, m) and (n, 1). */
    void sumColumns(Matrix dZ, double scale, Matrix db);

    /** How many of the m columns have {@code (AL > 0.5) = (Y > 0.5)}. */
    int countCorrect(Matrix AL, Matrix Y);

    /** Tells {@link #countCorrect(Matrix, Matrix)} of what AL and Y hold now, once it is known. */
    default void countCorrect(Matrix AL, Matrix Y, NumberListener count) {
        count.known(countCorrect(AL, Y));
    }

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

    /** {@code A = e^Z / Σ_rows e^Z}, column by column: the probabilities of the classes, a row each. */
    default void softmax(Matrix Z, Matrix A) {
        Shapes.same("Z", Z, "A", A);
        double[] a = new double[A.rows() * A.columns()];
        MapLoops.softmax(read(Z), a, Z.columns());
        write(a, A);
    }

    /**
     * The summed cross-entropy {@code −Σ Y·log(AL)} of several classes, a row each; divide by m for the cost. A term
     * whose factor is 0 counts as 0; a certain and wrong answer counts as in {@link #crossEntropy(Matrix, Matrix)}. Its
     * gradient through the softmax is {@link #outputError}.
     */
    default double classCrossEntropy(Matrix AL, Matrix Y) {
        Shapes.same("AL", AL, "Y", Y);
        return MapLoops.classCrossEntropy(read(AL), read(Y));
    }

    /** Tells {@link #classCrossEntropy(Matrix, Matrix)} of what AL and Y hold now, once it is known. */
    default void classCrossEntropy(Matrix AL, Matrix Y, NumberListener sum) {
        sum.known(classCrossEntropy(AL, Y));
    }

    /** How many of the m columns have their greatest element in the same row of AL and of Y. */
    default int countCorrectClasses(Matrix AL, Matrix Y) {
        Shapes.same("AL", AL, "Y", Y);
        return MapLoops.countCorrectClasses(read(AL), read(Y), AL.columns());
    }

    /** Tells {@link #countCorrectClasses(Matrix, Matrix)} of what AL and Y hold now, once it is known. */
    default void countCorrectClasses(Matrix AL, Matrix Y, NumberListener count) {
        count.known(countCorrectClasses(AL, Y));
    }
}
