package org.layerlab.backend.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.layerlab.backend.dataset.DataSet;
import org.layerlab.backend.dataset.DataSetException;
import org.layerlab.backend.dataset.DataSets;
import org.layerlab.backend.dataset.ExampleStore;
import org.layerlab.backend.dataset.PhotoExamples;
import org.layerlab.backend.dataset.PreparationProgress;
import org.layerlab.backend.dataset.Split;
import org.layerlab.network.data.PhotoSet;
import org.layerlab.network.layer.Architecture;

/** Labelled photos, opened by what the command line calls them. */
final class Photos {
    /** What the embedded data set is called; a folder of that name is {@code ./drawings}. */
    static final String DRAWINGS = "drawings";

    /** So many of the images that can't be read are named. */
    private static final int REASONS = 5;

    private Photos() {}

    /**
     * The data set in folders and zips, or the embedded one.
     *
     * @param sources paths; or the drawings' name alone
     * @param testFraction the part for testing where the files don't say
     */
    static DataSet open(List<String> sources, double testFraction, long seed) throws CommandException {
        String shown = String.join(", ", sources);
        if (sources.equals(List.of(DRAWINGS))) {
            return DataSets.drawings();
        }
        if (sources.contains(DRAWINGS)) {
            throw new CommandException(
                    "data set " + shown + ": the drawings stand alone (a folder of that name is ./" + DRAWINGS + ")");
        }
        try {
            List<Path> paths = sources.stream().map(Path::of).toList();
            return DataSets.open(id(paths), paths, testFraction, seed);
        } catch (DataSetException | InvalidPathException e) {
            throw new CommandException("data set " + shown + ": " + e.getMessage(), e);
        }
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

    /** The photos of a split as the network sees them; says how many could not be read, and why the first of them. */
    static PhotoExamples prepared(ExampleStore store, DataSet dataSet, Split split, TerminalOutput console)
            throws CommandException {
        Queue<String> reasons = new ConcurrentLinkedQueue<>();
        PhotoExamples examples;
        try (TerminalOutput.Progress progress =
                console.progress("preparing", dataSet.items(split).size())) {
            examples = store.prepared(dataSet, split, new PreparationProgress() {
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
        }
        return examples;
    }

    /** The photos as they are, for measuring. */
    static PhotoSet plain(PhotoExamples examples) {
        return examples.photos().set();
    }

    /** Refuses a network that does not take photos. */
    static void requirePhotoNetwork(Path model, Architecture architecture) throws CommandException {
        if (architecture.inputs() != PhotoExamples.FEATURES) {
            throw new CommandException(model + " takes " + architecture.inputs() + " features (layers " + architecture
                    + "), but a photo has " + PhotoExamples.FEATURES);
        }
        if (architecture.outputs() != 1) {
            throw new CommandException(model + " tells " + architecture.classes() + " classes apart (layers "
                    + architecture + "); here there are two, cat and dog");
        }
    }
}
