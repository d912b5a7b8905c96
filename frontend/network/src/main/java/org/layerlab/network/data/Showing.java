package org.layerlab.network.data;

import org.jspecify.annotations.Nullable;

/**
 * One showing of a photo, as drawn: what is shown of it, and what is done to its colors. Painting it, here or on a GPU,
 * takes no more random numbers but those of the noise.
 *
 * @param side of the picture whose colors change: of the photo, or what is shown
 * @param madeUp whether a made-up picture of neither class takes its place
 * @param mirrored whether left and right are exchanged
 * @param across how many of the photo's pixels to the right the shown part lies
 * @param down the same, downward
 * @param pixel the distance of the new pixels, in old ones
 * @param cut the part that is shown, instead of moving it; null for all
 * @param tint null leaves its colors
 * @param origin null leaves no traces of another camera
 */
public record Showing(
        int side,
        boolean madeUp,
        boolean mirrored,
        int across,
        int down,
        double pixel,
        @Nullable Cut cut,
        @Nullable PhotoTint tint,
        @Nullable PhotoOrigin origin) {
    /**
     * A part of a photo, in its pixels.
     *
     * @param left from the photo's left border
     * @param top from its upper border
     */
    public record Cut(double left, double top, double width, double height) {}

    /** Changes the colors of what is shown, in place. */
    void color(byte[] to, int at) {
        if (tint != null) {
            tint.apply(to, at, side);
        }
        if (origin != null) {
            origin.leave(to, at, side);
        }
    }
}
