package org.layerlab.network.data;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;

/**
 * Photos as bytes, turned into numbers a batch at a time: {@code X = bytes/255}, varied, resized and less the mean where
 * that is asked for.
 *
 * <p>A photo is {@code side × side} pixels, row by row, three bytes each.
 */
public final class PhotoSet implements Examples {
    private static final int CHANNELS = PhotoPreparation.CHANNELS;

    /** The label of a picture in training that shows neither class: the network learns not to decide. */
    public static final int NEITHER = 2;

    /** The probability to be learned for what shows neither class. */
    public static final double UNDECIDED = 0.5;

    private final byte[] photos;
    private final byte[] labels;
    private final int side;
    /** Which of the photos these are; null for all. */
    private final int @Nullable [] chosen;

    /** How a photo is varied from one showing to the next; null where it is not. */
    private final @Nullable PhotoShowing variation;

    /** The side of the photos as they are shown. */
    private final int target;

    private final double smoothing;
    /** Whether a network is asked about the mirror images too. */
    private final boolean twice;

    private final double @Nullable [] mean;
    private @Nullable Matrix negativeMean;

    /**
     * All of these photos, shown as they are.
     *
     * @param photos m photos one after another; not copied, not modified
     * @param labels m labels, 0 or 1, or {@link #NEITHER}; not copied, not modified
     * @param side pixels along each side
     */
    public PhotoSet(byte[] photos, byte[] labels, int side) {
        this(photos, labels, side, null, null, side, 0, false, null);
        if ((long) labels.length * side * side * CHANNELS != photos.length) {
            throw new IllegalArgumentException(photos.length + " bytes of photos, but " + labels.length + " labels for "
                    + side + "×" + side + " photos");
        }
    }

    private PhotoSet(
            byte[] photos,
            byte[] labels,
            int side,
            int @Nullable [] chosen,
            @Nullable PhotoShowing variation,
            int target,
            double smoothing,
            boolean twice,
            double @Nullable [] mean) {
        this.photos = photos;
        this.labels = labels;
        this.side = side;
        this.chosen = chosen;
        this.variation = variation;
        this.target = target;
        this.smoothing = smoothing;
        this.twice = twice;
        this.mean = mean;
    }

    /**
     * Some of these photos, in the order given; the bytes are shared.
     *
     * @param indices of photos of this set; not copied, not modified
     */
    public PhotoSet part(int[] indices) {
        int[] part = indices;
        if (chosen != null) {
            part = new int[indices.length];
            for (int i = 0; i < part.length; i++) {
                part[i] = chosen[indices[i]];
            }
        }
        return new PhotoSet(photos, labels, side, part, variation, target, smoothing, twice, mean);
    }

    /** The same photos, each varied whenever it is shown. */
    public PhotoSet varied(Augmentation how) {
        PhotoShowing varied = how.none() ? null : new PhotoVariation(how, side);
        return new PhotoSet(photos, labels, side, chosen, varied, target, smoothing, twice, mean);
    }

    /** The same photos, about whose mirror images a network is asked too. */
    public PhotoSet askedTwice(boolean also) {
        return new PhotoSet(photos, labels, side, chosen, variation, target, smoothing, also, mean);
    }

    @Override
    public @Nullable PhotoSet otherView() {
        return twice ? mirrored() : null;
    }

    /** The same photos, not varied, with left and right exchanged. */
    public PhotoSet mirrored() {
        int from = side;
        PhotoShowing mirrored = (all, photo, to, at, shown, seed, place) -> {
            PhotoWindow.resize(all, photo, from, to, at, shown);
            PhotoWindow.mirror(to, at, shown);
            return true;
        };
        return new PhotoSet(photos, labels, side, chosen, mirrored, target, smoothing, false, mean);
    }

    /**
     * The parts of photos that show more than the whole does, where these have more pixels than are shown: for each photo,
     * what {@link PhotoParts} says, as photos of their own that are neither varied nor less a mean.
     *
     * @param from the first of the photos, counted from 0
     * @param count how many
     */
    public PhotoSet parts(int from, int count) {
        byte[] parts = new byte[count * PhotoParts.COUNT * features()];
        byte[] of = new byte[count * PhotoParts.COUNT];
        for (int i = 0; i < count; i++) {
            PhotoParts.of(photos, index(from + i) * stored(), side, parts, i * PhotoParts.COUNT * features(), target);
            Arrays.fill(of, i * PhotoParts.COUNT, (i + 1) * PhotoParts.COUNT, labels[index(from + i)]);
        }
        return new PhotoSet(parts, of, target);
    }

    /**
     * The same photos with labels less sure than 0 and 1 (Szegedy et al. 2016).
     *
     * @param share 0.1 shows 0.05 for 0 and 0.95 for 1
     */
    public PhotoSet smoothed(double share) {
        return new PhotoSet(photos, labels, side, chosen, variation, target, share, twice, mean);
    }

