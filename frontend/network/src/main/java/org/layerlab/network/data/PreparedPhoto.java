package org.layerlab.network.data;

import org.jspecify.annotations.Nullable;

/** A photo as a network takes it. */
public final class PreparedPhoto {
    private final byte[] whole;
    private final byte @Nullable [] closer;

    /**
     * A prepared photo.
     *
     * @param whole its pixels, as {@link PhotoPreparation#prepare} gives them
     * @param closer the same photo with more pixels, for a second look; null where nobody looks twice, or where there is
     *     no finer detail
     */
    public PreparedPhoto(byte[] whole, byte @Nullable [] closer) {
        this.whole = whole;
        this.closer = closer;
    }

    /** Its pixels. */
    public byte[] whole() {
        return whole;
    }

    /** The photo for a second look; null where there is none. */
    public byte @Nullable [] closer() {
        return closer;
    }
}
