package org.layerlab.network.matrix;

import org.layerlab.network.function.Elementary;

/**
 * Float32 for photos, whatever holds the numbers: checks shapes and says what is done with which element. Where the
 * elements live and how products are made is left to subclasses: {@link FloatKernels} or a BLAS.
 */
public abstract class Float32Kernels implements Kernels, FusedUpdate {
    /** What is done to a stretch of some matrices' elements. May run on several threads at once. */
    @FunctionalInterface
    protected interface Stretch {
        /**
         * Works on one stretch.
         *
         * @param x the elements, one array per matrix; only the first {@code n} count
         * @param at where in the matrix the stretch begins, row by row
         */
        void work(float[][] x, int n, int at);
    }

    @Override
    public Precision precision() {
        return Precision.FLOAT32;
    }

    /**
     * Covers matrices of one shape with stretches, each element in exactly one, and works on each.
     *
     * @param written how many of the matrices, from the first, are changed
     */
    protected abstract void forStretches(Stretch stretch, int written, Matrix... matrices);

    /** All elements, row by row, for reading only: a copy or the elements themselves. */
    protected abstract float[] elements(Matrix M);

    /**
     * {@code C = keep·C + scale · op(A)·op(B)}; shapes were checked.
     *
     * @param transposeA whether op(A) = Aᵀ, A then being (k, n); else A is (n, k)
     * @param transposeB whether op(B) = Bᵀ, B then being (m, k); else B is (k, m)
     * @param keep where it is 0, what C held does not matter
     * @param C shape (n, m)
     */
    protected abstract void gemm(
            boolean transposeA,
            boolean transposeB,
            int n,
            int m,
            int k,
            float scale,
            Matrix A,
            Matrix B,
            float keep,
            Matrix C);

    @Override
    public final void write(double[] values, Matrix M) {
        Shapes.length("values", values.length, M);
        forStretches((x, n, at) -> FloatLoops.write(values, x[0], n, at), 1, M);
    }

    @Override
    public final double[] read(Matrix M) {
        float[] m = elements(M);
        double[] values = new double[m.length];
        for (int p = 0; p < m.length; p++) {
            values[p] = m[p];
        }
        return values;
    }

    @Override
    public final void writeExamples(byte[] examples, Matrix M) {
        Shapes.length("examples", examples.length, M);
        int rows = M.rows();
        int columns = M.columns();
        forStretches((x, n, at) -> FloatLoops.writeExamples(examples, rows, columns, x[0], n, at), 1, M);
    }

    @Override
    public final void multiply(Matrix A, Matrix B, Matrix C) {
        Shapes.product("A", A, A.columns(), "B", B, B.rows());
        Shapes.shape("C", C, A.rows(), B.columns(), "A·B");
        gemm(false, false, A.rows(), B.columns(), A.columns(), 1, A, B, 0, C);
    }

    @Override
    public final void multiplyNT(Matrix A, Matrix B, double scale, Matrix C) {
        addNT(A, B, scale, 0, C);
    }

    @Override
    public final void addNT(Matrix A, Matrix B, double scale, double keep, Matrix C) {
        Shapes.product("A", A, A.columns(), "Bᵀ", B, B.columns());
        Shapes.shape("C", C, A.rows(), B.rows(), "A·Bᵀ");
        gemm(false, true, A.rows(), B.rows(), A.columns(), (float) scale, A, B, (float) keep, C);
    }

    @Override
    public final void multiplyTN(Matrix A, Matrix B, Matrix C) {
        Shapes.product("Aᵀ", A, A.rows(), "B", B, B.rows());
        Shapes.shape("C", C, A.columns(), B.columns(), "Aᵀ·B");
        gemm(true, false, A.columns(), B.columns(), A.rows(), 1, A, B, 0, C);
    }

    @Override
    public final void addBias(Matrix Z, Matrix b) {
        Shapes.shape("b", b, Z.rows(), 1, "Z");
        float[] bias = elements(b);
        int columns = Z.columns();
        forStretches((x, n, at) -> FloatLoops.addBias(x[0], columns, bias, n, at), 1, Z);
    }

    @Override
    public final void activate(Activation g, Matrix Z, Matrix A) {
        Shapes.same("Z", Z, "A", A);
        forStretches((x, n, at) -> FloatLoops.activate(g, x[0], x[1], n), 1, A, Z);
    }

