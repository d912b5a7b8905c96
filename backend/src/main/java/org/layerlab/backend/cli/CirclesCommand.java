package org.layerlab.backend.cli;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.layerlab.backend.jvm.JvmKernels;
import org.layerlab.network.choice.ChoiceSetting;
import org.layerlab.network.choice.Chosen;
import org.layerlab.network.choice.NumberSetting;
import org.layerlab.network.choice.Range;
import org.layerlab.network.choice.Setting;
import org.layerlab.network.choice.TextSetting;
import org.layerlab.network.choice.WholeSetting;
import org.layerlab.network.data.LabeledSet;
import org.layerlab.network.data.Points;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.RunState;
import org.layerlab.network.file.SettingsJson;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.LayerKind;
import org.layerlab.network.layer.Network;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.training.Hyperparameters;
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
@Command(name = "circles", description = "Trains on points of the plane, with NumPy's digits for the same seed.")
public final class CirclesCommand implements Callable<Integer>, SettingOptions.Command {
    private static final TextSetting LAYERS = new TextSetting(
            "layers", "Layers", "Units of each layer; softmax4 at the end for four classes.", "2, 10, 1");

    /** The shapes that a seed gives. */
    private static final ChoiceSetting<Points> DATASET = new ChoiceSetting<>(
            "dataset",
            "Data set",
            "The shape of the points.",
            Points.CIRCLE,
            Stream.of(Points.values()).filter(shape -> shape != Points.CUSTOM).toArray(Points[]::new));

    private static final NumberSetting NOISE = new NumberSetting(
            "noise", "Noise", "Standard deviation of the noise on both coordinates.", 0.15, Range.between(0, 100));
    private static final WholeSetting POINTS =
            new WholeSetting("points", "Points", "Points to train on.", 300, 2, Integer.MAX_VALUE);
    private static final WholeSetting TEST_POINTS = new WholeSetting(
            "testPoints",
            "Test points",
            "Points to test on, drawn with seed + 1; for TensorFlow Playground’s points, from the same draw.",
            100,
            2,
            Integer.MAX_VALUE);

    // The tutorial's second experiment.
    private static final NumberSetting LEARNING_RATE =
            LearningSettings.LEARNING_RATE.within(0.2, LearningSettings.LEARNING_RATE.range());
    private static final WholeSetting ITERATIONS =
            LearningSettings.ITERATIONS.within(15_000, 0, LearningSettings.ITERATIONS.most());

    /** The points to test on have the next one. */
    private static final WholeSetting SEED =
            LearningSettings.SEED.within(LearningSettings.SEED.byDefault(), 0, LearningSettings.SEED.most() - 1);

