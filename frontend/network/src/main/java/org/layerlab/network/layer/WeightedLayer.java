package org.layerlab.network.layer;

import java.util.List;
import org.layerlab.network.matrix.Kernels;

/** A layer with weights W and biases b. */
abstract class WeightedLayer extends Layer {
    final Trained W;
    final Trained b;

    /**
     * A layer with these weights and biases.
     *
     * @param number of the layer among those with weights, from 1
     */
    WeightedLayer(Kernels kernels, int outputs, Parameters.Dense initial, int number) {
        super(kernels, outputs);
        W = new Trained(kernels, "W" + number, initial.rows(), initial.columns(), initial.W(), true);
        b = new Trained(kernels, "b" + number, initial.rows(), 1, initial.b(), false);
    }

    @Override
    final List<Trained> trained() {
        return List.of(W, b);
    }
}
