package org.layerlab.network.data;

import org.jspecify.annotations.Nullable;
import org.layerlab.network.matrix.HashRandom;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;

/**
 * Photos as bytes, turned into numbers a batch at a time: {@code X = bytes/255}, less the mean where one is given.
 *
 * <p>A photo is {@code side × side} pixels, row by row, three bytes each.
 */
public final class PhotoSet implements Examples {
    private static final int CHANNELS = 3;

    private final byte[] photos;
    private final byte[] labels;
    private final int side;
    private final boolean mirrored;
    private final double @Nullable [] mean;
    private @Nullable Matrix negativeMean;

    /**
     * Photos shown as they are, or some of them mirrored.
     *
     * @param photos m photos one after another; not copied, not modified
     * @param labels m labels, 0 or 1; not copied, not modified
     * @param side pixels along each side
     * @param mirrored whether a photo is mirrored, left to right, half of the times that it is shown
     * @param mean per feature, in units of X, taken off each photo; null for none
     */
    public PhotoSet(byte[] photos, byte[] labels, int side, boolean mirrored, double @Nullable [] mean) {
        if ((long) labels.length * side * side * CHANNELS != photos.length) {
            throw new IllegalArgumentException(photos.length + " bytes of photos, but " + labels.length + " labels for "
                    + side + "×" + side + " photos");
        }
        if (mean != null && mean.length != side * side * CHANNELS) {
            throw new IllegalArgumentException(
                    "the mean has " + mean.length + " values, but a photo has " + side * side * CHANNELS);
        }
        this.photos = photos;
        this.labels = labels;
        this.side = side;
        this.mirrored = mirrored;
        this.mean = mean;
    }

    /** The mean photo, per feature, 0 to 1. */
    public static double[] mean(byte[] photos, int features) {
        double[] mean = new double[features];
        int m = photos.length / features;
        for (int e = 0; e < m; e++) {
            for (int i = 0; i < features; i++) {
                mean[i] += photos[e * features + i] & 0xff;
            }
        }
        for (int i = 0; i < features; i++) {
            mean[i] /= 255.0 * m;
        }
        return mean;
    }

    @Override
    public int features() {
        return side * side * CHANNELS;
    }

    @Override
    public int size() {
        return labels.length;
    }

    @Override
    public int label(int index) {
        return labels[index];
    }

    @Override
    public boolean fixed() {
        return !mirrored;
    }

    @Override
    public void fill(int[] order, int from, int seed, Kernels kernels, Matrix X, Matrix Y) {
        int count = X.columns();
        int features = features();
        byte[] batch = new byte[count * features];
        double[] y = new double[count];
        for (int j = 0; j < count; j++) {
            int example = order[from + j];
            if (mirrored && HashRandom.uniform(seed, j) < 0.5) {
                mirror(example * features, batch, j * features);
            } else {
                System.arraycopy(photos, example * features, batch, j * features, features);
            }
            y[j] = labels[example];
        }
        kernels.writeExamples(batch, X);
        kernels.write(y, Y);
        if (mean != null) {
            kernels.addBias(X, negativeMean(kernels, mean));
        }
    }

    private void mirror(int fromPhoto, byte[] to, int toPhoto) {
        int row = side * CHANNELS;
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int source = fromPhoto + y * row + (side - 1 - x) * CHANNELS;
                int target = toPhoto + y * row + x * CHANNELS;
                to[target] = photos[source];
                to[target + 1] = photos[source + 1];
                to[target + 2] = photos[source + 2];
            }
        }
    }

    private Matrix negativeMean(Kernels kernels, double[] values) {
        if (negativeMean == null) {
            double[] negative = new double[values.length];
            for (int i = 0; i < values.length; i++) {
                negative[i] = -values[i];
            }
            negativeMean = kernels.create(values.length, 1);
            kernels.write(negative, negativeMean);
        }
        return negativeMean;
    }
}
