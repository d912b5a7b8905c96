package org.layerlab.network.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.LayerKind;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.MapShape;

/**
 * Writes the layers of a network that has others than dense ones: {@code Conv}, {@code MaxPool}, {@code
 * GlobalAveragePool}, {@code BatchNormalization}, {@code Gemm} and activations. Dropout leaves nothing out when
 * predicting, and so has no operator.
 *
 * <p>An example is a row in the order row, column, channel, or a map with its channels first, whichever the next
 * operator takes.
 */
final class OnnxLayers {
    private static final int INT64 = 7;

    private final ProtoMessage graph;
    private final Parameters parameters;
    private final Architecture architecture;
    private final List<ProtoMessage> initializers = new ArrayList<>();
    private String value = OnnxNodes.INPUT;
    private boolean isMap;
    private int made;
    private int weighted;
    /** What each open skip keeps. */
    private final List<String> kept = new ArrayList<>();

    OnnxLayers(ProtoMessage graph, Parameters parameters, Architecture architecture) {
        this.graph = graph;
        this.parameters = parameters;
        this.architecture = architecture;
    }

    /** Adds the operators; the tensors that they take. */
    List<ProtoMessage> add() {
        for (int i = 0; i < architecture.layers().size(); i++) {
            boolean last = i == architecture.layers().size() - 1;
            add(architecture.layers().get(i), architecture.shape(i), last);
        }
        return initializers;
    }

    private void add(LayerKind layer, MapShape input, boolean last) {
        if (layer instanceof LayerKind.Convolution convolution) {
            needMap(input);
            weighted++;
            convolve(convolution, input);
        } else if (layer instanceof LayerKind.Depthwise depthwise) {
            needMap(input);
            weighted++;
            convolve(depthwise, input);
        } else if (layer instanceof LayerKind.Skip) {
            need(input);
            kept.add(value);
        } else if (layer instanceof LayerKind.Add) {
            need(input);
            node("Add", List.of(value, kept.remove(kept.size() - 1)), next());
        } else if (layer instanceof LayerKind.Dense dense) {
            needRow(input);
            weighted++;
            gemm();
            String out = last ? OnnxNodes.OUTPUT : next();
            graph.add(1, OnnxNodes.activation(dense.activation(), value, out));
            value = out;
        } else if (layer instanceof LayerKind.Softmax) {
            needRow(input);
            weighted++;
            gemm();
            node("Softmax", OnnxNodes.OUTPUT, integer("axis", 1));
        } else if (layer instanceof LayerKind.BatchNorm) {
            if (input.pixels() > 1) {
                needMap(input);
            }
            normalize();
        } else if (layer instanceof LayerKind.MaxPool pool) {
            needMap(input);
            node(
                    "MaxPool",
                    next(),
                    integers("kernel_shape", pool.size(), pool.size()),
                    integers("strides", pool.size(), pool.size()));
        } else if (layer instanceof LayerKind.AveragePool) {
            needMap(input);
            node("GlobalAveragePool", next());
            node("Flatten", next(), integer("axis", 1));
            isMap = false;
        } else if (layer instanceof LayerKind.Activate activate) {
            String out = next();
            graph.add(1, OnnxNodes.activation(activate.activation(), value, out));
            value = out;
        } else if (!(layer instanceof LayerKind.Dropout)) {
            throw new IllegalArgumentException("ONNX export does not know the layer " + layer);
        }
    }

    private void convolve(LayerKind.Convolution convolution, MapShape input) {
        Parameters.Dense layer = parameters.layers().get(weighted - 1);
        int kernel = convolution.kernel();
        int channels = input.channels();
        double[] W = layer.W();
        double[] turned = new double[W.length];
        for (int i = 0; i < W.length; i++) {
            int tap = i / channels % (kernel * kernel);
            int filter = i / channels / (kernel * kernel);
            turned[(filter * channels + i % channels) * kernel * kernel + tap] = W[i];
        }
        convolve(layer, turned, channels, convolution.window(), 1);
    }

    private void convolve(LayerKind.Depthwise depthwise, MapShape input) {
        Parameters.Dense layer = parameters.layers().get(weighted - 1);
        convolve(layer, layer.W(), 1, depthwise.window(), input.channels());
    }

