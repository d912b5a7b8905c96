package org.layerlab.network.data;

import org.layerlab.network.matrix.HashRandom;

/**
 * Makes each color of a photo brighter or darker: {@code value · factor / }{@link #SHARES}, at most 255.
 *
 * @param blue factor of a pixel's first byte
 * @param green of the second
 * @param red of the third
 */
public record PhotoTint(int blue, int green, int red) {
    /** The factor that leaves a color as it is. */
    public static final int SHARES = 256;

    private static final int CHANNELS = PhotoPreparation.CHANNELS;

    /** Factors up to {@code 1 + most}, and down to its inverse. */
    static PhotoTint draw(double most, int seed, int position) {
        // Mostly all colors together, as another light does.
        double all = 2 * HashRandom.uniform(seed, 2 * position + 1) - 1;
        return new PhotoTint(
                factor(most, all, seed, position),
                factor(most, all, seed, position + 1),
                factor(most, all, seed, position + 2));
    }

    private static int factor(double most, double all, int seed, int position) {
        double own = 2 * HashRandom.uniform(seed, 2 * position) - 1;
        return (int) (SHARES * Math.pow(1 + most, (2 * all + own) / 3));
    }

    /** Tints a photo of that side, in place. */
    void apply(byte[] to, int at, int side) {
        int end = at + side * side * CHANNELS;
        for (int i = at; i < end; i += CHANNELS) {
            to[i] = tinted(to[i], blue);
            to[i + 1] = tinted(to[i + 1], green);
            to[i + 2] = tinted(to[i + 2], red);
        }
    }

    private static byte tinted(byte value, int factor) {
        return (byte) Math.min(255, (value & 0xff) * factor / SHARES);
    }
}