    /** Settings of every training that have other defaults or bounds here. */
    private static final List<Setting<?>> OWN = List.of(LEARNING_RATE, ITERATIONS, SEED);

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
        List<Setting<?>> settings = new ArrayList<>(List.of(LAYERS, DATASET, NOISE, POINTS, TEST_POINTS));
        for (Setting<?> setting : LearningSettings.ALL) {
            settings.add(OWN.stream()
                    .filter(own -> own.key().equals(setting.key()))
                    .findFirst()
                    .orElse(setting));
        }
        settings.add(LearningSettings.PRECISION);
        return settings;
    }

    private Chosen chosen() {
        Chosen base =
                new Chosen().set(LEARNING_RATE, LEARNING_RATE.byDefault()).set(ITERATIONS, ITERATIONS.byDefault());
        return SettingOptions.read(spec, settings(), base);
    }

    @Override
    public Integer call() throws CommandException {
        Chosen chosen = chosen();
        Hyperparameters hyperparameters = Hyperparameters.of(chosen);
        long seed = hyperparameters.seed();
        Architecture architecture;
        LabeledSet train;
        LabeledSet test;
        try {
            architecture = Architecture.parse(chosen.get(LAYERS), chosen.get(LearningSettings.ACTIVATION));
            Points points = chosen.get(DATASET);
            architecture = fitting(architecture, points);
            int classes = points.isRegression() ? 1 : architecture.classes();
            double noise = noise(chosen);
            train = points.train(chosen.whole(POINTS), chosen.whole(TEST_POINTS), classes, noise, seed);
            test = points.test(chosen.whole(POINTS), chosen.whole(TEST_POINTS), classes, noise, seed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
        if (architecture.inputs() != train.features()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--layers " + chosen.get(LAYERS) + " begins with " + architecture.inputs() + ", but a point has "
                            + train.features() + " features");
        }
        if (out != null) {
            output.format(out);
            ModelFiles.requireWritable(out);
        }
        Memory.requireRoomToLearn(architecture, Memory.most());

        Kernels kernels = JvmKernels.best(chosen.get(LearningSettings.PRECISION), console.err());
        Network network = new Network(
                kernels,
                architecture,
                chosen.get(LearningSettings.INITIALIZATION)
                        .onPoints(architecture, chosen.get(DATASET), train.size() + test.size(), noise(chosen), seed));
        Trainer trainer = new Trainer(network, train, hyperparameters);
        TrainingLoop.run(trainer, console, console::print, () -> false, TrainingLoop.AfterStep.NOTHING);

        Predictor predictor = new Predictor(network);
        Evaluation onTrain = predictor.evaluate(train);
        Evaluation onTest = predictor.evaluate(test);
        if (out != null) {
            save(out, chosen, trainer, onTrain, onTest);
        }
        print("train", onTrain);
        print("test", onTest);
        return 0;
    }

    /** The layers for these points: where they have numbers, a last unit of no other activation is linear. */
    private static Architecture fitting(Architecture architecture, Points points) {
        if (points.isRegression() && architecture.outputs() == 1) {
            List<LayerKind> layers = new ArrayList<>(architecture.layers());
            layers.set(layers.size() - 1, LayerKind.output(1));
            return new Architecture(architecture.input(), layers);
        }
        if (points.isRegression() || architecture.isRegression()) {
            throw new IllegalArgumentException("--layers " + architecture + " is for "
                    + (architecture.isRegression() ? "numbers" : "classes") + ", but the points of " + points.id()
                    + " have " + (points.isRegression() ? "numbers" : "classes"));
        }
        return architecture;
    }

    private void print(String set, Evaluation evaluation) {
        boolean numbers = !Double.isNaN(evaluation.r2());
        console.print(
                numbers
                        ? String.format(Locale.ROOT, "%s R²: %.4f", set, evaluation.r2())
                        : set + " accuracy: " + OutputOptions.percent(evaluation.accuracy()) + " %");
    }

    private void save(Path file, Chosen chosen, Trainer trainer, Evaluation onTrain, Evaluation onTest)
            throws CommandException {
        Architecture architecture = trainer.network().architecture();
        Points points = chosen.get(DATASET);
        Precision precision = chosen.get(LearningSettings.PRECISION);
        JsonObject dataset = new JsonObject().add("id", points.id());
        if (architecture.outputs() > 1) {
            dataset.add("classCount", architecture.outputs());
        }
        CardBuilder card = new CardBuilder(architecture)
                .kind(ModelCard.Kind.POINTS)
                .dataset(dataset.add("seed", trainer.hyperparameters().seed())
                        .add("noise", percent(chosen))
                        .add("trainSize", chosen.whole(POINTS))
                        .add("testSize", chosen.whole(TEST_POINTS)))
                .hyperparameters(hyperparameters(chosen, trainer))
                .iteration(trainer.iteration())
                .costs(trainer.costs())
                .engine("jvm")
                .precision(precision.id())
                .set("kernels", Json.value(JvmKernels.name(trainer.network().kernels())));
        if (architecture.isRegression()) {
            card.set("trainR2", Json.value(onTrain.r2())).set("testR2", Json.value(onTest.r2()));
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

    /** As the card tells it and the playground reads it: in percent, whose hundredth may be 1 ulp off. */
    private static double noise(Chosen chosen) {
        return percent(chosen) / 100;
    }

    private static double percent(Chosen chosen) {
        return 100 * chosen.get(NOISE);
    }

    private static JsonObject hyperparameters(Chosen chosen, Trainer trainer) {
        // The activations stand beside the layers already.
        return SettingsJson.write(LearningSettings.ALL, chosen)
                .remove(LearningSettings.ACTIVATION.key())
                .set("batchSize", trainer.batchSize());
    }
}
