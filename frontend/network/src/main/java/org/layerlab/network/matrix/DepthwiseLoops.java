package org.layerlab.network.matrix;

import java.util.Arrays;

/** The readable original, in float64, of depthwise convolutions, with arrays and sums as in {@link MapLoops}. */
final class DepthwiseLoops {
    private DepthwiseLoops() {}

    static void forward(DepthwiseShape shape, double[] w, double[] b, double[] a, double[] z, int m) {
        int channels = shape.channels();
        for (int p = 0; p < z.length; p++) {
            z[p] = b[p / m % channels];
        }
        MapLoops.forTaps(shape.each(), (tap, from, to) -> {
            for (int c = 0; c < channels; c++) {
                double weight = w[c * shape.taps() + tap];
                MapLoops.addRow(z, (to * channels + c) * m, weight, a, (from * channels + c) * m, m);
            }
        });
    }

    static void backwardToInput(DepthwiseShape shape, double[] w, double[] dz, double[] da, int m) {
        int channels = shape.channels();
        Arrays.fill(da, 0);
        MapLoops.forTaps(shape.each(), (tap, from, to) -> {
            for (int c = 0; c < channels; c++) {
                double weight = w[c * shape.taps() + tap];
                MapLoops.addRow(da, (from * channels + c) * m, weight, dz, (to * channels + c) * m, m);
            }
        });
    }

    static void backwardToFilters(
            DepthwiseShape shape, double[] dz, double[] a, double scale, double[] dw, double[] db, int m) {
        int channels = shape.channels();
        Arrays.fill(dw, 0);
        MapLoops.forTaps(shape.each(), (tap, from, to) -> {
            for (int c = 0; c < channels; c++) {
                double product = 0;
                for (int j = 0; j < m; j++) {
                    product += dz[(to * channels + c) * m + j] * a[(from * channels + c) * m + j];
                }
                dw[c * shape.taps() + tap] += scale * product;
            }
        });
        Arrays.fill(db, 0);
        for (int p = 0; p < dz.length; p++) {
            db[p / m % channels] += scale * dz[p];
        }
    }
}
