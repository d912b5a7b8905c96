package org.layerlab.backend.store;

import com.eclipsesource.json.JsonObject;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.layerlab.backend.store.BundledModels.Bundled;
import org.layerlab.backend.store.StoreException.Reason;
import org.layerlab.network.file.Limits;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.file.StorageType;

/**
 * Saved models in a plain folder. Of each model there are
 *
 * <ul>
 *   <li>{@code ID.safetensors}: its parameters and card. The id is made from the file's SHA-256, so that the same
 *       content is stored once, and a link never changes its meaning;
 *   <li>{@code ID.json}: when it was saved, the hash of the token that manages it, and what its owner has changed
 *       since ({@link Sidecar}); after the deletion it stays behind and says so.
 * </ul>
 *
 * <p>Training is reproducible: two people who run the same experiment save the same bytes and get the same link. It
 * belongs to the first. Once that one has deleted it, its address stays deleted; whoever saves the same content after
 * that owns it under another address ({@link ModelId}), so that neither a stranger revives a deleted link nor a
 * deletion keeps others from saving their own run.
 *
 * <p>Each file is written as {@link DurableFiles} do, the JSON first. After a crash there is a whole model or none.
 * Models that come with the program are listed before the others under fixed ids.
 *
 * <p>Blocking; safe for use by several threads; one store per folder at a time. What a request asks most, {@link
 * #find} and {@link #list}, is answered from memory.
 */
