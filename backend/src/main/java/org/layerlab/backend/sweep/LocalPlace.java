package org.layerlab.backend.sweep;

import java.util.function.BooleanSupplier;

/** The cores of this machine: each thread makes the run that it asks for. */
public record LocalPlace(TrialWork work, int parallel) implements TrialPlace {
    /** A place with this many threads; 0 for one per core. */
    public static TrialPlace open(TrialWork work, int threads) {
        return new LocalPlace(work, threads == 0 ? Runtime.getRuntime().availableProcessors() : threads);
    }

    @Override
    public Measured measure(Trial trial, boolean onTest, BooleanSupplier stop) {
        return work.measure(trial, onTest, stop);
    }

    @Override
    public void close() {
        // The caller owns the threads.
    }
}
