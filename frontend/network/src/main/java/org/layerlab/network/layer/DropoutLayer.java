package org.layerlab.network.layer;

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
     * @param number that seeds its masks, its index among the network's stages; a hidden dense layer that leaves units
     *     out may draw the same numbers
     */
    DropoutLayer(Kernels kernels, int outputs, double share, int number) {
        super(kernels, outputs);
        keep = 1 - share;
        this.number = number;
    }

    @Override
    void forward(Matrix In, LayerBuffers buffers, Mode mode) {
        if (mode.training()) {
            kernels.dropout(In, keep, HashRandom.seed(mode.seed(), number), buffers.mask(), buffers.A);
        } else {
            kernels.copy(In, buffers.A);
        }
    }

    @Override
    void backwardToInput(Matrix In, LayerBuffers buffers, Mode mode, Matrix dIn) {
        kernels.copy(buffers.dZ(), dIn);
        if (mode.training()) {
            kernels.scaleBy(dIn, buffers.mask());
        }
    }
}
