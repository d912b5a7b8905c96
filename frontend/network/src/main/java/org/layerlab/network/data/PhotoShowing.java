package org.layerlab.network.data;

import org.jspecify.annotations.Nullable;

/** How a photo is shown in training, which may differ from one showing to the next. */
interface PhotoShowing {
    /**
     * Shows a photo, or something else in its place.
     *
     * @param photos one after another; not modified
     * @param from where the photo begins
     * @param to takes {@code target·target·3} bytes from {@code at} on
     * @param target side of what is shown
     * @param place of the photo in the batch, which with the seed decides all that is random
     * @return whether what is shown is still of the photo's class
     */
    boolean show(byte[] photos, int from, byte[] to, int at, int target, int seed, int place);

    /** Which photos of a batch are blended after all are shown; null where each stands for itself. */
    default @Nullable MixUp mixUp(int count, int seed) {
        return null;
    }
}
