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
 * <p>The kernels do all arithmetic, that on the few numbers of each channel too: a layer reads nothing, so that kernels
 * that compute elsewhere need not wait.
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
    private final Matrix runningMean;
    private final Matrix runningVariance;
    /** How many values of each channel mean and variance are of; 0 before the first training batch. */
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
        runningMean = column(initial.mean());
        runningVariance = column(initial.variance());
    }

    private Matrix column(double[] values) {
        Matrix M = kernels.create(channels, 1);
        kernels.write(values, M);
        return M;
    }

    @Override
    List<Trained> trained() {
        return List.of(gamma, beta);
    }

    @Override
    Map<String, Matrix> statistics() {
        Map<String, Matrix> statistics = new LinkedHashMap<>();
        statistics.put("mean" + number, runningMean);
        statistics.put("variance" + number, runningVariance);
        return statistics;
    }

    @Override
    void forward(Matrix In, LayerBuffers buffers, Mode mode) {
        if (mode.training()) {
            measure(In);
        }
        kernels.normFactors(
                gamma.value(), beta.value(), mean(mode), variance(mode), Parameters.Norm.EPSILON, scale, shift);
        kernels.scaleChannels(In, scale, shift, rectify, buffers.A);
    }

    /** Takes the batch's mean and variance. */
    @TrainsOnImages
    private void measure(Matrix In) {
        kernels.channelMoments(In, mean, variance);
        batchCount = (double) In.rows() / channels * In.columns();
    }

    private Matrix mean(Mode mode) {
        return mode.training() ? mean : runningMean;
    }

    private Matrix variance(Mode mode) {
        return mode.training() ? variance : runningVariance;
    }

    /**
     * With dY the gradient by γ·x̂ + β, s its sum over a channel's N elements and t that of {@code dY·(In − mean)}:
     * {@code dβ = s, dγ = t/σ, dIn = γ/σ·(dY − s/N − x̂·dγ/N)}.
     */
    @Override
    void backwardToInput(Matrix In, LayerBuffers buffers, Mode mode, Matrix dIn) {
        kernels.channelSums(In, buffers.A, buffers.dZ(), rectify, mean(mode), sums);
        kernels.normGradients(
                sums,
                gamma.value(),
                mean(mode),
                variance(mode),
                Parameters.Norm.EPSILON,
                In.rows() / channels,
                In.columns(),
                mode.training(),
                // A network may be asked between an update's gradients and their use. Nobody wants those of the photo
                // that is asked about; scale and shift are free by now.
                mode.training() ? gamma.gradient() : scale,
                mode.training() ? beta.gradient() : shift,
                factors);
        kernels.combineChannels(In, buffers.A, buffers.dZ(), rectify, factors, dIn);
    }

    /** The gradients of γ and β came with {@link #backwardToInput}, which needs their sums. */
    @Override
    @TrainsOnImages
    void update(Matrix dZ, Matrix In, UpdateRule rule) {
        super.update(dZ, In, rule);
        follow();
    }

    /** Moves the running mean and variance toward the batch's; a single value says nothing of a variance. */
    private void follow() {
        if (batchCount > 1) {
            // The spread of a batch around its own mean is a little less than around the true one.
            double unbiased = batchCount / (batchCount - 1);
            kernels.followMoments(mean, variance, unbiased, RENEWAL, runningMean, runningVariance);
        }
    }

    @Override
    void release() {
        super.release();
        for (Matrix M : new Matrix[] {mean, variance, scale, shift, sums, factors, runningMean, runningVariance}) {
            kernels.release(M);
        }
    }
}
