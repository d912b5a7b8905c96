package org.layerlab.network.layer;

import org.jspecify.annotations.Nullable;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;

/** A layer with weights W and biases b, and the gradients by them. */
public abstract class WeightedLayer extends Layer {
    public final Matrix W;
    public final Matrix b;
    public final Matrix db;
    /** The batch normalisation that belongs to it. */
    @Nullable
    public NormLayer norm;

    private @Nullable Matrix dW;

    WeightedLayer(Kernels kernels, int outputs, Parameters.Dense initial) {
        super(kernels, outputs);
        W = kernels.create(initial.rows(), initial.columns());
        b = kernels.create(initial.rows(), 1);
        db = kernels.create(initial.rows(), 1);
        kernels.write(initial.W(), W);
        kernels.write(initial.b(), b);
    }

    final void set(Parameters.Dense values) {
        kernels.write(values.W(), W);
        kernels.write(values.b(), b);
        if (norm != null && values.norm() != null) {
            norm.set(values.norm());
        }
    }

    final Parameters.Dense parameters() {
        return new Parameters.Dense(
                W.rows(), W.columns(), kernels.read(W), kernels.read(b), norm == null ? null : norm.parameters());
    }

    final Parameters.Dense gradients() {
        return new Parameters.Dense(
                W.rows(), W.columns(), kernels.read(dW()), kernels.read(db), norm == null ? null : norm.gradients());
    }

    /** The gradient by W, as large as W: made for who needs it, for fused updates do not. */
    public final Matrix dW() {
        if (dW == null) {
            dW = kernels.create(W.rows(), W.columns());
        }
        return dW;
    }

    /** {@code dW} and {@code db} of the mean cost from the dZ of a pass. */
    final void backward(Matrix dZ, Matrix In) {
        backward(dZ, In, 0, 1);
    }

    /** One of some parts of {@link #backward(Matrix, Matrix)}. */
    public abstract void backward(Matrix dZ, Matrix In, int part, int parts);

    @Override
    final void release() {
        kernels.release(W);
        kernels.release(b);
        kernels.release(db);
        if (dW != null) {
            kernels.release(dW);
        }
    }
}
