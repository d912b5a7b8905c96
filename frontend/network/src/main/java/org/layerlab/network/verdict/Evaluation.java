package org.layerlab.network.verdict;

/**
 * How well a network does on a set of examples.
 *
 * @param cost the mean cross-entropy, or half the mean squared error
 * @param correct how many examples it gets right
 * @param total how many there are
 * @param r2 of a regression the coefficient of determination, {@code R² = 1 − Σ(A − Y)² / Σ(Y − mean Y)²}: 1 where every
 *     number is right, 0 where the mean would do as well, below 0 where it would do better; NaN of classes
 */
public record Evaluation(double cost, int correct, int total, double r2) {
    /** Of classes. */
    public Evaluation(double cost, int correct, int total) {
        this(cost, correct, total, Double.NaN);
    }

    /** The share of right answers, 0 to 1. */
    public double accuracy() {
        return (double) correct / total;
    }

    /** {@link #accuracy}, or of a regression {@link #r2}. */
    public double score() {
        return Double.isNaN(r2) ? accuracy() : r2;
    }
}
