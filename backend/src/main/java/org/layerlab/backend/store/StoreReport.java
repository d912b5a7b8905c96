package org.layerlab.backend.store;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.layerlab.backend.store.StoreException.Reason;
import org.layerlab.network.file.ModelCard;

/**
 * What is in a store, for whoever runs the server. Changes nothing, needs no lock, and so works while the server runs.
 */
public interface StoreReport extends AutoCloseable {
    /** What became of a model. */
    enum State {
        /** Saved; its parameters are there. */
        SAVED,
        /** Deleted by its owner. */
        DELETED,
        /** Deleted by whoever runs the server, who wants no more of it. */
        BLOCKED,
        /** Its JSON file cannot be read. */
        UNREADABLE,
        /** Its parameters are not what was saved. */
        DAMAGED,
        /** Its parameters are gone. */
        INCOMPLETE,
        /** Parameters without a JSON file: of an interrupted save, or of somebody who deleted the JSON file. */
        ORPHANED;

        /** Whether this is how things should be. */
        public boolean isGood() {
            return this == SAVED || this == DELETED || this == BLOCKED;
        }
    }

    /**
     * One model of the store.
     *
     * @param model what the list shows of it; empty if it no longer exists or cannot be read
     */
    record Line(String id, State state, Optional<StoredModel> model) {
        /** Models by date, then those that no longer exist. */
        static final Comparator<Line> NEWEST_FIRST =
                Comparator.comparing(Line::created).reversed().thenComparing(Line::id);

        /** A model that was deleted. */
        static Line of(String id, Tombstone tombstone) {
            return new Line(id, tombstone.blocked() ? State.BLOCKED : State.DELETED, Optional.empty());
        }

        private Instant created() {
            return model.flatMap(StoredModel::created).orElse(Instant.EPOCH);
        }
    }

    /** All models, newest first, then those that no longer exist. */
    List<Line> lines() throws StoreException;

    /**
     * One model.
     *
     * @throws StoreException {@link Reason#NOT_FOUND} when the store has nothing with this id
     */
    Line find(String id) throws StoreException;

    /**
     * The card of a model as it is now.
     *
     * @throws StoreException {@link Reason#NOT_FOUND}, or {@link Reason#DAMAGED} when it cannot be read
     */
    ModelCard card(String id) throws StoreException;

    /** The same model after its parameters were compared with the hash that they were saved with. */
    Line verified(Line line) throws StoreException;

    /** Ends what it took to look; nothing for a folder. */
    @Override
    default void close() {}
}
