package org.layerlab.network.data;

import org.jspecify.annotations.Nullable;
import org.layerlab.network.matrix.HashRandom;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;

/**
 * Photos as bytes, turned into numbers a batch at a time: {@code X = bytes/255}, varied and less the mean where that is
 * asked for.
 *
 * <p>A photo is {@code side × side} pixels, row by row, three bytes each.
 */
public final class PhotoSet implements Examples {
    private static final int CHANNELS = 3;

    /** Sub-streams of a showing's seed: which photos are mirrored, and where each is moved. */
    private static final int SHIFT_STREAM = 1;

    private static final int ZOOM_STREAM = 2;
    private static final int TINT_STREAM = 3;

    /** Into how many parts the distance of two pixels is divided. */
    private static final int SHARES = 256;

    private final byte[] photos;
    private final byte[] labels;
    private final int side;
    /** Which of the photos these are; null for all. */
    private final int @Nullable [] chosen;

    private final Augmentation augmentation;
    /** How many pixels along each side become one. */
    private final int by;

    private final double @Nullable [] mean;
    private @Nullable Matrix negativeMean;

    /**
     * All of these photos, shown as they are.
     *
     * @param photos m photos one after another; not copied, not modified
     * @param labels m labels, 0 or 1; not copied, not modified
     * @param side pixels along each side
     */
    public PhotoSet(byte[] photos, byte[] labels, int side) {
        this(photos, labels, side, null, Augmentation.NONE, 1, null);
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
            Augmentation augmentation,
            int by,
            double @Nullable [] mean) {
        this.photos = photos;
        this.labels = labels;
        this.side = side;
        this.chosen = chosen;
        this.augmentation = augmentation;
        this.by = by;
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
        return new PhotoSet(photos, labels, side, part, augmentation, by, mean);
    }

    /** The same photos, each varied whenever it is shown. */
    public PhotoSet varied(Augmentation how) {
        return new PhotoSet(photos, labels, side, chosen, how, by, mean);
    }

    /**
     * The same photos with fewer pixels, each the mean of a square of theirs, rounded; whole, not less a mean.
     *
     * @param pixels along each side of that square: 1, or a divisor of the photos' side
     */
    public PhotoSet reduced(int pixels) {
        if (pixels < 1 || side % pixels != 0) {
            throw new IllegalArgumentException(
                    "photos of " + side + "×" + side + " cannot be reduced by " + pixels + " along each side");
        }
        return new PhotoSet(photos, labels, side, chosen, augmentation, pixels, null);
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
        return new PhotoSet(photos, labels, side, chosen, augmentation, by, photo);
    }

