package org.layerlab.backend.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.layerlab.backend.bucket.BucketException;
import org.layerlab.backend.bucket.BucketException.Trouble;
import org.layerlab.backend.digest.Sha256;
import org.layerlab.backend.log.Repetitions;
import org.layerlab.backend.store.StoreException.Reason;

/**
 * Parameter files that are fetched from a bucket, checked, and kept on this machine while there is room. What was twice
 * damaged in the same way is not fetched again for a minute: anyone may ask for it again and again.
 */
final class BucketFiles implements ParameterFiles {
    private static final System.Logger LOG = System.getLogger(BucketFiles.class.getName());
    private static final int LOCKS = 16;
    private static final String DIFFERS = "is not what was saved: its SHA-256 differs";

    /** Data that was damaged on the way may arrive intact the second time. */
    private static final int FETCHES = 2;

    private static final long MINUTE = 60_000_000_000L;

    private final BucketObjects objects;
    private final FileCache cache;
    private final Scratch scratch;
    private final LongSupplier nanoTime;
    private final Repetitions tellings;
    private final IdLocks locks = new IdLocks(LOCKS);
    /** By the model's id. */
    private final Map<String, Damage> damages = new ConcurrentHashMap<>();

    /**
     * A file that was not what was saved.
     *
     * @param sha256 of what came instead; empty if its size was another one
     * @param at when that was
     * @param again whether an earlier request had met the same, so that it is not the network's doing
     */
    private record Damage(String sha256, long at, boolean again) {}

    BucketFiles(BucketObjects objects, FileCache cache, Scratch scratch, LongSupplier nanoTime) {
        this.objects = objects;
        this.cache = cache;
        this.scratch = scratch;
        this.nanoTime = nanoTime;
        tellings = new Repetitions(nanoTime);
    }

    FileCache cache() {
        return cache;
    }

    /** Has a file fetched again although it was damaged. */
    void forget(String id) {
        damages.remove(id);
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
            Damage known = damages.get(model.id());
            if (known != null && known.again && nanoTime.getAsLong() - known.at < MINUTE) {
                throw damaged(model, DIFFERS);
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
        String sha256 = "";
        try {
            for (int fetched = 0; fetched < FETCHES; fetched++) {
                byte[] digest =
                        objects.bucket().download(model.id() + BucketObjects.PARAMETERS, temporary, model.bytes());
                if (model.hasDigest(digest)) {
                    forget(model.id());
                    return cache.adopt(name(model), temporary, model.bytes()).path();
                }
                sha256 = HexFormat.of().formatHex(digest);
            }
            Damage former = damages.get(model.id());
            boolean again = former != null && former.sha256.equals(sha256);
            damages.put(model.id(), new Damage(sha256, nanoTime.getAsLong(), again));
            throw damaged(model, DIFFERS);
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
            if (model.hasDigest(Sha256.of(content))) {
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
        if (tellings.count(model.id()) > 0) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    model.id() + BucketObjects.PARAMETERS + " in the bucket "
                            + objects.bucket().where() + " " + how);
        }
        return new StoreException(
                Reason.DAMAGED,
                "the parameters of the model " + model.id()
                        + " are damaged in the server's store; save the model again, or ask"
                        + " whoever runs the server for a backup");
    }
}
