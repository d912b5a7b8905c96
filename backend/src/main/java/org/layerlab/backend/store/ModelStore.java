package org.layerlab.backend.store;

import com.eclipsesource.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.layerlab.backend.store.BundledModels.Bundled;
import org.layerlab.backend.store.StoreException.Reason;
import org.layerlab.network.file.Limits;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.file.StorageType;

/**
 * Saved models in a plain folder. Each model has
 *
 * <ul>
 *   <li>{@code ID.safetensors}: its parameters and card. The id is made from the file's SHA-256, so that the same
 *       content is stored once, and a link never changes its meaning;
 *   <li>{@code ID.json}: when it was saved, the hash of the token that manages it, and what its owner has changed
 *       since ({@link Sidecar}); after the deletion it stays and says so.
 * </ul>
 *
 * <p>Training is reproducible: two people who run the same experiment save the same bytes and get the same link. It
 * belongs to whoever saved it first. Once that owner has deleted it, its address stays deleted; the next person to save
 * the same content owns it under another address ({@link ModelId}). So a stranger cannot revive a deleted link, and a
 * deletion does not keep others from saving their own run.
 *
 * <p>Files are written in an order that a crash cannot break ({@link StoreFolder}, {@link DurableFiles}): afterwards
 * there is a whole model or none. Bundled models come first in the list, under fixed ids.
 *
 * <p>Blocking; safe for use by several threads; one store per folder at a time. {@link #find} and {@link #list}, which
 * most requests need, answer from memory.
 */
public final class ModelStore implements AutoCloseable {
    private static final long CACHE_BYTES = 2L << 30;

    /**
     * A model just saved.
     *
     * @param manageToken changes and deletes it; given only to whoever saved it first
     */
    public record Saved(StoredModel model, Optional<String> manageToken) {
        /** Whether the same content had been saved before, by anyone. */
        public boolean existed() {
            return manageToken.isEmpty();
        }
    }

    private final StoreFolder folder;
    private final Clock clock;
    private final SecureRandom random;
    private final Limits limits;
    private final FolderLock lock;
    private final FileCache cache;
    private final BundledModels bundled;
    private final ModelIndex index = new ModelIndex();
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
    public static ModelStore open(
            Path folder, Clock clock, SecureRandom random, Limits limits, long maxBytes, Map<String, byte[]> bundled)
            throws StoreException {
        return open(folder, new DurableFiles(folder), clock, random, limits, maxBytes, bundled);
    }

