package org.layerlab.page.gpu;

import org.layerlab.network.matrix.ConvShape;
import org.layerlab.network.matrix.DepthwiseShape;
import org.layerlab.network.matrix.MapKernels;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.matrix.NormKernels;
import org.layerlab.network.matrix.PoolShape;
import org.layerlab.network.matrix.Shapes;

/** What {@link WebGpuKernels} do to maps. */
abstract class GpuMapKernels implements MapKernels, NormKernels {
    final GpuQueue queue;
    final GpuMatrices matrices;
    final GpuProducts products;
    private final ShaderCache shaders = new ShaderCache();

    GpuMapKernels(Gpu gpu, TileChoice tiles) {
        queue = new GpuQueue(gpu);
        matrices = new GpuMatrices(queue);
        products = new GpuProducts(queue, matrices, tiles);
    }

    final GpuMatrix own(Matrix M) {
        return matrices.own(M);
    }

    final int count(Matrix M) {
        return own(M).count();
    }

    @Override
    public void convolve(ConvShape shape, Matrix W, Matrix b, Matrix A, boolean rectify, Matrix Z) {
        Shapes.filters(shape, W, b);
        Shapes.maps(shape, "A", A, "Z", Z);
        products.convolve(shape, own(W), own(b), own(A), rectify, own(Z));
    }

    @Override
    public void convolveBackwardToInput(ConvShape shape, Matrix W, Matrix dZ, Matrix dA) {
        Shapes.shape("W", W, shape.filters(), shape.window(), "the convolution");
        Shapes.maps(shape, "dA", dA, "dZ", dZ);
        products.convolveToInput(shape, own(W), own(dZ), own(dA));
    }

    @Override
    public void convolveBackwardToFilters(ConvShape shape, Matrix dZ, Matrix A, double scale, Matrix dW, Matrix db) {
        Shapes.filters(shape, dW, db);
        Shapes.maps(shape, "A", A, "dZ", dZ);
        products.convolveToFilters(shape, own(dZ), own(A), scale, own(dW));
        sumChannels(dZ, scale, db);
    }

    /** {@code db = scale · Σ dZ} over pixels and examples. */
    private void sumChannels(Matrix dZ, double scale, Matrix db) {
        queue.groups(
                SumShaders.SUM_CHANNELS, db.rows(), perChannel(dZ, db.rows()).and(scale), own(dZ), own(db));
    }

    /** Examples, and elements of each channel. */
    private static Numbers perChannel(Matrix Z, int channels) {
        return Numbers.of(Z.columns(), Z.rows() / channels * Z.columns());
    }

    @Override
    public void convolveDepthwise(DepthwiseShape shape, Matrix W, Matrix b, Matrix A, boolean rectify, Matrix Z) {
        Shapes.filters(shape, W, b);
        Shapes.maps(shape.each(), "A", A, "Z", Z);
        Shader shader = shaders.get(() -> MapShaders.depthwise(shape), "depthwise", shape);
        Numbers numbers = Numbers.of(Z.columns(), rectify ? 1 : 0);
        queue.each(shader, count(Z), numbers, own(W), own(b), own(A), own(Z));
    }

    @Override
    public void convolveDepthwiseBackwardToInput(DepthwiseShape shape, Matrix W, Matrix dZ, Matrix dA) {
        Shapes.shape("W", W, shape.channels(), shape.taps(), "the depthwise convolution");
        Shapes.maps(shape.each(), "dA", dA, "dZ", dZ);
        Shader shader = shaders.get(() -> MapShaders.depthwiseToInput(shape), "depthwiseToInput", shape);
        queue.each(shader, count(dA), Numbers.of(dA.columns()), own(W), own(dZ), own(dA));
    }

    @Override
    public void convolveDepthwiseBackwardToFilters(
            DepthwiseShape shape, Matrix dZ, Matrix A, double scale, Matrix dW, Matrix db) {
        Shapes.filters(shape, dW, db);
        Shapes.maps(shape.each(), "A", A, "dZ", dZ);
        Shader shader = shaders.get(() -> MapShaders.depthwiseToFilters(shape), "depthwiseToFilters", shape);
        queue.groups(shader, count(dW), Numbers.of(dZ.columns()).and(scale), own(dZ), own(A), own(dW));
        sumChannels(dZ, scale, db);
    }

    @Override
    public void maxPool(PoolShape shape, Matrix A, Matrix P) {
        Shapes.maps(shape, "A", A, "P", P);
        Shader shader = shaders.get(() -> MapShaders.maxPool(shape), "maxPool", shape);
        queue.each(shader, count(P), Numbers.of(P.columns()), own(A), own(P));
    }

