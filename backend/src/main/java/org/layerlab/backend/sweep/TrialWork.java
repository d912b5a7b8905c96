package org.layerlab.backend.sweep;

import java.io.Serializable;
import java.util.function.BooleanSupplier;

/**
 * Makes the runs of a search: with the data that they need, so that it can be sent to another machine. What it measures
 * depends on the trial alone.
 */
public interface TrialWork extends Serializable {
    /**
     * Makes a run and measures it on the validation part.
     *
     * @param onTest whether to measure it on the test part too
     * @param stop says, between updates, whether to give up
     * @throws java.util.concurrent.CancellationException when it gave up
     */
    Measured measure(Trial trial, boolean onTest, BooleanSupplier stop);
}
