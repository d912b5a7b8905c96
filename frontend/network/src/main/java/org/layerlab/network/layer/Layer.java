package org.layerlab.network.layer;

import java.util.List;
import java.util.Map;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;

/**
 * One step of a network: forward from what comes in to A, backward from the gradient by A to that by what came in. What
 * depends on the batch stands in a {@link Room}; a layer itself has only its parameters.
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
    Room room(int m) {
        return new Room(kernels, outputs, m, false);
    }

    /** Multiplications and additions of the forward products for m examples; 0 without products. */
    double flops(int m) {
        return 0;
    }

    /** What gradients change, in the order of files. */
    List<Trained> trained() {
        return List.of();
    }

    /**
     * What training changes without a gradient and predicting needs: the layer's own columns by their names in files.
     */
    Map<String, Matrix> statistics() {
        return Map.of();
    }

    /**
     * One of several parts of {@code A = f(In)}; A is complete after the last. What can't be divided is done in the
     * first.
     *
     * @param mode whether this is training, and its random numbers
     */
    abstract void forward(Matrix In, Room room, Mode mode, int part, int parts);

    /** Turns the gradient by A, which stands in dZ, into that by Z, where the layer has an activation. */
    void backwardToZ(Room room) {
        // Most have none.
    }

    /** One of several parts of the gradient by In from dZ. */
    abstract void backwardToInput(Matrix In, Room room, Mode mode, Matrix dIn, int part, int parts);

    /** One of several parts of the gradients of what is trained, from dZ; nothing where they exist already. */
    void backwardToTrained(Matrix dZ, Matrix In, int part, int parts) {
        // Most train nothing.
    }

    /** One of several parts of an update of what is trained, gradients included, from dZ. */
    void update(Matrix dZ, Matrix In, UpdateRule rule, int part, int parts) {
        backwardToTrained(dZ, In, part, parts);
        if (part == parts - 1) {
            trained().forEach(rule::update);
        }
    }

    /** Gives the parameters' storage back. */
    void release() {
        trained().forEach(Trained::release);
    }
}
