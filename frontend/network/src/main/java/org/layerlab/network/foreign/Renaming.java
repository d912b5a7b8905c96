package org.layerlab.network.foreign;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.file.Tensor;
import org.layerlab.network.file.TensorFile;

/** Gives names to tensors that only their order tells apart. */
final class Renaming {
    private static final List<String> NORM = List.of("gamma", "beta", "moving_mean", "moving_variance");

    private Renaming() {}

    /** Whether a file has nothing but {@code arr_0, arr_1, …}, as {@code numpy.savez} calls what was given no name. */
    static boolean isPositional(TensorFile file) {
        for (String name : file.tensors().keySet()) {
            if (Place.of(name).role() != Role.POSITION) {
                return false;
            }
        }
        return !file.tensors().isEmpty();
    }

    /**
     * The arrays as W1, b1, W2, b2, …: each matrix with the vector that follows it.
     *
     * @throws ParameterFileException when the arrays are not such pairs
     */
    static TensorFile ofPositions(TensorFile file) throws ParameterFileException {
        Map<String, Tensor> named = new LinkedHashMap<>();
        int count = file.tensors().size();
        int layer = 0;
        boolean open = false;
        for (int i = 0; i < count; i++) {
            String name = "arr_" + i;
            Tensor tensor = file.tensors().get(name);
            if (tensor == null) {
                throw new ParameterFileException("there are " + count + " arrays without names, but no " + name);
            }
            if (open && Layout.isVector(tensor)) {
                named.put("b" + layer, tensor);
                open = false;
            } else if (Layout.isWeight(tensor)) {
                layer++;
                named.put("W" + layer, tensor);
                open = true;
            } else {
                throw new ParameterFileException(
                        Listing.of(name, tensor) + " is neither the matrix of a layer nor the biases that follow one");
            }
        }
        return with(file, named);
    }

    /** The same with names for Keras's {@code vars/0, vars/1}: kernel and bias, or those of a batch normalization. */
    static TensorFile ofVariables(TensorFile file) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (String name : file.tensors().keySet()) {
            Place place = Place.of(name);
            if (place.role() == Role.VARIABLE) {
                counts.merge(place.layer(), 1, Integer::sum);
            }
        }
        if (counts.isEmpty()) {
            return file;
        }
        Map<String, Tensor> named = new LinkedHashMap<>();
        file.tensors().forEach((name, tensor) -> {
            Place place = Place.of(name);
            int count = counts.getOrDefault(place.layer(), 0);
            String word = "";
            if (place.role() == Role.VARIABLE && count == NORM.size() && place.index() < count) {
                word = NORM.get(place.index());
            } else if (place.role() == Role.VARIABLE && count <= 2) {
                word = place.index() == 0 ? "kernel" : "bias";
            }
            named.put(word.isEmpty() ? name : place.layer() + "." + word, tensor);
        });
        return with(file, named);
    }

    private static TensorFile with(TensorFile file, Map<String, Tensor> named) {
        return new TensorFile(named, file.skipped(), file.metadata(), Optional.empty(), file.ordered());
    }
}
