package org.layerlab.page.photos.worker;

import org.jspecify.annotations.Nullable;
import org.layerlab.network.training.TrainerState;

/** The worker on the GPU as a run sees it; what it fails at goes to {@link GpuTraining#failed}. */
interface GpuLegs {
    /** Takes what a leg came to. */
    interface Arrival {
        /** The leg is over; its updates took this many milliseconds. */
        void came(TrainerState state, double milliseconds);
    }

    /** Opens it, and tells {@link GpuTraining#opened}. */
    void open();

    /**
     * Trains a leg.
     *
     * @param from where it begins; null for where the last one ended
     */
    void go(@Nullable TrainerState from, int until, double milliseconds, Arrival then);

    /** Ends the leg soon. */
    void hurry();

    /** Gives it back. */
    void close();
}
