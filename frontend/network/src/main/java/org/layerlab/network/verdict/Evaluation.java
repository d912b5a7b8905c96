package org.layerlab.network.verdict;

/**
 * How well a network does on a set of examples.
 *
 * @param cost the mean cross-entropy
 * @param correct how many examples it gets right
 * @param total how many there are
 */
public record Evaluation(double cost, int correct, int total) {
    /** The share of right answers, 0 to 1. */
    public double accuracy() {
        return (double) correct / total;
    }
}
