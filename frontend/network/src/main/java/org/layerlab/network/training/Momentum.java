package org.layerlab.network.training;

import java.util.List;
import org.layerlab.network.layer.Trained;
import org.layerlab.network.matrix.FusedUpdate;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;

/** Gradient descent with momentum: {@code V = momentum·V + G; W −= rate·V} with {@code G = dW + l1·sign(W) + l2·W}. */
final class Momentum extends Optimizer {
    /** How many moments it keeps: V. */
    static final int MOMENTS = 1;

    Momentum(Kernels kernels, List<Trained> trained) {
        super(kernels, trained, MOMENTS);
    }

    @Override
    void update(Trained trained, Step step) {
        kernels.descendMomentum(
                trained.value(),
                trained.gradient(),
                moment(0, trained),
                step.rate(),
                step.momentum(),
                step.l1(trained),
                step.l2(trained));
    }

    /** {@code V = momentum·V + dZ·Inᵀ / m}, then {@code W −= rate·V}. */
    @Override
    boolean fuse(FusedUpdate fused, Trained W, Matrix dZ, Matrix In, Step step, int part, int parts) {
        if (step.l2(W) != 0) {
            return false;
        }
        Matrix V = moment(0, W);
        fused.addNT(dZ, In, 1.0 / dZ.columns(), step.momentum(), V, part, parts);
        if (part == parts - 1) {
            kernels.descend(W.value(), V, step.rate(), 0, 0);
        }
        return true;
    }
}
