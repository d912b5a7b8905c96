package org.layerlab.backend.jvm;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.matrix.MapShape;
import org.layerlab.network.matrix.PoolShape;

/**
 * Pooling and normalization on all cores. Java works on copies of stretches that stay in the cache, as everywhere
 * outside the heap; here a stretch is made of whole rows, since a row belongs to one channel.
 */
final class NativeMaps {
    /** Elements that a thread copies at a time. */
    private static final int STRETCH = 4096;
    /** Below this many elements, more threads cost more than they save. */
    private static final int WORTH_A_THREAD = 8 * STRETCH;

    private final int threads;

    NativeMaps(int threads) {
        this.threads = threads;
    }

    private int parts(NativeMatrix M) {
        return M.size() < WORTH_A_THREAD ? 1 : threads;
    }

    /**
     * Works on one stretch of a pooling window: the offset of each of its pixels in the input, and that of the output.
     */
    private interface Squares {
        void at(int[] pixels, int output, int n);
    }

    private void forSquares(PoolShape shape, NativeMatrix A, Supplier<Squares> perThread) {
        MapShape in = shape.input();
        MapShape out = shape.output();
        int size = shape.size();
        int block = in.channels() * A.columns();
        int parts = parts(A);
        Parallel.each(parts, t -> {
            Squares squares = perThread.get();
            int[] pixels = new int[size * size];
            int to = Parallel.from(out.pixels(), t + 1, parts);
            for (int pixel = Parallel.from(out.pixels(), t, parts); pixel < to; pixel++) {
                int corner = pixel / out.width() * size * in.width() + pixel % out.width() * size;
                for (int e = 0; e < block; e += STRETCH) {
                    for (int i = 0; i < pixels.length; i++) {
                        pixels[i] = (corner + i / size * in.width() + i % size) * block + e;
                    }
                    squares.at(pixels, pixel * block + e, Math.min(STRETCH, block - e));
                }
            }
        });
    }

    void maxPool(PoolShape shape, NativeMatrix A, NativeMatrix P) {
        FloatBuffer a = A.values();
        FloatBuffer p = P.values();
        forSquares(shape, A, () -> {
            float[] greatest = new float[STRETCH];
            float[] other = new float[STRETCH];
            return (pixels, output, n) -> {
                a.get(pixels[0], greatest, 0, n);
                for (int i = 1; i < pixels.length; i++) {
                    a.get(pixels[i], other, 0, n);
                    MapStretches.max(greatest, other, n);
                }
                p.put(output, greatest, 0, n);
            };
        });
    }

    void maxPoolBackward(PoolShape shape, NativeMatrix A, NativeMatrix P, NativeMatrix dP, NativeMatrix dA) {
        if (shape.input().height() % shape.size() != 0 || shape.input().width() % shape.size() != 0) {
            // Pixels outside all windows.
            Pointer.memset(dA.pointer(), 0, (long) dA.size() * Float.BYTES);
        }
        FloatBuffer a = A.values();
        FloatBuffer p = P.values();
        FloatBuffer dp = dP.values();
        FloatBuffer da = dA.values();
        forSquares(shape, A, () -> {
            float[] values = new float[STRETCH];
            float[] greatest = new float[STRETCH];
            float[] left = new float[STRETCH];
            float[] gradient = new float[STRETCH];
            return (pixels, output, n) -> {
                p.get(output, greatest, 0, n);
                dp.get(output, left, 0, n);
                for (int pixel : pixels) {
                    a.get(pixel, values, 0, n);
                    MapStretches.give(gradient, values, greatest, left, n);
                    da.put(pixel, gradient, 0, n);
                }
            };
        });
    }

    /** The mean of each channel over all pixels, each a matrix like P. */
    void averagePool(NativeMatrix A, NativeMatrix P) {
        int pixels = pixels(A, P);
        float share = 1f / pixels;
        forStretches(A, P, () -> {
            float[] values = new float[STRETCH];
            return (mean, at, n) -> {
                Arrays.fill(mean, 0, n, 0);
                for (int pixel = 0; pixel < pixels; pixel++) {
                    A.values().get(pixel * P.size() + at, values, 0, n);
                    MapStretches.addScaled(mean, values, 0, n, share);
                }
                P.values().put(at, mean, 0, n);
            };
        });
    }

    void averagePoolBackward(NativeMatrix dP, NativeMatrix dA) {
        int pixels = pixels(dA, dP);
        float share = 1f / pixels;
        forStretches(dA, dP, () -> (gradient, at, n) -> {
            dP.values().get(at, gradient, 0, n);
            MapStretches.scale(gradient, gradient, 0, n, share, 0);
            for (int pixel = 0; pixel < pixels; pixel++) {
                dA.values().put(pixel * dP.size() + at, gradient, 0, n);
            }
        });
    }

