package org.layerlab.page.lab.worker;

import org.layerlab.network.data.Examples;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.data.PhotoSet;
import org.layerlab.network.matrix.HashRandom;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;

/** Noise to compute with. */
final class BenchInput {
    /** More photos than these are the same again: making many is not what is measured. */
    private static final int FRESH = 512;

    private BenchInput() {}

    /** Numbers between −0.5 and 0.5. */
    static Matrix filled(Kernels kernels, int rows, int columns) {
        double[] values = new double[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = HashRandom.uniform(1, i) - 0.5;
        }
        Matrix M = kernels.create(rows, columns);
        kernels.write(values, M);
        return M;
    }

    /** Photos of both classes in turns. */
    static Examples photos(int count) {
        byte[] pixels = new byte[count * PhotoPreparation.TUTORIAL.features()];
        byte[] labels = new byte[count];
        int fresh = Math.min(count, FRESH) * PhotoPreparation.TUTORIAL.features();
        for (int i = 0; i < fresh; i++) {
            pixels[i] = (byte) (256 * HashRandom.uniform(2, i));
        }
        for (int i = fresh; i < pixels.length; i += fresh) {
            System.arraycopy(pixels, 0, pixels, i, Math.min(fresh, pixels.length - i));
        }
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) (i % 2);
        }
        return new PhotoSet(pixels, labels, PhotoPreparation.TUTORIAL.side());
    }
}