    static ModelStore open(
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
            ModelStore store = new ModelStore(
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

    private ModelStore(
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
        this.catalog = new ModelCatalog(bundled, index);
    }

    /** Builds the index from the folder. */
    private void scan() throws IOException {
        warnings = folder.scan(new StoreFolder.Found() {
            @Override
            public void model(StoredModel model, long jsonBytes) {
                index.put(model);
                quota.add(model.bytes());
                quota.add(jsonBytes);
            }

            @Override
            public void deleted(String id, Instant when, long jsonBytes) {
                index.bury(id, when);
                quota.add(jsonBytes);
            }
        });
    }

    /** Problems found at the start, one line each. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** The number of models that have been saved and not deleted. */
    public int size() {
        return index.size();
    }

    /**
     * Saves a model.
     *
     * @param upload a safetensors file or an npz; stored as safetensors in its own number format, without tensors that
     *     are neither parameters nor optimizer state
     * @param listed whether the list shows it; ignored for content that is there already, whose owner decides
     * @throws ParameterFileException when it is neither, or broken
     * @throws StoreException {@link Reason#FULL}, {@link Reason#READ_ONLY}
     */
    public Saved save(byte[] upload, boolean listed) throws ParameterFileException, StoreException {
        ParameterFile parsed = ParameterFile.read(upload, limits);
        byte[] file;
        try {
            file = parsed.published().toSafetensors(StorageType.of(upload, limits));
        } catch (IllegalArgumentException e) {
            throw new ParameterFileException(String.valueOf(e.getMessage()), e);
        }
        return store(ModelId.sha256(file), file, parsed.card(), listed);
    }

    private synchronized Saved store(byte[] digest, byte[] file, ModelCard card, boolean listed) throws StoreException {
        String sha256 = HexFormat.of().formatHex(digest);
        int deletions = 0;
        while (index.deleted(ModelId.of(digest, deletions)).isPresent()) {
            deletions++;
        }
        String id = ModelId.of(digest, deletions);
        Optional<StoredModel> existing = index.find(id);
        if (existing.isPresent()) {
            if (!existing.get().sha256().equals(sha256)) {
                throw new StoreException(Reason.UNUSABLE, "another model already has the id " + id);
            }
            return new Saved(existing.get(), Optional.empty());
        }
        // Milliseconds: that is what the cursor of the list can tell apart.
        Optional<Instant> now = Optional.of(clock.instant().truncatedTo(ChronoUnit.MILLIS));
        StoredModel model = StoredModel.of(id, card, now, file.length, sha256, listed, false);
        ManageToken token = ManageToken.random(random);
        byte[] sidecar = Sidecar.of(model, card.json(), token).toBytes();
        quota.requireRoom(file.length, sidecar.length);
        folder.add(id, sidecar, file);
        index.put(model);
        quota.add(file.length);
        quota.add(sidecar.length);
        return new Saved(model, Optional.of(token.text()));
    }

    /**
     * Changes what the owner of a model may change.
     *
     * @return the model as it is now
     * @throws StoreException {@link Reason#NOT_FOUND}, {@link Reason#DELETED}, {@link Reason#BUNDLED}, {@link
     *     Reason#WRONG_TOKEN}, {@link Reason#FULL}, {@link Reason#READ_ONLY}
     */
    public synchronized StoredModel change(String id, String token, ModelChange change) throws StoreException {
        Sidecar changed = managed(id, token).with(change);
        try {
            StoredModel model = changed.model(id);
            replaceSidecar(id, changed);
            index.put(model);
            return model;
        } catch (IOException e) {
            throw StoreException.unwritable("the model " + id + " cannot be changed", e);
        }
    }

    /**
     * Deletes a model for good; its address says from now on that it was deleted.
     *
     * @throws StoreException {@link Reason#NOT_FOUND}, {@link Reason#DELETED}, {@link Reason#BUNDLED}, {@link
     *     Reason#WRONG_TOKEN}, {@link Reason#FULL}, {@link Reason#READ_ONLY}
     */
    public synchronized void delete(String id, String token) throws StoreException {
        managed(id, token);
        StoredModel model = find(id);
        try {
            Instant now = clock.instant();
            replaceSidecar(id, Sidecar.tombstone(now));
            index.bury(id, now);
            folder.deleteParameters(id);
            quota.remove(model.bytes());
            cache.removeAll(id + ".");
        } catch (IOException e) {
            throw StoreException.unwritable("the model " + id + " cannot be deleted", e);
        }
    }

    /** Without a check of the quota: an owner's changes are short, and room for them is never refused. */
    private void replaceSidecar(String id, Sidecar sidecar) throws IOException {
        long before = folder.sidecarSize(id);
        byte[] json = sidecar.toBytes();
        folder.replaceSidecar(id, json);
        quota.remove(before);
        quota.add(json.length);
    }

    /** The JSON of a model that this token manages. */
    private Sidecar managed(String id, String token) throws StoreException {
        if (find(id).bundled()) {
            throw new StoreException(Reason.BUNDLED, "the model " + id + " comes with LayerLab and cannot be changed");
        }
        Sidecar sidecar;
        try {
            sidecar = folder.readSidecar(id);
        } catch (IOException e) {
            throw StoreException.unusable("the model " + id + " cannot be read", e);
        }
        if (!new ManageToken(token).matches(sidecar.tokenHashes())) {
            throw new StoreException(Reason.WRONG_TOKEN, "this token does not belong to the model " + id);
        }
        return sidecar;
    }

    /**
     * The model with this id; does not block.
     *
     * @throws StoreException {@link Reason#NOT_FOUND} or {@link Reason#DELETED}
     */
    public StoredModel find(String id) throws StoreException {
        return catalog.find(id);
    }

    /** The model with this id and its card. */
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

    /**
     * A page of the list: bundled models first, then listed saved models, newest first. Does not block.
     *
     * @param cursor {@link ListPage#next} of the page before; empty for the first page
     * @param limit the maximum number of saved models
     * @throws IllegalArgumentException when the cursor is not one that this list gave
     */
    public ListPage list(ModelQuery query, Optional<String> cursor, int limit) {
        return catalog.list(query, cursor, limit);
    }

    /**
     * The model as a file to send, if it need not be made first; does not block.
     *
     * @throws StoreException {@link Reason#NOT_FOUND}, {@link Reason#DELETED}
     */
    public Optional<FileCache.Cached> readyFile(String id, ModelFormat format) throws StoreException {
        StoredModel model = find(id);
        return isStored(model, format)
                ? Optional.of(new FileCache.Cached(folder.parameters(id), model.bytes()))
                : cache.find(derivedName(id, format.ending()));
    }

    /**
     * The model as a file to send. It stays as long as the model does, or until other conversions need the room.
     *
     * @throws StoreException {@link Reason#NOT_FOUND}, {@link Reason#DELETED}, or {@link Reason#UNUSABLE} when it
     *     cannot be read or converted
     */
    public FileCache.Cached file(String id, ModelFormat format) throws StoreException {
        Optional<FileCache.Cached> ready = readyFile(id, format);
        if (ready.isPresent()) {
            return ready.get();
        }
        byte[] stored = read(id);
        try {
            return cache.get(derivedName(id, format.ending()), () -> format.convert(stored));
        } catch (IOException e) {
            throw StoreException.unusable("the model " + id + " cannot be read", e);
        } catch (ParameterFileException | IllegalArgumentException e) {
            throw new StoreException(
                    Reason.UNUSABLE,
                    "the model " + id + " cannot be converted to " + format.ending() + ": " + e.getMessage(),
                    e);
        }
    }

    private static boolean isStored(StoredModel model, ModelFormat format) {
        return !model.bundled() && format == ModelFormat.SAFETENSORS;
    }

    /**
     * The whole safetensors file of a model; blocks.
     *
     * @throws StoreException {@link Reason#NOT_FOUND}, {@link Reason#DELETED}, {@link Reason#UNUSABLE}
     */
    public byte[] read(String id) throws StoreException {
        find(id);
        Optional<Bundled> ofProgram = bundled.find(id);
        if (ofProgram.isPresent()) {
            return ofProgram.get().file();
        }
        try {
            return Files.readAllBytes(folder.parameters(id));
        } catch (IOException e) {
            throw StoreException.unusable("the model " + id + " cannot be read", e);
        }
    }

    /** A new file in the store's folder to receive an upload; the next start removes it if it stays. */
    public Path newTemporaryFile() throws StoreException {
        return folder.newTemporaryFile();
    }

    /**
     * Writes a file, forces it to disk, and deletes it.
     *
     * @throws StoreException when that fails
     */
    public void checkWritable() throws StoreException {
        folder.checkWritable();
    }

    /** The name in the {@link #cache} of a file made from a model; it is deleted with the model. */
    public static String derivedName(String id, String ending) {
        return id + "." + ending;
    }

    /** Files made on demand, beside the store. */
    public FileCache cache() {
        return cache;
    }

    /** Lets another server use the folder. */
    @Override
    public void close() {
        lock.close();
    }
}
