package org.layerlab.network.data;

/**
 * A window of a square photo in bytes, resized to a square of another side: where the window is larger, each output is the
 * mean of what lies under it, weighted by overlap; where it is smaller, outputs lie between two pixels in proportion. What
 * is outside the photo repeats its border.
 */
final class PhotoWindow {
    private static final int CHANNELS = PhotoPreparation.CHANNELS;

    private final int side;
    private final int target;
    private final Taps across;
    private final Taps down;

    /**
     * A window.
     *
     * @param side of the photo
     * @param left of the window, in pixels from the photo's left border; may lie outside
     * @param top from its upper border
     * @param width of the window, above 0
     * @param height of it, above 0
     * @param mirrored whether left and right are exchanged
     * @param target side of the output
     */
    PhotoWindow(int side, double left, double top, double width, double height, boolean mirrored, int target) {
        this.side = side;
        this.target = target;
        across = new Taps(side, left, width, mirrored, target);
        down = new Taps(side, top, height, false, target);
    }

    /**
     * Resizes a whole photo; where a pixel becomes of a whole number of them, in whole numbers.
     *
     * @param from photos one after another; not modified
     * @param photo where the photo begins
     * @param side of the photo
     * @param to takes {@code target·target·3} bytes from {@code at} on
     */
    static void resize(byte[] from, int photo, int side, byte[] to, int at, int target) {
        if (side % target == 0) {
            reduce(from, photo, side, to, at, side / target);
        } else {
            whole(side, target).resize(from, photo, to, at);
        }
    }

    /** Makes one pixel of each square of {@code by·by}. */
    private static void reduce(byte[] from, int photo, int side, byte[] to, int at, int by) {
        int row = side * CHANNELS;
        int area = by * by;
        int next = at;
        for (int y = 0; y < side / by; y++) {
            for (int x = 0; x < side / by; x++) {
                int corner = photo + by * (y * row + x * CHANNELS);
                for (int c = 0; c < CHANNELS; c++) {
                    int sum = area / 2;
                    for (int p = 0; p < area; p++) {
                        sum += from[corner + p / by * row + p % by * CHANNELS + c] & 0xff;
                    }
                    to[next++] = (byte) (sum / area);
                }
            }
        }
    }

    /** A value as a byte: rounded, and kept within 0 to 255. */
    static byte sample(double value) {
        return (byte) (int) (Math.max(0, Math.min(255, value)) + 0.5);
    }

    /** Exchanges left and right. */
    static void mirror(byte[] pixels, int at, int side) {
        for (int row = at; row < at + side * side * CHANNELS; row += side * CHANNELS) {
            for (int x = 0; x < side / 2; x++) {
                for (int c = 0; c < CHANNELS; c++) {
                    int left = row + CHANNELS * x + c;
                    int right = row + CHANNELS * (side - 1 - x) + c;
                    byte kept = pixels[left];
                    pixels[left] = pixels[right];
                    pixels[right] = kept;
                }
            }
        }
    }

    /** The whole photo. */
    static PhotoWindow whole(int side, int target) {
        return new PhotoWindow(side, 0, 0, side, side, false, target);
    }

    /**
     * Resizes a photo.
     *
     * @param from photos one after another; not modified
     * @param photo where the photo begins
     * @param to takes {@code target·target·3} bytes
     * @param at from here on
     */
    void resize(byte[] from, int photo, byte[] to, int at) {
        int row = target * CHANNELS;
        double[] sums = new double[row];
        double[][] held = new double[side][];
        int next = at;
        for (int y = 0; y < target; y++) {
            java.util.Arrays.fill(sums, 0);
            for (int k = down.start[y]; k < down.start[y + 1]; k++) {
                int line = down.position[k];
                double[] reduced = held[line];
                if (reduced == null) {
                    reduced = across(from, photo + line * side * CHANNELS);
                    held[line] = reduced;
                }
                double weight = down.weight[k];
                for (int i = 0; i < row; i++) {
                    sums[i] += weight * reduced[i];
                }
            }
            for (int i = 0; i < row; i++) {
                to[next++] = (byte) (int) (sums[i] + 0.5);
            }
        }
    }

    private double[] across(byte[] from, int line) {
        double[] reduced = new double[target * CHANNELS];
        for (int x = 0; x < target; x++) {
            double first = 0;
            double second = 0;
            double third = 0;
            for (int k = across.start[x]; k < across.start[x + 1]; k++) {
                int p = line + CHANNELS * across.position[k];
                double weight = across.weight[k];
                first += weight * (from[p] & 0xff);
                second += weight * (from[p + 1] & 0xff);
                third += weight * (from[p + 2] & 0xff);
            }
            reduced[CHANNELS * x] = first;
            reduced[CHANNELS * x + 1] = second;
            reduced[CHANNELS * x + 2] = third;
        }
        return reduced;
    }

    /** Which pixels along one axis each output takes, and with what weights, which add up to 1. */
    private static final class Taps {
        final int[] start;
        final int[] position;
        final double[] weight;

        Taps(int side, double from, double length, boolean mirrored, int target) {
            double step = length / target;
            int most = (int) Math.ceil(Math.max(1, step)) + 1;
            start = new int[target + 1];
            position = new int[target * most];
            weight = new double[target * most];
            int k = 0;
            for (int i = 0; i < target; i++) {
                double begin = from + (mirrored ? target - 1 - i : i) * step;
                // Between two pixels' middles where an output is smaller than a pixel.
                double reach = Math.max(1, step);
                double left = begin + (step - reach) / 2;
                int first = (int) Math.floor(left);
                for (int p = first; p < left + reach && k < start[i] + most; p++) {
                    double overlap = Math.min(p + 1, left + reach) - Math.max(p, left);
                    if (overlap > 0) {
                        position[k] = Math.max(0, Math.min(side - 1, p));
                        weight[k++] = overlap / reach;
                    }
                }
                start[i + 1] = k;
            }
        }
    }
}
