package org.layerlab.network.data;

import org.layerlab.network.matrix.HashRandom;

/**
 * Imitates photos of other cameras and programs: fewer pixels, blur or sharpening, noise, and what JPEG leaves. Each trace
 * is there in a part of the photos, more or less strong.
 */
final class PhotoOrigin {
    private static final int CHANNELS = PhotoPreparation.CHANNELS;

    /** How often each trace is there. */
    private static final double OFTEN = 0.4;

    private static final double LEAST_PIXELS = 0.5;
    private static final double MOST_SHARPENED = 0.8;
    private static final double MOST_NOISE = 14;
    private static final int LEAST_QUALITY = 30;
    private static final int MOST_QUALITY = 95;

    private PhotoOrigin() {}

    /**
     * Leaves the traces that this seed draws.
     *
     * @param pixels changed
     * @param at where the photo begins
     * @param side of the photo
     */
    static void imitate(byte[] pixels, int at, int side, int seed) {
        if (HashRandom.uniform(seed, 0) < OFTEN) {
            int fewer = (int) (side * (LEAST_PIXELS + (1 - LEAST_PIXELS) * HashRandom.uniform(seed, 1)));
            byte[] small = new byte[fewer * fewer * CHANNELS];
            PhotoWindow.whole(side, fewer).resize(pixels, at, small, 0);
            PhotoWindow.whole(fewer, side).resize(small, 0, pixels, at);
        }
        if (HashRandom.uniform(seed, 2) < OFTEN) {
            sharpen(pixels, at, side, -1 + (1 + MOST_SHARPENED) * HashRandom.uniform(seed, 3));
        }
        if (HashRandom.uniform(seed, 4) < OFTEN) {
            noise(pixels, at, side, MOST_NOISE * HashRandom.uniform(seed, 5), HashRandom.seed(seed, 6));
        }
        if (HashRandom.uniform(seed, 7) < OFTEN) {
            int quality = LEAST_QUALITY + (int) ((MOST_QUALITY + 1 - LEAST_QUALITY) * HashRandom.uniform(seed, 8));
            new JpegTraces(quality).leave(pixels, at, side);
        }
    }

    /** Adds so much of each pixel's difference from the mean of its 3×3 neighborhood; −1 leaves the mean. */
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
