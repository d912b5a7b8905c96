package org.layerlab.backend.classroom;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The open rooms, by their codes. Safe for use by several threads. */
public final class Rooms {
    private final Bounds bounds;
    private final LongSupplier nanoTime;
    private final Map<String, Room> rooms = new HashMap<>();

    /** None yet. */
    public Rooms(Bounds bounds, LongSupplier nanoTime) {
        this.bounds = bounds;
        this.nanoTime = nanoTime;
    }

    /**
     * The room of a key, which may have been opened before.
     *
     * @param room with its code
     * @param isNew whether it was opened now
     */
    public record Opened(Room room, boolean isNew) {}

    /**
     * Opens the room of a key, or finds it open. Takes some milliseconds.
     *
     * @throws Refusal when the key is malformed, there are too many rooms, or the key's code belongs to another's room
     */
    public Opened open(String key) throws Refusal {
        Secret secret = Secret.of(key, "key");
        String code = RoomCode.of(key);
        synchronized (this) {
            Room known = rooms.get(code);
            if (known != null) {
                if (known.mayTeach(secret)) {
                    return new Opened(known, false);
                }
                throw new Refusal(Refusal.Reason.TAKEN, "the code of this key is taken: make another key");
            }
            if (rooms.size() >= bounds.rooms()) {
                throw new Refusal(
                        Refusal.Reason.FULL,
                        "there are " + bounds.rooms()
                                + " classes already, as many as this server takes; try again later");
            }
            Room room = new Room(code, secret, bounds, nanoTime);
            rooms.put(code, room);
            return new Opened(room, true);
        }
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

    /** How many are open. */
    public synchronized int size() {
        return rooms.size();
    }
}