    /**
     * The same photos with fewer or more pixels, each the rounded mean of those under it; whole, not less a mean.
     *
     * @param pixels along each side as they are shown
     */
    public PhotoSet at(int pixels) {
        if (pixels < 1) {
            throw new IllegalArgumentException(
                    "photos are shown with at least 1×1 pixels, not " + pixels + "×" + pixels);
        }
        return new PhotoSet(photos, labels, side, chosen, variation, pixels, smoothing, twice, null);
    }

    /**
     * The same photos, each less this one.
     *
     * @param photo per feature, in units of X; null to leave them whole
     */
    public PhotoSet less(double @Nullable [] photo) {
        if (photo != null && photo.length != features()) {
            throw new IllegalArgumentException(
                    "the mean has " + photo.length + " values, but a photo has " + features());
        }
        return new PhotoSet(photos, labels, side, chosen, variation, target, smoothing, twice, photo);
    }

    /**
     * The mean of the photos, not varied, per feature, 0 to 1.
     *
     * @throws IllegalStateException when a shown pixel is not a whole number of the photos'
     */
    public double[] mean() {
        int by = by();
        if (by == 0) {
            throw new IllegalStateException("photos of " + side + " pixels a side are shown at " + target);
        }
        long[] sum = new long[stored()];
        int m = size();
        for (int e = 0; e < m; e++) {
            int from = index(e) * sum.length;
            for (int i = 0; i < sum.length; i++) {
                sum[i] += photos[from + i] & 0xff;
            }
        }
        double[] mean = new double[features()];
        for (int i = 0; i < sum.length; i++) {
            int pixel = i / CHANNELS;
            int reduced = pixel / side / by * target + pixel % side / by;
            mean[CHANNELS * reduced + i % CHANNELS] += sum[i] / (255.0 * m * by * by);
        }
        return mean;
    }

    /** How many pixels along each side become one; 0 where that is not a whole number. */
    private int by() {
        return side % target == 0 ? side / target : 0;
    }

    /** Bytes of a photo as it is stored. */
    private int stored() {
        return side * side * CHANNELS;
    }

    @Override
    public int features() {
        return target * target * CHANNELS;
    }

    @Override
    public int size() {
        return chosen == null ? labels.length : chosen.length;
    }

    @Override
    public int label(int index) {
        return labels[index(index)];
    }

    private int index(int example) {
        return chosen == null ? example : chosen[example];
    }

    @Override
    public boolean fixed() {
        return variation == null;
    }

    @Override
    public void fill(int[] order, int from, int seed, Kernels kernels, Matrix X, Matrix Y) {
        int count = X.columns();
        double[] y = new double[count];
        int[] which = new int[count];
        for (int j = 0; j < count; j++) {
            which[j] = index(order[from + j]);
            y[j] = labels[which[j]];
        }
        MixUp mixUp = null;
        if (asTheyAre()) {
            kernels.writeExamples(photos, which, X);
        } else if (kernels instanceof PhotoKernels painter
                && variation instanceof PhotoVariation varied
                && painter.paints(photos, pixels(count))) {
            PhotoBatch batch = varied.batch(photos, which, target, seed);
            for (int j = 0; j < count; j++) {
                y[j] = batch.showing(j).madeUp() ? NEITHER : y[j];
            }
            mixUp = batch.mixUp();
            painter.show(photos, batch, X);
        } else {
            byte[] batch = prepared(which, seed, y);
            if (variation != null) {
                mixUp = variation.mixUp(count, seed);
            }
            if (mixUp != null) {
                mixUp.blend(batch);
            }
            kernels.writeExamples(batch, X);
        }
        soften(y);
        if (mixUp != null) {
            mixUp.blend(y);
        }
        Examples.writeLabels(y, kernels, Y);
        if (mean != null) {
            kernels.addBias(X, negativeMean(kernels, mean));
        }
    }

    /** Pixels of this many photos, the larger of stored and shown. */
    private long pixels(int count) {
        long most = Math.max(side, target);
        return most * most * count;
    }

    @Override
    public void announce(Kernels kernels) {
        if (asTheyAre() || (kernels instanceof PhotoKernels && variation instanceof PhotoVariation)) {
            kernels.keepExamples(photos);
        }
    }

    private boolean asTheyAre() {
        return variation == null && target == side;
    }

    /** Takes certainty from labels, where that is asked for, and all of it where a picture shows neither class. */
    private void soften(double[] y) {
        for (int j = 0; j < y.length; j++) {
            if (y[j] == NEITHER) {
                y[j] = UNDECIDED;
            } else if (smoothing > 0) {
                y[j] = (1 - smoothing) * y[j] + smoothing * UNDECIDED;
            }
        }
    }

    /**
     * These photos, varied and resized.
     *
     * @param y their labels, which are changed where a made-up picture takes the place of a photo
     */
    private byte[] prepared(int[] which, int seed, double[] y) {
        int features = features();
        byte[] batch = new byte[which.length * features];
        PhotoShowing how = variation;
        for (int j = 0; j < which.length; j++) {
            int photo = which[j] * stored();
            int at = j * features;
            if (how == null) {
                PhotoWindow.resize(photos, photo, side, batch, at, target);
            } else if (!how.show(photos, photo, batch, at, target, seed, j)) {
                y[j] = NEITHER;
            }
        }
        return batch;
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
