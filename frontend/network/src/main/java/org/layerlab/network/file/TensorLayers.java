package org.layerlab.network.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Parameters;

/** Between {@link Parameters} and the tensors named {@code W1, b1, …, WL, bL}, {@code gamma1} …. */
final class TensorLayers {
    private TensorLayers() {}

    static Map<String, Tensor> write(Parameters parameters, Tensor.Type type) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Parameters.Named tensor : parameters.named()) {
            tensors.put(tensor.name(), tensor(tensor.name(), type, tensor.values(), tensor.rows(), tensor.columns()));
        }
        return tensors;
    }

    private static Tensor tensor(String name, Tensor.Type type, double[] values, int rows, int columns) {
        try {
            return Tensor.of(type, values, rows, columns);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }

    /** The same numbers in a type that NumPy has. */
    static Tensor forNumpy(Tensor tensor) {
        if (tensor.type() != Tensor.Type.BF16) {
            return tensor;
        }
        int[] shape = new int[tensor.rank()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = tensor.shape().get(i);
        }
        return Tensor.of(Tensor.Type.F32, tensor.toDoubles(), shape);
    }

    /**
     * The layers that these tensors make; tensors of other names are passed over.
     *
     * @throws ParameterFileException when one is missing, has a shape or type that no layer has, or when there are too many
     * @throws IllegalArgumentException when the layers do not fit on each other
     */
    static Parameters read(Map<String, Tensor> tensors, Limits limits) throws ParameterFileException {
        int depth = 0;
        long count = 0;
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            depth = Math.max(depth, Names.layer(entry.getKey()));
            if (Names.isParameter(entry.getKey())) {
                count += entry.getValue().size();
            }
        }
        if (tensors.containsKey("W0")) {
            throw new ParameterFileException("there is W0, but layers are numbered from 1: W1, b1, W2, b2, …");
        }
        if (depth == 0) {
            throw new ParameterFileException("there is no W1 in the file: parameters are named W1, b1, W2, b2, …");
        }
        if (count > limits.parameters()) {
            throw new ParameterFileException(
                    "the file has " + count + " parameters; at most " + limits.parameters() + " are allowed");
        }
        List<Parameters.Dense> layers = new ArrayList<>();
        for (int l = 1; l <= depth; l++) {
            // Before the limit on layers: of W1 and W999999 it is W2 that a person misses.
            Tensor W = find(tensors, "W" + l, depth);
            Tensor b = find(tensors, "b" + l, depth);
            if (l > Architecture.MOST_LAYERS) {
                throw new ParameterFileException(
                        "the file has " + depth + " layers; at most " + Architecture.MOST_LAYERS + " are allowed");
            }
            layers.add(layer(l, W, b, norm(tensors, l, depth)));
        }
        return new Parameters(layers);
    }

    private static Tensor find(Map<String, Tensor> tensors, String name, int depth) throws ParameterFileException {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            String last = name;
            for (String kind : List.of("variance", "mean", "beta", "gamma", "b", "W")) {
                last = tensors.containsKey(kind + depth) ? kind + depth : last;
            }
            throw new ParameterFileException(
                    last.equals(name) ? name + " is missing" : name + " is missing, but there is " + last);
        }
        if (!tensor.type().isFloat()) {
            throw new ParameterFileException(
                    name + " is of " + tensor.type() + "; parameters are F64, F32, F16 or BF16");
        }
        return tensor;
    }

    private static Parameters.Dense layer(int l, Tensor W, Tensor b, Parameters.@Nullable Norm norm)
            throws ParameterFileException {
        if (W.rank() != 2 || W.size() == 0) {
            throw new ParameterFileException(
                    "W" + l + " has the shape " + W.shapeText()
                            + "; it has to have two dimensions that are not 0, rows for this layer's units and columns for its inputs");
        }
        int rows = W.dimension(0);
        if (!isColumn(b)) {
            throw new ParameterFileException("b" + l + " has the shape " + b.shapeText() + "; for W" + l + " of "
                    + W.shapeText() + " it must be (" + rows + ", 1) or (" + rows + ")");
        }
        if (b.size() != rows) {
            throw new ParameterFileException(
                    "b" + l + " has " + b.size() + " values, but W" + l + " has " + rows + " rows");
        }
        return new Parameters.Dense(rows, W.dimension(1), W.toDoubles(), b.toDoubles(), norm);
    }

    private static boolean isColumn(Tensor tensor) {
        return tensor.rank() == 1 || (tensor.rank() == 2 && tensor.dimension(1) == 1);
    }

    /** The batch normalization of a layer; all of its four tensors, or none. */
    private static Parameters.@Nullable Norm norm(Map<String, Tensor> tensors, int l, int depth)
            throws ParameterFileException {
        boolean some = false;
        for (String kind : Names.NORM) {
            some |= tensors.containsKey(kind + l);
        }
        if (!some) {
            return null;
        }
        double[][] values = new double[Names.NORM.length][];
        for (int i = 0; i < values.length; i++) {
            String name = Names.NORM[i] + l;
            Tensor tensor = find(tensors, name, depth);
            Tensor W = find(tensors, "W" + l, depth);
            if (!isColumn(tensor) || W.rank() != 2 || tensor.size() != W.dimension(0)) {
                throw new ParameterFileException(name + " has the shape " + tensor.shapeText() + ", but W" + l + " has "
                        + W.shapeText() + ": it needs one value for each of its rows");
            }
            values[i] = tensor.toDoubles();
        }
        for (double variance : values[3]) {
            if (variance < 0) {
                throw new ParameterFileException("variance" + l + " has " + variance + ", which is below 0");
            }
        }
        return new Parameters.Norm(values[0], values[1], values[2], values[3]);
    }
}
