package org.layerlab.network.matrix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.layerlab.network.data.NumpyRandom;

/** The oracle of all kernels against sums done by hand and against the definition of a gradient. */
class MapLoopsTest {
    private static final double DIGITS = 1e-12;

    private final Kernels kernels = new ReferenceKernels();
    private final NumpyRandom random = new NumpyRandom(11);

    @Test
    void convolutionSumsWhatTheFilterSeesAndTakesTheOutsideForZero() {
        ConvShape shape = ConvShape.same(new MapShape(3, 3, 1), 1, 3);
        Matrix W = matrix(1, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        Matrix b = matrix(1, 1, 100);
        Matrix A = matrix(9, 1, 1, 0, 0, 0, 0, 0, 0, 0, 2);
        Matrix Z = kernels.create(9, 1);
        kernels.convolve(shape, W, b, A, false, Z);
        // A filter is laid over the map, not turned round: the 1 at the top left meets the filter's centre, 5, there.
        assertArrayEquals(new double[] {105, 104, 100, 102, 119, 116, 100, 112, 110}, kernels.read(Z), DIGITS);
    }

    @Test
    void convolutionTakesChannelsTogetherAndStepsByItsStride() {
        ConvShape shape = new ConvShape(new MapShape(1, 3, 2), 2, 1, 2, 0);
        Matrix W = matrix(2, 2, 1, 10, 0, -1);
        Matrix b = matrix(2, 1, 0, 0.5);
        Matrix A = matrix(6, 1, 1, 2, 3, 4, 5, 6);
        Matrix Z = kernels.create(4, 1);
        kernels.convolve(shape, W, b, A, false, Z);
        assertArrayEquals(new double[] {21, -1.5, 65, -5.5}, kernels.read(Z), DIGITS);
    }

    @ParameterizedTest
    @CsvSource({"5,4,3,2,3,1,1", "7,6,2,3,3,2,1", "5,5,1,2,5,1,2", "4,4,2,2,3,1,0", "3,3,2,3,1,2,0", "1,2,2,2,5,1,4"})
    void gradientsOfAConvolutionMatchFiniteDifferences(
            int height, int width, int channels, int filters, int kernel, int stride, int padding) {
        ConvShape shape = new ConvShape(new MapShape(height, width, channels), filters, kernel, stride, padding);
        int m = 3;
        double[] w = random.normals(filters * shape.window());
        double[] b = random.normals(filters);
        double[] a = random.normals(shape.input().features() * m);
        double[] g = random.normals(shape.output().features() * m);
        Matrix dZ = matrix(shape.output().features(), m, g);
        Matrix dA = kernels.create(shape.input().features(), m);
        Matrix dW = kernels.create(filters, shape.window());
        Matrix db = kernels.create(filters, 1);
        kernels.convolveBackwardToInput(shape, matrix(filters, shape.window(), w), dZ, dA);
        kernels.convolveBackwardToFilters(shape, dZ, matrix(shape.input().features(), m, a), 1, dW, db);
        Function f = () -> {
            double[] z = new double[g.length];
            MapLoops.convolve(shape, w, b, a, z, m);
            return z;
        };
        assertGradient(f, g, w, kernels.read(dW));
        assertGradient(f, g, b, kernels.read(db));
        assertGradient(f, g, a, kernels.read(dA));
    }

    @Test
    void maxPoolTakesTheGreatestAndLeavesOutWhatFillsNoSquare() {
        PoolShape shape = new PoolShape(new MapShape(2, 5, 1), 2);
        Matrix A = matrix(10, 1, 1, 2, 7, -1, 99, 4, 3, 5, -2, 99);
        Matrix P = kernels.create(2, 1);
        kernels.maxPool(shape, A, P);
        assertArrayEquals(new double[] {4, 7}, kernels.read(P));
        Matrix dA = kernels.create(10, 1);
        kernels.maxPoolBackward(shape, A, P, matrix(2, 1, 10, 20), dA);
        assertArrayEquals(new double[] {0, 0, 20, 0, 0, 10, 0, 0, 0, 0}, kernels.read(dA));
    }

    @Test
    void ofEquallyGreatElementsTheFirstGetsTheGradient() {
        PoolShape shape = new PoolShape(new MapShape(2, 2, 1), 2);
        Matrix A = matrix(4, 1, 0, 3, 3, 3);
        Matrix P = matrix(1, 1, 3);
        Matrix dA = kernels.create(4, 1);
        kernels.maxPoolBackward(shape, A, P, matrix(1, 1, 1), dA);
        assertArrayEquals(new double[] {0, 1, 0, 0}, kernels.read(dA));
    }

    @Test
    void averagePoolAndItsGradientShareOutOverThePixels() {
        Matrix A = matrix(4, 1, 1, 10, 3, 30);
        Matrix P = kernels.create(2, 1);
        kernels.averagePool(A, P);
        assertArrayEquals(new double[] {2, 20}, kernels.read(P), DIGITS);
        Matrix dA = kernels.create(4, 1);
        kernels.averagePoolBackward(P, dA);
        assertArrayEquals(new double[] {1, 10, 1, 10}, kernels.read(dA), DIGITS);
    }

    @Test
    void momentsAreThoseOfAllPixelsAndExamples() {
        Matrix Z = matrix(4, 2, 1, 3, 0, 0, 5, 7, 0, 4);
        Matrix mean = kernels.create(2, 1);
        Matrix variance = kernels.create(2, 1);
        kernels.channelMoments(Z, mean, variance);
        assertArrayEquals(new double[] {4, 1}, kernels.read(mean), DIGITS);
        assertArrayEquals(new double[] {5, 3}, kernels.read(variance), DIGITS);
    }

    @Test
    void softmaxOfFarOutValuesSumsToOne() {
        Matrix A = kernels.create(3, 2);
        kernels.softmax(matrix(3, 2, 1000, -1000, 1000, -1000, 999, -1001), A);
        double[] a = kernels.read(A);
        double e = Math.exp(-1);
        assertEquals(1 / (2 + e), a[0], DIGITS);
        assertEquals(e / (2 + e), a[5], DIGITS);
    }

    @Test
    void shapesThatDoNotFitAreNamedOnBothSides() {
        MapShape map = new MapShape(4, 4, 2);
        assertRefused("3x3", () -> ConvShape.same(new MapShape(4, 4, 2), 0, 3), "0 filters");
        assertRefused("even", () -> ConvShape.same(map, 1, 2), "2x2");
        assertRefused("too large", () -> new ConvShape(map, 1, 7, 1, 0), "7x7", "4x4x2");
        assertRefused("pool", () -> new PoolShape(map, 5), "5x5", "4x4x2");
        ConvShape shape = ConvShape.same(map, 3, 3);
        Matrix W = kernels.create(3, 18);
        Matrix b = kernels.create(3, 1);
        Matrix Z = kernels.create(48, 1);
        assertRefused("A", () -> kernels.convolve(shape, W, b, kernels.create(31, 1), false, Z), "31×1", "32×1");
        assertRefused("W", () -> kernels.convolve(shape, b, b, kernels.create(32, 1), false, Z), "3×1", "3×18");
        assertRefused("channels", () -> kernels.averagePool(kernels.create(5, 1), b), "5×1", "3 channels");
    }

    @Test
    void normalizationsRefuseWhatIsNotOneNumberForEachChannel() {
        Matrix one = kernels.create(3, 1);
        Matrix two = kernels.create(3, 2);
        Matrix other = kernels.create(4, 1);
        assertRefused("scale", () -> kernels.normFactors(one, one, one, one, 1e-5, other, one), "4×1", "3×1");
        assertRefused("gamma", () -> kernels.normFactors(two, one, one, one, 1e-5, one, one), "3×2", "3×1");
        assertRefused("mean", () -> kernels.followMoments(one, one, 1, 0.1, one, other), "4×1", "3×1");
        assertRefused(
                "factors",
                () -> kernels.normGradients(two, one, one, one, 1e-5, 1, 1, true, one, one, two),
                "3×2",
                "3×3");
    }

    private static void assertRefused(String what, Runnable action, String... named) {
        String message = String.valueOf(
                assertThrows(IllegalArgumentException.class, action::run, what).getMessage());
        for (String part : named) {
            assertTrue(message.contains(part), message + " names " + part);
        }
    }

    private interface Function {
        double[] value();
    }

    /** That {@code gradient} is the one of Σ g·f by x. */
    private static void assertGradient(Function f, double[] g, double[] x, double[] gradient) {
        double epsilon = 1e-4;
        for (int i = 0; i < x.length; i++) {
            double kept = x[i];
            x[i] = kept + epsilon;
            double[] above = f.value();
            x[i] = kept - epsilon;
            double[] below = f.value();
            x[i] = kept;
            double numeric = 0;
            for (int p = 0; p < g.length; p++) {
                numeric += g[p] * (above[p] - below[p]) / (2 * epsilon);
            }
            assertEquals(numeric, gradient[i], 1e-8 * (1 + Math.abs(numeric)), "element " + i);
        }
    }

    private Matrix matrix(int rows, int columns, double... values) {
        Matrix M = kernels.create(rows, columns);
        kernels.write(values, M);
        return M;
    }
}