    /** The operator, with weights in the order filter, channel, row, column. */
    private void convolve(Parameters.Dense layer, double[] W, int channels, LayerKind.Window window, int group) {
        int kernel = window.kernel();
        initializers.add(OnnxNodes.initializer("W" + weighted, W, layer.rows(), channels, kernel, kernel));
        initializers.add(OnnxNodes.initializer("b" + weighted, layer.b(), layer.rows()));
        int p = window.padding();
        node(
                "Conv",
                List.of(value, "W" + weighted, "b" + weighted),
                next(),
                integer("group", group),
                integers("kernel_shape", kernel, kernel),
                integers("strides", window.stride(), window.stride()),
                integers("pads", p, p, p, p));
    }

    /** The one form that both ends of a skip have: a map of several pixels, else a row. */
    private void need(MapShape shape) {
        if (shape.pixels() > 1) {
            needMap(shape);
        } else {
            needRow(shape);
        }
    }

    private void gemm() {
        Parameters.Dense layer = parameters.layers().get(weighted - 1);
        initializers.add(OnnxNodes.initializer("W" + weighted, layer.W(), layer.rows(), layer.columns()));
        initializers.add(OnnxNodes.initializer("b" + weighted, layer.b(), layer.rows()));
        String out = next();
        graph.add(1, OnnxNodes.gemm(value, "W" + weighted, "b" + weighted, out));
        value = out;
    }

    private void normalize() {
        Parameters.Norm norm = parameters.layers().get(weighted - 1).norm();
        if (norm == null) {
            throw new IllegalArgumentException("gamma" + weighted + " is missing");
        }
        String[] names = {"gamma" + weighted, "beta" + weighted, "mean" + weighted, "variance" + weighted};
        double[][] values = {norm.gamma(), norm.beta(), norm.mean(), norm.variance()};
        List<String> inputs = new ArrayList<>(List.of(value));
        for (int i = 0; i < names.length; i++) {
            initializers.add(OnnxNodes.initializer(names[i], values[i], values[i].length));
            inputs.add(names[i]);
        }
        node(
                "BatchNormalization",
                inputs,
                next(),
                new ProtoMessage()
                        .add(1, "epsilon")
                        .addFloat(2, (float) Parameters.Norm.EPSILON)
                        .add(20, 1));
    }

    /** Makes a map with its channels first of a row. */
    private void needMap(MapShape shape) {
        if (isMap) {
            return;
        }
        ByteBuffer sizes = ByteBuffer.allocate(4 * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        // 0 keeps the number of examples.
        sizes.putLong(0).putLong(shape.height()).putLong(shape.width()).putLong(shape.channels());
        String name = "shape" + made;
        initializers.add(new ProtoMessage().add(1, 4).add(2, INT64).add(8, name).add(9, sizes.array()));
        node("Reshape", List.of(value, name), next());
        node("Transpose", next(), integers("perm", 0, 3, 1, 2));
        isMap = true;
    }

    private void needRow(MapShape shape) {
        if (!isMap) {
            return;
        }
        if (shape.pixels() > 1) {
            node("Transpose", next(), integers("perm", 0, 2, 3, 1));
        }
        node("Flatten", next(), integer("axis", 1));
        isMap = false;
    }

    private String next() {
        made++;
        return "A" + made;
    }

    private void node(String operator, String out, ProtoMessage... attributes) {
        node(operator, List.of(value), out, attributes);
    }

    private void node(String operator, List<String> inputs, String out, ProtoMessage... attributes) {
        ProtoMessage node = new ProtoMessage();
        inputs.forEach(input -> node.add(1, input));
        node.add(2, out).add(3, operator + "_" + out).add(4, operator);
        for (ProtoMessage attribute : attributes) {
            node.add(5, attribute);
        }
        graph.add(1, node);
        value = out;
    }

    private static ProtoMessage integer(String name, int value) {
        return new ProtoMessage().add(1, name).add(3, value).add(20, 2); // of type INT
    }

    private static ProtoMessage integers(String name, int... values) {
        ProtoMessage attribute = new ProtoMessage().add(1, name);
        for (int value : values) {
            attribute.add(8, value);
        }
        return attribute.add(20, 7); // of type INTS
    }
}
