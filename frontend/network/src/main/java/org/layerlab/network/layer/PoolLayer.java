package org.layerlab.network.layer;

import org.jspecify.annotations.Nullable;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.MapShape;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.matrix.PoolShape;

/** One step that takes pixels together: the greatest of each square, or the mean of all. */
final class PoolLayer extends Layer {
    /** Null for the mean of all. */
    private final @Nullable PoolShape shape;

    private PoolLayer(Kernels kernels, int outputs, @Nullable PoolShape shape) {
        super(kernels, outputs);
        this.shape = shape;
    }

    static PoolLayer greatest(Kernels kernels, PoolShape shape) {
        return new PoolLayer(kernels, shape.output().features(), shape);
    }

    static PoolLayer mean(Kernels kernels, MapShape input) {
        return new PoolLayer(kernels, input.channels(), null);
    }

    @Override
    void forward(Matrix In, LayerBuffers buffers, Mode mode) {
        if (shape == null) {
            kernels.averagePool(In, buffers.A);
        } else {
            kernels.maxPool(shape, In, buffers.A);
        }
    }

    @Override
    void backwardToInput(Matrix In, LayerBuffers buffers, Mode mode, Matrix dIn) {
        if (shape == null) {
            kernels.averagePoolBackward(buffers.dZ(), dIn);
        } else {
            kernels.maxPoolBackward(shape, In, buffers.A, buffers.dZ(), dIn);
        }
    }
}
