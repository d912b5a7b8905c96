package org.layerlab.backend.sweep;

import java.io.Serializable;
import org.layerlab.network.verdict.Evaluation;

/**
 * How a run did on a set of examples.
 *
 * @param score the accuracy, 0 to 1, or of a regression R²
 * @param cost the mean over the examples
 * @param total how many examples there are
 */
public record Figure(double score, double cost, int total) implements Serializable {
    /** What an evaluation says. */
    static Figure of(Evaluation evaluation) {
        return new Figure(evaluation.score(), evaluation.cost(), evaluation.total());
    }

    boolean isFinite() {
        return Double.isFinite(score) && Double.isFinite(cost);
    }
}
