package org.layerlab.network.data;

/**
 * What a photo network takes: the photo as 64×64 pixels of blue, green and red, row by row, each 0–255.
 *
 * <p>The steps, in this order: alpha is laid over white, the EXIF orientation is undone, and the photo is resized by
 * bicubic interpolation exactly as {@code cv2.resize(photo, (64, 64), interpolation=cv2.INTER_CUBIC)} does for 8-bit
 * images. That is: the kernel has a = −0.75, its weights are rounded to 11 bits, there is no smoothing before a
 * reduction, and pixels beyond the border repeat the border's. Aspect ratio is not kept. Each output pixel is thus
 *
 * <pre>{@code  round(Σ_j Σ_i β_j · α_i · photo[y_j][x_i] / 2²²),  i, j = 0 … 3,  ties to even,  clamped to 0–255}</pre>
 *
 * <p>Source: OpenCV 4.10, {@code modules/imgproc/src/resize.cpp}: {@code interpolateCubic}, {@code HResizeCubic},
 * {@code VResizeCubicVec_32s8u}.
 */
public final class PhotoInput {
    /** Rows and columns of the network's input. */
    public static final int SIZE = 64;

    /** Values in the network's input: {@code SIZE · SIZE · 3}. */
    public static final int FEATURES = SIZE * SIZE * 3;

    /** Taps of the cubic kernel along one axis. */
    private static final int TAPS = 4;

    private static final float A = -0.75f;
    private static final int COEFFICIENT_BITS = 11;
    private static final int COEFFICIENT_SCALE = 1 << COEFFICIENT_BITS;

    private PhotoInput() {}

    /** A decoded photo, read a row at a time: whoever holds the pixels converts only the rows that are asked for. */
    @FunctionalInterface
    public interface Rows {
        /**
         * Copies one row of the photo.
         *
         * @param y the row as it is stored (before any orientation), from the top, {@code 0 ≤ y < height}
         * @param rgba {@code 4 · width} bytes to fill: red, green, blue, alpha, not premultiplied, 0–255 each
         */
        void read(int y, byte[] rgba);
    }

    /**
     * The network's input from a whole photo, as a canvas gives it.
     *
     * @param width columns as stored, at least 1
     * @param height rows as stored, at least 1
     * @param rgba {@code 4 · width · height} bytes, row by row: red, green, blue, alpha, not premultiplied; not
     *     modified
     * @param orientation EXIF's, 1 to 8; 1 where the pixels are upright already
     * @return {@link #FEATURES} bytes of shape (64, 64, 3), row by row, in the order blue, green, red
     * @throws IllegalArgumentException when the number of bytes is not that of the size, or the orientation is none
     */
    public static byte[] prepare(int width, int height, byte[] rgba, int orientation) {
        if (4L * width * height != rgba.length) {
            throw new IllegalArgumentException("a photo of " + width + "×" + height + " pixels has "
                    + 4L * width * height + " bytes of RGBA, but there are " + rgba.length);
        }
        int stride = 4 * width;
        return prepare(width, height, (y, row) -> System.arraycopy(rgba, y * stride, row, 0, stride), orientation);
    }

    /**
     * The network's input from a photo that is read a row at a time, at most 256 of its rows.
     *
     * @param width columns as stored, at least 1
     * @param height rows as stored, at least 1
     * @param rows the photo
     * @param orientation EXIF's, 1 to 8; 1 where the pixels are upright already
     * @return {@link #FEATURES} bytes of shape (64, 64, 3), row by row, in the order blue, green, red
     * @throws IllegalArgumentException when the size is not positive, or the orientation is none
     */
    public static byte[] prepare(int width, int height, Rows rows, int orientation) {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("a photo of " + width + "×" + height + " pixels has none");
        }
        if (orientation < 1 || orientation > 8) {
            throw new IllegalArgumentException("orientation " + orientation + " is not one of EXIF's 1 to 8");
        }
        // Turning the photo before the resize, as asked, is the same as turning the taps: the sums are of whole
        // numbers and rounded once, so that neither the order of the axes nor that of the taps changes a digit.
        boolean transposed = orientation >= 5;
        boolean fromRight = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
        boolean fromBottom = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
        Taps columns = Taps.along(width, fromRight);
        Taps lines = Taps.along(height, fromBottom);

