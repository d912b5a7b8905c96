package org.layerlab.network.matrix;

/**
 * Plain Java in float32, on the heap: for photos in a browser or on a JVM that has nothing faster. A faster product is
 * put in by overriding {@link #gemm(boolean, boolean, int, int, int, float, float[], float[], float, float[])}.
 */
public class FloatKernels extends Float32Kernels {
    /** A matrix of {@code float}s, row by row in one array. */
    @SuppressWarnings("ArrayRecordComponent") // the elements themselves: one owner, written in place
    private record FloatMatrix(int rows, int columns, float[] values) implements Matrix {}

    @Override
    public Matrix create(int rows, int columns) {
        return new FloatMatrix(rows, columns, new float[Shapes.size(rows, columns)]);
    }

    @Override
    public void release(Matrix M) {
        // The garbage collector does it.
    }

    @Override
    protected final void forStretches(Stretch stretch, int written, Matrix... matrices) {
        float[][] x = new float[matrices.length][];
        for (int i = 0; i < x.length; i++) {
            x[i] = elements(matrices[i]);
        }
        stretch.work(x, x[0].length, 0);
    }

    @Override
    protected final float[] elements(Matrix M) {
        if (M instanceof FloatMatrix own) {
            return own.values();
        }
        throw new IllegalArgumentException(
                "a matrix of other kernels: " + M.getClass().getSimpleName());
    }

    @Override
    protected final void gemm(
            boolean transposeA,
            boolean transposeB,
            int n,
            int m,
            int k,
            float scale,
            Matrix A,
            Matrix B,
            float keep,
            Matrix C) {
        gemm(transposeA, transposeB, n, m, k, scale, elements(A), elements(B), keep, elements(C));
    }

    /**
     * {@code C = keep·C + scale · op(A)·op(B)}, all row by row.
     *
     * @param transposeA whether op(A) = Aᵀ, A then being (k, n); else A is (n, k)
     * @param transposeB whether op(B) = Bᵀ, B then being (m, k); else B is (k, m)
     * @param keep where it is 0, what c held does not matter
     * @param c shape (n, m)
     */
    protected void gemm(
            boolean transposeA,
            boolean transposeB,
            int n,
            int m,
            int k,
            float scale,
            float[] a,
            float[] b,
            float keep,
            float[] c) {
        PackedGemm.multiply(transposeA, transposeB, n, m, k, scale, a, b, keep, c);
    }
}
