package org.layerlab.page.play.worker;

import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.training.Timeline;
import org.layerlab.network.training.Trainer;
import org.layerlab.page.browser.Clock;

/** Takes a run to a moment of its past, in slices, so that the next wish is heard before this one is fulfilled. */
final class Seek {
    private static final double SLICE_MS = 8;

    private final IntConsumer reached;
    private final Clock.Task nextSlice = Clock.soon(this::slice);
    private @Nullable Trainer trainer;
    private int wanted;
    private int target;
    private int stepsAtOnce = 1;
    private boolean scheduled;

    /**
     * A way into the past.
     *
     * @param reached takes the iteration that was wanted, when the run stands there, or as near as it can
     */
    Seek(IntConsumer reached) {
        this.reached = reached;
    }

    /** Goes there; where it is on its way elsewhere, it turns. */
    void start(Trainer run, Timeline timeline, int iteration) {
        wanted = iteration;
        target = timeline.rewind(iteration);
        trainer = run;
        slice();
    }

    /** Stays where it is. */
    void cancel() {
        trainer = null;
    }

    private void again() {
        if (!scheduled) {
            scheduled = true;
            nextSlice.run();
        }
    }

    private void slice() {
        scheduled = false;
        Trainer moved = trainer;
        if (moved == null) {
            return;
        }
        double end = Clock.now() + SLICE_MS;
        while (moved.iteration() < target && Clock.now() < end) {
            double before = Clock.now();
            if (moved.steps(Math.min(stepsAtOnce, target - moved.iteration())) == 0) {
                target = moved.iteration();
            }
            stepsAtOnce = Clock.now() - before < SLICE_MS / 4 ? 2 * stepsAtOnce : Math.max(1, stepsAtOnce / 2);
            stepsAtOnce = Math.min(stepsAtOnce, 1 << 20);
        }
        if (moved.iteration() < target) {
            again();
        } else {
            trainer = null;
            reached.accept(wanted);
        }
    }
}
