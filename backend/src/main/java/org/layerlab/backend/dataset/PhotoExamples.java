package org.layerlab.backend.dataset;

import java.util.List;
import org.layerlab.network.data.LabeledPhotos;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.data.Subset;

/**
 * Photos of a data set as a network sees them, and the files they come from.
 *
 * @param photos the m photos with their labels
 * @param names of the m image files
 * @param skipped how many files of the split could not be read as images, and are not among the m
 */
public record PhotoExamples(LabeledPhotos photos, List<String> names, int skipped) {
    public PhotoExamples {
        names = List.copyOf(names);
        if (names.size() != photos.size()) {
            throw new IllegalArgumentException(names.size() + " names for " + photos.size() + " photos");
        }
    }

    /** The photos with these pixels and labels; both arrays are owned by this record from now on. */
    public PhotoExamples(byte[] X, byte[] Y, int side, List<String> names, int skipped) {
        this(new LabeledPhotos(X, Y, side), names, skipped);
    }

    /** How many photos of this preparation fit one Java array. */
    public static int most(PhotoPreparation how) {
        return (Integer.MAX_VALUE - 8) / how.features();
    }

    /** Rows and columns of a photo. */
    public int side() {
        return photos.side();
    }

    /** The pixels, shape (m, side, side, 3); not to be modified. */
    public byte[] X() {
        return photos.X();
    }

    /** The labels, shape (m); not to be modified. */
    public byte[] Y() {
        return photos.Y();
    }

    /** m: how many photos there are. */
    public int size() {
        return photos.size();
    }

    /**
     * At most {@code limit} of the photos, in their order, as {@link Subset} draws them.
     *
     * @throws IllegalArgumentException when the limit is negative, or the seed not between 0 and 4,294,967,295
     */
    public PhotoExamples subset(int limit, long seed) {
        if (limit >= size()) {
            return this;
        }
        int[] chosen = Subset.of(size(), limit, seed);
        String[] some = new String[chosen.length];
        for (int k = 0; k < chosen.length; k++) {
            some[k] = names.get(chosen[k]);
        }
        return new PhotoExamples(photos.part(chosen), List.of(some), skipped);
    }
}
