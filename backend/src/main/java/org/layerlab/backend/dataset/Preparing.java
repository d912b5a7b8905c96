package org.layerlab.backend.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.PhotoException;
import org.layerlab.network.data.PhotoPreparation;

/** One preparation, on as many cores as there is memory for: each worker takes the next image. */
final class Preparing {
    /** What a worker needs for its image: 16 megapixels in color, of which more are decoded in bands. */
    private static final long WORKER_BYTES = 50 << 20;

    /** The workers together may take this part of the memory that the prepared photos leave. */
    private static final int WORKERS_PART = 4;

    /** Carries the exception out of a worker thread. */
    private static final class GoneException extends RuntimeException {
        final DataSetGoneException gone;

        GoneException(DataSetGoneException gone) {
            super(gone);
            this.gone = gone;
        }
    }

    private final DataSet dataSet;
    private final Split split;
    private final List<Item> items;
    private final PhotoPreparation how;
    private final PhotoReader reader;
    private final PreparationProgress progress;
    private final byte[] X;
    private final @Nullable String[] failures;
    private final AtomicInteger next = new AtomicInteger();
    private final Object reporting = new Object();
    /** Photos for which memory was short; they are tried again, alone. */
    private final Set<Integer> postponed = ConcurrentHashMap.newKeySet();

    /** Whether a file could not be read, so that nobody knows yet what is in it. */
    private volatile boolean unread;

    private int done;

    Preparing(
            DataSet dataSet,
            Split split,
            List<Item> items,
            PhotoPreparation how,
            PhotoReader reader,
            PreparationProgress progress) {
        this.dataSet = dataSet;
        this.split = split;
        this.items = items;
        this.how = how;
        this.reader = reader;
        this.progress = progress;
        this.X = new byte[items.size() * how.features()];
        this.failures = new @Nullable String[items.size()];
    }

    void run() throws DataSetException {
        Runtime java = Runtime.getRuntime();
        int workers = Math.min(items.size(), workers(java.availableProcessors(), java.maxMemory() - X.length));
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
            // Beside others, memory may be short for a photo that fits alone: which one that hits is chance.
            executor.submit(this::postponed).get();
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

    /**
     * How many images are decoded at once.
     *
     * @param memory in bytes, without that of the prepared photos
     */
    static int workers(int cores, long memory) {
        return (int) Math.max(1, Math.min(cores, memory / WORKERS_PART / WORKER_BYTES));
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

    private void postponed() {
        for (int i = 0; i < items.size(); i++) {
            if (postponed.remove(i)) {
                prepare(i);
                if (postponed.contains(i)) {
                    leaveOut(
                            i,
                            PhotoException.tooLarge(items.get(i).name(), null).getMessage());
                }
            }
        }
    }

    /** Whether a photo was left out that may be read another time: with more memory, or once its file can be read. */
    boolean mayFindMore() {
        return unread || !postponed.isEmpty();
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
        } catch (PhotoException e) {
            if (e.lacksMemory()) {
                postponed.add(i);
            } else {
                leaveOut(i, e.getMessage());
            }
        } catch (UnreadPhotoException e) {
            unread = true;
            leaveOut(i, String.valueOf(e.getMessage()));
        } catch (DataSetException e) {
            leaveOut(i, String.valueOf(e.getMessage()));
        } catch (OutOfMemoryError e) {
            postponed.add(i);
        }
    }

    private void leaveOut(int i, String why) {
        failures[i] = why;
        progress.leftOut(why);
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

    /** Whether no photo could be read. */
    boolean hasNone() {
        for (String failure : failures) {
            if (failure == null) {
                return false;
            }
        }
        return true;
    }

    /** Closes the gaps that skipped photos left; to be called once. */
    PreparedPhotos photos() {
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
        return new PreparedPhotos(X, Arrays.copyOf(Y, m), names, items.size() - m);
    }
}
