package org.layerlab.backend.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.layerlab.backend.digest.Sha256;
import org.layerlab.backend.log.Repetitions;
import org.layerlab.backend.store.StoreException.Reason;

/**
 * The parameter files of saved models. Each is compared with its SHA-256 before it is first sent, and again whenever its
 * size or time has changed: what a disk has damaged is never sent under an address that promises this very content.
 * Safe for use by several threads.
 */
final class CheckedFiles implements ParameterFiles {
    private static final System.Logger LOG = System.getLogger(CheckedFiles.class.getName());

    private final StoreFolder folder;
    private final Map<String, Stamp> checked = new ConcurrentHashMap<>();
    private final Repetitions damages = new Repetitions(System::nanoTime);

    private record Stamp(long size, FileTime time) {
        static Stamp of(Path file) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(attributes.size(), attributes.lastModifiedTime());
        }
    }

    CheckedFiles(StoreFolder folder) {
        this.folder = folder;
    }

    @Override
    public Optional<Path> ready(StoredModel model) {
        return isChecked(model) ? Optional.of(folder.parameters(model.id())) : Optional.empty();
    }

    private boolean isChecked(StoredModel model) {
        Stamp known = checked.get(model.id());
        try {
            return known != null && known.equals(Stamp.of(folder.parameters(model.id())));
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public Path check(StoredModel model) throws StoreException {
        Path file = folder.parameters(model.id());
        if (isChecked(model)) {
            return file;
        }
        try {
            Stamp before = Stamp.of(file);
            MessageDigest digest = Sha256.begin();
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            require(model, before, digest.digest());
            return file;
        } catch (IOException e) {
            throw StoreException.unusable("the model " + model.id() + " cannot be read", e);
        }
    }

    /** Whether the file is there and what was saved, compared now even if it was before. */
    boolean isIntact(StoredModel model) {
        forget(model.id());
        try {
            Path unused = check(model);
            return true;
        } catch (StoreException e) {
            return false;
        }
    }

    @Override
    public byte[] read(StoredModel model) throws StoreException {
        Path file = folder.parameters(model.id());
        try {
            Stamp before = Stamp.of(file);
            if (before.size != model.bytes()) {
                throw damaged(model, before.size + " bytes long, not " + model.bytes());
            }
            byte[] content = Files.readAllBytes(file);
            require(model, before, Sha256.of(content));
            return content;
        } catch (IOException e) {
            throw StoreException.unusable("the model " + model.id() + " cannot be read", e);
        }
    }

    private void require(StoredModel model, Stamp stamp, byte[] digest) throws StoreException {
        if (!model.hasDigest(digest)) {
            throw damaged(model, "not what was saved: its SHA-256 differs");
        }
        checked.put(model.id(), stamp);
    }

    private StoreException damaged(StoredModel model, String how) {
        checked.remove(model.id());
        // Anyone may ask for it again and again.
        if (damages.count(model.id()) > 0) {
            LOG.log(System.Logger.Level.ERROR, folder.parameters(model.id()) + " is " + how);
        }
        return new StoreException(
                Reason.DAMAGED,
                "the parameters of the model " + model.id() + " are damaged on the server's disk; save it again, or ask"
                        + " whoever runs the server for a backup");
    }

    void forget(String id) {
        checked.remove(id);
    }

    /** Has all files compared again: they may be others now, with the same times. */
    void forgetAll() {
        checked.clear();
    }
}
