package org.layerlab.network.layer;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.NormLoops;

/**
 * A network without those batch normalizations that can be folded into the weights before them: with running mean and
 * variance, {@code scale·Z + shift} is {@code W'·A_prev + b'} with {@code W' = scale·W} and {@code b' = scale·b + shift}
 * for each channel, scale and shift as in {@link NormLoops#factors} (Ioffe and Szegedy 2015).
 *
 * @param architecture without them
 * @param parameters of what is left
 */
record Folding(Architecture architecture, Parameters parameters) {
    /** Folds each normalization that has nothing but max pooling and dropout between its weights and itself. */
    static Folding of(Architecture architecture, Parameters parameters) {
        List<LayerKind> kinds = new ArrayList<>(architecture.layers());
        List<Parameters.Dense> weights = new ArrayList<>(parameters.layers());
        int l = weights.size();
        for (int i = kinds.size() - 1; i >= 0; i--) {
            if (!kinds.get(i).weighted()) {
                continue;
            }
            l--;
            Parameters.Norm norm = weights.get(l).norm();
            if (norm == null) {
                continue;
            }
            double[] scale = new double[norm.gamma().length];
            double[] shift = new double[scale.length];
            NormLoops.factors(
                    norm.gamma(), norm.beta(), norm.mean(), norm.variance(), Parameters.Norm.EPSILON, scale, shift);
            int place = place(kinds, i, scale);
            if (place > 0) {
                kinds.remove(place);
                weights.set(l, folded(weights.get(l), scale, shift));
            }
        }
        return new Folding(new Architecture(architecture.input(), kinds), new Parameters(weights));
    }

    /** The index of the normalization of the layer with weights at an index; 0 where it can't be folded. */
    private static int place(List<LayerKind> kinds, int weighted, double[] scale) {
        if (!isLinear(kinds.get(weighted))) {
            return 0;
        }
        int i = weighted + 1;
        while (i < kinds.size() && passes(kinds.get(i), scale)) {
            i++;
        }
        return i < kinds.size() && kinds.get(i) instanceof LayerKind.BatchNorm ? i : 0;
    }

    private static boolean isLinear(LayerKind weighted) {
        return weighted instanceof LayerKind.Sliding
                || (weighted instanceof LayerKind.Dense dense && dense.activation() == Activation.LINEAR);
    }

    /**
     * Whether it is the same to scale and shift before a layer or after it. So it is for an average pool too, but folding
     * past it would make it the last layer before the output, from which {@link Architecture#lastPool} concludes more.
     */
    private static boolean passes(LayerKind kind, double[] scale) {
        if (kind instanceof LayerKind.MaxPool) {
            // A negative factor would make the greatest the least.
            for (double s : scale) {
                if (!(s >= 0)) {
                    return false;
                }
            }
            return true;
        }
        return kind instanceof LayerKind.Dropout;
    }

    private static Parameters.Dense folded(Parameters.Dense layer, double[] scale, double[] shift) {
        double[] W = new double[layer.W().length];
        double[] b = new double[layer.rows()];
        for (int row = 0; row < b.length; row++) {
            for (int i = row * layer.columns(); i < (row + 1) * layer.columns(); i++) {
                W[i] = scale[row] * layer.W()[i];
            }
            b[row] = scale[row] * layer.b()[row] + shift[row];
        }
        return new Parameters.Dense(layer.rows(), layer.columns(), W, b);
    }
}
