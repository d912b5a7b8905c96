package org.layerlab.network.training;

import java.util.List;
import org.layerlab.network.layer.Trained;
import org.layerlab.network.matrix.FusedUpdate;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;

/** Gradient descent: {@code W −= rate·(dW + l1·sign(W) + l2·W)}. */
final class Sgd extends Optimizer {
    Sgd(Kernels kernels, List<Trained> trained) {
        super(kernels, trained, 0);
    }

    @Override
    void update(Trained trained, Step step) {
        kernels.descend(trained.value(), trained.gradient(), step.rate(), step.l1(trained), step.l2(trained));
    }

    /** {@code W = (1 − rate·l2)·W − rate/m · dZ·Inᵀ}. */
    @Override
    boolean fuse(FusedUpdate fused, Trained W, Matrix dZ, Matrix In, Step step, int part, int parts) {
        double keep = 1 - step.rate() * step.l2(W);
        if (!isDistinct(keep)) {
            return false;
        }
        double scale = 1.0 / dZ.columns();
        fused.addNT(dZ, In, -step.rate() * scale, keep, W.value(), part, parts);
        return true;
    }

    /** Whether float32 holds the distance of this factor from 1 to a percent; else W would decay at another rate. */
    private static boolean isDistinct(double keep) {
        return Math.abs((float) keep - keep) <= 0.01 * (1 - keep);
    }
}
