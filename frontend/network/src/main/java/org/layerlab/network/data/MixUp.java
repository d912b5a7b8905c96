package org.layerlab.network.data;

import java.util.Arrays;
import org.layerlab.network.matrix.HashRandom;

/** Which photos of a batch are blended with another one, and their labels too (Zhang et al. 2018, with α = 1). */
public final class MixUp {
    private final int[] others;
    private final double[] shares;

    private MixUp(int[] others, double[] shares) {
        this.others = others;
        this.shares = shares;
    }

    /**
     * Draws them.
     *
     * @param often in what share of the photos
     * @param count of photos in the batch
     */
    static MixUp draw(double often, int count, int seed) {
        int[] others = new int[count];
        double[] shares = new double[count];
        for (int j = 0; j < count; j++) {
            if (HashRandom.uniform(seed, 3 * j) < often) {
                // Any photo of the batch, not the next: a full batch is in the order of the files, one class after the
                // other.
                others[j] = (int) (HashRandom.uniform(seed, 3 * j + 1) * count);
                shares[j] = HashRandom.uniform(seed, 3 * j + 2);
            }
        }
        return new MixUp(others, shares);
    }

    /** The photo that is blended into one. */
    public int other(int photo) {
        return others[photo];
    }

    /** The other's share; 0 leaves the photo as it is. */
    public double share(int photo) {
        return shares[photo];
    }

    /** Blends the probabilities to be learned, 0 to 1, in place. */
    void blend(double[] y) {
        double[] label = y.clone();
        for (int j = 0; j < y.length; j++) {
            if (shares[j] > 0) {
                y[j] = (1 - shares[j]) * label[j] + shares[j] * label[others[j]];
            }
        }
    }

    /** Blends the photos, one after another, in place. */
    void blend(byte[] batch) {
        byte[] shown = Arrays.copyOf(batch, batch.length);
        int size = batch.length / shares.length;
        for (int j = 0; j < shares.length; j++) {
            double share = shares[j];
            for (int i = 0; share > 0 && i < size; i++) {
                double value =
                        (1 - share) * (shown[j * size + i] & 0xff) + share * (shown[others[j] * size + i] & 0xff);
                batch[j * size + i] = (byte) Math.round(value);
            }
        }
    }
}
