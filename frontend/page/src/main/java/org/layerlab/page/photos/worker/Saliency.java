package org.layerlab.page.photos.worker;

import java.util.List;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.layer.Pass;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.MapShape;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.page.training.PhotoClassifier;

/**
 * What mattered in a photo, asked in three ways; z is the network's answer before the sigmoid, positive for a dog.
 *
 * @param covered as large as the photo, row by row: how far z falls when a square around the pixel is covered with the photo's mean
 *     color (Zeiler and Fergus 2014), the mean over all squares that cover it. Positive: what is there spoke for a dog
 * @param sensitive as large as the photo, row by row: the length of ∂z/∂pixel over its three colors (Simonyan et al. 2013), at least
 *     0: where a small change would move the answer most, whatever is there now
 * @param mapped as large as the photo, row by row: the class activation map Σ w_c·A_c of the last maps A and the output's weights w (Zhou
 *     et al. 2016), smooth between the maps' pixels; over those its mean is z less the bias. Empty where the network's
 *     output does not see the mean of maps
 */
@SuppressWarnings("ArrayRecordComponent") // pixels
record Saliency(float[] covered, float[] sensitive, float[] mapped) {
    /** The square that covers goes along each side in so many strides, and is {@link #STRIDES} of them wide. */
    private static final int STRIDES_A_SIDE = 16;

    private static final int STRIDES = 3;
    private static final int POSITIONS = STRIDES_A_SIDE - STRIDES + 1;

    static Saliency of(PhotoClassifier eye, byte[] photo) {
        int side = PhotoPreparation.squareSide(photo.length);
        double[] z = {0};
        float[][] mapped = {{}};
        float[] sensitive = eye.look(photo, 1, (X, pass) -> {
            Kernels kernels = eye.network().kernels();
            z[0] = kernels.read(pass.Z(eye.depth()))[0];
            mapped[0] = mapped(eye.network(), pass, side);
            Matrix dX = kernels.create(X.rows(), 1);
            eye.network().inputGradient(X, pass, dX);
            double[] gradient = kernels.read(dX);
            kernels.release(dX);
            return lengths(gradient, eye.side(), side);
        });
        return new Saliency(covered(eye, photo, side, z[0]), sensitive, mapped[0]);
    }

    private static float[] mapped(Network network, Pass pass, int side) {
        int maps = network.architecture().lastPool() - 1;
        if (maps < 1) {
            return new float[0];
        }
        MapShape shape = network.architecture().shape(maps);
        double[] A = network.kernels().read(pass.A(maps));
        List<Parameters.Dense> weighted = network.parameters().layers();
        double[] w = weighted.get(weighted.size() - 1).W();
        double[] sums = new double[shape.pixels()];
        for (int i = 0; i < A.length; i++) {
            sums[i / shape.channels()] += w[i % shape.channels()] * A[i];
        }
        return smooth(sums, shape.width(), shape.height(), side);
    }

    /** As large as a photo, bilinear between the centers of the pixels. */
    private static float[] smooth(double[] values, int width, int height, int side) {
        float[] large = new float[side * side];
        for (int p = 0; p < large.length; p++) {
            double x = place(p % side, width, side);
            double y = place(p / side, height, side);
            int left = (int) x;
            int top = (int) y;
            int right = Math.min(width - 1, left + 1);
            int bottom = Math.min(height - 1, top + 1);
            double above = values[top * width + left] * (left + 1 - x) + values[top * width + right] * (x - left);
            double below = values[bottom * width + left] * (left + 1 - x) + values[bottom * width + right] * (x - left);
            large[p] = (float) (above * (top + 1 - y) + below * (y - top));
        }
        return large;
    }

    /** Where a photo's pixel lies between the centers of {@code count}. */
    private static double place(int pixel, int count, int side) {
        return Math.max(0, Math.min(count - 1, (pixel + 0.5) * count / side - 0.5));
    }

    /**
     * The lengths of a gradient.
     *
     * @param seen side of what the network saw
     * @param side of the photo
     */
    private static float[] lengths(double[] gradient, int seen, int side) {
        float[] lengths = new float[side * side];
        // A pixel has its share in the reduced one that it becomes part of.
        double pixels = (double) side * side / (seen * seen);
        for (int p = 0; p < lengths.length; p++) {
            int pixel = p / side * seen / side * seen + p % side * seen / side;
            double sum = 0;
            for (int c = 0; c < 3; c++) {
                double share = gradient[3 * pixel + c] / pixels;
                sum += share * share;
            }
            lengths[p] = (float) Math.sqrt(sum);
        }
        return lengths;
    }

    private static float[] covered(PhotoClassifier eye, byte[] photo, int side, double z) {
        int count = POSITIONS * POSITIONS;
        byte[] photos = new byte[count * photo.length];
        byte[] mean = meanColor(photo);
        for (int k = 0; k < count; k++) {
            int at = k * photo.length;
            System.arraycopy(photo, 0, photos, at, photo.length);
            int top = edge(k / POSITIONS, side);
            int left = edge(k % POSITIONS, side);
            for (int y = top; y < edge(k / POSITIONS + STRIDES, side); y++) {
                for (int x = left; x < edge(k % POSITIONS + STRIDES, side); x++) {
                    System.arraycopy(mean, 0, photos, at + 3 * (y * side + x), 3);
                }
            }
        }
        double[] without =
                eye.look(photos, count, (X, pass) -> eye.network().kernels().read(pass.Z(eye.depth())));
        float[] fall = new float[side * side];
        int[] times = new int[side * side];
        for (int k = 0; k < count; k++) {
            int top = edge(k / POSITIONS, side);
            int left = edge(k % POSITIONS, side);
            for (int y = top; y < edge(k / POSITIONS + STRIDES, side); y++) {
                for (int x = left; x < edge(k % POSITIONS + STRIDES, side); x++) {
                    fall[y * side + x] += (float) (z - without[k]);
                    times[y * side + x]++;
                }
            }
        }
        for (int p = 0; p < fall.length; p++) {
            fall[p] /= Math.max(1, times[p]);
        }
        return fall;
    }

    /** The first pixel of a stride. */
    private static int edge(int stride, int side) {
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
