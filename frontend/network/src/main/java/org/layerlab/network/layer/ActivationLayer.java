package org.layerlab.network.layer;

import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;

/** One step {@code A = g(In)}, element by element. */
final class ActivationLayer extends Layer {
    private final Activation activation;

    ActivationLayer(Kernels kernels, int outputs, Activation activation) {
        super(kernels, outputs);
        this.activation = activation;
    }

    @Override
    void forward(Matrix In, LayerBuffers buffers, Mode mode) {
        kernels.activate(activation, In, buffers.A);
    }

    @Override
    void backwardToInput(Matrix In, LayerBuffers buffers, Mode mode, Matrix dIn) {
        kernels.activateBackward(activation, In, buffers.A, buffers.dZ(), dIn);
    }
}
