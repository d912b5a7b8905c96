package org.layerlab.backend.jvm;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.ConvShape;
import org.layerlab.network.matrix.DepthwiseShape;
import org.layerlab.network.matrix.Float32Kernels;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.matrix.PoolShape;
import org.layerlab.network.matrix.Shapes;

/**
 * Float32 on all cores: products by {@code sgemm} of OpenBLAS, the rest in Java.
 *
 * <p>The threads are Java's: each calls BLAS for its part of a product. The threads of BLAS, once awake, spin for a
 * while and block the cores.
 *
 * <p>Elements live outside the Java heap, because a {@code float[]} passed to native code is copied there and back: 78
 * MB per product for a W1 of 800×12288. Java works on small copies of a stretch that stay in the cache, where its loops
 * are as fast as on its own arrays.
 */
public final class OpenBlasKernels extends Float32Kernels {
    /** Elements that a thread copies at a time: four operands of 16 KB fit in a second-level cache. */
    private static final int STRETCH = 4096;
    /** Below this many elements, more threads cost more than they save. */
    private static final int WORTH_A_THREAD = 8 * STRETCH;

    /** Below this many operations, one thread computes a product. */
    private static final double WORTH_PARTS = 2e6;

    /** Java sees the elements through a buffer, which ends at 2 GB. */
    static final int MOST_ELEMENTS = Integer.MAX_VALUE / Float.BYTES;

    private final int threads = Runtime.getRuntime().availableProcessors();

    /**
     * Loads OpenBLAS.
     *
     * @throws UnsatisfiedLinkError or another {@link LinkageError} when OpenBLAS does not load on this machine
     */
    public OpenBlasKernels() {
        openblas.blas_set_num_threads(1);
    }

    @Override
    public Matrix create(int rows, int columns) {
        int size = Shapes.size(rows, columns);
        if (size > MOST_ELEMENTS) {
            throw new IllegalArgumentException("a matrix of " + rows + "×" + columns + " has " + size
                    + " elements; at most " + MOST_ELEMENTS + " floats fit");
        }
        // At least one, since an empty pointer has no buffer.
        FloatPointer pointer = new FloatPointer(Math.max(1L, size));
        Pointer.memset(pointer, 0, (long) size * Float.BYTES);
        return new NativeMatrix(rows, columns, pointer, pointer.asBuffer().slice(0, size));
    }

    @Override
    public void release(Matrix M) {
        NativeMatrix.own(M).pointer().close();
    }

    @Override
    protected void forStretches(Stretch stretch, int written, Matrix... matrices) {
        NativeMatrix[] own = new NativeMatrix[matrices.length];
        for (int i = 0; i < own.length; i++) {
            own[i] = NativeMatrix.own(matrices[i]);
        }
        int stretches = (own[0].size() + STRETCH - 1) / STRETCH;
        if (own[0].size() < WORTH_A_THREAD || threads == 1) {
            work(stretch, written, own, 0, stretches);
        } else {
            Parallel.each(
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
                matrices[i].values().get(at, x[i], 0, n);
            }
            stretch.work(x, n, at);
            for (int i = 0; i < written; i++) {
                matrices[i].values().put(at, x[i], 0, n);
            }
        }
    }

