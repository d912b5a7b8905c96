package org.layerlab.network.data;

/** Photos without any pattern that a turn could hide, as they are stored and upright. */
final class StoredPhotos {
    private StoredPhotos() {}

    /** Opaque pixels. */
    static byte[] noise(int width, int height) {
        return noise(width, height, 1);
    }

    /** Other pixels for each seed. */
    static byte[] noise(int width, int height, int seed) {
        byte[] rgba = new byte[4 * width * height];
        int state = seed;
        for (int i = 0; i < rgba.length; i++) {
            state = state * 1_103_515_245 + 12_345;
            rgba[i] = i % 4 == 3 ? (byte) 255 : (byte) (state >> 16);
        }
        return rgba;
    }

    static byte[] onePixel(int r, int g, int b, int a) {
        return new byte[] {(byte) r, (byte) g, (byte) b, (byte) a};
    }

    /** A photo of one color. */
    static byte[] flat(int width, int height, int r, int g, int b) {
        byte[] rgba = new byte[4 * width * height];
        for (int p = 0; p < width * height; p++) {
            System.arraycopy(onePixel(r, g, b, 255), 0, rgba, 4 * p, 4);
        }
        return rgba;
    }

    /** The part of a photo that begins at (left, top). */
    static byte[] part(byte[] rgba, int width, int left, int top, int columns, int rows) {
        byte[] part = new byte[4 * columns * rows];
        for (int y = 0; y < rows; y++) {
            System.arraycopy(rgba, 4 * ((top + y) * width + left), part, 4 * y * columns, 4 * columns);
        }
        return part;
    }

    /** The upright photo of one that is stored in this orientation. */
    static byte[] upright(byte[] rgba, int width, int height, int orientation) {
        int uprightWidth = orientation >= 5 ? height : width;
        int uprightHeight = orientation >= 5 ? width : height;
        byte[] upright = new byte[rgba.length];
        for (int y = 0; y < uprightHeight; y++) {
            for (int x = 0; x < uprightWidth; x++) {
                int from = stored(orientation, x, y, width, height);
                System.arraycopy(rgba, 4 * from, upright, 4 * (y * uprightWidth + x), 4);
            }
        }
        return upright;
    }

    /** The upright photo's pixel (x, y) in terms of the stored one, written out from the Exif standard's table. */
    private static int stored(int orientation, int x, int y, int width, int height) {
        return switch (orientation) {
            case 1 -> y * width + x;
            case 2 -> y * width + (width - 1 - x);
            case 3 -> (height - 1 - y) * width + (width - 1 - x);
            case 4 -> (height - 1 - y) * width + x;
            case 5 -> x * width + y;
            case 6 -> (height - 1 - x) * width + y;
            case 7 -> (height - 1 - x) * width + (width - 1 - y);
            case 8 -> x * width + (width - 1 - y);
            default -> throw new IllegalArgumentException("orientation " + orientation);
        };
    }
}
