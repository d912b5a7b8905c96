package org.layerlab.backend.store;

import com.eclipsesource.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.layerlab.backend.store.BundledModels.Bundled;
import org.layerlab.backend.store.StoreException.Reason;
import org.layerlab.network.file.Limits;
import org.layerlab.network.file.ParameterFileException;

/**
 * Saved models in a plain folder: {@code ID.safetensors} and {@code ID.json} for each.
 *
 * <p>Files are written in an order that a crash cannot break ({@link StoreFolder}, {@link DurableFiles}): afterwards
 * there is a whole model or none. One store per folder at a time.
 */
final class FolderStore implements ModelStore {
    private static final double MAX_INDEX_FRACTION = 0.55;
    private static final long CACHE_BYTES = 2L << 30;

    private final StoreFolder folder;
    private final Clock clock;
    private final SecureRandom random;
    private final Limits limits;
    private final FolderLock lock;
    private final FileCache cache;
    private final BundledModels bundled;
    private final Sidecars sidecars;
    private final CheckedFiles checked;
    private final StoredFiles files;
    private final ModelIndex index;
    private final ModelCatalog catalog;
    private final Quota quota;
    private List<String> warnings = List.of();

    /**
     * Opens the store: creates its folder where it is missing, and removes what a crash left behind.
     *
     * @param random for the tokens
     * @param limits on each file that is saved
     * @param maxBytes of all files together, on disk
     * @param bundled safetensors files that come with the program, by id
     * @throws StoreException {@link Reason#UNUSABLE} or {@link Reason#READ_ONLY} when the folder is a file, cannot be
     *     written, or is in use by another server, or a bundled file is broken
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
        FolderLock lock = FolderLock.take(path);
        try {
            FileCache cache = new FileCache(path.resolve("cache"), CACHE_BYTES);
            FolderStore store = new FolderStore(
                    folder, clock, random, limits, new Quota(maxBytes), lock, cache, new BundledModels(bundled));
            store.scan();
            folder.checkWritable();
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
            FolderLock lock,
            FileCache cache,
            BundledModels bundled) {
        this.folder = folder;
        this.clock = clock;
        this.random = random;
        this.limits = limits;
        this.quota = quota;
        this.lock = lock;
        this.cache = cache;
        this.bundled = bundled;
        this.sidecars = new Sidecars(folder, quota);
        this.checked = new CheckedFiles(folder);
        this.files = new StoredFiles(bundled, checked, cache);
        this.index = new ModelIndex(MAX_INDEX_FRACTION * Runtime.getRuntime().maxMemory());
        this.catalog = new ModelCatalog(bundled, index);
    }

    /** Builds the index from the folder. */
    private void scan() throws IOException, StoreException {
        warnings = folder.scan(new StoreFolder.Found() {
            @Override
            public void model(StoredModel model) {
                if (index.hasRoom()) {
                    index.put(model);
                }
            }

            @Override
            public void deleted(String id, Tombstone tombstone) {
                index.bury(id, tombstone);
            }

            @Override
            public void file(long bytes) {
                quota.add(bytes);
            }
        });
        index.requireRoom();
    }

    @Override
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    @Override
    public int size() {
        return index.size();
    }

    @Override
    public boolean isRemote() {
        return false;
    }

    @Override
    public Upload read(byte[] upload) throws ParameterFileException {
        return Upload.read(upload, limits);
    }

    @Override
    public synchronized boolean has(Upload upload) {
        return index.find(index.freeId(upload.digest())).isPresent();
    }

