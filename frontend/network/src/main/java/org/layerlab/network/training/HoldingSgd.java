package org.layerlab.network.training;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.layer.Trained;
import org.layerlab.network.matrix.Kernels;

/**
 * Gradient descent as TensorFlow Playground does it: a weight that L1 would carry across 0 becomes 0 and stays there.
 * Such a weight is −0, which no other weight ever is, so that a saved run goes on the same way.
 */
final class HoldingSgd extends Optimizer {
    /** Those that had no such weight when they were last looked through: without L1, none comes. */
    private final Set<Trained> free = new HashSet<>();

    HoldingSgd(Kernels kernels, List<Trained> trained) {
        super(kernels, trained, 0);
    }

    /** Weights of another moment come with the state, so that which of them are held has to be seen again. */
    @Override
    void restore(List<Parameters> state) {
        super.restore(state);
        free.clear();
    }

    @Override
    void update(Trained trained, Step step) {
        double l1 = step.l1(trained);
        if (l1 == 0) {
            descend(trained, step);
            return;
        }
        free.remove(trained);
        double[] w = kernels.read(trained.value());
        double[] dw = kernels.read(trained.gradient());
        for (int i = 0; i < w.length; i++) {
            w[i] = isHeld(w[i]) ? w[i] : moved(w[i], dw[i], step, l1, step.l2(trained));
        }
        kernels.write(w, trained.value());
    }

    /** Without L1, as where there never was any, but for the weights that it has brought to 0. */
    private void descend(Trained trained, Step step) {
        double[] before = free.contains(trained) ? new double[0] : kernels.read(trained.value());
        kernels.descend(trained.value(), trained.gradient(), step.rate(), 0, step.l2(trained));
        if (!hasHeld(before)) {
            free.add(trained);
            return;
        }
        double[] w = kernels.read(trained.value());
        for (int i = 0; i < w.length; i++) {
            w[i] = isHeld(before[i]) ? before[i] : w[i];
        }
        kernels.write(w, trained.value());
    }

    private static double moved(double w, double dw, Step step, double l1, double l2) {
        double descended = w - step.rate() * dw;
        double penalty = l1 * Math.signum(w) + l2 * w;
        double penalized = descended - step.rate() * penalty;
        return descended * penalized < 0 ? -0.0 : penalized + 0.0;
    }

    private static boolean hasHeld(double[] weights) {
        for (double w : weights) {
            if (isHeld(w)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isHeld(double w) {
        return w == 0 && 1 / w < 0;
    }
}
