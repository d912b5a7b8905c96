package org.layerlab.backend.store;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import org.layerlab.backend.store.StoreException.Reason;

/** Saved models in memory, so that no request has to read the folder. Any thread may read; one at a time may write. */
final class ModelIndex {
    private static final int MAX_CURSOR = 100;

    /** Memory of a deleted or unreadable model: its id, its date, and their places in a map. */
    private static final int GRAVE_BYTES = 200;

    /** Memory of a model with a long name and dozens of layers. */
    private static final int ANOTHER_BYTES = 4096;

    private final long maxBytes;
    private final Map<String, StoredModel> models = new ConcurrentHashMap<>();
    private final Map<String, Tombstone> deleted = new ConcurrentHashMap<>();
    private final Set<String> unreadable = ConcurrentHashMap.newKeySet();
    private final ConcurrentSkipListMap<Position, Entry> listed = new ConcurrentSkipListMap<>();
    private long bytes;

    /** A model of the list, with its name as searches compare it. */
    private record Entry(StoredModel model, String name) {
        boolean matches(ModelQuery query) {
            return query.matches(model, name);
        }
    }

    /**
     * @param maxBytes of memory that the index may take
     */
    ModelIndex(double maxBytes) {
        this.maxBytes = (long) maxBytes;
    }

    /**
     * @throws StoreLimitException when the model does not fit as a new one, or as a replacement for the one with its id
     */
    void requireRoom(StoredModel model) throws StoreException {
        long replaced = find(model.id()).map(StoredModel::memory).orElse(0);
        if (bytes - replaced + model.memory() > maxBytes) {
            throw full();
        }
    }

    /**
     * @throws StoreLimitException when another model may not fit
     */
    void requireRoomForAnother() throws StoreException {
        if (bytes + ANOTHER_BYTES > maxBytes) {
            throw full();
        }
    }

    private StoreLimitException full() {
        return new StoreLimitException(
                "the store is full: its list of " + models.size() + " models fills the server's memory");
    }

    /**
     * @throws StoreException {@link Reason#UNUSABLE} when the models that are there do not fit
     */
    void requireRoom() throws StoreException {
        if (!hasRoom()) {
            throw new StoreException(
                    Reason.UNUSABLE,
                    "the store has more than " + models.size() + " models, and its list may take " + (maxBytes >> 20)
                            + " MB of memory; start Java with a larger -Xmx");
        }
    }

    boolean hasRoom() {
        return bytes <= maxBytes;
    }

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
            if (dot < 1 || cursor.length() > MAX_CURSOR) {
                throw new IllegalArgumentException("the cursor is not from this list");
            }
            try {
                return new Position(Long.parseLong(cursor.substring(0, dot), 36), cursor.substring(dot + 1));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("the cursor is not from this list", e);
            }
        }
    }

    /** Adds a model, or replaces the one with its id, also one that was deleted. */
    void put(StoredModel model) {
        clear(model.id());
        bytes -= deleted.remove(model.id()) == null ? 0 : GRAVE_BYTES;
        StoredModel former = models.put(model.id(), model);
        bytes += model.memory() - (former == null ? 0 : former.memory());
        // One that was saved again is newer.
        boolean moves = former != null && !Position.of(former).equals(Position.of(model));
        if (moves) {
            listed.remove(Position.of(former));
        }
        if (model.listed()) {
            listed.put(Position.of(model), new Entry(model, ModelQuery.searched(model)));
        } else {
            listed.remove(Position.of(model));
        }
    }

    /** Removes a model for good. */
    void bury(String id, Tombstone tombstone) {
        clear(id);
        bytes += deleted.put(id, tombstone) == null ? GRAVE_BYTES : 0;
        StoredModel model = models.remove(id);
        if (model != null) {
            bytes -= model.memory();
            listed.remove(Position.of(model));
        }
    }

    /** Removes a model as if it had not been saved. */
    void forget(String id) {
        clear(id);
        bytes -= deleted.remove(id) == null ? 0 : GRAVE_BYTES;
        StoredModel model = models.remove(id);
        if (model != null) {
            bytes -= model.memory();
            listed.remove(Position.of(model));
        }
    }

    /** Keeps the id of a model that cannot be read: nobody knows whose it is, or whether it was deleted. */
    void lose(String id) {
        forget(id);
        unreadable.add(id);
        bytes += GRAVE_BYTES;
    }

    private void clear(String id) {
        bytes -= unreadable.remove(id) ? GRAVE_BYTES : 0;
    }

    boolean isUnreadable(String id) {
        return unreadable.contains(id);
    }

    /**
     * @throws StoreException {@link Reason#DAMAGED} when the model with this id cannot be read
     */
    void requireReadable(String id) throws StoreException {
        if (isUnreadable(id)) {
            throw StoreException.unreadable(id, null);
        }
    }

    Optional<StoredModel> find(String id) {
        return Optional.ofNullable(models.get(id));
    }

    /** What is left of the model with this id, if it was deleted. */
    Optional<Tombstone> deleted(String id) {
        return Optional.ofNullable(deleted.get(id));
    }

    /** The id that content with this digest has, will get, or cannot get as it is unreadable; deleted ones stay deleted. */
    String freeId(byte[] digest) {
        int deletions = 0;
        while (deleted.containsKey(ModelId.of(digest, deletions))) {
            deletions++;
        }
        return ModelId.of(digest, deletions);
    }

    /** Whether content with this digest is refused. */
    boolean isBlocked(byte[] digest) {
        int deletions = 0;
        while (true) {
            Tombstone tombstone = deleted.get(ModelId.of(digest, deletions));
            if (tombstone == null || tombstone.blocked()) {
                return tombstone != null;
            }
            deletions++;
        }
    }

    /** The ids of all models, also of those that were deleted, now. */
    Set<String> ids() {
        Set<String> ids = new HashSet<>(models.keySet());
        ids.addAll(deleted.keySet());
        ids.addAll(unreadable);
        return ids;
    }

    int size() {
        return models.size();
    }

    /** How many cannot be read. */
    int unreadable() {
        return unreadable.size();
    }

    /**
     * A page of the list, newest first.
     *
     * @param cursor {@link ListPage#next} of the page before; empty for the first page
     * @throws IllegalArgumentException when the cursor is not from this list
     */
    ListPage list(ModelQuery query, Optional<String> cursor, int limit) {
        Function<String, Collection<Entry>> after =
                given -> listed.tailMap(Position.parse(given), false).values();
        Collection<Entry> rest = cursor.map(after).orElseGet(listed::values);
        // One more than requested, to know whether there is a next page.
        List<StoredModel> taken = rest.stream()
                .filter(entry -> entry.matches(query))
                .limit(limit + 1L)
                .map(Entry::model)
                .toList();
        if (taken.size() <= limit) {
            return new ListPage(taken, Optional.empty());
        }
        String next = Position.of(taken.get(limit - 1)).cursor();
        return new ListPage(taken.subList(0, limit), Optional.of(next));
    }
}
