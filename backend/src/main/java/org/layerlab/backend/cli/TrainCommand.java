package org.layerlab.backend.cli;

import com.eclipsesource.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.layerlab.backend.dataset.DataSet;
import org.layerlab.backend.dataset.ExampleStore;
import org.layerlab.backend.dataset.PhotoExamples;
import org.layerlab.backend.dataset.Split;
import org.layerlab.backend.jvm.JvmKernels;
import org.layerlab.backend.photo.PhotoDecoder;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.file.PhotoPreparation;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.photo.Checkpoint;
import org.layerlab.network.photo.PhotoLearning;
import org.layerlab.network.photo.PhotoRecipe;
import org.layerlab.network.training.CostPoint;
import org.layerlab.network.training.EarlyStop;
import org.layerlab.network.training.Trainer;
import org.layerlab.network.training.ValidationPoint;
import org.layerlab.network.verdict.Answers;
import org.layerlab.network.verdict.Calibration;
import org.layerlab.network.verdict.Evaluation;
import org.layerlab.network.verdict.Predictor;
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
    private static final String TUTORIAL = "tutorial";
    private static final String BEST = "best";

    private final TerminalOutput console;
    private final Interruption interruption;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--dataset",
            required = true,
            paramLabel = "PATH",
            description = "A folder or a zip with Train_data/ and Test_data/, or one to be split; or: drawings. "
                    + "Several are taken together.")
    private List<String> sources;

    @Option(
            names = "--recipe",
            paramLabel = "NAME",
            defaultValue = TUTORIAL,
            description = "tutorial, or best: what the page's presets of these names are set to; each option that is "
                    + "given changes it, and the defaults below are the tutorial's. Default: ${DEFAULT-VALUE}.")
    private String preset;

    @Option(
            names = "--layers",
            paramLabel = "N,…,1",
            defaultValue = "12288,800,10,1",
            description = "Units of each layer; or an input 64x64x3 and any of: conv3x32 (32 filters of 3x3 pixels;"
                    + " conv3x32s2p0 with stride and padding), bn (batch normalisation), relu, leakyRelu, tanh, sigmoid,"
                    + " pool2 (greatest of 2x2 pixels), gap (mean over all pixels), dropout0.3, units. Default:"
                    + " ${DEFAULT-VALUE}.")
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

    @Option(
            names = "--mirror",
            negatable = true,
            description = "Mirror photos, left to right, half of the times they are seen.")
    private boolean mirror;

    @Option(
            names = "--shift",
            paramLabel = "PIXELS",
            defaultValue = "0",
            description = "Move photos by at most so many of their 64 pixels whenever they are seen. "
                    + "Default: ${DEFAULT-VALUE}.")
    private int shift;

    @Option(
            names = "--zoom",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "Enlarge or reduce photos by at most this share whenever they are seen. "
                    + "Default: ${DEFAULT-VALUE}.")
    private double zoom;

    @Option(
            names = "--tint",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "Make photos and their colours brighter or darker by at most this share whenever they are "
                    + "seen. Default: ${DEFAULT-VALUE}.")
    private double tint;

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description = "Begin with this model's parameters, of the same layers, rather than with the seed's.")
    private @Nullable Path from;

    @Option(
            names = "--side",
            paramLabel = "PIXELS",
            defaultValue = "64",
            description = "Learn from photos of 64, 32 or 16 pixels a side; 32 is four times as fast, and the saved"
                    + " network takes 64 all the same. Filters learned on small photos have to see whole ones too, with"
                    + " --from. Default: ${DEFAULT-VALUE}.")
    private int side;

    @Option(
            names = "--center",
            negatable = true,
            description = "Take the mean photo off, and fold it into b1 in the end: the saved network takes photos.")
    private boolean center;

    @Option(
            names = "--validation",
            paramLabel = "SHARE",
            defaultValue = "0",
            description =
                    "Of the training photos, kept apart by the seed: the parameters with the lowest cost on them, "
                            + "measured after each epoch, are kept, and probabilities are calibrated. "
                            + "Default: ${DEFAULT-VALUE}.")
    private double validation;

    @Option(
            names = "--patience",
            paramLabel = "N",
            defaultValue = "0",
            description = "Stop when N measurements on the validation part have brought nothing better; 0: never. "
                    + "Default: ${DEFAULT-VALUE}.")
    private int patience;

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
    public TrainCommand(TerminalOutput console, Interruption interruption) {
        this.console = console;
        this.interruption = interruption;
    }

    /**
     * The run itself, once its settings are known to be good.
     *
     * @param before the recipe of the model that it begins with, or nothing
     */
    private record Run(DataSet dataSet, PhotoExamples photos, PhotoLearning learning, String before) {
        Trainer trainer() {
            return learning.trainer();
        }
    }

    @Override
    public Integer call() throws CommandException {
        checkOptions();
        Path checkpointFile = checkpointPath == null ? Path.of(out + ".checkpoint") : checkpointPath;
        ModelFiles.requireWritable(out);
        ModelFiles.requireWritable(checkpointFile);
        if (resume && !Files.exists(checkpointFile)) {
            throw new CommandException("there is no checkpoint " + checkpointFile + " to resume from");
        }
        ExampleStore store = new ExampleStore(cache, new PhotoDecoder()::prepare);
        try (DataSet dataSet = Photos.open(sources, testFraction, learning.seed)) {
            if (dataSet.leftOut().total() > 0) {
                console.say("left out: " + dataSet.leftOut());
            }
            PhotoExamples all = Photos.prepared(store, dataSet, Split.TRAIN, console);
            PhotoExamples photos = limit == null ? all : all.subset(limit, learning.seed);
            PhotoRecipe recipe = recipe(dataSet.items(Split.TRAIN).size());
            ParameterFile begin = from == null ? null : ModelFiles.read(from);
            String before = begin == null ? "" : begin.card().json().getString("recipe", "");
            Run run = new Run(dataSet, photos, learning(recipe, begin, photos), before);
            Trainer trainer = run.trainer();
            int iterations = trainer.hyperparameters().iterations();
            int validated = run.learning().validation().size();
            console.say(run.learning().training().size() + " photos to train on, "
                    + (validated == 0 ? "" : validated + " to validate on, ")
                    + dataSet.items(Split.TEST).size() + " to test on");
            if (resume) {
                resume(run, checkpointFile);
                console.say("going on after iteration " + trainer.iteration() + " of " + iterations);
            } else if (Files.exists(checkpointFile)) {
                console.say(checkpointFile + " of an earlier run will be replaced (--resume would go on from it)");
            }
            if (!train(run, checkpointFile)) {
                save(run, checkpointFile);
                console.say("interrupted after " + trainer.iteration() + " of " + iterations
                        + " iterations; the same command with --resume goes on from " + checkpointFile);
                return Interruption.EXIT_CODE;
            }
            trainer.release();
            finish(run, store);
            discard(checkpointFile);
            return 0;
        }
    }

    private PhotoLearning learning(PhotoRecipe recipe, @Nullable ParameterFile file, PhotoExamples photos)
            throws CommandException {
        Kernels kernels = JvmKernels.best(precision, console.err());
        Parameters begin = file == null ? null : file.parameters();
        try {
            if (begin != null) {
                recipe.architecture().require(begin);
            }
        } catch (IllegalArgumentException e) {
            throw new CommandException("--from " + from + ": " + e.getMessage(), e);
        }
        try {
            return new PhotoLearning(kernels, recipe, begin, photos.X(), photos.Y(), Trainer.COST_EVERY);
        } catch (IllegalArgumentException e) {
            throw new CommandException("data set " + String.join(", ", sources) + ": " + e.getMessage(), e);
        }
    }

    /** Refuses what cannot be before anything is read. */
    private void checkOptions() {
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
        if (length != null && length.epochs != null && length.epochs < 1) {
            throw usage("--epochs " + length.epochs + " is below 1");
        }
        if (!preset.equals(TUTORIAL) && !preset.equals(BEST)) {
            throw usage("--recipe " + preset + " is neither " + TUTORIAL + " nor " + BEST);
        }
        output.format(out);
        learning.requireSeed();
        try {
            Architecture.parse(layers, learning.activation);
        } catch (IllegalArgumentException e) {
            throw usage("--layers: " + e.getMessage());
        }
        recipe(0);
    }

    /** The preset with the options that were given. */
    private PhotoRecipe recipe(int photos) {
        PhotoRecipe base = preset.equals(BEST) ? PhotoRecipe.best(photos) : PhotoRecipe.tutorial();
        JsonObject chosen = base.json().set("seed", learning.seed);
        if (given("--layers")) {
            chosen.set("layers", layers);
        }
        if (given("--activation")) {
            chosen.set("activation", learning.activation.id());
        }
        if (given("--initialization")) {
            chosen.set("initialization", learning.initialization.id());
        }
        if (given("--learning-rate")) {
            chosen.set("learningRate", learningRate);
        }
        if (length != null) {
            chosen.set("epochs", length.epochs == null ? 0 : length.epochs);
            chosen.set("iterations", length.iterations == null ? 0 : length.iterations);
        }
        if (given("--batch-size")) {
            chosen.set("batchSize", learning.batchSize);
        }
        if (given("--optimizer")) {
            chosen.set("optimizer", learning.optimizer.id());
        }
        if (given("--momentum")) {
            chosen.set("momentum", learning.momentum);
        }
        if (given("--schedule")) {
            chosen.set("schedule", learning.schedule.id());
        }
        if (given("--l1")) {
            chosen.set("l1", learning.l1);
        }
        if (given("--l2")) {
            chosen.set("l2", learning.l2);
        }
        if (given("--dropout")) {
            chosen.set("dropout", learning.dropout);
        }
        if (given("--mirror")) {
            chosen.set("mirror", mirror);
        }
        if (given("--shift")) {
            chosen.set("shift", shift);
        }
        if (given("--zoom")) {
            chosen.set("zoom", zoom);
        }
        if (given("--tint")) {
            chosen.set("tint", tint);
        }
        if (given("--side")) {
            chosen.set("side", side);
        }
        if (given("--center")) {
            chosen.set("center", center);
        }
        if (given("--validation")) {
            chosen.set("validation", validation);
        }
        if (given("--patience")) {
            chosen.set("patience", patience);
        }
        try {
            return PhotoRecipe.of(chosen);
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    private boolean given(String option) {
        return spec.commandLine().getParseResult().hasMatchedOption(option);
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** Trains to the end; false when interrupted. */
    private boolean train(Run run, Path checkpointFile) throws CommandException {
        Trainer trainer = run.trainer();
        try {
            return TrainingLoop.run(trainer, console, this::printEvenUnread, interruption::requested, () -> {
                ValidationPoint point = run.learning().afterUpdates();
                if (point != null) {
                    console.say("validation after iteration " + point.iteration() + ": cost "
                            + CostPoint.sixDecimals(point.cost()) + ", accuracy "
                            + OutputOptions.percent(point.accuracy()) + " %");
                }
                boolean going = !run.learning().done();
                if (checkpointEvery > 0 && trainer.iteration() % checkpointEvery == 0 && going) {
                    save(run, checkpointFile);
                }
                return going;
            });
        } finally {
            // From here on there is nothing more to save in the middle of: measuring can be broken off.
            if (run.learning().done()) {
                interruption.ignore();
            }
        }
    }

    /** Writes where a run is, whole or not at all. */
    private void save(Run run, Path checkpointFile) throws CommandException {
        try {
            ParameterFile file = Checkpoint.of(run.learning(), settings(run), card(run), precision);
            ModelFiles.write(checkpointFile, file.toSafetensors(StorageType.of(precision)));
        } catch (IllegalArgumentException e) {
            throw new CommandException("checkpoint " + checkpointFile + " can't be written: " + e.getMessage(), e);
        }
    }

    private void resume(Run run, Path checkpointFile) throws CommandException {
        ParameterFile file = ModelFiles.read(checkpointFile);
        try {
            Checkpoint.in(file).resume(run.learning(), settings(run));
        } catch (ParameterFileException e) {
            throw new CommandException("checkpoint " + checkpointFile + ": " + e.getMessage(), e);
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
        return run.learning().recipe().json().add("precision", precision.id()).add("photos", digest(run.photos()));
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

    private CardBuilder card(Run run) {
        Trainer trainer = run.trainer();
        DataSet dataSet = run.dataSet();
        JsonObject about = new JsonObject()
                .add("id", dataSet.id())
                .add("name", dataSet.name())
                .add("trainSize", run.learning().training().size())
                .add("validationSize", run.learning().validation().size())
                .add("testSize", dataSet.items(Split.TEST).size())
                .add("testFraction", testFraction)
                .add("seed", learning.seed);
        CardBuilder card = new CardBuilder(run.learning().recipe().architecture())
                .kind(ModelCard.Kind.PHOTOS)
                .dataset(about)
                .hyperparameters(run.learning()
                        .recipe()
                        .json()
                        .set("iterations", trainer.hyperparameters().iterations())
                        .set("epochs", trainer.hyperparameters().iterations() / trainer.iterationsPerEpoch())
                        .set("batchSize", trainer.batchSize()))
                .input(PhotoPreparation.TUTORIAL.toJson())
                .iteration(trainer.iteration())
                .costs(trainer.costs())
                .engine("jvm")
                .precision(precision.id())
                .set("classes", Cards.texts(dataSet.classes()));
        output.describe(card, dataSet.name(), run.before());
        return card;
    }

    /** Measures the model as the file has it, writes the file, and says how good it is. */
    private void finish(Run run, ExampleStore store) throws CommandException {
        PhotoLearning learned = run.learning();
        StorageType type = output.storage == null ? StorageType.of(precision) : output.storage;
        learned.keepBest();
        CardBuilder card = card(run);
        EarlyStop earlyStop = learned.earlyStop();
        ValidationPoint best = earlyStop == null ? null : earlyStop.best();
        if (best != null) {
            // The card is that of the parameters in the file, not of the last update.
            card.iteration(best.iteration());
        }
        try {
            Parameters folded = learned.parameters();
            Network network = new Network(
                    run.trainer().network().kernels(),
                    learned.recipe().architecture(),
                    stored(folded, card.build(), type));
            Predictor predictor = new Predictor(network);
            Evaluation onTrain = predictor.evaluate(learned.training());
            card.trainAccuracy(onTrain.accuracy());
            if (best != null) {
                Answers answers = predictor.answers(learned.validation());
                int[] labels = PhotoLearning.labels(learned.validation());
                Evaluation onValidation = predictor.evaluate(learned.validation());
                card.validationAccuracy(onValidation.accuracy());
                card.calibration(Calibration.fit(answers, labels));
                console.say("kept the parameters after iteration " + best.iteration());
                printEvenUnread("validation accuracy: " + OutputOptions.percent(onValidation.accuracy()) + " %");
            }
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

    private void discard(Path checkpoint) {
        try {
            // It may be of this run, or, untouched, of one that this run replaces.
            Files.deleteIfExists(checkpoint);
        } catch (IOException e) {
            console.say(checkpoint + " is done with, but can't be deleted: " + ModelFiles.reason(e));
        }
    }
}
