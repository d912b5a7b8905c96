package org.layerlab.network;

import org.jspecify.annotations.Nullable;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;

/** One step {@code A = g(W·A_prev + b)} with its gradients. */
final class Layer {
    final Activation activation;
    final Matrix W;
    final Matrix b;
    final Matrix db;
    private final Kernels kernels;
    private @Nullable Matrix dW;

    Layer(Kernels kernels, Activation activation, Parameters.Dense initial) {
        this.kernels = kernels;
        this.activation = activation;
        W = kernels.create(initial.rows(), initial.columns());
        b = kernels.create(initial.rows(), 1);
        db = kernels.create(initial.rows(), 1);
        set(initial);
    }

    void set(Parameters.Dense values) {
        kernels.write(values.W(), W);
        kernels.write(values.b(), b);
    }

    Parameters.Dense parameters() {
        return new Parameters.Dense(W.rows(), W.columns(), kernels.read(W), kernels.read(b));
    }

    Parameters.Dense gradients() {
        return new Parameters.Dense(W.rows(), W.columns(), kernels.read(dW()), kernels.read(db));
    }

    /** The gradient by W, as large as W: made for who needs it, for fused updates do not. */
    Matrix dW() {
        if (dW == null) {
            dW = kernels.create(W.rows(), W.columns());
        }
        return dW;
    }

    /** {@code Z = W·A_prev + b; A = g(Z)}. */
    void forward(Matrix APrev, Matrix Z, Matrix A) {
        kernels.multiply(W, APrev, Z);
        kernels.addBias(Z, b);
        kernels.activate(activation, Z, A);
    }

    /** {@code dW = dZ·A_prevᵀ / m; db = Σ dZ / m}. */
    void backward(Matrix dZ, Matrix APrev) {
        kernels.multiplyNT(dZ, APrev, 1.0 / dZ.columns(), dW());
        backwardToBias(dZ);
    }

    /** {@code db = Σ dZ / m}. */
    void backwardToBias(Matrix dZ) {
        kernels.sumColumns(dZ, 1.0 / dZ.columns(), db);
    }

    /** {@code dA_prev = Wᵀ·dZ}. */
    void backwardToInput(Matrix dZ, Matrix dAPrev) {
        kernels.multiplyTN(W, dZ, dAPrev);
    }

    void release() {
        kernels.release(W);
        kernels.release(b);
        kernels.release(db);
        if (dW != null) {
            kernels.release(dW);
        }
    }
}
