package org.layerlab.backend.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.layerlab.backend.dataset.DataSet;
import org.layerlab.backend.dataset.DataSetException;
import org.layerlab.backend.dataset.DataSets;
import org.layerlab.backend.dataset.ExampleStore;
import org.layerlab.backend.dataset.NeitherException;
import org.layerlab.backend.dataset.PhotoExamples;
import org.layerlab.backend.dataset.PreparationProgress;
import org.layerlab.backend.dataset.Split;
import org.layerlab.backend.jvm.JvmKernels;
import org.layerlab.backend.photo.PhotoDecoder;
import org.layerlab.network.data.NumpyRandom;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.data.PhotoSet;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.photo.Scaling;
import org.layerlab.network.verdict.Answers;
import org.layerlab.network.verdict.Calibration;
import org.layerlab.network.verdict.Familiarity;
import org.layerlab.network.verdict.Predictor;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** Opens and prepares the labeled photos named on the command line. */
final class Photos {
    /** The name of the built-in data set; a folder of this name is {@code ./drawings}. */
    static final String DRAWINGS = "drawings";

    /** Maximum number of unreadable images to name. */
    private static final int REASONS = 5;

    private Photos() {}

    /**
     * Prepares photos, and keeps them in a folder.
     *
     * @param cache null to keep them nowhere
     * @throws CommandException when nothing can be kept there
     */
    static ExampleStore store(@Nullable Path cache) throws CommandException {
        if (cache != null) {
            ModelFiles.requireFolder(cache, "prepared photos can't be kept in " + cache);
        }
        return new ExampleStore(cache, new PhotoDecoder()::prepare);
    }

    /**
     * Refuses a split that no data set can have, of a command's options {@code --test-fraction} and {@code --seed}.
     *
     * @throws ParameterException naming the option and its bounds
     */
    static void requireSplit(CommandSpec spec, double testFraction, long seed) {
        if (!(testFraction >= 0 && testFraction <= 1)) {
            throw new ParameterException(
                    spec.commandLine(), "--test-fraction " + testFraction + " is not between 0 and 1");
        }
        if (seed < 0 || seed > NumpyRandom.MOST_SEED) {
            throw new ParameterException(
                    spec.commandLine(), "--seed " + seed + " is not between 0 and " + NumpyRandom.MOST_SEED);
        }
    }

    /**
     * The data set in folders and zips, or the built-in one.
     *
     * @param sources paths, or only the name of the drawings
     * @param testFraction the fraction for testing if the folders define no test split
     */
    static DataSet open(List<String> sources, double testFraction, long seed) throws CommandException {
        return open(sources, List.of(), testFraction, seed);
    }

    /**
     * The same, with pictures to train on that show neither class.
     *
     * @param neither folders and zips of such
     */
    static DataSet open(List<String> sources, List<Path> neither, double testFraction, long seed)
            throws CommandException {
        String shown = String.join(", ", sources);
        if (neither.isEmpty() && sources.stream().allMatch(DRAWINGS::equals)) {
            return DataSets.drawings();
        }
        try {
            List<Path> paths = sources.stream()
                    .filter(source -> !source.equals(DRAWINGS))
                    .map(LayerLabCommand::path)
                    .toList();
            boolean drawings = paths.size() < sources.size();
            String id = paths.isEmpty() ? DRAWINGS : id(paths);
            if (drawings && !paths.isEmpty()) {
                String also = "-and-" + DRAWINGS;
                id = id.substring(0, Math.min(id.length(), 64 - also.length())) + also;
            }
            return DataSets.open(id, paths, new DataSets.Also(drawings, neither), testFraction, seed);
        } catch (NeitherException e) {
            throw new CommandException("--neither: " + e.getMessage(), e);
        } catch (DataSetException | TypeConversionException e) {
            throw new CommandException("data set " + shown + ": " + e.getMessage(), e);
        }
    }

    /**
     * Refuses a data set of which a test fraction leaves no photo of a class to train on.
     *
     * @param testFraction that it was opened with
     */
    static void requireTraining(DataSet dataSet, double testFraction) throws CommandException {
        List<String> left = new ArrayList<>();
        boolean enough = true;
        for (int label = 0; label < DataSet.CLASSES.size(); label++) {
            long train = count(dataSet, Split.TRAIN, label);
            long all = train + count(dataSet, Split.TEST, label);
            left.add(train + " of " + all + " " + DataSet.CLASSES.get(label) + (all == 1 ? "" : "s"));
            enough &= train > 0;
        }
        if (!enough) {
            throw new CommandException("--test-fraction " + testFraction + " leaves " + String.join(" and ", left)
                    + " to train on; at least 1 of each is needed");
        }
    }

    private static long count(DataSet dataSet, Split split, int label) {
        return dataSet.items(split).stream()
                .filter(item -> item.label() == label)
                .count();
    }

    private static String id(List<Path> paths) {
        String joined = paths.stream().map(Photos::id).collect(Collectors.joining("-and-"));
        return joined.substring(0, Math.min(64, joined.length()));
    }

