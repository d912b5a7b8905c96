package org.layerlab.backend.classroom;

import com.eclipsesource.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** The open rooms, by their codes. Safe for use by several threads. */
public final class Rooms {
    private final Bounds bounds;
    private final LongSupplier nanoTime;
    private final Map<String, Room> rooms = new HashMap<>();

    private final Consumer<Room> watcher;

    /** None yet, and nobody copies them. */
    public Rooms(Bounds bounds, LongSupplier nanoTime) {
        this(bounds, nanoTime, changed -> {});
    }

    /**
     * None yet.
     *
     * @param watcher is told of each change of a room that a copy of it must have; it must not block
     */
    public Rooms(Bounds bounds, LongSupplier nanoTime, Consumer<Room> watcher) {
        this.bounds = bounds;
        this.nanoTime = nanoTime;
        this.watcher = watcher;
    }

    /**
     * The room of a key, which may have been opened before.
     *
     * @param room with its code
     * @param isNew whether it was opened now
     */
    public record Opened(Room room, boolean isNew) {}

    /**
     * Opens the room of a key, or finds it open.
     *
     * @throws Refusal when there are too many rooms, or the key's code belongs to another's room
     */
    public synchronized Opened open(RoomKey key) throws Refusal {
        Room known = rooms.get(key.code());
        if (known != null) {
            if (known.mayTeach(key.secret())) {
                return new Opened(known, false);
            }
            throw new Refusal(Refusal.Reason.TAKEN, "the code of this key is taken: make another key");
        }
        return new Opened(add(key.code(), RoomCopy.first(key.secret())), true);
    }

    /**
     * Takes over a room that another server had, or finds it here: two clients may come back to it at once.
     *
     * @param copy what {@link Room#copy} gave there
     * @throws Refusal when there are too many rooms, or this is not a copy
     */
    public synchronized Room restore(String code, JsonObject copy) throws Refusal {
        Room known = rooms.get(code);
        return known == null ? add(code, RoomCopy.parse(copy)) : known;
    }

    private Room add(String code, RoomCopy from) throws Refusal {
        if (rooms.size() >= bounds.rooms()) {
            throw new Refusal(
                    Refusal.Reason.FULL,
                    "there are " + bounds.rooms() + " classes already, the most this server allows; try again later");
        }
        Room room = new Room(code, from, bounds, nanoTime, watcher);
        rooms.put(code, room);
        return room;
    }

    /** Gives up a room that another server has taken over: its connections are closed, and clients reconnect there. */
    public void giveUp(Room room) {
        room.disconnect();
        synchronized (this) {
            rooms.remove(room.code(), room);
        }
    }

    /** Gives up all rooms, as the server stops and other servers take them over. */
    public void giveUpAll() {
        list().forEach(this::giveUp);
    }

    /** The open room with a code. */
    public synchronized Optional<Room> find(String code) {
        return Optional.ofNullable(rooms.get(code));
    }

    /** Ends what is too old or silent, and forgets what has ended; call it at regular intervals. */
    public void sweep() {
        for (Room room : list()) {
            room.endIfLate();
            forget(room);
        }
    }

    /** Forgets a room that has ended. */
    public synchronized void forget(Room room) {
        if (room.hasEnded()) {
            rooms.remove(room.code(), room);
        }
    }

    /** Closes all connections, as the server stops. The rooms have not ended: their teachers open them again. */
    public void close() {
        list().forEach(Room::disconnect);
    }

    private synchronized List<Room> list() {
        return List.copyOf(rooms.values());
    }

    /** How many are open, and how many pupils are connected in them. */
    public Classes.Load load() {
        List<Room> all = list();
        return new Classes.Load(
                all.size(), all.stream().mapToInt(Room::connected).sum());
    }
}
