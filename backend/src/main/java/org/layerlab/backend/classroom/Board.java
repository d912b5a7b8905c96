package org.layerlab.backend.classroom;

import java.util.Set;
import java.util.TreeSet;

/**
 * The connection of a teacher's board. While it reads more slowly than it is sent to, nothing waits but the names of what
 * changed: it then gets the latest of each. Guarded by the room.
 */
final class Board {
    private final Line line;
    private final RoomState state;
    /** Pupils whose latest, or whose end, it has not been sent. */
    private final Set<Integer> untold = new TreeSet<>();

    private boolean isStateUntold;

    Board(Line line, RoomState state) {
        this.line = line;
        this.state = state;
    }

    boolean has(Line other) {
        return line == other;
    }

    /** Tells what the class does now. */
    void tell() {
        isStateUntold = line.isFull();
        if (!isStateUntold) {
            line.send(state.now("state").toString());
        }
    }

    /** Tells the latest of a pupil, or that the class no longer has it. */
    void tell(int id) {
        if (line.isFull()) {
            untold.add(id);
            return;
        }
        untold.remove(id);
        Pupil pupil = state.pupils.get(id);
        line.send(
                pupil == null
                        ? RoomState.message("gone").add("pupil", id).toString()
                        : RoomState.message("pupil").add("pupil", pupil.json()).toString());
    }

    /** Tells what waited, until it is full again. */
    void drained() {
        for (int id : Set.copyOf(untold)) {
            tell(id);
        }
        if (isStateUntold) {
            tell();
        }
    }

    /** Tells the last message. */
    void end(String json) {
        line.send(json);
        line.close();
    }
}
