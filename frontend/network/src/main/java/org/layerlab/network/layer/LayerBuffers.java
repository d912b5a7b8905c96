package org.layerlab.network.layer;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.matrix.HashRandom;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;

/**
 * What one layer writes for a batch: Z, A and dZ. A mask and what it leaves are allocated once dropout is asked for, dZ
 * with the first backward pass.
 */
final class LayerBuffers {
    final Matrix Z;
    final Matrix A;
    private final Kernels kernels;
    private @Nullable Matrix dZ;
    private @Nullable Matrix mask;
    private @Nullable Matrix D;
    private boolean dropped;
    private @Nullable LayerBuffers added;

    /**
     * Buffers for (rows, m) values.
     *
     * @param activated whether A is another matrix than Z
     */
    LayerBuffers(Kernels kernels, int rows, int m, boolean activated) {
        this.kernels = kernels;
        Z = kernels.create(rows, m);
        A = activated ? kernels.create(rows, m) : Z;
    }

    /** The gradient by Z; during a backward pass first that by A. */
    Matrix dZ() {
        Matrix made = dZ;
        if (made == null) {
            made = kernels.create(Z.rows(), Z.columns());
            dZ = made;
        }
        return made;
    }

    /** Of an add: the buffers of the earlier layer whose values it adds. */
    LayerBuffers added() {
        return Objects.requireNonNull(added);
    }

    void setAdded(LayerBuffers earlier) {
        added = earlier;
    }

    /** The buffer of a dropout's mask. */
    Matrix mask() {
        Matrix made = mask;
        if (made == null) {
            made = kernels.create(Z.rows(), Z.columns());
            mask = made;
        }
        return made;
    }

    /** Leaves units out of A for the next layer where {@code keep} is below 1. */
    void drop(double keep, int seed, int layer) {
        dropped = keep < 1;
        if (!dropped) {
            return;
        }
        Matrix mask = mask();
        Matrix left = D;
        if (left == null) {
            left = kernels.create(A.rows(), A.columns());
            D = left;
        }
        kernels.dropout(A, keep, HashRandom.seed(seed, layer), mask, left);
    }

    /** Sets the gradient of units that were left out to 0. */
    void dropGradient() {
        if (dropped) {
            kernels.scaleBy(dZ(), mask());
        }
    }

    /** What the next layer is given. */
    Matrix given() {
        Matrix left = D;
        return dropped && left != null ? left : A;
    }

    void release() {
        kernels.release(Z);
        if (A != Z) {
            kernels.release(A);
        }
        for (Matrix M : new Matrix[] {dZ, mask, D}) {
            if (M != null) {
                kernels.release(M);
            }
        }
    }
}
