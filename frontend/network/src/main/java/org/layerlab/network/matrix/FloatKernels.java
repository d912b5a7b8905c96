package org.layerlab.network.matrix;

/**
 * Plain Java in float32: for photos in a browser or on a JVM that has nothing faster. A faster product is put in by
 * overriding {@link #gemm}, where nearly all of the time goes.
 */
public class FloatKernels implements Kernels {
    /** A matrix of {@code float}s, row by row in one array. */
    @SuppressWarnings("ArrayRecordComponent") // the elements themselves: one owner, written in place
    private record FloatMatrix(int rows, int columns, float[] values) implements Matrix {}

    @Override
    public Precision precision() {
        return Precision.FLOAT32;
    }

    @Override
    public Matrix create(int rows, int columns) {
        return new FloatMatrix(rows, columns, new float[Shapes.size(rows, columns)]);
    }

    @Override
    public void release(Matrix M) {
        // The garbage collector does it.
    }

    @Override
    public void write(double[] values, Matrix M) {
        Shapes.length("values", values.length, M);
        float[] m = values(M);
        for (int p = 0; p < m.length; p++) {
            m[p] = (float) values[p];
        }
    }

    @Override
    public double[] read(Matrix M) {
        float[] m = values(M);
        double[] values = new double[m.length];
        for (int p = 0; p < m.length; p++) {
            values[p] = m[p];
        }
        return values;
    }

