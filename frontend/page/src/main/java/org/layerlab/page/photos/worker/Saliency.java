package org.layerlab.page.photos.worker;

import java.util.List;
import org.layerlab.network.data.PhotoInput;
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
 * @param covered 64×64, row by row: how far z falls when a square around the pixel is covered with the photo's mean
 *     color (Zeiler and Fergus 2014), the mean over all squares that cover it. Positive: what is there spoke for a dog
 * @param sensitive 64×64, row by row: the length of ∂z/∂pixel over its three colors (Simonyan et al. 2013), at least
 *     0: where a small change would move the answer most, whatever is there now
 * @param mapped 64×64, row by row: the class activation map Σ w_c·A_c of the last maps A and the output's weights w (Zhou
 *     et al. 2016), smooth between the maps' pixels; over those its mean is z less the bias. Empty where the network's
 *     output does not see the mean of maps
 */
@SuppressWarnings("ArrayRecordComponent") // pixels
record Saliency(float[] covered, float[] sensitive, float[] mapped) {
    /** Side of the square that covers, in pixels. */
    static final int SQUARE = 12;

    private static final int STRIDE = 4;
    private static final int SIDE = PhotoInput.SIZE;
    private static final int POSITIONS = (SIDE - SQUARE) / STRIDE + 1;

    static Saliency of(PhotoClassifier eye, byte[] photo) {
        double[] z = {0};
        float[][] mapped = {{}};
        float[] sensitive = eye.look(photo, 1, (X, pass) -> {
            Kernels kernels = eye.network().kernels();
            z[0] = kernels.read(pass.Z(eye.depth()))[0];
            mapped[0] = mapped(eye.network(), pass);
            Matrix dX = kernels.create(X.rows(), 1);
            eye.network().inputGradient(X, pass, dX);
            double[] gradient = kernels.read(dX);
            kernels.release(dX);
            return lengths(gradient, eye.reduction());
        });
        return new Saliency(covered(eye, photo, z[0]), sensitive, mapped[0]);
    }

    private static float[] mapped(Network network, Pass pass) {
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
        return smooth(sums, shape.width(), shape.height());
    }

    /** As large as a photo, bilinear between the centers of the pixels. */
    private static float[] smooth(double[] values, int width, int height) {
        float[] large = new float[SIDE * SIDE];
        for (int p = 0; p < large.length; p++) {
            double x = place(p % SIDE, width);
            double y = place(p / SIDE, height);
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
    private static double place(int pixel, int count) {
        return Math.max(0, Math.min(count - 1, (pixel + 0.5) * count / SIDE - 0.5));
    }

    private static float[] lengths(double[] gradient, int reduction) {
        float[] lengths = new float[SIDE * SIDE];
        // A pixel has its share in the reduced one that it becomes part of.
        int pixels = reduction * reduction;
        for (int p = 0; p < lengths.length; p++) {
            int seen = p / SIDE / reduction * (SIDE / reduction) + p % SIDE / reduction;
            double sum = 0;
            for (int c = 0; c < 3; c++) {
                double share = gradient[3 * seen + c] / pixels;
                sum += share * share;
            }
            lengths[p] = (float) Math.sqrt(sum);
        }
        return lengths;
    }

    private static float[] covered(PhotoClassifier eye, byte[] photo, double z) {
        int count = POSITIONS * POSITIONS;
        byte[] photos = new byte[count * PhotoInput.FEATURES];
        byte[] mean = meanColor(photo);
        for (int k = 0; k < count; k++) {
            int at = k * PhotoInput.FEATURES;
            System.arraycopy(photo, 0, photos, at, PhotoInput.FEATURES);
            int top = k / POSITIONS * STRIDE;
            int left = k % POSITIONS * STRIDE;
            for (int y = top; y < top + SQUARE; y++) {
                for (int x = left; x < left + SQUARE; x++) {
                    System.arraycopy(mean, 0, photos, at + 3 * (y * SIDE + x), 3);
                }
            }
        }
        double[] without =
                eye.look(photos, count, (X, pass) -> eye.network().kernels().read(pass.Z(eye.depth())));
        float[] fall = new float[SIDE * SIDE];
        int[] times = new int[SIDE * SIDE];
        for (int k = 0; k < count; k++) {
            int top = k / POSITIONS * STRIDE;
            int left = k % POSITIONS * STRIDE;
            for (int y = top; y < top + SQUARE; y++) {
                for (int x = left; x < left + SQUARE; x++) {
                    fall[y * SIDE + x] += (float) (z - without[k]);
                    times[y * SIDE + x]++;
                }
            }
        }
        for (int p = 0; p < fall.length; p++) {
            fall[p] /= Math.max(1, times[p]);
        }
        return fall;
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
