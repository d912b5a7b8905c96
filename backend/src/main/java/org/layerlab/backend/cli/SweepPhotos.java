package org.layerlab.backend.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.layerlab.backend.dataset.DataSet;
import org.layerlab.backend.dataset.ExampleStore;
import org.layerlab.backend.dataset.PhotoExamples;
import org.layerlab.backend.dataset.Split;
import org.layerlab.backend.digest.Sha256;
import org.layerlab.backend.sweep.PhotosWork;
import org.layerlab.backend.sweep.Results;
import org.layerlab.backend.sweep.Trial;
import org.layerlab.backend.sweep.TrialPhotos;
import org.layerlab.backend.sweep.TrialWork;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.data.ValidationSplit;
import org.layerlab.network.photo.PhotoRecipe;

/** The photos of a search: those to train and validate on from the start, those to test on only for the chosen runs. */
final class SweepPhotos implements SweepWork {
    private final List<String> sources;
    private final List<Path> neither;
    private final double testFraction;
    private final @Nullable Integer limit;
    private final @Nullable Path cache;
    private final TerminalOutput console;
    private final Map<String, TrialPhotos.Pixels> known = new HashMap<>();
    private final Map<TrialPhotos.Pixels, String> digests = new LinkedHashMap<>();
    private TrialPhotos trialPhotos = new TrialPhotos(0);

    SweepPhotos(
            List<String> sources,
            List<Path> neither,
            double testFraction,
            @Nullable Integer limit,
            @Nullable Path cache,
            TerminalOutput console) {
        this.sources = sources;
        this.neither = neither;
        this.testFraction = testFraction;
        this.limit = limit;
        this.cache = cache;
        this.console = console;
    }

    /** Refuses the options that {@code train} refuses. */
    void check() {
        if (limit != null && limit < 1) {
            throw new IllegalArgumentException("--limit " + limit + " leaves no photo to train on");
        }
        if (!(testFraction >= 0 && testFraction < 1)) {
            throw new IllegalArgumentException(
                    "--test-fraction is " + testFraction + "; it must be at least 0 and below 1");
        }
    }

    /** The options of {@code train} that are not settings. */
    List<String> options() {
        List<String> words = new ArrayList<>();
        for (String source : sources) {
            words.addAll(List.of("--dataset", source));
        }
        for (Path source : neither) {
            words.addAll(List.of("--neither", source.toString()));
        }
        if (limit != null) {
            words.addAll(List.of("--limit", String.valueOf(limit)));
        }
        words.addAll(List.of("--test-fraction", String.valueOf(testFraction), "--out", "trial.safetensors"));
        return words;
    }

    /** Prepares the photos to train on in each way that a combination needs, for each seed. */
    void prepare(Results results) throws CommandException {
        ExampleStore store = Photos.store(cache);
        for (long seed : results.search().seeds()) {
            try (DataSet dataSet = Photos.open(sources, neither, testFraction, seed)) {
                Photos.requireTraining(dataSet, testFraction);
                if (trialPhotos.isEmpty()) {
                    trialPhotos = new TrialPhotos(dataSet.items(Split.TRAIN).size());
                }
                for (int i = 0; i < results.combinations().size(); i++) {
                    PhotoRecipe recipe = recipe(results.trial(i, 0, seed));
                    TrialPhotos.Pixels pixels = training(store, dataSet, recipe.sources(), seed);
                    requireEnough(recipe, pixels);
                    trialPhotos.addTraining(seed, recipe.sources(), pixels);
                }
            }
        }
        console.say(known.values().iterator().next().Y().length + " photos for training and validation");
    }

    /** Refuses photos that are too few for a run of this recipe, as {@code train} does. */
    private void requireEnough(PhotoRecipe recipe, TrialPhotos.Pixels photos) throws CommandException {
        int[] labels = new int[photos.Y().length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = photos.Y()[i];
        }
        try {
            ValidationSplit split = ValidationSplit.of(
                    labels, recipe.validation(), recipe.hyperparameters().seed());
            recipe.hyperparameters(split.training().length);
        } catch (IllegalArgumentException e) {
            throw new CommandException("data set " + String.join(", ", sources) + ": " + e.getMessage(), e);
        }
    }

    private PhotoRecipe recipe(Trial trial) {
        return PhotosWork.recipe(trial.settings(), trialPhotos.items());
    }

    /** Photos that several seeds have in common are kept once. */
    private TrialPhotos.Pixels training(ExampleStore store, DataSet dataSet, PhotoPreparation how, long seed)
            throws CommandException {
        String key = dataSet.fingerprint(Split.TRAIN) + " " + how.bytes() + (limit == null ? "" : " " + seed);
        TrialPhotos.Pixels pixels = known.get(key);
        if (pixels == null) {
            PhotoExamples all = Photos.prepared(store, dataSet, Split.TRAIN, how, console);
            PhotoExamples photos = limit == null ? all : all.subset(limit, seed);
            pixels = new TrialPhotos.Pixels(photos.X(), photos.Y());
            known.put(key, pixels);
            digests.put(pixels, Sha256.hex(pixels.X(), pixels.Y()));
        }
        return pixels;
    }

    /** How many photos there are to train on, unreadable ones included; known once they are prepared. */
    int items() {
        return trialPhotos.items();
    }

    /** The SHA-256 of the pixels and labels of each prepared set. */
    List<String> digests() {
        return List.copyOf(digests.values());
    }

    @Override
    public TrialWork training() {
        return new PhotosWork(trialPhotos);
    }

    @Override
    public TrialWork testing(List<Trial> chosen) throws CommandException {
        ExampleStore store = Photos.store(cache);
        TrialPhotos both = new TrialPhotos(trialPhotos.items());
        for (Trial trial : chosen) {
            PhotoRecipe recipe = recipe(trial);
            both.addTraining(trial.seed(), recipe.sources(), trialPhotos.training(trial.seed(), recipe.sources()));
            try (DataSet dataSet = Photos.open(sources, neither, testFraction, trial.seed())) {
                if (!dataSet.items(Split.TEST).isEmpty()) {
                    PhotoExamples test = Photos.prepared(store, dataSet, Split.TEST, recipe.preparation(), console);
                    both.addTest(trial.seed(), recipe.preparation(), new TrialPhotos.Pixels(test.X(), test.Y()));
                }
            }
        }
        return new PhotosWork(both);
    }
}
