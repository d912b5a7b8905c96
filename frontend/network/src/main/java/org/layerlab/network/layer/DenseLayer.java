package org.layerlab.network.layer;

import org.jspecify.annotations.Nullable;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.DividedProducts;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;

/** One step {@code A = g(W·A_prev + b)} with its gradients. */
public final class DenseLayer extends WeightedLayer {
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
        super(kernels, initial.rows(), initial);
        this.activation = activation;
        this.number = number;
        this.hidden = hidden;
    }

    /** The activation of a layer that is no softmax. */
    Activation activation() {
        if (activation == null) {
            throw new IllegalStateException("a softmax has no activation");
        }
        return activation;
    }

    @Override
    Pass.Room room(int m) {
        return new Pass.Room(kernels, outputs, m, true);
    }

    @Override
    public double flops(int m) {
        return 2.0 * W.rows() * W.columns() * m;
    }

    @Override
    void forward(Matrix In, Pass.Room room, Pass.Mode mode, int part, int parts) {
        if (parts > 1 && kernels instanceof DividedProducts divided) {
            divided.multiply(W, In, room.Z, part, parts);
        } else if (part == 0) {
            kernels.multiply(W, In, room.Z);
        }
        if (part == parts - 1) {
            kernels.addBias(room.Z, b);
            if (activation == null) {
                kernels.softmax(room.Z, room.A);
            } else {
                kernels.activate(activation, room.Z, room.A);
            }
            if (hidden) {
                room.drop(mode.keep(), mode.seed(), number);
            }
        }
    }

    @Override
    void backwardToZ(Pass.Room room) {
        room.dropGradient();
        if (activation != null) {
            kernels.activateBackward(activation, room.Z, room.A, room.dZ(), room.dZ());
        }
    }

    @Override
    public void backward(Matrix dZ, Matrix In, int part, int parts) {
        double scale = 1.0 / dZ.columns();
        if (parts > 1 && kernels instanceof DividedProducts divided) {
            divided.multiplyNT(dZ, In, scale, dW(), part, parts);
        } else if (part == 0) {
            kernels.multiplyNT(dZ, In, scale, dW());
        }
        if (part == parts - 1) {
            backwardToBias(dZ);
        }
    }

    /** {@code db = Σ dZ / m}. */
    public void backwardToBias(Matrix dZ) {
        kernels.sumColumns(dZ, 1.0 / dZ.columns(), db);
    }

    @Override
    void backwardToInput(Matrix In, Pass.Room room, Pass.Mode mode, Matrix dIn, int part, int parts) {
        backwardToInput(room.dZ(), dIn, part, parts);
    }

    /** {@code dA_prev = Wᵀ·dZ}. */
    void backwardToInput(Matrix dZ, Matrix dIn, int part, int parts) {
        if (parts > 1 && kernels instanceof DividedProducts divided) {
            divided.multiplyTN(W, dZ, dIn, part, parts);
        } else if (part == 0) {
            kernels.multiplyTN(W, dZ, dIn);
        }
    }
}
