package org.layerlab.network;

import org.jspecify.annotations.Nullable;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.DividedProducts;
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

    /** Multiplications and additions of one product with W, for m examples. */
    double flops(int m) {
        return 2.0 * W.rows() * W.columns() * m;
    }

    /** {@code Z = W·A_prev + b; A = g(Z)}. */
    void forward(Matrix APrev, Matrix Z, Matrix A) {
        forward(APrev, Z, A, 0, 1);
    }

    /** One of some parts of {@link #forward(Matrix, Matrix, Matrix)}; Z and A are there after the last. */
    void forward(Matrix APrev, Matrix Z, Matrix A, int part, int parts) {
        if (parts > 1 && kernels instanceof DividedProducts divided) {
            divided.multiply(W, APrev, Z, part, parts);
        } else if (part == 0) {
            kernels.multiply(W, APrev, Z);
        }
        if (part == parts - 1) {
            kernels.addBias(Z, b);
            kernels.activate(activation, Z, A);
        }
    }

    /** {@code dW = dZ·A_prevᵀ / m; db = Σ dZ / m}. */
    void backward(Matrix dZ, Matrix APrev) {
        backward(dZ, APrev, 0, 1);
    }

    /** One of some parts of {@link #backward(Matrix, Matrix)}. */
    void backward(Matrix dZ, Matrix APrev, int part, int parts) {
        double scale = 1.0 / dZ.columns();
        if (parts > 1 && kernels instanceof DividedProducts divided) {
            divided.multiplyNT(dZ, APrev, scale, dW(), part, parts);
        } else if (part == 0) {
            kernels.multiplyNT(dZ, APrev, scale, dW());
        }
        if (part == parts - 1) {
            backwardToBias(dZ);
        }
    }

    /** {@code db = Σ dZ / m}. */
    void backwardToBias(Matrix dZ) {
        kernels.sumColumns(dZ, 1.0 / dZ.columns(), db);
    }

    /** {@code dA_prev = Wᵀ·dZ}. */
    void backwardToInput(Matrix dZ, Matrix dAPrev) {
        backwardToInput(dZ, dAPrev, 0, 1);
    }

    /** One of some parts of {@link #backwardToInput(Matrix, Matrix)}. */
    void backwardToInput(Matrix dZ, Matrix dAPrev, int part, int parts) {
        if (parts > 1 && kernels instanceof DividedProducts divided) {
            divided.multiplyTN(W, dZ, dAPrev, part, parts);
        } else if (part == 0) {
            kernels.multiplyTN(W, dZ, dAPrev);
        }
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
