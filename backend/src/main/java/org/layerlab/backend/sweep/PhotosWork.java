package org.layerlab.backend.sweep;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.layerlab.backend.jvm.JvmKernels;
import org.layerlab.backend.training.GivenRecipe;
import org.layerlab.backend.training.StoredParameters;
import org.layerlab.network.choice.Chosen;
import org.layerlab.network.choice.Setting;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.data.PhotoSet;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.photo.PhotoLearning;
import org.layerlab.network.photo.PhotoRecipe;
import org.layerlab.network.photo.RecipePreset;
import org.layerlab.network.photo.RecipeSettings;
import org.layerlab.network.training.LearningSettings;
import org.layerlab.network.training.Trainer;
import org.layerlab.network.verdict.Predictor;

/** Runs on photos, as {@code train} makes them. */
public final class PhotosWork implements TrialWork {
    private static final long serialVersionUID = 1;

    private final TrialPhotos trialPhotos;

    /** Runs on these photos, which may be added later. */
    public PhotosWork(TrialPhotos trialPhotos) {
        this.trialPhotos = trialPhotos;
    }

    /** The recipe of these settings. */
    public static PhotoRecipe recipe(Map<String, String> settings, int photos) {
        String preset = settings.getOrDefault(
                RecipePreset.ROW.key(), RecipePreset.ROW.byDefault().id());
        return GivenRecipe.of(RecipePreset.ROW.parse(preset), photos, chosen(settings, RecipeSettings.ALL));
    }

    private static Precision precision(Map<String, String> settings) {
        return settings.containsKey(LearningSettings.PRECISION.key())
                ? chosen(settings, List.of(LearningSettings.PRECISION)).get(LearningSettings.PRECISION)
                : Precision.FLOAT32;
    }

    private static Chosen chosen(Map<String, String> settings, List<Setting<?>> rows) {
        Chosen chosen = new Chosen();
        for (Setting<?> row : rows) {
            String value = settings.get(row.key());
            if (value != null) {
                chosen.parse(row, value);
            }
        }
        return chosen;
    }

    @Override
    public Measured measure(Trial trial, boolean onTest, BooleanSupplier stop) {
        PhotoRecipe recipe = recipe(trial.settings(), trialPhotos.items());
        Precision precision = precision(trial.settings());
        Kernels kernels = JvmKernels.best(precision, new PrintStream(OutputStream.nullOutputStream()));
        TrialPhotos.Pixels photos = trialPhotos.training(trial.seed(), recipe.sources());
        PhotoLearning learning = new PhotoLearning(kernels, recipe, photos.X(), photos.Y(), Trainer.COST_EVERY);
        Trainer trainer = learning.trainer();
        try {
            if (!finish(learning, stop)) {
                return Measured.diverged(trainer.iteration());
            }
            learning.keepBest();
        } finally {
            trainer.release();
        }
        Network network = new Network(kernels, recipe.architecture(), stored(learning, precision));
        trainer.network().release();
        try {
            Predictor predictor = new Predictor(network);
            return Measured.of(
                    trainer.iteration(),
                    Figure.of(predictor.evaluate(learning.validation())),
                    Figure.of(predictor.evaluate(learning.training())),
                    onTest ? test(predictor, trial, recipe.preparation()) : null);
        } finally {
            network.release();
        }
    }

    private @Nullable Figure test(Predictor predictor, Trial trial, PhotoPreparation how) {
        TrialPhotos.Pixels photos = trialPhotos.test(trial.seed(), how);
        return photos == null
                ? null
                : Figure.of(
                        predictor.evaluate(new PhotoSet(photos.X(), photos.Y(), how.side()).askedTwice(how.mirror())));
    }

    /** Trains to the end; false when it diverged. */
    private static boolean finish(PhotoLearning learning, BooleanSupplier stop) {
        Trainer trainer = learning.trainer();
        while (!trainer.done()) {
            if (stop.getAsBoolean()) {
                throw new CancellationException();
            }
            trainer.step();
            if (trainer.diverged()) {
                return false;
            }
            learning.afterUpdates();
            if (learning.done()) {
                break;
            }
        }
        return true;
    }

    /** The parameters as the file of {@code train} has them. */
    private static Parameters stored(PhotoLearning learning, Precision precision) {
        try {
            return StoredParameters.of(
                    learning.parameters(),
                    new CardBuilder(learning.recipe().architecture()).build(),
                    StorageType.of(precision));
        } catch (ParameterFileException e) {
            throw new IllegalStateException(e);
        }
    }
}
