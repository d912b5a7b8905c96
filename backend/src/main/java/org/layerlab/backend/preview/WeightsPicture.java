package org.layerlab.backend.preview;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.layerlab.network.layer.Parameters;

/** The weights of a first layer: as images for a network on photos, or else as a colored matrix. */
final class WeightsPicture {
    private static final int SIDE = 64;
    private static final int FEATURES = SIDE * SIDE * 3;
    private static final int TILE = 2 * SIDE;
    private static final int COLUMNS = 8;
    private static final int ROWS = 4;
    private static final int GAP = 18;
    private static final int MAX_CELLS = 48;
    private static final int MAX_UNITS = 256;
    private static final int SMOOTH = 3;

    private WeightsPicture() {}

    /**
     * The units with the largest weights, each an image as its tile shows it (blue, green, red). Smoothed, since the
     * initial weights are noise on top of a coarse pattern.
     *
     * @param side of the photos that the layer sees
     */
    static void drawPhotos(Parameters.Dense layer, int side, BufferedImage image) {
        int count = Math.min(MAX_UNITS, layer.rows());
        double[][] seen = new double[count][];
        for (int unit = 0; unit < count; unit++) {
            seen[unit] = smoothed(layer.W(), unit * layer.columns(), side);
        }
        drawTiles(seen, image);
    }

    /** The largest filters of a first convolution on photos, each pixel as a square. */
    static void drawFilters(Parameters.Dense layer, int kernel, BufferedImage image) {
        double[][] seen = new double[Math.min(MAX_UNITS, layer.rows())][FEATURES];
        for (int filter = 0; filter < seen.length; filter++) {
            for (int p = 0; p < FEATURES; p++) {
                int y = p / 3 / SIDE * kernel / SIDE;
                int x = p / 3 % SIDE * kernel / SIDE;
                seen[filter][p] = layer.W()[filter * layer.columns() + 3 * (y * kernel + x) + p % 3];
            }
        }
        drawTiles(seen, image);
    }

    private static void drawTiles(double[][] seen, BufferedImage image) {
        int count = seen.length;
        double[] sizes = new double[count];
        for (int unit = 0; unit < count; unit++) {
            sizes[unit] = largest(seen[unit]);
        }
        List<Integer> units = IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer unit) -> -sizes[unit]))
                .limit((long) COLUMNS * ROWS)
                .toList();
        int columns = Math.min(COLUMNS, units.size());
        int rows = (units.size() + COLUMNS - 1) / COLUMNS;
        int left = (PreviewSize.WIDTH - columns * (TILE + GAP) + GAP) / 2;
        int top = (PreviewSize.HEIGHT - rows * (TILE + GAP) + GAP) / 2;
        for (int i = 0; i < units.size(); i++) {
            int unit = units.get(i);
            int x = left + i % COLUMNS * (TILE + GAP);
            int y = top + i / COLUMNS * (TILE + GAP);
            drawUnit(seen[unit], sizes[unit], image, x, y);
        }
    }

    /** The weights of a unit, each replaced by the mean of the square around it. */
    private static double[] smoothed(double[] W, int from, int side) {
        double[] sums = new double[FEATURES];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                for (int channel = 0; channel < 3; channel++) {
                    sums[3 * (y * SIDE + x) + channel] =
                            mean(W, from + channel, side, x * side / SIDE, y * side / SIDE);
                }
            }
        }
        return sums;
    }

    private static double mean(double[] W, int from, int side, int x, int y) {
        double sum = 0;
        int count = 0;
        for (int j = Math.max(0, y - SMOOTH); j <= Math.min(side - 1, y + SMOOTH); j++) {
            for (int i = Math.max(0, x - SMOOTH); i <= Math.min(side - 1, x + SMOOTH); i++) {
                sum += W[from + 3 * (j * side + i)];
                count++;
            }
        }
        return sum / count;
    }

    private static double largest(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private static void drawUnit(double[] seen, double largest, BufferedImage image, int left, int top) {
        double scale = largest == 0 ? 0 : 127.5 / largest;
        for (int y = 0; y < TILE; y++) {
            for (int x = 0; x < TILE; x++) {
                int at = 3 * (y / 2 * SIDE + x / 2);
                int blue = gray(seen[at] * scale);
                int green = gray(seen[at + 1] * scale);
                int red = gray(seen[at + 2] * scale);
                image.setRGB(left + x, top + y, red << 16 | green << 8 | blue);
            }
        }
    }

    private static int gray(double value) {
        return (int) Math.max(0, Math.min(255, Math.round(127.5 + value)));
    }

    /** Rows are units, columns are inputs, at most {@value #MAX_CELLS} of each. */
    static void drawMatrix(Parameters.Dense layer, Graphics2D graphics) {
        int rows = Math.min(MAX_CELLS, layer.rows());
        int columns = Math.min(MAX_CELLS, layer.columns());
        double cell = Math.min((PreviewSize.WIDTH - 120.0) / columns, (PreviewSize.HEIGHT - 120.0) / rows);
        double left = (PreviewSize.WIDTH - cell * columns) / 2;
        double top = (PreviewSize.HEIGHT - cell * rows) / 2;
        double largest = Double.MIN_NORMAL;
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                largest = Math.max(largest, Math.abs(layer.W()[row * layer.columns() + column]));
            }
        }
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                double weight = layer.W()[row * layer.columns() + column] / largest;
                graphics.setColor(new Color(Palette.between(weight, 1)));
                graphics.fill(new Rectangle2D.Double(left + column * cell, top + row * cell, 0.94 * cell, 0.94 * cell));
            }
        }
    }
}
