package org.layerlab.network.data;

/**
 * Prepared photos and what they show.
 *
 * @param X shape (m, side, side, 3), row by row, B then G then R, 0–255; owned by this record, not to be modified
 * @param Y shape (m): 0 is cat, 1 is dog, {@link PhotoSet#NEITHER} is neither; owned by this record, not to be modified
 * @param side rows and columns of a photo
 */
@SuppressWarnings("ArrayRecordComponent") // hundreds of megabytes: one owner, never written again
public record LabeledPhotos(byte[] X, byte[] Y, int side) {
    /** Bytes between those that go into the fingerprint; it shares no factor with a row, so that all columns are met. */
    private static final int STRIDE = 1009;

    public LabeledPhotos {
        if (X.length != (long) Y.length * side * side * PhotoPreparation.CHANNELS) {
            throw new IllegalArgumentException("X has " + X.length + " values for " + Y.length
                    + " labels; each photo has " + side * side * PhotoPreparation.CHANNELS);
        }
    }

    /** Values of one photo: side·side·3. */
    public int features() {
        return side * side * PhotoPreparation.CHANNELS;
    }

    /** m: how many photos there are. */
    public int size() {
        return Y.length;
    }

    /** The photos as a network takes them; the bytes are shared. */
    public PhotoSet set() {
        return new PhotoSet(X, Y, side);
    }

    /**
     * At most {@code limit} of the photos, in their order, as {@link Subset} draws them.
     *
     * @throws IllegalArgumentException when the limit is negative, or the seed not between 0 and 4,294,967,295
     */
    public LabeledPhotos subset(int limit, long seed) {
        return limit >= size() ? this : part(Subset.of(size(), limit, seed));
    }

    /** The photos with these indices, in that order, as a copy. */
    public LabeledPhotos part(int[] indices) {
        int features = features();
        byte[] someX = new byte[indices.length * features];
        byte[] someY = new byte[indices.length];
        for (int k = 0; k < indices.length; k++) {
            System.arraycopy(X, indices[k] * features, someX, k * features, features);
            someY[k] = Y[indices[k]];
        }
        return new LabeledPhotos(someX, someY, side);
    }

    /** The bytes of {@code count} photos beginning with the one at {@code from}, as a copy. */
    public byte[] photos(int from, int count) {
        byte[] some = new byte[count * features()];
        System.arraycopy(X, from * features(), some, 0, some.length);
        return some;
    }

    /** A number that changes with the photos: all labels and some of the bytes go into it. */
    public int fingerprint() {
        int hash = 17;
        for (byte label : Y) {
            hash = 31 * hash + label;
        }
        for (int i = 0; i < X.length; i += STRIDE) {
            hash = 31 * hash + X[i];
        }
        return hash;
    }
}
