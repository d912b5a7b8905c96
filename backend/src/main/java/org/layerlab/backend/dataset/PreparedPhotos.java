package org.layerlab.backend.dataset;

import java.util.Arrays;
import java.util.List;

/**
 * Photos as they were prepared, in the array that they were prepared in: a copy without the gaps could take as much memory
 * again.
 *
 * @param X shape (m, side, side, 3), and then what the photos that were left out had room for; not to be modified
 * @param Y the m labels; not to be modified
 * @param names of the m image files
 * @param skipped how many files could not be read
 */
@SuppressWarnings("ArrayRecordComponent") // as LabeledPhotos: one owner, never written again
record PreparedPhotos(byte[] X, byte[] Y, List<String> names, int skipped) {
    PreparedPhotos {
        names = List.copyOf(names);
    }

    /** m times the values of a photo: how much of X counts. */
    int length(int features) {
        return Y.length * features;
    }

    /** The photos in an array of their own, which is a copy where some were left out. */
    PhotoExamples examples(int side, int features) {
        int length = length(features);
        return new PhotoExamples(length == X.length ? X : Arrays.copyOf(X, length), Y, side, names, skipped);
    }
}
