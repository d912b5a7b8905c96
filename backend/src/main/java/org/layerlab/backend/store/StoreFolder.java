package org.layerlab.backend.store;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.layerlab.backend.store.StoreException.Reason;

/**
 * The files of saved models, in an order that a crash cannot break: a model's parameters are written before its JSON,
 * which makes it a model, and its deletion is recorded in the JSON before the parameters go. {@link #scan} finishes what
 * a crash interrupted, and deletes nothing that it does not understand.
 *
 * <p>Blocking. {@link #add}, {@link #replaceParameters}, {@link #replaceSidecar}, {@link #entomb}, {@link
 * #deleteParameters} and {@link #keepReserve} are called by one thread at a time.
 */
final class StoreFolder {
    private static final System.Logger LOG = System.getLogger(StoreFolder.class.getName());

    private final Path folder;
    private final DurableFiles files;
    private final Reserve reserve;

    private final OrphanedModels lost;

    /** What {@link #scan} finds. */
    interface Found {
        void model(StoredModel model);

        void deleted(String id, Tombstone tombstone);

        /** There are files of this model, but nobody can tell what it is. */
        void unreadable(String id);

        /** Any file that takes room, also those of the models. */
        void file(long bytes);
    }

    /**
     * @param files writes in this folder
     */
    StoreFolder(Path folder, DurableFiles files) {
        this.folder = folder;
        this.files = files;
        this.reserve = new Reserve(folder, files);
        this.lost = new OrphanedModels(folder);
    }

    Path path() {
        return folder;
    }

    /** Whether the folder is there, and open to this user. */
    boolean isReadable() {
        return Files.isDirectory(folder) && Files.isReadable(folder) && Files.isExecutable(folder);
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
     * Reads all JSON files, and finishes what a crash left unfinished.
     *
     * @param tidy whether to finish that; without the store's lock, it may be another server's work under way
     * @return a warning for each model that is left out, and for parameters without a model
     */
    List<String> scan(Found found, boolean tidy) throws IOException {
        List<String> warnings = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        Set<String> parameters = new HashSet<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            for (Path file : all) {
                String name = String.valueOf(file.getFileName());
                String stem = name.substring(0, Math.max(0, name.lastIndexOf('.')));
                if (DurableFiles.isTemporary(name)) {
                    if (tidy) {
                        Files.deleteIfExists(file);
                    }
                } else if (name.endsWith(".json") && ModelId.isOne(stem)) {
                    ids.add(stem);
                } else if (name.endsWith(".safetensors") && ModelId.isOne(stem)) {
                    parameters.add(stem);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        // Thousands of small files: what takes time is reading and parsing, which all cores can do.
        ids.parallelStream().map(id -> read(id, sidecar(id))).forEachOrdered(read -> {
            parameters.remove(read.id);
            accept(read, found, warnings, tidy);
        });
        orphans(parameters, found, warnings, tidy);
        return warnings;
    }

    /** One JSON file: exactly one of model, tombstone and complaint is there. */
    private record Read(
            String id, Optional<StoredModel> model, Optional<Tombstone> tombstone, String complaint, long bytes) {}

    private static Read read(String id, Path file) {
        long bytes = 0;
        try {
            bytes = Files.size(file);
            Optional<StoredModel> summary = Summary.read(file, id);
            if (summary.isPresent()) {
                return new Read(id, summary, Optional.empty(), "", bytes);
            }
            Sidecar sidecar = Sidecar.read(file);
            Optional<Tombstone> tombstone = sidecar.deleted();
            Optional<StoredModel> model = tombstone.isPresent() ? Optional.empty() : Optional.of(sidecar.model(id));
            return new Read(id, model, tombstone, "", bytes);
        } catch (IOException e) {
            return new Read(id, Optional.empty(), Optional.empty(), StoreException.reason(e), bytes);
        }
    }

    private void accept(Read read, Found found, List<String> warnings, boolean tidy) {
        Path file = parameters(read.id);
        try {
            if (read.tombstone.isPresent()) {
                found.deleted(read.id, read.tombstone.get());
                if (tidy) {
                    finishDeletion(file, warnings);
                }
                found.file(orphanSize(read.id));
            } else if (read.model.isEmpty()) {
                found.unreadable(read.id);
                warnings.add(sidecar(read.id) + " cannot be read, so its model is left out: " + read.complaint);
                found.file(orphanSize(read.id));
            } else if (!Files.isRegularFile(file) && !tidy) {
                warnings.add(file + " is missing, so its model is left out");
            } else if (!Files.isRegularFile(file)) {
                if (setAside(read.id, found, warnings)) {
                    return;
                }
            } else {
                StoredModel model = read.model.get();
                long size = Files.size(file);
                if (size != model.bytes()) {
                    warnings.add(file + " has " + size + " bytes, not " + model.bytes() + ": it is damaged");
                }
                found.model(model);
                found.file(model.bytes());
            }
        } catch (IOException e) {
            found.unreadable(read.id);
            warnings.add(file + " cannot be looked at: " + StoreException.reason(e));
        }
        found.file(read.bytes);
    }

    /** The deletion was recorded, but a crash kept the file from going. */
    private static void finishDeletion(Path file, List<String> warnings) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            warnings.add(file + " was deleted, but is still there: " + StoreException.reason(e));
        }
    }

    /** Whether the JSON file of a model without parameters is out of the way now. */
    private boolean setAside(String id, Found found, List<String> warnings) {
        String missing = parameters(id) + " is missing, so its model is left out; its JSON file ";
        try {
            lost.keep(sidecar(id));
            warnings.add(missing + "is in " + lost.path() + " now");
            return true;
        } catch (IOException e) {
            found.unreadable(id);
            warnings.add(missing + "stays, as " + lost.path() + " takes no files: " + StoreException.reason(e));
            return false;
        }
    }

    /** An interrupted save leaves parameters without a JSON file; so does whoever deletes the JSON file. */
    private void orphans(Set<String> ids, Found found, List<String> warnings, boolean tidy) throws IOException {
        List<String> orphans = new ArrayList<>();
        for (String id : ids) {
            if (tidy && lost.has(sidecar(id))) {
                bringBack(id, found, warnings);
            } else {
                orphans.add(id);
                found.file(orphanSize(id));
            }
        }
        if (!orphans.isEmpty()) {
            warnings.add(orphans.size() + " parameter files in " + folder + " have no JSON file, such as "
                    + parametersName(Collections.min(orphans)) + ": they belong to no model, but count as used");
        }
    }

    /** The parameters of a lost JSON file are there again. */
    private void bringBack(String id, Found found, List<String> warnings) throws IOException {
        Path place = lost.place(sidecar(id));
        Read read = read(id, place);
        String complaint = read.complaint;
        if (read.model.isPresent()) {
            try {
                lost.giveBack(sidecar(id));
                warnings.add(sidecar(id) + " is back from " + lost.path() + ", as its parameters are there again");
                accept(read, found, warnings, true);
                return;
            } catch (IOException e) {
                complaint = StoreException.reason(e);
            }
        }
        found.unreadable(id);
        found.file(orphanSize(id));
        warnings.add(parameters(id) + " is left out, as its JSON file cannot be brought back from " + place + ": "
                + (complaint.isEmpty() ? "it says that the model was deleted" : complaint));
    }

    /** Bytes of a parameter file, whether or not it belongs to a model; 0 where there is none. */
    long orphanSize(String id) throws IOException {
        return Files.exists(parameters(id)) ? Files.size(parameters(id)) : 0;
    }

    /**
     * Writes a new model: on return it outlives a power cut, on failure nothing of it is left.
     *
     * @throws StoreException as {@link StoreException#unwritable} says
     */
    void add(String id, byte[] sidecar, byte[] parameters) throws StoreException {
        try {
            files.write(parametersName(id), parameters);
            files.write(sidecarName(id), sidecar);
        } catch (IOException e) {
            sweep(sidecarName(id));
            sweep(parametersName(id));
            throw StoreException.unwritable("the model cannot be stored", e);
        }
    }

    /**
     * Writes the parameters of a model whose JSON is there: the old ones or these are there, whatever happens.
     *
     * @throws StoreException as {@link StoreException#unwritable} says
     */
    void replaceParameters(String id, byte[] parameters) throws StoreException {
        try {
            files.write(parametersName(id), parameters);
        } catch (IOException e) {
            throw StoreException.unwritable("the model cannot be stored", e);
        }
    }

    /** Removes what a failure left; if that fails too, the next start does it. */
    private void sweep(String name) {
        try {
            files.delete(name);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, name + " is left over: " + StoreException.reason(e));
        }
    }