    @Override
    public synchronized Saved save(Upload upload, boolean listed, Optional<ManageToken> chosen) throws StoreException {
        if (index.isBlocked(upload.digest())) {
            throw new StoreException(Reason.BLOCKED, "whoever runs this server does not want this model here");
        }
        String sha256 = upload.sha256();
        String id = index.freeId(upload.digest());
        Optional<StoredModel> existing = index.find(id);
        if (existing.isPresent()) {
            if (!existing.get().sha256().equals(sha256)) {
                throw new StoreException(Reason.UNUSABLE, "another model already has the id " + id);
            }
            return new Saved(existing.get(), true, chosen.filter(token -> sidecars.manages(id, token)));
        }
        // Milliseconds: that is what the cursor of the list can tell apart.
        Optional<Instant> now = Optional.of(clock.instant().truncatedTo(ChronoUnit.MILLIS));
        byte[] file = upload.file();
        StoredModel model = StoredModel.of(id, upload.card(), now, file.length, sha256, listed, false);
        ManageToken token = chosen.orElseGet(() -> ManageToken.random(random));
        byte[] sidecar = Sidecar.of(model, upload.card().json(), token).toBytes();
        quota.requireRoom(file.length, sidecar.length);
        index.requireRoom(model);
        long before = orphanSize(id);
        folder.add(id, sidecar, file);
        checked.forget(id);
        index.put(model);
        quota.remove(before);
        quota.add(file.length);
        quota.add(sidecar.length);
        return new Saved(model, false, Optional.of(token));
    }

    /** Of a file that an interrupted save left, and that this one replaces. */
    private long orphanSize(String id) throws StoreException {
        try {
            return folder.orphanSize(id);
        } catch (IOException e) {
            throw StoreException.unusable("the store cannot be read", e);
        }
    }

    @Override
    public synchronized StoredModel change(String id, String token, ModelChange change) throws StoreException {
        requireSaved(id);
        Sidecar changed = sidecars.managed(id, ManageToken.of(token)).with(change);
        try {
            StoredModel model = changed.model(id);
            sidecars.replace(id, changed.summarized(model));
            index.put(model);
            return model;
        } catch (IOException e) {
            throw StoreException.unwritable("the model " + id + " cannot be changed", e);
        }
    }

    @Override
    public synchronized void delete(String id, String token) throws StoreException {
        requireSaved(id);
        sidecars.managed(id, ManageToken.of(token));
        bury(id, new Tombstone(clock.instant(), false));
    }

    @Override
    public synchronized void remove(String id, boolean block) throws StoreException {
        Tombstone tombstone = new Tombstone(clock.instant(), block);
        if (block && index.deleted(id).isPresent()) {
            entomb(id, tombstone);
            return;
        }
        requireSaved(id);
        bury(id, tombstone);
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
        StoredModel model = find(id);
        entomb(id, tombstone);
        try {
            folder.deleteParameters(id);
            checked.forget(id);
            quota.remove(model.bytes());
            cache.removeAll(id + ".");
        } catch (IOException e) {
            throw StoreException.unwritable("the model " + id + " cannot be deleted", e);
        }
    }

    private void requireSaved(String id) throws StoreException {
        if (find(id).bundled()) {
            throw new StoreException(Reason.BUNDLED, "the model " + id + " comes with LayerLab and cannot be changed");
        }
    }

    @Override
    public StoredModel find(String id) throws StoreException {
        return catalog.find(id);
    }

    @Override
    public StoredModel.WithCard findWithCard(String id) throws StoreException {
        StoredModel model = find(id);
        Optional<Bundled> ofProgram = bundled.find(id);
        if (ofProgram.isPresent()) {
            return new StoredModel.WithCard(
                    model, new JsonObject(ofProgram.get().card()));
        }
        try {
            return new StoredModel.WithCard(model, folder.readSidecar(id).card());
        } catch (IOException e) {
            throw StoreException.unusable("the card of the model " + id + " cannot be read", e);
        }
    }

    @Override
    public ListPage list(ModelQuery query, Optional<String> cursor, int limit) {
        return catalog.list(query, cursor, limit);
    }

    @Override
    public Optional<FileCache.Cached> readyFile(String id, ModelFormat format) throws StoreException {
        return files.ready(find(id), format);
    }

    @Override
    public FileCache.Cached file(String id, ModelFormat format) throws StoreException {
        return files.make(find(id), format);
    }

    @Override
    public byte[] read(String id) throws StoreException {
        return files.read(find(id));
    }

    @Override
    public Path newTemporaryFile() throws StoreException {
        return folder.newTemporaryFile();
    }

    @Override
    public void checkWritable() throws StoreException {
        folder.checkWritable();
    }

    @Override
    public void serveOperator() throws IOException {
        OperatorRequests.serve(folder.path(), this::remove);
    }

    @Override
    public boolean isThere() {
        return folder.exists();
    }

    @Override
    public FileCache cache() {
        return cache;
    }

    @Override
    public void close() {
        lock.close();
    }
}
