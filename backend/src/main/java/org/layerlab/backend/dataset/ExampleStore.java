package org.layerlab.backend.dataset;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ref.SoftReference;
import java.nio.channels.Channels;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.PhotoPreparation;

/**
 * Photos prepared for training, each split once: in memory while there is room, and in a file, so that the next start
 * need not decode thousands of images again. The file is rewritten when the data set has changed, when photos are
 * decoded in another way than before, or when the file is damaged.
 */
public final class ExampleStore {
    private static final System.Logger LOG = System.getLogger(ExampleStore.class.getName());

    /** How many files of a split are kept besides that of the tutorial's preparation. */
    private static final int MOST_OTHER_WAYS = 4;

    private final @Nullable Path folder;
    private final PhotoReader reader;
    /** One for each requested split; its lock makes concurrent requests share one preparation. */
    private final ConcurrentHashMap<String, Slot> slots = new ConcurrentHashMap<>();

    private static final class Slot {
        @Nullable
        String fingerprint;

        SoftReference<@Nullable PhotoExamples> examples = new SoftReference<>(null);

        /** Softly too: names take memory, and there are hundreds of ways to prepare a split. */
        private volatile Opened opened = new Opened("", new SoftReference<>(null));

        private record Opened(String fingerprint, SoftReference<@Nullable PreparedSplit> split) {}

        void keep(String ofFiles, PreparedSplit split) {
            opened = new Opened(ofFiles, new SoftReference<>(split));
        }

        /** Does not wait for a preparation that goes on. */
        @Nullable
        PreparedSplit ready(String ofFiles) {
            Opened known = opened;
            PreparedSplit split = known.fingerprint.equals(ofFiles) ? known.split.get() : null;
            return split != null && split.exists() ? split : null;
        }
    }

    /**
     * @param folder where the prepared splits are kept, created if missing; null keeps them in memory only
     */
    public ExampleStore(@Nullable Path folder, PhotoReader reader) {
        this.folder = folder;
        this.reader = reader;
        if (folder != null) {
            UnfinishedFile.removeLeft(folder);
        }
    }

    /** {@link #prepared(DataSet, Split, PhotoPreparation, PreparationProgress)} without progress reports. */
    public PhotoExamples prepared(DataSet dataSet, Split split, PhotoPreparation how) throws DataSetException {
        return prepared(dataSet, split, how, PreparationProgress.NONE);
    }

    /**
     * All readable images of a split, in the order of {@link DataSet#items}.
     *
     * @param as how the photos become the network's input
     * @param progress receives the progress of the preparation, if one is needed
     * @throws DataSetException when the split has no readable image, or more than fit in one array, or the file cannot
     *     be written; a {@link DataSetGoneException} when images are removed meanwhile
     */
    public PhotoExamples prepared(DataSet dataSet, Split split, PhotoPreparation as, PreparationProgress progress)
            throws DataSetException {
        PhotoPreparation how = as.bytes();
        String fingerprint = dataSet.fingerprint(split);
        Slot slot = slot(dataSet, split, how);
        synchronized (slot) {
            PhotoExamples examples = slot.examples.get();
            if (examples == null || !fingerprint.equals(slot.fingerprint)) {
                examples = read(dataSet, split, how);
                if (examples == null) {
                    Preparing preparing = prepare(dataSet, split, how, progress);
                    PreparedPhotos photos = preparing.photos();
                    if (!preparing.mayFindMore()) {
                        write(photos, dataSet, split, how);
                    }
                    examples = photos.examples(how.side(), how.features());
                }
                slot.examples = new SoftReference<>(examples);
                slot.fingerprint = fingerprint;
            }
            return examples;
        }
    }

    private Slot slot(DataSet dataSet, Split split, PhotoPreparation how) {
        return slots.computeIfAbsent(name(dataSet, split, how), key -> new Slot());
    }

    /** A split that {@link #open} need not prepare first; does not block for long. */
    public Optional<PreparedSplit> ready(DataSet dataSet, Split split, PhotoPreparation as) {
        Slot slot = slots.get(name(dataSet, split, as.bytes()));
        PreparedSplit known = slot == null ? null : slot.ready(dataSet.fingerprint(split));
        return Optional.ofNullable(known);
    }

    /**
     * A split, prepared if it is not yet, to be sent. Its photos do not stay in memory, unless they cannot be written.
     *
     * @param progress receives the progress of the preparation, if one is needed
     * @throws DataSetException as for {@link #prepared}, but not when the file cannot be written
     */
    public PreparedSplit open(DataSet dataSet, Split split, PhotoPreparation as, PreparationProgress progress)
            throws DataSetException {
        PhotoPreparation how = as.bytes();
        String fingerprint = dataSet.fingerprint(split);
        Slot slot = slot(dataSet, split, how);
        synchronized (slot) {
            PreparedSplit known = slot.ready(fingerprint);
            if (known != null) {
                return known;
            }
            PreparedSplit opened = stored(dataSet, split, how);
            if (opened == null) {
                Preparing preparing = prepare(dataSet, split, how, progress);
                PreparedPhotos photos = preparing.photos();
                tellLeftOut(preparing, photos, dataSet, split);
                try {
                    // What is missing only this time would be missing for good.
                    if (!preparing.mayFindMore()) {
                        write(photos, dataSet, split, how);
                    }
                } catch (DataSetException e) {
                    LOG.log(System.Logger.Level.WARNING, e.getMessage());
                }
                opened = stored(dataSet, split, how);
                if (opened == null) {
                    opened = PreparedSplit.inMemory(photos, dataSet, split, how, preparing.mayFindMore());
                }
            }
            slot.keep(fingerprint, opened);
            return opened;
        }
    }

