package org.layerlab.network.data;

/**
 * What a second look at a photo sees: its mirror image, its middle and its four corners. A network that takes fewer pixels
 * than the photo has sees the first as small as the photo itself, and the others as they are: they show finer detail.
 */
public final class PhotoParts {
    /** How many there are of a photo. */
    public static final int COUNT = 6;

    private PhotoParts() {}

    /**
     * Takes the parts of a photo.
     *
     * @param photos one after another, in three bytes a pixel; not modified
     * @param photo where the photo begins
     * @param side of the photo, at least {@code target}
     * @param to takes {@code COUNT·target·target·3} bytes from {@code at} on
     * @param target side of each part
     */
    static void of(byte[] photos, int photo, int side, byte[] to, int at, int target) {
        int bytes = target * target * PhotoPreparation.CHANNELS;
        PhotoWindow.resize(photos, photo, side, to, at, target);
        PhotoWindow.mirror(to, at, target);
        int rest = side - target;
        int[][] corners = {{rest / 2, rest / 2}, {0, 0}, {rest, 0}, {0, rest}, {rest, rest}};
        for (int i = 0; i < corners.length; i++) {
            copy(photos, photo, side, corners[i][0], corners[i][1], to, at + (i + 1) * bytes, target);
        }
    }

    private static void copy(byte[] photos, int photo, int side, int left, int top, byte[] to, int at, int target) {
        int row = target * PhotoPreparation.CHANNELS;
        for (int y = 0; y < target; y++) {
            int from = photo + ((top + y) * side + left) * PhotoPreparation.CHANNELS;
            System.arraycopy(photos, from, to, at + y * row, row);
        }
    }
}
