package org.layerlab.backend.sweep;

import java.io.Serializable;
import java.util.function.BooleanSupplier;

/**
 * Makes the runs of a search. It holds the data that they need, so that it can be sent to another machine. What it
 * measures depends only on the trial.
 */
public interface TrialWork extends Serializable {
    /**
     * Makes a run and measures it on the validation set.
     *
     * @param onTest whether to measure it on the test set too
     * @param stop says, between updates, whether to give up
     * @throws java.util.concurrent.CancellationException when it gave up
     */
    Measured measure(Trial trial, boolean onTest, BooleanSupplier stop);
}
