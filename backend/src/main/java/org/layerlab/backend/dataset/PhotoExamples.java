package org.layerlab.backend.dataset;

import java.util.List;
import org.layerlab.network.data.PhotoInput;
import org.layerlab.network.data.Subset;

/**
 * Photos as a network sees them.
 *
 * @param X shape (m, 64, 64, 3), row by row, B then G then R, 0–255; owned by this record, not to be modified
 * @param Y shape (m): 0 is cat, 1 is dog; owned by this record, not to be modified
 * @param names of the m image files
 * @param skipped how many files of the split are no images that could be read, and are not among the m
 */
@SuppressWarnings("ArrayRecordComponent") // 25,000 photos are 307 MB as they are
public record PhotoExamples(byte[] X, byte[] Y, List<String> names, int skipped) {
    /** Rows and columns of a prepared photo. */
    public static final int SIDE = PhotoInput.SIZE;
    /** Values of one photo: 64·64·3. */
    public static final int FEATURES = PhotoInput.FEATURES;
    /** More photos than this do not fit one Java array. */
    public static final int MAX_EXAMPLES = (Integer.MAX_VALUE - 8) / FEATURES;

    public PhotoExamples {
        names = List.copyOf(names);
        if (X.length != (long) Y.length * FEATURES || names.size() != Y.length) {
            throw new IllegalArgumentException("X has " + X.length + " values for " + Y.length + " labels and "
                    + names.size() + " names; each photo has " + FEATURES);
        }
    }

    /** m: how many photos there are. */
    public int size() {
        return Y.length;
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
        byte[] subX = new byte[chosen.length * FEATURES];
        byte[] subY = new byte[chosen.length];
        String[] subNames = new String[chosen.length];
        for (int k = 0; k < chosen.length; k++) {
            System.arraycopy(X, chosen[k] * FEATURES, subX, k * FEATURES, FEATURES);
            subY[k] = Y[chosen[k]];
            subNames[k] = names.get(chosen[k]);
        }
        return new PhotoExamples(subX, subY, List.of(subNames), skipped);
    }
}
