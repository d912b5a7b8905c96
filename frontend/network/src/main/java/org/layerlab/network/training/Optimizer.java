package org.layerlab.network.training;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.layer.Trained;
import org.layerlab.network.layer.UpdateRule;
import org.layerlab.network.matrix.FusedUpdate;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;

/**
 * Turns gradients into steps, with the moments that its rule keeps from one update to the next. To add a rule, write a
 * class beside {@link Sgd} and a row in {@link OptimizerKind}.
 */
abstract class Optimizer implements UpdateRule {
    final Kernels kernels;
    private final List<Moment> moments = new ArrayList<>();
    private @Nullable Step step;

    /**
     * An optimizer with this many moments.
     *
     * @param trained all matrices that it will update
     */
    Optimizer(Kernels kernels, List<Trained> trained, int moments) {
        this.kernels = kernels;
        for (int i = 0; i < moments; i++) {
            this.moments.add(new Moment(kernels, trained));
        }
    }

    /** Settles what the next update goes by. */
    final void begin(Step next) {
        step = next;
    }

    /** Changes the values of a matrix by its gradient. */
    abstract void update(Trained trained, Step step);

    /** {@link #fuse(Trained, Matrix, Matrix, int, int)} with these kernels, for a matrix without L1 regularization. */
    boolean fuse(FusedUpdate fused, Trained W, Matrix dZ, Matrix In, Step step, int part, int parts) {
        return false;
    }

    @Override
    public final void update(Trained trained) {
        update(trained, step());
    }

    @Override
    public final boolean fuse(Trained W, Matrix dZ, Matrix In, int part, int parts) {
        Step now = step();
        return kernels instanceof FusedUpdate fused
                && fused.pays(W.value().rows(), W.value().columns())
                && now.l1(W) == 0
                && fuse(fused, W, dZ, In, now, part, parts);
    }

    private Step step() {
        Step now = step;
        if (now == null) {
            throw new IllegalStateException("an update that was never begun");
        }
        return now;
    }

    /** Moment i, from 0, of a matrix. */
    final Matrix moment(int i, Trained trained) {
        return moments.get(i).of(trained);
    }

    /** All matrices that {@link #state} reads. */
    final List<Matrix> matrices() {
        List<Matrix> matrices = new ArrayList<>();
        for (Moment moment : moments) {
            matrices.addAll(moment.matrices());
        }
        return matrices;
    }

    /**
     * What the rule remembers, for a checkpoint: one set of the parameters' shape a moment.
     *
     * @param like parameters of the network
     */
    final List<Parameters> state(Parameters like) {
        List<Parameters> state = new ArrayList<>();
        for (Moment moment : moments) {
            state.add(moment.read(like));
        }
        return state;
    }

    /**
     * Takes up what {@link #state} gave.
     *
     * @throws IllegalArgumentException when it has another number of moments
     */
    void restore(List<Parameters> state) {
        if (state.size() != moments.size()) {
            throw new IllegalArgumentException(
                    "the optimizer keeps " + moments.size() + " moments, but the checkpoint has " + state.size());
        }
        for (int i = 0; i < state.size(); i++) {
            moments.get(i).write(state.get(i));
        }
    }

    /** Gives the storage back. */
    final void release() {
        moments.forEach(Moment::release);
    }
}