        byte[] bgr = new byte[FEATURES];
        byte[] rgba = new byte[4 * width];
        RowCache across = new RowCache(rows, columns, rgba);
        for (int j = 0; j < SIZE; j++) {
            int[][] sums = across.rows(lines, j);
            for (int i = 0; i < SIZE; i++) {
                int to = 3 * (transposed ? i * SIZE + j : j * SIZE + i);
                for (int c = 0; c < 3; c++) {
                    bgr[to + c] = down(sums, lines.coefficients, TAPS * j, 3 * i + c);
                }
            }
        }
        return bgr;
    }

    /**
     * The features of one example: each byte divided by 255.
     *
     * @param bgr what {@link #prepare} gives; not modified
     * @return {@link #FEATURES} values from 0 to 1
     */
    public static double[] features(byte[] bgr) {
        requireInput(bgr);
        double[] features = new double[FEATURES];
        for (int i = 0; i < FEATURES; i++) {
            features[i] = (bgr[i] & 0xff) / 255.0;
        }
        return features;
    }

    /**
     * What the network sees, as a canvas draws it.
     *
     * @param bgr what {@link #prepare} gives; not modified
     * @return {@code 64·64·4} bytes, row by row: red, green, blue, and 255 for opaque
     */
    public static byte[] rgba(byte[] bgr) {
        requireInput(bgr);
        byte[] rgba = new byte[SIZE * SIZE * 4];
        for (int p = 0; p < SIZE * SIZE; p++) {
            rgba[4 * p] = bgr[3 * p + 2];
            rgba[4 * p + 1] = bgr[3 * p + 1];
            rgba[4 * p + 2] = bgr[3 * p];
            rgba[4 * p + 3] = (byte) 255;
        }
        return rgba;
    }

    private static void requireInput(byte[] bgr) {
        if (bgr.length != FEATURES) {
            throw new IllegalArgumentException(
                    "the network's input has " + FEATURES + " values, but there are " + bgr.length);
        }
    }

    /** The sum down one column of four rows; below 255 · 2048² · (1.19² + 0.19²) = 1.6e9, which an int holds. */
    private static byte down(int[][] rows, int[] beta, int at, int column) {
        int sum = beta[at] * rows[0][column]
                + beta[at + 1] * rows[1][column]
                + beta[at + 2] * rows[2][column]
                + beta[at + 3] * rows[3][column];
        int shift = 2 * COEFFICIENT_BITS;
        // Half of the unit, less one where the quotient is even: ties go to the even neighbor, as OpenCV's do.
        int value = (sum + (1 << (shift - 1)) - 1 + ((sum >> shift) & 1)) >> shift;
        return (byte) Math.max(0, Math.min(255, value));
    }

    /**
     * Where each of the 64 outputs along one axis takes its four pixels, and with what weights.
     *
     * @param positions the four stored pixels of output {@code d}, from {@code 4·d} on
     * @param coefficients their weights in units of 1/2048
     */
    @SuppressWarnings("ArrayRecordComponent") // private to the loops above
    private record Taps(int[] positions, int[] coefficients) {
        static Taps along(int length, boolean reversed) {
            int[] positions = new int[TAPS * SIZE];
            int[] coefficients = new int[TAPS * SIZE];
            double scale = 1.0 / ((double) SIZE / length);
            for (int d = 0; d < SIZE; d++) {
                float at = (float) ((d + 0.5) * scale - 0.5);
                int before = (int) Math.floor(at);
                cubic(at - before, coefficients, TAPS * d);
                for (int k = 0; k < TAPS; k++) {
                    int p = Math.max(0, Math.min(length - 1, before - 1 + k));
                    positions[TAPS * d + k] = reversed ? length - 1 - p : p;
                }
            }
            return new Taps(positions, coefficients);
        }

        /** Keys' cubic kernel at a fraction {@code x} of the way from the second tap to the third, in float32. */
        private static void cubic(float x, int[] coefficients, int at) {
            float c0 = ((A * (x + 1) - 5 * A) * (x + 1) + 8 * A) * (x + 1) - 4 * A;
            float c1 = ((A + 2) * x - (A + 3)) * x * x + 1;
            float c2 = ((A + 2) * (1 - x) - (A + 3)) * (1 - x) * (1 - x) + 1;
            float c3 = 1f - c0 - c1 - c2;
            coefficients[at] = (int) Math.rint(c0 * COEFFICIENT_SCALE);
            coefficients[at + 1] = (int) Math.rint(c1 * COEFFICIENT_SCALE);
            coefficients[at + 2] = (int) Math.rint(c2 * COEFFICIENT_SCALE);
            coefficients[at + 3] = (int) Math.rint(c3 * COEFFICIENT_SCALE);
        }
    }

    /** The last few rows resized across, since a small photo uses each of its rows for several outputs. */
    private static final class RowCache {
        private final Rows source;
        private final Taps columns;
        private final byte[] rgba;
        private final int[][] held = new int[TAPS][3 * SIZE];
        private final int[] heldRow = {-1, -1, -1, -1};

        RowCache(Rows source, Taps columns, byte[] rgba) {
            this.source = source;
            this.columns = columns;
            this.rgba = rgba;
        }

        /** The four rows of output {@code j}; valid until the next call. */
        int[][] rows(Taps lines, int j) {
            int[][] rows = new int[TAPS][];
            for (int k = 0; k < TAPS; k++) {
                int y = lines.positions[TAPS * j + k];
                // Four neighboring rows, repeated at the border, never meet in one slot.
                int slot = y % TAPS;
                if (heldRow[slot] != y) {
                    source.read(y, rgba);
                    across(held[slot]);
                    heldRow[slot] = y;
                }
                rows[k] = held[slot];
            }
            return rows;
        }

        /** Resizes the row in {@code rgba} across, in units of 1/2048, as blue, green, red. */
        private void across(int[] sums) {
            for (int i = 0; i < SIZE; i++) {
                int b = 0;
                int g = 0;
                int r = 0;
                for (int k = TAPS * i; k < TAPS * i + TAPS; k++) {
                    int p = 4 * columns.positions[k];
                    int alpha = rgba[p + 3] & 0xff;
                    int weight = columns.coefficients[k];
                    r += weight * overWhite(rgba[p] & 0xff, alpha);
                    g += weight * overWhite(rgba[p + 1] & 0xff, alpha);
                    b += weight * overWhite(rgba[p + 2] & 0xff, alpha);
                }
                sums[3 * i] = b;
                sums[3 * i + 1] = g;
                sums[3 * i + 2] = r;
            }
        }

        /** {@code round((c·α + 255·(255 − α)) / 255)}; 255 is odd, so there are no ties. */
        private static int overWhite(int c, int alpha) {
            return alpha == 255 ? c : (c * alpha + 255 * (255 - alpha) + 127) / 255;
        }
    }
}
