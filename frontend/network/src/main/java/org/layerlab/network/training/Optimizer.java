package org.layerlab.network.training;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.layer.DenseLayer;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.NormLayer;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.layer.Pass;
import org.layerlab.network.layer.WeightedLayer;
import org.layerlab.network.layer.Work;
import org.layerlab.network.matrix.FusedUpdate;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;

/** Takes steps down the gradient, with what its rule remembers between them. */
final class Optimizer {
    private final Network network;
    private final OptimizerKind kind;
    /** For each moment of the rule, the matrices for W1, b1, …, WL, bL, with γ and β after a normalised layer's. */
    private final List<List<Matrix>> moments = new ArrayList<>();

    /** Where those of each layer begin. */
    private final List<Integer> places = new ArrayList<>();

    Optimizer(Network network, OptimizerKind kind) {
        this.network = network;
        this.kind = kind;
        for (int i = 0; i < kind.moments(); i++) {
            List<Matrix> moment = new ArrayList<>();
            for (WeightedLayer layer : network.weighted()) {
                moment.add(network.kernels().create(layer.W.rows(), layer.W.columns()));
                moment.add(network.kernels().create(layer.b.rows(), 1));
                for (int n = 0; n < 2 && layer.norm != null; n++) {
                    moment.add(network.kernels().create(layer.b.rows(), 1));
                }
            }
            moments.add(moment);
        }
        int place = 0;
        for (WeightedLayer layer : network.weighted()) {
            places.add(place);
            place += layer.norm == null ? 2 : 4;
        }
    }

    /** What the update under way goes by. */
    private record Step(Hyperparameters h, double rate, int t) {}

    private @Nullable Step step;

    /**
     * Settles what the next update goes by.
     *
     * @param t the number of this update, from 1
     */
    void begin(Hyperparameters h, double rate, int t) {
        step = new Step(h, rate, t);
    }

    /**
     * One update of all parameters as pieces of work, one a layer, from the errors dZ of a pass that went forward and
     * backward; {@link #begin} comes first.
     *
     * @param X what the pass began with
     */
    List<Work> work(Matrix X, Pass pass) {
        List<Work> work = new ArrayList<>();
        for (int l = 1; l <= network.weighted().size(); l++) {
            int number = l;
            WeightedLayer layer = network.weighted().get(l - 1);
            work.add(new Work(layer.flops(pass.m()), (part, parts) -> {
                if (step == null) {
                    throw new IllegalStateException("an update that was never begun");
                }
                update(number, layer, network.dZ(number, pass), network.given(number, X, pass), step, part, parts);
            }));
        }
        return work;
    }

    private void update(int l, WeightedLayer layer, Matrix dZ, Matrix APrev, Step now, int part, int parts) {
        int index = places.get(l - 1);
        boolean last = part == parts - 1;
        Hyperparameters h = now.h();
        if (layer instanceof DenseLayer dense && fuse(index, layer.W, dZ, APrev, now, part, parts)) {
            if (last) {
                dense.backwardToBias(dZ);
            }
        } else {
            layer.backward(dZ, APrev, part, parts);
            if (last) {
                update(index, layer.W, layer.dW(), h, now.rate(), now.t(), h.l1(), h.l2());
            }
        }
        if (last) {
            update(index + 1, layer.b, layer.db, h, now.rate(), now.t(), 0, 0);
            NormLayer norm = layer.norm;
            if (norm != null) {
                update(index + 2, norm.gamma, norm.dGamma, h, now.rate(), now.t(), 0, 0);
                update(index + 3, norm.beta, norm.dBeta, h, now.rate(), now.t(), 0, 0);
                norm.follow();
            }
        }
    }

    /** Updates W without its gradient ever being written down, where rule and kernels allow; else false. */
    private boolean fuse(int index, Matrix W, Matrix dZ, Matrix APrev, Step now, int part, int parts) {
        Hyperparameters h = now.h();
        if (!(network.kernels() instanceof FusedUpdate fused) || !fused.pays(W.rows(), W.columns()) || h.l1() != 0) {
            return false;
        }
        double scale = 1.0 / dZ.columns();
        switch (kind) {
            case SGD -> {
                double keep = 1 - now.rate() * h.l2();
                if (!isDistinct(keep)) {
                    return false;
                }
                fused.addNT(dZ, APrev, -now.rate() * scale, keep, W, part, parts);
                return true;
            }
            case MOMENTUM -> {
                if (h.l2() != 0) {
                    return false;
                }
                Matrix V = moments.get(0).get(index);
                fused.addNT(dZ, APrev, scale, h.momentum(), V, part, parts);
                if (part == parts - 1) {
                    network.kernels().descend(W, V, now.rate(), 0, 0);
                }
                return true;
            }
            case ADAM -> {
                return false;
            }
        }
        return false;
    }

    /** Whether float32 tells such a factor's distance from 1 to a percent: else W would decay at another rate. */
    private static boolean isDistinct(double keep) {
        return Math.abs((float) keep - keep) <= 0.01 * (1 - keep);
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
        Parameters like = moments.isEmpty() ? null : network.parameters();
        for (List<Matrix> moment : moments) {
            if (like != null) {
                Iterator<Matrix> next = moment.iterator();
                state.add(like.filled(
                        tensor -> tensor.learned() ? network.kernels().read(next.next()) : new double[tensor.rows()]));
            }
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
            for (Parameters.Named tensor : state.get(i).named()) {
                if (tensor.learned()) {
                    network.kernels().write(tensor.values(), moments.get(i).get(index++));
                }
            }
        }
    }

    void release() {
        moments.forEach(moment -> moment.forEach(network.kernels()::release));
    }
}
