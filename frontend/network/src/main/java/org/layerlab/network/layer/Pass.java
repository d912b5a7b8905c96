package org.layerlab.network.layer;

import java.util.List;
import org.layerlab.network.matrix.Matrix;

/**
 * Room for one batch's way through a network and back: Z, A and dZ of every layer. Made once for a batch size and used
 * again for each batch; belongs to the network that made it.
 */
public final class Pass {
    /** What the next forward and backward are for. */
    public Mode mode = Mode.PREDICTING;

    private final int m;
    private final List<Room> rooms;
    private final List<Room> roomsOfArchitecture;

    /**
     * A pass with this room.
     *
     * @param rooms one for each of the network's own layers
     * @param roomsOfArchitecture for each layer of the architecture the room of the one that does it
     */
    Pass(int m, List<Room> rooms, List<Room> roomsOfArchitecture) {
        this.m = m;
        this.rooms = List.copyOf(rooms);
        this.roomsOfArchitecture = List.copyOf(roomsOfArchitecture);
    }

    /** How many examples fit, exactly. */
    public int m() {
        return m;
    }

    /**
     * The values before the activation of layer l (from 1) of the architecture, to look at; after it where the layer does
     * the ReLU that follows.
     */
    public Matrix Z(int l) {
        return roomsOfArchitecture.get(l - 1).Z;
    }

    /** What layer l (from 1) of the architecture gives; of a layer that does the ReLU that follows, what that gives. */
    public Matrix A(int l) {
        return roomsOfArchitecture.get(l - 1).A;
    }

    /** The gradient of the summed cost by Z of layer l (from 1) of the architecture. */
    public Matrix dZ(int l) {
        return roomsOfArchitecture.get(l - 1).dZ();
    }

    /** The room of one of the network's own layers, from 0. */
    Room room(int i) {
        return rooms.get(i);
    }

    /** Gives the storage back. */
    public void release() {
        rooms.forEach(Room::release);
    }
}
