package org.layerlab.backend.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.layerlab.backend.bucket.Bucket;
import org.layerlab.backend.bucket.BucketException;

/**
 * Reads the list of a bucket, then the JSON of each model that is new or has another etag: all at the start, what other
 * servers changed afterwards. Finishes deletions that a crash interrupted, and deletes nothing else.
 */
final class BucketScan {
    private static final System.Logger LOG = System.getLogger(BucketScan.class.getName());
    private static final int THREADS = 16;

    /** Reads that wait, so that a million of them need not be in memory. */
    private static final int BATCH = 1000;

    private final BucketObjects objects;
    private final BucketIndex known;

    BucketScan(BucketObjects objects, BucketIndex known) {
        this.objects = objects;
        this.known = known;
    }

    /** What the list says of one model. */
    private static final class Entry {
        private String etag = "";
        private boolean hasJson;
        private boolean hasParameters;
        private long parameters;
    }

    /**
     * Brings the index up to date.
     *
     * @return a warning for each model that is left out, and for parameters without a model
     * @throws StoreException {@link StoreException.Reason#UNREACHABLE} when the bucket lets nothing be read, or that the models do not fit into memory
     */
    List<String> run() throws StoreException {
        known.beginList();
        Map<String, Entry> entries = new HashMap<>();
        long[] bytes = {0};
        try {
            objects.bucket().list(object -> {
                bytes[0] += Quota.blocks(object.size());
                note(entries, object);
            });
            List<String> warnings = read(entries);
            Set<String> there = new HashSet<>();
            entries.forEach((id, entry) -> {
                if (entry.hasJson) {
                    there.add(id);
                }
            });
            known.endList(there, bytes[0]);
            orphans(entries, warnings);
            return warnings;
        } catch (BucketException e) {
            throw StoreException.of(e);
        }
    }

    private static void note(Map<String, Entry> entries, Bucket.Listed object) {
        String name = object.name();
        String stem = name.substring(0, Math.max(0, name.lastIndexOf('.')));
        if (!ModelId.isOne(stem)) {
            return;
        }
        if (name.endsWith(BucketObjects.JSON)) {
            Entry entry = entries.computeIfAbsent(stem, id -> new Entry());
            entry.hasJson = true;
            entry.etag = object.etag();
        } else if (name.endsWith(BucketObjects.PARAMETERS)) {
            Entry entry = entries.computeIfAbsent(stem, id -> new Entry());
            entry.hasParameters = true;
            entry.parameters = object.size();
        }
    }

    private List<String> read(Map<String, Entry> entries) throws StoreException {
        List<String> warnings = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "layerlab-scan");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Callable<Optional<String>>> reads = new ArrayList<>();
            for (Map.Entry<String, Entry> entry : entries.entrySet()) {
                if (entry.getValue().hasJson) {
                    reads.add(() -> readOne(entry.getKey(), entry.getValue()));
                }
                if (reads.size() == BATCH) {
                    finish(threads, reads, warnings);
                }
            }
            finish(threads, reads, warnings);
        } finally {
            threads.shutdownNow();
        }
        known.requireRoom();
        return warnings;
    }

    private static void finish(ExecutorService threads, List<Callable<Optional<String>>> reads, List<String> warnings)
            throws StoreException {
        try {
            for (Future<Optional<String>> done : threads.invokeAll(reads)) {
                done.get().ifPresent(warnings::add);
            }
            reads.clear();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException(StoreException.Reason.UNREACHABLE, "interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BucketException bucket) {
                throw StoreException.of(bucket);
            }
            throw new StoreException(StoreException.Reason.UNUSABLE, "the store cannot be read: " + e.getCause(), e);
        }
    }

    /** Gives a warning if the model is left out. */
    private Optional<String> readOne(String id, Entry entry) throws BucketException {
        synchronized (known.lock(id)) {
            boolean isNew = known.etag(id).filter(entry.etag::equals).isEmpty();
            try {
                if (isNew && known.hasRoom()) {
                    Optional<BucketObjects.Found> found = objects.find(id);
                    if (found.isEmpty()) {
                        return Optional.empty();
                    }
                    if (found.get().model().isPresent() && !entry.hasParameters) {
                        return Optional.of(id + BucketObjects.PARAMETERS + " is missing in the bucket "
                                + objects.bucket().where() + ", so its model is left out");
                    }
                    known.put(id, found.get());
                }
            } catch (IOException e) {
                known.lose(id, entry.etag);
                return Optional.of(id + BucketObjects.JSON + " in the bucket "
                        + objects.bucket().where() + " cannot be read, so its model is left out: "
                        + StoreException.reason(e));
            } catch (BucketException e) {
                objects.requireOthers();
                if (known.etag(id).isEmpty()) {
                    // No etag: the next list has it read again.
                    known.lose(id, "");
                }
                return Optional.of(id + BucketObjects.JSON + " cannot be read, so its model is left out until it can: "
                        + e.getMessage());
            }
            return finishDeletion(id, entry);
        }
    }

    private Optional<String> finishDeletion(String id, Entry entry) throws BucketException {
        Optional<StoredModel> model = known.find(id);
        if (known.deleted(id).isPresent() && entry.hasParameters) {
            try {
                objects.deleteParameters(id);
            } catch (BucketException e) {
                objects.requireOthers();
                LOG.log(System.Logger.Level.WARNING, id + " was deleted, and its parameters stay: " + e.getMessage());
            }
        } else if (model.isPresent() && entry.hasParameters && model.get().bytes() != entry.parameters) {
            return Optional.of(id + BucketObjects.PARAMETERS + " in the bucket "
                    + objects.bucket().where() + " has " + entry.parameters + " bytes, not "
                    + model.get().bytes() + ": it is damaged");
        }
        return Optional.empty();
    }

    /**
     * An interrupted save leaves parameters without a JSON object. They stay: another server may be about to write that
     * object, and the next save of the same content uses them.
     */
    private void orphans(Map<String, Entry> entries, List<String> warnings) {
        List<String> orphans = entries.entrySet().stream()
                .filter(entry -> !entry.getValue().hasJson)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        if (!orphans.isEmpty()) {
            warnings.add(orphans.size() + " parameter files in the bucket "
                    + objects.bucket().where() + " have no JSON file, such as " + orphans.get(0)
                    + BucketObjects.PARAMETERS + ": they belong to no model, but count as used");
        }
    }
}
