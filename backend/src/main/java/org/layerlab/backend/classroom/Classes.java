package org.layerlab.backend.classroom;

import java.util.concurrent.CompletionStage;

/** Where the rooms are: all on this server, or each on one of several. Nothing here waits. */
public interface Classes {
    /**
     * A room that is open.
     *
     * @param code by which pupils join
     * @param isNew whether it was opened now
     */
    record Opened(String code, boolean isNew) {}

    /**
     * How much there is to do on this server.
     *
     * @param rooms that live here
     * @param pupils connected in them
     */
    record Load(int rooms, int pupils) {}

    /** What lives on this server now. */
    Load load();

    /** A text that changes with each restart that lost the rooms. */
    String run();

    /** Opens the room of a key, or finds it open; fails with a {@link Refusal}. */
    CompletionStage<Opened> open(RoomKey key);

    /**
     * Gives a connection its seat; fails with a {@link Refusal}.
     *
     * @param mayTry whether this client may try a code; a pupil who is in the room already may always return
     */
    CompletionStage<Seat> seat(Hello hello, boolean mayTry, Line line);

    /** Ends rooms that are too old or silent; call it at regular intervals. */
    void sweep();

    /**
     * Closes all connections because the server is stopping. The rooms have not ended.
     *
     * @return completes when the server may stop: where another can go on with its rooms, that one knows them as they are
     */
    CompletionStage<Void> close();
}
