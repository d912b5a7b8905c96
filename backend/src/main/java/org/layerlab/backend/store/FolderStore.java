package org.layerlab.backend.store;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.layerlab.backend.store.StoreException.Reason;
import org.layerlab.network.file.Limits;

/**
 * Saved models in a plain folder: {@code ID.safetensors} and {@code ID.json} for each.
 *
 * <p>Files are written in an order that a crash cannot break ({@link StoreFolder}, {@link DurableFiles}): afterwards
 * there is a whole model or none. One store per folder at a time.
 */
final class FolderStore extends CatalogStore {
    private static final System.Logger LOG = System.getLogger(FolderStore.class.getName());
    static final double MAX_INDEX_FRACTION = 0.55;
    private static final long CACHE_BYTES = 2L << 30;

    private final StoreFolder folder;
    private final StoreLock lock;
    private final Sidecars sidecars;
    private final CheckedFiles checked;
    private final ModelIndex index;
    private final Quota quota;
    private final FolderScan scan;
    private final OperatorRequestHandler handler;

    /** Whether the lock was held when the folder was read. */
    private volatile boolean locked;

    /** Whether it was another folder that was read: this one is not known yet. */
    private volatile boolean stale;

    // Guarded by this.
    private boolean closed;

    /**
     * Opens the store: creates its folder where it is missing, and removes what a crash left behind. On a full or
     * read-only disk it opens with a warning, for what is stored can be read.
     *
     * @param random for the tokens
     * @param limits on each file that is saved
     * @param maxBytes of all files together, on disk
     * @param bundled safetensors files that come with the program, by id
     * @throws StoreException {@link Reason#UNUSABLE}, {@link Reason#READ_ONLY} or {@link Reason#UNWRITABLE} when the folder
     *     is a file, is closed to this user, or is in use by another server, or a bundled file is broken
     */
    public static FolderStore open(
            Path folder, Clock clock, SecureRandom random, Limits limits, long maxBytes, Map<String, byte[]> bundled)
            throws StoreException {
        return open(folder, new DurableFiles(folder), clock, random, limits, maxBytes, bundled);
    }

    static FolderStore open(
            Path path,
            DurableFiles files,
            Clock clock,
            SecureRandom random,
            Limits limits,
            long maxBytes,
            Map<String, byte[]> bundled)
            throws StoreException {
        StoreFolder folder = new StoreFolder(path, files);
        folder.create();
        StoreLock lock = StoreLock.of(files);
        try {
            FolderStore store = new FolderStore(
                    folder,
                    clock,
                    random,
                    limits,
                    new Quota(maxBytes),
                    lock,
                    // Without the lock, what is in the cache may be another server's.
                    new FileCache(path.resolve("cache"), CACHE_BYTES, lock.isHeld()),
                    new BundledModels(bundled),
                    new ModelIndex(MAX_INDEX_FRACTION * Runtime.getRuntime().maxMemory()),
                    new CheckedFiles(folder));
            store.read();
            store.startWriting();
            return store;
        } catch (IOException e) {
            lock.close();
            throw StoreException.unusable("the store " + path + " cannot be read", e);
        } catch (StoreException e) {
            lock.close();
            throw e;
        }
    }

    private FolderStore(
            StoreFolder folder,
            Clock clock,
            SecureRandom random,
            Limits limits,
            Quota quota,
            StoreLock lock,
            FileCache cache,
            BundledModels bundled,
            ModelIndex index,
            CheckedFiles checked) {
        super(clock, random, limits, bundled, index, checked, cache);
        this.folder = folder;
        this.quota = quota;
        this.lock = lock;
        this.index = index;
        this.checked = checked;
        this.sidecars = new Sidecars(folder, quota);
        this.scan = new FolderScan(folder, index, quota);
        this.handler = new OperatorRequestHandler(folder.path(), this::remove);
    }

    /** Reads the folder; under the lock, it is this server's from now on. */
    private void read() throws IOException, StoreException {
        checked.forgetAll();
        if (stale) {
            index.ids().forEach(index::forget);
        }
        warn(scan.run(lock.isHeld()));
        stale = false;
        locked = lock.isHeld();
    }

