package org.layerlab.backend.store;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What this server knows of the models in a bucket, with the version of each. Others change the bucket too, so this may lag
 * a moment behind, and every write is conditional. Safe for use by several threads.
 */
final class BucketIndex {
    private static final int LOCKS = 64;

    private final ModelIndex index;
    private final Quota quota;
    private final IdLocks locks = new IdLocks(LOCKS);
    // Guarded by this: the etag of each JSON object, and what has changed here since the list of the bucket was begun.
    private final Map<String, String> etags = new HashMap<>();
    private final Set<String> touched = new HashSet<>();

    BucketIndex(ModelIndex index, Quota quota) {
        this.index = index;
        this.quota = quota;
    }

    /** The lock that serializes this server's changes to one model. */
    Object lock(String id) {
        return locks.of(id);
    }

    /** Takes over what the bucket has. */
    synchronized void put(String id, BucketObjects.Found found) {
        touched.add(id);
        etags.put(id, found.etag());
        found.model().ifPresent(index::put);
        found.tombstone().ifPresent(tombstone -> index.bury(id, tombstone));
    }

    /** Counts a new model's objects; what deletions free is counted by the next list. */
    synchronized void count(long parameters, long json) {
        quota.add(parameters);
        quota.add(json);
    }

    synchronized void requireRoom(StoredModel model, int parameters, int json) throws StoreException {
        quota.requireRoom(parameters, json);
        index.requireRoom(model);
    }

    /**
     * @param largest bytes of the largest file that may be saved
     */
    synchronized void requireRoomForAnother(long largest) throws StoreException {
        quota.requireRoomForLargest(largest);
        index.requireRoomForAnother();
    }

    /** The model is not in the bucket any more. */
    synchronized void forget(String id) {
        touched.add(id);
        etags.remove(id);
        index.forget(id);
    }

    /** The model's JSON cannot be read in this version, which is empty where it is not known. */
    synchronized void lose(String id, String etag) {
        touched.add(id);
        etags.put(id, etag);
        index.lose(id);
    }

    void requireReadable(String id) throws StoreException {
        index.requireReadable(id);
    }

    synchronized Optional<String> etag(String id) {
        return Optional.ofNullable(etags.get(id));
    }

    /** A list of the bucket begins: what changes here from now on is newer than it. */
    synchronized void beginList() {
        touched.clear();
    }

    /**
     * A list of the bucket has ended.
     *
     * @param there the ids in it
     * @param bytes of all objects, in whole blocks
     */
    synchronized void endList(Set<String> there, long bytes) {
        for (String id : Set.copyOf(etags.keySet())) {
            if (!there.contains(id) && !touched.contains(id)) {
                etags.remove(id);
                index.forget(id);
            }
        }
        quota.set(bytes);
    }

    synchronized boolean hasRoom() {
        return index.hasRoom();
    }

    synchronized void requireRoom() throws StoreException {
        index.requireRoom();
    }

    synchronized String freeId(byte[] digest) {
        return index.freeId(digest);
    }

    synchronized boolean isBlocked(byte[] digest) {
        return index.isBlocked(digest);
    }

    Optional<StoredModel> find(String id) {
        return index.find(id);
    }

    Optional<Tombstone> deleted(String id) {
        return index.deleted(id);
    }

    long usedBytes() {
        return quota.used();
    }

    int size() {
        return index.size();
    }
}
