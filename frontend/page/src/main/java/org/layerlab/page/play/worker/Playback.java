package org.layerlab.page.play.worker;

import org.jspecify.annotations.Nullable;
import org.layerlab.network.doctor.Diagnosis;
import org.layerlab.network.doctor.Doctor;
import org.layerlab.network.doctor.Examination;
import org.layerlab.network.training.Timeline;
import org.layerlab.network.training.Trainer;
import org.layerlab.page.browser.Clock;
import org.layerlab.page.training.Throttle;

/** What the playground adds to a training: the way back into its past, rules that end it, and the doctor. */
final class Playback {
    private static final double ROUND_MS = 50;

    private final Trainer trainer;
    private final Timeline timeline;
    private final Stopping stopping;
    private final Examination examination;
    private final Doctor doctor = new Doctor();
    private final Throttle rounds = new Throttle(0.05);
    private double lastRound = Double.NEGATIVE_INFINITY;
    private Diagnosis told = Diagnosis.HEALTHY;

    /**
     * Of a run at its beginning.
     *
     * @param bayes the accuracy that nothing can exceed; NaN where nobody knows it
     */
    Playback(PointsRun run, Trainer trainer, double bayes) {
        this.trainer = trainer;
        timeline = new Timeline(trainer);
        stopping = new Stopping(run.settings().stop());
        examination = new Examination(trainer, run.points(), run.testPoints(), bayes);
        doctor.examine(examination.look(), false);
    }

    Timeline timeline() {
        return timeline;
    }

    Stopping stopping() {
        return stopping;
    }

    /** Some steps were made: why the run has to end here, or null. */
    @Nullable
    String passed(double now) {
        timeline.passed();
        return stopping.reason(trainer, now);
    }

    /**
     * What the doctor says now, or null where it is what was said before.
     *
     * @param last whether the run stands still, so that this is the last look for now
     */
    @Nullable
    Diagnosis round(boolean last) {
        double start = Clock.now();
        if (!last && (start - lastRound < ROUND_MS || !rounds.due(start))) {
            return null;
        }
        Diagnosis diagnosis = doctor.examine(examination.look(), last);
        rounds.ran(start, Clock.now());
        lastRound = start;
        if (diagnosis.equals(told)) {
            return null;
        }
        told = diagnosis;
        return diagnosis;
    }

    void release() {
        examination.release();
    }
}
