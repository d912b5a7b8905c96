package org.layerlab.backend.sweep;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.layerlab.backend.jvm.JvmKernels;
import org.layerlab.backend.training.PointsRun;
import org.layerlab.backend.training.PointsSettings;
import org.layerlab.network.choice.Chosen;
import org.layerlab.network.choice.Setting;
import org.layerlab.network.data.LabeledSet;
import org.layerlab.network.training.LearningSettings;
import org.layerlab.network.training.Trainer;
import org.layerlab.network.verdict.Predictor;

/** Runs on points of the plane, as {@code circles} makes them. */
public final class PointsWork implements TrialWork {
    private static final long serialVersionUID = 1;

    /** The values of these settings, over the defaults of {@code circles}. */
    public static Chosen chosen(Map<String, String> settings) {
        Chosen chosen = PointsSettings.defaults();
        for (Setting<?> setting : PointsSettings.ALL) {
            String value = settings.get(setting.key());
            if (value != null) {
                chosen.parse(setting, value);
            }
        }
        return chosen;
    }

    @Override
    public Measured measure(Trial trial, boolean onTest, BooleanSupplier stop) {
        PointsRun run = PointsRun.of(chosen(trial.settings()));
        LabeledSet train = run.train();
        Trainer trainer = run.trainer(
                JvmKernels.best(
                        run.chosen().get(LearningSettings.PRECISION), new PrintStream(OutputStream.nullOutputStream())),
                train);
        try {
            if (!finish(trainer, stop)) {
                return Measured.diverged(trainer.iteration());
            }
            Predictor predictor = new Predictor(trainer.network());
            return Measured.of(
                    trainer.iteration(),
                    Figure.of(predictor.evaluate(run.validation())),
                    Figure.of(predictor.evaluate(train)),
                    onTest ? Figure.of(predictor.evaluate(run.test())) : null);
        } finally {
            trainer.release();
            trainer.network().release();
        }
    }

    /** Trains to the end; false when it diverged. */
    private static boolean finish(Trainer trainer, BooleanSupplier stop) {
        while (!trainer.done()) {
            if (stop.getAsBoolean()) {
                throw new CancellationException();
            }
            trainer.step();
            if (trainer.diverged()) {
                return false;
            }
        }
        return true;
    }
}
