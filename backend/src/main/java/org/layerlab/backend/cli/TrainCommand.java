package org.layerlab.backend.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.layerlab.backend.dataset.DataSet;
import org.layerlab.backend.dataset.ExampleStore;
import org.layerlab.backend.dataset.PhotoExamples;
import org.layerlab.backend.dataset.Split;
import org.layerlab.backend.jvm.JvmKernels;
import org.layerlab.backend.training.GivenRecipe;
import org.layerlab.network.choice.ChoiceSetting;
import org.layerlab.network.choice.Chosen;
import org.layerlab.network.choice.Setting;
import org.layerlab.network.data.PhotoSet;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.photo.PhotoLearning;
import org.layerlab.network.photo.PhotoRecipe;
import org.layerlab.network.photo.RecipePreset;
import org.layerlab.network.photo.RecipeSettings;
import org.layerlab.network.training.CostPoint;
import org.layerlab.network.training.LearningSettings;
import org.layerlab.network.training.Trainer;
import org.layerlab.network.training.ValidationPoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trains on photos of cats and dogs. Most of its options are the {@link RecipeSettings}. */
@Command(
        name = "train",
        description = {
            "Trains on photos of cats and dogs.",
            "Ctrl-C leaves a checkpoint; the same command with --resume continues from it."
        })
public final class TrainCommand implements Callable<Integer>, SettingOptions.Command {
    /** Photos are learned from in float32 unless asked otherwise. */
    static final ChoiceSetting<Precision> PRECISION = LearningSettings.PRECISION.withDefault(Precision.FLOAT32);

