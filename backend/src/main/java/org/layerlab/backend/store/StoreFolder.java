package org.layerlab.backend.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.layerlab.backend.store.StoreException.Reason;

/**
 * The files of saved models, in an order that a crash cannot break: a model's JSON is written before its parameters, and
 * its deletion is recorded in the JSON before the parameters go. {@link #scan} finishes what a crash interrupted.
 *
 * <p>Blocking. {@link #add}, {@link #replaceSidecar} and {@link #deleteParameters} are called by one thread at a time.
 */
final class StoreFolder {
    private static final System.Logger LOG = System.getLogger(StoreFolder.class.getName());

    private final Path folder;
    private final DurableFiles files;

    /** What {@link #scan} finds; {@code jsonBytes} is the size of the JSON file. */
    interface Found {
        void model(StoredModel model, long jsonBytes);

        void deleted(String id, Instant when, long jsonBytes);
    }

    /**
     * @param files writes in this folder
     */
    StoreFolder(Path folder, DurableFiles files) {
        this.folder = folder;
        this.files = files;
    }

    /** Creates the folder where it is missing. */
    void create() throws StoreException {
        try {
            Files.createDirectories(folder);
        } catch (FileAlreadyExistsException e) {
            throw new StoreException(Reason.UNUSABLE, "the store " + folder + " is a file, not a folder", e);
        } catch (IOException e) {
            throw StoreException.unusable("the store " + folder + " cannot be created", e);
        }
    }

    /**
     * Reads all JSON files, and removes what a crash left unfinished.
     *
     * @return a warning for each model that is left out because its JSON is damaged
     */
    List<String> scan(Found found) throws IOException {
        List<String> warnings = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            for (Path file : all) {
                String name = String.valueOf(file.getFileName());
                String stem = name.substring(0, Math.max(0, name.lastIndexOf('.')));
                if (DurableFiles.isTemporary(name)) {
                    Files.deleteIfExists(file);
                } else if (name.endsWith(".json") && ModelId.isOne(stem)) {
                    scan(stem, file, found, warnings);
                }
            }
        }
        return warnings;
    }

    private void scan(String id, Path sidecarFile, Found found, List<String> warnings) throws IOException {
        Path file = parameters(id);
        @Nullable StoredModel model;
        Optional<Instant> deleted;
        try {
            Sidecar sidecar = Sidecar.read(sidecarFile);
            deleted = sidecar.deleted();
            model = deleted.isPresent() ? null : sidecar.model(id);
        } catch (IOException e) {
            warnings.add(sidecarFile + " cannot be read, so its model is left out: " + StoreException.reason(e));
            return;
        }
        if (model == null) {
            // The deletion was recorded, but a crash kept the file from going.
            Files.deleteIfExists(file);
            found.deleted(id, deleted.orElseThrow(), Files.size(sidecarFile));
        } else if (!Files.isRegularFile(file)) {
            // The JSON is written first: a crash came before the file. No client was told of this model.
            Files.delete(sidecarFile);
        } else {
            found.model(model, Files.size(sidecarFile));
        }
    }

    /**
     * Writes a new model: on return it outlives a power cut, on failure nothing of it is left.
     *
     * @throws StoreException {@link Reason#FULL}, {@link Reason#READ_ONLY}
     */
    void add(String id, byte[] sidecar, byte[] parameters) throws StoreException {
        try {
            files.write(sidecarName(id), sidecar);
            files.write(parametersName(id), parameters);
        } catch (IOException e) {
            sweep(sidecarName(id));
            throw StoreException.unwritable("the model cannot be stored", e);
        }
    }

    /** Removes what a failure left; if that fails too, the next start does it. */
    private void sweep(String name) {
        try {
            files.delete(name);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, name + " is left over", e);
        }
    }

    Sidecar readSidecar(String id) throws IOException {
        return Sidecar.read(sidecar(id));
    }

    /** Size of a model's JSON in bytes. */
    long sidecarSize(String id) throws IOException {
        return Files.size(sidecar(id));
    }

    /** Replaces a model's JSON: the old one or the new one is there, whatever happens. */
    void replaceSidecar(String id, byte[] sidecar) throws IOException {
        files.write(sidecarName(id), sidecar);
    }

    /** Removes a model's parameters. Its JSON has to record the deletion already. */
    void deleteParameters(String id) throws IOException {
        files.delete(parametersName(id));
    }

    /** Path of a model's safetensors file. */
    Path parameters(String id) {
        return folder.resolve(parametersName(id));
    }

    /** A new file in this folder; {@link #scan} removes it if it stays. */
    Path newTemporaryFile() throws StoreException {
        try {
            return files.newTemporary("upload-");
        } catch (IOException e) {
            throw StoreException.unwritable("the model cannot be stored", e);
        }
    }

    /**
     * Writes a file, forces it to disk, and deletes it.
     *
     * @throws StoreException when that fails
     */
    void checkWritable() throws StoreException {
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

    private Path sidecar(String id) {
        return folder.resolve(sidecarName(id));
    }

    private static String parametersName(String id) {
        return requireId(id) + ".safetensors";
    }

    private static String sidecarName(String id) {
        return requireId(id) + ".json";
    }

    /** The last guard before an id becomes part of a path. */
    private static String requireId(String id) {
        if (!ModelId.isOne(id)) {
            throw new IllegalArgumentException("'" + id + "' is not the id of a saved model");
        }
        return id;
    }
}
