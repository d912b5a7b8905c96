package org.layerlab.backend.store;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.layerlab.backend.store.StoreException.Reason;
import org.layerlab.network.file.Limits;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.Npz;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.file.Safetensors;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.file.Tensor;

/**
 * Saved models in a plain folder. Of each model there are
 *
 * <ul>
 *   <li>{@code ID.safetensors}: its parameters and card. The id is the first 80 bits of the file's SHA-256, so that
 *       the same content is stored once;
 *   <li>{@code ID.json}: when it was saved, its card, and the hashes of the tokens that may delete it; after the
 *       deletion it stays behind and says so.
 * </ul>
 *
 * <p>Training is reproducible: two people who run the same experiment save the same bytes and get the same link. Each
 * gets a token of their own, and the model goes when the last of them has deleted it; nobody's link dies by another's
 * hand. Only hashes of tokens are kept.
 *
 * <p>A file is written under a temporary name, forced to the disk, and renamed; the JSON comes first. After a crash
 * there is a whole model or none. Models that come with the program are listed among the others under fixed ids.
 *
 * <p>Blocking; safe for use by several threads; one store per folder at a time. What a request asks most, {@link
 * #find} and {@link #list}, is answered from memory.
 */
public final class ModelStore implements AutoCloseable {
    /** How many people can hold a token for the same model; those after them get none, and it stays for good. */
    static final int MAX_CLAIMS = 1000;

    private static final Pattern ID = Pattern.compile("[a-z2-7]{16}");
    private static final Pattern BUNDLED_ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final int TOKEN_BYTES = 24;
    private static final long BLOCK = 4096;
    private static final long CACHE_BYTES = 2L << 30;

    /**
     * A model just saved.
     *
     * @param manageToken deletes it; empty where {@value #MAX_CLAIMS} others hold one already
     * @param existed it had been saved before, by whomever
     */
    public record Saved(StoredModel model, Optional<String> manageToken, boolean existed) {}

    /**
     * Part of the list, newest first.
     *
     * @param next gives the part after this one; empty at the end
     */
    public record Part(List<StoredModel> models, Optional<String> next) {}

    /** Newest first, then by id. */
    private record Position(long created, String id) implements Comparable<Position> {
        private static final Comparator<Position> ORDER =
                Comparator.comparingLong(Position::created).reversed().thenComparing(Position::id);

        @Override
        public int compareTo(Position other) {
            return ORDER.compare(this, other);
        }

        static Position of(StoredModel model) {
            return new Position(model.created().orElse(Instant.EPOCH).toEpochMilli(), model.id());
        }

        String cursor() {
            return Long.toString(created, 36) + "." + id;
        }

