package org.layerlab.network.data;

import org.layerlab.network.matrix.HashRandom;

/** Varies square photos of one side as an {@link Augmentation} says, from one showing to the next. */
final class PhotoVariation implements PhotoShowing {
    private static final int CHANNELS = PhotoPreparation.CHANNELS;

    /** Sub-streams of a showing's seed: which photos are mirrored, and where each is moved. */
    private static final int SHIFT_STREAM = 1;

    private static final int ZOOM_STREAM = 2;
    private static final int TINT_STREAM = 3;
    private static final int CROP_STREAM = 4;
    private static final int ORIGIN_STREAM = 5;
    private static final int OUTLIER_STREAM = 6;
    private static final int MIX_STREAM = 7;

    /** Into how many parts the distance of two pixels is divided. */
    private static final int SHARES = 256;

    /** A crop is at most so much wider than high, or higher than wide. */
    private static final double MOST_ASPECT = 4.0 / 3;

    private final Augmentation augmentation;
    private final int side;

    /**
     * A variation.
     *
     * @param side of the photos that are varied
     */
    PhotoVariation(Augmentation augmentation, int side) {
        this.augmentation = augmentation;
        this.side = side;
    }

    @Override
    public boolean show(byte[] photos, int from, byte[] to, int at, int target, int seed, int place) {
        int outliers = HashRandom.seed(seed, OUTLIER_STREAM);
        if (HashRandom.uniform(outliers, 2 * place) < augmentation.outliers()) {
            PhotoOutlier.make(photos, from, side, to, at, target, HashRandom.seed(outliers, 2 * place + 1));
            color(to, at, target, seed, place);
            return false;
        }
        if (augmentation.crop() < 1) {
            crop(photos, from, to, at, target, seed, place);
        } else if (target == side) {
            vary(photos, from, to, at, seed, place);
        } else {
            byte[] whole = new byte[side * side * CHANNELS];
            vary(photos, from, whole, 0, seed, place);
            PhotoWindow.resize(whole, 0, side, to, at, target);
        }
        return true;
    }

    @Override
    public void mix(byte[] batch, double[] y, int seed) {
        if (augmentation.mixUp() == 0) {
            return;
        }
        byte[] shown = batch.clone();
        double[] label = y.clone();
        int size = batch.length / y.length;
        int mixes = HashRandom.seed(seed, MIX_STREAM);
        for (int j = 0; j < y.length; j++) {
            if (HashRandom.uniform(mixes, 3 * j) >= augmentation.mixUp()) {
                continue;
            }
            // Any photo of the batch, not the next: a full batch is in the order of the files, one class after the
            // other.
            int other = (int) (HashRandom.uniform(mixes, 3 * j + 1) * y.length);
            double share = HashRandom.uniform(mixes, 3 * j + 2);
            y[j] = (1 - share) * label[j] + share * label[other];
            for (int i = 0; i < size; i++) {
                double value = (1 - share) * (shown[j * size + i] & 0xff) + share * (shown[other * size + i] & 0xff);
                batch[j * size + i] = (byte) Math.round(value);
            }
        }
    }

    /** A random part of a photo, mirrored half of the times, and then all that keeps a photo's size. */
    private void crop(byte[] photos, int from, byte[] to, int at, int target, int seed, int place) {
        int seedOfPhoto = HashRandom.seed(HashRandom.seed(seed, CROP_STREAM), place);
        double share = augmentation.crop() + (1 - augmentation.crop()) * HashRandom.uniform(seedOfPhoto, 0);
        double aspect = Math.pow(MOST_ASPECT, 2 * HashRandom.uniform(seedOfPhoto, 1) - 1);
        double width = Math.min(side, side * Math.sqrt(share * aspect));
        double height = Math.min(side, side * Math.sqrt(share / aspect));
        double left = (side - width) * HashRandom.uniform(seedOfPhoto, 2);
        double top = (side - height) * HashRandom.uniform(seedOfPhoto, 3);
        boolean mirrored = augmentation.mirror() && HashRandom.uniform(seed, place) < 0.5;
        new PhotoWindow(side, left, top, width, height, mirrored, target).resize(photos, from, to, at);
        color(to, at, target, seed, place);
    }

    /** Copies a photo, mirrored and moved as the seed and its place in the batch say. */
    private void vary(byte[] photos, int from, byte[] to, int at, int seed, int place) {
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
            zoom(photos, from, to, at, pixel, mirrored, across, down);
        } else {
            move(photos, from, to, at, mirrored, across, down);
        }
        color(to, at, side, seed, place);
    }

    private void move(byte[] photos, int from, byte[] to, int at, boolean mirrored, int across, int down) {
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
    private void zoom(
            byte[] photos, int from, byte[] to, int at, double pixel, boolean mirrored, int across, int down) {
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
    private void tint(byte[] to, int at, int pixels, int seed, int place) {
        int[] factor = new int[CHANNELS];
        // Mostly all colors together, as another light does.
        double all = 2 * HashRandom.uniform(seed, 2 * place + 1) - 1;
        for (int c = 0; c < CHANNELS; c++) {
            double own = 2 * HashRandom.uniform(seed, 2 * (place + c)) - 1;
            factor[c] = (int) (SHARES * Math.pow(1 + augmentation.tint(), (2 * all + own) / 3));
        }
        int end = at + pixels * pixels * CHANNELS;
        for (int i = at; i < end; i += CHANNELS) {
            for (int c = 0; c < CHANNELS; c++) {
                to[i + c] = (byte) Math.min(255, (to[i + c] & 0xff) * factor[c] / SHARES);
            }
        }
    }

    /** What changes colors, and leaves each pixel where it is. */
    private void color(byte[] to, int at, int pixels, int seed, int place) {
        if (augmentation.tint() > 0) {
            tint(to, at, pixels, HashRandom.seed(seed, TINT_STREAM), CHANNELS * place);
        }
        if (augmentation.origins() > 0) {
            int origin = HashRandom.seed(HashRandom.seed(seed, ORIGIN_STREAM), place);
            if (HashRandom.uniform(origin, 0) < augmentation.origins()) {
                PhotoOrigin.imitate(to, at, pixels, HashRandom.seed(origin, 1));
            }
        }
    }

    /** A whole number from −most to most. */
    private static int offset(int seed, int position, int most) {
        return (int) (HashRandom.uniform(seed, position) * (2 * most + 1)) - most;
    }
}
