package org.layerlab.network.check;

import java.util.Arrays;
import org.layerlab.network.check.KernelComparison.Worst;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;

/**
 * The part of the {@link KernelContract} about the few numbers of each channel that batch normalization computes:
 * against plain arithmetic, which is written down here.
 */
final class NormContract {
    private static final int[] CHANNELS = {1, 2, 3, 4, 5, 7, 8, 16, 17, 33, 64, 129, 257};

    /** Pixels and examples. */
    private static final int[][] BATCHES = {{1, 1}, {1, 20}, {9, 1}, {49, 8}, {1024, 64}};

    private static final double EPSILON = Parameters.Norm.EPSILON;

    /** What is small beside its summands has their rounding. */
    private static final int CANCELED = 400;

    private final KernelComparison against;

    NormContract(KernelComparison against) {
        this.against = against;
    }

    void run() {
        factors();
        gradients();
        followed();
    }

    private void factors() {
        Worst scales = new Worst();
        Worst shifts = new Worst();
        for (int channels : CHANNELS) {
            int[] column = {channels, 1};
            int[][] shapes = {column, column, column, column};
            double[][] in = {
                against.values(channels), against.values(channels), against.values(channels), variances(channels)
            };
            double[] scale = new double[channels];
            double[] shift = new double[channels];
            for (int c = 0; c < channels; c++) {
                scale[c] = in[0][c] / Math.sqrt(in[3][c] + EPSILON);
                shift[c] = in[1][c] - in[2][c] * scale[c];
            }
            String where = channels + " channels";
            against.compare(scales, where, 4, scale, in, shapes, column, (kernels, M, out) -> {
                Matrix other = kernels.create(channels, 1);
                kernels.normFactors(M[0], M[1], M[2], M[3], EPSILON, out, other);
                kernels.release(other);
            });
            against.compare(shifts, where, CANCELED, shift, in, shapes, column, (kernels, M, out) -> {
                Matrix other = kernels.create(channels, 1);
                kernels.normFactors(M[0], M[1], M[2], M[3], EPSILON, other, out);
                kernels.release(other);
            });
        }
        against.report("normFactors, scale", scales);
        against.report("normFactors, shift", shifts);
    }

    private void gradients() {
        Worst[] worst = {new Worst(), new Worst(), new Worst()};
        for (int channels : CHANNELS) {
            for (int[] batch : BATCHES) {
                for (boolean throughMoments : new boolean[] {false, true}) {
                    gradients(channels, batch[0], batch[1], throughMoments, worst);
                }
            }
        }
        against.report("normGradients, by gamma", worst[0]);
        against.report("normGradients, by beta", worst[1]);
        against.report("normGradients, factors", worst[2]);
    }

    private void gradients(int channels, int pixels, int m, boolean throughMoments, Worst[] worst) {
        int[][] shapes = {{channels, 2}, {channels, 1}, {channels, 1}, {channels, 1}};
        double[][] in = {
            against.values(2 * channels), against.values(channels), against.values(channels), variances(channels)
        };
        double[][] expected = {new double[channels], new double[channels], new double[3 * channels]};
        double count = (double) pixels * m;
        for (int c = 0; c < channels; c++) {
            double deviation = Math.sqrt(in[3][c] + EPSILON);
            double slope = in[1][c] / deviation;
            double t = in[0][2 * c + 1] / deviation;
            expected[0][c] = t / m;
            expected[1][c] = in[0][2 * c] / m;
            expected[2][3 * c] = slope;
            if (throughMoments) {
                double byZ = -slope / deviation * t / count;
                expected[2][3 * c + 1] = byZ;
                expected[2][3 * c + 2] = -slope * in[0][2 * c] / count - byZ * in[2][c];
            }
        }
        String where = channels + " channels of " + pixels + " pixels, " + m + (throughMoments ? ", training" : "");
        for (int i = 0; i < worst.length; i++) {
            int which = i;
            int[] out = {channels, i == 2 ? 3 : 1};
            against.compare(worst[i], where, CANCELED, expected[i], in, shapes, out, (kernels, M, result) -> {
                Matrix[] made = made(kernels, channels, which, result);
                kernels.normGradients(
                        M[0], M[1], M[2], M[3], EPSILON, pixels, m, throughMoments, made[0], made[1], made[2]);
                for (Matrix other : made) {
                    if (other != result) {
                        kernels.release(other);
                    }
                }
            });
        }
    }

    /** Room for dγ, dβ and the factors, one of which is the result that is looked at. */
    private static Matrix[] made(Kernels kernels, int channels, int which, Matrix result) {
        Matrix[] made = new Matrix[3];
        for (int i = 0; i < made.length; i++) {
            made[i] = i == which ? result : kernels.create(channels, i == 2 ? 3 : 1);
        }
        return made;
    }

    private void followed() {
        Worst[] worst = {new Worst(), new Worst()};
        for (int channels : CHANNELS) {
            int[] column = {channels, 1};
            int[][] shapes = {column, column, column, column};
            double[][] in = {
                against.values(channels), variances(channels), against.values(channels), variances(channels)
            };
            for (double unbiased : new double[] {1, 20.0 / 19}) {
                double[][] expected = {new double[channels], new double[channels]};
                for (int c = 0; c < channels; c++) {
                    expected[0][c] = 0.9 * in[2][c] + 0.1 * in[0][c];
                    expected[1][c] = 0.9 * in[3][c] + 0.1 * unbiased * in[1][c];
                }
                for (int i = 0; i < worst.length; i++) {
                    int which = 2 + i;
                    String where = channels + " channels, " + unbiased;
                    against.compare(worst[i], where, 4, expected[i], in, shapes, column, (kernels, M, out) -> {
                        kernels.followMoments(M[0], M[1], unbiased, 0.1, M[2], M[3]);
                        kernels.write(kernels.read(M[which]), out);
                    });
                }
            }
        }
        against.report("followMoments, mean", worst[0]);
        against.report("followMoments, variance", worst[1]);
    }

    /** At least 0.1, but the first 0: a channel that is the same everywhere. */
    private double[] variances(int channels) {
        double[] variances = against.values(channels);
        Arrays.setAll(variances, c -> c == 0 ? 0 : (float) (Math.abs(variances[c]) + 0.1));
        return variances;
    }
}
