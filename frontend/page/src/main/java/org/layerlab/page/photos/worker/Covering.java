package org.layerlab.page.photos.worker;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.page.training.PhotoClassifier;

/**
 * Covers one square of a photo after the other and asks how far the network's answer falls, a row of squares a step: all
 * at once would take memory for hundreds of photos' maps, and keep the next verdict waiting.
 */
final class Covering implements BooleanSupplier {
    /** The square goes along each side in this many strides, and is {@link #STRIDES} of them wide. */
    private static final int STRIDES_A_SIDE = 16;

    private static final int STRIDES = 3;
    private static final int POSITIONS = STRIDES_A_SIDE - STRIDES + 1;

    private final PhotoClassifier classifier;
    private final byte[] photo;
    private final int side;
    private final double z;
    private final Consumer<float[]> done;
    private final byte[] mean;
    private final float[] fall;
    private final int[] times;
    private int row;

    /**
     * A covering.
     *
     * @param z the network's answer to the whole photo, before the sigmoid
     * @param done takes how far the answer falls at each pixel, row by row: the mean over all squares that cover it
     */
    Covering(PhotoClassifier classifier, byte[] photo, double z, Consumer<float[]> done) {
        this.classifier = classifier;
        this.photo = photo;
        this.z = z;
        this.done = done;
        side = PhotoPreparation.squareSide(photo.length);
        mean = meanColor(photo);
        fall = new float[side * side];
        times = new int[side * side];
    }

    @Override
    public boolean getAsBoolean() {
        byte[] photos = new byte[POSITIONS * photo.length];
        for (int k = 0; k < POSITIONS; k++) {
            int at = k * photo.length;
            System.arraycopy(photo, 0, photos, at, photo.length);
            for (int y = edge(row); y < edge(row + STRIDES); y++) {
                for (int x = edge(k); x < edge(k + STRIDES); x++) {
                    System.arraycopy(mean, 0, photos, at + 3 * (y * side + x), 3);
                }
            }
        }
        double[] without = classifier.look(
                photos, POSITIONS, (X, pass) -> classifier.network().kernels().read(pass.Z(classifier.depth())));
        for (int k = 0; k < POSITIONS; k++) {
            for (int y = edge(row); y < edge(row + STRIDES); y++) {
                for (int x = edge(k); x < edge(k + STRIDES); x++) {
                    fall[y * side + x] += (float) (z - without[k]);
                    times[y * side + x]++;
                }
            }
        }
        row++;
        if (row < POSITIONS) {
            return true;
        }
        for (int p = 0; p < fall.length; p++) {
            fall[p] /= Math.max(1, times[p]);
        }
        done.accept(fall);
        return false;
    }

    /** The first pixel of a stride. */
    private int edge(int stride) {
        return stride * side / STRIDES_A_SIDE;
    }

    private static byte[] meanColor(byte[] photo) {
        long[] sums = new long[3];
        for (int i = 0; i < photo.length; i++) {
            sums[i % 3] += photo[i] & 0xff;
        }
        byte[] mean = new byte[3];
        for (int c = 0; c < 3; c++) {
            mean[c] = (byte) (sums[c] * 3 / photo.length);
        }
        return mean;
    }
}