    /** The mean of the photos, not varied, per feature, 0 to 1. */
    public double[] mean() {
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
            int reduced = pixel / side / by * (side / by) + pixel % side / by;
            mean[CHANNELS * reduced + i % CHANNELS] += sum[i] / (255.0 * m * by * by);
        }
        return mean;
    }

    /** Bytes of a photo as it is stored. */
    private int stored() {
        return side * side * CHANNELS;
    }

    @Override
    public int features() {
        return side / by * (side / by) * CHANNELS;
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
        return augmentation.none();
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
        if (asTheyAre()) {
            kernels.writeExamples(photos, which, X);
        } else {
            kernels.writeExamples(prepared(which, seed), X);
        }
        Examples.writeLabels(y, kernels, Y);
        if (mean != null) {
            kernels.addBias(X, negativeMean(kernels, mean));
        }
    }

    @Override
    public void announce(Kernels kernels) {
        if (asTheyAre()) {
            kernels.keepExamples(photos);
        }
    }

    private boolean asTheyAre() {
        return augmentation.none() && by == 1;
    }

    /** These photos, varied and reduced. */
    private byte[] prepared(int[] which, int seed) {
        int count = which.length;
        int features = features();
        byte[] batch = new byte[count * features];
        byte[] whole = by == 1 ? batch : new byte[stored()];
        for (int j = 0; j < count; j++) {
            int photo = which[j] * stored();
            boolean asStored = augmentation.none();
            if (!asStored) {
                vary(photo, whole, by == 1 ? j * features : 0, seed, j);
            }
            if (by > 1) {
                reduce(asStored ? photos : whole, asStored ? photo : 0, batch, j * features);
            }
        }
        return batch;
    }

    /** Copies a photo, mirrored and moved as the seed and its place in the batch say. */
    private void vary(int from, byte[] to, int at, int seed, int place) {
        boolean mirrored = augmentation.mirror() && HashRandom.uniform(seed, place) < 0.5;
        int shift = augmentation.shift();
        int across = 0;
        int down = 0;
        if (shift > 0) {
            int shifts = HashRandom.seed(seed, SHIFT_STREAM);
            across = offset(shifts, 2 * place, shift);
            down = offset(shifts, 2 * place + 1, shift);
        }
        if (augmentation.zoom() > 0) {
            // As often enlarged as reduced, by as much.
            double by = 2 * HashRandom.uniform(HashRandom.seed(seed, ZOOM_STREAM), place) - 1;
            double pixel = Math.pow(1 + augmentation.zoom(), by);
            zoom(from, to, at, pixel, mirrored, across, down);
        } else {
            move(from, to, at, mirrored, across, down);
        }
        if (augmentation.tint() > 0) {
            tint(to, at, HashRandom.seed(seed, TINT_STREAM), CHANNELS * place);
        }
    }

    private void move(int from, byte[] to, int at, boolean mirrored, int across, int down) {
        int last = side - 1;
        int row = side * CHANNELS;
        int[] columns = new int[side];
        for (int x = 0; x < side; x++) {
            int moved = Math.max(0, Math.min(last, x + across));
            columns[x] = CHANNELS * (mirrored ? last - moved : moved);
        }
        int target = at;
        for (int y = 0; y < side; y++) {
            int line = from + Math.max(0, Math.min(last, y + down)) * row;
            for (int x = 0; x < side; x++) {
                int source = line + columns[x];
                to[target] = photos[source];
                to[target + 1] = photos[source + 1];
                to[target + 2] = photos[source + 2];
                target += CHANNELS;
            }
        }
    }

    /**
     * Copies a photo whose pixels lie so far apart, between four of its own in proportion.
     *
     * @param pixel the distance of the new pixels, in old ones
     */
    private void zoom(int from, byte[] to, int at, double pixel, boolean mirrored, int across, int down) {
        double middle = (side - 1) / 2.0;
        int[] left = new int[side];
        int[] right = new int[side];
        int[] rightShare = new int[side];
        int[] above = new int[side];
        int[] below = new int[side];
        int[] belowShare = new int[side];
        for (int i = 0; i < side; i++) {
            double x = (mirrored ? middle - i : i - middle) * pixel + middle + across;
            double y = (i - middle) * pixel + middle + down;
            place(x, i, left, right, rightShare);
            place(y, i, above, below, belowShare);
        }
        int target = at;
        for (int i = 0; i < side; i++) {
            int upper = from + above[i] * side * CHANNELS;
            int lower = from + below[i] * side * CHANNELS;
            for (int j = 0; j < side; j++) {
                int l = left[j] * CHANNELS;
                int r = right[j] * CHANNELS;
                for (int c = 0; c < CHANNELS; c++) {
                    int top = mix(photos[upper + l + c], photos[upper + r + c], rightShare[j]);
                    int bottom = mix(photos[lower + l + c], photos[lower + r + c], rightShare[j]);
                    int mixed = top * (SHARES - belowShare[i]) + bottom * belowShare[i];
                    to[target++] = (byte) ((mixed + SHARES * SHARES / 2) / (SHARES * SHARES));
                }
            }
        }
    }

    /** Two pixels' mean, {@link #SHARES} times. */
    private static int mix(byte first, byte second, int share) {
        return (first & 0xff) * (SHARES - share) + (second & 0xff) * share;
    }

    /** Between which two pixels of a row a place is, and how much of the second it has; outside is the border. */
    private void place(double x, int i, int[] before, int[] after, int[] share) {
        double inside = Math.max(0, Math.min(side - 1, x));
        before[i] = (int) inside;
        after[i] = Math.min(side - 1, before[i] + 1);
        share[i] = (int) ((inside - before[i]) * SHARES);
    }

    /** Makes each color brighter or darker. */
    private void tint(byte[] to, int at, int seed, int place) {
        int[] factor = new int[CHANNELS];
        // Mostly all colors together, as another light does.
        double all = 2 * HashRandom.uniform(seed, 2 * place + 1) - 1;
        for (int c = 0; c < CHANNELS; c++) {
            double own = 2 * HashRandom.uniform(seed, 2 * (place + c)) - 1;
            factor[c] = (int) (SHARES * Math.pow(1 + augmentation.tint(), (2 * all + own) / 3));
        }
        int end = at + side * side * CHANNELS;
        for (int i = at; i < end; i += CHANNELS) {
            for (int c = 0; c < CHANNELS; c++) {
                to[i + c] = (byte) Math.min(255, (to[i + c] & 0xff) * factor[c] / SHARES);
            }
        }
    }

    /** Makes one pixel of each square of a photo. */
    private void reduce(byte[] from, int photo, byte[] to, int at) {
        int small = side / by;
        int row = side * CHANNELS;
        int area = by * by;
        int target = at;
        for (int y = 0; y < small; y++) {
            for (int x = 0; x < small; x++) {
                int corner = photo + by * (y * row + x * CHANNELS);
                for (int c = 0; c < CHANNELS; c++) {
                    int sum = area / 2;
                    for (int p = 0; p < area; p++) {
                        sum += from[corner + p / by * row + p % by * CHANNELS + c] & 0xff;
                    }
                    to[target++] = (byte) (sum / area);
                }
            }
        }
    }

    /** A whole number from −most to most. */
    private static int offset(int seed, int position, int most) {
        return (int) (HashRandom.uniform(seed, position) * (2 * most + 1)) - most;
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
