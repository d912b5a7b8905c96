package org.layerlab.backend.jvm;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;

import java.nio.FloatBuffer;
import java.util.function.IntConsumer;
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
 * <p>Threads are Java's: each calls BLAS for its part of a product. BLAS' own threads, once woken, look out for work
 * for a while and keep the cores from Java's.
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

    /** Below this many operations a product is one thread's. */
    private static final double WORTH_PARTS = 2e6;
    /** Rows and columns of parts are multiples of this, but for the last. */
    private static final int TILE = 16;

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
        openblas.blas_set_num_threads(1);
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
            each(
                    threads,
                    t -> work(stretch, written, own, (int) ((long) stretches * t / threads), (int)
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
        NativeMatrix c = own(C);
        if (n == 0 || m == 0 || k == 0) {
            // BLAS refuses rows of no length.
            scale(c, keep);
            return;
        }
        int parts = 2.0 * n * m * k < WORTH_PARTS ? 1 : threads;
        int rowParts = rowParts(parts, n, m);
        int columnParts = parts / rowParts;
        FloatPointer a = own(A).pointer;
        FloatPointer b = own(B).pointer;
        each(rowParts * columnParts, part -> {
            int i = from(n, part / columnParts, rowParts);
            int j = from(m, part % columnParts, columnParts);
            int rows = from(n, part / columnParts + 1, rowParts) - i;
            int columns = from(m, part % columnParts + 1, columnParts) - j;
            if (rows == 0 || columns == 0) {
                return;
            }
            openblas.cblas_sgemm(
                    CblasRowMajor,
                    transposeA ? CblasTrans : CblasNoTrans,
                    transposeB ? CblasTrans : CblasNoTrans,
                    rows,
                    columns,
                    k,
                    scale,
                    a.getPointer(transposeA ? i : (long) i * k),
                    A.columns(),
                    b.getPointer(transposeB ? (long) j * k : j),
                    B.columns(),
                    keep,
                    c.pointer.getPointer((long) i * m + j),
                    m);
        });
    }

    /** Into how many rows of parts an n×m product is cut, so that they have the least of both operands to read. */
    private static int rowParts(int parts, int n, int m) {
        int best = 1;
        for (int rows = 2; rows <= parts; rows++) {
            if (parts % rows == 0
                    && (double) n / rows + (double) m * rows / parts < (double) n / best + (double) m * best / parts) {
                best = rows;
            }
        }
        return best;
    }

    /** Where a part begins, at a multiple of what BLAS works on at once. */
    private static int from(int size, int part, int parts) {
        return part == parts ? size : (int) ((long) size * part / parts) / TILE * TILE;
    }

    /** Does all parts, on as many threads as there are cores. */
    private static void each(int parts, IntConsumer work) {
        if (parts == 1) {
            work.accept(0);
        } else {
            IntStream.range(0, parts).parallel().forEach(work);
        }
    }

    private static void scale(NativeMatrix C, float keep) {
        if (keep == 0) {
            Pointer.memset(C.pointer, 0, (long) C.size() * Float.BYTES);
        } else {
            openblas.cblas_sscal(C.size(), keep, C.pointer, 1);
        }
    }

    private static NativeMatrix own(Matrix M) {
        if (M instanceof NativeMatrix own) {
            return own;
        }
        throw new IllegalArgumentException(
                "a matrix of other kernels: " + M.getClass().getSimpleName());
    }
}
