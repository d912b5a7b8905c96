package org.layerlab.network.foreign;

import org.jspecify.annotations.Nullable;
import org.layerlab.network.file.Tensor;

/**
 * A layer with weights as it lies in a file.
 *
 * @param W of rank 2, or of rank 4 where it is a convolution's
 * @param b one value for each unit; null where the layer has none
 * @param norm the batch normalization that follows, where that is known already
 */
record Weights(
        Place place, Tensor W, @Nullable Tensor b, @Nullable Norm norm) {
    boolean isConvolution() {
        return Layout.isConvolution(W);
    }

    Weights with(@Nullable Norm following) {
        return new Weights(place, W, b, following);
    }

    /** Whether b and the normalization have a value for each unit. */
    boolean fits(Layout layout) {
        int out = layout.out(W);
        return (b == null || b.size() == out)
                && (norm == null || norm.size() == out)
                && (!isConvolution() || layout.kernel(W) > 0);
    }
}
