package org.layerlab.backend.preview;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;
import org.layerlab.network.data.Bounds;
import org.layerlab.network.data.InputFeature;
import org.layerlab.network.data.LabeledSet;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.ReferenceKernels;
import org.layerlab.network.verdict.Predictor;

/** The decision boundary of a network with two inputs, and its training points. */
final class BoundaryPicture {
    private static final int WIDTH = PreviewSize.WIDTH;
    private static final int HEIGHT = PreviewSize.HEIGHT;
    private static final int MAX_COLUMNS = 300;
    private static final int MIN_COLUMNS = 40;
    /** Multiplications for the whole picture: about half a second in plain Java. */
    private static final long BUDGET = 400_000_000;

    private static final double PADDING = 0.25;

    private BoundaryPicture() {}

    /** Whether the network takes points, and is small enough to evaluate on the whole plane. */
    static boolean isPossible(ParameterFile model) {
        try {
            return model.card().architecture().inputs()
                            == CardPoints.features(model.card()).size()
                    && columns(model.parameters()) >= MIN_COLUMNS;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** As many columns as the budget allows; the rows follow from the picture's aspect ratio. */
    private static int columns(Parameters parameters) {
        long weights = 1;
        for (Parameters.Dense layer : parameters.layers()) {
            weights += (long) layer.rows() * layer.columns();
        }
        return (int) Math.min(MAX_COLUMNS, Math.sqrt((double) BUDGET / weights * WIDTH / HEIGHT));
    }

    static void draw(ParameterFile model, BufferedImage image, Graphics2D graphics) {
        Optional<LabeledSet> points = CardPoints.of(model.card());
        View view = points.map(View::around).orElse(View.PLAIN);
        int columns = columns(model.parameters());
        int rows = columns * HEIGHT / WIDTH;
        double[] grid = probabilities(model, view, columns, rows);
        paintBackground(grid, columns, rows, image);
        graphics.setColor(Palette.INK);
        graphics.setStroke(new BasicStroke(3, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        drawLine(grid, columns, rows, graphics);
        points.ifPresent(set -> drawPoints(set, view, graphics));
    }

    /** The visible part of the plane; {@code scale} in pixels per unit. */
    private record View(double x, double y, double scale) {
        static final View PLAIN = new View(0, 0, HEIGHT / 3.0);

        static View around(LabeledSet points) {
            Bounds bounds = Bounds.of(points);
            double width = bounds.width() + 2 * PADDING;
            double height = bounds.height() + 2 * PADDING;
            return new View(bounds.centerX(), bounds.centerY(), Math.min(WIDTH / width, HEIGHT / height));
        }

        double across(double px) {
            return x + (px - WIDTH / 2.0) / scale;
        }

        double up(double py) {
            return y - (py - HEIGHT / 2.0) / scale;
        }

        double pixelAcross(double valueX) {
            return WIDTH / 2.0 + (valueX - x) * scale;
        }

        double pixelDown(double valueY) {
            return HEIGHT / 2.0 - (valueY - y) * scale;
        }
    }

    /** The probability of class 1 at the centers of the cells, row by row from the top. */
    private static double[] probabilities(ParameterFile model, View view, int columns, int rows) {
        Network network = new Network(new ReferenceKernels(), model.card().architecture(), model.parameters());
        Predictor predictor = new Predictor(network);
        List<InputFeature> features = CardPoints.features(model.card());
        double[] grid = new double[rows * columns];
        for (int row = 0; row < rows; row++) {
            double[] X = new double[2 * columns];
            for (int column = 0; column < columns; column++) {
                X[column] = view.across((column + 0.5) * WIDTH / columns);
                X[columns + column] = view.up((row + 0.5) * HEIGHT / rows);
            }
            System.arraycopy(
                    predictor.probabilities(InputFeature.of(features, X), columns), 0, grid, row * columns, columns);
        }
        network.release();
        return grid;
    }

    private static void paintBackground(double[] grid, int columns, int rows, BufferedImage image) {
        for (int py = 0; py < HEIGHT; py++) {
            double row = clamp((py + 0.5) * rows / HEIGHT - 0.5, rows - 1);
            for (int px = 0; px < WIDTH; px++) {
                double column = clamp((px + 0.5) * columns / WIDTH - 0.5, columns - 1);
                image.setRGB(px, py, Palette.background(interpolated(grid, columns, rows, column, row)));
            }
        }
    }

    private static double clamp(double value, int max) {
        return Math.max(0, Math.min(max, value));
    }

    private static double interpolated(double[] grid, int columns, int rows, double column, double row) {
        int left = Math.min((int) column, columns - 2);
        int top = Math.min((int) row, rows - 2);
        double a = column - left;
        double b = row - top;
        int at = top * columns + left;
        return (1 - b) * ((1 - a) * grid[at] + a * grid[at + 1])
                + b * ((1 - a) * grid[at + columns] + a * grid[at + columns + 1]);
    }

    /** The line where both classes are equally likely, by marching squares between the centers of the cells. */
    private static void drawLine(double[] grid, int columns, int rows, Graphics2D graphics) {
        double width = (double) WIDTH / columns;
        double height = (double) HEIGHT / rows;
        for (int row = 0; row + 1 < rows; row++) {
            for (int column = 0; column + 1 < columns; column++) {
                int at = row * columns + column;
                double x = (column + 0.5) * width;
                double y = (row + 0.5) * height;
                double[] corners = {grid[at], grid[at + 1], grid[at + columns + 1], grid[at + columns]};
                double[] xs = {x, x + width, x + width, x};
                double[] ys = {y, y, y + height, y + height};
                double[] crossings = new double[8];
                int count = 0;
                for (int i = 0; i < 4; i++) {
                    int j = (i + 1) % 4;
                    if ((corners[i] > 0.5) != (corners[j] > 0.5)) {
                        double t = (0.5 - corners[i]) / (corners[j] - corners[i]);
                        crossings[count++] = xs[i] + t * (xs[j] - xs[i]);
                        crossings[count++] = ys[i] + t * (ys[j] - ys[i]);
                    }
                }
                for (int i = 0; i + 3 < count; i += 4) {
                    graphics.draw(
                            new Line2D.Double(crossings[i], crossings[i + 1], crossings[i + 2], crossings[i + 3]));
                }
            }
        }
    }

    private static void drawPoints(LabeledSet points, View view, Graphics2D graphics) {
        int m = points.size();
        double radius = Math.max(3, Math.min(8, 130 / Math.sqrt(m)));
        graphics.setStroke(new BasicStroke(1.5f));
        for (int i = 0; i < m; i++) {
            double x = view.pixelAcross(points.X()[i]);
            double y = view.pixelDown(points.X()[m + i]);
            boolean second = points.Y()[i] > 0.5;
            Shape mark = second
                    ? new Rectangle2D.Double(x - 0.9 * radius, y - 0.9 * radius, 1.8 * radius, 1.8 * radius)
                    : new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
            graphics.setColor(second ? Palette.CLASS_1 : Palette.CLASS_0);
            graphics.fill(mark);
            graphics.setColor(Color.WHITE);
            graphics.draw(mark);
        }
    }
}
