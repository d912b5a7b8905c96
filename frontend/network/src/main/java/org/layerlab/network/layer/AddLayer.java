package org.layerlab.network.layer;

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
    void forward(Matrix In, LayerBuffers buffers, Mode mode) {
        kernels.add(In, buffers.added().given(), buffers.A);
    }

    @Override
    void backwardToInput(Matrix In, LayerBuffers buffers, Mode mode, Matrix dIn) {
        kernels.copy(buffers.dZ(), dIn);
    }
}
