package org.layerlab.backend.sweep;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a combination has gotten, and how well it does.
 *
 * @param combination its index
 * @param values of the axes, as text by key
 * @param rung the last round that it took part in
 * @param trials of that round that are done, in the order of the seeds
 * @param complete whether these are all
 * @param spread over the seeds; null until complete, and where one of them diverged
 * @param cost on the validation set, the mean over the seeds; NaN where there is no spread
 */
public record Standing(
        int combination,
        Map<String, String> values,
        int rung,
        List<Measured> trials,
        boolean complete,
        @Nullable Spread spread,
        double cost) {
    /**
     * Best first: those of a later round, then the higher mean score, NaN last, then the lower mean cost, then the
     * earlier one. Those of a round that are not complete come behind it, and those that diverged behind all rounds.
     */
    static final Comparator<Standing> BEST_FIRST = Comparator.comparing(Standing::diverged)
            .thenComparingInt(one -> -one.rung)
            .thenComparing(one -> !one.complete)
            .thenComparingDouble(one -> one.spread == null ? 0 : -one.spread.mean())
            .thenComparingDouble(one -> one.spread == null ? 0 : one.cost)
            .thenComparingInt(Standing::combination);

    /** Whether all its trials are done, and at least one diverged. */
    public boolean diverged() {
        return complete && spread == null;
    }

    /** The state as files tell it. */
    public String state() {
        return !complete ? "open" : spread == null ? "diverged" : "done";
    }
}
