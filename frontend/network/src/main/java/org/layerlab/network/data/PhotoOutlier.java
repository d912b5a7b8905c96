package org.layerlab.network.data;

import org.layerlab.network.matrix.HashRandom;

/**
 * Makes up pictures that show neither of the classes, from the photos themselves or from nothing, for a network to learn
 * what it does not know (outlier exposure, Hendrycks et al. 2019): a photo in shuffled tiles, a few of its pixels
 * enlarged, waves of color, shapes.
 */
final class PhotoOutlier {
    private static final int CHANNELS = PhotoPreparation.CHANNELS;
    private static final int KINDS = 4;
    private static final int FEWEST_TILES = 3;
    private static final int MOST_TILES = 8;
    /** A piece this small, along each side, shows a background or some fur. */
    private static final double LEAST_PIECE = 0.06;

    private static final double MOST_PIECE = 0.2;
    private static final int MOST_WAVES = 5;
    private static final int MOST_SHAPES = 24;

    private PhotoOutlier() {}

    /**
     * Makes one up.
     *
     * @param photos one after another; not modified
     * @param from where the photo begins that some kinds are made of
     * @param side of the photo
     * @param to takes {@code target·target·3} bytes from {@code at} on
     */
    static void make(byte[] photos, int from, int side, byte[] to, int at, int target, int seed) {
        switch ((int) (KINDS * HashRandom.uniform(seed, 0))) {
            case 0 -> tiles(photos, from, side, to, at, target, seed);
            case 1 -> piece(photos, from, side, to, at, target, seed);
            case 2 -> waves(to, at, target, seed);
            default -> shapes(to, at, target, seed);
        }
    }

    private static void tiles(byte[] photos, int from, int side, byte[] to, int at, int target, int seed) {
        int drawn = FEWEST_TILES + (int) ((MOST_TILES + 1 - FEWEST_TILES) * HashRandom.uniform(seed, 1));
        int tiles = Math.min(target, drawn);
        int[] order = new NumpyRandom(HashRandom.seed(seed, 2) & 0xffffffffL).permutation(tiles * tiles);
        byte[] whole = new byte[target * target * CHANNELS];
        PhotoWindow.whole(side, target).resize(photos, from, whole, 0);
        int size = target / tiles;
        for (int y = 0; y < target; y++) {
            for (int x = 0; x < target; x++) {
                int row = Math.min(tiles - 1, y / size);
                int column = Math.min(tiles - 1, x / size);
                int tile = order[row * tiles + column];
                int sourceY = Math.min(target - 1, tile / tiles * size + y - row * size);
                int sourceX = Math.min(target - 1, tile % tiles * size + x - column * size);
                for (int c = 0; c < CHANNELS; c++) {
                    to[at + CHANNELS * (y * target + x) + c] = whole[CHANNELS * (sourceY * target + sourceX) + c];
                }
            }
        }
    }

    private static void piece(byte[] photos, int from, int side, byte[] to, int at, int target, int seed) {
        double size = side * (LEAST_PIECE + (MOST_PIECE - LEAST_PIECE) * HashRandom.uniform(seed, 1));
        double left = (side - size) * HashRandom.uniform(seed, 2);
        // Near the upper or lower border, where the animal rarely is.
        double down = HashRandom.uniform(seed, 3) * 0.2;
        double top = (side - size) * (HashRandom.uniform(seed, 4) < 0.5 ? down : 1 - down);
        new PhotoWindow(side, left, top, size, size, false, target).resize(photos, from, to, at);
    }

    private static void waves(byte[] to, int at, int target, int seed) {
        int waves = 1 + (int) (MOST_WAVES * HashRandom.uniform(seed, 1));
        double noise = 60 * HashRandom.uniform(seed, 2) * HashRandom.uniform(seed, 3);
        double[] sums = new double[target * target * CHANNELS];
        for (int c = 0; c < CHANNELS; c++) {
            double level = 255 * HashRandom.uniform(seed, 4 + c);
            for (int i = c; i < sums.length; i += CHANNELS) {
                sums[i] = level;
            }
        }
        for (int w = 0; w < waves; w++) {
            int wave = HashRandom.seed(seed, 10 + w);
            double frequency = Math.pow(32, HashRandom.uniform(wave, 0)) * 2 * Math.PI / target;
            double angle = 2 * Math.PI * HashRandom.uniform(wave, 1);
            double phase = 2 * Math.PI * HashRandom.uniform(wave, 2);
            for (int p = 0; p < target * target; p++) {
                int row = p / target;
                double along = p % target * Math.cos(angle) + row * Math.sin(angle);
                double height = Math.sin(frequency * along + phase);
                for (int c = 0; c < CHANNELS; c++) {
                    sums[CHANNELS * p + c] += 90 * height * (HashRandom.uniform(wave, 3 + c) - 0.3);
                }
            }
        }
        int grain = HashRandom.seed(seed, 9);
        for (int i = 0; i < sums.length; i++) {
            to[at + i] = PhotoWindow.sample(sums[i] + noise * (HashRandom.uniform(grain, i) - 0.5));
        }
    }

    /** Rectangles and ellipses over one another, as in drawings, signs and screens. */
    private static void shapes(byte[] to, int at, int target, int seed) {
        int count = 1 + (int) (MOST_SHAPES * HashRandom.uniform(seed, 1));
        for (int s = 0; s <= count; s++) {
            int shape = HashRandom.seed(seed, 10 + s);
            boolean ground = s == 0;
            boolean round = !ground && HashRandom.uniform(shape, 0) < 0.5;
            double x = ground ? target / 2.0 : target * HashRandom.uniform(shape, 1);
            double y = ground ? target / 2.0 : target * HashRandom.uniform(shape, 2);
            double width = ground ? target : target / 2.0 * HashRandom.uniform(shape, 3);
            double height = ground ? target : target / 2.0 * HashRandom.uniform(shape, 4);
            for (int j = (int) Math.max(0, y - height); j < Math.min(target, y + height); j++) {
                for (int i = (int) Math.max(0, x - width); i < Math.min(target, x + width); i++) {
                    double across = (i - x) / width;
                    double down = (j - y) / height;
                    if (!round || across * across + down * down <= 1) {
                        for (int c = 0; c < CHANNELS; c++) {
                            double color = 255 * HashRandom.uniform(shape, 5 + c);
                            to[at + CHANNELS * (j * target + i) + c] =
                                    PhotoWindow.sample(color + 40 * down * (HashRandom.uniform(shape, 8) - 0.5));
                        }
                    }
                }
            }
        }
    }
}