public final class ModelStore implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ModelStore.class.getName());

    private static final long CACHE_BYTES = 2L << 30;
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    /**
     * A model just saved.
     *
     * @param manageToken changes and deletes it; only whoever saved it first gets it
     */
    public record Saved(StoredModel model, Optional<String> manageToken) {
        /** It had been saved before, by whomever. */
        public boolean existed() {
            return manageToken.isEmpty();
        }
    }

    private final Path folder;
    private final Clock clock;
    private final SecureRandom random;
    private final Limits limits;
    private final FolderLock lock;
    private final DurableFiles files;
    private final FileCache cache;
    private final BundledModels bundled;
    private final ModelIndex index = new ModelIndex();
    private final Quota quota;
    private final List<String> warnings = new ArrayList<>();

    /**
     * Opens the store, making its folder where it is missing and sweeping up what a crash left behind.
     *
     * @param random of the tokens
     * @param limits of each file that is saved
     * @param maxBytes of all of them on the disk together
     * @param bundled safetensors files that come with the program, by id
     * @throws StoreException {@link Reason#UNUSABLE} or {@link Reason#READ_ONLY} when the folder is a file, cannot be
     *     written, or is another server's, or a bundled file is broken
     */
    public static ModelStore open(
            Path folder, Clock clock, SecureRandom random, Limits limits, long maxBytes, Map<String, byte[]> bundled)
            throws StoreException {
        return open(folder, new DurableFiles(folder), clock, random, limits, maxBytes, bundled);
    }

    static ModelStore open(
            Path folder,
            DurableFiles files,
            Clock clock,
            SecureRandom random,
            Limits limits,
            long maxBytes,
            Map<String, byte[]> bundled)
            throws StoreException {
        try {
            Files.createDirectories(folder);
        } catch (FileAlreadyExistsException e) {
            throw new StoreException(Reason.UNUSABLE, "the store " + folder + " is a file, not a folder", e);
        } catch (IOException e) {
            throw StoreException.unusable("the store " + folder + " cannot be made", e);
        }
        FolderLock lock = FolderLock.take(folder);
        try {
            FileCache cache = new FileCache(folder.resolve("cache"), CACHE_BYTES);
            ModelStore store = new ModelStore(
                    folder, files, clock, random, limits, new Quota(maxBytes), lock, cache, new BundledModels(bundled));
            store.scan();
            store.checkWritable();
            return store;
        } catch (IOException e) {
            lock.close();
            throw StoreException.unusable("the store " + folder + " cannot be read", e);
        } catch (StoreException e) {
            lock.close();
            throw e;
        }
    }

    private ModelStore(
            Path folder,
            DurableFiles files,
            Clock clock,
            SecureRandom random,
            Limits limits,
            Quota quota,
            FolderLock lock,
            FileCache cache,
            BundledModels bundled) {
        this.folder = folder;
        this.files = files;
        this.clock = clock;
        this.random = random;
        this.limits = limits;
        this.quota = quota;
        this.lock = lock;
        this.cache = cache;
        this.bundled = bundled;
    }

    /** Builds the index from the JSON files, and takes away what a crash left unfinished. */
    private void scan() throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
            for (Path file : found) {
                String name = String.valueOf(file.getFileName());
                String stem = name.substring(0, Math.max(0, name.lastIndexOf('.')));
                if (DurableFiles.isTemporary(name)) {
                    Files.deleteIfExists(file);
                } else if (name.endsWith(".json") && ModelId.isOne(stem)) {
                    scan(stem, file);
                }
            }
        }
    }

    private void scan(String id, Path sidecarFile) throws IOException {
        Path file = parameters(id);
        @Nullable StoredModel model;
        Optional<Instant> deleted;
        try {
            Sidecar sidecar = Sidecar.read(sidecarFile);
            deleted = sidecar.deleted();
            model = deleted.isPresent() ? null : sidecar.model(id);
        } catch (IOException e) {
            warnings.add(sidecarFile + " cannot be read, its model is left out: " + StoreException.reason(e));
            return;
        }
        if (model == null) {
            // The deletion was written down before a crash kept the file from going.
            Files.deleteIfExists(file);
            index.bury(id, deleted.orElseThrow());
            quota.add(Files.size(sidecarFile));
        } else if (!Files.isRegularFile(file)) {
            // The JSON is written first: a crash came before the file. Nobody was told of this model.
            Files.delete(sidecarFile);
        } else {
            index.put(model);
            quota.add(model.bytes());
            quota.add(Files.size(sidecarFile));
        }
    }

    /** What was found wrong at the start, a line each. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** How many models have been saved and not deleted. */
    public int size() {
        return index.size();
    }

    /**
     * Saves a model.
     *
     * @param upload a safetensors file or an npz; stored as safetensors in the number format it came in, without
     *     tensors that are neither parameters nor the optimiser's state
     * @param listed whether the list shows it; of a content that is there already, its owner decides
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
                throw new StoreException(Reason.UNUSABLE, "another model has the id " + id + " already");
            }
            return new Saved(existing.get(), Optional.empty());
        }
        // Milliseconds: that is what the cursor of the list can tell apart.
        Optional<Instant> now = Optional.of(clock.instant().truncatedTo(ChronoUnit.MILLIS));
        StoredModel model = StoredModel.of(id, card, now, file.length, sha256, listed, false);
        ManageToken token = ManageToken.random(random);
        byte[] sidecar = Sidecar.of(model, card.json(), token).toBytes();
        quota.requireRoom(file.length, sidecar.length);
        try {
            files.write(sidecarName(id), sidecar);
            files.write(parametersName(id), file);
        } catch (IOException e) {
            sweep(sidecarName(id));
            throw StoreException.unwritable("the model cannot be stored", e);
        }
        index.put(model);
        quota.add(file.length);
        quota.add(sidecar.length);
        return new Saved(model, Optional.of(token.text()));
    }

    /** Takes away what a failure left; where that fails, too, the next start does it. */
    private void sweep(String name) {
        try {
            files.delete(name);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, name + " is left over", e);
        }
    }

    /**
     * Changes what its owner may change of a model.
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
            files.delete(parametersName(id));
            quota.remove(model.bytes());
            cache.removeAll(id + ".");
        } catch (IOException e) {
            throw StoreException.unwritable("the model " + id + " cannot be deleted", e);
        }
    }

    /** What an owner changes is short, and room for it is never refused. */
    private void replaceSidecar(String id, Sidecar sidecar) throws IOException {
        long before = Files.size(sidecar(id));
        byte[] json = sidecar.toBytes();
        files.write(sidecarName(id), json);
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
            sidecar = Sidecar.read(sidecar(id));
        } catch (IOException e) {
            throw StoreException.unusable("the model " + id + " cannot be read", e);
        }
        if (!new ManageToken(token).matches(sidecar.tokenHashes())) {
            throw new StoreException(Reason.WRONG_TOKEN, "this token does not belong to the model " + id);
        }
        return sidecar;
    }

    /**
     * The model of that id; does not block.
     *
     * @throws StoreException {@link Reason#NOT_FOUND} or {@link Reason#DELETED}
     */
    public StoredModel find(String id) throws StoreException {
        Optional<StoredModel> model = bundled.find(id).map(Bundled::model).or(() -> index.find(id));
        if (model.isPresent()) {
            return model.get();
        }
        Optional<Instant> deleted = index.deleted(id);
        if (deleted.isPresent()) {
            throw new StoreException(Reason.DELETED, "This model was deleted on " + DAY.format(deleted.get()) + ".");
        }
        throw new StoreException(Reason.NOT_FOUND, "there is no model " + (ModelId.isOne(id) ? id : "of that id"));
    }

    /** The model of that id and its card. */
    public StoredModel.WithCard findWithCard(String id) throws StoreException {
        StoredModel model = find(id);
        Optional<Bundled> ofProgram = bundled.find(id);
        if (ofProgram.isPresent()) {
            return new StoredModel.WithCard(
                    model, new JsonObject(ofProgram.get().card()));
        }
        try {
            return new StoredModel.WithCard(model, Sidecar.read(sidecar(id)).card());
        } catch (IOException e) {
            throw StoreException.unusable("the card of the model " + id + " cannot be read", e);
        }
    }

    /**
     * A page of the list: bundled models first, then listed saved models, newest first. Does not block.
     *
     * @param cursor {@link ListPage#next} of the page before; empty for the first page
     * @param limit at most so many saved models
     * @throws IllegalArgumentException when the cursor is none
     */
    public ListPage list(ModelQuery query, Optional<String> cursor, int limit) {
        ListPage saved = index.list(query, cursor, limit);
        if (cursor.isPresent()) {
            return saved;
        }
        List<StoredModel> all = new ArrayList<>(bundled.list(query));
        all.addAll(saved.models());
        return new ListPage(all, saved.next());
    }

    /**
     * The model as a file that can be sent, if it is there without having to be made; does not block.
     *
     * @throws StoreException {@link Reason#NOT_FOUND}, {@link Reason#DELETED}
     */
    public Optional<FileCache.Cached> readyFile(String id, ModelFormat format) throws StoreException {
        StoredModel model = find(id);
        return isStored(model, format)
                ? Optional.of(new FileCache.Cached(parameters(id), model.bytes()))
                : cache.find(derivedName(id, format.ending()));
    }

    /**
     * The model as a file that can be sent; it stays while the model does, or until other conversions need the room.
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
                    "the model " + id + " cannot be given as " + format.ending() + ": " + e.getMessage(),
                    e);
        }
    }

    private static boolean isStored(StoredModel model, ModelFormat format) {
        return !model.bundled() && format == ModelFormat.SAFETENSORS;
    }

    /**
     * The safetensors file of a model, whole; blocks.
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
            return Files.readAllBytes(parameters(id));
        } catch (IOException e) {
            throw StoreException.unusable("the model " + id + " cannot be read", e);
        }
    }

    /** A new file in the store's folder, to receive an upload; it is swept away at the next start if it stays. */
    public Path newTemporaryFile() throws StoreException {
        try {
            return files.newTemporary("upload-");
        } catch (IOException e) {
            throw StoreException.unwritable("the model cannot be stored", e);
        }
    }

    /**
     * Writes a file, forces it to the disk, and takes it away again.
     *
     * @throws StoreException when that does not work
     */
    public void checkWritable() throws StoreException {
        try {
            Path file = files.newTemporary("checking-");
            try {
                files.fill(file, new byte[] {1});
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw StoreException.unwritable("the store " + folder + " cannot be written", e);
        }
    }

    /** What a file made from a model is called in the {@link #cache}; it goes with the model. */
    public static String derivedName(String id, String ending) {
        return id + "." + ending;
    }

    /** Files made on demand, beside the store. */
    public FileCache cache() {
        return cache;
    }

    /** Lets another server have the folder. */
    @Override
    public void close() {
        lock.close();
    }

    private static String parametersName(String id) {
        return requireId(id) + ".safetensors";
    }

    private static String sidecarName(String id) {
        return requireId(id) + ".json";
    }

    private Path parameters(String id) {
        return folder.resolve(parametersName(id));
    }

    private Path sidecar(String id) {
        return folder.resolve(sidecarName(id));
    }

    /** The last guard before an id becomes part of a path. */
    private static String requireId(String id) {
        if (!ModelId.isOne(id)) {
            throw new IllegalArgumentException("'" + id + "' is not the id of a saved model");
        }
        return id;
    }
}
