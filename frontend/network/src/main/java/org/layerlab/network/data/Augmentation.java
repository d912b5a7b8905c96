package org.layerlab.network.data;

/**
 * How a photo is varied each time it is shown in training, so that a network sees more photos than there are.
 *
 * @param mirror whether it is mirrored, left to right, half of the times
 * @param shift by how many pixels it is moved at most, each way along both axes; 0 leaves it where it is. What a shift
 *     uncovers repeats the border
 */
public record Augmentation(boolean mirror, int shift) {
    /** Each photo as it is. */
    public static final Augmentation NONE = new Augmentation(false, 0);

    /** A photo moved by half of its own 64 pixels shows little of its animal. */
    public static final int MAX_SHIFT = 32;

    public Augmentation {
        if (shift < 0 || shift > MAX_SHIFT) {
            throw new IllegalArgumentException("shift is " + shift + "; it has to be 0 to " + MAX_SHIFT + " pixels");
        }
    }

    /** Whether every showing of a photo is the same. */
    public boolean none() {
        return !mirror && shift == 0;
    }
}
