package org.layerlab.page.photos.worker;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
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
    /** Finds out, a piece at a time. */
    private static final class Search implements BooleanSupplier {
        private final PhotoClassifier classifier;
        private final byte[] photo;
        private final Consumer<Saliency> done;
        private @Nullable Covering covering;

        Search(PhotoClassifier classifier, byte[] photo, Consumer<Saliency> done) {
            this.classifier = classifier;
            this.photo = photo;
            this.done = done;
        }

        @Override
        public boolean getAsBoolean() {
            Covering begun = covering;
            if (begun != null) {
                return begun.getAsBoolean();
            }
            covering = whole();
            return true;
        }

        /** Looks at the whole photo; what covering it finds completes the answer. */
        private Covering whole() {
            int side = PhotoPreparation.squareSide(photo.length);
            return classifier.look(photo, 1, (X, pass) -> {
                Kernels kernels = classifier.network().kernels();
                double z = kernels.read(pass.Z(classifier.depth()))[0];
                float[] mapped = mapped(classifier.network(), pass, side);
                Matrix dX = kernels.create(X.rows(), 1);
                classifier.network().inputGradient(X, pass, dX);
                float[] sensitive = lengths(kernels.read(dX), classifier.side(), side);
                kernels.release(dX);
                return new Covering(
                        classifier, photo, z, covered -> done.accept(new Saliency(covered, sensitive, mapped)));
            });
        }
    }

    /**
     * Finds out what mattered, to be called until it returns false.
     *
     * @param done takes it at the end
     */
    static BooleanSupplier search(PhotoClassifier classifier, byte[] photo, Consumer<Saliency> done) {
        return new Search(classifier, photo, done);
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
}
