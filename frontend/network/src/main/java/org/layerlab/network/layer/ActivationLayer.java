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
    void forward(Matrix In, Room room, Mode mode) {
        kernels.activate(activation, In, room.A);
    }

    @Override
    void backwardToInput(Matrix In, Room room, Mode mode, Matrix dIn) {
        kernels.activateBackward(activation, In, room.A, room.dZ(), dIn);
    }
}
