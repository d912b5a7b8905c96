package org.layerlab.backend.jvm;

/**
 * The additions of {@link WinogradConvolution}: multiplications by
 *
 * <pre>
 * Bᵀ = 4  0 −5  0  1  0    G = 1/4    0    0     Aᵀ = 1  1  1  1  1  0
 *      0 −4 −4  1  1  0       −1/6 −1/6 −1/6          0  1 −1  2 −2  0
 *      0  4 −4 −1  1  0       −1/6  1/6 −1/6          0  1  1  4  4  0
 *      0 −2 −1  2  1  0       1/24 1/12  1/6          0  1 −1  8 −8  1
 *      0  2 −1 −2  1  0       1/24−1/12  1/6
 *      0  4  0 −5  0  1         0    0    1
 * </pre>
 *
 * from the left and, transposed, from the right. Each is done in place to the 36 places of a tile, each an array of as
 * many numbers as there are examples or channels. A matrix of fewer rows or columns is in the upper left of the places.
 */
final class WinogradTransforms {
    /** Output pixels in a row of a tile. */
    static final int SIDE = 4;

    /** Output pixels of a tile. */
    static final int PIXELS = SIDE * SIDE;

    /** Places in a row. */
    static final int WIDTH = 6;

    /** Places of a tile. */
    static final int PLACES = WIDTH * WIDTH;

    /** Taps in a row of a filter. */
    static final int KERNEL = 3;

    /** Taps of a filter. */
    static final int TAPS = KERNEL * KERNEL;

    private WinogradTransforms() {}

    /** What is done to the six places of a row or column, each of n numbers. */
    private interface Line {
        void of(float[] x0, float[] x1, float[] x2, float[] x3, float[] x4, float[] x5, int n);
    }

    /** The place of a number in a matrix of this many columns. */
    static int place(int i, int columns) {
        return i / columns * WIDTH + i % columns;
    }

    private static void rows(float[][] x, int count, int n, Line line) {
        for (int i = 0; i < count; i++) {
            along(x, i * WIDTH, 1, n, line);
        }
    }

    private static void columns(float[][] x, int count, int n, Line line) {
        for (int j = 0; j < count; j++) {
            along(x, j, WIDTH, n, line);
        }
    }

    private static void along(float[][] x, int i, int step, int n, Line line) {
        line.of(x[i], x[i + step], x[i + 2 * step], x[i + 3 * step], x[i + 4 * step], x[i + 5 * step], n);
    }

    /** Turns a filter's taps g into {@code G·g·Gᵀ}. */
    static void filter(float[][] g, int n) {
        rows(g, KERNEL, n, WinogradTransforms::filter);
        columns(g, WIDTH, n, WinogradTransforms::filter);
    }

    private static void filter(float[] x0, float[] x1, float[] x2, float[] x3, float[] x4, float[] x5, int n) {
        for (int p = 0; p < n; p++) {
            float a = x0[p];
            float b = x1[p];
            float c = x2[p];
            x0[p] = a / 4;
            x1[p] = (a + c + b) / -6;
            x2[p] = (a + c - b) / -6;
            x3[p] = (a + 4 * c + 2 * b) / 24;
            x4[p] = (a + 4 * c - 2 * b) / 24;
            x5[p] = c;
        }
    }

    /** Turns S into the gradient of a filter's taps, {@code Gᵀ·S·G}. */
    static void filterGradient(float[][] s, int n) {
        rows(s, WIDTH, n, WinogradTransforms::filterGradient);
        columns(s, KERNEL, n, WinogradTransforms::filterGradient);
    }

    private static void filterGradient(float[] x0, float[] x1, float[] x2, float[] x3, float[] x4, float[] x5, int n) {
        for (int p = 0; p < n; p++) {
            float near = x1[p] + x2[p];
            float far = x3[p] + x4[p];
            x1[p] = (x3[p] - x4[p]) / 12 - (x1[p] - x2[p]) / 6;
            x0[p] = x0[p] / 4 - near / 6 + far / 24;
            x2[p] = (far - near) / 6 + x5[p];
        }
    }

    /** Turns input pixels d into {@code Bᵀ·d·B}. */
    static void input(float[][] d, int n) {
        rows(d, WIDTH, n, WinogradTransforms::input);
        columns(d, WIDTH, n, WinogradTransforms::input);
    }

    private static void input(float[] x0, float[] x1, float[] x2, float[] x3, float[] x4, float[] x5, int n) {
        for (int p = 0; p < n; p++) {
            float a = x1[p];
            float b = x2[p];
            float c = x3[p];
            float d = x4[p];
            x0[p] = 4 * x0[p] - 5 * b + d;
            x5[p] = 4 * a - 5 * c + x5[p];
            float even = d - 4 * b;
            float odd = c - 4 * a;
            x1[p] = even + odd;
            x2[p] = even - odd;
            even = d - b;
            odd = 2 * (c - a);
            x3[p] = even + odd;
            x4[p] = even - odd;
        }
    }

    /** Turns errors dy of output pixels into {@code A·dy·Aᵀ}. */
    static void error(float[][] dy, int n) {
        rows(dy, SIDE, n, WinogradTransforms::error);
        columns(dy, WIDTH, n, WinogradTransforms::error);
    }

    private static void error(float[] x0, float[] x1, float[] x2, float[] x3, float[] x4, float[] x5, int n) {
        for (int p = 0; p < n; p++) {
            float a = x0[p];
            float b = x1[p];
            float c = x2[p];
            float d = x3[p];
            float even = a + c;
            float odd = b + d;
            x1[p] = even + odd;
            x2[p] = even - odd;
            even = a + 4 * c;
            odd = 2 * b + 8 * d;
            x3[p] = even + odd;
            x4[p] = even - odd;
            x5[p] = d;
        }
    }

    /** Turns S into output pixels {@code Aᵀ·S·A}. */
    static void output(float[][] s, int n) {
        columns(s, WIDTH, n, WinogradTransforms::output);
        rows(s, SIDE, n, WinogradTransforms::output);
    }

    private static void output(float[] x0, float[] x1, float[] x2, float[] x3, float[] x4, float[] x5, int n) {
        for (int p = 0; p < n; p++) {
            float near = x1[p] + x2[p];
            float nearOdd = x1[p] - x2[p];
            float far = x3[p] + x4[p];
            float farOdd = x3[p] - x4[p];
            x0[p] = x0[p] + near + far;
            x1[p] = nearOdd + 2 * farOdd;
            x2[p] = near + 4 * far;
            x3[p] = nearOdd + 8 * farOdd + x5[p];
        }
    }
}
