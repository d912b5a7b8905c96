package org.layerlab.backend.dataset;

import java.util.List;
import org.layerlab.network.data.NumpyRandom;
import org.layerlab.network.data.PhotoInput;

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
     * At most {@code limit} of the photos, in their order: those that come first in NumPy's
     * {@code permutation(m)} of that seed. A smaller limit with the same seed gives a part of a larger one's.
     *
     * @throws IllegalArgumentException when the limit is negative, or the seed not between 0 and 4,294,967,295
     */
    public PhotoExamples subset(int limit, long seed) {
        if (limit < 0) {
            throw new IllegalArgumentException("limit " + limit + " is negative");
        }
        if (limit >= size()) {
            return this;
        }
        boolean[] chosen = new boolean[size()];
        int[] order = new NumpyRandom(seed).permutation(size());
        for (int i = 0; i < limit; i++) {
            chosen[order[i]] = true;
        }
        byte[] subX = new byte[limit * FEATURES];
        byte[] subY = new byte[limit];
        String[] subNames = new String[limit];
        int count = 0;
        for (int i = 0; i < size(); i++) {
            if (chosen[i]) {
                System.arraycopy(X, i * FEATURES, subX, count * FEATURES, FEATURES);
                subY[count] = Y[i];
                subNames[count] = names.get(i);
                count++;
            }
        }
        return new PhotoExamples(subX, subY, List.of(subNames), skipped);
    }
}
