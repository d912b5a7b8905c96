package org.layerlab.backend.jvm;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;

import java.nio.FloatBuffer;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas;
import org.layerlab.network.matrix.Float32Kernels;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.matrix.Shapes;

/**
 * Float32 on all cores: products by OpenBLAS' {@code sgemm}, the rest in Java.
 *
 * <p>Elements live outside the Java heap, because a {@code float[]} handed to native code is copied there and back:
 * for a W1 of 800×12288 that is 78 MB a product. What Java does to elements it does on small copies of a stretch that
 * stay in the cache, where its loops are as fast as on arrays of its own.
 */
public final class OpenBlasKernels extends Float32Kernels {
    /** Elements that a thread copies at once: four operands of 16 KB fit in a second-level cache. */
    private static final int STRETCH = 4096;
    /** Below this many elements other threads cost more than they save. */
    private static final int WORTH_A_THREAD = 8 * STRETCH;

    private final int threads = Runtime.getRuntime().availableProcessors();

    /** A matrix of floats, row by row, outside the heap. */
    private record NativeMatrix(int rows, int columns, FloatPointer pointer, FloatBuffer values) implements Matrix {
        int size() {
            return values.capacity();
        }
    }

    /**
     * Loads OpenBLAS.
     *
     * @throws UnsatisfiedLinkError or another {@link LinkageError} when this machine has none
     */
    public OpenBlasKernels() {
        openblas.blas_set_num_threads(threads);
    }

    @Override
    public Matrix create(int rows, int columns) {
        int size = Shapes.size(rows, columns);
        // At least one, for a pointer to nothing has no buffer.
        FloatPointer pointer = new FloatPointer(Math.max(1L, size));
        Pointer.memset(pointer, 0, (long) size * Float.BYTES);
        return new NativeMatrix(rows, columns, pointer, pointer.asBuffer().slice(0, size));
    }

    @Override
    public void release(Matrix M) {
        own(M).pointer.close();
    }

    @Override
    protected void forStretches(Stretch stretch, int written, Matrix... matrices) {
        NativeMatrix[] own = new NativeMatrix[matrices.length];
        for (int i = 0; i < own.length; i++) {
            own[i] = own(matrices[i]);
        }
        int stretches = (own[0].size() + STRETCH - 1) / STRETCH;
        if (own[0].size() < WORTH_A_THREAD || threads == 1) {
            work(stretch, written, own, 0, stretches);
        } else {
            IntStream.range(0, threads)
                    .parallel()
                    .forEach(t -> work(stretch, written, own, (int) ((long) stretches * t / threads), (int)
                            ((long) stretches * (t + 1) / threads)));
        }
    }

    private static void work(Stretch stretch, int written, NativeMatrix[] matrices, int from, int to) {
        float[][] x = new float[matrices.length][Math.min(STRETCH, matrices[0].size())];
        for (int s = from; s < to; s++) {
            int at = s * STRETCH;
            int n = Math.min(STRETCH, matrices[0].size() - at);
            for (int i = 0; i < x.length; i++) {
                matrices[i].values.get(at, x[i], 0, n);
            }
            stretch.work(x, n, at);
            for (int i = 0; i < written; i++) {
                matrices[i].values.put(at, x[i], 0, n);
            }
        }
    }

    @Override
    protected float[] elements(Matrix M) {
        NativeMatrix own = own(M);
        float[] elements = new float[own.size()];
        own.values.get(0, elements);
        return elements;
    }

    @Override
    protected void gemm(
            boolean transposeA, boolean transposeB, int n, int m, int k, float scale, Matrix A, Matrix B, Matrix C) {
        NativeMatrix c = own(C);
        if (n == 0 || m == 0 || k == 0) {
            // BLAS refuses rows of no length.
            Pointer.memset(c.pointer, 0, (long) c.size() * Float.BYTES);
            return;
        }
        openblas.cblas_sgemm(
                CblasRowMajor,
                transposeA ? CblasTrans : CblasNoTrans,
                transposeB ? CblasTrans : CblasNoTrans,
                n,
                m,
                k,
                scale,
                own(A).pointer,
                A.columns(),
                own(B).pointer,
                B.columns(),
                0,
                c.pointer,
                m);
    }

    private static NativeMatrix own(Matrix M) {
        if (M instanceof NativeMatrix own) {
            return own;
        }
        throw new IllegalArgumentException(
                "a matrix of other kernels: " + M.getClass().getSimpleName());
    }
}
