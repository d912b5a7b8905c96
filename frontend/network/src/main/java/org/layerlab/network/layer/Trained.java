package org.layerlab.network.layer;

import org.jspecify.annotations.Nullable;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;

/**
 * A matrix of numbers that training changes, with its gradient. Optimizers, files and checkpoints loop over these by
 * name, and know nothing of the layer that has them.
 */
public final class Trained {
    private final Kernels kernels;
    private final String name;
    private final Matrix value;
    private final boolean penalized;
    private @Nullable Matrix gradient;

    /**
     * A trained matrix.
     *
     * @param name as in files, such as {@code W1}
     * @param initial its values row by row; not modified
     * @param penalized whether L1 and L2 regularization count
     */
    Trained(Kernels kernels, String name, int rows, int columns, double[] initial, boolean penalized) {
        this.kernels = kernels;
        this.name = name;
        this.penalized = penalized;
        value = kernels.create(rows, columns);
        kernels.write(initial, value);
    }

    /** The name in files: {@code W1}, {@code b1}, {@code gamma1}, {@code beta1}, …. */
    public String name() {
        return name;
    }

    /** The values. */
    public Matrix value() {
        return value;
    }

    /** Whether L1 and L2 regularization apply: true for weights, false for biases. */
    public boolean penalized() {
        return penalized;
    }

    /**
     * The gradient of the mean cost by the values, of their shape. Allocated on first use, because fused updates never
     * need it.
     */
    public Matrix gradient() {
        Matrix made = gradient;
        if (made == null) {
            made = kernels.create(value.rows(), value.columns());
            gradient = made;
        }
        return made;
    }

    /** A copy of the values under their name. */
    Parameters.Named named() {
        return named(kernels.read(value));
    }

    /** A copy of the gradient under the name of the values. */
    Parameters.Named namedGradient() {
        return named(kernels.read(gradient()));
    }

    private Parameters.Named named(double[] values) {
        return new Parameters.Named(name, value.rows(), value.columns(), values, true);
    }

    /** Replaces the values. */
    void set(double[] values) {
        kernels.write(values, value);
    }

    /** Gives the storage back. */
    void release() {
        kernels.release(value);
        if (gradient != null) {
            kernels.release(gradient);
        }
    }
}
