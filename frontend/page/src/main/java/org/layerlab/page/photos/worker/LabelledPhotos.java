package org.layerlab.page.photos.worker;

import org.layerlab.network.data.PhotoInput;
import org.layerlab.network.data.PhotoSet;
import org.layerlab.network.data.Subset;

/**
 * Photos in the worker's memory.
 *
 * @param X m photos of 64×64 pixels one after another, row by row, in BGR
 * @param Y m labels, 0 or 1
 */
@SuppressWarnings("ArrayRecordComponent") // hundreds of megabytes: one owner, never written again
record LabelledPhotos(byte[] X, byte[] Y) {
    int size() {
        return Y.length;
    }

    PhotoSet set() {
        return new PhotoSet(X, Y, PhotoInput.SIZE);
    }

    /**
     * At most so many of them, as {@link Subset} draws them.
     *
     * @param limit 0 for all
     */
    LabelledPhotos subset(int limit, long seed) {
        if (limit == 0 || limit >= size()) {
            return this;
        }
        int[] chosen = Subset.of(size(), limit, seed);
        byte[] someX = new byte[limit * PhotoInput.FEATURES];
        byte[] someY = new byte[limit];
        for (int k = 0; k < limit; k++) {
            System.arraycopy(X, chosen[k] * PhotoInput.FEATURES, someX, k * PhotoInput.FEATURES, PhotoInput.FEATURES);
            someY[k] = Y[chosen[k]];
        }
        return new LabelledPhotos(someX, someY);
    }

    /** So many photos from one on, as a copy. */
    byte[] photos(int from, int count) {
        byte[] some = new byte[count * PhotoInput.FEATURES];
        System.arraycopy(X, from * PhotoInput.FEATURES, some, 0, some.length);
        return some;
    }

    /** A number that changes with the photos: all labels and some of the bytes go into it. */
    int fingerprint() {
        int hash = 17;
        for (byte label : Y) {
            hash = 31 * hash + label;
        }
        // A stride without common factors with the rows, so that all columns are met.
        for (int i = 0; i < X.length; i += 1009) {
            hash = 31 * hash + X[i];
        }
        return hash;
    }
}
