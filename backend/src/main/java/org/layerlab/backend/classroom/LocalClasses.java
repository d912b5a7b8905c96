package org.layerlab.backend.classroom;

import com.eclipsesource.json.JsonObject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** All rooms are in the memory of this server. */
public final class LocalClasses implements Classes {
    private static final String THERE = new JsonObject().add("type", "there").toString();

    private final Rooms rooms;
    private final String run;

    /**
     * @param run tells this run of the server from the one before a restart
     */
    public LocalClasses(Rooms rooms, String run) {
        this.rooms = rooms;
        this.run = run;
    }

    @Override
    public Load load() {
        return rooms.load();
    }

    @Override
    public String run() {
        return run;
    }

    @Override
    public CompletionStage<Opened> open(RoomKey key) {
        try {
            Rooms.Opened opened = rooms.open(key);
            return CompletableFuture.completedStage(new Opened(opened.room().code(), opened.isNew()));
        } catch (Refusal e) {
            return CompletableFuture.failedStage(e);
        }
    }

    @Override
    public CompletionStage<Seat> seat(Hello hello, boolean mayTry, Line line) {
        try {
            return CompletableFuture.completedStage(take(hello, mayTry, line));
        } catch (Refusal e) {
            return CompletableFuture.failedStage(e);
        }
    }

    /** Whether this server has a room with that code. */
    public boolean has(String code) {
        return rooms.find(code).isPresent();
    }

    /** Gives a connection its seat in a room of this server. */
    public Seat take(Hello hello, boolean mayTry, Line line) throws Refusal {
        Room room = rooms.find(hello.code()).orElseThrow(Refusal::noClass);
        if (hello.board()) {
            return new Place(room, room.teach(hello.secret(), line));
        }
        // A pupil of the class can come back, whatever others at the same address try.
        if (!mayTry && (hello.asks() || !room.knows(hello.secret()))) {
            throw new Refusal(Refusal.Reason.TOO_MANY_TRIES, "too many wrong codes; try again in a minute");
        }
        if (hello.asks()) {
            line.send(THERE);
            line.close();
            return Nobody.INSTANCE;
        }
        return new Place(room, room.join(hello.secret(), hello.name(), line));
    }

    @Override
    public void sweep() {
        rooms.sweep();
    }

    @Override
    public CompletionStage<Void> close() {
        rooms.close();
        return CompletableFuture.completedStage(null);
    }

    /** A seat whose room is forgotten as soon as its teacher ends it. */
    private final class Place implements Seat {
        private final Room room;
        private final Seat seat;

        Place(Room room, Seat seat) {
            this.room = room;
            this.seat = seat;
        }

        @Override
        public void hear(JsonObject message) throws Refusal {
            seat.hear(message);
            rooms.forget(room);
        }

        @Override
        public void drained() {
            seat.drained();
        }

        @Override
        public void left() {
            seat.left();
        }
    }
}