    /** Whether there is a JSON file with this id, whatever is in it. */
    boolean hasSidecar(String id) {
        return Files.exists(sidecar(id), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * The same, for whoever writes where there is none.
     *
     * @throws StoreException as {@link StoreException#unwritable} says, when the disk does not say
     */
    boolean hasSidecarOrNot(String id) throws StoreException {
        boolean has = hasSidecar(id);
        if (!has && !Files.notExists(sidecar(id), LinkOption.NOFOLLOW_LINKS)) {
            throw StoreException.unwritable(
                    "the model cannot be stored", new IOException("nobody knows whether there is " + sidecarName(id)));
        }
        return has;
    }

    /** Whether there is a parameter file with this id, whatever is in it. */
    boolean hasParameters(String id) {
        return Files.exists(parameters(id), LinkOption.NOFOLLOW_LINKS);
    }

    Sidecar readSidecar(String id) throws IOException {
        return Sidecar.read(sidecar(id));
    }

    /** Size of a model's JSON in bytes; 0 where there is none. */
    long sidecarSize(String id) throws IOException {
        return Files.exists(sidecar(id)) ? Files.size(sidecar(id)) : 0;
    }

    /** What the files with this id take, in whole blocks. */
    long used(String id) throws StoreException {
        try {
            return Quota.blocks(orphanSize(id)) + Quota.blocks(sidecarSize(id));
        } catch (IOException e) {
            throw StoreException.unusable("the store cannot be read", e);
        }
    }

    /** Replaces a model's JSON: the old one or the new one is there, whatever happens. */
    void replaceSidecar(String id, byte[] sidecar) throws IOException {
        files.write(sidecarName(id), sidecar);
    }

    /** Records a deletion in a model's JSON, as {@link #replaceSidecar} does, also on a full disk. */
    void entomb(String id, byte[] tombstone) throws IOException {
        reserve.write(sidecarName(id), tombstone);
    }

    /** Makes sure that the next deletion can be recorded on a full disk, if there is room now. */
    void keepReserve() {
        reserve.keep();
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

    /**
     * Checks that the disk has room.
     *
     * @throws StoreException {@link Reason#FULL} when fewer bytes than these fit
     */
    void requireRoom(long bytes) throws StoreException {
        long usable;
        try {
            usable = files.usableBytes();
        } catch (IOException e) {
            // Some sandboxes hide where a disk is mounted.
            return;
        }
        if (usable < bytes) {
            throw new StoreException(
                    Reason.FULL,
                    "the disk of the store " + folder + " has room for " + usable + " bytes; a save may need " + bytes);
        }
    }

    private Path sidecar(String id) {
        return folder.resolve(sidecarName(id));
    }

    private static String parametersName(String id) {
        return ModelId.require(id) + ".safetensors";
    }

    private static String sidecarName(String id) {
        return ModelId.require(id) + ".json";
    }
}
