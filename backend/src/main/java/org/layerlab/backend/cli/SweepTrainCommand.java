package org.layerlab.backend.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.layerlab.backend.sweep.Axis;
import org.layerlab.backend.sweep.Halving;
import org.layerlab.backend.sweep.PhotosWork;
import org.layerlab.backend.sweep.Results;
import org.layerlab.backend.sweep.Search;
import org.layerlab.backend.sweep.TrialPlace;
import org.layerlab.network.choice.NumberSetting;
import org.layerlab.network.choice.Range;
import org.layerlab.network.choice.Setting;
import org.layerlab.network.data.ValidationSplit;
import org.layerlab.network.photo.PhotoRecipe;
import org.layerlab.network.photo.RecipePreset;
import org.layerlab.network.photo.RecipeSettings;
import org.layerlab.network.training.LearningSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Searches on photos of cats and dogs. */
@Command(
        name = "train",
        description = {
            "Searches on photos of cats and dogs.",
            "For example:",
            "  layerlab sweep train --dataset drawings --recipe best --random 20 learningRate=log:0.001..0.1 dropout=0..0.6"
        })
final class SweepTrainCommand implements Callable<Integer>, SettingOptions.Command {
    private static final NumberSetting VALIDATION = ValidationSplit.FRACTION.within(0.15, Range.above(0, 0.9));

    /** The settings of {@code train}, and its preset. */
    static final List<Setting<?>> ROWS = rows();

    private static final Map<Setting<?>, String> FIXED = Map.of(
            LearningSettings.SEED,
            "--seeds says which seeds each combination gets",
            VALIDATION,
            "runs can only be compared on the same photos; give it as an option");

    private final TerminalOutput console;
    private final Interruption interruption;
    private final TrialPlace.Factory places;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--dataset",
            required = true,
            paramLabel = "PATH",
            description = "As in train: a folder, a zip, or drawings. Several are combined.")
    private List<String> sources;

    @Option(names = "--neither", paramLabel = "PATH", description = "As in train: pictures that show neither class.")
    private List<Path> neither = List.of();

    @Option(names = "--limit", paramLabel = "N", description = "Train on at most N photos, drawn by the seed.")
    private @Nullable Integer limit;

    @Option(
            names = "--test-fraction",
            paramLabel = "SHARE",
            defaultValue = "0.1",
            description = "The share for testing if the data set is not split. Default: ${DEFAULT-VALUE}.")
    private double testFraction;

    @Option(names = "--cache", paramLabel = "DIR", description = "Keep the prepared photos in this folder.")
    private @Nullable Path cache;

    @Mixin
    private SearchOptions options;

    /** Fields are set by picocli. */
    @SuppressWarnings("NullAway.Init")
    SweepTrainCommand(TerminalOutput console, Interruption interruption, TrialPlace.Factory places) {
        this.console = console;
        this.interruption = interruption;
        this.places = places;
    }

    private static List<Setting<?>> rows() {
        List<Setting<?>> rows = new ArrayList<>(RecipeSettings.ALL);
        rows.set(rows.indexOf(RecipeSettings.VALIDATION), VALIDATION);
        rows.add(0, RecipePreset.ROW);
        rows.add(TrainCommand.PRECISION);
        return List.copyOf(rows);
    }

    @Override
    public List<Setting<?>> settings() {
        return ROWS;
    }

    @Override
    public Integer call() throws CommandException {
        SweepPhotos photos = new SweepPhotos(sources, neither, testFraction, limit, cache, console);
        int threads;
        Search first;
        try {
            threads = options.threads();
            photos.check();
            first = search(List.of(), 0);
            check(new Results(first, false));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        photos.prepare(new Results(first, false));
        Results results = new Results(search(photos), false);
        TrialLine line = new TrialLine("train", ROWS, photos.options());
        return new SweepRun(console, interruption, places, System::nanoTime)
                .run(results, photos, line, SweepFile.at(options.out(), results, line, console), threads);
    }

    /** The search on the photos that were found: how long a preset trains depends on their number. */
    private Search search(SweepPhotos photos) {
        try {
            return search(photos.digests(), photos.items());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * The search.
     *
     * @param photos digests of those to train on
     * @param items their number; 0 where it is not known yet
     */
    private Search search(List<String> photos, int items) {
        Map<String, String> given = SettingOptions.texts(spec, ROWS);
        List<Axis> axes = options.axes(ROWS, FIXED, given.keySet());
        String seed = given.remove(LearningSettings.SEED.key());
        List<Long> seeds = options.seeds(LearningSettings.SEED, seed == null ? null : Long.valueOf(seed));
        given.putIfAbsent(VALIDATION.key(), VALIDATION.text(VALIDATION.byDefault()));
        Halving halving = options.halving();
        Search whole = new Search("train", given, axes, seeds, options.draws(), null, "", 0, photos);
        return halving == null ? whole : halved(whole, halving, items);
    }

    /** The same search with rounds, whose runs are all counted in iterations or all in epochs. */
    private static Search halved(Search search, Halving halving, int items) {
        Map<String, Long> lengths = new LinkedHashMap<>();
        for (Map<String, String> combination : search.combinations()) {
            Map<String, String> settings = new LinkedHashMap<>(search.given());
            settings.putAll(combination);
            PhotoRecipe recipe = PhotosWork.recipe(settings, items);
            if (recipe.epochs() > 0) {
                lengths.put(RecipeSettings.EPOCHS.key(), (long) recipe.epochs());
            } else {
                lengths.put(LearningSettings.ITERATIONS.key(), (long)
                        recipe.hyperparameters().iterations());
            }
        }
        for (Axis axis : search.axes()) {
            if (lengths.containsKey(axis.setting().key())) {
                throw new IllegalArgumentException(
                        "--halving says how long runs are, so axis " + axis.setting() + " can't vary");
            }
        }
        if (lengths.size() > 1) {
            throw new IllegalArgumentException(
                    "--halving needs runs of one length, but they have " + lengths + "; give --epochs or --iterations");
        }
        Map.Entry<String, Long> length = lengths.entrySet().iterator().next();
        return new Search(
                search.command(),
                search.given(),
                search.axes(),
                search.seeds(),
                search.draws(),
                halving,
                length.getKey(),
                length.getValue(),
                search.photos());
    }

    /** Refuses combinations that no run can have. */
    private static void check(Results results) throws CommandException {
        for (int i = 0; i < results.combinations().size(); i++) {
            Map<String, String> settings =
                    results.trial(i, 0, results.search().seeds().get(0)).settings();
            Memory.requireRoomToLearn(PhotosWork.recipe(settings, 0).learning(), Memory.most());
        }
    }
}
