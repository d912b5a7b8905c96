package org.layerlab.network.file;

import org.layerlab.network.matrix.Activation;

/** The operators and tensors that every network's ONNX graph has. */
final class OnnxNodes {
    /** The type of float32 tensors, {@code TensorProto.FLOAT}. */
    static final int FLOAT = 1;

    /** The name of what goes in. */
    static final String INPUT = "X";

    /** The name of what comes out. */
    static final String OUTPUT = "probability";

    private OnnxNodes() {}

    /** {@code Z = A·Wᵀ + b}, with b broadcast over the rows. */
    static ProtoMessage gemm(String a, String W, String b, String z) {
        ProtoMessage transB = new ProtoMessage().add(1, "transB").add(3, 1).add(20, 2); // i = 1, of type INT
        return new ProtoMessage()
                .add(1, a)
                .add(1, W)
                .add(1, b)
                .add(2, z)
                .add(3, "gemm_" + z)
                .add(4, "Gemm")
                .add(5, transB);
    }

    /** {@code A = g(Z)}. */
    static ProtoMessage activation(Activation activation, String z, String a) {
        String operator = activation.text().onnx();
        if (operator.isEmpty()) {
            throw new IllegalArgumentException(
                    "the activation " + activation.id() + " has no operator in ONNX's set 14");
        }
        ProtoMessage node = new ProtoMessage()
                .add(1, z)
                .add(2, a)
                .add(3, activation.id() + "_" + z)
                .add(4, operator);
        double alpha = activation.text().onnxAlpha();
        if (!Double.isNaN(alpha)) {
            node.add(
                    5,
                    new ProtoMessage()
                            .add(1, "alpha")
                            .addFloat(2, (float) alpha)
                            .add(20, 1));
        }
        return node;
    }

    /** A tensor of float32 numbers that the graph holds. */
    static ProtoMessage initializer(String name, double[] values, int... shape) {
        ProtoMessage tensor = new ProtoMessage();
        for (int n : shape) {
            tensor.add(1, n);
        }
        tensor.add(2, FLOAT).add(8, name);
        try {
            return tensor.add(
                    9, Tensor.of(Tensor.Type.F32, values, values.length).toRaw()); // raw_data
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }
}
