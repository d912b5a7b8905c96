package org.layerlab.network.layer;

import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;

/**
 * One step {@code A = In + x} with what an earlier layer gave. The gradient goes on to both as it is; {@link Network} adds
 * it to that of the earlier layer.
 */
final class AddLayer extends Layer {
    AddLayer(Kernels kernels, int outputs) {
        super(kernels, outputs);
    }

    @Override
    void forward(Matrix In, Room room, Mode mode, int part, int parts) {
        if (part == 0) {
            kernels.add(In, room.added().given(), room.A);
        }
    }

    @Override
    void backwardToInput(Matrix In, Room room, Mode mode, Matrix dIn, int part, int parts) {
        if (part == 0) {
            // A copy: the slope of nothing but the value itself is 1.
            kernels.activateBackward(Activation.LINEAR, In, room.A, room.dZ(), dIn);
        }
    }
}
