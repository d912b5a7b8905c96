package org.layerlab.network.foreign;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.file.Tensor;
import org.layerlab.network.file.TensorFile;
import org.layerlab.network.layer.Parameters;

/**
 * The layers that lie in a file, in the file's order, by the names of its tensors.
 *
 * @param norms batch normalizations with names of their own
 * @param roles that occur
 */
record Contents(List<Weights> weights, List<Norm> norms, Set<Role> roles) {
    /** What Keras adds to a variance; the others add what LayerLab adds. */
    private static final double KERAS_EPSILON = 1e-3;

    /**
     * Sorts the tensors into layers.
     *
     * @throws ParameterFileException naming the first tensor that belongs to no layer that is known here
     */
    static Contents of(TensorFile file) throws ParameterFileException {
        Map<String, Layer> layers = new LinkedHashMap<>();
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (Map.Entry<String, Tensor> entry : file.tensors().entrySet()) {
            Place place = Place.of(entry.getKey());
            Tensor tensor = entry.getValue();
            boolean counter = !tensor.type().isFloat() || tensor.rank() == 0;
            if (place.role() == Role.IGNORED || counter) {
                continue;
            }
            if (place.role().isUnknown()) {
                throw new ParameterFileException(
                        Listing.of(entry.getKey(), tensor) + " does not belong to any kind of layer known here");
            }
            roles.add(place.role());
            Layer layer = layers.get(place.layer());
            if (layer == null) {
                layer = new Layer(place);
                layers.put(place.layer(), layer);
            }
            if (layer.tensors.put(place.role(), tensor) != null) {
                throw new ParameterFileException(Listing.of(entry.getKey(), tensor) + " is there in two ways");
            }
            if (entry.getKey().contains("moving_")) {
                layer.epsilon = KERAS_EPSILON;
            }
            layer.depthwise |= entry.getKey().contains("depthwise");
        }
        for (Map.Entry<String, String> entry : file.skipped().entrySet()) {
            Role role = Place.of(entry.getKey()).role();
            if (role != Role.IGNORED && !role.isUnknown()) {
                throw new ParameterFileException(entry.getValue());
            }
        }
        List<Weights> weights = new ArrayList<>();
        List<Norm> norms = new ArrayList<>();
        for (Layer layer : layers.values()) {
            layer.addTo(weights, norms);
        }
        return new Contents(weights, norms, roles);
    }

    boolean has(Role role) {
        return roles.contains(role);
    }

    /** Whether biases lie in a row, (1, n), as where examples are rows: X·W + b. */
    boolean hasRows() {
        for (Weights layer : weights) {
            Tensor b = layer.b();
            if (b != null && b.rank() == 2 && b.dimension(0) == 1 && b.dimension(1) > 1) {
                return true;
            }
        }
        return false;
    }

    /** Whether these layers follow one another as they do in the file. */
    boolean isInFilesOrder(List<Weights> order) {
        for (int l = 0; l < order.size(); l++) {
            if (!order.get(l).place().equals(weights.get(l).place())) {
                return false;
            }
        }
        return true;
    }

    /** Whether some layer is a convolution. */
    boolean hasConvolutions() {
        for (Weights layer : weights) {
            if (layer.isConvolution()) {
                return true;
            }
        }
        return false;
    }

    /** All tensors that become parameters. */
    List<Tensor> tensors() {
        List<Tensor> all = new ArrayList<>();
        for (Weights layer : weights) {
            all.add(layer.W());
            add(all, layer.b());
            add(all, layer.norm());
        }
        for (Norm norm : norms) {
            add(all, norm);
        }
        return all;
    }

    private static void add(List<Tensor> all, @Nullable Norm norm) {
        if (norm != null) {
            add(all, norm.gamma());
            add(all, norm.beta());
            all.add(norm.mean());
            all.add(norm.variance());
        }
    }

    private static void add(List<Tensor> all, @Nullable Tensor tensor) {
        if (tensor != null) {
            all.add(tensor);
        }
    }

    /** The tensors of one layer. */
    private static final class Layer {
        private final Place place;
        private final Map<Role, Tensor> tensors = new EnumMap<>(Role.class);
        private double epsilon = Parameters.Norm.EPSILON;
        private boolean depthwise;

        Layer(Place place) {
            this.place = place;
        }

        private void addTo(List<Weights> weights, List<Norm> norms) throws ParameterFileException {
            Tensor mean = tensors.get(Role.MEAN);
            Tensor variance = tensors.get(Role.VARIANCE);
            Tensor W = first(Role.KERNEL, Role.MATRIX);
            Tensor weight = tensors.get(Role.WEIGHT);
            boolean normal = mean != null && variance != null;
            if (W == null && (!normal || (weight != null && Layout.isWeight(weight)))) {
                W = weight;
            }
            if (W == null && !normal) {
                throw new ParameterFileException(what() + " has neither weights nor the running mean and variance of a"
                        + " batch normalization, as all layers have that are known here");
            }
            if (W != null && !Layout.isWeight(W)) {
                throw new ParameterFileException(what() + " has weights " + W
                        + "; those of dense layers have two dimensions, those of convolutions four");
            }
            Tensor b = tensors.get(Role.BIAS);
            if (W != null && isDepthwise(W, b)) {
                W = W.reshaped(W.dimension(0), W.dimension(1), 1, W.dimension(2));
            }
            // Both in one layer: gamma1 beside W1, as LayerLab names them.
            Tensor beta = W == null ? first(Role.BETA, Role.BIAS) : tensors.get(Role.BETA);
            Tensor gamma = W == null ? first(Role.GAMMA, Role.WEIGHT) : tensors.get(Role.GAMMA);
            Norm norm = mean == null || variance == null
                    ? null
                    : new Norm(place, gamma, beta, vector(mean), vector(variance), epsilon);
            if (norm == null && (gamma != null || beta != null || mean != null || variance != null)) {
                throw new ParameterFileException(
                        what() + " has a scale, but not the running mean and variance of a batch normalization");
            }
            for (Tensor values : new Tensor[] {gamma, beta, variance}) {
                if (norm != null && values != null && vector(values).size() != norm.size()) {
                    throw new ParameterFileException(what() + " has a mean " + mean + " and beside it " + values);
                }
            }
            if (W != null) {
                weights.add(new Weights(place, W, b == null ? null : vector(b), norm));
            } else if (norm != null) {
                norms.add(norm);
            }
        }

        /**
         * Whether a kernel is (height, width, channels, 1), as in Keras where each channel has a filter of its own. In
         * memory it is a convolution's of one channel. A convolution with one filter has its shape, but one bias.
         */
        private boolean isDepthwise(Tensor W, @Nullable Tensor b) {
            return tensors.containsKey(Role.KERNEL)
                    && Layout.isConvolution(W)
                    && W.dimension(3) == 1
                    && (b == null ? depthwise : b.size() == W.dimension(2));
        }

        private @Nullable Tensor first(Role one, Role other) {
            Tensor tensor = tensors.get(one);
            return tensor == null ? tensors.get(other) : tensor;
        }

        private Tensor vector(Tensor tensor) throws ParameterFileException {
            if (!Layout.isVector(tensor)) {
                throw new ParameterFileException(what() + " has " + tensor + " where one value per unit is expected");
            }
            return tensor;
        }

        private String what() {
            return "layer " + ParameterFileException.quote(place.layer());
        }
    }
}
