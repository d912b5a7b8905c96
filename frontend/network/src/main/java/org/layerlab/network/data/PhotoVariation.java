package org.layerlab.network.data;

import org.jspecify.annotations.Nullable;
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
        Showing showing = draw(target, seed, place);
        if (showing.madeUp()) {
            makeUp(photos, from, to, at, target, seed, place);
            showing.color(to, at);
            return false;
        }
        Showing.Cut cut = showing.cut();
        if (cut != null) {
            new PhotoWindow(side, cut.left(), cut.top(), cut.width(), cut.height(), showing.mirrored(), target)
                    .resize(photos, from, to, at);
            showing.color(to, at);
        } else if (target == side) {
            vary(showing, photos, from, to, at);
        } else {
            byte[] whole = new byte[side * side * CHANNELS];
            vary(showing, photos, from, whole, 0);
            PhotoWindow.resize(whole, 0, side, to, at, target);
        }
        return true;
    }

    /**
     * Draws how the photos of a batch are shown, and makes up what shows none.
     *
     * @param which of the photos
     */
    PhotoBatch batch(byte[] photos, int[] which, int target, int seed) {
        Showing[] showings = new Showing[which.length];
        int made = 0;
        for (int j = 0; j < which.length; j++) {
            showings[j] = draw(target, seed, j);
            made += showings[j].madeUp() ? 1 : 0;
        }
        int size = target * target * CHANNELS;
        byte[] madeUp = new byte[made * size];
        for (int j = which.length - 1; j >= 0; j--) {
            if (showings[j].madeUp()) {
                made--;
                makeUp(photos, which[j] * side * side * CHANNELS, madeUp, made * size, target, seed, j);
            }
        }
        return new PhotoBatch(side, target, which, showings, madeUp, mixUp(which.length, seed));
    }

    @Override
    public @Nullable MixUp mixUp(int count, int seed) {
        double often = augmentation.mixUp();
        return often == 0 ? null : MixUp.draw(often, count, HashRandom.seed(seed, MIX_STREAM));
    }

    /** Makes up the picture that takes a photo's place. */
    private void makeUp(byte[] photos, int from, byte[] to, int at, int target, int seed, int place) {
        int outliers = HashRandom.seed(seed, OUTLIER_STREAM);
        PhotoOutlier.make(photos, from, side, to, at, target, HashRandom.seed(outliers, 2 * place + 1));
    }

    /** Draws how the photo at a place of the batch is shown. */
    private Showing draw(int target, int seed, int place) {
        boolean madeUp = HashRandom.uniform(HashRandom.seed(seed, OUTLIER_STREAM), 2 * place) < augmentation.outliers();
        boolean mirrored = augmentation.mirror() && HashRandom.uniform(seed, place) < 0.5;
        boolean cut = augmentation.crop() < 1;
        int shown = madeUp || cut ? target : side;
        int shift = augmentation.shift();
        int shifts = HashRandom.seed(seed, SHIFT_STREAM);
        int across = shift > 0 ? offset(shifts, 2 * place, shift) : 0;
        // As in the first version, without a zoom: such runs have to come out the same again.
        boolean otherWay = mirrored && augmentation.zoom() == 0;
        return new Showing(
                shown,
                madeUp,
                mirrored,
                otherWay ? -across : across,
                shift > 0 ? offset(shifts, 2 * place + 1, shift) : 0,
                augmentation.zoom() > 0 ? pixel(HashRandom.uniform(HashRandom.seed(seed, ZOOM_STREAM), place)) : 1,
                cut ? cut(HashRandom.seed(HashRandom.seed(seed, CROP_STREAM), place)) : null,
                tint(seed, place),
                origin(shown, seed, place));
    }

    /** As often enlarged as reduced, by as much. */
    private double pixel(double uniform) {
        return Math.pow(1 + augmentation.zoom(), 2 * uniform - 1);
    }

    private Showing.Cut cut(int seed) {
        double share = augmentation.crop() + (1 - augmentation.crop()) * HashRandom.uniform(seed, 0);
        double aspect = Math.pow(MOST_ASPECT, 2 * HashRandom.uniform(seed, 1) - 1);
        double width = Math.min(side, side * Math.sqrt(share * aspect));
        double height = Math.min(side, side * Math.sqrt(share / aspect));
        return new Showing.Cut(
                (side - width) * HashRandom.uniform(seed, 2),
                (side - height) * HashRandom.uniform(seed, 3),
                width,
                height);
    }

    private @Nullable PhotoTint tint(int seed, int place) {
        double most = augmentation.tint();
        return most > 0 ? PhotoTint.draw(most, HashRandom.seed(seed, TINT_STREAM), CHANNELS * place) : null;
    }

    private @Nullable PhotoOrigin origin(int shown, int seed, int place) {
        int origin = HashRandom.seed(HashRandom.seed(seed, ORIGIN_STREAM), place);
        boolean imitated = HashRandom.uniform(origin, 0) < augmentation.origins();
        return imitated ? PhotoOrigin.draw(shown, HashRandom.seed(origin, 1)) : null;
    }

    /** Copies a photo, mirrored, moved, zoomed and colored. */
    private void vary(Showing showing, byte[] photos, int from, byte[] to, int at) {
        int across = showing.across();
        int down = showing.down();
        if (augmentation.zoom() > 0) {
            zoom(photos, from, to, at, showing.pixel(), showing.mirrored(), across, down);
        } else {
            move(photos, from, to, at, showing.mirrored(), across, down);
        }
        showing.color(to, at);
    }

    private void move(byte[] photos, int from, byte[] to, int at, boolean mirrored, int across, int down) {
        int last = side - 1;
        int row = side * CHANNELS;
        int[] columns = new int[side];
        for (int x = 0; x < side; x++) {
            int column = (mirrored ? last - x : x) + across;
            columns[x] = CHANNELS * Math.max(0, Math.min(last, column));
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

    /** A whole number from −most to most. */
    private static int offset(int seed, int position, int most) {
        return (int) (HashRandom.uniform(seed, position) * (2 * most + 1)) - most;
    }
}
