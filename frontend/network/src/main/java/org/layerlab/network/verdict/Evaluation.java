package org.layerlab.network.verdict;

/**
 * How well a network does on a set of examples.
 *
 * @param cost the mean cross-entropy, or half the mean squared error
 * @param numbers whether it predicts numbers, not classes
 * @param correct how many examples it gets right; 0 of numbers
 * @param total how many there are
 * @param r2 of numbers the coefficient of determination, {@code R² = 1 − Σ(A − Y)² / Σ(Y − mean Y)²}: 1 where every
 *     number is right, 0 where the mean would do as well, below 0 where it would do better; NaN of classes,
 *     where the numbers are all the same, and where the network's are NaN
 */
public record Evaluation(double cost, boolean numbers, int correct, int total, double r2) {
    /** Of a network that names classes. */
    static Evaluation ofClasses(double cost, int correct, int total) {
        return new Evaluation(cost, false, correct, total, Double.NaN);
    }

    /** Of a network that predicts numbers. */
    static Evaluation ofNumbers(double cost, int total, double r2) {
        return new Evaluation(cost, true, 0, total, r2);
    }

    /** The share of right answers, 0 to 1. */
    public double accuracy() {
        return (double) correct / total;
    }

    /** {@link #accuracy}, or of numbers {@link #r2}. */
    public double score() {
        return numbers ? r2 : accuracy();
    }
}
