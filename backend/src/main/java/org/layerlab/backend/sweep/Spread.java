package org.layerlab.backend.sweep;

import java.util.List;
import org.layerlab.network.verdict.Interval;

/**
 * The mean of a score over seeds and its 95 % interval. Of accuracies it reaches as far as Student's over the seeds, mean ±
 * t·s/√n, or Wilson's for the right answers of all seeds together, whichever is farther: two seeds with the same accuracy
 * don't prove it. Of R² it is Student's, and there is none (NaN) where one seed, or equal ones, tell no spread.
 *
 * @param mean over the seeds; NaN where one of their R² is
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
        double squares = 0;
        for (Figure figure : figures) {
            squares += (figure.score() - mean) * (figure.score() - mean);
        }
        double half = n == 1 ? 0 : student(n - 1) * Math.sqrt(squares / (n - 1) / n);
        if (regression) {
            return half == 0 || Double.isNaN(mean)
                    ? new Spread(mean, Double.NaN, Double.NaN)
                    : new Spread(mean, mean - half, mean + half);
        }
        long examples = 0;
        double right = 0;
        for (Figure figure : figures) {
            examples += figure.total();
            right += figure.score() * figure.total();
        }
        Interval pooled = Interval.of(Math.min(1, right / examples), examples);
        return new Spread(
                mean,
                Math.max(0, Math.min(mean - half, pooled.low())),
                Math.min(1, Math.max(mean + half, pooled.high())));
    }

    /** Beyond the table, the first term of Fisher's expansion, accurate to three digits. */
    private static double student(int degrees) {
        return degrees <= STUDENT.length
                ? STUDENT[degrees - 1]
                : NORMAL + (NORMAL * NORMAL * NORMAL + NORMAL) / (4.0 * degrees);
    }
}
