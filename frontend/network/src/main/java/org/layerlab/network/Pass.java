package org.layerlab.network;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.matrix.HashRandom;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;

/**
 * Room for one batch's way through a network and back: Z, A and dZ of every layer. Made once for a batch size and used
 * again for each batch; belongs to the network that made it.
 */
public final class Pass {
    /** How a pass leaves units out: the share that is kept and the seed of this batch's masks. */
    record Dropout(double keep, int seed) {
        static final Dropout NONE = new Dropout(1, 0);
    }

    private final Kernels kernels;
    private final int m;
    private final List<Room> rooms = new ArrayList<>();
    Dropout dropout = Dropout.NONE;

    /** What one layer writes. mask and D exist once dropout has been asked for. */
    static final class Room {
        final Matrix Z;
        final Matrix A;
        final Matrix dZ;

        @Nullable
        Matrix mask;

        @Nullable
        Matrix D;

        Room(Kernels kernels, int rows, int m) {
            Z = kernels.create(rows, m);
            A = kernels.create(rows, m);
            dZ = kernels.create(rows, m);
        }
    }

    Pass(Kernels kernels, List<Layer> layers, int m) {
        this.kernels = kernels;
        this.m = m;
        for (Layer layer : layers) {
            rooms.add(new Room(kernels, layer.W.rows(), m));
        }
    }

    /** How many examples fit, exactly. */
    public int m() {
        return m;
    }

    /** The values before and after the activation of layer l (from 1), and the gradient dZ, for looking at. */
    public Matrix Z(int l) {
        return rooms.get(l - 1).Z;
    }

    /** The activations of layer l (from 1). */
    public Matrix A(int l) {
        return rooms.get(l - 1).A;
    }

    /** The gradient of the summed cost by Z of layer l (from 1). */
    public Matrix dZ(int l) {
        return rooms.get(l - 1).dZ;
    }

    Room room(int l) {
        return rooms.get(l - 1);
    }

    /** Applies this batch's mask to layer l's activations; what the next layer gets. */
    Matrix dropped(int l) {
        Room room = room(l);
        if (dropout.keep() == 1) {
            return room.A;
        }
        Matrix mask = room.mask;
        Matrix D = room.D;
        if (mask == null || D == null) {
            mask = kernels.create(room.A.rows(), m);
            D = kernels.create(room.A.rows(), m);
            room.mask = mask;
            room.D = D;
        }
        kernels.dropout(room.A, dropout.keep(), HashRandom.seed(dropout.seed(), l), mask, D);
        return D;
    }

    /** What the layer after l was given in the last forward pass. */
    Matrix given(int l) {
        Room room = room(l);
        return dropout.keep() == 1 || room.D == null ? room.A : room.D;
    }

    /** Gives the storage back. */
    public void release() {
        for (Room room : rooms) {
            kernels.release(room.Z);
            kernels.release(room.A);
            kernels.release(room.dZ);
            if (room.mask != null && room.D != null) {
                kernels.release(room.mask);
                kernels.release(room.D);
            }
        }
        rooms.clear();
    }
}
