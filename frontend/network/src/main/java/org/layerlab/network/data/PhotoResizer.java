package org.layerlab.network.data;

/**
 * Crops and resizes one photo, a row at a time: each of its rows is asked for at most once, from top to bottom.
 *
 * <p>{@link Resize#OPENCV_CUBIC} gives what {@code cv2.resize(photo, (side, side), interpolation=cv2.INTER_CUBIC)} does for
 * 8-bit images: the kernel has a = −0.75, its weights are rounded to 11 bits, there is no smoothing before a reduction,
 * and pixels beyond the border repeat the border's. Each output pixel is thus
 *
 * <pre>{@code  round(Σ_j Σ_i β_j · α_i · photo[y_j][x_i] / 2²²),  i, j = 0 … 3,  ties to even,  clamped to 0–255}</pre>
 *
 * <p>Source: OpenCV 4.10, {@code modules/imgproc/src/resize.cpp}: {@code interpolateCubic}, {@code HResizeCubic},
 * {@code VResizeCubicVec_32s8u}.
 *
 * <p>{@link Resize#AREA} gives the exact mean of the pixels under each output, weighted by overlap and rounded once, ties
 * to even, as OpenCV's {@code INTER_AREA} does up to the rounding of its floats; an axis along which the photo is
 * shorter than the output is resized as above.
 */
final class PhotoResizer {
    private final int side;
    private final int width;
    private final boolean transposed;
    private final ResizeAxis columns;
    private final ResizeAxis lines;
    private final boolean fromBottom;

    /**
     * A resizer of one photo.
     *
     * @param side of the output
     * @param width columns as stored
     * @param height rows as stored
     * @param orientation EXIF's, 1 to 8
     */
    PhotoResizer(int side, Resize resize, Crop crop, int width, int height, int orientation) {
        this.side = side;
        this.width = width;
        // Turning the photo before the resize, as asked, is the same as turning the taps: the sums are of whole
        // numbers and rounded once, so that neither the order of the axes nor that of the taps changes a digit.
        transposed = orientation >= 5;
        boolean fromRight = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
        fromBottom = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
        int square = Math.min(width, height);
        boolean center = crop == Crop.CENTER;
        columns = axis(resize, width, center ? square : width, side, fromRight);
        lines = axis(resize, height, center ? square : height, side, fromBottom);
    }

    private static ResizeAxis axis(Resize resize, int length, int count, int side, boolean reversed) {
        return ResizeAxis.of(resize, length, (length - count) / 2, count, side, reversed);
    }

    /** The photo as {@code side·side} pixels, row by row, in BGR. */
    byte[] resize(PhotoRows rows) {
        byte[] bgr = new byte[side * side * 3];
        RowCache across = new RowCache(rows);
        double[] sums = new double[3 * side];
        double total = columns.total * lines.total;
        for (int stored = 0; stored < side; stored++) {
            // Outputs in the order of their stored rows, so that each row is read once.
            int j = fromBottom ? side - 1 - stored : stored;
            java.util.Arrays.fill(sums, 0);
            int taps = lines.taps(j);
            boolean descending = lines.position(j, 0) > lines.position(j, taps - 1);
            for (int tap = 0; tap < taps; tap++) {
                int k = descending ? taps - 1 - tap : tap;
                double weight = lines.weight(j, k);
                double[] row = across.row(lines.position(j, k));
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += weight * row[i];
                }
            }
            for (int i = 0; i < side; i++) {
                int to = 3 * (transposed ? i * side + j : j * side + i);
                for (int c = 0; c < 3; c++) {
                    double value = Math.rint(sums[3 * i + c] / total);
                    bgr[to + c] = (byte) Math.max(0, Math.min(255, value));
                }
            }
        }
        return bgr;
    }

    /** The last few rows resized across: neighboring outputs share some. */
    private final class RowCache {
        private static final int ROWS = 4;

        private final PhotoRows source;
        private final byte[] rgba;
        private final double[][] held = new double[ROWS][3 * side];
        private final int[] heldRow = {-1, -1, -1, -1};

        RowCache(PhotoRows source) {
            this.source = source;
            this.rgba = new byte[4 * width];
        }

        double[] row(int y) {
            // Four neighboring rows, repeated at the border, never meet in one slot.
            int slot = y % ROWS;
            if (heldRow[slot] != y) {
                source.read(y, rgba);
                layOverWhite();
                columns.reduce(rgba, held[slot]);
                heldRow[slot] = y;
            }
            return held[slot];
        }

        private void layOverWhite() {
            for (int p = 3; p < rgba.length; p += 4) {
                int alpha = rgba[p] & 0xff;
                if (alpha < 255) {
                    for (int c = p - 3; c < p; c++) {
                        rgba[c] = (byte) overWhite(rgba[c] & 0xff, alpha);
                    }
                }
            }
        }

        /** {@code round((c·α + 255·(255 − α)) / 255)}; 255 is odd, so there are no ties. */
        private static int overWhite(int c, int alpha) {
            return (c * alpha + 255 * (255 - alpha) + 127) / 255;
        }
    }
}
