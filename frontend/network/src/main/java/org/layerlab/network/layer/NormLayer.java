package org.layerlab.network.layer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;

/**
 * Batch normalization, and the ReLU where one follows: with {@code x̂ = (In − mean)/√(variance + ε)} for each
 * channel {@code A = γ·x̂ + β}, or {@code max(0, γ·x̂ + β)}. In training mean and variance are the batch's, over all
 * pixels and examples, and the gradient goes through them; when predicting they are running ones.
 *
 * <p>The kernels do what goes over all elements; this class computes the few numbers of each channel.
 */
final class NormLayer extends Layer {
    /** The part of the running mean and variance that an update replaces by the batch's. */
    private static final double RENEWAL = 0.1;

    private final int number;
    private final int channels;
    private final Trained gamma;
    private final Trained beta;
    private final boolean rectify;
    private final Matrix mean;
    private final Matrix variance;
    private final Matrix scale;
    private final Matrix shift;
    private final Matrix sums;
    private final Matrix factors;
    private final double[] runningMean;
    private final double[] runningVariance;
    /** The last training batch's, for the update; empty when there is none. */
    private double[] batchMean = {};

    private double[] batchVariance = {};
    private double batchCount;

    /**
     * A batch normalization.
     *
     * @param rectify whether a ReLU follows
     * @param number of the layer with weights before it, from 1
     */
    NormLayer(Kernels kernels, int outputs, boolean rectify, Parameters.Norm initial, int number) {
        super(kernels, outputs);
        this.number = number;
        this.rectify = rectify;
        channels = initial.gamma().length;
        gamma = new Trained(kernels, "gamma" + number, channels, 1, initial.gamma(), false);
        beta = new Trained(kernels, "beta" + number, channels, 1, initial.beta(), false);
        mean = kernels.create(channels, 1);
        variance = kernels.create(channels, 1);
        scale = kernels.create(channels, 1);
        shift = kernels.create(channels, 1);
        sums = kernels.create(channels, 2);
        factors = kernels.create(channels, 3);
        runningMean = initial.mean().clone();
        runningVariance = initial.variance().clone();
    }

    @Override
    List<Trained> trained() {
        return List.of(gamma, beta);
    }

    @Override
    Map<String, double[]> statistics() {
        Map<String, double[]> statistics = new LinkedHashMap<>();
        statistics.put("mean" + number, runningMean);
        statistics.put("variance" + number, runningVariance);
        return statistics;
    }

    @Override
    void forward(Matrix In, Room room, Mode mode, int part, int parts) {
        if (part > 0) {
            return;
        }
        double[] means = runningMean;
        double[] variances = runningVariance;
        if (mode.training()) {
            measure(In);
            means = batchMean;
            variances = batchVariance;
        }
        double[] g = kernels.read(gamma.value());
        double[] shifts = kernels.read(beta.value());
        for (int c = 0; c < channels; c++) {
            g[c] /= Math.sqrt(variances[c] + Parameters.Norm.EPSILON);
            shifts[c] -= means[c] * g[c];
        }
        kernels.write(g, scale);
        kernels.write(shifts, shift);
        kernels.scaleChannels(In, scale, shift, rectify, room.A);
    }

    /** Takes the batch's mean and variance. */
    @TrainsOnImages
    private void measure(Matrix In) {
        kernels.channelMoments(In, mean, variance);
        batchMean = kernels.read(mean);
        batchVariance = kernels.read(variance);
        batchCount = (double) In.rows() / channels * In.columns();
    }

    /**
     * With dY the gradient by γ·x̂ + β, s its sum over a channel's N elements and t that of {@code dY·(In − mean)}:
     * {@code dβ = s, dγ = t/σ, dIn = γ/σ·(dY − s/N − x̂·dγ/N)}.
     */
    @Override
    void backwardToInput(Matrix In, Room room, Mode mode, Matrix dIn, int part, int parts) {
        if (part > 0) {
            return;
        }
        double[] means = mode.training() ? batchMean : runningMean;
        double[] variances = mode.training() ? batchVariance : runningVariance;
        kernels.write(means, mean);
        kernels.channelSums(In, room.A, room.dZ(), rectify, mean, sums);
        double[] sum = kernels.read(sums);
        double[] g = kernels.read(gamma.value());
        double[] dg = new double[channels];
        double[] db = new double[channels];
        double[] f = new double[3 * channels];
        double m = In.columns();
        double count = (double) In.rows() / channels * m;
        for (int c = 0; c < channels; c++) {
            double inverse = 1 / Math.sqrt(variances[c] + Parameters.Norm.EPSILON);
            double s = sum[2 * c];
            double t = sum[2 * c + 1] * inverse;
            db[c] = s / m;
            dg[c] = t / m;
            f[3 * c] = g[c] * inverse;
            if (mode.training()) {
                f[3 * c + 1] = -g[c] * inverse * inverse * t / count;
                f[3 * c + 2] = -g[c] * inverse * s / count - f[3 * c + 1] * means[c];
            }
        }
        kernels.write(dg, gamma.gradient());
        kernels.write(db, beta.gradient());
        kernels.write(f, factors);
        kernels.combineChannels(In, room.A, room.dZ(), rectify, factors, dIn);
    }

    /** The gradients of γ and β came with {@link #backwardToInput}, which needs their sums. */
    @Override
    @TrainsOnImages
    void update(Matrix dZ, Matrix In, UpdateRule rule, int part, int parts) {
        super.update(dZ, In, rule, part, parts);
        if (part == parts - 1) {
            follow();
        }
    }

    /** Moves the running mean and variance toward the batch's. */
    private void follow() {
        // The spread of a batch around its own mean is a little less than around the true one.
        double unbiased = batchCount > 1 ? batchCount / (batchCount - 1) : 1;
        for (int c = 0; c < batchMean.length; c++) {
            runningMean[c] += RENEWAL * (batchMean[c] - runningMean[c]);
            runningVariance[c] += RENEWAL * (batchVariance[c] * unbiased - runningVariance[c]);
        }
    }

    @Override
    void release() {
        super.release();
        for (Matrix M : new Matrix[] {mean, variance, scale, shift, sums, factors}) {
            kernels.release(M);
        }
    }
}
