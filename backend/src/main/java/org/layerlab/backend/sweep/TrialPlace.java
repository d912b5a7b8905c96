package org.layerlab.backend.sweep;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Where the runs of a search are made: on the cores of this machine, or on others. */
public interface TrialPlace extends AutoCloseable {
    /** How many runs can be made at a time; that many threads ask. */
    int parallel();

    /**
     * Makes a run, and waits for it. May be asked by several threads.
     *
     * @throws java.util.concurrent.CancellationException when {@code stop} asked for it
     * @throws PlaceException when the place fails, not the run
     */
    Measured measure(Trial trial, boolean onTest, BooleanSupplier stop) throws PlaceException;

    @Override
    void close();

    /** Opens places. */
    interface Factory {
        /**
         * A place for these runs.
         *
         * @param threads how many at a time; 0 for as many as the place has cores
         * @throws PlaceException when it cannot be reached
         */
        TrialPlace open(TrialWork work, int threads) throws PlaceException;
    }

    /** Why a place cannot make runs. */
    final class PlaceException extends Exception {
        public PlaceException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
