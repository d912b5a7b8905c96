package org.layerlab.backend.jvm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.layerlab.network.matrix.ConvShape;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.MapShape;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.matrix.ReferenceKernels;

class NativeConvolutionTest {
    private static final double TOLERANCE = 1e-4;
    /** Ten times as much: the places' numbers are larger than those that come of them. */
    private static final double WINOGRAD_TOLERANCE = 1e-3;
    /** Sums over all pixels and examples. */
    private static final double SUM_TOLERANCE = 2e-3;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final ReferenceKernels reference = new ReferenceKernels();
    private final OpenBlasKernels kernels = new OpenBlasKernels();

    /** Few channels and many, few examples and many, fewer and more threads than there are rows or columns. */
    @RepeatedTest(60)
    void anyShapeOnAnyNumberOfThreadsIsTheReferences() {
        assertReferences(anyShape(), 1 + random.nextInt(150), 1 + random.nextInt(5), TOLERANCE);
    }

    /** With tiles partly outside the output, and sides at which each has its turn. */
    @RepeatedTest(12)
    void anyShapeThatSuitsWinogradsWayIsTheReferences() {
        ConvShape shape;
        int m;
        int threads;
        do {
            MapShape input = new MapShape(3 + random.nextInt(12), 3 + random.nextInt(12), 20 + random.nextInt(20));
            shape = new ConvShape(input, 20 + random.nextInt(20), 3, 1, random.nextInt(3));
            m = 10 + random.nextInt(150);
            threads = 1 + random.nextInt(5);
        } while (!WinogradConvolution.suits(shape, m, threads));
        assertReferences(shape, m, threads, WINOGRAD_TOLERANCE);
    }

    private void assertReferences(ConvShape shape, int m, int threads, double tolerance) {
        String what = shape + ", " + m + " examples, " + threads + " threads, seed " + seed;
        Matrix W = any(reference, shape.filters(), shape.window());
        Matrix b = any(reference, shape.filters(), 1);
        Matrix A = any(reference, shape.input().features(), m);
        Matrix dZ = any(reference, shape.output().features(), m);
        NativeConvolution convolution = new NativeConvolution(shape, m, threads);

        NativeMatrix Z = same(dZ);
        convolution.forward(floats(W), floats(b), same(A), Z);
        assertSame(what, tolerance, at -> reference.convolve(shape, W, b, A, false, at), Z);

        NativeMatrix dA = same(A);
        convolution.backwardToInput(floats(W), same(dZ), dA);
        assertSame(what, tolerance, at -> reference.convolveBackwardToInput(shape, W, dZ, at), dA);

        NativeMatrix dW = same(W);
        NativeMatrix db = same(b);
        convolution.backwardToFilters(same(dZ), same(A), 0.5f, dW, db);
        Matrix expectedB = reference.create(b.rows(), 1);
        assertSame(
                what, SUM_TOLERANCE, at -> reference.convolveBackwardToFilters(shape, dZ, A, 0.5, at, expectedB), dW);
        assertArrayEquals(reference.read(expectedB), kernels.read(db), SUM_TOLERANCE, what);
    }

    private ConvShape anyShape() {
        int kernel = 1 + 2 * random.nextInt(3);
        int padding = random.nextInt(kernel);
        int least = Math.max(1, kernel - 2 * padding);
        MapShape input = new MapShape(least + random.nextInt(9), least + random.nextInt(9), 1 + random.nextInt(12));
        return new ConvShape(input, 1 + random.nextInt(9), kernel, 1 + random.nextInt(3), padding);
    }

    private Matrix any(Kernels kernels, int rows, int columns) {
        Matrix M = kernels.create(rows, columns);
        kernels.write(random.doubles((long) rows * columns, -1, 1).toArray(), M);
        return M;
    }

    private NativeMatrix same(Matrix M) {
        Matrix same = kernels.create(M.rows(), M.columns());
        kernels.write(reference.read(M), same);
        return NativeMatrix.own(same);
    }

    private float[] floats(Matrix M) {
        return kernels.elements(same(M));
    }

    private interface Into {
        void compute(Matrix at);
    }

    private void assertSame(String what, double tolerance, Into expected, NativeMatrix found) {
        Matrix at = reference.create(found.rows(), found.columns());
        expected.compute(at);
        assertArrayEquals(reference.read(at), kernels.read(found), tolerance, what);
    }
}
