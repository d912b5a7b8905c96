package org.layerlab.backend.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import org.layerlab.backend.dataset.DataSet;
import org.layerlab.backend.dataset.DataSetException;
import org.layerlab.backend.dataset.DataSets;
import org.layerlab.backend.dataset.ExampleStore;
import org.layerlab.backend.dataset.PhotoExamples;
import org.layerlab.backend.dataset.Split;
import org.layerlab.network.Architecture;
import org.layerlab.network.data.PhotoSet;

/** Labelled photos, opened by what the command line calls them. */
final class Photos {
    /** What the embedded data set is called; a folder of that name is {@code ./drawings}. */
    static final String DRAWINGS = "drawings";

    private Photos() {}

    /**
     * The data set in a folder or zip, or the embedded one.
     *
     * @param testFraction the part for testing where the files don't say
     */
    static DataSet open(String dataset, double testFraction, long seed) throws CommandException {
        if (dataset.equals(DRAWINGS)) {
            return DataSets.drawings();
        }
        try {
            Path path = Path.of(dataset);
            return DataSets.open(id(path), path, testFraction, seed);
        } catch (DataSetException | InvalidPathException e) {
            throw new CommandException("data set " + dataset + ": " + e.getMessage(), e);
        }
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

    /** The photos of a split as the network sees them; says how many could not be read. */
    static PhotoExamples prepared(ExampleStore store, DataSet dataSet, Split split, Console console)
            throws CommandException {
        try (Console.Progress progress =
                console.progress("preparing", dataSet.items(split).size())) {
            PhotoExamples examples = store.prepared(dataSet, split, (done, total) -> progress.at(done, ""));
            if (examples.skipped() > 0) {
                console.say(examples.skipped() + " of the " + split.id() + " images can't be read and are left out");
            }
            return examples;
        } catch (DataSetException e) {
            throw new CommandException(e.getMessage() == null ? e.toString() : e.getMessage(), e);
        }
    }

    /** The photos as they are, for measuring. */
    static PhotoSet plain(PhotoExamples examples) {
        return new PhotoSet(examples.X(), examples.Y(), PhotoExamples.SIDE);
    }

    /** Refuses a network that does not take photos. */
    static void requirePhotoNetwork(Path model, Architecture architecture) throws CommandException {
        if (architecture.inputs() != PhotoExamples.FEATURES) {
            throw new CommandException(model + " takes " + architecture.inputs() + " features (layers " + architecture
                    + "), but a photo has " + PhotoExamples.FEATURES);
        }
    }
}