        static Position parse(String cursor) {
            int dot = cursor.indexOf('.');
            if (dot < 1 || cursor.length() > 100) {
                throw new IllegalArgumentException("the cursor is none that this list gave");
            }
            try {
                return new Position(Long.parseLong(cursor.substring(0, dot), 36), cursor.substring(dot + 1));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("the cursor is none that this list gave", e);
            }
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // a file as it is sent
    private record Bundled(StoredModel model, JsonObject card, byte[] file) {}

    private final Path folder;
    private final Clock clock;
    private final SecureRandom random;
    private final Limits limits;
    private final long maxBytes;
    private final FileChannel lock;
    private final FileCache cache;
    private final TreeMap<String, Bundled> bundled = new TreeMap<>();
    private final ConcurrentHashMap<String, StoredModel> models = new ConcurrentHashMap<>();
    private final ConcurrentSkipListMap<Position, StoredModel> byAge = new ConcurrentSkipListMap<>();
    private final Set<String> deleted = ConcurrentHashMap.newKeySet();
    private final List<String> warnings = new ArrayList<>();
    private long bytes;

    /**
     * Opens the store, making its folder where it is missing and sweeping up what a crash left behind.
     *
     * @param random of the tokens
     * @param limits of each file that is saved
     * @param maxBytes of all of them on the disk together
     * @param bundled safetensors files that come with the program, by id
     * @throws StoreException {@link Reason#UNUSABLE} when the folder is a file, cannot be written, or is another
     *     server's, or a bundled file is broken
     */
    public static ModelStore open(
            Path folder, Clock clock, SecureRandom random, Limits limits, long maxBytes, Map<String, byte[]> bundled)
            throws StoreException {
        try {
            Files.createDirectories(folder);
        } catch (FileAlreadyExistsException e) {
            throw unusable("the store " + folder + " is a file, not a folder", e);
        } catch (IOException e) {
            throw unusable("the store " + folder + " cannot be made: " + reason(e), e);
        }
        FileChannel lock = lock(folder);
        try {
            FileCache cache = new FileCache(folder.resolve("cache"), CACHE_BYTES);
            ModelStore store = new ModelStore(folder, clock, random, limits, maxBytes, lock, cache);
            store.addBundled(bundled);
            store.scan();
            store.checkWritable();
            return store;
        } catch (IOException e) {
            close(lock);
            throw unusable("the store " + folder + " cannot be read: " + reason(e), e);
        } catch (StoreException e) {
            close(lock);
            throw e;
        }
    }

    private ModelStore(
            Path folder,
            Clock clock,
            SecureRandom random,
            Limits limits,
            long maxBytes,
            FileChannel lock,
            FileCache cache) {
        this.folder = folder;
        this.clock = clock;
        this.random = random;
        this.limits = limits;
        this.maxBytes = maxBytes;
        this.lock = lock;
        this.cache = cache;
    }

    private static FileChannel lock(Path folder) throws StoreException {
        FileChannel channel;
        try {
            channel = FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw unusable("the store " + folder + " cannot be written: " + reason(e), e);
        }
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // Held by this very process: as good as by another.
        } catch (IOException e) {
            close(channel);
            throw unusable("the store " + folder + " cannot be locked: " + reason(e), e);
        }
        close(channel);
        throw unusable("the store " + folder + " is in use by another LayerLab", null);
    }

    private void addBundled(Map<String, byte[]> files) throws StoreException {
        for (Map.Entry<String, byte[]> entry : files.entrySet()) {
            String id = entry.getKey();
            // An id that a saved model could have would hide that model.
            if (!BUNDLED_ID.matcher(id).matches() || ID.matcher(id).matches()) {
                throw unusable("'" + id + "' cannot be the id of a bundled model", null);
            }
            try {
                byte[] file = entry.getValue();
                ModelCard card = ParameterFile.read(file).card();
                JsonObject json = card.json();
                StoredModel model =
                        StoredModel.of(id, card, instant(json.get("created")), file.length, sha256(file), true);
                bundled.put(id, new Bundled(model, json, file));
            } catch (ParameterFileException e) {
                throw unusable("the bundled model " + id + " is broken: " + e.getMessage(), e);
            }
        }
    }

