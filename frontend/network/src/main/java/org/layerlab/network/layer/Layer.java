package org.layerlab.network.layer;

import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;

/**
 * One step of a network: forward from what comes in to A, backward from the gradient by A to that by what came in. What
 * depends on the batch stands in a {@link Pass.Room}; a layer itself has only its parameters.
 */
abstract class Layer {
    final Kernels kernels;
    /** Features of what comes out. */
    final int outputs;

    Layer(Kernels kernels, int outputs) {
        this.kernels = kernels;
        this.outputs = outputs;
    }

    /** Room for a batch of m. */
    Pass.Room room(int m) {
        return new Pass.Room(kernels, outputs, m, false);
    }

    /** Multiplications and additions of one way through for m examples, as far as they count. */
    public double flops(int m) {
        return 0;
    }

    /**
     * One of some parts of {@code A = f(In)}; A is there after the last. What can't be divided is done in the first.
     *
     * @param mode whether this is training, and its random numbers
     */
    abstract void forward(Matrix In, Pass.Room room, Pass.Mode mode, int part, int parts);

    /** Turns the gradient by A, which stands in dZ, into that by Z, where the layer has an activation. */
    void backwardToZ(Pass.Room room) {
        // Most have none.
    }

    /** One of some parts of the gradient by In from dZ. */
    abstract void backwardToInput(Matrix In, Pass.Room room, Pass.Mode mode, Matrix dIn, int part, int parts);

    /** Gives the parameters' storage back. */
    void release() {
        // Most have none.
    }
}
