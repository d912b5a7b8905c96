package org.layerlab.network.data;

/**
 * What JPEG at a given quality leaves of small pictures: each block of 8×8 pixels is transformed by the cosines, rounded to
 * multiples of the standard's tables, and transformed back. Files are not written.
 *
 * <p>Source: ITU-T T.81, annexes A.3.3 and K.1; the scale of the tables by quality is that of the Independent JPEG Group.
 */
public final class JpegTraces {
    /** Pixels along each side of a block. */
    public static final int BLOCK = 8;

    private static final int[] LUMINANCE = {
        16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29,
        51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121,
        120, 101, 72, 92, 95, 98, 112, 100, 103, 99
    };
    private static final int[] CHROMINANCE = {17, 18, 24, 47, 18, 21, 26, 66, 24, 26, 56, 99, 47, 66, 99, 99};
    private static final int CHROMINANCE_REST = 99;

    /** {@code COSINES[u][x] = c(u)/2 · cos((2x+1)uπ/16)}. */
    private static final double[][] COSINES = cosines();

    private final int[] luminance = new int[BLOCK * BLOCK];
    private final int[] chrominance = new int[BLOCK * BLOCK];
    private final double[] block = new double[BLOCK * BLOCK];
    private final double[] half = new double[BLOCK * BLOCK];

    /**
     * The traces of this quality.
     *
     * @param quality 1 to 100, as in most programs
     */
    JpegTraces(int quality) {
        int scale = quality < 50 ? 5000 / quality : 200 - 2 * quality;
        for (int i = 0; i < BLOCK * BLOCK; i++) {
            luminance[i] = step(luminance(i), scale);
            chrominance[i] = step(chrominance(i), scale);
        }
    }

    /** The factor of the cosine transform at frequency u and place x, 0 to 7. */
    public static double cosine(int u, int x) {
        return COSINES[u][x];
    }

    /** The step at quality 50 of a block's brightness, by the row and column of its frequency. */
    public static int luminance(int i) {
        return LUMINANCE[i];
    }

    /** The same of its colors. */
    public static int chrominance(int i) {
        int v = i / BLOCK;
        int u = i % BLOCK;
        return u < 4 && v < 4 ? CHROMINANCE[v * 4 + u] : CHROMINANCE_REST;
    }

    private static int step(int table, int scale) {
        return Math.max(1, Math.min(255, (table * scale + 50) / 100));
    }

    private static double[][] cosines() {
        double[][] cosines = new double[BLOCK][BLOCK];
        for (int u = 0; u < BLOCK; u++) {
            for (int x = 0; x < BLOCK; x++) {
                cosines[u][x] = (u == 0 ? Math.sqrt(0.5) : 1) / 2 * Math.cos((2 * x + 1) * u * Math.PI / 16);
            }
        }
        return cosines;
    }

    /**
     * Leaves the traces in a picture; columns and rows beyond its last whole block stay as they are.
     *
     * @param pixels in BGR, changed
     * @param at where the picture begins
     * @param side of the picture
     */
    void leave(byte[] pixels, int at, int side) {
        double[][] channels = new double[3][BLOCK * BLOCK];
        for (int y = 0; y + BLOCK <= side; y += BLOCK) {
            for (int x = 0; x + BLOCK <= side; x += BLOCK) {
                int corner = at + 3 * (y * side + x);
                read(pixels, corner, side, channels);
                round(channels[0], luminance);
                round(channels[1], chrominance);
                round(channels[2], chrominance);
                write(pixels, corner, side, channels);
            }
        }
    }

    private static void read(byte[] pixels, int corner, int side, double[][] channels) {
        for (int i = 0; i < BLOCK * BLOCK; i++) {
            int p = corner + 3 * (i / BLOCK * side + i % BLOCK);
            double b = pixels[p] & 0xff;
            double g = pixels[p + 1] & 0xff;
            double r = pixels[p + 2] & 0xff;
            double luma = 0.299 * r + 0.587 * g + 0.114 * b;
            channels[0][i] = luma - 128;
            channels[1][i] = (b - luma) / 1.772;
            channels[2][i] = (r - luma) / 1.402;
        }
    }

    private static void write(byte[] pixels, int corner, int side, double[][] channels) {
        for (int i = 0; i < BLOCK * BLOCK; i++) {
            int p = corner + 3 * (i / BLOCK * side + i % BLOCK);
            double luma = channels[0][i] + 128;
            double b = luma + 1.772 * channels[1][i];
            double r = luma + 1.402 * channels[2][i];
            pixels[p] = PhotoWindow.sample(b);
            pixels[p + 1] = PhotoWindow.sample((luma - 0.299 * r - 0.114 * b) / 0.587);
            pixels[p + 2] = PhotoWindow.sample(r);
        }
    }

    /** Rounds the transform of a block to multiples of these steps. */
    private void round(double[] values, int[] steps) {
        transform(values, block, false);
        for (int i = 0; i < block.length; i++) {
            block[i] = Math.rint(block[i] / steps[i]) * steps[i];
        }
        transform(block, values, true);
    }

    /** The two-dimensional cosine transform of a block, or its inverse. */
    private void transform(double[] from, double[] to, boolean inverse) {
        for (int y = 0; y < BLOCK; y++) {
            for (int u = 0; u < BLOCK; u++) {
                double sum = 0;
                for (int x = 0; x < BLOCK; x++) {
                    sum += (inverse ? COSINES[x][u] : COSINES[u][x]) * from[y * BLOCK + x];
                }
                half[y * BLOCK + u] = sum;
            }
        }
        for (int u = 0; u < BLOCK; u++) {
            for (int v = 0; v < BLOCK; v++) {
                double sum = 0;
                for (int y = 0; y < BLOCK; y++) {
                    sum += (inverse ? COSINES[y][v] : COSINES[v][y]) * half[y * BLOCK + u];
                }
                to[v * BLOCK + u] = sum;
            }
        }
    }
}
