package org.layerlab.network.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;

/** What a network's layers keep from one batch to the next, in the order of files. */
final class Tensors {
    private final Kernels kernels;
    private final List<Layer> layers;

    /** Those of these layers. */
    Tensors(Kernels kernels, List<Layer> layers) {
        this.kernels = kernels;
        this.layers = layers;
    }

    /** All that gradients change. */
    List<Trained> trained() {
        List<Trained> trained = new ArrayList<>();
        for (Layer layer : layers) {
            trained.addAll(layer.trained());
        }
        return trained;
    }

    /** All matrices that {@link #parameters} reads. */
    List<Matrix> matrices() {
        List<Matrix> matrices = new ArrayList<>();
        for (Layer layer : layers) {
            layer.trained().forEach(trained -> matrices.add(trained.value()));
            matrices.addAll(layer.statistics().values());
        }
        return matrices;
    }

    /** A copy of the values. */
    Parameters parameters() {
        List<Parameters.Named> tensors = new ArrayList<>();
        for (Layer layer : layers) {
            layer.trained().forEach(trained -> tensors.add(trained.named()));
            layer.statistics().forEach((name, M) -> tensors.add(statistic(name, kernels.read(M))));
        }
        return Parameters.of(tensors);
    }

    /** A copy of the gradients; 0 for what has none. */
    Parameters gradients() {
        List<Parameters.Named> tensors = new ArrayList<>();
        for (Layer layer : layers) {
            layer.trained().forEach(trained -> tensors.add(trained.namedGradient()));
            layer.statistics().forEach((name, M) -> tensors.add(statistic(name, new double[M.rows()])));
        }
        return Parameters.of(tensors);
    }

    private static Parameters.Named statistic(String name, double[] values) {
        return new Parameters.Named(name, values.length, 1, values, false);
    }

    /** Replaces the values by others of the same shape. */
    void set(Parameters parameters) {
        Map<String, double[]> values = parameters.byName();
        for (Layer layer : layers) {
            layer.trained().forEach(trained -> trained.set(named(values, trained.name())));
            layer.statistics().forEach((name, M) -> kernels.write(named(values, name), M));
        }
    }

    private static double[] named(Map<String, double[]> values, String name) {
        return Objects.requireNonNull(values.get(name), name);
    }
}
