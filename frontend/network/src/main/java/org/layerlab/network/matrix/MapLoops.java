package org.layerlab.network.matrix;

import java.util.Arrays;
import org.layerlab.network.function.Elementary;

/**
 * The readable original, in float64, of what {@link Kernels} do to maps: plain loops over arrays, each sum in index
 * order. All arrays are matrices row by row with m examples as columns.
 */
final class MapLoops {
    private MapLoops() {}

    /** One tap of a filter: which input pixel it takes for which output pixel. */
    interface Tap {
        void at(int tap, int inputPixel, int outputPixel);
    }

    static void forTaps(ConvShape shape, Tap body) {
        MapShape in = shape.input();
        MapShape out = shape.output();
        for (int y = 0; y < out.height(); y++) {
            for (int x = 0; x < out.width(); x++) {
                for (int ky = 0; ky < shape.kernel(); ky++) {
                    for (int kx = 0; kx < shape.kernel(); kx++) {
                        int fromY = y * shape.stride() + ky - shape.padding();
                        int fromX = x * shape.stride() + kx - shape.padding();
                        if (fromY >= 0 && fromY < in.height() && fromX >= 0 && fromX < in.width()) {
                            body.at(ky * shape.kernel() + kx, fromY * in.width() + fromX, y * out.width() + x);
                        }
                    }
                }
            }
        }
    }

    static void convolve(ConvShape shape, double[] w, double[] b, double[] a, double[] z, int m) {
        int filters = shape.filters();
        int channels = shape.input().channels();
        for (int p = 0; p < z.length; p++) {
            z[p] = b[p / m % filters];
        }
        forTaps(shape, (tap, from, to) -> {
            for (int f = 0; f < filters; f++) {
                for (int c = 0; c < channels; c++) {
                    double weight = w[f * shape.window() + tap * channels + c];
                    addRow(z, (to * filters + f) * m, weight, a, (from * channels + c) * m, m);
                }
            }
        });
    }

    /** ReLU, in place. */
    static void rectify(double[] z) {
        for (int p = 0; p < z.length; p++) {
            z[p] = z[p] < 0 ? 0 : z[p];
        }
    }

    static void convolveBackwardToInput(ConvShape shape, double[] w, double[] dz, double[] da, int m) {
        int filters = shape.filters();
        int channels = shape.input().channels();
        Arrays.fill(da, 0);
        forTaps(shape, (tap, from, to) -> {
            for (int f = 0; f < filters; f++) {
                for (int c = 0; c < channels; c++) {
                    double weight = w[f * shape.window() + tap * channels + c];
                    addRow(da, (from * channels + c) * m, weight, dz, (to * filters + f) * m, m);
                }
            }
        });
    }

    static void convolveBackwardToFilters(
            ConvShape shape, double[] dz, double[] a, double scale, double[] dw, double[] db, int m) {
        int filters = shape.filters();
        int channels = shape.input().channels();
        Arrays.fill(dw, 0);
        forTaps(shape, (tap, from, to) -> {
            for (int f = 0; f < filters; f++) {
                for (int c = 0; c < channels; c++) {
                    double product = 0;
                    for (int j = 0; j < m; j++) {
                        product += dz[(to * filters + f) * m + j] * a[(from * channels + c) * m + j];
                    }
                    dw[f * shape.window() + tap * channels + c] += scale * product;
                }
            }
        });
        Arrays.fill(db, 0);
        for (int p = 0; p < dz.length; p++) {
            db[p / m % filters] += scale * dz[p];
        }
    }

    static void addRow(double[] c, int fromC, double factor, double[] b, int fromB, int count) {
        for (int j = 0; j < count; j++) {
            c[fromC + j] += factor * b[fromB + j];
        }
    }

    static void maxPool(PoolShape shape, double[] a, double[] p, int m) {
        forSquares(shape, m, (square, to) -> p[to] = a[greatest(a, square)]);
    }

    static void maxPoolBackward(PoolShape shape, double[] a, double[] dp, double[] da, int m) {
        Arrays.fill(da, 0);
        forSquares(shape, m, (square, from) -> da[greatest(a, square)] = dp[from]);
    }

    /** A square's elements in the input, row by row, and the one of the output that it gives. */
    private interface Square {
        void at(int[] square, int output);
    }