    /** A data-set id from the last part of a path. */
    static String id(Path path) {
        Path last = path.toAbsolutePath().normalize().getFileName();
        String id = (last == null ? "" : last.toString())
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\.zip$", "")
                .replaceAll("[^a-z0-9_-]+", "-")
                .replaceAll("^[^a-z0-9]+", "");
        return id.isEmpty() ? "photos" : id.substring(0, Math.min(64, id.length()));
    }

    /** The photos of a split as the network sees them; reports how many are unreadable, and why the first ones are. */
    static PhotoExamples prepared(
            ExampleStore store, DataSet dataSet, Split split, PhotoPreparation how, TerminalOutput console)
            throws CommandException {
        Queue<String> reasons = new ConcurrentLinkedQueue<>();
        PhotoExamples examples;
        try (TerminalOutput.Progress progress =
                console.progress("preparing", dataSet.items(split).size())) {
            examples = store.prepared(dataSet, split, how, new PreparationProgress() {
                @Override
                public void at(int done, int total) {
                    progress.at(done, "");
                }

                @Override
                public void leftOut(String why) {
                    reasons.add(why);
                }
            });
        } catch (DataSetException e) {
            throw new CommandException(e.getMessage() == null ? e.toString() : e.getMessage(), e);
        }
        if (examples.skipped() > 0) {
            console.say(examples.skipped() + " of the " + split.id() + " images can't be read and are left out");
            reasons.stream().sorted().limit(REASONS).forEach(why -> console.say("  " + why));
            if (reasons.size() > REASONS) {
                console.say("  and " + (reasons.size() - REASONS) + " more");
            }
        }
        return examples;
    }

    /**
     * What a model says of photos, where it says anything.
     *
     * @throws CommandException when sums overflow, so that there is no probability
     */
    static Answers answers(Path model, Predictor predictor, PhotoSet photos) throws CommandException {
        Answers answers = predictor.answers(photos);
        long none = Arrays.stream(answers.probabilities()).filter(Double::isNaN).count();
        if (none > 0) {
            throw new CommandException(model + " gives no probability for " + none + " of " + photos.size()
                    + (photos.size() == 1 ? " photo" : " photos") + ": its numbers are so large that sums overflow");
        }
        return answers;
    }

    /** The photos without augmentation, for measuring. */
    static PhotoSet plain(PhotoExamples examples, PhotoPreparation how) {
        return examples.photos().set().askedTwice(how.mirror());
    }

    /** How a model takes photos of cats and dogs; refuses one that does not. */
    static PhotoPreparation preparation(Path model, ModelCard card) throws CommandException {
        Architecture architecture = card.architecture();
        if (architecture.outputs() == 2) {
            throw new CommandException(model + " has an output for each of two classes (layers " + architecture
                    + "); networks for cats and dogs have one, the probability of dog");
        }
        if (architecture.outputs() != 1) {
            throw new CommandException(model + " distinguishes " + architecture.classes() + " classes (layers "
                    + architecture + "), but the photos have two, cat and dog");
        }
        if (architecture.isRegression()) {
            throw new CommandException(model + " predicts a number (layers " + architecture
                    + "), but photos are of two classes, cat and dog");
        }
        if (!card.takesPhotos()) {
            throw new CommandException(model + " takes " + architecture.inputs() + " features (layers " + architecture
                    + "), but a photo of 64×64 has 12288 and one of n×n has n·n·3");
        }
        try {
            return card.preparation();
        } catch (IllegalArgumentException e) {
            throw new CommandException(model + ": " + e.getMessage(), e);
        }
    }

    /** A model's network, to be asked about photos prepared this way; it has no gradients. */
    static Network network(Path model, ParameterFile file, PhotoPreparation how, TerminalOutput console)
            throws CommandException {
        return Network.predicting(
                JvmKernels.best(Precision.FLOAT32, console.err()),
                file.card().architecture(),
                folded(model, file, how));
    }

    /** When a calibrated network is unsure: {@code "below 0.600"}, {@code "possibly neither"} or both. */
    static String unsureRule(Calibration calibration) {
        List<String> rules = new ArrayList<>();
        if (calibration.unsureBelow() > 0.5 || calibration.leastFound() == 0) {
            rules.add(String.format(Locale.ROOT, "below %.3f", calibration.unsureBelow()));
        }
        if (calibration.leastFound() > 0) {
            rules.add("possibly neither");
        }
        return String.join(" or ", rules);
    }

    /** How familiar photos are to a model, null where its card does not tell. */
    static @Nullable Familiarity familiarity(ModelCard card) {
        return card.calibration().map(Calibration::familiarity).orElse(null);
    }

    /** A model's parameters for photos in BGR, divided by 255. */
    static Parameters folded(Path model, ParameterFile file, PhotoPreparation how) throws CommandException {
        try {
            return Scaling.fold(file.parameters(), file.card().architecture(), how);
        } catch (IllegalArgumentException e) {
            throw new CommandException(model + ": " + e.getMessage(), e);
        }
    }
}
