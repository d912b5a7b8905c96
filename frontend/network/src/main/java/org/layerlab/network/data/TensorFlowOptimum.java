package org.layerlab.network.data;

/** {@link BayesOptimum} of TensorFlow Playground's points, whose noise is uniform or, of the clouds, their width. */
final class TensorFlowOptimum {
    private static final double RADIUS = TensorFlowPoints.RADIUS;
    private static final int STEPS = 60;

    private TensorFlowOptimum() {}

    /** The best possible accuracy, 0.5 to 1. */
    static double accuracy(TensorFlowPoints points, double noise) {
        if (points == TensorFlowPoints.GAUSS) {
            return normal(2 * Math.sqrt(2) / Math.sqrt(TensorFlowPoints.variance(noise)));
        }
        if (noise < 1e-6) {
            return 1;
        }
        return switch (points) {
            case CIRCLE -> (disc(0, RADIUS * 0.5, noise) + disc(RADIUS * 0.7, RADIUS, noise)) / 2;
            case XOR -> squares(noise);
            default -> arms(noise);
        };
    }

    /** The best possible R² of points with numbers, 0 to 1: the variance between places divided by the total. */
    static double r2(TensorFlowPoints points, double noise) {
        if (noise < 1e-6) {
            return 1;
        }
        int places = 40;
        int offsets = 12;
        double sum = 0;
        double squares = 0;
        double squaredMeans = 0;
        for (int i = 0; i < places * places; i++) {
            double x = at(i % places, places);
            double y = at(i / places, places);
            double mean = 0;
            for (int k = 0; k < offsets * offsets; k++) {
                double value =
                        points.number(x + at(k % offsets, offsets) * noise, y + at(k / offsets, offsets) * noise);
                mean += value / (offsets * offsets);
                squares += value * value / (offsets * offsets);
            }
            sum += mean;
            squaredMeans += mean * mean;
        }
        double all = places * places;
        double middle = sum / all * (sum / all);
        return (squaredMeans / all - middle) / (squares / all - middle);
    }

    /** The middle of one of this many equal parts of the square's side. */
    private static double at(int part, int parts) {
        return TensorFlowPoints.REACH * (2 * (part + 0.5) / parts - 1);
    }

    /** The share of a normal distribution below z, at least 0: Simpson's rule. */
    private static double normal(double z) {
        int n = 400;
        double sum = 0;
        for (int i = 0; i <= n; i++) {
            double u = z * i / n;
            int weight = i == 0 || i == n ? 1 : i % 2 == 0 ? 2 : 4;
            sum += weight * Math.exp(-u * u / 2);
        }
        return Math.min(1, 0.5 + sum * z / n / 3 / Math.sqrt(2 * Math.PI));
    }

    /** Of points with a uniform distance from the center, whose label is that of a place within the noise around them. */
    private static double disc(double from, double to, double noise) {
        double sum = 0;
        int angles = 8;
        for (int i = 0; i < STEPS; i++) {
            double r = from + (to - from) * (i + 0.5) / STEPS;
            for (int j = 0; j < angles; j++) {
                // The rest of the circle repeats this eighth.
                double angle = Math.PI / 4 * (j + 0.5) / angles;
                double p = within(r * Math.cos(angle), r * Math.sin(angle), RADIUS * noise);
                sum += Math.max(p, 1 - p);
            }
        }
        return sum / STEPS / angles;
    }

    /** How much of the square around a place lies in the disc. */
    private static double within(double x, double y, double half) {
        int inside = 0;
        for (int i = 0; i < STEPS; i++) {
            for (int j = 0; j < STEPS; j++) {
                double seenX = x + half * (2 * (i + 0.5) / STEPS - 1);
                double seenY = y + half * (2 * (j + 0.5) / STEPS - 1);
                inside += seenX * seenX + seenY * seenY < RADIUS * RADIUS / 4 ? 1 : 0;
            }
        }
        return (double) inside / STEPS / STEPS;
    }

    private static double squares(double noise) {
        double sum = 0;
        int steps = 5 * STEPS;
        for (int i = 0; i < steps; i++) {
            double a = positive(i, steps, noise);
            for (int j = 0; j < steps; j++) {
                double b = positive(j, steps, noise);
                double p = a * b + (1 - a) * (1 - b);
                sum += Math.max(p, 1 - p);
            }
        }
        return sum / steps / steps;
    }

    /** How likely a positive coordinate is still positive with its noise. */
    private static double positive(int i, int steps, double noise) {
        double value = 0.3 + RADIUS * (i + 0.5) / steps;
        return Math.min(1, 0.5 + value / (2 * RADIUS * noise));
    }

    /** Of two arms whose points lie anywhere in a square around their place: by summing over a grid. */
    private static double arms(double noise) {
        double cell = Math.max(noise / 8, 0.02);
        int n = (int) Math.ceil(2 * (RADIUS + noise) / cell) + 2;
        double[] first = new double[n * n];
        double[] second = new double[n * n];
        int places = 4000;
        int half = Math.max(1, (int) Math.round(noise / cell));
        for (int i = 0; i < places; i++) {
            double along = (double) i / places;
            double angle = 1.75 * along * 2 * Math.PI;
            double x = RADIUS * along * Math.sin(angle);
            double y = RADIUS * along * Math.cos(angle);
            blur(first, n, x / cell + n / 2.0, y / cell + n / 2.0, half);
            blur(second, n, -x / cell + n / 2.0, -y / cell + n / 2.0, half);
        }
        double best = 0;
        double all = 0;
        for (int i = 0; i < first.length; i++) {
            best += Math.max(first[i], second[i]);
            all += first[i] + second[i];
        }
        return Math.min(1, best / all);
    }

    private static void blur(double[] density, int n, double x, double y, int half) {
        int column = (int) Math.round(x);
        int row = (int) Math.round(y);
        for (int i = Math.max(0, row - half); i < Math.min(n, row + half); i++) {
            for (int j = Math.max(0, column - half); j < Math.min(n, column + half); j++) {
                density[i * n + j]++;
            }
        }
    }
}
