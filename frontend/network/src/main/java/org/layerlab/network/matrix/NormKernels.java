package org.layerlab.network.matrix;

/**
 * The part of {@link Kernels} about batch normalization, by default plain loops over copies. Each row of a map belongs
 * to a channel: row i to channel i mod channels.
 */
public interface NormKernels extends MatrixMemory {
    /**
     * Mean and variance of each channel over all pixels and examples; the variance is the mean squared distance from
     * the mean.
     *
     * @param Z shape (pixels·channels, m), with at least one element; row i belongs to channel i mod channels
     * @param mean shape (channels, 1)
     * @param variance shape (channels, 1)
     */
    default void channelMoments(Matrix Z, Matrix mean, Matrix variance) {
        Shapes.channels("Z", Z, mean.rows(), "mean");
        Shapes.same("mean", mean, "variance", variance);
        double[] means = new double[mean.rows()];
        double[] variances = new double[mean.rows()];
        MapLoops.channelMoments(read(Z), means, variances, Z.columns());
        write(means, mean);
        write(variances, variance);
    }

    /**
     * {@code A = scale·Z + shift} channel by channel, or {@code A = max(0, scale·Z + shift)} with {@code rectify}: batch
     * normalization once its factors are known. A may be Z.
     *
     * @param Z shape (pixels·channels, m); row i belongs to channel i mod channels
     * @param scale shape (channels, 1)
     * @param shift shape (channels, 1)
     */
    default void scaleChannels(Matrix Z, Matrix scale, Matrix shift, boolean rectify, Matrix A) {
        Shapes.channels("Z", Z, scale.rows(), "scale");
        Shapes.same("scale", scale, "shift", shift);
        Shapes.same("Z", Z, "A", A);
        double[] a = new double[A.rows() * A.columns()];
        MapLoops.scaleChannels(read(Z), read(scale), read(shift), rectify, a, Z.columns());
        write(a, A);
    }

    /**
     * What the gradients of {@link #scaleChannels} need to know of each channel: {@code (Σ dY, Σ dY·(Z − mean))} over
     * all pixels and examples, where dY is dA, or 0 where A was rectified to 0.
     *
     * @param mean shape (channels, 1)
     * @param sums shape (channels, 2)
     */
    default void channelSums(Matrix Z, Matrix A, Matrix dA, boolean rectified, Matrix mean, Matrix sums) {
        Shapes.channels("Z", Z, mean.rows(), "mean");
        Shapes.same("Z", Z, "A", A);
        Shapes.same("Z", Z, "dA", dA);
        Shapes.shape("sums", sums, mean.rows(), 2, "mean");
        double[] both = new double[2 * mean.rows()];
        MapLoops.channelSums(read(Z), read(A), read(dA), rectified, read(mean), both, Z.columns());
        write(both, sums);
    }

    /**
     * {@code dZ = f0·dY + f1·Z + f2} channel by channel, dY as in {@link #channelSums}: the gradient of batch
     * normalization by its input once its factors are known. dZ may be dA.
     *
     * @param factors shape (channels, 3): f0, f1 and f2 of each channel
     */
    default void combineChannels(Matrix Z, Matrix A, Matrix dA, boolean rectified, Matrix factors, Matrix dZ) {
        Shapes.channels("Z", Z, factors.rows(), "factors");
        Shapes.shape("factors", factors, factors.rows(), 3, "the combination");
        Shapes.same("Z", Z, "A", A);
        Shapes.same("Z", Z, "dA", dA);
        Shapes.same("Z", Z, "dZ", dZ);
        double[] dz = new double[dZ.rows() * dZ.columns()];
        MapLoops.combineChannels(read(Z), read(A), read(dA), rectified, read(factors), dz, Z.columns());
        write(dz, dZ);
    }