    private static int pixels(NativeMatrix A, NativeMatrix P) {
        return P.size() == 0 ? 0 : A.size() / P.size();
    }

    /** Works on one stretch of a matrix, in an array that is owned by this thread. */
    private interface Stretches {
        void at(float[] x, int at, int n);
    }

    private void forStretches(NativeMatrix A, NativeMatrix P, Supplier<Stretches> perThread) {
        int parts = parts(A);
        Parallel.each(parts, t -> {
            Stretches stretches = perThread.get();
            float[] x = new float[STRETCH];
            int to = Parallel.from(P.size(), t + 1, parts);
            for (int at = Parallel.from(P.size(), t, parts); at < to; at += STRETCH) {
                stretches.at(x, at, Math.min(STRETCH, to - at));
            }
        });
    }

    /** Works on copies of whole rows. */
    private interface Rows {
        /**
         * Works on rows.
         *
         * @param x a copy of these rows of each matrix
         * @param row index of the first row
         * @param rows number of rows
         * @param sums owned by this thread
         */
        void at(float[][] x, int row, int rows, double[] sums);
    }

    /**
     * Iterates over whole rows; returns the sums of all threads, added in the order of the rows.
     *
     * @param written receives the modified first copy; null if nothing is modified
     */
    private double[] forRows(int sums, @Nullable NativeMatrix written, Rows body, NativeMatrix... read) {
        int rows = read[0].rows();
        int m = read[0].columns();
        double[] total = new double[sums];
        if (read[0].size() == 0) {
            return total;
        }
        int parts = parts(read[0]);
        int atOnce = Math.max(1, STRETCH / m);
        double[][] partial = new double[parts][sums];
        Parallel.each(parts, t -> {
            float[][] x = new float[read.length][atOnce * m];
            int to = Parallel.from(rows, t + 1, parts);
            for (int row = Parallel.from(rows, t, parts); row < to; row += atOnce) {
                int count = Math.min(atOnce, to - row);
                for (int i = 0; i < x.length; i++) {
                    read[i].values().get(row * m, x[i], 0, count * m);
                }
                body.at(x, row, count, partial[t]);
                if (written != null) {
                    written.values().put(row * m, x[0], 0, count * m);
                }
            }
        });
        for (double[] part : partial) {
            for (int i = 0; i < sums; i++) {
                total[i] += part[i];
            }
        }
        return total;
    }

    /** Σ z and Σ z² of each channel. */
    double[] moments(NativeMatrix Z, int channels) {
        int m = Z.columns();
        return forRows(
                2 * channels,
                null,
                (x, row, rows, sums) -> {
                    for (int i = 0; i < rows; i++) {
                        MapStretches.moments(x[0], i * m, m, sums, 2 * ((row + i) % channels));
                    }
                },
                Z);
    }

    void scale(NativeMatrix Z, float[] scale, float[] shift, boolean rectify, NativeMatrix A) {
        int m = Z.columns();
        forRows(
                0,
                A,
                (x, row, rows, sums) -> {
                    for (int i = 0; i < rows; i++) {
                        int c = (row + i) % scale.length;
                        if (rectify) {
                            MapStretches.scaleRectified(x[0], x[0], i * m, m, scale[c], shift[c]);
                        } else {
                            MapStretches.scale(x[0], x[0], i * m, m, scale[c], shift[c]);
                        }
                    }
                },
                Z);
    }

    double[] sums(NativeMatrix Z, NativeMatrix A, NativeMatrix dA, boolean rectified, float[] mean) {
        int m = Z.columns();
        return forRows(
                2 * mean.length,
                null,
                (x, row, rows, sums) -> {
                    if (rectified) {
                        MapStretches.rectifyBackward(x[0], x[2], rows * m);
                    }
                    for (int i = 0; i < rows; i++) {
                        int c = (row + i) % mean.length;
                        MapStretches.products(x[0], x[1], i * m, m, mean[c], sums, 2 * c);
                    }
                },
                dA,
                Z,
                A);
    }

    void combine(NativeMatrix Z, NativeMatrix A, NativeMatrix dA, boolean rectified, float[] factors, NativeMatrix dZ) {
        int m = Z.columns();
        int channels = factors.length / 3;
        forRows(
                0,
                dZ,
                (x, row, rows, sums) -> {
                    if (rectified) {
                        MapStretches.rectifyBackward(x[0], x[2], rows * m);
                    }
                    for (int i = 0; i < rows; i++) {
                        int f = 3 * ((row + i) % channels);
                        MapStretches.combine(x[0], x[0], x[1], i * m, m, factors[f], factors[f + 1], factors[f + 2]);
                    }
                },
                dA,
                Z,
                A);
    }
}
