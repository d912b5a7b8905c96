package org.layerlab.network.layer;

import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;

/**
 * Batch normalisation, and the rectifier where one follows: with {@code x̂ = (In − mean)/√(variance + ε)} for each
 * channel {@code A = γ·x̂ + β}, or {@code max(0, γ·x̂ + β)}. In training mean and variance are the batch's, over all
 * pixels and examples, and the gradient goes through them; else they are running ones.
 *
 * <p>What goes over all elements is done by the kernels; here are the few numbers of each channel.
 */
public final class NormLayer extends Layer {
    /** The part of the running mean and variance that an update replaces by the batch's. */
    private static final double RENEWAL = 0.1;

    public final Matrix gamma;
    public final Matrix beta;
    public final Matrix dGamma;
    public final Matrix dBeta;

    private final int channels;
    private final boolean rectify;
    private final Matrix mean;
    private final Matrix variance;
    private final Matrix scale;
    private final Matrix shift;
    private final Matrix sums;
    private final Matrix factors;
    private double[] runningMean;
    private double[] runningVariance;
    /** The last training batch's, for the update; empty when there is none. */
    private double[] batchMean = {};

    private double[] batchVariance = {};
    private double batchCount;

    NormLayer(Kernels kernels, int outputs, boolean rectify, Parameters.Norm initial) {
        super(kernels, outputs);
        this.rectify = rectify;
        channels = initial.gamma().length;
        gamma = kernels.create(channels, 1);
        beta = kernels.create(channels, 1);
        dGamma = kernels.create(channels, 1);
        dBeta = kernels.create(channels, 1);
        mean = kernels.create(channels, 1);
        variance = kernels.create(channels, 1);
        scale = kernels.create(channels, 1);
        shift = kernels.create(channels, 1);
        sums = kernels.create(channels, 2);
        factors = kernels.create(channels, 3);
        runningMean = initial.mean().clone();
        runningVariance = initial.variance().clone();
        set(initial);
    }

    void set(Parameters.Norm values) {
        kernels.write(values.gamma(), gamma);
        kernels.write(values.beta(), beta);
        runningMean = values.mean().clone();
        runningVariance = values.variance().clone();
    }

    Parameters.Norm parameters() {
        return new Parameters.Norm(
                kernels.read(gamma), kernels.read(beta), runningMean.clone(), runningVariance.clone());
    }

    /** By γ and β; running mean and variance have none. */
    Parameters.Norm gradients() {
        return new Parameters.Norm(
                kernels.read(dGamma), kernels.read(dBeta), new double[channels], new double[channels]);
    }

    @Override
    void forward(Matrix In, Pass.Room room, Pass.Mode mode, int part, int parts) {
        if (part > 0) {
            return;
        }
        double[] means = runningMean;
        double[] variances = runningVariance;
        if (mode.training()) {
            kernels.channelMoments(In, mean, variance);
            means = kernels.read(mean);
            variances = kernels.read(variance);
            batchMean = means;
            batchVariance = variances;
            batchCount = (double) In.rows() / channels * In.columns();
        }
        double[] g = kernels.read(gamma);
        double[] shifts = kernels.read(beta);
        for (int c = 0; c < channels; c++) {
            g[c] /= Math.sqrt(variances[c] + Parameters.Norm.EPSILON);
            shifts[c] -= means[c] * g[c];
        }
        kernels.write(g, scale);
        kernels.write(shifts, shift);
        kernels.scaleChannels(In, scale, shift, rectify, room.A);
    }

    /**
     * With dY the gradient by γ·x̂ + β, s its sum over a channel's N elements and t that of {@code dY·(In − mean)}:
     * {@code dβ = s, dγ = t/σ, dIn = γ/σ·(dY − s/N − x̂·dγ/N)}.
     */
    @Override
    void backwardToInput(Matrix In, Pass.Room room, Pass.Mode mode, Matrix dIn, int part, int parts) {
        if (part > 0) {
            return;
        }
        double[] means = mode.training() ? batchMean : runningMean;
        double[] variances = mode.training() ? batchVariance : runningVariance;
        kernels.write(means, mean);
        kernels.channelSums(In, room.A, room.dZ(), rectify, mean, sums);
        double[] sum = kernels.read(sums);
        double[] g = kernels.read(gamma);
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
        kernels.write(dg, dGamma);
        kernels.write(db, dBeta);
        kernels.write(f, factors);
        kernels.combineChannels(In, room.A, room.dZ(), rectify, factors, dIn);
    }

    /** Lets the running mean and variance follow the batch's; once an update. */
    public void follow() {
        // The batch's spread around its own mean is a little less than around the true one.
        double unbiased = batchCount > 1 ? batchCount / (batchCount - 1) : 1;
        for (int c = 0; c < batchMean.length; c++) {
            runningMean[c] += RENEWAL * (batchMean[c] - runningMean[c]);
            runningVariance[c] += RENEWAL * (batchVariance[c] * unbiased - runningVariance[c]);
        }
    }

    @Override
    void release() {
        for (Matrix M : new Matrix[] {gamma, beta, dGamma, dBeta, mean, variance, scale, shift, sums, factors}) {
            kernels.release(M);
        }
    }
}
