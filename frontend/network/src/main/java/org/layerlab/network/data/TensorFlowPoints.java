package org.layerlab.network.data;

import java.util.Arrays;
import org.layerlab.network.choice.ChoiceText;
import org.layerlab.network.function.Elementary;

/**
 * TensorFlow Playground's points: its generator, its order and its coordinates, which reach about 6. Of a classification,
 * its label 1 (blue) is class 1 here, its label −1 (orange) class 0; of a regression, its label is the number to learn. A draw gives all points at once, shuffled; the first of
 * them train, the others test.
 *
 * <p>Sines and logarithms are this program's, so a coordinate may differ from a browser's in its last bit.
 */
enum TensorFlowPoints {
    /** A disc (class 1) of half the radius of the ring around it; noise moves a point's label, not the point. */
    CIRCLE,
    /** Four squares; noise moves a point's label, not the point. */
    XOR,
    /** Two round clouds around ±(2, 2), of a variance from 0.5 without noise to 4 at a noise of 0.5. */
    GAUSS,
    /** Two arms of a spiral with 1.75 turns; noise moves the points. */
    SPIRAL,
    /** A tenth of the sum of both coordinates; noise moves the place whose number a point has. */
    PLANE,
    /** Three bells up and three down, each of radius 2; noise moves the place whose number a point has. */
    BELLS;

    /** Where the bells stand, and which way: x, y, sign. */
    private static final double[][] BELL = {
        {-4, 2.5, 1}, {0, 2.5, -1}, {4, 2.5, 1}, {-4, -2.5, -1}, {0, -2.5, 1}, {4, -2.5, -1}
    };

    /** Half the side of the square that the points of a regression fill. */
    static final double REACH = 6;

    /** Of the ring around the disc, and of the spiral; half the side of the squares. */
    static final double RADIUS = 5;

    private static final double PADDING = 0.3;

    /** Draws {@code count} points, or one more where they come in two halves. */
    private void draw(Draw draw, int count, double noise) {
        switch (this) {
            case CIRCLE -> {
                disc(draw, count, noise, 0, RADIUS * 0.5);
                disc(draw, count, noise, RADIUS * 0.7, RADIUS);
            }
            case XOR -> squares(draw, count, noise);
            case GAUSS -> {
                double deviation = Math.sqrt(variance(noise));
                cloud(draw, count, 2, deviation, true);
                cloud(draw, count, -2, deviation, false);
            }
            case SPIRAL -> {
                arm(draw, count, noise, 0, true);
                arm(draw, count, noise, Math.PI, false);
            }
            case PLANE, BELLS -> {
                for (int i = 0; i < count; i++) {
                    double x = draw.uniform(-REACH, REACH);
                    double y = draw.uniform(-REACH, REACH);
                    double seenX = x + draw.uniform(-REACH, REACH) * noise;
                    double seenY = y + draw.uniform(-REACH, REACH) * noise;
                    draw.add(x, y, number(seenX, seenY));
                }
            }
        }
    }

    /** The number at a place, for a regression. */
    double number(double x, double y) {
        return this == PLANE ? (x + y) / 10 : bells(x, y);
    }

    /** The number of the nearest bell: 1 or −1 at its center, 0 at a distance of 2 or more. */
    private static double bells(double x, double y) {
        double most = 0;
        for (double[] bell : BELL) {
            double far = Math.sqrt((x - bell[0]) * (x - bell[0]) + (y - bell[1]) * (y - bell[1]));
            double value = bell[2] * Math.max(0, 1 - far / 2);
            most = Math.abs(value) > Math.abs(most) ? value : most;
        }
        return most;
    }

    /** Whether its points have numbers instead of classes. */
    boolean isRegression() {
        return this == PLANE || this == BELLS;
    }

    /** The variance of each coordinate within a cloud. */
    static double variance(double noise) {
        double share = noise / 0.5;
        double low = 0.5 * (1 - share);
        return low + 4 * share;
    }

    private static void disc(Draw draw, int count, double noise, double from, double to) {
        for (int i = 0; 2 * i < count; i++) {
            double r = draw.uniform(from, to);
            double angle = draw.uniform(0, 2 * Math.PI);
            double x = r * Elementary.sin(angle);
            double y = r * Elementary.cos(angle);
            double seenX = x + draw.uniform(-RADIUS, RADIUS) * noise;
            double seenY = y + draw.uniform(-RADIUS, RADIUS) * noise;
            draw.add(x, y, Math.sqrt(seenX * seenX + seenY * seenY) < RADIUS * 0.5);
        }
    }

    private static void squares(Draw draw, int count, double noise) {
        for (int i = 0; i < count; i++) {
            double x = padded(draw.uniform(-RADIUS, RADIUS));
            double y = padded(draw.uniform(-RADIUS, RADIUS));
            double seenX = x + draw.uniform(-RADIUS, RADIUS) * noise;
            double seenY = y + draw.uniform(-RADIUS, RADIUS) * noise;
            draw.add(x, y, seenX * seenY >= 0);
        }
    }

    private static double padded(double value) {
        return value + (value > 0 ? PADDING : -PADDING);
    }

