package org.layerlab.network.matrix;

/**
 * The shape of an image, or of what a convolution makes of one: {@code height·width} pixels of {@code channels} values
 * each. In a matrix of examples each example is one column, its features in the order row, column, channel: feature
 * {@code (y·width + x)·channels + c}.
 *
 * @param height pixels from top to bottom, at least 1
 * @param width pixels from left to right, at least 1
 * @param channels values of a pixel, at least 1
 */
public record MapShape(int height, int width, int channels) {
    public MapShape {
        if (height < 1 || width < 1 || channels < 1) {
            throw new IllegalArgumentException(
                    "a map of " + text(height, width, channels) + ": each side must be at least 1");
        }
        if ((double) height * width * channels > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("a map of " + text(height, width, channels) + " is too large");
        }
    }

    /** How many pixels there are. */
    public int pixels() {
        return height * width;
    }

    /** How many numbers describe one example. */
    public int features() {
        return pixels() * channels;
    }

    /** {@code "64x64x3"}. */
    @Override
    public String toString() {
        return text(height, width, channels);
    }

    private static String text(int height, int width, int channels) {
        return height + "x" + width + "x" + channels;
    }
}