    @Override
    public void maxPoolBackward(PoolShape shape, Matrix A, Matrix P, Matrix dP, Matrix dA) {
        Shapes.maps(shape, "A", A, "P", P);
        Shapes.same("P", P, "dP", dP);
        Shapes.same("A", A, "dA", dA);
        Shader shader = shaders.get(() -> MapShaders.maxPoolBackward(shape), "maxPoolBackward", shape);
        queue.each(shader, count(A), Numbers.of(A.columns()), own(A), own(dP), own(dA));
    }

    @Override
    public void averagePool(Matrix A, Matrix P) {
        Shapes.channels("A", A, P.rows(), "P");
        Shapes.shape("P", P, P.rows(), A.columns(), "A");
        queue.each(MapShaders.AVERAGE_POOL, count(P), Numbers.of(count(A)), own(A), own(P));
    }

    @Override
    public void averagePoolBackward(Matrix dP, Matrix dA) {
        Shapes.channels("dA", dA, dP.rows(), "dP");
        Shapes.shape("dP", dP, dP.rows(), dA.columns(), "dA");
        queue.each(MapShaders.AVERAGE_POOL_BACKWARD, count(dA), Numbers.of(count(dP)), own(dP), own(dA));
    }

    @Override
    public void channelMoments(Matrix Z, Matrix mean, Matrix variance) {
        Shapes.channels("Z", Z, mean.rows(), "mean");
        Shapes.same("mean", mean, "variance", variance);
        queue.groups(SumShaders.MOMENTS, mean.rows(), perChannel(Z, mean.rows()), own(Z), own(mean), own(variance));
    }

    @Override
    public void scaleChannels(Matrix Z, Matrix scale, Matrix shift, boolean rectify, Matrix A) {
        Shapes.channels("Z", Z, scale.rows(), "scale");
        Shapes.same("scale", scale, "shift", shift);
        Shapes.same("Z", Z, "A", A);
        Numbers numbers = Numbers.of(Z.columns(), scale.rows(), rectify ? 1 : 0);
        queue.each(MapShaders.SCALE_CHANNELS, count(Z), numbers, own(Z), own(scale), own(shift), own(A));
    }

    @Override
    public void channelSums(Matrix Z, Matrix A, Matrix dA, boolean rectified, Matrix mean, Matrix sums) {
        Shapes.channels("Z", Z, mean.rows(), "mean");
        Shapes.same("Z", Z, "A", A);
        Shapes.same("Z", Z, "dA", dA);
        Shapes.shape("sums", sums, mean.rows(), 2, "mean");
        queue.groups(
                SumShaders.CHANNEL_SUMS,
                mean.rows(),
                perChannel(Z, mean.rows()).count(rectified ? 1 : 0),
                own(Z),
                own(A),
                own(dA),
                own(mean),
                own(sums));
    }

    @Override
    public void combineChannels(Matrix Z, Matrix A, Matrix dA, boolean rectified, Matrix factors, Matrix dZ) {
        Shapes.channels("Z", Z, factors.rows(), "factors");
        Shapes.shape("factors", factors, factors.rows(), 3, "the combination");
        Shapes.same("Z", Z, "A", A);
        Shapes.same("Z", Z, "dA", dA);
        Shapes.same("Z", Z, "dZ", dZ);
        Numbers numbers = Numbers.of(Z.columns(), factors.rows(), rectified ? 1 : 0);
        queue.each(MapShaders.COMBINE_CHANNELS, count(Z), numbers, own(Z), own(A), own(dA), own(factors), own(dZ));
    }

    @Override
    public void normFactors(
            Matrix gamma, Matrix beta, Matrix mean, Matrix variance, double epsilon, Matrix scale, Matrix shift) {
        Shapes.norm("gamma", gamma, "mean", mean, "variance", variance);
        Shapes.same("gamma", gamma, "beta", beta);
        Shapes.same("gamma", gamma, "scale", scale);
        Shapes.same("gamma", gamma, "shift", shift);
        queue.each(
                NormShaders.FACTORS,
                count(gamma),
                Numbers.of().and(epsilon),
                own(gamma),
                own(beta),
                own(mean),
                own(variance),
                own(scale),
                own(shift));
    }

    @Override
    public void normGradients(
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
        Numbers numbers = Numbers.of(throughMoments ? 1 : 0).and(epsilon, m, (double) pixels * m);
        queue.each(
                NormShaders.GRADIENTS,
                count(gamma),
                numbers,
                own(sums),
                own(gamma),
                own(mean),
                own(variance),
                own(dGamma),
                own(dBeta),
                own(factors));
    }

    @Override
    public void followMoments(
            Matrix mean, Matrix variance, double unbiased, double renewal, Matrix runningMean, Matrix runningVariance) {
        Shapes.norm("mean", mean, "runningMean", runningMean, "runningVariance", runningVariance);
        Shapes.same("mean", mean, "variance", variance);
        Numbers numbers = Numbers.of().and(unbiased, renewal);
        queue.each(
                NormShaders.FOLLOW,
                count(mean),
                numbers,
                own(mean),
                own(variance),
                own(runningMean),
                own(runningVariance));
    }
}
