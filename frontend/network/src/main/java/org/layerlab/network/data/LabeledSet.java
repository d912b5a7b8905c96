package org.layerlab.network.data;

import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;

/**
 * Examples held as numbers.
 *
 * @param features n_0
 * @param size m
 * @param X shape (features, m), row by row; owned by this record from now on
 * @param Y shape (1, m), each the number of a class from 0, or of a regression any number; owned by this record from now on
 */
@SuppressWarnings("ArrayRecordComponent") // numbers by the thousand: a list would box each of them
public record LabeledSet(int features, int size, double[] X, double[] Y) implements Examples {
    public LabeledSet {
        if (features < 1 || size < 1 || (long) features * size != X.length || Y.length != size) {
            throw new IllegalArgumentException("X has " + X.length + " values and Y " + Y.length + ", but " + size
                    + " examples of " + features + " features are expected");
        }
    }

    @Override
    public int label(int index) {
        return (int) Y[index];
    }

    @Override
    public void fill(int[] order, int from, int seed, Kernels kernels, Matrix batchX, Matrix batchY) {
        int count = batchX.columns();
        double[] x = new double[features * count];
        double[] y = new double[count];
        for (int j = 0; j < count; j++) {
            int example = order[from + j];
            for (int i = 0; i < features; i++) {
                x[i * count + j] = X[i * size + example];
            }
            y[j] = Y[example];
        }
        kernels.write(x, batchX);
        Examples.writeLabels(y, kernels, batchY);
    }
}
