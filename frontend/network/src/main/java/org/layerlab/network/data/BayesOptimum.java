package org.layerlab.network.data;

import java.util.List;

/**
 * The accuracy that no classifier can exceed on new points: each point is best given to the class that is densest
 * there, so the optimum of K classes is {@code ∫ max(p0, …, pK−1) / K} (Bayes' decision rule, e.g. Bishop, "Pattern Recognition and Machine
 * Learning", 1.5.1).
 */
public final class BayesOptimum {
    private static final int SAMPLES = 200_000;
    /** Cells per standard deviation: the error of the sum is then far below 0.01 %. */
    private static final double CELLS_PER_DEVIATION = 5;

    private static final double SMALLEST_CELL = 0.006;
    private static final double REACH = 5;

    private BayesOptimum() {}

    /**
     * The highest R² that any network can reach on average on new points with numbers: the share of their variance that a
     * point's place explains, summed over grids of places and of noise.
     *
     * @param noise as the points are generated with, at least 0
     * @return 0 to 1; NaN for points with classes
     */
    public static double r2(Points points, double noise) {
        TensorFlowPoints tensorFlow = points.tensorFlow();
        return tensorFlow == null || !tensorFlow.isRegression() ? Double.NaN : TensorFlowOptimum.r2(tensorFlow, noise);
    }

    /**
     * The best possible accuracy for points of this shape and noise, by summing over a grid the noise-free points
     * blurred with the noise.
     *
     * @param classes as the points are generated with
     * @param noise standard deviation of the noise, at least 0
     * @return 1/classes to 1; NaN for custom points, whose distribution is unknown, and for points with numbers,
     *     which have no accuracy
     */
    public static double accuracy(Points points, int classes, double noise) {
        TensorFlowPoints tensorFlow = points.tensorFlow();
        if (points.isRegression()) {
            return Double.NaN;
        }
        if (tensorFlow != null) {
            return TensorFlowOptimum.accuracy(tensorFlow, noise);
        }
        if (points == Points.CUSTOM) {
            return Double.NaN;
        }
        if (noise < 1e-6) {
            return 1;
        }
        double[] x = new double[SAMPLES];
        double[] y = new double[SAMPLES];
        List<Points.Part> parts = points.parts(classes, SAMPLES);
        NumpyRandom random = new NumpyRandom(0);
        for (Points.Part part : parts) {
            points.place(part, x, y, random);
        }
        double cell = Math.max(noise / CELLS_PER_DEVIATION, SMALLEST_CELL);
        double low = 0;
        double high = 0;
        for (int i = 0; i < SAMPLES; i++) {
            low = Math.min(low, Math.min(x[i], y[i]));
            high = Math.max(high, Math.max(x[i], y[i]));
        }
        low -= REACH * noise;
        high += REACH * noise;
        int n = (int) Math.ceil((high - low) / cell) + 2;
        double[] most = new double[n * n];
        for (Points.Part part : parts) {
            double[] density = blurred(x, y, part.from(), part.to(), low, cell, n, noise);
            for (int i = 0; i < most.length; i++) {
                most[i] = Math.max(most[i], density[i]);
            }
        }
        double sum = 0;
        for (double density : most) {
            sum += density;
        }
        return Math.min(1, sum / classes);
    }

    private static double[] blurred(
            double[] x, double[] y, int from, int to, double low, double cell, int n, double noise) {
        double[] density = new double[n * n];
        double share = 1.0 / (to - from);
        for (int p = from; p < to; p++) {
            // Each point is shared out to the four cells around it, so that its place is kept within the cell.
            double column = (x[p] - low) / cell;
            double row = (y[p] - low) / cell;
            int i = (int) row;
            int j = (int) column;
            double down = row - i;
            double right = column - j;
            density[i * n + j] += share * (1 - down) * (1 - right);
            density[i * n + j + 1] += share * (1 - down) * right;
            density[(i + 1) * n + j] += share * down * (1 - right);
            density[(i + 1) * n + j + 1] += share * down * right;
        }
        // Sharing out has blurred a little already: f·(1−f) of a cell on average, which is 1/6.
        double inCells = noise / cell;
        double[] weights = gaussian(Math.sqrt(Math.max(0.01, inCells * inCells - 1.0 / 6)));
        return blurRowsTransposed(blurRowsTransposed(density, n, weights), n, weights);
    }

    private static double[] gaussian(double deviation) {
        int reach = (int) Math.ceil(REACH * deviation);
        double[] weights = new double[2 * reach + 1];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            double d = (i - reach) / deviation;
            weights[i] = Math.exp(-d * d / 2);
            sum += weights[i];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
        return weights;
    }

    private static double[] blurRowsTransposed(double[] density, int n, double[] weights) {
        double[] result = new double[n * n];
        int reach = weights.length / 2;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int k = Math.max(0, j - reach); k <= Math.min(n - 1, j + reach); k++) {
                    sum += density[i * n + k] * weights[k - j + reach];
                }
                result[j * n + i] = sum;
            }
        }
        return result;
    }
}
