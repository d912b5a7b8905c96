package org.layerlab.backend.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.layerlab.backend.dataset.ExampleStore;
import org.layerlab.backend.dataset.PhotoExamples;
import org.layerlab.backend.dataset.Split;
import org.layerlab.backend.training.StoredParameters;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.photo.PhotoLearning;
import org.layerlab.network.training.EarlyStop;
import org.layerlab.network.training.ValidationPoint;
import org.layerlab.network.verdict.Answers;
import org.layerlab.network.verdict.Evaluation;
import org.layerlab.network.verdict.Predictor;

/** What a finished training leaves: it is measured as its file has it, written, and its accuracies are printed. */
final class TrainedModel {
    private final TerminalOutput console;
    private final OutputOptions output;
    private final Path out;
    private final boolean calibrate;

    /**
     * A model to be written.
     *
     * @param calibrate whether the last layer is divided by the temperature of the validation photos
     */
    TrainedModel(TerminalOutput console, OutputOptions output, Path out, boolean calibrate) {
        this.console = console;
        this.output = output;
        this.out = out;
        this.calibrate = calibrate;
    }

    /** Measures and writes the model of a run. */
    void finish(PhotoRun run, ExampleStore store) throws CommandException {
        PhotoLearning learned = run.learning();
        StorageType type = output.storage(run.precision());
        learned.keepBest();
        CardBuilder card = PhotoCards.of(run, output);
        EarlyStop earlyStop = learned.earlyStop();
        ValidationPoint best = earlyStop == null ? null : earlyStop.best();
        if (best != null) {
            // The card describes the parameters in the file, not those of the last update.
            card.iteration(best.iteration());
        }
        try {
            Parameters folded = learned.parameters();
            if (calibrate && best != null) {
                Predictor before = predictor(run, folded);
                folded = learned.calibration(before.answers(learned.validation()))
                        .fold(folded);
            }
            Predictor predictor = predictor(run, stored(folded, card.build(), type));
            Evaluation onTrain = predictor.evaluate(learned.training());
            card.trainAccuracy(onTrain.accuracy(), onTrain.total());
            if (best != null) {
                calibrate(predictor, learned, best, card);
            }
            Evaluation onTest = onTest(predictor, run, store, card);
            ModelFiles.write(out, output.format(out).bytes(new ParameterFile(folded, card.build()), type));
            Accuracies.print(console, "train", onTrain);
            if (onTest != null) {
                Accuracies.print(console, "test", onTest);
            }
        } catch (IllegalArgumentException e) {
            throw new CommandException(out + " can't be written: " + e.getMessage(), e);
        }
    }

    private static Predictor predictor(PhotoRun run, Parameters parameters) {
        return new Predictor(
                new Network(run.trainer().network().kernels(), run.recipe().architecture(), parameters));
    }

    private void calibrate(Predictor predictor, PhotoLearning learned, ValidationPoint best, CardBuilder card) {
        Answers answers = predictor.answers(learned.validation());
        Evaluation onValidation = predictor.evaluate(learned.validation());
        card.validationAccuracy(onValidation.accuracy(), onValidation.total());
        if (answers.areNumbers()) {
            card.calibration(learned.calibration(answers));
        }
        console.say("kept the parameters after iteration " + best.iteration());
        Accuracies.print(console, "validation", onValidation);
    }

    private @Nullable Evaluation onTest(Predictor predictor, PhotoRun run, ExampleStore store, CardBuilder card)
            throws CommandException {
        if (run.dataSet().items(Split.TEST).isEmpty()) {
            return null;
        }
        PhotoExamples test =
                Photos.prepared(store, run.dataSet(), Split.TEST, run.recipe().preparation(), console);
        Evaluation onTest = predictor.evaluate(Photos.plain(test, run.recipe().preparation()));
        card.testAccuracy(onTest.accuracy(), onTest.total());
        return onTest;
    }

    /** The parameters as they come back from a file of that number format. */
    private static Parameters stored(Parameters parameters, ModelCard card, StorageType type) throws CommandException {
        try {
            return StoredParameters.of(parameters, card, type);
        } catch (ParameterFileException e) {
            throw new CommandException("the parameters can't be stored as " + type + ": " + e.getMessage(), e);
        }
    }
}
