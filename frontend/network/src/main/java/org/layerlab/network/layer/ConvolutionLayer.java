package org.layerlab.network.layer;

import org.layerlab.network.matrix.ConvShape;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;

/** One step {@code Z = W ∗ A_prev + b} with its gradients. */
final class ConvolutionLayer extends WeightedLayer {
    private final ConvShape shape;

    ConvolutionLayer(Kernels kernels, ConvShape shape, Parameters.Dense initial) {
        super(kernels, shape.output().features(), initial);
        this.shape = shape;
    }

    @Override
    public double flops(int m) {
        return shape.flops() * m;
    }

    @Override
    void forward(Matrix In, Pass.Room room, Pass.Mode mode, int part, int parts) {
        if (part == 0) {
            kernels.convolve(shape, W, b, In, room.A);
        }
    }

    @Override
    public void backward(Matrix dZ, Matrix In, int part, int parts) {
        if (part == 0) {
            kernels.convolveBackwardToFilters(shape, dZ, In, 1.0 / dZ.columns(), dW(), db);
        }
    }

    @Override
    void backwardToInput(Matrix In, Pass.Room room, Pass.Mode mode, Matrix dIn, int part, int parts) {
        if (part == 0) {
            kernels.convolveBackwardToInput(shape, W, room.dZ(), dIn);
        }
    }
}
