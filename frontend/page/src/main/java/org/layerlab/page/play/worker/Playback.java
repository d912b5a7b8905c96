package org.layerlab.page.play.worker;

import org.jspecify.annotations.Nullable;
import org.layerlab.network.doctor.Diagnosis;
import org.layerlab.network.training.Timeline;
import org.layerlab.network.training.Trainer;

/** What the playground adds to a training: the way back into its past, rules that end it, and the doctor. */
final class Playback {
    private final Trainer trainer;
    private final Timeline timeline;
    private final Stopping stopping;
    private final DoctorRounds rounds;

    /**
     * Of a run at its beginning.
     *
     * @param bayes the accuracy, or R², that nothing can exceed on average; NaN if unknown
     */
    Playback(PointsRun run, double bayes) {
        trainer = run.trainer();
        timeline = new Timeline(trainer);
        stopping = new Stopping(run.settings().stop());
        rounds = new DoctorRounds(run, trainer, bayes);
    }

    /** The accuracy on fresh points at the last round, 0 to 1; NaN where it was not measured. */
    double fresh() {
        return rounds.fresh();
    }

    /** The length of the cost's gradient at the last round; NaN where it was not measured. */
    double gradient() {
        return rounds.gradient();
    }

    Timeline timeline() {
        return timeline;
    }

    Stopping stopping() {
        return stopping;
    }

    /** Some steps were made; they end at the latest behind the next cost point. */
    void passed() {
        timeline.passed();
        rounds.passed();
    }

    /** Some steps were made: why the run has to end here, or null. */
    @Nullable
    String passed(double now) {
        passed();
        return stopping.reason(trainer, now);
    }

    /** A person has set a weight. */
    void edited() {
        timeline.changed();
        rounds.edited();
    }

    /** What came after this iteration is void. */
    void cut() {
        rounds.cut();
    }

    /**
     * What the doctor says now, or null where it is what was said before.
     *
     * @param last whether the run stands still, so that this is the last look for now
     */
    @Nullable
    Diagnosis round(boolean last) {
        return rounds.round(last);
    }

    void release() {
        rounds.release();
    }
}
