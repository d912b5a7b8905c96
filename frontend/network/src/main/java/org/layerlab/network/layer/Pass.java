package org.layerlab.network.layer;

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
    /**
     * What a pass is for.
     *
     * @param training whether batch normalisation goes by the batch, and dropout layers leave values out
     * @param keep the share of dense hidden layers' units that is kept
     * @param seed of this batch's masks
     */
    public record Mode(boolean training, double keep, int seed) {
        public static final Mode PREDICTING = new Mode(false, 1, 0);
    }

    private final int m;
    private final List<Room> rooms = new ArrayList<>();
    private final int[] roomOfStep;
    public Mode mode = Mode.PREDICTING;

    /** What one layer writes. A mask and what it leaves exist once dropout has been asked for, dZ once there is a way back. */
    static final class Room {
        final Matrix Z;
        final Matrix A;
        private final Kernels kernels;
        private @Nullable Matrix dZ;
        private @Nullable Matrix mask;
        private @Nullable Matrix D;
        private boolean dropped;

        /**
         * Room for (rows, m) values.
         *
         * @param activated whether A is another matrix than Z
         */
        Room(Kernels kernels, int rows, int m, boolean activated) {
            this.kernels = kernels;
            Z = kernels.create(rows, m);
            A = activated ? kernels.create(rows, m) : Z;
        }

        /** The gradient by Z; on the way back at first that by A. */
        Matrix dZ() {
            Matrix made = dZ;
            if (made == null) {
                made = kernels.create(Z.rows(), Z.columns());
                dZ = made;
            }
            return made;
        }

        /** Room for a dropout's mask. */
        Matrix mask() {
            Matrix made = mask;
            if (made == null) {
                made = kernels.create(Z.rows(), Z.columns());
                mask = made;
            }
            return made;
        }

        /** Leaves units out of A for the next layer, if any are to be. */
        void drop(double keep, int seed, int layer) {
            dropped = keep < 1;
            if (!dropped) {
                return;
            }
            Matrix mask = mask();
            Matrix left = D;
            if (left == null) {
                left = kernels.create(A.rows(), A.columns());
                D = left;
            }
            kernels.dropout(A, keep, HashRandom.seed(seed, layer), mask, left);
        }

        /** Takes the gradient from those that were left out. */
        void dropGradient() {
            if (dropped) {
                kernels.scaleBy(dZ(), mask());
            }
        }

        /** What the next layer is given. */
        Matrix given() {
            Matrix left = D;
            return dropped && left != null ? left : A;
        }

        void release() {
            kernels.release(Z);
            if (A != Z) {
                kernels.release(A);
            }
            for (Matrix M : new Matrix[] {dZ, mask, D}) {
                if (M != null) {
                    kernels.release(M);
                }
            }
        }
    }

    /**
     * Room in these layers.
     *
     * @param roomOfStep for each layer of the architecture the index of the one that does it
     */
    Pass(List<Layer> layers, int[] roomOfStep, int m) {
        this.m = m;
        this.roomOfStep = roomOfStep;
        for (Layer layer : layers) {
            rooms.add(layer.room(m));
        }
    }

    /** How many examples fit, exactly. */
    public int m() {
        return m;
    }

    /** The values before the activation of layer l (from 1) of the architecture, for looking at. */
    public Matrix Z(int l) {
        return rooms.get(roomOfStep[l - 1]).Z;
    }

    /** What layer l (from 1) of the architecture gives: of a batch normalisation before a relu what that gives. */
    public Matrix A(int l) {
        return rooms.get(roomOfStep[l - 1]).A;
    }

    /** The gradient of the summed cost by Z of layer l (from 1) of the architecture. */
    public Matrix dZ(int l) {
        return rooms.get(roomOfStep[l - 1]).dZ();
    }

    /** The room of one of the network's own layers, from 0. */
    Room room(int i) {
        return rooms.get(i);
    }

    /** Gives the storage back. */
    public void release() {
        rooms.forEach(Room::release);
        rooms.clear();
    }
}
