package org.layerlab.network.data;

import org.jspecify.annotations.Nullable;

/** A batch of photos as drawn, for kernels that paint it where the photos lie. */
public final class PhotoBatch {
    private final int side;
    private final int target;
    private final int[] which;
    private final Showing[] showings;
    private final byte[] madeUp;
    private final @Nullable MixUp mixUp;

    PhotoBatch(int side, int target, int[] which, Showing[] showings, byte[] madeUp, @Nullable MixUp mixUp) {
        this.side = side;
        this.target = target;
        this.which = which;
        this.showings = showings;
        this.madeUp = madeUp;
        this.mixUp = mixUp;
    }

    /** How many photos it shows. */
    public int size() {
        return which.length;
    }

    /** Side of the photos as they are stored, in pixels. */
    public int side() {
        return side;
    }

    /** Side of what is shown. */
    public int target() {
        return target;
    }

    /** Number of the stored photo at a place of the batch. */
    public int photo(int place) {
        return which[place];
    }

    /** How the photo at a place is shown. */
    public Showing showing(int place) {
        return showings[place];
    }

    /** The made-up pictures in the order of their places, {@code target·target·3} bytes each; not to be modified. */
    public byte[] madeUp() {
        return madeUp;
    }

    /** Which photos are blended once all are shown; null where none is. */
    public @Nullable MixUp mixUp() {
        return mixUp;
    }
}
