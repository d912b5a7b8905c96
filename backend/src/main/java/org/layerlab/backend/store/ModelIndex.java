package org.layerlab.backend.store;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;

/** Saved models in memory, so that no request has to read the folder. Any thread may read; one at a time may write. */
final class ModelIndex {
    private static final int MAX_CURSOR = 100;

    private final Map<String, StoredModel> models = new ConcurrentHashMap<>();
    private final Map<String, Instant> deleted = new ConcurrentHashMap<>();
    private final ConcurrentSkipListMap<Position, StoredModel> listed = new ConcurrentSkipListMap<>();

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
                throw new IllegalArgumentException("the cursor does not come from this list");
            }
            try {
                return new Position(Long.parseLong(cursor.substring(0, dot), 36), cursor.substring(dot + 1));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("the cursor does not come from this list", e);
            }
        }
    }

    /** Adds a model, or replaces the one with its id. */
    void put(StoredModel model) {
        models.put(model.id(), model);
        if (model.listed()) {
            listed.put(Position.of(model), model);
        } else {
            listed.remove(Position.of(model));
        }
    }

    /** Removes a model for good. */
    void bury(String id, Instant when) {
        deleted.put(id, when);
        StoredModel model = models.remove(id);
        if (model != null) {
            listed.remove(Position.of(model));
        }
    }

    Optional<StoredModel> find(String id) {
        return Optional.ofNullable(models.get(id));
    }

    /** When the model with this id was deleted, if it was. */
    Optional<Instant> deleted(String id) {
        return Optional.ofNullable(deleted.get(id));
    }

    int size() {
        return models.size();
    }

    /**
     * A page of the list, newest first.
     *
     * @param cursor {@link ListPage#next} of the page before; empty for the first page
     * @throws IllegalArgumentException when the cursor does not come from this list
     */
    ListPage list(ModelQuery query, Optional<String> cursor, int limit) {
        Function<String, Collection<StoredModel>> after =
                given -> listed.tailMap(Position.parse(given), false).values();
        Collection<StoredModel> rest = cursor.map(after).orElseGet(listed::values);
        // One more than requested, to know whether there is a next page.
        List<StoredModel> taken =
                rest.stream().filter(query::matches).limit(limit + 1L).toList();
        if (taken.size() <= limit) {
            return new ListPage(taken, Optional.empty());
        }
        String next = Position.of(taken.get(limit - 1)).cursor();
        return new ListPage(taken.subList(0, limit), Optional.of(next));
    }
}
