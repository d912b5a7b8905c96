package org.layerlab.network.matrix;

import java.util.Arrays;
import org.layerlab.network.function.Elementary;

/**
 * The readable original in float64: plain loops, each sum in index order. It is the oracle of all other kernels and
 * what the playground trains with, so that a seed gives NumPy's digits on every machine.
 */
public final class ReferenceKernels implements Kernels {
    /** A matrix of {@code double}s, row by row in one array. */
    @SuppressWarnings("ArrayRecordComponent") // the elements themselves: one owner, written in place
    private record DoubleMatrix(int rows, int columns, double[] values) implements Matrix {}

    @Override
    public Precision precision() {
        return Precision.FLOAT64;
    }

    @Override
    public Matrix create(int rows, int columns) {
        return new DoubleMatrix(rows, columns, new double[Shapes.size(rows, columns)]);
    }

    @Override
    public void release(Matrix M) {
        // The garbage collector does it.
    }

    @Override
    public void write(double[] values, Matrix M) {
        Shapes.length("values", values.length, M);
        System.arraycopy(values, 0, values(M), 0, values.length);
    }

    @Override
    public double[] read(Matrix M) {
        return values(M).clone();
    }

    @Override
    public void writeExamples(byte[] examples, Matrix M) {
        Shapes.length("examples", examples.length, M);
        double[] m = values(M);
        int rows = M.rows();
        int columns = M.columns();
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                m[i * columns + j] = (examples[j * rows + i] & 0xff) / 255.0;
            }
        }
    }

    @Override
    public void multiply(Matrix A, Matrix B, Matrix C) {
        Shapes.product("A", A, A.columns(), "B", B, B.rows());
        Shapes.shape("C", C, A.rows(), B.columns(), "A·B");
        double[] a = values(A);
        double[] b = values(B);
        double[] c = values(C);
        int inner = A.columns();
        int columns = B.columns();
        for (int i = 0; i < A.rows(); i++) {
            Arrays.fill(c, i * columns, (i + 1) * columns, 0);
            for (int k = 0; k < inner; k++) {
                addRow(c, i * columns, a[i * inner + k], b, k * columns, columns);
            }
        }
    }

    @Override
    public void multiplyNT(Matrix A, Matrix B, double scale, Matrix C) {
        Shapes.product("A", A, A.columns(), "Bᵀ", B, B.columns());
        Shapes.shape("C", C, A.rows(), B.rows(), "A·Bᵀ");
        double[] a = values(A);
        double[] b = values(B);
        double[] c = values(C);
        int inner = A.columns();
        int columns = B.rows();
        for (int i = 0; i < A.rows(); i++) {
            for (int j = 0; j < columns; j++) {
                c[i * columns + j] = scale * dot(a, i * inner, b, j * inner, inner);
            }
        }
    }

    @Override
    public void multiplyTN(Matrix A, Matrix B, Matrix C) {
        Shapes.product("Aᵀ", A, A.rows(), "B", B, B.rows());
        Shapes.shape("C", C, A.columns(), B.columns(), "Aᵀ·B");
        double[] a = values(A);
        double[] b = values(B);
        double[] c = values(C);
        int rows = A.columns();
        int columns = B.columns();
        Arrays.fill(c, 0);
        for (int k = 0; k < A.rows(); k++) {
            for (int i = 0; i < rows; i++) {
                addRow(c, i * columns, a[k * rows + i], b, k * columns, columns);
            }
        }
    }

    // The two inner loops stand alone: V8 switches to a loop's optimized code only when the loop is entered again.
    private static void addRow(double[] c, int fromC, double factor, double[] b, int fromB, int count) {
        for (int j = 0; j < count; j++) {
            c[fromC + j] += factor * b[fromB + j];
        }
    }

    private static double dot(double[] a, int fromA, double[] b, int fromB, int count) {
        double sum = 0;
        for (int k = 0; k < count; k++) {
            sum += a[fromA + k] * b[fromB + k];
        }
        return sum;
    }

    @Override
    public void addBias(Matrix Z, Matrix b) {
        Shapes.shape("b", b, Z.rows(), 1, "Z");
        double[] z = values(Z);
        double[] bias = values(b);
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
        double[] z = values(Z);
        double[] a = values(A);
        if (g == Activation.RELU) {
            // By far the most frequent: kept free of the virtual call.
            for (int p = 0; p < z.length; p++) {
                a[p] = z[p] < 0 ? 0 : z[p];
            }
            return;
        }
        for (int p = 0; p < z.length; p++) {
            a[p] = g.value(z[p]);
        }
    }

    @Override
    public void activateBackward(Activation g, Matrix Z, Matrix A, Matrix dA, Matrix dZ) {
        Shapes.same("Z", Z, "A", A);
        Shapes.same("Z", Z, "dA", dA);
        Shapes.same("Z", Z, "dZ", dZ);
        double[] z = values(Z);
        double[] a = values(A);
        double[] da = values(dA);
        double[] dz = values(dZ);
        if (g == Activation.RELU) {
            for (int p = 0; p < z.length; p++) {
                dz[p] = z[p] > 0 ? da[p] : 0;
            }
            return;
        }
        for (int p = 0; p < z.length; p++) {
            dz[p] = da[p] * g.derivative(z[p], a[p]);
        }
    }

    @Override
    public void dropout(Matrix A, double keep, int seed, Matrix mask, Matrix D) {
        Shapes.same("A", A, "mask", mask);
        Shapes.same("A", A, "D", D);
        double[] a = values(A);
        double[] kept = values(mask);
        double[] d = values(D);
        double scale = 1 / keep;
        for (int p = 0; p < a.length; p++) {
            kept[p] = HashRandom.uniform(seed, p) < keep ? scale : 0;
            d[p] = a[p] * kept[p];
        }
    }

    @Override
    public void scaleBy(Matrix A, Matrix B) {
        Shapes.same("A", A, "B", B);
        double[] a = values(A);
        double[] b = values(B);
        for (int p = 0; p < a.length; p++) {
            a[p] *= b[p];
        }
    }

    @Override
    public double crossEntropy(Matrix AL, Matrix Y) {
        Shapes.same("AL", AL, "Y", Y);
        double[] a = values(AL);
        double[] y = values(Y);
        double sum = 0;
        for (int p = 0; p < a.length; p++) {
            if (y[p] != 0) {
                sum += y[p] * Elementary.log(a[p]);
            }
            if (y[p] != 1) {
                sum += (1 - y[p]) * Elementary.log(1 - a[p]);
            }
        }
        return -sum;
    }

    @Override
    public void outputError(Matrix AL, Matrix Y, Matrix dZ) {
        Shapes.same("AL", AL, "Y", Y);
        Shapes.same("AL", AL, "dZ", dZ);
        double[] a = values(AL);
        double[] y = values(Y);
        double[] dz = values(dZ);
        for (int p = 0; p < a.length; p++) {
            dz[p] = a[p] - y[p];
        }
    }

    @Override
    public void sumColumns(Matrix dZ, double scale, Matrix db) {
        Shapes.shape("db", db, dZ.rows(), 1, "dZ");
        double[] dz = values(dZ);
        double[] sums = values(db);
        int m = dZ.columns();
        for (int i = 0; i < dZ.rows(); i++) {
            double sum = 0;
            for (int p = i * m; p < (i + 1) * m; p++) {
                sum += dz[p];
            }
            sums[i] = scale * sum;
        }
    }

    @Override
    public int countCorrect(Matrix AL, Matrix Y) {
        Shapes.same("AL", AL, "Y", Y);
        double[] a = values(AL);
        double[] y = values(Y);
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
        double[] w = values(W);
        double[] dw = values(dW);
        for (int p = 0; p < w.length; p++) {
            w[p] -= rate * penalized(dw[p], w[p], l1, l2);
        }
    }

    @Override
    public void descendMomentum(Matrix W, Matrix dW, Matrix V, double rate, double momentum, double l1, double l2) {
        Shapes.same("W", W, "dW", dW);
        Shapes.same("W", W, "V", V);
        double[] w = values(W);
        double[] dw = values(dW);
        double[] v = values(V);
        for (int p = 0; p < w.length; p++) {
            v[p] = momentum * v[p] + penalized(dw[p], w[p], l1, l2);
            w[p] -= rate * v[p];
        }
    }

    @Override
    public void descendAdam(Matrix W, Matrix dW, Matrix M, Matrix S, double rate, int t, double l1, double l2) {
        Shapes.same("W", W, "dW", dW);
        Shapes.same("W", W, "M", M);
        Shapes.same("W", W, "S", S);
        double[] w = values(W);
        double[] dw = values(dW);
        double[] m = values(M);
        double[] s = values(S);
        double meanScale = 1 / (1 - Elementary.power(AdamConstants.BETA1, t));
        double squareScale = 1 / (1 - Elementary.power(AdamConstants.BETA2, t));
        for (int p = 0; p < w.length; p++) {
            double g = penalized(dw[p], w[p], l1, l2);
            m[p] = AdamConstants.BETA1 * m[p] + (1 - AdamConstants.BETA1) * g;
            s[p] = AdamConstants.BETA2 * s[p] + (1 - AdamConstants.BETA2) * g * g;
            w[p] -= rate * (m[p] * meanScale) / (Math.sqrt(s[p] * squareScale) + AdamConstants.EPSILON);
        }
    }

    private static double penalized(double dw, double w, double l1, double l2) {
        return dw + l1 * Math.signum(w) + l2 * w;
    }

    private static double[] values(Matrix M) {
        if (M instanceof DoubleMatrix own) {
            return own.values();
        }
        throw new IllegalArgumentException(
                "a matrix of other kernels: " + M.getClass().getSimpleName());
    }
}
