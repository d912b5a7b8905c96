package org.layerlab.backend.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.layerlab.backend.bucket.Bucket;
import org.layerlab.backend.bucket.BucketException;
import org.layerlab.backend.bucket.BucketException.Trouble;
import org.layerlab.backend.bucket.BucketObject;
import org.layerlab.backend.bucket.Condition;

/**
 * The objects of saved models, under the names that they have as files: a folder that is copied into a bucket is a store
 * there, and vice versa.
 */
final class BucketObjects {
    /** Written to check that writing works. */
    static final String CHECK = "checking.tmp";

    static final String JSON = ".json";
    static final String PARAMETERS = ".safetensors";

    private static final String JSON_TYPE = "application/json";
    private static final String PARAMETERS_TYPE = "application/octet-stream";

    private final Bucket bucket;

    BucketObjects(Bucket bucket) {
        this.bucket = bucket;
    }

    /** A model's JSON in one version. */
    record Version(Sidecar sidecar, String text, String etag) {
        boolean is(byte[] bytes) {
            return Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes);
        }
    }

    /** A model, or what is left of it, as its JSON has it: exactly one of the two is there. */
    record Found(Optional<StoredModel> model, Optional<Tombstone> tombstone, String etag) {}

    Bucket bucket() {
        return bucket;
    }

    /** A model's JSON as it is now; empty where there is none. */
    Optional<Version> read(String id) throws BucketException, IOException {
        Optional<BucketObject> object = start(id + JSON, Sidecar.MAX_BYTES);
        return object.isEmpty() ? Optional.empty() : Optional.of(version(id, object.get()));
    }

    private static Version version(String id, BucketObject object) throws IOException {
        if (object.content().length != object.size()) {
            throw new IOException(id + JSON + " has more than " + Sidecar.MAX_BYTES + " bytes");
        }
        String text = new String(object.content(), StandardCharsets.UTF_8);
        return new Version(Sidecar.parse(text, id + JSON), text, object.etag());
    }

    /** The beginning of an object; empty where there is none. */
    private Optional<BucketObject> start(String name, int bytes) throws BucketException {
        try {
            return Optional.of(bucket.start(name, bytes));
        } catch (BucketException e) {
            if (e.trouble() == Trouble.NO_OBJECT) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * Tells an object that cannot be read from a bucket that cannot be: succeeds if the bucket answers for another one.
     *
     * @throws BucketException what is wrong with the whole bucket
     */
    void requireOthers() throws BucketException {
        Optional<BucketObject> unused = start(CHECK, 1);
    }

    /**
     * What is there of a model that is none: parameters without a JSON, or a JSON that cannot be read.
     *
     * @return the condition under which it is still so; empty where there is nothing, or a JSON that can be read
     */
    Optional<Condition> leftOver(String id) throws BucketException {
        Optional<BucketObject> json = start(ModelId.require(id) + JSON, Sidecar.MAX_BYTES);
        if (json.isEmpty()) {
            return start(id + PARAMETERS, 1).map(there -> Condition.ABSENT);
        }
        try {
            Found unused = found(id, version(id, json.get()));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(Condition.unchanged(json.get().etag()));
        }
    }

    /** What the list needs of a model: the beginning of its JSON, or all of it where that does not suffice. */
    Optional<Found> find(String id) throws BucketException, IOException {
        Optional<BucketObject> start = start(ModelId.require(id) + JSON, Summary.HEAD_BYTES);
        if (start.isEmpty()) {
            return Optional.empty();
        }
        Optional<StoredModel> model = Summary.parse(new String(start.get().content(), StandardCharsets.UTF_8), id);
        if (model.isPresent()) {
            return Optional.of(new Found(model, Optional.empty(), start.get().etag()));
        }
        Optional<Version> whole = read(id);
        return whole.isEmpty() ? Optional.empty() : Optional.of(found(id, whole.get()));
    }

    Found found(String id, Version version) throws IOException {
        Optional<Tombstone> tombstone = version.sidecar().deleted();
        Optional<StoredModel> model = tombstone.isPresent()
                ? Optional.empty()
                : Optional.of(version.sidecar().model(id));
        return new Found(model, tombstone, version.etag());
    }

    /** Writes a model's JSON, which makes it a model, and gives its etag. */
    String write(String id, byte[] json, Condition condition) throws BucketException {
        return bucket.put(ModelId.require(id) + JSON, json, JSON_TYPE, condition);
    }

    /**
     * Writes a model's parameters where they are not there yet. What an interrupted save left is replaced if it is
     * something else, which a store that keeps what it is given never has.
     */
    void writeParameters(String id, byte[] file) throws BucketException {
        String name = ModelId.require(id) + PARAMETERS;
        try {
            bucket.put(name, file, PARAMETERS_TYPE, Condition.ABSENT);
        } catch (BucketException e) {
            if (e.trouble() != Trouble.CONFLICT) {
                throw e;
            }
            if (!isThere(name, file)) {
                bucket.put(name, file, PARAMETERS_TYPE, Condition.ALWAYS);
            }
        }
    }

    /** Writes a model's parameters again where they are missing, or not these any more. */
    void mendParameters(String id, byte[] file) throws BucketException {
        String name = ModelId.require(id) + PARAMETERS;
        if (!isThere(name, file)) {
            bucket.put(name, file, PARAMETERS_TYPE, Condition.ALWAYS);
        }
    }

    private boolean isThere(String name, byte[] file) throws BucketException {
        try {
            return Arrays.equals(bucket.get(name, file.length).content(), file);
        } catch (BucketException e) {
            Trouble trouble = e.trouble();
            if (trouble == Trouble.NO_OBJECT || trouble == Trouble.UNREACHABLE || trouble == Trouble.BROKEN) {
                // Missing, damaged, longer, or the network is bad: then writing it fails too.
                return false;
            }
            throw e;
        }
    }

    void deleteParameters(String id) throws BucketException {
        bucket.delete(ModelId.require(id) + PARAMETERS);
    }

    void checkWritable() throws BucketException {
        bucket.put(CHECK, new byte[] {1}, "text/plain", Condition.ALWAYS);
    }
}
