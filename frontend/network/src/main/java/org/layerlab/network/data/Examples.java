package org.layerlab.network.data;

import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;

/** Labelled examples that fill a batch on demand, so that a large set never has to stand in memory as numbers. */
public interface Examples {
    /** n_0: how many numbers describe one example. */
    int features();

    /** How many examples there are. */
    int size();

    /** The label of one example: 0 or 1. */
    int label(int index);

    /**
     * Sets {@code X} and {@code Y} to the examples {@code order[from] … order[from + X.columns() − 1]}.
     *
     * @param seed for whatever varies from one showing to the next (mirroring); the same seed gives the same batch
     * @param X shape (features, count), overwritten
     * @param Y shape (1, count), overwritten
     */
    void fill(int[] order, int from, int seed, Kernels kernels, Matrix X, Matrix Y);

    /** Whether {@link #fill} gives the same for every seed, so that a full batch can be filled once. */
    default boolean fixed() {
        return true;
    }
}