    /** Makes ready for the first write; where the disk takes none, a warning says so. */
    private void startWriting() throws StoreException {
        try {
            folder.checkWritable();
        } catch (StoreException e) {
            if (!StoreException.isOfDisk(e.getCause())) {
                throw e;
            }
            List<String> all = new ArrayList<>(warnings());
            all.add(e.getMessage() + "; what is stored can be read");
            warn(all);
        }
        keepReserve();
    }

    /**
     * To be called before each write: takes the lock, if the disk did not take it before, or if another folder is here
     * now. Meanwhile another server may have changed what is stored.
     *
     * @throws StoreException {@link Reason#FULL}, {@link Reason#UNWRITABLE} when that fails, {@link Reason#READ_ONLY} when
     *     another server has it
     */
    private void requireLock() throws StoreException {
        if (!locked || lock.isReplaced()) {
            takeLock();
        }
    }

    private synchronized void takeLock() throws StoreException {
        boolean replaced = lock.isReplaced();
        if (locked && !replaced) {
            return;
        }
        if (closed) {
            throw new StoreException(Reason.READ_ONLY, "the store is closed");
        }
        if (replaced) {
            LOG.log(System.Logger.Level.WARNING, "the store " + folder.path() + " is another folder now");
            stale = true;
            giveUpLock();
        }
        try {
            lock.take();
        } catch (StoreException e) {
            throw e.ofLock();
        }
        try {
            read();
            cache().allow();
        } catch (StoreException e) {
            giveUpLock();
            throw new StoreException(Reason.UNWRITABLE, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            giveUpLock();
            throw StoreException.unwritable("the store " + folder.path() + " cannot be read", e);
        }
        LOG.log(System.Logger.Level.INFO, "the store " + folder.path() + " can be written now");
        warnings().forEach(warning -> LOG.log(System.Logger.Level.WARNING, warning));
    }

    private void giveUpLock() {
        locked = false;
        lock.close();
    }

    private synchronized void keepReserve() {
        if (locked) {
            folder.keepReserve();
        }
    }

    @Override
    public int size() {
        return index.size();
    }

    @Override
    public long usedBytes() {
        return quota.used();
    }

    @Override
    public boolean isRemote() {
        return false;
    }

    @Override
    public synchronized boolean has(Upload upload) {
        return index.find(index.freeId(upload.digest())).isPresent();
    }

    @Override
    public synchronized Saved save(Upload upload, boolean listed, Optional<ManageToken> chosen) throws StoreException {
        requireLock();
        if (index.isBlocked(upload.digest())) {
            throw blocked();
        }
        String id = index.freeId(upload.digest());
        Optional<StoredModel> existing = index.find(id);
        boolean hasRecord = folder.hasSidecarOrNot(id);
        if (existing.isPresent() && hasRecord) {
            requireSame(existing.get(), upload);
            mend(existing.get(), upload);
            return new Saved(existing.get(), true, chosen.filter(token -> sidecars.manages(id, token)));
        }
        if (hasRecord) {
            // One that cannot be read, or that came from a backup meanwhile: the next start looks at it.
            index.lose(id);
        }
        index.requireReadable(id);
        byte[] file = upload.file();
        Draft draft = draft(id, upload, listed, chosen);
        long before = folder.used(id);
        quota.requireRoom(file.length, draft.json().length, before);
        index.requireRoom(draft.model());
        try {
            folder.add(id, draft.json(), file);
            // Somebody may have removed an earlier record, and with it its token.
            index.forget(id);
            index.put(draft.model());
        } finally {
            // Also a failed save may have removed what an earlier one left.
            checked.forget(id);
            quota.remove(before);
            quota.add(folder.used(id));
        }
        return draft.saved();
    }

    /** Writes the parameters of a saved model again, with the content that they had, where a disk lost or damaged them. */
    private void mend(StoredModel model, Upload upload) throws StoreException {
        if (!checked.isIntact(model)) {
            folder.replaceParameters(model.id(), upload.file());
            checked.forget(model.id());
            LOG.log(System.Logger.Level.INFO, "the parameters of " + model.id() + " were saved again");
        }
    }

    /** Of a file that an interrupted save left. */
    private long orphanSize(String id) throws StoreException {
        try {
            return folder.orphanSize(id);
        } catch (IOException e) {
            throw StoreException.unusable("the store cannot be read", e);
        }
    }

    @Override
    public synchronized void requireOwner(String id, String token) throws StoreException {
        requireSaved(id);
        sidecars.managed(id, ManageToken.of(token));
    }

    @Override
    public synchronized StoredModel change(String id, String token, ModelChange change) throws StoreException {
        requireLock();
        requireSaved(id);
        Sidecar changed = sidecars.changed(id, ManageToken.of(token), change);
        StoredModel model;
        try {
            model = changed.model(id);
        } catch (IOException e) {
            throw StoreException.unreadable(id, e);
        }
        try {
            sidecars.replace(id, changed.summarized(model));
            index.put(model);
            return model;
        } catch (IOException e) {
            throw StoreException.unwritable("the model " + id + " cannot be changed", e);
        }
    }

    @Override
    public synchronized void delete(String id, String token) throws StoreException {
        requireLock();
        requireOwner(id, token);
        bury(id, tombstone(false));
    }

    @Override
    public synchronized void remove(String id, boolean block) throws StoreException {
        requireLock();
        Tombstone tombstone = tombstone(block);
        boolean blockedLater = block && index.deleted(id).isPresent();
        if (!blockedLater && !isLeftOver(id)) {
            requireSaved(id);
        }
        bury(id, tombstone);
    }

    /** Whether there is something of this model, but no model. */
    private boolean isLeftOver(String id) {
        return ModelId.isOne(id)
                && index.find(id).isEmpty()
                && index.deleted(id).isEmpty()
                && (index.isUnreadable(id) || folder.hasSidecar(id) || folder.hasParameters(id));
    }

    private void entomb(String id, Tombstone tombstone) throws StoreException {
        try {
            sidecars.replace(id, Sidecar.of(tombstone));
            index.bury(id, tombstone);
        } catch (IOException e) {
            throw StoreException.unwritable("the model " + id + " cannot be deleted", e);
        }
    }

    private void bury(String id, Tombstone tombstone) throws StoreException {
        Optional<StoredModel> model = index.find(id);
        long bytes = model.isPresent() ? model.get().bytes() : orphanSize(id);
        entomb(id, tombstone);
        checked.forget(id);
        try {
            folder.deleteParameters(id);
            quota.remove(bytes);
            cache().removeAll(id + ".");
        } catch (IOException e) {
            // It is deleted for everyone; the next start tries again.
            LOG.log(System.Logger.Level.WARNING, "files of " + id + " are left over: " + StoreException.reason(e));
        }
        keepReserve();
    }

    @Override
    synchronized StoredModel.WithCard withCard(String id) throws IOException, StoreException {
        return new StoredModel.WithCard(find(id), folder.readSidecar(id).card());
    }

    @Override
    public Path newTemporaryFile() throws StoreException {
        requireLock();
        return folder.newTemporaryFile();
    }

    @Override
    public void checkWritable() throws StoreException {
        requireLock();
        folder.checkWritable();
        // The upload itself and the model that is made of it are there at once.
        folder.requireRoom(2 * largestFile());
        synchronized (this) {
            quota.requireRoomForLargest(largestFile());
            index.requireRoomForAnother();
        }
    }

    @Override
    public void serveOperator() {
        try {
            requireLock();
        } catch (StoreException e) {
            // Whoever saves, and whoever asks for the server's health, learns it.
            return;
        }
        keepReserve();
        handler.serve();
    }

    @Override
    public boolean isThere() {
        return folder.isReadable() && !stale && !lock.isReplaced();
    }

    @Override
    public synchronized void close() {
        closed = true;
        giveUpLock();
    }
}
