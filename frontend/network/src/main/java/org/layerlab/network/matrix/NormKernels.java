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
}
