package org.layerlab.backend.sweep;

import java.io.Serializable;
import org.layerlab.network.verdict.Evaluation;

/**
 * How a run did on a set of examples.
 *
 * @param score the accuracy, 0 to 1, or of a regression R²; NaN where R² is NaN or infinite, as where all numbers to be
 *     learned are the same
 * @param cost the mean over the examples
 * @param total how many examples there are
 */
public record Figure(double score, double cost, int total) implements Serializable {
    public Figure {
        // One value for all that JSON cannot say: a search that is resumed ranks as one that was not.
        score = Double.isFinite(score) ? score : Double.NaN;
    }

    /** What an evaluation says. */
    static Figure of(Evaluation evaluation) {
        return new Figure(evaluation.score(), evaluation.cost(), evaluation.total());
    }
}