    /**
     * The factors with which {@link #scaleChannels} normalizes: {@code scale = γ/√(variance + ε)} and {@code shift = β −
     * mean·scale}. All shapes are (channels, 1).
     *
     * @param epsilon ε, above 0
     */
    default void normFactors(
            Matrix gamma, Matrix beta, Matrix mean, Matrix variance, double epsilon, Matrix scale, Matrix shift) {
        Shapes.norm("gamma", gamma, "mean", mean, "variance", variance);
        Shapes.same("gamma", gamma, "beta", beta);
        Shapes.same("gamma", gamma, "scale", scale);
        Shapes.same("gamma", gamma, "shift", shift);
        double[] scales = new double[gamma.rows()];
        double[] shifts = new double[gamma.rows()];
        NormLoops.factors(read(gamma), read(beta), read(mean), read(variance), epsilon, scales, shifts);
        write(scales, scale);
        write(shifts, shift);
    }

    /**
     * The gradients of batch normalization by γ and β, and the factors with which {@link #combineChannels} gives the one
     * by its input. With {@code (s, t')} the {@code sums} of a channel, {@code σ = √(variance + ε)}, {@code t = t'/σ} and
     * {@code N = pixels·m}: {@code dγ = t/m, dβ = s/m}, and {@code factors = (γ/σ, f, −γ/σ·s/N − f·mean)} with {@code f =
     * −γ/σ²·t/N}; or {@code (γ/σ, 0, 0)} where the gradient does not go through the moments.
     *
     * @param sums as {@link #channelSums} gives them, shape (channels, 2)
     * @param gamma shape (channels, 1), as mean, variance, dGamma and dBeta
     * @param pixels of an example
     * @param m examples of the batch
     * @param throughMoments whether mean and variance are the batch's own, and so depend on the input
     * @param factors shape (channels, 3)
     */
    default void normGradients(
            Matrix sums,
            Matrix gamma,
            Matrix mean,
            Matrix variance,
            double epsilon,
            int pixels,
            int m,
            boolean throughMoments,
            Matrix dGamma,
            Matrix dBeta,
            Matrix factors) {
        Shapes.norm("gamma", gamma, "mean", mean, "variance", variance);
        Shapes.shape("sums", sums, gamma.rows(), 2, "gamma");
        Shapes.same("gamma", gamma, "dGamma", dGamma);
        Shapes.same("gamma", gamma, "dBeta", dBeta);
        Shapes.shape("factors", factors, gamma.rows(), 3, "gamma");
        double[] sum = read(sums);
        double[] variances = read(variance);
        double[] dg = new double[gamma.rows()];
        double[] db = new double[gamma.rows()];
        double[] f = new double[3 * gamma.rows()];
        NormLoops.gradients(sum, variances, epsilon, m, dg, db);
        NormLoops.backwardFactors(
                sum, read(gamma), read(mean), variances, epsilon, (double) pixels * m, throughMoments, f);
        write(dg, dGamma);
        write(db, dBeta);
        write(f, factors);
    }

    /**
     * Moves running moments toward a batch's: {@code runningMean += renewal·(mean − runningMean)} and {@code
     * runningVariance += renewal·(unbiased·variance − runningVariance)}. All shapes are (channels, 1).
     *
     * @param unbiased what makes the spread around the batch's own mean that around the true one: N/(N − 1) with N values
     *     of each channel
     * @param renewal the part that is replaced, in [0, 1]
     */
    default void followMoments(
            Matrix mean, Matrix variance, double unbiased, double renewal, Matrix runningMean, Matrix runningVariance) {
        Shapes.norm("mean", mean, "runningMean", runningMean, "runningVariance", runningVariance);
        Shapes.same("mean", mean, "variance", variance);
        double[] means = read(runningMean);
        double[] variances = read(runningVariance);
        NormLoops.follow(means, read(mean), 1, renewal);
        NormLoops.follow(variances, read(variance), unbiased, renewal);
        write(means, runningMean);
        write(variances, runningVariance);
    }
}
