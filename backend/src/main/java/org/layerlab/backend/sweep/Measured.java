package org.layerlab.backend.sweep;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a run.
 *
 * @param iterations how many it made
 * @param validation null where it diverged: a cost was NaN in training, or NaN or infinite at its end
 * @param train null where it diverged
 * @param test null where it diverged or was not asked for
 */
public record Measured(
        int iterations,
        @Nullable Figure validation,
        @Nullable Figure train,
        @Nullable Figure test) implements Serializable {
    /** A run whose cost became NaN after this many iterations. */
    static Measured diverged(int iterations) {
        return new Measured(iterations, null, null, null);
    }

    /** A run with these figures; diverged if a cost is NaN or infinite. An R² may be NaN. */
    static Measured of(int iterations, Figure validation, Figure train, @Nullable Figure test) {
        return Double.isFinite(validation.cost()) && Double.isFinite(train.cost())
                ? new Measured(iterations, validation, train, test)
                : diverged(iterations);
    }
}
