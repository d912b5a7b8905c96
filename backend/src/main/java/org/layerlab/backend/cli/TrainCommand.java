package org.layerlab.backend.cli;

import com.eclipsesource.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.layerlab.backend.dataset.DataSet;
import org.layerlab.backend.dataset.ExampleStore;
import org.layerlab.backend.dataset.PhotoExamples;
import org.layerlab.backend.dataset.Split;
import org.layerlab.backend.jvm.JvmKernels;
import org.layerlab.backend.photo.PhotoDecoder;
import org.layerlab.network.Architecture;
import org.layerlab.network.Centring;
import org.layerlab.network.Evaluation;
import org.layerlab.network.Hyperparameters;
import org.layerlab.network.Network;
import org.layerlab.network.Parameters;
import org.layerlab.network.Predictor;
import org.layerlab.network.Trainer;
import org.layerlab.network.data.PhotoSet;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Precision;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trains on photos of cats and dogs. */
@Command(
        name = "train",
        description = {
            "Trains on photos of cats and dogs.",
            "Ctrl-C leaves a checkpoint; the same command with --resume goes on from it."
        })
public final class TrainCommand implements Callable<Integer> {
    private static final int DEFAULT_ITERATIONS = 10_000;

    private final Console console;
    private final Interruption interruption;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--dataset",
            required = true,
            paramLabel = "PATH",
            description = "A folder or a zip with Train_data/ and Test_data/, or one to be split; or: drawings.")
    private String dataset;

    @Option(
            names = "--layers",
            paramLabel = "N,…,1",
            defaultValue = "12288,800,10,1",
            description = "Units of each layer. Default: ${DEFAULT-VALUE}.")
    private String layers;

    @Option(
            names = "--learning-rate",
            paramLabel = "RATE",
            defaultValue = "0.1",
            description = "Default: ${DEFAULT-VALUE}.")
    private double learningRate;

    @ArgGroup
    private @Nullable Length length;

    /** How long to train: by updates or by passes over the photos. */
    static final class Length {
        @Option(names = "--iterations", paramLabel = "N", description = "Updates. Default: 10000.")
        @Nullable
        Integer iterations;

        @Option(names = "--epochs", paramLabel = "N", description = "Instead: how often each photo is seen.")
        @Nullable
        Integer epochs;
    }

    @Option(names = "--mirror", description = "Mirror photos, left to right, half of the times they are seen.")
    private boolean mirror;

    @Option(
            names = "--center",
            description = "Take the mean photo off, and fold it into b1 in the end: the saved network takes photos.")
    private boolean center;

    @Option(
            names = "--precision",
            paramLabel = "TYPE",
            defaultValue = "float32",
            description = "float32, float64. Default: ${DEFAULT-VALUE}.")
    private Precision precision;

    @Option(names = "--limit", paramLabel = "N", description = "Train on at most N photos, drawn by the seed.")
    private @Nullable Integer limit;

    @Option(
            names = "--test-fraction",
            paramLabel = "SHARE",
            defaultValue = "0.1",
            description = "For testing, where the data set is in one piece. Default: ${DEFAULT-VALUE}.")
    private double testFraction;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "Where the model goes: .safetensors or .npz.")
    private Path out;

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "Where a run that isn't done is kept. Default: FILE of --out, and .checkpoint.")
    private @Nullable Path checkpointPath;

    @Option(
            names = "--checkpoint-every",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Iterations from one checkpoint to the next; 0: only when interrupted. "
                    + "Default: ${DEFAULT-VALUE}.")
    private int checkpointEvery;

    @Option(names = "--resume", description = "Go on from the checkpoint.")
    private boolean resume;

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description = "Keep the prepared photos there: the next run starts at once.")
    private @Nullable Path cache;

    @Mixin
    private LearningOptions learning;

    @Mixin
    private OutputOptions output;

    /** Fields are set by picocli. */
    @SuppressWarnings("NullAway.Init")
    public TrainCommand(Console console, Interruption interruption) {
        this.console = console;
        this.interruption = interruption;
    }

    /** The run itself, once its settings are known to be good. */
    @SuppressWarnings("ArrayRecordComponent") // 12,288 numbers, written once
    private record Run(DataSet dataSet, PhotoExamples train, double[] mean, Trainer trainer) {
        int epochs(int iterations) {
            return iterations / trainer.iterationsPerEpoch();
        }
    }

    @Override
    public Integer call() throws CommandException {
        Architecture architecture = checkedOptions();
        Path checkpointFile = checkpointPath == null ? Path.of(out + ".checkpoint") : checkpointPath;
        ModelFiles.requireWritable(out);
        ModelFiles.requireWritable(checkpointFile);
        if (resume && !Files.exists(checkpointFile)) {
            throw new CommandException("there is no checkpoint " + checkpointFile + " to resume from");
        }
        ExampleStore store = new ExampleStore(cache, new PhotoDecoder()::prepare);
        try (DataSet dataSet = Photos.open(dataset, testFraction, learning.seed)) {
            PhotoExamples all = Photos.prepared(store, dataSet, Split.TRAIN, console);
            PhotoExamples train = limit == null ? all : all.subset(limit, learning.seed);
            Hyperparameters hyperparameters = learning.hyperparameters(learningRate, iterations(train.size()));
            double[] mean = center ? PhotoSet.mean(train.X(), PhotoExamples.FEATURES) : new double[0];
            Kernels kernels = JvmKernels.best(precision, console.err());
            Network network =
                    new Network(kernels, architecture, learning.initialization.parameters(architecture, learning.seed));
            PhotoSet examples = new PhotoSet(train.X(), train.Y(), PhotoExamples.SIDE, mirror, center ? mean : null);
            Trainer trainer = new Trainer(network, examples, hyperparameters);
            Run run = new Run(dataSet, train, mean, trainer);
            Checkpoint checkpoint = new Checkpoint(checkpointFile, settings(run), precision);
            console.say(train.size() + " photos to train on, "
                    + dataSet.items(Split.TEST).size() + " to test on");
            if (resume) {
                checkpoint.resume(trainer);
                console.say("going on after iteration " + trainer.iteration() + " of " + hyperparameters.iterations());
            } else if (Files.exists(checkpointFile)) {
                console.say(checkpointFile + " of an earlier run will be replaced (--resume would go on from it)");
            }
            if (!train(run, checkpoint)) {
                checkpoint.write(trainer, mean, card(run));
                console.say("interrupted after " + trainer.iteration() + " of " + hyperparameters.iterations()
                        + " iterations; the same command with --resume goes on from " + checkpointFile);
                return Interruption.EXIT_CODE;
            }
            trainer.release();
            finish(run, store);
            discard(checkpoint);
            return 0;
        }
    }

    private Architecture checkedOptions() {
        Architecture architecture;
        try {
            architecture = Architecture.parse(layers, learning.activation);
        } catch (IllegalArgumentException e) {
            throw usage("--layers: " + e.getMessage());
        }
        if (architecture.inputs() != PhotoExamples.FEATURES) {
            throw usage("--layers " + layers + " begins with " + architecture.inputs() + ", but a photo has "
                    + PhotoExamples.FEATURES + " features (64·64·3)");
        }
        // Refuses what is out of range before photos are read; how many iterations an epoch has isn't known yet.
        learning.hyperparameters(learningRate, 0);
        if (limit != null && limit < 1) {
            throw usage("--limit " + limit + " leaves no photo to train on");
        }
        if (!(testFraction >= 0 && testFraction < 1)) {
            throw usage("--test-fraction " + testFraction + " is not at least 0 and below 1");
        }
        if (checkpointEvery < 0) {
            throw usage("--checkpoint-every " + checkpointEvery + " is below 0");
        }
        if (length != null && length.iterations != null && length.iterations < 0) {
            throw usage("--iterations " + length.iterations + " is below 0");
        }
        if (length != null && length.epochs != null && length.epochs < 0) {
            throw usage("--epochs " + length.epochs + " is below 0");
        }
        output.format(out);
        return architecture;
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private int iterations(int examples) {
        if (length == null) {
            return DEFAULT_ITERATIONS;
        }
        if (length.epochs != null) {
            int batch = learning.batchSize == 0 ? examples : Math.min(examples, learning.batchSize);
            return Math.multiplyExact(length.epochs, (examples + batch - 1) / batch);
        }
        return length.iterations == null ? DEFAULT_ITERATIONS : length.iterations;
    }

    /** Trains to the end; false when interrupted. */
    private boolean train(Run run, Checkpoint checkpoint) throws CommandException {
        Trainer trainer = run.trainer();
        try {
            return TrainingLoop.run(trainer, console, this::printEvenUnread, interruption::requested, () -> {
                if (checkpointEvery > 0 && trainer.iteration() % checkpointEvery == 0 && !trainer.done()) {
                    checkpoint.write(trainer, run.mean(), card(run));
                }
            });
        } finally {
            // From here on there is nothing more to save in the middle of: measuring can be broken off.
            if (trainer.done()) {
                interruption.ignore();
            }
        }
    }

    /** The file is what counts: training goes on when nobody reads its lines any more. */
    private void printEvenUnread(String line) {
        try {
            console.print(line);
        } catch (ClosedPipeException e) {
            return;
        }
    }

    private JsonObject settings(Run run) {
        return learning.json(run.trainer().hyperparameters(), run.train().size())
                .add("layers", run.trainer().network().architecture().toString())
                .add("activation", learning.activation.id())
                .add("mirror", mirror)
                .add("center", center)
                .add("precision", precision.id())
                .add("photos", digest(run.train()));
    }

    /** What tells whether a run goes on with the same photos: SHA-256 of pixels and labels. */
    private static String digest(PhotoExamples examples) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(examples.X());
            sha.update(examples.Y());
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private ModelCard.Builder card(Run run) {
        Trainer trainer = run.trainer();
        DataSet dataSet = run.dataSet();
        JsonObject about = new JsonObject()
                .add("id", dataSet.id())
                .add("name", dataSet.name())
                .add("trainSize", run.train().size())
                .add("testSize", dataSet.items(Split.TEST).size())
                .add("testFraction", testFraction)
                .add("seed", learning.seed);
        ModelCard.Builder card = ModelCard.builder(trainer.network().architecture())
                .kind(ModelCard.Kind.PHOTOS)
                .dataset(about)
                .hyperparameters(learning.json(
                                trainer.hyperparameters(), run.train().size())
                        .add("epochs", run.epochs(trainer.hyperparameters().iterations()))
                        .add("mirror", mirror)
                        .add("center", center))
                .input(new JsonObject()
                        .add("width", PhotoExamples.SIDE)
                        .add("height", PhotoExamples.SIDE)
                        .add("channels", "BGR")
                        .add("order", "rows, columns, channels")
                        .add("scale", "1/255")
                        .add("resize", "bicubic, as OpenCV's INTER_CUBIC"))
                .iteration(trainer.iteration())
                .costs(trainer.costs())
                .engine("jvm")
                .precision(precision.id())
                .set("classes", Cards.texts(dataSet.classes()));
        output.describe(card, dataSet.name());
        return card;
    }

    /** Measures the model as the file has it, writes the file, and says how good it is. */
    private void finish(Run run, ExampleStore store) throws CommandException {
        Network network = run.trainer().network();
        StorageType type = output.storage == null ? Cards.storage(precision) : output.storage;
        ModelCard.Builder card = card(run);
        Parameters trained = network.parameters();
        try {
            Parameters folded = center ? Centring.fold(trained, run.mean()) : trained;
            network.set(stored(folded, card.build(), type));
            Predictor predictor = new Predictor(network);
            Evaluation onTrain = predictor.evaluate(Photos.plain(run.train()));
            card.trainAccuracy(onTrain.accuracy());
            Evaluation onTest = null;
            if (!run.dataSet().items(Split.TEST).isEmpty()) {
                PhotoExamples test = Photos.prepared(store, run.dataSet(), Split.TEST, console);
                onTest = predictor.evaluate(Photos.plain(test));
                card.testAccuracy(onTest.accuracy());
            }
            ModelFiles.write(out, output.format(out).bytes(new ParameterFile(folded, card.build()), type));
            printEvenUnread("train accuracy: " + OutputOptions.percent(onTrain.accuracy()) + " %");
            if (onTest != null) {
                printEvenUnread("test accuracy: " + OutputOptions.percent(onTest.accuracy()) + " %");
            }
        } catch (IllegalArgumentException e) {
            throw new CommandException(out + " can't be written: " + e.getMessage(), e);
        }
    }

    /** The parameters as they come back from a file of that number format. */
    private static Parameters stored(Parameters parameters, ModelCard card, StorageType type) throws CommandException {
        if (type == StorageType.F64) {
            return parameters;
        }
        try {
            return ParameterFile.read(new ParameterFile(parameters, card).toSafetensors(type))
                    .parameters();
        } catch (ParameterFileException e) {
            throw new CommandException("the parameters can't be stored as " + type + ": " + e.getMessage(), e);
        }
    }

    private void discard(Checkpoint checkpoint) {
        try {
            // It may be of this run, or, untouched, of one that this run replaces.
            Files.deleteIfExists(checkpoint.path());
        } catch (IOException e) {
            console.say(checkpoint.path() + " is done with, but can't be deleted: " + ModelFiles.reason(e));
        }
    }
}
