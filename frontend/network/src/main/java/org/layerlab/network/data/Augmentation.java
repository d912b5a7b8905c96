package org.layerlab.network.data;

/**
 * How a photo is varied each time it is shown in training, so that a network sees more photos than there are.
 *
 * @param mirror whether it is mirrored, left to right, half of the times
 * @param shift by how many pixels it is moved at most, each way along both axes; 0 leaves it where it is. What a shift
 *     uncovers repeats the border
 * @param zoom by what share it is at most enlarged or reduced, as seen from its middle; 0 leaves its size, 0.3 gives 1/1.3
 *     to 1.3 times of it
 * @param tint by what share each colour is at most made brighter or darker, for itself; 0 leaves them
 */
public record Augmentation(boolean mirror, int shift, double zoom, double tint) {
    /** Each photo as it is. */
    public static final Augmentation NONE = new Augmentation(false, 0);

    /** A photo moved by half of its own 64 pixels shows little of its animal. */
    public static final int MAX_SHIFT = 32;

    public Augmentation {
        if (shift < 0 || shift > MAX_SHIFT) {
            throw new IllegalArgumentException("shift is " + shift + "; it has to be 0 to " + MAX_SHIFT + " pixels");
        }
        if (!(zoom >= 0 && zoom <= 1)) {
            throw new IllegalArgumentException("zoom is " + zoom + "; it has to be 0 to 1");
        }
        if (!(tint >= 0 && tint <= 1)) {
            throw new IllegalArgumentException("tint is " + tint + "; it has to be 0 to 1");
        }
    }

    /** Mirrored and moved alone. */
    public Augmentation(boolean mirror, int shift) {
        this(mirror, shift, 0, 0);
    }

    /** Whether every showing of a photo is the same. */
    public boolean none() {
        return !mirror && shift == 0 && zoom == 0 && tint == 0;
    }
}
