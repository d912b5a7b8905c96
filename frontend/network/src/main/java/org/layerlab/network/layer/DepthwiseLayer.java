package org.layerlab.network.layer;

import org.layerlab.network.matrix.DepthwiseShape;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;

/**
 * One step {@code Z_c = W_c ∗ A_prev,c + b_c}, channel by channel, with its gradients, or {@code A_c = max(0, Z_c)}.
 */
final class DepthwiseLayer extends WeightedLayer {
    private final DepthwiseShape shape;
    private final boolean rectify;

    /**
     * A depthwise convolution.
     *
     * @param rectify whether a ReLU is done with it; then there are no gradients
     */
    DepthwiseLayer(Kernels kernels, DepthwiseShape shape, boolean rectify, Parameters.Dense initial, int number) {
        super(kernels, shape.output().features(), initial, number);
        this.shape = shape;
        this.rectify = rectify;
    }

    @Override
    double flops(int m) {
        return shape.flops() * m;
    }

    @Override
    void forward(Matrix In, LayerBuffers buffers, Mode mode) {
        kernels.convolveDepthwise(shape, W.value(), b.value(), In, rectify, buffers.A);
    }

    @Override
    @TrainsOnImages
    void backwardToTrained(Matrix dZ, Matrix In) {
        kernels.convolveDepthwiseBackwardToFilters(shape, dZ, In, 1.0 / dZ.columns(), W.gradient(), b.gradient());
    }

    @Override
    void backwardToInput(Matrix In, LayerBuffers buffers, Mode mode, Matrix dIn) {
        kernels.convolveDepthwiseBackwardToInput(shape, W.value(), buffers.dZ(), dIn);
    }
}
