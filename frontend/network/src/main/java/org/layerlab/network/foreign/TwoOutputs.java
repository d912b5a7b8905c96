package org.layerlab.network.foreign;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.LayerKind;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.Activation;

/**
 * Two outputs of a network on photos, cat and dog, as the one that LayerLab has: a softmax gives class 1 the probability
 * e^Z₁ / (e^Z₀ + e^Z₁) = σ(Z₁ − Z₀), which is that of a sigmoid unit with W₁ − W₀ and b₁ − b₀.
 */
final class TwoOutputs {
    private TwoOutputs() {}

    /** The layers with one output, where they take photos and end in a softmax over two classes; else as they are. */
    static Architecture asOne(Architecture architecture) {
        List<LayerKind> layers = new ArrayList<>(architecture.layers());
        int last = layers.size() - 1;
        if (!layers.get(last).equals(new LayerKind.Softmax(2))) {
            return architecture;
        }
        layers.set(last, new LayerKind.Dense(1, Activation.SIGMOID));
        Architecture one = new Architecture(architecture.input(), layers);
        return new CardBuilder(one).build().takesPhotos() ? one : architecture;
    }

    /** The same of their parameters. */
    static Parameters asOne(Parameters parameters) {
        List<Parameters.Dense> layers = new ArrayList<>(parameters.layers());
        int last = layers.size() - 1;
        Parameters.Dense two = layers.get(last);
        int columns = two.columns();
        double[] W = new double[columns];
        for (int j = 0; j < columns; j++) {
            W[j] = two.W()[columns + j] - two.W()[j];
        }
        layers.set(last, new Parameters.Dense(1, columns, W, new double[] {two.b()[1] - two.b()[0]}));
        return new Parameters(layers);
    }
}
