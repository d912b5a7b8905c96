package org.layerlab.network.training;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.layer.Trained;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;

/** One running mean or sum of gradients that an optimizer keeps: a matrix for each trained one, by its name. */
final class Moment {
    private final Kernels kernels;
    private final Map<String, Matrix> matrices = new LinkedHashMap<>();

    /** A moment of zeros. */
    Moment(Kernels kernels, List<Trained> all) {
        this.kernels = kernels;
        for (Trained trained : all) {
            matrices.put(
                    trained.name(),
                    kernels.create(trained.value().rows(), trained.value().columns()));
        }
    }

    /** The matrix for a trained one, of its shape. */
    Matrix of(Trained trained) {
        return find(trained.name());
    }

    private Matrix find(String name) {
        Matrix matrix = matrices.get(name);
        if (matrix == null) {
            throw new IllegalArgumentException("the optimizer has nothing for " + name);
        }
        return matrix;
    }

    /** All that {@link #read} reads. */
    Collection<Matrix> matrices() {
        return matrices.values();
    }

    /**
     * A copy.
     *
     * @param like parameters of the network; statistics, which no gradient changes, become 0
     */
    Parameters read(Parameters like) {
        return like.filled(
                tensor -> tensor.learned() ? kernels.read(find(tensor.name())) : new double[tensor.values().length]);
    }

    /** Replaces all matrices by what {@link #read} gave. */
    void write(Parameters values) {
        for (Parameters.Named tensor : values.named()) {
            if (tensor.learned()) {
                kernels.write(tensor.values(), find(tensor.name()));
            }
        }
    }

    /** Gives the storage back. */
    void release() {
        matrices.values().forEach(kernels::release);
    }
}
