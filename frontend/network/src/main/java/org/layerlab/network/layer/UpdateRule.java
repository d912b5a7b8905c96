package org.layerlab.network.layer;

import org.layerlab.network.matrix.Matrix;

/** Changes trained matrices by their gradients; {@link Network#updateWork} asks it for each. */
public interface UpdateRule {
    /** Changes the values of a matrix by its gradient. */
    void update(Trained trained);

    /**
     * Does a part of an update of W whose gradient {@code dZ·Inᵀ / m} is never written down, where rule and kernels
     * allow that.
     *
     * @param dZ shape (rows of W, m); not modified
     * @param In shape (columns of W, m); not modified
     * @param part from 0 to {@code parts} − 1, in order
     * @return false where it did nothing, and W needs its gradient and {@link #update}; the same for all parts
     */
    default boolean fuse(Trained W, Matrix dZ, Matrix In, int part, int parts) {
        return false;
    }
}