    private static void cloud(Draw draw, int count, double center, double deviation, boolean blue) {
        for (int i = 0; 2 * i < count; i++) {
            double x = center + deviation * draw.normal();
            double y = center + deviation * draw.normal();
            draw.add(x, y, blue);
        }
    }

    private static void arm(Draw draw, int count, double noise, double turned, boolean blue) {
        double n = count / 2.0;
        for (int i = 0; i < n; i++) {
            double r = i / n * RADIUS;
            double t = 1.75 * i / n * 2 * Math.PI + turned;
            double x = r * Elementary.sin(t) + draw.uniform(-1, 1) * noise;
            double y = r * Elementary.cos(t) + draw.uniform(-1, 1) * noise;
            draw.add(x, y, blue);
        }
    }

    /** What the page shows of it. */
    ChoiceText said(String id) {
        return switch (this) {
            case CIRCLE ->
                new ChoiceText(
                        id,
                        "TensorFlow’s circle",
                        "TensorFlow Playground’s circle: a disc in a ring; noise mixes the classes near the edge.");
            case XOR ->
                new ChoiceText(
                        id,
                        "TensorFlow’s XOR",
                        "TensorFlow Playground’s exclusive or; noise mixes the classes near the axes.");
            case GAUSS ->
                new ChoiceText(
                        id,
                        "TensorFlow’s Gaussian",
                        "TensorFlow Playground’s Gaussian: two clouds, which noise widens.");
            case SPIRAL ->
                new ChoiceText(id, "TensorFlow’s spiral", "TensorFlow Playground’s spiral, whose points noise moves.");
            case PLANE ->
                new ChoiceText(
                        id,
                        "TensorFlow’s plane (regression)",
                        "TensorFlow Playground’s plane: each point has a number that grows with both coordinates.");
            case BELLS ->
                new ChoiceText(
                        id,
                        "TensorFlow’s multi-Gaussian (regression)",
                        "TensorFlow Playground’s multi-Gaussian: each point has a number; clouds alternate between high and low.");
        };
    }

    /** The name of a class. */
    String className(int label) {
        return switch (this) {
            case CIRCLE -> label == 0 ? "ring" : "disc";
            case XOR -> label == 0 ? "one diagonal" : "other diagonal";
            case GAUSS -> label == 0 ? "lower cloud" : "upper cloud";
            case SPIRAL -> label == 0 ? "second arm" : "first arm";
            default -> label == 0 ? "low" : "high";
        };
    }

    /** The random numbers, and the points that were made of them. */
    private static final class Draw {
        private final Seedrandom random;
        private double[] x = new double[512];
        private double[] y = new double[512];
        private double[] labels = new double[512];
        private int size;

        Draw(Seedrandom random) {
            this.random = random;
        }

        double uniform(double from, double to) {
            return random.uniform() * (to - from) + from;
        }

        double normal() {
            double a;
            double b;
            double s;
            do {
                a = 2 * random.uniform() - 1;
                b = 2 * random.uniform() - 1;
                s = a * a + b * b;
            } while (s > 1);
            return Math.sqrt(-2 * Elementary.log(s) / s) * a;
        }

        void add(double atX, double atY, boolean blue) {
            add(atX, atY, blue ? 1 : 0);
        }

        void add(double atX, double atY, double label) {
            if (size == x.length) {
                x = Arrays.copyOf(x, 2 * size);
                y = Arrays.copyOf(y, 2 * size);
                labels = Arrays.copyOf(labels, 2 * size);
            }
            x[size] = atX;
            y[size] = atY;
            labels[size++] = label;
        }

        void shuffle() {
            for (int left = size; left > 0; left--) {
                int from = (int) Math.floor(random.uniform() * left);
                swap(x, left - 1, from);
                swap(y, left - 1, from);
                swap(labels, left - 1, from);
            }
        }

        private static void swap(double[] values, int a, int b) {
            double kept = values[a];
            values[a] = values[b];
            values[b] = kept;
        }

        LabeledSet range(int from, int to) {
            int m = to - from;
            double[] X = new double[2 * m];
            System.arraycopy(x, from, X, 0, m);
            System.arraycopy(y, from, X, m, m);
            return new LabeledSet(2, m, X, Arrays.copyOfRange(labels, from, to));
        }
    }

    /**
     * Points of one draw.
     *
     * @param count how many are drawn; TensorFlow Playground draws 500, of a regression 1,200
     * @param noise its percentage as a fraction, 0 to 0.8 there
     * @param seed see {@link TensorFlowSeed}
     * @param from the first point to return, counted from 0
     * @param to one past the last point to return, at most {@code count}
     */
    LabeledSet range(int count, double noise, long seed, int from, int to) {
        return drawn(count, noise, seed).range(from, to);
    }

    /** The random numbers that follow those of the points: TensorFlow Playground draws its weights from them. */
    Seedrandom after(int count, double noise, long seed) {
        return drawn(count, noise, seed).random;
    }

    private Draw drawn(int count, double noise, long seed) {
        Draw draw = new Draw(TensorFlowSeed.random(seed));
        draw(draw, count, noise);
        draw.shuffle();
        return draw;
    }
}
