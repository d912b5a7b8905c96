package org.layerlab.network.layer;

import org.layerlab.network.matrix.ConvShape;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;

/** One step {@code Z = W ∗ A_prev + b} with its gradients, or {@code A = max(0, Z)}. */
final class ConvolutionLayer extends WeightedLayer {
    private final ConvShape shape;
    private final boolean rectify;

    /**
     * A convolution.
     *
     * @param rectify whether a ReLU is done with it; then there are no gradients
     */
    ConvolutionLayer(Kernels kernels, ConvShape shape, boolean rectify, Parameters.Dense initial, int number) {
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
        kernels.convolve(shape, W.value(), b.value(), In, rectify, buffers.A);
    }

    @Override
    @TrainsOnImages
    void backwardToTrained(Matrix dZ, Matrix In) {
        kernels.convolveBackwardToFilters(shape, dZ, In, 1.0 / dZ.columns(), W.gradient(), b.gradient());
    }

    @Override
    void backwardToInput(Matrix In, LayerBuffers buffers, Mode mode, Matrix dIn) {
        kernels.convolveBackwardToInput(shape, W.value(), buffers.dZ(), dIn);
    }
}
