package org.layerlab.backend.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.layerlab.backend.bucket.BucketException;
import org.layerlab.backend.bucket.BucketException.Trouble;
import org.layerlab.backend.store.StoreException.Reason;

/** Parameter files that are fetched from a bucket, checked, and kept on this machine while there is room. */
final class BucketFiles implements ParameterFiles {
    private static final System.Logger LOG = System.getLogger(BucketFiles.class.getName());
    private static final int LOCKS = 16;

    /** Data that was damaged on the way may arrive intact the second time. */
    private static final int FETCHES = 2;

    private final BucketObjects objects;
    private final FileCache cache;
    private final Scratch scratch;
    private final IdLocks locks = new IdLocks(LOCKS);

    BucketFiles(BucketObjects objects, FileCache cache, Scratch scratch) {
        this.objects = objects;
        this.cache = cache;
        this.scratch = scratch;
    }

    private static String name(StoredModel model) {
        return ModelStore.derivedName(model.id(), ModelFormat.SAFETENSORS.ending());
    }

    @Override
    public Optional<Path> ready(StoredModel model) {
        return cache.find(name(model)).map(FileCache.Cached::path);
    }

    @Override
    public Path check(StoredModel model) throws StoreException {
        // Meanwhile, others that ask for the same file wait for it.
        synchronized (locks.of(model.id())) {
            Optional<Path> ready = ready(model);
            if (ready.isPresent()) {
                return ready.get();
            }
            try {
                return fetch(model);
            } catch (IOException e) {
                // This machine's disk, but nobody wants to write: nothing is known to be lost.
                throw new StoreException(
                        Reason.UNREACHABLE,
                        "the model " + model.id() + " cannot be fetched: " + StoreException.reason(e),
                        e);
            }
        }
    }

    private Path fetch(StoredModel model) throws StoreException, IOException {
        Path temporary = scratch.newTemporary("fetching-");
        try {
            for (int fetched = 0; fetched < FETCHES; fetched++) {
                byte[] digest =
                        objects.bucket().download(model.id() + BucketObjects.PARAMETERS, temporary, model.bytes());
                if (model.hasDigest(digest)) {
                    return cache.adopt(name(model), temporary, model.bytes()).path();
                }
            }
            throw damaged(model, "is not what was saved: its SHA-256 differs");
        } catch (BucketException e) {
            if (e.trouble() == Trouble.NO_OBJECT) {
                throw damaged(model, "is missing");
            }
            throw StoreException.of(e);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    @Override
    public byte[] read(StoredModel model) throws StoreException {
        try {
            byte[] content = Files.readAllBytes(check(model));
            if (model.hasDigest(ModelId.sha256(content))) {
                return content;
            }
            // This machine's disk, not the bucket.
            cache.remove(name(model));
            return Files.readAllBytes(check(model));
        } catch (IOException e) {
            throw StoreException.unusable("the model " + model.id() + " cannot be read", e);
        }
    }

    private StoreException damaged(StoredModel model, String how) {
        LOG.log(
                System.Logger.Level.ERROR,
                model.id() + BucketObjects.PARAMETERS + " in the bucket "
                        + objects.bucket().where() + " " + how);
        return new StoreException(
                Reason.DAMAGED,
                "the parameters of the model " + model.id()
                        + " are damaged in the server's store; save the model again, or ask"
                        + " whoever runs the server for a backup");
    }
}
