package org.layerlab.backend.sweep;

import java.util.List;
import org.layerlab.network.verdict.Interval;

/**
 * The mean of a score over seeds and its 95 % interval: for two or more seeds Student's, mean ± t·s/√n; for one seed
 * Wilson's for an accuracy on this many examples, and for one R² none (NaN).
 *
 * @param mean over the seeds
 * @param low the lower end
 * @param high the upper end
 */
public record Spread(double mean, double low, double high) {
    /** Student's 0.975 quantiles for 1 to 30 degrees of freedom. */
    private static final double[] STUDENT = {
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120,
        2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042
    };

    private static final double NORMAL = 1.959964;

    /**
     * The spread of these figures, one for each seed.
     *
     * @param regression whether the scores are R²
     */
    static Spread of(List<Figure> figures, boolean regression) {
        int n = figures.size();
        double sum = 0;
        for (Figure figure : figures) {
            sum += figure.score();
        }
        double mean = sum / n;
        if (n == 1) {
            if (regression) {
                return new Spread(mean, Double.NaN, Double.NaN);
            }
            Interval interval = Interval.of(mean, figures.get(0).total());
            return new Spread(mean, interval.low(), interval.high());
        }
        double squares = 0;
        for (Figure figure : figures) {
            squares += (figure.score() - mean) * (figure.score() - mean);
        }
        double half = student(n - 1) * Math.sqrt(squares / (n - 1) / n);
        return regression
                ? new Spread(mean, mean - half, mean + half)
                : new Spread(mean, Math.max(0, mean - half), Math.min(1, mean + half));
    }

    /** Beyond the table, the first term of Fisher's expansion, accurate to three digits. */
    private static double student(int degrees) {
        return degrees <= STUDENT.length
                ? STUDENT[degrees - 1]
                : NORMAL + (NORMAL * NORMAL * NORMAL + NORMAL) / (4.0 * degrees);
    }
}