    @Override
    public final void activateBackward(Activation g, Matrix Z, Matrix A, Matrix dA, Matrix dZ) {
        Shapes.same("Z", Z, "A", A);
        Shapes.same("Z", Z, "dA", dA);
        Shapes.same("Z", Z, "dZ", dZ);
        forStretches((x, n, at) -> FloatLoops.activateBackward(g, x[0], x[1], x[2], x[3], n), 1, dZ, Z, A, dA);
    }

    @Override
    public final void dropout(Matrix A, double keep, int seed, Matrix mask, Matrix D) {
        Shapes.same("A", A, "mask", mask);
        Shapes.same("A", A, "D", D);
        forStretches((x, n, at) -> FloatLoops.dropout(x[0], x[1], x[2], keep, seed, n, at), 2, mask, D, A);
    }

    @Override
    public final void add(Matrix A, Matrix B, Matrix C) {
        Shapes.same("A", A, "B", B);
        Shapes.same("A", A, "C", C);
        forStretches((x, n, at) -> FloatLoops.add(x[0], x[1], x[2], n), 1, C, A, B);
    }

    @Override
    public final void scaleBy(Matrix A, Matrix B) {
        Shapes.same("A", A, "B", B);
        forStretches((x, n, at) -> FloatLoops.scaleBy(x[0], x[1], n), 1, A, B);
    }

    /** Half an ulp below 1: keeps log(1 − A) finite. */
    private static final float LEAST_REST = 0x1p-25f;

    @Override
    public final double crossEntropy(Matrix AL, Matrix Y) {
        Shapes.same("AL", AL, "Y", Y);
        float[] a = elements(AL);
        float[] y = elements(Y);
        double sum = 0;
        for (int p = 0; p < a.length; p++) {
            if (y[p] != 0) {
                sum += y[p] * Elementary.log(Math.max(Float.MIN_NORMAL, a[p]));
            }
            if (y[p] != 1) {
                sum += (1 - y[p]) * Elementary.log(Math.max(LEAST_REST, 1 - a[p]));
            }
        }
        return -sum;
    }

    @Override
    public final void outputError(Matrix AL, Matrix Y, Matrix dZ) {
        Shapes.same("AL", AL, "Y", Y);
        Shapes.same("AL", AL, "dZ", dZ);
        forStretches((x, n, at) -> FloatLoops.subtract(x[0], x[1], x[2], n), 1, dZ, AL, Y);
    }

    @Override
    public final void sumColumns(Matrix dZ, double scale, Matrix db) {
        Shapes.shape("db", db, dZ.rows(), 1, "dZ");
        float[] dz = elements(dZ);
        double[] sums = new double[dZ.rows()];
        int m = dZ.columns();
        for (int i = 0; i < sums.length; i++) {
            double sum = 0;
            for (int p = i * m; p < (i + 1) * m; p++) {
                sum += dz[p];
            }
            sums[i] = scale * sum;
        }
        write(sums, db);
    }

    @Override
    public final int countCorrect(Matrix AL, Matrix Y) {
        Shapes.same("AL", AL, "Y", Y);
        float[] a = elements(AL);
        float[] y = elements(Y);
        int correct = 0;
        for (int p = 0; p < a.length; p++) {
            if (a[p] > 0.5 == y[p] > 0.5) {
                correct++;
            }
        }
        return correct;
    }

    @Override
    public final void descend(Matrix W, Matrix dW, double rate, double l1, double l2) {
        Shapes.same("W", W, "dW", dW);
        forStretches((x, n, at) -> FloatLoops.descend(x[0], x[1], n, rate, l1, l2), 1, W, dW);
    }

    @Override
    public final void descendMomentum(
            Matrix W, Matrix dW, Matrix V, double rate, double momentum, double l1, double l2) {
        Shapes.same("W", W, "dW", dW);
        Shapes.same("W", W, "V", V);
        forStretches(
                (x, n, at) -> FloatLoops.descendMomentum(x[0], x[1], x[2], n, rate, momentum, l1, l2), 2, W, V, dW);
    }

    @Override
    public final void descendAdam(Matrix W, Matrix dW, Matrix M, Matrix S, double rate, int t, double l1, double l2) {
        Shapes.same("W", W, "dW", dW);
        Shapes.same("W", W, "M", M);
        Shapes.same("W", W, "S", S);
        forStretches((x, n, at) -> FloatLoops.descendAdam(x[0], x[1], x[2], x[3], n, rate, t, l1, l2), 3, W, M, S, dW);
    }
}
