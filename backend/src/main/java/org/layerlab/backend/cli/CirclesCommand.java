package org.layerlab.backend.cli;

import com.eclipsesource.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.layerlab.backend.jvm.JvmKernels;
import org.layerlab.network.data.LabelledSet;
import org.layerlab.network.data.Points;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.RunState;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.training.Hyperparameters;
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
public final class CirclesCommand implements Callable<Integer> {
    private final TerminalOutput console;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--layers",
            paramLabel = "N,…,1",
            defaultValue = "2,10,1",
            description = "Units of each layer. Default: ${DEFAULT-VALUE}.")
    private String layers;

    @Option(
            names = "--dataset",
            paramLabel = "NAME",
            defaultValue = "circle",
            description = "circle, moons, blobs, xor, spiral. Default: ${DEFAULT-VALUE}.")
    private Points points;

    @Option(
            names = "--noise",
            paramLabel = "SD",
            defaultValue = "0.15",
            description = "Standard deviation of the noise. Default: ${DEFAULT-VALUE}.")
    private double noise;

    @Option(
            names = "--points",
            paramLabel = "M",
            defaultValue = "300",
            description = "To train on. Default: ${DEFAULT-VALUE}.")
    private int trainSize;

    @Option(
            names = "--test-points",
            paramLabel = "M",
            defaultValue = "100",
            description = "To test on, drawn with seed + 1. Default: ${DEFAULT-VALUE}.")
    private int testSize;

    @Option(
            names = "--learning-rate",
            paramLabel = "RATE",
            defaultValue = "0.2",
            description = "Default: ${DEFAULT-VALUE}.")
    private double learningRate;

    @Option(
            names = "--iterations",
            paramLabel = "N",
            defaultValue = "15000",
            description = "Updates. Default: ${DEFAULT-VALUE}.")
    private int iterations;

    @Option(
            names = "--precision",
            paramLabel = "TYPE",
            defaultValue = "float64",
            description = "float64, float32. Default: ${DEFAULT-VALUE}.")
    private Precision precision;

    @Option(names = "--out", paramLabel = "FILE", description = "Save the model: .safetensors or .npz.")
    private @Nullable Path out;

    @Mixin
    private LearningOptions learning;

    @Mixin
    private OutputOptions output;

    /** Fields are set by picocli. */
    @SuppressWarnings("NullAway.Init")
    public CirclesCommand(TerminalOutput console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        Hyperparameters hyperparameters = learning.hyperparameters(learningRate, iterations);
        Architecture architecture;
        LabelledSet train;
        LabelledSet test;
        try {
            architecture = Architecture.parse(layers, learning.activation);
            train = points.generate(trainSize, noise, learning.seed);
            test = points.generate(testSize, noise, learning.seed + 1);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
        if (architecture.inputs() != train.features()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--layers " + layers + " begins with " + architecture.inputs() + ", but a point has "
                            + train.features() + " features");
        }
        if (out != null) {
            output.format(out);
            ModelFiles.requireWritable(out);
        }

        Kernels kernels = JvmKernels.best(precision, console.err());
        Network network =
                new Network(kernels, architecture, learning.initialization.parameters(architecture, learning.seed));
        Trainer trainer = new Trainer(network, train, hyperparameters);
        TrainingLoop.run(trainer, console, console::print, () -> false, TrainingLoop.AfterStep.NOTHING);

        Predictor predictor = new Predictor(network);
        Evaluation onTrain = predictor.evaluate(train);
        Evaluation onTest = predictor.evaluate(test);
        if (out != null) {
            save(out, network.parameters(), trainer, onTrain, onTest);
        }
        console.print("train accuracy: " + OutputOptions.percent(onTrain.accuracy()) + " %");
        console.print("test accuracy: " + OutputOptions.percent(onTest.accuracy()) + " %");
        return 0;
    }

    private void save(Path file, Parameters parameters, Trainer trainer, Evaluation onTrain, Evaluation onTest)
            throws CommandException {
        Architecture architecture = trainer.network().architecture();
        CardBuilder card = new CardBuilder(architecture)
                .kind(ModelCard.Kind.POINTS)
                .dataset(new JsonObject()
                        .add("id", points.id())
                        .add("seed", learning.seed)
                        .add("noise", 100 * noise)
                        .add("trainSize", trainSize)
                        .add("testSize", testSize))
                .hyperparameters(learning.json(trainer.hyperparameters(), trainSize))
                .iteration(trainer.iteration())
                .costs(trainer.costs())
                .trainAccuracy(onTrain.accuracy())
                .testAccuracy(onTest.accuracy())
                .engine("jvm")
                .precision(precision.id())
                .set("classes", Cards.texts(List.of(points.className(0), points.className(1))));
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
                                            parameters, card.build(), state.tensors(StorageType.of(precision))),
                                    type));
        } catch (IllegalArgumentException e) {
            throw new CommandException(file + " can't be written: " + e.getMessage(), e);
        }
    }
}