    private final TerminalOutput console;
    private final Interruption interruption;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--dataset",
            required = true,
            paramLabel = "PATH",
            description = "A folder or a zip with Train_data/ and Test_data/, or one to be split; or: drawings. "
                    + "Several are combined.")
    private List<String> sources;

    @Option(
            names = "--neither",
            paramLabel = "PATH",
            description = "A folder or zip of pictures that show neither a cat nor a dog: the network learns to answer "
                    + "50 %% there. Several are combined.")
    private List<Path> neither = List.of();

    @Option(
            names = "--recipe",
            paramLabel = "NAME",
            defaultValue = "tutorial",
            description =
                    "tutorial, best or convolutional, like the page's presets. Each setting below overrides the preset; their "
                            + "defaults are the tutorial's. Default: ${DEFAULT-VALUE}.")
    private String preset;

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description = "Start from the parameters of this model, which must have the same layers, dropout aside. "
                    + "Filters trained at a smaller --side must see whole photos afterward.")
    private @Nullable Path from;

    @Option(names = "--limit", paramLabel = "N", description = "Train on at most N photos, drawn by the seed.")
    private @Nullable Integer limit;

    @Option(
            names = "--test-fraction",
            paramLabel = "SHARE",
            defaultValue = "0.1",
            description = "The share for testing when the data set is not split. Default: ${DEFAULT-VALUE}.")
    private double testFraction;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "Where to write the model: .safetensors or .npz.")
    private Path out;

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "Where to keep an unfinished run. Default: FILE of --out with .checkpoint added.")
    private @Nullable Path checkpointPath;

    @Option(
            names = "--checkpoint-every",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Iterations between checkpoints; 0: only when training ends or is interrupted. Default: "
                    + "${DEFAULT-VALUE}.")
    private int checkpointEvery;

    @Option(
            names = "--best-so-far",
            paramLabel = "FILE",
            description =
                    "Keep the network that did best on the validation photos so far in this file (.safetensors or "
                            + ".npz), to use during the training. It is replaced whenever a network is better.")
    private @Nullable Path bestSoFar;

    @Option(names = "--resume", description = "Continue from the checkpoint.")
    private boolean resume;

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description = "Keep the prepared photos there, so that the next run starts right away.")
    private @Nullable Path cache;

    @Option(
            names = "--calibrate",
            description =
                    "Divide the last layer by the temperature found on the validation photos: the saved network's "
                            + "own probabilities are then the calibrated ones.")
    private boolean calibrate;

    @Mixin
    private OutputOptions output;

    /** Fields are set by picocli. */
    @SuppressWarnings("NullAway.Init")
    public TrainCommand(TerminalOutput console, Interruption interruption) {
        this.console = console;
        this.interruption = interruption;
    }

    @Override
    public List<Setting<?>> settings() {
        List<Setting<?>> settings = new ArrayList<>(RecipeSettings.ALL);
        settings.add(PRECISION);
        return settings;
    }

    @Override
    public Integer call() throws CommandException {
        checkOptions();
        Memory.requireRoomToLearn(recipe(0).learning(), Memory.most());
        ModelFiles.requireWritable(out);
        ModelFiles.requireWritable(kept());
        if (bestSoFar != null) {
            ModelFiles.requireWritable(bestSoFar);
        }
        RunLock lock =
                bestSoFar == null ? RunLock.on(console, out, kept()) : RunLock.on(console, out, kept(), bestSoFar);
        interruption.unheeded(() -> leave(
                lock,
                resume
                        ? "interrupted before training continued; " + kept() + " is as it was"
                        : "interrupted before the first iteration; neither a model nor a checkpoint was written"));
        try {
            CheckpointFile checkpoint = new CheckpointFile(kept(), console);
            if (!resume) {
                checkpoint.requireReplaceable();
            }
            return train(checkpoint, lock);
        } finally {
            lock.release();
        }
    }

    /** What an interruption does while training does not ask for it. */
    private void leave(RunLock lock, String message) {
        lock.release();
        console.say(message);
    }

    /** Where an unfinished run is kept. */
    private Path kept() {
        return checkpointPath == null ? Path.of(out + ".checkpoint") : checkpointPath;
    }

    private int train(CheckpointFile checkpoint, RunLock lock) throws CommandException {
        long seed = recipe(0).hyperparameters().seed();
        if (resume && !checkpoint.exists()) {
            throw new CommandException("there is no checkpoint " + checkpoint.path() + " to resume from");
        }
        StartingModel start = from == null ? null : StartingModel.read(from, console);
        ExampleStore store = Photos.store(cache);
        try (DataSet dataSet = Photos.open(sources, neither, testFraction, seed)) {
            Photos.requireTraining(dataSet, testFraction);
            if (dataSet.leftOut().total() > 0) {
                console.say("left out: " + dataSet.leftOut());
            }
            PhotoExamples all =
                    Photos.prepared(store, dataSet, Split.TRAIN, recipe(0).sources(), console);
            PhotoExamples photos = limit == null ? all : all.subset(limit, seed);
            PhotoRun run = run(dataSet, photos, start);
            PhotoCards.requireReadable(run, output);
            sayHowMany(run);
            takeUp(run, checkpoint);
            if (!train(run, checkpoint)) {
                checkpoint.save(run, output);
                console.say("interrupted after " + ofAll(run) + " iterations; the same command with --resume continues"
                        + " from " + checkpoint.path());
                return Interruption.EXIT_CODE;
            }
            finish(run, store, checkpoint, lock);
            return 0;
        }
    }

    /** Measures and writes the model. Until that is done the checkpoint keeps what was learned. */
    private void finish(PhotoRun run, ExampleStore store, CheckpointFile checkpoint, RunLock lock)
            throws CommandException {
        boolean kept = checkpoint.saveAtEnd(run, output);
        String how = "the same command with --resume --checkpoint " + checkpoint.path() + " writes the model";
        String where = "the finished training is kept in " + checkpoint.path();
        // Nothing is left to save from here on: measuring may be interrupted.
        interruption.ignore(() -> leave(
                lock,
                "interrupted after the last iteration; "
                        + (kept
                                ? where + "; " + how
                                : "the finished training is not kept, and its model is not written")));
        String remedy = where + "; fix the cause, then " + how;
        try {
            run.trainer().release();
            new TrainedModel(console, output, out, calibrate).finish(run, store);
        } catch (CommandException e) {
            throw kept ? new CommandException(e.getMessage() + "; " + remedy, e) : e;
        } catch (RuntimeException | OutOfMemoryError e) {
            if (kept) {
                console.say(remedy);
            }
            throw e;
        }
        // The model is there: an interruption has nothing more to tell.
        interruption.unheeded(lock::release);
        checkpoint.discard();
    }

    private PhotoRun run(DataSet dataSet, PhotoExamples photos, @Nullable StartingModel start) throws CommandException {
        PhotoRecipe recipe = recipe(dataSet.items(Split.TRAIN).size());
        Precision precision = chosen(new Chosen()).get(PRECISION);
        String before = start == null ? "" : start.recipe();
        return new PhotoRun(
                dataSet,
                testFraction,
                photos,
                limit == null ? 0 : limit,
                learning(recipe, start, photos, precision),
                precision,
                start == null ? "" : start.sha256(),
                before);
    }

    private void sayHowMany(PhotoRun run) {
        int validated = run.learning().validation().size();
        PhotoSet training = run.learning().training();
        long neither = IntStream.range(0, training.size())
                .filter(photo -> training.label(photo) == PhotoSet.NEITHER)
                .count();
        console.say(training.size() + (training.size() == 1 ? " photo" : " photos") + " to train on"
                + (neither == 0 ? "" : " (" + neither + " of them of neither class)") + ", "
                + (validated == 0 ? "" : validated + " to validate on, ")
                + run.dataSet().items(Split.TEST).size() + " to test on");
    }

    private void takeUp(PhotoRun run, CheckpointFile checkpoint) throws CommandException {
        if (resume) {
            checkpoint.resume(run);
            console.say("continuing after iteration " + ofAll(run));
        } else if (checkpoint.exists()) {
            console.say(checkpoint.path() + " of an earlier run will be replaced (--resume would continue from it)");
        }
    }

    private static String ofAll(PhotoRun run) {
        return run.trainer().iteration() + " of "
                + run.trainer().hyperparameters().iterations();
    }

    private PhotoLearning learning(
            PhotoRecipe recipe, @Nullable StartingModel start, PhotoExamples photos, Precision precision)
            throws CommandException {
        Kernels kernels = JvmKernels.best(precision, console.err());
        Parameters begin = start == null ? null : start.parameters(recipe);
        try {
            return new PhotoLearning(kernels, recipe, begin, photos.X(), photos.Y(), Trainer.COST_EVERY);
        } catch (IllegalArgumentException e) {
            throw new CommandException("data set " + String.join(", ", sources) + ": " + e.getMessage(), e);
        }
    }

    /** Refuses bad options before anything is read. */
    private void checkOptions() {
        if (limit != null && limit < 1) {
            throw usage("--limit " + limit + " leaves no photo to train on");
        }
        if (!(testFraction >= 0 && testFraction < 1)) {
            throw usage("--test-fraction is " + testFraction + "; it must be at least 0 and below 1");
        }
        if (checkpointEvery < 0) {
            throw usage("--checkpoint-every is " + checkpointEvery + "; it must be at least 0");
        }
        if (ModelFiles.areSame(kept(), out)) {
            throw usage("--checkpoint and --out are both " + out + "; they must be different files");
        }
        if (bestSoFar != null) {
            checkBestSoFar(bestSoFar);
        }
        if (from != null && ModelFiles.areSame(kept(), from)) {
            throw usage(
                    "--from is " + from + ", which is also the checkpoint of this training and is deleted at the end; "
                            + "give another --checkpoint");
        }
        output.format(out);
        if (recipe(0).validation() == 0 && calibrate) {
            throw usage("--calibrate needs validation photos; set --validation as well");
        }
    }

    private void checkBestSoFar(Path best) {
        output.format(best);
        if (recipe(0).validation() == 0) {
            throw usage("--best-so-far needs validation photos; set --validation as well");
        }
        for (Path other : from == null ? List.of(out, kept()) : List.of(out, kept(), from)) {
            if (ModelFiles.areSame(best, other)) {
                throw usage("--best-so-far is " + best + ", which this training "
                        + (other == from ? "starts from" : "writes as well") + "; give another file");
            }
        }
    }

    private Chosen chosen(Chosen base) {
        return SettingOptions.read(spec, settings(), base);
    }

    /**
     * The preset with the settings that were given.
     *
     * @param photos to train on; 0 where their number is not known yet
     */
    private PhotoRecipe recipe(int photos) {
        try {
            return GivenRecipe.of(preset(), photos, chosen(new Chosen()));
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    private RecipePreset preset() {
        return RecipePreset.ROW.parse(preset);
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** Trains to the end; false when interrupted. */
    private boolean train(PhotoRun run, CheckpointFile checkpoint) throws CommandException {
        Trainer trainer = run.trainer();
        BestSoFar best = bestSoFar == null ? null : new BestSoFar(bestSoFar, console, output);
        // A run that ended by itself is resumed where only its model could not be written.
        if (run.learning().done()) {
            return true;
        }
        return TrainingLoop.run(trainer, console, console::printEvenUnread, interruption::requested, () -> {
            ValidationPoint point = run.learning().afterUpdates();
            if (point != null) {
                console.say("validation after iteration " + point.iteration() + ": cost "
                        + CostPoint.sixDecimals(point.cost()) + ", accuracy "
                        + OutputOptions.percent(point.accuracy()) + " %");
                if (best != null) {
                    best.saveInPassing(run, point);
                }
            }
            boolean going = !run.learning().done();
            if (checkpointEvery > 0 && trainer.iteration() % checkpointEvery == 0 && going) {
                checkpoint.saveInPassing(run, output);
            }
            return going;
        });
    }
}
