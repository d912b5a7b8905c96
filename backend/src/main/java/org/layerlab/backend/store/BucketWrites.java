package org.layerlab.backend.store;

import java.io.IOException;
import java.util.Optional;
import org.layerlab.backend.bucket.BucketException;
import org.layerlab.backend.bucket.BucketException.Trouble;
import org.layerlab.backend.bucket.Condition;
import org.layerlab.backend.store.BucketObjects.Found;
import org.layerlab.backend.store.BucketObjects.Version;
import org.layerlab.backend.store.StoreException.Reason;

/**
 * Writes models into a bucket that others write into at the same time. A model's parameters come first, its JSON last:
 * that makes it a model, and is written under a condition. Where that does not hold, what is there says who was faster:
 * another server, or an earlier try of the same write whose answer was lost.
 */
final class BucketWrites {
    private static final int ROUNDS = 20;

    private final BucketObjects objects;
    private final BucketIndex known;

    BucketWrites(BucketObjects objects, BucketIndex known) {
        this.objects = objects;
        this.known = known;
    }

    /**
     * Adds a model, whose lock the caller holds.
     *
     * @param json that makes it a model; it has the hash of a token that nobody else has
     * @return empty; or what another server has written before: the same content of another owner, or what is left of it
     */
    Optional<Found> add(StoredModel model, byte[] json, byte[] parameters) throws StoreException {
        String id = model.id();
        known.requireRoom(model, parameters.length, json.length);
        try {
            objects.writeParameters(id, parameters);
            String etag;
            try {
                etag = objects.write(id, json, Condition.ABSENT);
            } catch (BucketException e) {
                Optional<Version> there = e.trouble() == Trouble.CONFLICT ? objects.read(id) : Optional.empty();
                if (there.isEmpty()) {
                    throw e;
                }
                if (!there.get().is(json)) {
                    return Optional.of(learn(id, there.get()));
                }
                etag = there.get().etag();
            }
            known.put(id, new Found(Optional.of(model), Optional.empty(), etag));
            known.count(parameters.length, json.length);
            return Optional.empty();
        } catch (BucketException e) {
            throw unwritable(e);
        } catch (IOException e) {
            known.lose(id, "");
            throw StoreException.unreadable(id, e);
        }
    }

    /** Writes the parameters of a saved model again, with the content that they had, where the bucket lost or damaged them. */
    void mend(String id, byte[] parameters) throws StoreException {
        try {
            objects.mendParameters(id, parameters);
        } catch (BucketException e) {
            throw unwritable(e);
        }
    }

    /**
     * Marks as deleted what is left of a model.
     *
     * @return false where nothing is, or a JSON that can be read
     */
    boolean entomb(String id, Sidecar tombstone) throws StoreException {
        byte[] json = tombstone.toBytes();
        synchronized (known.lock(id)) {
            for (int round = 0; round < ROUNDS; round++) {
                try {
                    Optional<Condition> leftOver = objects.leftOver(id);
                    if (leftOver.isEmpty()) {
                        return false;
                    }
                    Optional<String> etag = write(id, json, leftOver.get());
                    if (etag.isPresent()) {
                        known.put(id, new Found(Optional.empty(), tombstone.deleted(), etag.get()));
                        return true;
                    }
                } catch (BucketException e) {
                    throw unwritable(e);
                }
            }
        }
        throw conflict("deleted");
    }

    /** Writes a JSON, and gives its etag; empty where another server was faster. */
    private Optional<String> write(String id, byte[] json, Condition condition) throws BucketException {
        try {
            return Optional.of(objects.write(id, json, condition));
        } catch (BucketException e) {
            if (e.trouble() != Trouble.CONFLICT) {
                throw e;
            }
        }
        try {
            return objects.read(id).filter(there -> there.is(json)).map(Version::etag);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Found learn(String id, Version there) throws BucketException, IOException {
        Found found = objects.found(id, there);
        known.put(id, found);
        if (found.tombstone().isPresent()) {
            objects.deleteParameters(id);
        }
        return found;
    }

    /** The JSON of a model as it is in the bucket, which the index learns; empty when it is not there. */
    Optional<Version> current(String id) throws StoreException {
        synchronized (known.lock(id)) {
            try {
                Optional<Version> version = objects.read(id);
                if (version.isEmpty()) {
                    known.forget(id);
                } else if (!known.etag(id).equals(Optional.of(version.get().etag()))) {
                    known.put(id, objects.found(id, version.get()));
                }
                return version;
            } catch (BucketException e) {
                throw StoreException.of(e);
            } catch (IOException e) {
                known.lose(id, "");
                throw StoreException.unreadable(id, e);
            }
        }
    }

    /** What a model's JSON is to become; empty if it already is. */
    @FunctionalInterface
    interface Edit {
        Optional<Sidecar> of(Sidecar sidecar) throws StoreException, IOException;
    }

    /** Replaces the JSON of a model by what the edit makes of the version that is there. */
    void edit(String id, Edit edit) throws StoreException {
        synchronized (known.lock(id)) {
            for (int round = 0; round < ROUNDS; round++) {
                Version version = current(id).orElseThrow(() -> notFound(id));
                try {
                    Optional<Sidecar> changed = edit.of(version.sidecar());
                    if (changed.isPresent()) {
                        byte[] json = changed.get().toBytes();
                        String etag = objects.write(id, json, Condition.unchanged(version.etag()));
                        known.put(id, objects.found(id, new Version(changed.get(), "", etag)));
                    }
                    return;
                } catch (BucketException e) {
                    if (e.trouble() != Trouble.CONFLICT) {
                        throw unwritable(e);
                    }
                } catch (IOException e) {
                    throw StoreException.unreadable(id, e);
                }
            }
        }
        throw conflict("changed");
    }

    static StoreException notFound(String id) {
        return new StoreException(Reason.NOT_FOUND, "there is no model " + id);
    }

    static StoreException conflict(String what) {
        return new StoreException(
                Reason.UNREACHABLE, "the model was not " + what + ": other servers keep changing it; try again");
    }

    /** A write that the bucket refuses to credentials that may read. */
    static StoreException unwritable(BucketException e) {
        return e.trouble() == Trouble.REFUSED
                ? new StoreException(Reason.READ_ONLY, String.valueOf(e.getMessage()), e)
                : StoreException.of(e);
    }
}
