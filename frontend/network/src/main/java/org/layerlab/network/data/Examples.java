package org.layerlab.network.data;

import org.jspecify.annotations.Nullable;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;

/** Labeled examples that fill a batch on demand, so that a large set never has to stand in memory as numbers. */
public interface Examples {
    /** n_0: how many numbers describe one example. */
    int features();

    /** How many examples there are. */
    int size();

    /** The label of one example: 0 or 1, or the number of its class where there are several. */
    int label(int index);

    /**
     * Sets {@code X} and {@code Y} to the examples {@code order[from] … order[from + X.columns() − 1]}.
     *
     * @param seed for whatever varies from one showing to the next (mirroring); the same seed gives the same batch
     * @param X shape (features, count), overwritten
     * @param Y shape (1, count), overwritten; of several classes (classes, count), 1 for the right one
     */
    void fill(int[] order, int from, int seed, Kernels kernels, Matrix X, Matrix Y);

    /**
     * The same examples seen in another way: the answers to both are averaged. Null where they are seen in one way alone.
     */
    default @Nullable Examples otherView() {
        return null;
    }

    /** Tells these kernels of what {@link #fill} will take batches from, many times. */
    default void announce(Kernels kernels) {
        // Nothing to announce where a batch is not part of something larger.
    }

    /** Whether {@link #fill} gives the same for every seed, so that a full batch can be filled once. */
    default boolean fixed() {
        return true;
    }

    /**
     * Sets Y to these labels as {@link #fill} has to.
     *
     * @param labels one a column of Y; not modified
     */
    static void writeLabels(double[] labels, Kernels kernels, Matrix Y) {
        if (Y.rows() == 1) {
            kernels.write(labels, Y);
            return;
        }
        double[] y = new double[Y.rows() * labels.length];
        for (int j = 0; j < labels.length; j++) {
            if (!(labels[j] >= 0 && labels[j] < Y.rows())) {
                throw new IllegalArgumentException(
                        "a label is " + labels[j] + ", but the network tells " + Y.rows() + " classes apart");
            }
            int label = (int) labels[j];
            y[label * labels.length + j] = 1;
        }
        kernels.write(y, Y);
    }
}
