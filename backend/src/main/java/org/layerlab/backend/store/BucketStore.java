package org.layerlab.backend.store;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.layerlab.backend.bucket.Bucket;
import org.layerlab.backend.bucket.BucketException;
import org.layerlab.backend.store.BucketObjects.Found;
import org.layerlab.backend.store.BucketObjects.Version;
import org.layerlab.backend.store.StoreException.Reason;
import org.layerlab.network.file.Limits;

/**
 * Saved models in a bucket, which several servers may share. Every write of a model's JSON has a condition: that there is
 * none yet, or that it is the version that was read. So the bucket decides who was first, even if an answer was lost:
 * after a conflict, a server reads the object and finds out whether it wrote it itself.
 *
 * <p>The list is in memory. What other servers change is learned from the list of the bucket, every half minute, or when
 * a change here meets it.
 */
final class BucketStore extends CatalogStore {
    private static final System.Logger LOG = System.getLogger(BucketStore.class.getName());
    static final double MAX_INDEX_FRACTION = 0.45;
    private static final long CACHE_BYTES = 2L << 30;
    static final long REFRESH_NANOS = Duration.ofSeconds(30).toNanos();

    /** A list of the bucket may take this part of the time. */
    private static final int REFRESH_SHARE = 20;

    private static final long CHECK_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int TRIES = 20;

    private final BucketObjects objects;
    private final BucketIndex known;
    private final BucketWrites writes;
    private final BucketScan scan;
    private final BucketFiles files;
    private final Scratch scratch;
    private volatile long refreshAt;
    private volatile long writableUntil;

    private BucketStore(
            BucketObjects objects,
            Clock clock,
            SecureRandom random,
            Limits limits,
            Quota quota,
            Scratch scratch,
            BundledModels bundled,
            ModelIndex index,
            BucketFiles files) {
        super(clock, random, limits, bundled, index, files, files.cache());
        this.objects = objects;
        this.files = files;
        this.scratch = scratch;
        this.known = new BucketIndex(index, quota);
        this.writes = new BucketWrites(objects, known);
        this.scan = new BucketScan(objects, known);
    }

    /**
     * Opens the store, and reads which models it has.
     *
     * @throws StoreException when the bucket cannot be used: its message says in a sentence why
     */
    static BucketStore open(
            Bucket bucket, Clock clock, SecureRandom random, Limits limits, long maxBytes, Map<String, byte[]> bundled)
            throws StoreException {
        try {
            bucket.check();
            bucket.requireConditions(BucketObjects.CHECK);
        } catch (BucketException e) {
            bucket.close();
            throw new StoreException(Reason.UNUSABLE, String.valueOf(e.getMessage()), e);
        }
        BucketStore store = openWithoutList(bucket, clock, random, limits, maxBytes, bundled);
        try {
            store.warn(store.refresh());
            return store;
        } catch (StoreException e) {
            store.close();
            throw e;
        }
    }

    /** A store that knows nothing of what is in the bucket, for {@link #remove} alone. */
    static BucketStore openWithoutList(Bucket bucket, Clock clock) throws StoreException {
        return openWithoutList(bucket, clock, new SecureRandom(), Limits.DEFAULT, Long.MAX_VALUE, Map.of());
    }

    private static BucketStore openWithoutList(
            Bucket bucket, Clock clock, SecureRandom random, Limits limits, long maxBytes, Map<String, byte[]> bundled)
            throws StoreException {
        Scratch scratch = Scratch.create();
        try {
            BucketObjects objects = new BucketObjects(bucket);
            FileCache cache =
                    new FileCache(scratch.folder().resolve("cache"), CACHE_BYTES, true, scratch::createFolder);
            return new BucketStore(
                    objects,
                    clock,
                    random,
                    limits,
                    new Quota(maxBytes),
                    scratch,
                    new BundledModels(bundled),
                    new ModelIndex(MAX_INDEX_FRACTION * Runtime.getRuntime().maxMemory()),
                    new BucketFiles(objects, cache, scratch, System::nanoTime));
        } catch (IOException e) {
            scratch.close();
            bucket.close();
            throw StoreException.unusable("the temporary folder " + scratch.folder() + " cannot be used", e);
        } catch (StoreException e) {
            scratch.close();
            bucket.close();
            throw e;
        }
    }

    private synchronized List<String> refresh() throws StoreException {
        long begun = System.nanoTime();
        try {
            return scan.run();
        } finally {
            long ended = System.nanoTime();
            refreshAt = ended + Math.max(REFRESH_NANOS, REFRESH_SHARE * (ended - begun));
        }
    }

    @Override
    public void serveOperator() throws StoreException {
        if (System.nanoTime() - refreshAt > 0) {
            List<String> unused = refresh();
        }
    }

    @Override
    public void learn(String id) throws StoreException {
        if (ModelId.isOne(id)) {
            Optional<Version> unused = writes.current(id);
        }
    }

    @Override
    public void refreshNow() throws StoreException {
        refreshAt = System.nanoTime() - 1;
        serveOperator();
    }

    @Override
    public int size() {
        return known.size();
    }

    @Override
    public long usedBytes() {
        return known.usedBytes();
    }

    @Override
    public boolean isRemote() {
        return true;
    }

    @Override
    public boolean has(Upload upload) {
        return known.find(known.freeId(upload.digest())).isPresent();
    }

    @Override
    public Saved save(Upload upload, boolean listed, Optional<ManageToken> chosen) throws StoreException {
        // Each round learns of a deletion that was not known here, or of an object that is gone.
        for (int round = 0; round < TRIES; round++) {
            if (known.isBlocked(upload.digest())) {
                throw blocked();
            }
            String id = known.freeId(upload.digest());
            known.requireReadable(id);
            synchronized (known.lock(id)) {
                Optional<StoredModel> existing = known.find(id);
                Optional<Saved> saved = existing.isPresent()
                        ? existing(existing.get(), upload, chosen)
                        : create(id, upload, listed, chosen);
                if (saved.isPresent()) {
                    return saved.get();
                }
            }
        }
        throw BucketWrites.conflict("saved");
    }

