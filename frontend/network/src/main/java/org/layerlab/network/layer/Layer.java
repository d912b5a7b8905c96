package org.layerlab.network.layer;

import java.util.List;
import java.util.Map;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;

/**
 * One step of a network: forward from what comes in to A, backward from the gradient by A to that by what came in. What
 * depends on the batch stands in {@link LayerBuffers}; a layer has its parameters, and batch normalization also the
 * moments of the last training batch, so a network can train on only one batch at a time.
 */
abstract class Layer {
    final Kernels kernels;
    /** Features of what comes out. */
    final int outputs;

    Layer(Kernels kernels, int outputs) {
        this.kernels = kernels;
        this.outputs = outputs;
    }

    /** Buffers for a batch of m. */
    LayerBuffers buffers(int m) {
        return new LayerBuffers(kernels, outputs, m, false);
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
     * {@code A = f(In)}.
     *
     * @param mode whether this is training, and its random numbers
     */
    abstract void forward(Matrix In, LayerBuffers buffers, Mode mode);

    /** Turns the gradient by A, which stands in dZ, into that by Z, where the layer has an activation. */
    void backwardToZ(LayerBuffers buffers) {
        // Most have none.
    }

    /** The gradient by In from dZ. */
    abstract void backwardToInput(Matrix In, LayerBuffers buffers, Mode mode, Matrix dIn);

    /** The gradients of what is trained, from dZ; nothing where they exist already. */
    void backwardToTrained(Matrix dZ, Matrix In) {
        // Most train nothing.
    }

    /** An update of what is trained, gradients included, from dZ. */
    void update(Matrix dZ, Matrix In, UpdateRule rule) {
        backwardToTrained(dZ, In);
        trained().forEach(rule::update);
    }

    // The same in parts, one call each in their order, so that a page can answer in between. A layer that can't be
    // divided does everything in the first.

    /** One of several parts of {@link #forward(Matrix, LayerBuffers, Mode)}; A is complete after the last. */
    void forward(Matrix In, LayerBuffers buffers, Mode mode, int part, int parts) {
        if (part == 0) {
            forward(In, buffers, mode);
        }
    }

    /** One of several parts of {@link #backwardToInput(Matrix, LayerBuffers, Mode, Matrix)}. */
    void backwardToInput(Matrix In, LayerBuffers buffers, Mode mode, Matrix dIn, int part, int parts) {
        if (part == 0) {
            backwardToInput(In, buffers, mode, dIn);
        }
    }

    /** One of several parts of {@link #update(Matrix, Matrix, UpdateRule)}. */
    void update(Matrix dZ, Matrix In, UpdateRule rule, int part, int parts) {
        if (part == 0) {
            update(dZ, In, rule);
        }
    }

    /** Gives the parameters' storage back. */
    void release() {
        trained().forEach(Trained::release);
    }
}