    @Override
    public void writeExamples(byte[] examples, Matrix M) {
        Shapes.length("examples", examples.length, M);
        float[] m = values(M);
        int rows = M.rows();
        int columns = M.columns();
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                m[i * columns + j] = (examples[j * rows + i] & 0xff) / 255f;
            }
        }
    }

    @Override
    public final void multiply(Matrix A, Matrix B, Matrix C) {
        Shapes.product("A", A, A.columns(), "B", B, B.rows());
        Shapes.shape("C", C, A.rows(), B.columns(), "A·B");
        gemm(false, false, A.rows(), B.columns(), A.columns(), 1, values(A), values(B), values(C));
    }

    @Override
    public final void multiplyNT(Matrix A, Matrix B, double scale, Matrix C) {
        Shapes.product("A", A, A.columns(), "Bᵀ", B, B.columns());
        Shapes.shape("C", C, A.rows(), B.rows(), "A·Bᵀ");
        gemm(false, true, A.rows(), B.rows(), A.columns(), (float) scale, values(A), values(B), values(C));
    }

    @Override
    public final void multiplyTN(Matrix A, Matrix B, Matrix C) {
        Shapes.product("Aᵀ", A, A.rows(), "B", B, B.rows());
        Shapes.shape("C", C, A.columns(), B.columns(), "Aᵀ·B");
        gemm(true, false, A.columns(), B.columns(), A.rows(), 1, values(A), values(B), values(C));
    }

    /**
     * {@code C = scale · op(A)·op(B)}, all row by row.
     *
     * @param transposeA whether op(A) = Aᵀ, A then being (k, n); else A is (n, k)
     * @param transposeB whether op(B) = Bᵀ, B then being (m, k); else B is (k, m)
     * @param c shape (n, m); overwritten
     */
    protected void gemm(
            boolean transposeA, boolean transposeB, int n, int m, int k, float scale, float[] a, float[] b, float[] c) {
        PackedGemm.multiply(transposeA, transposeB, n, m, k, scale, a, b, c);
    }

    @Override
    public void addBias(Matrix Z, Matrix b) {
        Shapes.shape("b", b, Z.rows(), 1, "Z");
        float[] z = values(Z);
        float[] bias = values(b);
        int m = Z.columns();
        for (int i = 0; i < Z.rows(); i++) {
            for (int p = i * m; p < (i + 1) * m; p++) {
                z[p] += bias[i];
            }
        }
    }

    @Override
    public void activate(Activation g, Matrix Z, Matrix A) {
        Shapes.same("Z", Z, "A", A);
        float[] z = values(Z);
        float[] a = values(A);
        if (g == Activation.RELU) {
            // By far the most frequent: kept free of the virtual call.
            for (int p = 0; p < z.length; p++) {
                a[p] = z[p] < 0 ? 0 : z[p];
            }
            return;
        }
        for (int p = 0; p < z.length; p++) {
            a[p] = (float) g.value(z[p]);
        }
    }

    @Override
    public void activateBackward(Activation g, Matrix Z, Matrix A, Matrix dA, Matrix dZ) {
        Shapes.same("Z", Z, "A", A);
        Shapes.same("Z", Z, "dA", dA);
        Shapes.same("Z", Z, "dZ", dZ);
        float[] z = values(Z);
        float[] a = values(A);
        float[] da = values(dA);
        float[] dz = values(dZ);
        if (g == Activation.RELU) {
            for (int p = 0; p < z.length; p++) {
                dz[p] = z[p] > 0 ? da[p] : 0;
            }
            return;
        }
        for (int p = 0; p < z.length; p++) {
            dz[p] = (float) (da[p] * g.derivative(z[p], a[p]));
        }
    }

    @Override
    public void dropout(Matrix A, double keep, int seed, Matrix mask, Matrix D) {
        Shapes.same("A", A, "mask", mask);
        Shapes.same("A", A, "D", D);
        float[] a = values(A);
        float[] kept = values(mask);
        float[] d = values(D);
        float scale = (float) (1 / keep);
        for (int p = 0; p < a.length; p++) {
            kept[p] = HashRandom.uniform(seed, p) < keep ? scale : 0;
            d[p] = a[p] * kept[p];
        }
    }

    @Override
    public void scaleBy(Matrix A, Matrix B) {
        Shapes.same("A", A, "B", B);
        float[] a = values(A);
        float[] b = values(B);
        for (int p = 0; p < a.length; p++) {
            a[p] *= b[p];
        }
    }

    @Override
    public double crossEntropy(Matrix AL, Matrix Y) {
        Shapes.same("AL", AL, "Y", Y);
        float[] a = values(AL);
        float[] y = values(Y);
        double sum = 0;
        for (int p = 0; p < a.length; p++) {
            if (y[p] != 0) {
                sum += y[p] * Math.log(a[p]);
            }
            if (y[p] != 1) {
                sum += (1 - y[p]) * Math.log(1 - a[p]);
            }
        }
        return -sum;
    }

    @Override
    public void outputError(Matrix AL, Matrix Y, Matrix dZ) {
        Shapes.same("AL", AL, "Y", Y);
        Shapes.same("AL", AL, "dZ", dZ);
        float[] a = values(AL);
        float[] y = values(Y);
        float[] dz = values(dZ);
        for (int p = 0; p < a.length; p++) {
            dz[p] = a[p] - y[p];
        }
    }

    @Override
    public void sumColumns(Matrix dZ, double scale, Matrix db) {
        Shapes.shape("db", db, dZ.rows(), 1, "dZ");
        float[] dz = values(dZ);
        float[] sums = values(db);
        int m = dZ.columns();
        for (int i = 0; i < dZ.rows(); i++) {
            double sum = 0;
            for (int p = i * m; p < (i + 1) * m; p++) {
                sum += dz[p];
            }
            sums[i] = (float) (scale * sum);
        }
    }

    @Override
    public int countCorrect(Matrix AL, Matrix Y) {
        Shapes.same("AL", AL, "Y", Y);
        float[] a = values(AL);
        float[] y = values(Y);
        int correct = 0;
        for (int p = 0; p < a.length; p++) {
            if (a[p] > 0.5 == y[p] > 0.5) {
                correct++;
            }
        }
        return correct;
    }

    @Override
    public void descend(Matrix W, Matrix dW, double rate, double l1, double l2) {
        Shapes.same("W", W, "dW", dW);
        float[] w = values(W);
        float[] dw = values(dW);
        for (int p = 0; p < w.length; p++) {
            w[p] -= (float) (rate * penalised(dw[p], w[p], l1, l2));
        }
    }

    @Override
    public void descendMomentum(Matrix W, Matrix dW, Matrix V, double rate, double momentum, double l1, double l2) {
        Shapes.same("W", W, "dW", dW);
        Shapes.same("W", W, "V", V);
        float[] w = values(W);
        float[] dw = values(dW);
        float[] v = values(V);
        for (int p = 0; p < w.length; p++) {
            v[p] = (float) (momentum * v[p] + penalised(dw[p], w[p], l1, l2));
            w[p] -= (float) (rate * v[p]);
        }
    }

    @Override
    public void descendAdam(Matrix W, Matrix dW, Matrix M, Matrix S, double rate, int t, double l1, double l2) {
        Shapes.same("W", W, "dW", dW);
        Shapes.same("W", W, "M", M);
        Shapes.same("W", W, "S", S);
        float[] w = values(W);
        float[] dw = values(dW);
        float[] m = values(M);
        float[] s = values(S);
        double meanScale = 1 / (1 - Math.pow(Adam.BETA1, t));
        double squareScale = 1 / (1 - Math.pow(Adam.BETA2, t));
        for (int p = 0; p < w.length; p++) {
            double g = penalised(dw[p], w[p], l1, l2);
            m[p] = (float) (Adam.BETA1 * m[p] + (1 - Adam.BETA1) * g);
            s[p] = (float) (Adam.BETA2 * s[p] + (1 - Adam.BETA2) * g * g);
            w[p] -= (float) (rate * (m[p] * meanScale) / (Math.sqrt(s[p] * squareScale) + Adam.EPSILON));
        }
    }

    private static double penalised(double dw, double w, double l1, double l2) {
        return dw + l1 * Math.signum(w) + l2 * w;
    }

    private static float[] values(Matrix M) {
        if (M instanceof FloatMatrix own) {
            return own.values();
        }
        throw new IllegalArgumentException(
                "a matrix of other kernels: " + M.getClass().getSimpleName());
    }
}