    /** A model that is there as far as this server knows; empty where another one has deleted it. */
    private Optional<Saved> existing(StoredModel model, Upload upload, Optional<ManageToken> chosen)
            throws StoreException {
        requireSame(model, upload);
        Optional<Version> version = writes.current(model.id());
        Optional<StoredModel> now = known.find(model.id());
        if (version.isEmpty() || now.isEmpty()) {
            return Optional.empty();
        }
        writes.mend(model.id(), upload.file());
        files.forget(model.id());
        List<String> owners = version.get().sidecar().tokenHashes();
        return Optional.of(new Saved(now.get(), true, chosen.filter(token -> token.matches(owners))));
    }

    /** A new model; empty where this id turns out to be a deleted one. */
    private Optional<Saved> create(String id, Upload upload, boolean listed, Optional<ManageToken> chosen)
            throws StoreException {
        Draft draft = draft(id, upload, listed, chosen);
        Optional<Found> there = writes.add(draft.model(), draft.json(), upload.file());
        if (there.isEmpty()) {
            return Optional.of(draft.saved());
        }
        Optional<StoredModel> other = there.get().model();
        return other.isEmpty() ? Optional.empty() : existing(other.get(), upload, chosen);
    }

    @Override
    public void requireOwner(String id, String token) throws StoreException {
        // Another server may just have saved it.
        Optional<Version> now = ModelId.isOne(id) ? writes.current(id) : Optional.empty();
        requireSaved(id);
        requireOwner(id, token, now.orElseThrow(() -> BucketWrites.notFound(id)).sidecar());
    }

    @Override
    public StoredModel change(String id, String token, ModelChange change) throws StoreException {
        requireSaved(id);
        writes.edit(id, sidecar -> {
            requireOwner(id, token, sidecar);
            Sidecar changed = sidecar.with(change);
            return Optional.of(changed.summarized(changed.model(id)));
        });
        return find(id);
    }

    /** What was deleted meanwhile is found by {@link #find}, which says when. */
    private void requireOwner(String id, String token, Sidecar sidecar) throws StoreException {
        if (sidecar.deleted().isPresent()) {
            StoredModel unused = find(id);
        }
        sidecar.requireOwner(id, ManageToken.of(token));
    }

    @Override
    public void delete(String id, String token) throws StoreException {
        requireSaved(id);
        Sidecar tombstone = Sidecar.of(tombstone(false));
        boolean[] begun = {false};
        writes.edit(id, sidecar -> {
            if (begun[0] && sidecar.deleted().isPresent()) {
                return Optional.empty();
            }
            requireOwner(id, token, sidecar);
            begun[0] = true;
            return Optional.of(tombstone);
        });
        clear(id);
    }

    @Override
    public void remove(String id, boolean block) throws StoreException {
        Sidecar tombstone = Sidecar.of(tombstone(block));
        if (ModelId.isOne(id) && writes.entomb(id, tombstone)) {
            clear(id);
            return;
        }
        // This server may not know it, or not know it any more.
        learn(id);
        if (!(block && known.deleted(id).isPresent())) {
            requireSaved(id);
        }
        writes.edit(
                id,
                sidecar -> sidecar.deleted()
                                .filter(there -> there.blocked() || !block)
                                .isPresent()
                        ? Optional.empty()
                        : Optional.of(tombstone));
        clear(id);
    }

    /** The deletion is in the bucket already: should this fail, the next list finishes it. */
    private void clear(String id) throws StoreException {
        try {
            objects.deleteParameters(id);
            cache().removeAll(id + ".");
        } catch (BucketException e) {
            LOG.log(System.Logger.Level.WARNING, "the parameters of " + id + " are left over: " + e.getMessage());
        } catch (IOException e) {
            throw StoreException.unwritable("the model " + id + " cannot be deleted", e);
        }
    }

    @Override
    StoredModel.WithCard withCard(String id) throws IOException, StoreException {
        synchronized (known.lock(id)) {
            Sidecar sidecar = writes.current(id)
                    .orElseThrow(() -> BucketWrites.notFound(id))
                    .sidecar();
            // Looked up afterwards: what was there may tell of another server's change.
            return new StoredModel.WithCard(find(id), sidecar.card());
        }
    }

    @Override
    public Path newTemporaryFile() throws StoreException {
        try {
            return scratch.newTemporary("upload-");
        } catch (IOException e) {
            throw StoreException.unwritable("the model cannot be received", e);
        }
    }

    @Override
    public void checkWritable() throws StoreException {
        known.requireRoomForAnother(largestFile());
        checkScratch();
        // Writes to a bucket cost money, so they are tested rarely while they work, and on each call while they fail.
        if (System.nanoTime() - writableUntil < 0) {
            return;
        }
        try {
            objects.checkWritable();
            writableUntil = System.nanoTime() + CHECK_NANOS;
        } catch (BucketException e) {
            throw BucketWrites.unwritable(e);
        }
    }

    /** Uploads and what is fetched pass through this machine's disk. */
    private void checkScratch() throws StoreException {
        try {
            scratch.checkWritable();
        } catch (IOException e) {
            throw StoreException.unwritable("nothing can be written to " + scratch.folder(), e);
        }
    }

    @Override
    public boolean isThere() {
        return true;
    }

    @Override
    public void close() {
        objects.bucket().close();
        scratch.close();
    }
}
