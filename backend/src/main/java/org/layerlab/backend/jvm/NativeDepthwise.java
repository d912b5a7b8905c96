package org.layerlab.backend.jvm;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.layerlab.network.matrix.ConvShape;
import org.layerlab.network.matrix.DepthwiseShape;
import org.layerlab.network.matrix.MapShape;

/** Depthwise convolutions on all cores, on copies of some of a pixel's channels that stay in the cache. */
final class NativeDepthwise {
    /** Elements that a thread copies at a time. */
    private static final int STRETCH = 4096;

    private final DepthwiseShape shape;
    private final int channels;
    private final int m;
    private final int parts;
    /** Channels that are copied at a time. */
    private final int atOnce;

    /**
     * For batches of m examples.
     *
     * @param parts of the work, done side by side
     */
    NativeDepthwise(DepthwiseShape shape, int m, int parts) {
        this.shape = shape;
        this.m = m;
        this.parts = parts;
        channels = shape.channels();
        atOnce = Math.max(1, Math.min(channels, STRETCH / Math.max(1, m)));
    }

    /** The pixels of the other map that one pixel meets, and the tap for each. */
    private final class Met {
        private final int[] taps = new int[shape.taps()];
        private final int[] pixels = new int[shape.taps()];
        private int count;

        /** Of the input, by a pixel of the output. */
        void ofInput(int pixel) {
            ConvShape s = shape.each();
            MapShape in = s.input();
            count = 0;
            for (int tap = 0; tap < taps.length; tap++) {
                int y = pixel / s.output().width() * s.stride() + tap / s.kernel() - s.padding();
                int x = pixel % s.output().width() * s.stride() + tap % s.kernel() - s.padding();
                if (y >= 0 && y < in.height() && x >= 0 && x < in.width()) {
                    add(tap, y * in.width() + x);
                }
            }
        }

        /** Of the output, by a pixel of the input. */
        void ofOutput(int pixel) {
            ConvShape s = shape.each();
            MapShape out = s.output();
            count = 0;
            for (int tap = 0; tap < taps.length; tap++) {
                int y = pixel / s.input().width() + s.padding() - tap / s.kernel();
                int x = pixel % s.input().width() + s.padding() - tap % s.kernel();
                boolean lands = y >= 0 && x >= 0 && y % s.stride() == 0 && x % s.stride() == 0;
                if (lands && y / s.stride() < out.height() && x / s.stride() < out.width()) {
                    add(tap, y / s.stride() * out.width() + x / s.stride());
                }
            }
        }

        private void add(int tap, int pixel) {
            taps[count] = tap;
            pixels[count] = pixel;
            count++;
        }
    }

    void forward(float[] w, float[] b, NativeMatrix A, NativeMatrix Z) {
        filter(w, b, A, Z, shape.output().pixels(), false);
    }

    void backwardToInput(float[] w, NativeMatrix dZ, NativeMatrix dA) {
        filter(w, new float[channels], dZ, dA, shape.input().pixels(), true);
    }

    private void filter(float[] w, float[] b, NativeMatrix from, NativeMatrix to, int pixels, boolean backward) {
        FloatBuffer source = from.values();
        FloatBuffer target = to.values();
        Parallel.each(parts, t -> {
            Met met = new Met();
            float[] sum = new float[atOnce * m];
            float[] x = new float[atOnce * m];
            int end = Parallel.from(pixels, t + 1, parts);
            for (int pixel = Parallel.from(pixels, t, parts); pixel < end; pixel++) {
                if (backward) {
                    met.ofOutput(pixel);
                } else {
                    met.ofInput(pixel);
                }
                for (int c = 0; c < channels; c += atOnce) {
                    int rows = Math.min(atOnce, channels - c);
                    for (int i = 0; i < rows; i++) {
                        Arrays.fill(sum, i * m, (i + 1) * m, b[c + i]);
                    }
                    for (int k = 0; k < met.count; k++) {
                        source.get((met.pixels[k] * channels + c) * m, x, 0, rows * m);
                        for (int i = 0; i < rows; i++) {
                            MapStretches.addScaled(sum, x, i * m, m, w[(c + i) * shape.taps() + met.taps[k]]);
                        }
                    }
                    target.put((pixel * channels + c) * m, sum, 0, rows * m);
                }
            }
        });
    }

    /** {@code scale} times the sums of dZ·A for each channel and tap, and of dZ for each channel after those. */
    double[] backwardToFilters(NativeMatrix dZ, NativeMatrix A, double scale) {
        double[] sums = new double[channels * (shape.taps() + 1)];
        int side = Math.min(parts, channels);
        Parallel.each(side, t -> {
            Met met = new Met();
            float[] dz = new float[atOnce * m];
            float[] a = new float[atOnce * m];
            int end = Parallel.from(channels, t + 1, side);
            for (int pixel = 0; pixel < shape.output().pixels(); pixel++) {
                met.ofInput(pixel);
                for (int c = Parallel.from(channels, t, side); c < end; c += atOnce) {
                    int rows = Math.min(atOnce, end - c);
                    dZ.values().get((pixel * channels + c) * m, dz, 0, rows * m);
                    for (int i = 0; i < rows; i++) {
                        sums[channels * shape.taps() + c + i] += MapStretches.sum(dz, i * m, m);
                    }
                    for (int k = 0; k < met.count; k++) {
                        A.values().get((met.pixels[k] * channels + c) * m, a, 0, rows * m);
                        for (int i = 0; i < rows; i++) {
                            sums[(c + i) * shape.taps() + met.taps[k]] += MapStretches.product(dz, a, i * m, m);
                        }
                    }
                }
            }
        });
        for (int i = 0; i < sums.length; i++) {
            sums[i] *= scale;
        }
        return sums;
    }
}
