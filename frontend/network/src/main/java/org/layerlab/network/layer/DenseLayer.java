package org.layerlab.network.layer;

import org.jspecify.annotations.Nullable;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.DividedProducts;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;

/** One step {@code A = g(W·A_prev + b)} with its gradients. */
final class DenseLayer extends WeightedLayer {
    /** Null for a softmax, whose gradient comes with the cost's. */
    private final @Nullable Activation activation;
    /** Units may be left out of hidden layers alone. */
    private final boolean hidden;

    private final int number;

    /**
     * A dense layer.
     *
     * @param activation null for a softmax
     * @param number of the layer, which seeds its dropout
     * @param hidden whether it is not the last
     */
    DenseLayer(Kernels kernels, @Nullable Activation activation, Parameters.Dense initial, int number, boolean hidden) {
        super(kernels, initial.rows(), initial, number);
        this.activation = activation;
        this.number = number;
        this.hidden = hidden;
    }

    /** The activation of a layer that is not a softmax. */
    Activation activation() {
        if (activation == null) {
            throw new IllegalStateException("a softmax has no activation");
        }
        return activation;
    }

    @Override
    LayerBuffers buffers(int m) {
        return new LayerBuffers(kernels, outputs, m, true);
    }

    @Override
    double flops(int m) {
        return 2.0 * W.value().rows() * W.value().columns() * m;
    }

    @Override
    void forward(Matrix In, LayerBuffers buffers, Mode mode) {
        forward(In, buffers, mode, 0, 1);
    }

    @Override
    void forward(Matrix In, LayerBuffers buffers, Mode mode, int part, int parts) {
        if (parts > 1 && kernels instanceof DividedProducts divided) {
            divided.multiply(W.value(), In, buffers.Z, part, parts);
        } else if (part == 0) {
            kernels.multiply(W.value(), In, buffers.Z);
        }
        if (part == parts - 1) {
            kernels.addBias(buffers.Z, b.value());
            if (activation == null) {
                kernels.softmax(buffers.Z, buffers.A);
            } else {
                kernels.activate(activation, buffers.Z, buffers.A);
            }
            if (hidden) {
                buffers.drop(mode.keep(), mode.seed(), number);
            }
        }
    }

    @Override
    void backwardToZ(LayerBuffers buffers) {
        buffers.dropGradient();
        if (activation != null) {
            kernels.activateBackward(activation, buffers.Z, buffers.A, buffers.dZ(), buffers.dZ());
        }
    }

    @Override
    void backwardToTrained(Matrix dZ, Matrix In) {
        backwardToTrained(dZ, In, 0, 1);
    }

    private void backwardToTrained(Matrix dZ, Matrix In, int part, int parts) {
        double scale = 1.0 / dZ.columns();
        if (parts > 1 && kernels instanceof DividedProducts divided) {
            divided.multiplyNT(dZ, In, scale, W.gradient(), part, parts);
        } else if (part == 0) {
            kernels.multiplyNT(dZ, In, scale, W.gradient());
        }
        if (part == parts - 1) {
            backwardToBias(dZ);
        }
    }

    @Override
    void update(Matrix dZ, Matrix In, UpdateRule rule, int part, int parts) {
        boolean fused = rule.fuse(W, dZ, In, part, parts);
        if (!fused) {
            backwardToTrained(dZ, In, part, parts);
        }
        if (part < parts - 1) {
            return;
        }
        if (fused) {
            backwardToBias(dZ);
        } else {
            rule.update(W);
        }
        rule.update(b);
    }

    /** {@code db = Σ dZ / m}. */
    private void backwardToBias(Matrix dZ) {
        kernels.sumColumns(dZ, 1.0 / dZ.columns(), b.gradient());
    }

    /** {@code dIn = Wᵀ·dZ}. */
    @Override
    void backwardToInput(Matrix In, LayerBuffers buffers, Mode mode, Matrix dIn) {
        backwardToInput(In, buffers, mode, dIn, 0, 1);
    }

    @Override
    void backwardToInput(Matrix In, LayerBuffers buffers, Mode mode, Matrix dIn, int part, int parts) {
        Matrix dZ = buffers.dZ();
        if (parts > 1 && kernels instanceof DividedProducts divided) {
            divided.multiplyTN(W.value(), dZ, dIn, part, parts);
        } else if (part == 0) {
            kernels.multiplyTN(W.value(), dZ, dIn);
        }
    }
}
