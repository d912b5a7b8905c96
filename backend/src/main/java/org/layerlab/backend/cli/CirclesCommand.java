package org.layerlab.backend.cli;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.layerlab.backend.jvm.JvmKernels;
import org.layerlab.backend.training.PointsRun;
import org.layerlab.backend.training.PointsSettings;
import org.layerlab.network.choice.Chosen;
import org.layerlab.network.choice.Setting;
import org.layerlab.network.data.LabeledSet;
import org.layerlab.network.data.Points;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.RunState;
import org.layerlab.network.file.SettingsJson;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.training.LearningSettings;
import org.layerlab.network.training.Trainer;
import org.layerlab.network.verdict.Evaluation;
import org.layerlab.network.verdict.Predictor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trains on points of the plane in float64, printing the cost lines that NumPy prints for the same seed. */
@Command(name = "circles", description = "Trains on points in the plane, with NumPy's digits for the same seed.")
public final class CirclesCommand implements Callable<Integer>, SettingOptions.Command {
    private final TerminalOutput console;

    @Spec
    private CommandSpec spec;

    @Option(names = "--out", paramLabel = "FILE", description = "Save the model: .safetensors or .npz.")
    private @Nullable Path out;

    @Mixin
    private OutputOptions output;

    /** Fields are set by picocli. */
    @SuppressWarnings("NullAway.Init")
    public CirclesCommand(TerminalOutput console) {
        this.console = console;
    }

    @Override
    public List<Setting<?>> settings() {
        return PointsSettings.ALL;
    }

    @Override
    public Integer call() throws CommandException {
        if (out == null) {
            output.sayUnused(console);
        }
        Chosen chosen = SettingOptions.read(spec, settings(), PointsSettings.defaults());
        PointsRun run;
        LabeledSet train;
        LabeledSet test;
        @Nullable LabeledSet validation;
        try {
            run = PointsRun.of(chosen);
            train = run.train();
            test = run.test();
            validation = chosen.whole(PointsSettings.VALIDATION_POINTS) == 0 ? null : run.validation();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
        if (out != null) {
            output.format(out);
            ModelFiles.requireWritable(out);
        }
        Memory.requireRoomToLearn(run.architecture(), Memory.most());

        Kernels kernels = JvmKernels.best(chosen.get(LearningSettings.PRECISION), console.err());
        Trainer trainer = run.trainer(kernels, train);
        TrainingLoop.run(trainer, console, this::print, () -> false, TrainingLoop.AfterStep.NOTHING);

        Predictor predictor = new Predictor(trainer.network());
        Evaluation onTrain = predictor.evaluate(train);
        Evaluation onTest = predictor.evaluate(test);
        if (out != null) {
            save(out, run, trainer, onTrain, onTest);
        }
        print("train", onTrain);
        if (validation != null) {
            print("validation", predictor.evaluate(validation));
        }
        print("test", onTest);
        return 0;
    }

    /** Without a file, what is printed is all that is left of the run. */
    private void print(String line) {
        if (out == null) {
            console.print(line);
        } else {
            console.printEvenUnread(line);
        }
    }

    private void print(String set, Evaluation evaluation) {
        boolean numbers = evaluation.numbers();
        print(
                numbers
                        ? String.format(Locale.ROOT, "%s R²: %.4f", set, evaluation.r2())
                        : set + " accuracy: " + OutputOptions.percent(evaluation.accuracy()) + " %");
    }

    private void save(Path file, PointsRun run, Trainer trainer, Evaluation onTrain, Evaluation onTest)
            throws CommandException {
        Chosen chosen = run.chosen();
        Architecture architecture = run.architecture();
        Points points = run.points();
        Precision precision = chosen.get(LearningSettings.PRECISION);
        JsonObject dataset = new JsonObject().add("id", points.id());
        if (architecture.outputs() > 1) {
            dataset.add("classCount", architecture.outputs());
        }
        CardBuilder card = new CardBuilder(architecture)
                .kind(ModelCard.Kind.POINTS)
                .dataset(dataset.add("seed", trainer.hyperparameters().seed())
                        .add("noise", run.noisePercent())
                        .add("trainSize", chosen.whole(PointsSettings.POINTS))
                        .add("testSize", chosen.whole(PointsSettings.TEST_POINTS)))
                .hyperparameters(hyperparameters(chosen, trainer))
                .iteration(trainer.iteration())
                .costs(trainer.costs())
                .engine("jvm")
                .precision(precision.id())
                .set("kernels", Json.value(JvmKernels.name(trainer.network().kernels())));
        if (architecture.isRegression()) {
            card.trainR2(onTrain.r2()).testR2(onTest.r2());
        } else {
            card.trainAccuracy(onTrain.accuracy(), onTrain.total()).testAccuracy(onTest.accuracy(), onTest.total());
        }
        if (architecture.outputs() == 1 && !architecture.isRegression()) {
            card.set("classes", Cards.texts(List.of(points.className(0), points.className(1))));
        }
        output.describe(card, points.id() + " " + architecture);
        RunState state = RunState.of(trainer);
        state.addTo(card);
        StorageType type = output.storage == null ? StorageType.of(precision) : output.storage;
        try {
            ModelFiles.write(
                    file,
                    output.format(file)
                            .bytes(
                                    new ParameterFile(
                                            trainer.network().parameters(),
                                            card.build(),
                                            state.tensors(StorageType.of(precision))),
                                    type));
        } catch (IllegalArgumentException e) {
            throw new CommandException(file + " can't be written: " + e.getMessage(), e);
        }
    }

    private static JsonObject hyperparameters(Chosen chosen, Trainer trainer) {
        // The activations stand beside the layers already.
        return SettingsJson.write(LearningSettings.ALL, chosen)
                .remove(LearningSettings.ACTIVATION.key())
                .set("batchSize", trainer.batchSize());
    }
}
