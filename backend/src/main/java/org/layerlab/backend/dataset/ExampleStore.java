package org.layerlab.backend.dataset;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ref.SoftReference;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.PhotoException;
import org.layerlab.network.data.PhotoPreparation;

/**
 * Photos prepared for training, each split once: in memory while there is room, and in a file, so that the next start
 * need not decode thousands of images again. The file is rewritten when the data set has changed or the file is
 * damaged.
 */
public final class ExampleStore {
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
    }

    /**
     * @param folder where the prepared splits are kept, created if missing; null keeps them in memory only
     */
    public ExampleStore(@Nullable Path folder, PhotoReader reader) {
        this.folder = folder;
        this.reader = reader;
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
        Slot slot = slots.computeIfAbsent(name(dataSet, split, how), key -> new Slot());
        synchronized (slot) {
            PhotoExamples examples = slot.examples.get();
            if (examples == null || !fingerprint.equals(slot.fingerprint)) {
                examples = read(dataSet, split, how);
                if (examples == null) {
                    examples = prepare(dataSet, split, how, progress);
                    write(examples, dataSet, split, how);
                }
                slot.examples = new SoftReference<>(examples);
                slot.fingerprint = fingerprint;
            }
            return examples;
        }
    }

    /**
     * The file of a whole split, ready to send, in the format of {@link ExamplesFile}.
     *
     * @throws IllegalStateException when the store has no folder
     */
    public Path file(DataSet dataSet, Split split, PhotoPreparation as) throws DataSetException {
        PhotoPreparation how = as.bytes();
        if (folder == null) {
            throw new IllegalStateException("this store has no folder");
        }
        Path file = path(folder, dataSet, split, how);
        PhotoExamples examples = prepared(dataSet, split, how);
        if (!Files.exists(file)) {
            write(examples, dataSet, split, how);
        }
        return file;
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

    private void write(PhotoExamples examples, DataSet dataSet, Split split, PhotoPreparation how)
            throws DataSetException {
        if (folder == null) {
            return;
        }
        Path file = path(folder, dataSet, split, how);
        try {
            Files.createDirectories(folder);
            Path temporary = Files.createTempFile(folder, dataSet.id() + "-" + split.id() + "-", ".tmp");
            try {
                try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE);
                        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
                    ExamplesFile.write(examples, dataSet, split, how, out);
                    out.flush();
                    // On disk before it gets its name: after a power failure there is the whole file or none.
                    channel.force(true);
                }
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                removeOldest(folder, dataSet.id() + "-" + split.id() + "-");
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new DataSetException(
                    "prepared photos of " + dataSet.id() + " cannot be written to " + file + ": "
                            + FolderTree.reason(e),
                    e);
        }
    }

    /** Whoever asks decides how photos are prepared: of those ways only the last few are kept. */
    private static void removeOldest(Path folder, String prefix) throws IOException {
        List<Path> kept = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.getFileName().toString().matches(Pattern.quote(prefix) + "\\d+-.*\\.safetensors"))
                    .forEach(kept::add);
        }
        Map<Path, FileTime> times = new HashMap<>();
        for (Path file : kept) {
            times.put(file, Files.getLastModifiedTime(file));
        }
        kept.sort(Comparator.comparing(times::get));
        for (Path file : kept.subList(0, Math.max(0, kept.size() - MOST_OTHER_WAYS))) {
            Files.deleteIfExists(file);
        }
    }

    private PhotoExamples prepare(DataSet dataSet, Split split, PhotoPreparation how, PreparationProgress progress)
            throws DataSetException {
        List<Item> items = dataSet.items(split);
        int total = items.size();
        int most = PhotoExamples.most(how);
        if (total > most) {
            throw new DataSetException("data set " + dataSet.id() + " has " + total + " " + split.id()
                    + " images; at most " + most + " of " + how.side() + "×" + how.side() + " pixels fit in memory");
        }
        if (total == 0) {
            throw new DataSetException("data set " + dataSet.id() + " has no " + split.id() + " images");
        }
        Preparing preparing = new Preparing(dataSet, split, items, how, progress);
        preparing.run();
        PhotoExamples examples = preparing.examples();
        if (examples.size() == 0) {
            throw new DataSetException("none of the " + total + " " + split.id() + " images of data set " + dataSet.id()
                    + " can be read; the first: " + preparing.firstFailure());
        }
        return examples;
    }

    /** Carries the exception out of a worker thread. */
    private static final class GoneException extends RuntimeException {
        final DataSetGoneException gone;

        GoneException(DataSetGoneException gone) {
            super(gone);
            this.gone = gone;
        }
    }

    /** One preparation, on all cores: each worker takes the next image. */
    private final class Preparing {
        private final DataSet dataSet;
        private final Split split;
        private final List<Item> items;
        private final PhotoPreparation how;
        private final PreparationProgress progress;
        private final byte[] X;
        private final @Nullable String[] failures;
        private final AtomicInteger next = new AtomicInteger();
        private final Object reporting = new Object();
        private int done;

        Preparing(DataSet dataSet, Split split, List<Item> items, PhotoPreparation how, PreparationProgress progress) {
            this.dataSet = dataSet;
            this.split = split;
            this.items = items;
            this.how = how;
            this.progress = progress;
            this.X = new byte[items.size() * how.features()];
            this.failures = new @Nullable String[items.size()];
        }

        void run() throws DataSetException {
            int workers = Math.min(items.size(), Runtime.getRuntime().availableProcessors());
            ExecutorService executor = Executors.newFixedThreadPool(workers, task -> {
                Thread thread = new Thread(task, "prepare-" + dataSet.id());
                thread.setDaemon(true);
                return thread;
            });
            try {
                List<Future<?>> futures = new ArrayList<>();
                for (int i = 0; i < workers; i++) {
                    futures.add(executor.submit(this::work));
                }
                for (Future<?> future : futures) {
                    future.get();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new DataSetException("preparing the photos of " + dataSet.id() + " was interrupted", e);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof GoneException gone) {
                    throw gone.gone;
                }
                throw new DataSetException(
                        "preparing the photos of " + dataSet.id() + " failed: " + e.getCause(), e.getCause());
            } finally {
                // After a failure, no worker starts another image.
                next.set(items.size());
                executor.shutdownNow();
            }
        }

        private void work() {
            int i;
            while ((i = claim()) < items.size()) {
                prepare(i);
                synchronized (reporting) {
                    done++;
                    progress.at(done, items.size());
                }
            }
        }

        private int claim() {
            return next.getAndUpdate(i -> Math.min(i + 1, items.size()));
        }

        private void prepare(int i) {
            String name = items.get(i).name();
            try {
                byte[] photo = reader.prepare(name, dataSet.bytes(split, name), how);
                if (photo.length != how.features()) {
                    throw new IllegalStateException(
                            name + " was prepared to " + photo.length + " values, not " + how.features());
                }
                System.arraycopy(photo, 0, X, i * how.features(), how.features());
            } catch (DataSetGoneException e) {
                // The rest of a data set that is being removed must not pass for the whole.
                throw new GoneException(e);
            } catch (DataSetException | PhotoException e) {
                failures[i] = String.valueOf(e.getMessage());
                progress.leftOut(String.valueOf(e.getMessage()));
            }
        }

        @Nullable
        String firstFailure() {
            for (String failure : failures) {
                if (failure != null) {
                    return failure;
                }
            }
            return null;
        }

        /** Closes the gaps that skipped photos left. */
        PhotoExamples examples() {
            byte[] Y = new byte[items.size()];
            List<String> names = new ArrayList<>();
            int features = how.features();
            int m = 0;
            for (int i = 0; i < items.size(); i++) {
                if (failures[i] == null) {
                    if (m < i) {
                        System.arraycopy(X, i * features, X, m * features, features);
                    }
                    Y[m] = (byte) items.get(i).label();
                    names.add(items.get(i).name());
                    m++;
                }
            }
            int skipped = items.size() - m;
            byte[] photos = skipped == 0 ? X : java.util.Arrays.copyOf(X, m * features);
            return new PhotoExamples(photos, java.util.Arrays.copyOf(Y, m), how.side(), names, skipped);
        }
    }
}