    @Override
    protected float[] elements(Matrix M) {
        NativeMatrix own = NativeMatrix.own(M);
        float[] elements = new float[own.size()];
        own.values().get(0, elements);
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
        NativeMatrix c = NativeMatrix.own(C);
        if (n == 0 || m == 0 || k == 0) {
            // BLAS rejects empty rows.
            scale(c, keep);
            return;
        }
        int parts = 2.0 * n * m * k < WORTH_PARTS ? 1 : threads;
        int rowParts = rowParts(parts, n, m);
        int columnParts = parts / rowParts;
        FloatPointer a = NativeMatrix.own(A).pointer();
        FloatPointer b = NativeMatrix.own(B).pointer();
        Parallel.each(rowParts * columnParts, part -> {
            int i = Parallel.fromTile(n, part / columnParts, rowParts);
            int j = Parallel.fromTile(m, part % columnParts, columnParts);
            int rows = Parallel.fromTile(n, part / columnParts + 1, rowParts) - i;
            int columns = Parallel.fromTile(m, part % columnParts + 1, columnParts) - j;
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
                    c.pointer().getPointer((long) i * m + j),
                    m);
        });
    }

    @Override
    public void convolve(ConvShape shape, Matrix W, Matrix b, Matrix A, boolean rectify, Matrix Z) {
        Shapes.filters(shape, W, b);
        Shapes.maps(shape, "A", A, "Z", Z);
        NativeMatrix result = NativeMatrix.own(Z);
        if (result.size() == 0) {
            return;
        }
        convolution(shape, A.columns())
                .forward(elements(W), isZero(NativeMatrix.own(b)) ? null : elements(b), NativeMatrix.own(A), result);
        if (rectify) {
            activate(Activation.RELU, Z, Z);
        }
    }

    @Override
    public void convolveBackwardToInput(ConvShape shape, Matrix W, Matrix dZ, Matrix dA) {
        Shapes.shape("W", W, shape.filters(), shape.window(), "the convolution");
        Shapes.maps(shape, "dA", dA, "dZ", dZ);
        if (dZ.columns() > 0) {
            convolution(shape, dZ.columns()).backwardToInput(elements(W), NativeMatrix.own(dZ), NativeMatrix.own(dA));
        }
    }

    @Override
    public void convolveBackwardToFilters(ConvShape shape, Matrix dZ, Matrix A, double scale, Matrix dW, Matrix db) {
        Shapes.filters(shape, dW, db);
        Shapes.maps(shape, "A", A, "dZ", dZ);
        if (A.columns() == 0) {
            scale(NativeMatrix.own(dW), 0);
            scale(NativeMatrix.own(db), 0);
            return;
        }
        convolution(shape, A.columns())
                .backwardToFilters(
                        NativeMatrix.own(dZ),
                        NativeMatrix.own(A),
                        (float) scale,
                        NativeMatrix.own(dW),
                        NativeMatrix.own(db));
    }

    private NativeConvolution convolution(ConvShape shape, int m) {
        return new NativeConvolution(shape, m, shape.flops() * m < WORTH_PARTS ? 1 : threads);
    }

    private NativeDepthwise depthwise(DepthwiseShape shape, int m) {
        return new NativeDepthwise(shape, m, shape.flops() * m < WORTH_PARTS ? 1 : threads);
    }

    @Override
    public void convolveDepthwise(DepthwiseShape shape, Matrix W, Matrix b, Matrix A, boolean rectify, Matrix Z) {
        Shapes.filters(shape, W, b);
        Shapes.maps(shape.each(), "A", A, "Z", Z);
        depthwise(shape, A.columns()).forward(elements(W), elements(b), NativeMatrix.own(A), NativeMatrix.own(Z));
        if (rectify) {
            activate(Activation.RELU, Z, Z);
        }
    }

    @Override
    public void convolveDepthwiseBackwardToInput(DepthwiseShape shape, Matrix W, Matrix dZ, Matrix dA) {
        Shapes.shape("W", W, shape.channels(), shape.taps(), "the depthwise convolution");
        Shapes.maps(shape.each(), "dA", dA, "dZ", dZ);
        depthwise(shape, dZ.columns()).backwardToInput(elements(W), NativeMatrix.own(dZ), NativeMatrix.own(dA));
    }

    @Override
    public void convolveDepthwiseBackwardToFilters(
            DepthwiseShape shape, Matrix dZ, Matrix A, double scale, Matrix dW, Matrix db) {
        Shapes.filters(shape, dW, db);
        Shapes.maps(shape.each(), "A", A, "dZ", dZ);
        int weights = dW.rows() * dW.columns();
        double[] sums =
                depthwise(shape, A.columns()).backwardToFilters(NativeMatrix.own(dZ), NativeMatrix.own(A), scale);
        write(Arrays.copyOf(sums, weights), dW);
        write(Arrays.copyOfRange(sums, weights, sums.length), db);
    }

    @Override
    public void maxPool(PoolShape shape, Matrix A, Matrix P) {
        Shapes.maps(shape, "A", A, "P", P);
        new NativeMaps(threads).maxPool(shape, NativeMatrix.own(A), NativeMatrix.own(P));
    }

    @Override
    public void maxPoolBackward(PoolShape shape, Matrix A, Matrix P, Matrix dP, Matrix dA) {
        Shapes.maps(shape, "A", A, "P", P);
        Shapes.same("P", P, "dP", dP);
        Shapes.same("A", A, "dA", dA);
        new NativeMaps(threads)
                .maxPoolBackward(
                        shape, NativeMatrix.own(A), NativeMatrix.own(P), NativeMatrix.own(dP), NativeMatrix.own(dA));
    }

    @Override
    public void averagePool(Matrix A, Matrix P) {
        Shapes.channels("A", A, P.rows(), "P");
        Shapes.shape("P", P, P.rows(), A.columns(), "A");
        new NativeMaps(threads).averagePool(NativeMatrix.own(A), NativeMatrix.own(P));
    }

    @Override
    public void averagePoolBackward(Matrix dP, Matrix dA) {
        Shapes.channels("dA", dA, dP.rows(), "dP");
        Shapes.shape("dP", dP, dP.rows(), dA.columns(), "dA");
        new NativeMaps(threads).averagePoolBackward(NativeMatrix.own(dP), NativeMatrix.own(dA));
    }

    @Override
    public void channelMoments(Matrix Z, Matrix mean, Matrix variance) {
        Shapes.channels("Z", Z, mean.rows(), "mean");
        Shapes.same("mean", mean, "variance", variance);
        double[] sums = new NativeMaps(threads).moments(NativeMatrix.own(Z), mean.rows());
        double[] means = new double[mean.rows()];
        double[] variances = new double[mean.rows()];
        double count = (double) Z.rows() / mean.rows() * Z.columns();
        for (int c = 0; c < means.length; c++) {
            means[c] = sums[2 * c] / count;
            variances[c] = Math.max(0, sums[2 * c + 1] / count - means[c] * means[c]);
        }
        write(means, mean);
        write(variances, variance);
    }

    @Override
    public void scaleChannels(Matrix Z, Matrix scale, Matrix shift, boolean rectify, Matrix A) {
        Shapes.channels("Z", Z, scale.rows(), "scale");
        Shapes.same("scale", scale, "shift", shift);
        Shapes.same("Z", Z, "A", A);
        new NativeMaps(threads)
                .scale(NativeMatrix.own(Z), elements(scale), elements(shift), rectify, NativeMatrix.own(A));
    }

    @Override
    public void channelSums(Matrix Z, Matrix A, Matrix dA, boolean rectified, Matrix mean, Matrix sums) {
        Shapes.channels("Z", Z, mean.rows(), "mean");
        Shapes.same("Z", Z, "A", A);
        Shapes.same("Z", Z, "dA", dA);
        Shapes.shape("sums", sums, mean.rows(), 2, "mean");
        write(
                new NativeMaps(threads)
                        .sums(
                                NativeMatrix.own(Z),
                                NativeMatrix.own(A),
                                NativeMatrix.own(dA),
                                rectified,
                                elements(mean)),
                sums);
    }

    @Override
    public void combineChannels(Matrix Z, Matrix A, Matrix dA, boolean rectified, Matrix factors, Matrix dZ) {
        Shapes.channels("Z", Z, factors.rows(), "factors");
        Shapes.shape("factors", factors, factors.rows(), 3, "the combination");
        Shapes.same("Z", Z, "A", A);
        Shapes.same("Z", Z, "dA", dA);
        Shapes.same("Z", Z, "dZ", dZ);
        new NativeMaps(threads)
                .combine(
                        NativeMatrix.own(Z),
                        NativeMatrix.own(A),
                        NativeMatrix.own(dA),
                        rectified,
                        elements(factors),
                        NativeMatrix.own(dZ));
    }

    private static boolean isZero(NativeMatrix M) {
        for (int i = 0; i < M.size(); i++) {
            if (M.values().get(i) != 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * The number of rows of parts for an n×m product, so that the parts read as little of both operands as possible.
     */
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

    private static void scale(NativeMatrix C, float keep) {
        if (keep == 0) {
            Pointer.memset(C.pointer(), 0, (long) C.size() * Float.BYTES);
        } else {
            openblas.cblas_sscal(C.size(), keep, C.pointer(), 1);
        }
    }
}
