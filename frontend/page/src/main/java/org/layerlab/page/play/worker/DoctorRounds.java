package org.layerlab.page.play.worker;

import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.InputFeature;
import org.layerlab.network.data.LabeledSet;
import org.layerlab.network.data.NumpyRandom;
import org.layerlab.network.data.Points;
import org.layerlab.network.doctor.Diagnosis;
import org.layerlab.network.doctor.Doctor;
import org.layerlab.network.doctor.Evidence;
import org.layerlab.network.doctor.Examination;
import org.layerlab.network.training.Trainer;
import org.layerlab.page.browser.Clock;
import org.layerlab.page.message.PlayMessages;
import org.layerlab.page.settings.PlaySettings;
import org.layerlab.page.training.Throttle;

/** The doctor's rounds: looks at a training from time to time, and says so when the diagnosis is another. */
final class DoctorRounds {
    private static final double ROUND_MS = 50;

    private final Trainer trainer;
    private final Examination examination;
    private final boolean asksOften;
    private final Doctor doctor = new Doctor();

    private final Throttle throttle = new Throttle(0.05);
    private double lastRound = Double.NEGATIVE_INFINITY;
    private Diagnosis told = Diagnosis.HEALTHY;
    private double fresh = Double.NaN;
    private double gradient = Double.NaN;

    /**
     * Of a run at its beginning.
     *
     * @param bayes the accuracy, or R², that nothing can exceed on average; NaN if unknown
     */
    DoctorRounds(PointsRun run, Trainer trainer, double bayes) {
        this.trainer = trainer;
        examination = new Examination(trainer, run.points(), run.testPoints(), fresh(run.settings()), bayes);
        asksOften = run.isSmall();
        doctor.examine(examination.look(false), false);
    }

    /** Points of the same distribution that no run of this seed sees; null if the distribution is unknown. */
    private static @Nullable LabeledSet fresh(PlaySettings settings) {
        if (settings.dataset() == Points.CUSTOM) {
            return null;
        }
        long seed = settings.seed() + 2 & NumpyRandom.MOST_SEED;
        LabeledSet points = settings.dataset()
                .generate(PlayMessages.FRESH_POINTS, settings.classes(), settings.noise() / 100, seed);
        return InputFeature.of(settings.features(), points);
    }

    /** The accuracy on fresh points at the last round, 0 to 1; NaN where it was not measured. */
    double fresh() {
        return fresh;
    }

    /** The length of the cost's gradient at the last round. */
    double gradient() {
        return gradient;
    }

    /** Some steps were made: has it noted where that is due, however long ago the last round was. */
    void passed() {
        if (Doctor.isDue(trainer.iteration())) {
            doctor.note(examination.look(false));
        }
    }

    /** A person has set a weight. */
    void edited() {
        doctor.edited(examination.look(false));
    }

    /** What came after this iteration is void. */
    void cut() {
        doctor.cut(trainer.iteration());
    }

    /**
     * What the doctor says now, or null where it is what was said before.
     *
     * @param last whether the run stands still, so that this is the last look for now
     */
    @Nullable
    Diagnosis round(boolean last) {
        double start = Clock.now();
        if (!last && (start - lastRound < ROUND_MS || !throttle.due(start))) {
            return null;
        }
        Evidence evidence = examination.look(last || asksOften);
        fresh = evidence.fresh().accuracy();
        gradient = evidence.gradient();
        Diagnosis diagnosis = doctor.examine(evidence, last);
        throttle.ran(start, Clock.now());
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
