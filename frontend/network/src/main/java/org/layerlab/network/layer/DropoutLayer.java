package org.layerlab.network.layer;

import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.HashRandom;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;

/** One step that leaves values out while training, others in each update, and passes all on when predicting. */
final class DropoutLayer extends Layer {
    private final double keep;
    private final int number;

    /**
     * A dropout.
     *
     * @param number that no other layer with random numbers has
     */
    DropoutLayer(Kernels kernels, int outputs, double share, int number) {
        super(kernels, outputs);
        keep = 1 - share;
        this.number = number;
    }

    @Override
    void forward(Matrix In, Room room, Mode mode, int part, int parts) {
        if (part > 0) {
            return;
        }
        if (mode.training()) {
            kernels.dropout(In, keep, HashRandom.seed(mode.seed(), number), room.mask(), room.A);
        } else {
            kernels.activate(Activation.LINEAR, In, room.A);
        }
    }

    @Override
    void backwardToInput(Matrix In, Room room, Mode mode, Matrix dIn, int part, int parts) {
        if (part > 0) {
            return;
        }
        kernels.activate(Activation.LINEAR, room.dZ(), dIn);
        if (mode.training()) {
            kernels.scaleBy(dIn, room.mask());
        }
    }
}