    private static void forSquares(PoolShape shape, int m, Square body) {
        MapShape in = shape.input();
        MapShape out = shape.output();
        int size = shape.size();
        int row = in.channels() * m;
        int[] square = new int[size * size];
        for (int y = 0; y < out.height(); y++) {
            for (int x = 0; x < out.width(); x++) {
                for (int e = 0; e < row; e++) {
                    for (int i = 0; i < square.length; i++) {
                        square[i] = ((y * size + i / size) * in.width() + x * size + i % size) * row + e;
                    }
                    body.at(square, (y * out.width() + x) * row + e);
                }
            }
        }
    }

    /** Where the greatest is, the first of several; NaN counts as greater than all. */
    private static int greatest(double[] a, int[] square) {
        int best = square[0];
        for (int i = 1; i < square.length && !Double.isNaN(a[best]); i++) {
            if (!(a[square[i]] <= a[best])) {
                best = square[i];
            }
        }
        return best;
    }

    static void averagePool(double[] a, double[] p) {
        Arrays.fill(p, 0);
        if (p.length == 0) {
            return;
        }
        double pixels = (double) a.length / p.length;
        for (int i = 0; i < a.length; i++) {
            p[i % p.length] += a[i] / pixels;
        }
    }

    static void averagePoolBackward(double[] dp, double[] da) {
        for (int i = 0; i < da.length; i++) {
            da[i] = dp[i % dp.length] * dp.length / da.length;
        }
    }

    static void channelMoments(double[] z, double[] mean, double[] variance, int m) {
        int channels = mean.length;
        double count = (double) z.length / channels;
        Arrays.fill(mean, 0);
        Arrays.fill(variance, 0);
        for (int p = 0; p < z.length; p++) {
            mean[p / m % channels] += z[p] / count;
        }
        for (int p = 0; p < z.length; p++) {
            double difference = z[p] - mean[p / m % channels];
            variance[p / m % channels] += difference * difference / count;
        }
    }

    static void scaleChannels(double[] z, double[] scale, double[] shift, boolean rectify, double[] a, int m) {
        for (int p = 0; p < z.length; p++) {
            int c = p / m % scale.length;
            double y = scale[c] * z[p] + shift[c];
            a[p] = rectify && y < 0 ? 0 : y;
        }
    }

    static void channelSums(
            double[] z, double[] a, double[] da, boolean rectified, double[] mean, double[] sums, int m) {
        Arrays.fill(sums, 0);
        for (int p = 0; p < z.length; p++) {
            int c = p / m % mean.length;
            double dy = rectified && !(a[p] > 0) ? 0 : da[p];
            sums[2 * c] += dy;
            sums[2 * c + 1] += dy * (z[p] - mean[c]);
        }
    }

    static void combineChannels(
            double[] z, double[] a, double[] da, boolean rectified, double[] factors, double[] dz, int m) {
        int channels = factors.length / 3;
        for (int p = 0; p < z.length; p++) {
            int f = 3 * (p / m % channels);
            double dy = rectified && !(a[p] > 0) ? 0 : da[p];
            dz[p] = factors[f] * dy + factors[f + 1] * z[p] + factors[f + 2];
        }
    }

    static void softmax(double[] z, double[] a, int m) {
        for (int j = 0; j < m; j++) {
            double greatest = Double.NEGATIVE_INFINITY;
            for (int p = j; p < z.length; p += m) {
                greatest = Math.max(greatest, z[p]);
            }
            double sum = 0;
            for (int p = j; p < z.length; p += m) {
                a[p] = Elementary.exp(z[p] - greatest);
                sum += a[p];
            }
            for (int p = j; p < z.length; p += m) {
                a[p] /= sum;
            }
        }
    }

    static double classCrossEntropy(double[] a, double[] y) {
        double sum = 0;
        for (int p = 0; p < a.length; p++) {
            if (y[p] != 0) {
                sum += y[p] * Elementary.log(a[p]);
            }
        }
        return -sum;
    }

    static int countCorrectClasses(double[] a, double[] y, int m) {
        int correct = 0;
        for (int j = 0; j < m; j++) {
            if (row(a, m, j) == row(y, m, j)) {
                correct++;
            }
        }
        return correct;
    }

    /** The row of a column's greatest element, the first of several. */
    private static int row(double[] values, int m, int column) {
        int best = column;
        for (int p = column; p < values.length; p += m) {
            if (values[p] > values[best]) {
                best = p;
            }
        }
        return best;
    }
}