    private static void tellLeftOut(Preparing preparing, PreparedPhotos photos, DataSet dataSet, Split split) {
        if (photos.skipped() > 0) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    photos.skipped() + " of " + dataSet.items(split).size() + " " + split.id() + " images of data set "
                            + dataSet.id() + " are left out; the first: " + preparing.firstFailure()
                            + (preparing.mayFindMore() ? "; the next start tries to read them again" : ""));
        }
    }

    private @Nullable PreparedSplit stored(DataSet dataSet, Split split, PhotoPreparation how) {
        if (folder == null || !Files.isRegularFile(path(folder, dataSet, split, how))) {
            return null;
        }
        try {
            return ExamplesFile.open(path(folder, dataSet, split, how), dataSet, split, how);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.INFO, "the photos are prepared again: " + e.getMessage());
            return null;
        }
    }

    private static Path path(Path folder, DataSet dataSet, Split split, PhotoPreparation how) {
        return folder.resolve(name(dataSet, split, how) + ".safetensors");
    }

    private static String name(DataSet dataSet, Split split, PhotoPreparation how) {
        String name = dataSet.id() + "-" + split.id();
        return how.equals(PhotoPreparation.TUTORIAL)
                ? name
                : name + "-" + how.side() + "-" + how.resize().id() + "-"
                        + how.crop().id() + "-" + how.order().id();
    }

    private @Nullable PhotoExamples read(DataSet dataSet, Split split, PhotoPreparation how) {
        if (folder == null || !Files.isRegularFile(path(folder, dataSet, split, how))) {
            return null;
        }
        try {
            return ExamplesFile.read(path(folder, dataSet, split, how), dataSet, split, how);
        } catch (IOException e) {
            // Outdated or damaged. It only repeats what the images contain, so it is rewritten.
            return null;
        }
    }

    private void write(PreparedPhotos photos, DataSet dataSet, Split split, PhotoPreparation how)
            throws DataSetException {
        if (folder == null) {
            return;
        }
        Path file = path(folder, dataSet, split, how);
        try {
            Files.createDirectories(folder);
            String prefix = dataSet.id() + "-" + split.id() + "-";
            UnfinishedFile.removeLeft(folder);
            try (UnfinishedFile unfinished = UnfinishedFile.create(folder, prefix)) {
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(unfinished.channel()), 1 << 16);
                ExamplesFile.write(photos, dataSet, split, how, out);
                out.flush();
                unfinished.finish(file);
            }
            removeOldest(folder, prefix, file);
        } catch (IOException e) {
            throw new DataSetException(
                    "prepared photos of " + dataSet.id() + " cannot be written to " + file + ": "
                            + (Files.isWritable(folder)
                                    ? FolderTree.reason(e)
                                    : "the folder " + folder + " is not writable"),
                    e);
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    /** Empty when another process has removed the file. */
    private static Optional<FileTime> modified(Path file) throws IOException {
        try {
            return Optional.of(Files.getLastModifiedTime(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /**
     * Keeps only the most recent few preparations, since clients choose how photos are prepared.
     *
     * @param written now, whatever the clock says
     */
    private static void removeOldest(Path folder, String prefix, Path written) throws IOException {
        Pattern others = Pattern.compile(Pattern.quote(prefix) + "\\d+-.*\\.safetensors");
        Map<Path, FileTime> times = new HashMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(
                folder, file -> others.matcher(name(file)).matches())) {
            for (Path file : files) {
                modified(file).ifPresent(time -> times.put(file, time));
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        times.computeIfPresent(written, (file, time) -> FileTime.from(Instant.MAX));
        List<Path> kept = new ArrayList<>(times.keySet());
        kept.sort(Comparator.comparing(times::get));
        for (Path file : kept.subList(0, Math.max(0, kept.size() - MOST_OTHER_WAYS))) {
            Files.deleteIfExists(file);
        }
    }

    private Preparing prepare(DataSet dataSet, Split split, PhotoPreparation how, PreparationProgress progress)
            throws DataSetException {
        List<Item> items = dataSet.items(split);
        int total = items.size();
        long most = Math.min(PhotoExamples.most(how), Runtime.getRuntime().maxMemory() / 3 * 2 / how.features());
        if (total > most) {
            throw new DataSetTooLargeException("data set " + dataSet.id() + " has " + total + " " + split.id()
                    + " images; at most " + most + " of " + how.side() + "×" + how.side() + " pixels fit in memory");
        }
        if (total == 0) {
            throw new DataSetException("data set " + dataSet.id() + " has no " + split.id() + " images");
        }
        Preparing preparing = new Preparing(dataSet, split, items, how, reader, progress);
        preparing.run();
        if (preparing.hasNone()) {
            String first = String.valueOf(preparing.firstFailure());
            throw new DataSetException(
                    "none of the " + total + " " + split.id() + " images of data set " + dataSet.id()
                            + " can be read; the first: " + first,
                    new DataSetException(first));
        }
        return preparing;
    }
}
