package org.layerlab.network.data;

import org.layerlab.network.matrix.HashRandom;

/**
 * The traces of another camera or program in a photo: fewer pixels, blur or sharpening, noise, and what JPEG leaves. Each
 * is there in a part of the photos, more or less strong.
 *
 * @param fewer pixels along each side that it had for a while; 0 where it had them all
 * @param sharpness how much of each pixel's difference from its neighborhood is added; −1 leaves the neighborhood's mean
 * @param noise its standard deviation, in units of a byte
 * @param noiseSeed what it is drawn by
 * @param quality of JPEG, 1 to 100; 0 for none
 */
public record PhotoOrigin(int fewer, double sharpness, double noise, int noiseSeed, int quality) {
    private static final int CHANNELS = PhotoPreparation.CHANNELS;

    /** How often each trace is there. */
    private static final double OFTEN = 0.4;

    private static final double LEAST_PIXELS = 0.5;
    private static final double MOST_SHARPENED = 0.8;
    private static final double MOST_NOISE = 14;
    private static final int LEAST_QUALITY = 30;
    private static final int MOST_QUALITY = 95;

    /** Draws the traces in a photo of this side. */
    static PhotoOrigin draw(int side, int seed) {
        boolean reduced = HashRandom.uniform(seed, 0) < OFTEN;
        boolean sharpened = HashRandom.uniform(seed, 2) < OFTEN;
        boolean noisy = HashRandom.uniform(seed, 4) < OFTEN;
        boolean compressed = HashRandom.uniform(seed, 7) < OFTEN;
        return new PhotoOrigin(
                reduced ? (int) (side * (LEAST_PIXELS + (1 - LEAST_PIXELS) * HashRandom.uniform(seed, 1))) : 0,
                sharpened ? -1 + (1 + MOST_SHARPENED) * HashRandom.uniform(seed, 3) : 0,
                noisy ? MOST_NOISE * HashRandom.uniform(seed, 5) : 0,
                HashRandom.seed(seed, 6),
                compressed
                        ? LEAST_QUALITY + (int) ((MOST_QUALITY + 1 - LEAST_QUALITY) * HashRandom.uniform(seed, 8))
                        : 0);
    }

    /**
     * Leaves them.
     *
     * @param pixels changed
     * @param at where the photo begins
     * @param side of the photo
     */
    void leave(byte[] pixels, int at, int side) {
        if (fewer > 0) {
            byte[] small = new byte[fewer * fewer * CHANNELS];
            PhotoWindow.whole(side, fewer).resize(pixels, at, small, 0);
            PhotoWindow.whole(fewer, side).resize(small, 0, pixels, at);
        }
        if (sharpness != 0) {
            sharpen(pixels, at, side, sharpness);
        }
        if (noise > 0) {
            noise(pixels, at, side, noise, noiseSeed);
        }
        if (quality > 0) {
            new JpegTraces(quality).leave(pixels, at, side);
        }
    }

    /** Adds {@code amount} times each pixel's difference from the mean of its 3×3 neighborhood; −1 gives the mean. */
    private static void sharpen(byte[] pixels, int at, int side, double amount) {
        byte[] before = new byte[side * side * CHANNELS];
        System.arraycopy(pixels, at, before, 0, before.length);
        int row = side * CHANNELS;
        for (int y = 0; y < side; y++) {
            int above = Math.max(0, y - 1) * row;
            int here = y * row;
            int below = Math.min(side - 1, y + 1) * row;
            for (int x = 0; x < side; x++) {
                int left = Math.max(0, x - 1) * CHANNELS;
                int middle = x * CHANNELS;
                int right = Math.min(side - 1, x + 1) * CHANNELS;
                for (int c = 0; c < CHANNELS; c++) {
                    int sum = 0;
                    for (int p = c; p <= right - left + c; p += CHANNELS) {
                        sum += (before[above + left + p] & 0xff)
                                + (before[here + left + p] & 0xff)
                                + (before[below + left + p] & 0xff);
                    }
                    int value = before[here + middle + c] & 0xff;
                    pixels[at + here + middle + c] = PhotoWindow.sample(value
                            + amount * (value - sum / (3.0 * ((right - left) / CHANNELS + 1))));
                }
            }
        }
    }

    /** Adds noise that is nearly normal: the sum of four evenly spread numbers. */
    private static void noise(byte[] pixels, int at, int side, double deviation, int seed) {
        double factor = deviation * Math.sqrt(3);
        for (int i = 0; i < side * side * CHANNELS; i++) {
            double sum = HashRandom.uniform(seed, 4 * i)
                    + HashRandom.uniform(seed, 4 * i + 1)
                    + HashRandom.uniform(seed, 4 * i + 2)
                    + HashRandom.uniform(seed, 4 * i + 3);
            pixels[at + i] = PhotoWindow.sample((pixels[at + i] & 0xff) + factor * (sum - 2));
        }
    }
}