    /** Builds the index from the JSON files, and takes away what a crash left unfinished. */
    private void scan() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (name.endsWith(".tmp")) {
                    Files.deleteIfExists(file);
                } else if (name.endsWith(".json") && isId(stem(name))) {
                    scan(stem(name), file);
                }
            }
        }
    }

    private void scan(String id, Path sidecarFile) throws IOException {
        Path file = parameters(id);
        @Nullable StoredModel model;
        try {
            Sidecar sidecar = Sidecar.read(sidecarFile);
            model = sidecar.deleted() ? null : sidecar.model(id);
        } catch (IOException e) {
            warnings.add(sidecarFile + " cannot be read, its model is left out: " + reason(e));
            return;
        }
        if (model == null) {
            // The deletion was written down before a crash kept the file from going.
            Files.deleteIfExists(file);
            deleted.add(id);
        } else if (!Files.isRegularFile(file)) {
            // The JSON is written first: a crash came before the file. Nobody was told of this model.
            Files.delete(sidecarFile);
        } else {
            add(model);
        }
    }

    private void add(StoredModel model) {
        models.put(model.id(), model);
        byAge.put(Position.of(model), model);
        bytes += onDisk(model.bytes());
    }

    /** A file and its JSON, in whole blocks. */
    private static long onDisk(long fileBytes) {
        return (fileBytes + BLOCK - 1) / BLOCK * BLOCK + BLOCK;
    }

    /** What was found wrong at the start, a line each. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** How many models have been saved and not deleted. */
    public int size() {
        return models.size();
    }

    /**
     * Saves a model.
     *
     * @param upload a safetensors file or an npz; stored as safetensors in the number format it came in, without
     *     tensors that are no parameters
     * @throws ParameterFileException when it is neither, or broken
     * @throws StoreException {@link Reason#FULL}, or {@link Reason#UNUSABLE} when the disk fails
     */
    public Saved save(byte[] upload) throws ParameterFileException, StoreException {
        ParameterFile parsed = ParameterFile.read(upload, limits);
        byte[] file;
        try {
            file = parsed.withoutExtra().toSafetensors(storageType(upload, limits));
        } catch (IllegalArgumentException e) {
            throw new ParameterFileException(String.valueOf(e.getMessage()), e);
        }
        byte[] hash = digest(file);
        String id = base32(hash).substring(0, 16);
        String token = newToken();
        return store(id, HexFormat.of().formatHex(hash), file, parsed.card(), token);
    }

    private synchronized Saved store(String id, String sha256, byte[] file, ModelCard card, String token)
            throws StoreException {
        try {
            StoredModel existing = models.get(id);
            if (existing != null) {
                return claim(existing, sha256, token);
            }
            if (bytes + onDisk(file.length) > maxBytes) {
                throw new StoreException(
                        Reason.FULL,
                        "the store is full: it has " + bytes + " of " + maxBytes + " bytes, and this model needs "
                                + onDisk(file.length));
            }
            // Milliseconds: that is what the cursor of the list can tell apart.
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            StoredModel model = StoredModel.of(id, card, Optional.of(now), file.length, sha256, false);
            write(
                    sidecar(id),
                    Sidecar.of(model, card.json(), List.of(tokenHash(token))).toBytes());
            write(parameters(id), file);
            deleted.remove(id);
            add(model);
            return new Saved(model, Optional.of(token), false);
        } catch (IOException e) {
            throw unusable("the model cannot be stored: " + reason(e), e);
        }
    }

    private Saved claim(StoredModel model, String sha256, String token) throws IOException, StoreException {
        if (!model.sha256().equals(sha256)) {
            throw unusable("another model has the id " + model.id() + " already", null);
        }
        Sidecar sidecar = Sidecar.read(sidecar(model.id()));
        if (sidecar.tokenHashes().size() >= MAX_CLAIMS) {
            return new Saved(model, Optional.empty(), true);
        }
        List<String> hashes = new ArrayList<>(sidecar.tokenHashes());
        hashes.add(tokenHash(token));
        write(sidecar(model.id()), sidecar.withTokenHashes(hashes).toBytes());
        return new Saved(model, Optional.of(token), true);
    }

    /**
     * Takes back one saving of a model; with the last one the model goes.
     *
     * @return whether the model is gone now
     * @throws StoreException {@link Reason#NOT_FOUND}, {@link Reason#DELETED}, {@link Reason#BUNDLED}, {@link
     *     Reason#WRONG_TOKEN}, {@link Reason#UNUSABLE}
     */
    public synchronized boolean delete(String id, String token) throws StoreException {
        if (bundled.containsKey(id)) {
            throw new StoreException(Reason.BUNDLED, "the model " + id + " comes with LayerLab and cannot be deleted");
        }
        StoredModel model = find(id);
        try {
            Sidecar sidecar = Sidecar.read(sidecar(id));
            List<String> left = without(sidecar.tokenHashes(), tokenHash(token));
            if (left.size() == sidecar.tokenHashes().size()) {
                throw new StoreException(Reason.WRONG_TOKEN, "this token does not belong to the model " + id);
            }
            if (!left.isEmpty()) {
                write(sidecar(id), sidecar.withTokenHashes(left).toBytes());
                return false;
            }
            write(sidecar(id), Sidecar.tombstone(clock.instant()).toBytes());
            deleted.add(id);
            models.remove(id);
            byAge.remove(Position.of(model));
            bytes -= onDisk(model.bytes());
            Files.deleteIfExists(parameters(id));
            for (ModelFormat format : ModelFormat.values()) {
                cache.remove(id + "." + format.ending());
            }
            force(folder);
            return true;
        } catch (IOException e) {
            throw unusable("the model " + id + " cannot be deleted: " + reason(e), e);
        }
    }

    /** The hashes but the one given; each is compared in full, so that the time tells nothing of them. */
    private static List<String> without(List<String> hashes, String hash) {
        List<String> left = new ArrayList<>();
        byte[] given = hash.getBytes(StandardCharsets.US_ASCII);
        for (String known : hashes) {
            if (!MessageDigest.isEqual(known.getBytes(StandardCharsets.US_ASCII), given)) {
                left.add(known);
            }
        }
        return left;
    }

    /**
     * The model of that id; does not block.
     *
     * @throws StoreException {@link Reason#NOT_FOUND} or {@link Reason#DELETED}
     */
    public StoredModel find(String id) throws StoreException {
        Bundled ofProgram = bundled.get(id);
        if (ofProgram != null) {
            return ofProgram.model();
        }
        StoredModel model = models.get(id);
        if (model != null) {
            return model;
        }
        if (deleted.contains(id)) {
            throw new StoreException(Reason.DELETED, "the model " + id + " has been deleted");
        }
        throw new StoreException(Reason.NOT_FOUND, "there is no model " + (isId(id) ? id : "of that id"));
    }

    /** The model of that id and its card. */
    public StoredModel.WithCard findWithCard(String id) throws StoreException {
        StoredModel model = find(id);
        Bundled ofProgram = bundled.get(id);
        if (ofProgram != null) {
            return new StoredModel.WithCard(model, new JsonObject(ofProgram.card()));
        }
        try {
            return new StoredModel.WithCard(
                    model, Sidecar.read(sidecar(model.id())).card());
        } catch (IOException e) {
            throw unusable("the card of the model " + model.id() + " cannot be read: " + reason(e), e);
        }
    }

    /**
     * Part of the list: those that come with the program, then the saved ones, newest first. Does not block.
     *
     * @param cursor {@link Part#next} of the part before; empty for the first part
     * @param limit at most so many saved models
     * @throws IllegalArgumentException when the cursor is none
     */
    public Part list(Optional<String> cursor, int limit) {
        List<StoredModel> part = new ArrayList<>();
        Collection<StoredModel> rest;
        if (cursor.isPresent()) {
            rest = byAge.tailMap(Position.parse(cursor.get()), false).values();
        } else {
            bundled.values().forEach(entry -> part.add(entry.model()));
            rest = byAge.values();
        }
        // One more than asked for tells whether there is a next part.
        List<StoredModel> taken = rest.stream().limit(limit + 1L).toList();
        boolean more = taken.size() > limit;
        part.addAll(more ? taken.subList(0, limit) : taken);
        return new Part(
                part, more ? Optional.of(Position.of(taken.get(limit - 1)).cursor()) : Optional.empty());
    }

    /**
     * The model as a file that can be sent; it stays while the model does, or until other conversions need the room.
     *
     * @throws StoreException {@link Reason#NOT_FOUND}, {@link Reason#DELETED}, or {@link Reason#UNUSABLE} when it
     *     cannot be read or converted
     */
    public FileCache.Cached file(String id, ModelFormat format) throws StoreException {
        StoredModel model = find(id);
        Bundled ofProgram = bundled.get(id);
        try {
            if (ofProgram == null && format == ModelFormat.SAFETENSORS) {
                return new FileCache.Cached(parameters(model.id()), model.bytes());
            }
            return cache.get(model.id() + "." + format.ending(), () -> {
                byte[] stored = ofProgram == null ? Files.readAllBytes(parameters(model.id())) : ofProgram.file();
                return convert(stored, format);
            });
        } catch (IOException e) {
            throw unusable("the model " + model.id() + " cannot be read: " + reason(e), e);
        } catch (ParameterFileException | IllegalArgumentException e) {
            throw unusable(
                    "the model " + model.id() + " cannot be given as " + format.ending() + ": " + e.getMessage(), e);
        }
    }

    private static byte[] convert(byte[] safetensors, ModelFormat format) throws ParameterFileException {
        return switch (format) {
            case SAFETENSORS -> safetensors;
            case NPZ -> {
                StorageType type = storageType(safetensors, Limits.DEFAULT);
                // NumPy does not know BF16; float32 holds each of its numbers.
                yield ParameterFile.read(safetensors).toNpz(type == StorageType.BF16 ? StorageType.F32 : type);
            }
            case ONNX -> ParameterFile.read(safetensors).toOnnx();
        };
    }

    /** The narrowest format that holds every parameter of the file exactly. */
    private static StorageType storageType(byte[] file, Limits limits) throws ParameterFileException {
        Map<String, Tensor> tensors = isZip(file)
                ? Npz.read(file, limits)
                : Safetensors.read(file, limits).tensors();
        Set<String> types = new LinkedHashSet<>();
        tensors.forEach((name, tensor) -> {
            if (name.matches("[Wb][0-9]+")) {
                types.add(tensor.type().name());
            }
        });
        if (types.size() == 1) {
            String only = types.iterator().next();
            return Stream.of(StorageType.values())
                    .filter(type -> type.name().equals(only))
                    .findFirst()
                    .orElse(StorageType.F64);
        }
        return Set.of("F32", "F16", "BF16").containsAll(types) ? StorageType.F32 : StorageType.F64;
    }

    /** An npz is a zip; a safetensors file that begins like this would announce a header of over a gigabyte. */
    private static boolean isZip(byte[] file) {
        return file.length >= 4 && file[0] == 'P' && file[1] == 'K' && file[2] == 3 && file[3] == 4;
    }

    /** A new file in the store's folder, to receive an upload; it is swept away at the next start if it stays. */
    public Path newTemporaryFile() throws StoreException {
        try {
            return Files.createTempFile(folder, "upload-", ".tmp");
        } catch (IOException e) {
            throw unusable("the store cannot be written: " + reason(e), e);
        }
    }

    /**
     * Writes a file, forces it to the disk, and takes it away again.
     *
     * @throws StoreException when that does not work
     */
    public void checkWritable() throws StoreException {
        Path file = newTemporaryFile();
        try {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(new byte[] {1}));
                channel.force(true);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw unusable("the store " + folder + " cannot be written: " + reason(e), e);
        }
    }

    /** Files made on demand, beside the store. */
    public FileCache cache() {
        return cache;
    }

    /** Lets another server have the folder. */
    @Override
    public void close() {
        close(lock);
    }

    private void write(Path file, byte[] content) throws IOException {
        Path temporary = Files.createTempFile(folder, "writing-", ".tmp");
        try {
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                ByteBuffer buffer = ByteBuffer.wrap(content);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
        force(folder);
    }

    /** A renamed file is safe only once its folder is. */
    private static void force(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private Path parameters(String id) {
        return folder.resolve(requireId(id) + ".safetensors");
    }

    private Path sidecar(String id) {
        return folder.resolve(requireId(id) + ".json");
    }

    /** The last guard before an id becomes part of a path. */
    private static String requireId(String id) {
        if (!isId(id)) {
            throw new IllegalArgumentException("'" + id + "' is not the id of a saved model");
        }
        return id;
    }

    private static boolean isId(String id) {
        return ID.matcher(id).matches();
    }

    private static String stem(String name) {
        return name.substring(0, name.lastIndexOf('.'));
    }

    private String newToken() {
        byte[] token = new byte[TOKEN_BYTES];
        random.nextBytes(token);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    private static String tokenHash(String token) {
        return sha256(token.getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(digest(bytes));
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** RFC 4648's base32 in lower case, without padding: safe in addresses, file names and over the phone. */
    private static String base32(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int buffer = 0;
        int bits = 0;
        for (byte b : bytes) {
            buffer = (buffer << 8 | (b & 0xFF)) & 0xFFFF;
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append("abcdefghijklmnopqrstuvwxyz234567".charAt(buffer >> bits & 31));
            }
        }
        return text.toString();
    }

    private static Optional<Instant> instant(@Nullable JsonValue value) {
        if (value == null || !value.isString()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(value.asString()));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static StoreException unusable(String message, @Nullable Throwable cause) {
        return new StoreException(Reason.UNUSABLE, message, cause);
    }

    /** Java's file exceptions often have nothing but the path for a message. */
    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "access denied";
        }
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
        }
        return String.valueOf(e.getMessage());
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing was written through it, and the lock goes with the process at the latest.
        }
    }

    /**
     * The content of a model's JSON file: of a live model {@code {"created", "bytes", "sha256", "tokens", "card"}}, of
     * a deleted one {@code {"deleted"}}.
     */
    private record Sidecar(JsonObject json) {
        private static final int MAX_BYTES = 16 << 20;

        static Sidecar of(StoredModel model, JsonObject card, List<String> tokenHashes) {
            return new Sidecar(Json.object()
                            .add("created", model.created().orElseThrow().toString())
                            .add("bytes", model.bytes())
                            .add("sha256", model.sha256())
                            .add("card", card))
                    .withTokenHashes(tokenHashes);
        }

        static Sidecar tombstone(Instant when) {
            return new Sidecar(Json.object().add("deleted", when.toString()));
        }

        static Sidecar read(Path file) throws IOException {
            if (Files.size(file) > MAX_BYTES) {
                throw new IOException(file + " has more than " + MAX_BYTES + " bytes");
            }
            try {
                return new Sidecar(Json.parse(Files.readString(file)).asObject());
            } catch (com.eclipsesource.json.ParseException | UnsupportedOperationException e) {
                throw new IOException(file + " is not a JSON object", e);
            }
        }

        boolean deleted() {
            return json.get("deleted") != null;
        }

        List<String> tokenHashes() {
            JsonValue tokens = json.get("tokens");
            return tokens == null
                    ? List.of()
                    : tokens.asArray().values().stream()
                            .map(JsonValue::asString)
                            .toList();
        }

        Sidecar withTokenHashes(List<String> hashes) {
            JsonArray tokens = new JsonArray();
            hashes.forEach(tokens::add);
            return new Sidecar(new JsonObject(json).set("tokens", tokens));
        }

        JsonObject card() throws IOException {
            JsonValue card = json.get("card");
            if (card == null || !card.isObject()) {
                throw new IOException("there is no card in the model's JSON file");
            }
            return card.asObject();
        }

        StoredModel model(String id) throws IOException {
            try {
                return StoredModel.of(
                        id,
                        ModelCard.parse(card().toString()),
                        instant(json.get("created")),
                        json.getLong("bytes", 0),
                        json.getString("sha256", ""),
                        false);
            } catch (ParameterFileException | UnsupportedOperationException | NumberFormatException e) {
                throw new IOException("its JSON file is damaged: " + e.getMessage(), e);
            }
        }

        byte[] toBytes() {
            return json.toString().getBytes(StandardCharsets.UTF_8);
        }
    }
}
