package org.layerlab.backend.preview;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;
import org.layerlab.network.data.Bounds;
import org.layerlab.network.data.InputFeature;
import org.layerlab.network.data.LabeledSet;
import org.layerlab.network.data.PointMark;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.ReferenceKernels;
import org.layerlab.network.verdict.Answers;
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
        double[][] grids = answers(model, view, columns, rows);
        paintBackground(grids, columns, rows, image);
        graphics.setColor(Palette.INK);
        graphics.setStroke(new BasicStroke(3, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        for (int label = 0; label < grids.length; label++) {
            drawLine(grids.length == 1 ? grids[0] : ahead(grids, label), columns, rows, graphics);
        }
        boolean numbers = model.card().architecture().isRegression();
        points.ifPresent(set -> drawPoints(set, numbers, view, graphics));
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

    /**
     * The answers at the centers of the cells, row by row from the top: the probability of class 1, or of each class; a
     * regression's number, −1 to 1 as 0 to 1.
     */
    private static double[][] answers(ParameterFile model, View view, int columns, int rows) {
        Network network = new Network(new ReferenceKernels(), model.card().architecture(), model.parameters());
        Predictor predictor = new Predictor(network);
        List<InputFeature> features = CardPoints.features(model.card());
        int outputs = network.architecture().outputs();
        boolean numbers = network.architecture().isRegression();
        double[][] grids = new double[outputs][rows * columns];
        for (int row = 0; row < rows; row++) {
            double[] X = new double[2 * columns];
            for (int column = 0; column < columns; column++) {
                X[column] = view.across((column + 0.5) * WIDTH / columns);
                X[columns + column] = view.up((row + 0.5) * HEIGHT / rows);
            }
            double[] A = predictor.probabilities(InputFeature.of(features, X), columns);
            for (int i = 0; i < A.length; i++) {
                grids[i / columns][row * columns + i % columns] = numbers ? Answers.shade(A[i]) : A[i];
            }
        }
        network.release();
        return grids;
    }

    /** Over 0.5 where a class is the likeliest: half of how far it is ahead of the next. */
    private static double[] ahead(double[][] grids, int label) {
        double[] ahead = new double[grids[label].length];
        for (int i = 0; i < ahead.length; i++) {
            double other = 0;
            for (int k = 0; k < grids.length; k++) {
                other = k == label ? other : Math.max(other, grids[k][i]);
            }
            ahead[i] = 0.5 + (grids[label][i] - other) / 2;
        }
        return ahead;
    }

    private static int background(double[][] grids, int columns, int rows, double column, double row) {
        if (grids.length == 1) {
            return Palette.background(interpolated(grids[0], columns, rows, column, row));
        }
        int best = 0;
        double most = -1;
        double next = 0;
        for (int k = 0; k < grids.length; k++) {
            double p = interpolated(grids[k], columns, rows, column, row);
            next = Math.max(next, Math.min(p, most));
            best = p > most ? k : best;
            most = Math.max(most, p);
        }
        return Palette.background(best, most - next);
    }

    private static void paintBackground(double[][] grids, int columns, int rows, BufferedImage image) {
        for (int py = 0; py < HEIGHT; py++) {
            double row = clamp((py + 0.5) * rows / HEIGHT - 0.5, rows - 1);
            for (int px = 0; px < WIDTH; px++) {
                double column = clamp((px + 0.5) * columns / WIDTH - 0.5, columns - 1);
                image.setRGB(px, py, background(grids, columns, rows, column, row));
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

    private static void drawPoints(LabeledSet points, boolean numbers, View view, Graphics2D graphics) {
        int m = points.size();
        double radius = Math.max(3, Math.min(8, 130 / Math.sqrt(m)));
        graphics.setStroke(new BasicStroke(1.5f));
        for (int i = 0; i < m; i++) {
            double x = view.pixelAcross(points.X()[i]);
            double y = view.pixelDown(points.X()[m + i]);
            double label = points.Y()[i];
            Shape mark = mark(numbers ? 0 : (int) label, x, y, radius);
            graphics.setColor(numbers ? new Color(Palette.between(label, 1)) : Palette.ofClass((int) label));
            graphics.fill(mark);
            graphics.setColor(Color.WHITE);
            graphics.draw(mark);
        }
    }

    private static Shape mark(int label, double x, double y, double radius) {
        double[] corners = PointMark.corners(label);
        if (corners.length == 0) {
            return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
        }
        Path2D mark = new Path2D.Double();
        mark.moveTo(x + radius * corners[0], y + radius * corners[1]);
        for (int i = 2; i < corners.length; i += 2) {
            mark.lineTo(x + radius * corners[i], y + radius * corners[i + 1]);
        }
        mark.closePath();
        return mark;
    }
}
