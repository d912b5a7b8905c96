package org.layerlab.network;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;

/** Takes steps down the gradient, with what its rule remembers between them. */
final class Optimizer {
    private final Network network;
    private final OptimizerKind kind;
    /** For each moment of the rule, the matrices for W1, b1, …, WL, bL. */
    private final List<List<Matrix>> moments = new ArrayList<>();

    Optimizer(Network network, OptimizerKind kind) {
        this.network = network;
        this.kind = kind;
        for (int i = 0; i < kind.moments(); i++) {
            List<Matrix> moment = new ArrayList<>();
            for (Layer layer : network.layers()) {
                moment.add(network.kernels().create(layer.W.rows(), layer.W.columns()));
                moment.add(network.kernels().create(layer.b.rows(), 1));
            }
            moments.add(moment);
        }
    }

    /**
     * One update of all parameters from the network's gradients.
     *
     * @param t the number of this update, from 1
     */
    void update(Hyperparameters h, double rate, int t) {
        int index = 0;
        for (Layer layer : network.layers()) {
            update(index++, layer.W, layer.dW, h, rate, t, h.l1(), h.l2());
            update(index++, layer.b, layer.db, h, rate, t, 0, 0);
        }
    }

    private void update(int index, Matrix W, Matrix dW, Hyperparameters h, double rate, int t, double l1, double l2) {
        Kernels kernels = network.kernels();
        switch (kind) {
            case SGD -> kernels.descend(W, dW, rate, l1, l2);
            case MOMENTUM -> kernels.descendMomentum(W, dW, moments.get(0).get(index), rate, h.momentum(), l1, l2);
            case ADAM ->
                kernels.descendAdam(
                        W, dW, moments.get(0).get(index), moments.get(1).get(index), rate, t, l1, l2);
        }
    }

    /** What the rule remembers, one set of the parameters' shape a moment; empty for plain descent. */
    List<Parameters> state() {
        List<Parameters> state = new ArrayList<>();
        for (List<Matrix> moment : moments) {
            List<Parameters.Dense> layers = new ArrayList<>();
            for (int l = 0; l < moment.size(); l += 2) {
                Matrix W = moment.get(l);
                layers.add(new Parameters.Dense(
                        W.rows(),
                        W.columns(),
                        network.kernels().read(W),
                        network.kernels().read(moment.get(l + 1))));
            }
            state.add(new Parameters(layers));
        }
        return state;
    }

    void restore(List<Parameters> state) {
        if (state.size() != moments.size()) {
            throw new IllegalArgumentException(
                    kind.id() + " remembers " + moments.size() + " moments, but the checkpoint has " + state.size());
        }
        for (int i = 0; i < state.size(); i++) {
            int index = 0;
            for (Parameters.Dense layer : state.get(i).layers()) {
                network.kernels().write(layer.W(), moments.get(i).get(index++));
                network.kernels().write(layer.b(), moments.get(i).get(index++));
            }
        }
    }

    void release() {
        moments.forEach(moment -> moment.forEach(network.kernels()::release));
    }
}
