package org.layerlab.network.data;

/**
 * Crops and resizes one photo, a row at a time, from top to bottom. Several may share one reading of the photo.
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
    private final boolean transposed;
    private final ResizeAxis columns;
    private final ResizeAxis lines;
    private final boolean fromBottom;
    /** One row of the photo, resized across. */
    private final double[] across;
    /** What each output has taken so far, line by line: whole numbers below 2⁵³, so that they are exact. */
    private final double[] sums;
    /** Outputs that have all their rows, counted from the top of the stored photo. */
    private int complete;

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
        across = new double[3 * side];
        sums = new double[3 * side * side];
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

    /**
     * Reads a photo once, for several resizers: each row that one of them takes, from top to bottom.
     *
     * @param width columns as stored
     * @param height rows as stored
     */
    static void read(PhotoRows rows, int width, int height, PhotoResizer... resizers) {
        byte[] rgba = new byte[4 * width];
        for (int y = 0; y < height; y++) {
            boolean isRead = false;
            for (PhotoResizer resizer : resizers) {
                if (resizer.takes(y)) {
                    if (!isRead) {
                        rows.read(y, rgba);
                        layOverWhite(rgba);
                        isRead = true;
                    }
                    resizer.add(y, rgba);
                }
            }
        }
    }

    private static void layOverWhite(byte[] rgba) {
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

    /** Whether an output takes this row; asked of rows from top to bottom. */
    private boolean takes(int y) {
        while (complete < side && lines.last(line(complete)) < y) {
            complete++;
        }
        return complete < side && lines.first(line(complete)) <= y;
    }

    /** The output of which the stored rows are the {@code stored}-th from the top. */
    private int line(int stored) {
        return fromBottom ? side - 1 - stored : stored;
    }

    /** Adds a row to the outputs that take it. */
    private void add(int y, byte[] rgba) {
        columns.reduce(rgba, across);
        for (int stored = complete; stored < side && lines.first(line(stored)) <= y; stored++) {
            int j = line(stored);
            double weight = lines.weight(j, y);
            int from = across.length * j;
            for (int i = 0; i < across.length; i++) {
                sums[from + i] += weight * across[i];
            }
        }
    }

    /** The photo, once it has been read, as {@code side·side} pixels, row by row, in BGR. */
    byte[] pixels() {
        byte[] bgr = new byte[sums.length];
        double total = columns.total * lines.total;
        for (int j = 0; j < side; j++) {
            for (int i = 0; i < side; i++) {
                int from = 3 * (j * side + i);
                int to = transposed ? 3 * (i * side + j) : from;
                for (int c = 0; c < 3; c++) {
                    double value = Math.rint(sums[from + c] / total);
                    bgr[to + c] = (byte) Math.max(0, Math.min(255, value));
                }
            }
        }
        return bgr;
    }
}
