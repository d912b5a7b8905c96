package org.layerlab.page.kernels;

import java.util.List;
import org.layerlab.kernels.KernelLayout;
import org.layerlab.kernels.KernelLayout.LayerWord;
import org.layerlab.kernels.KernelLayout.NetworkWord;
import org.layerlab.network.matrix.FusedSteps.Dense;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.matrix.Shapes;

/** A network described to the module, so that one call makes many iterations. Owns the description. */
final class WasmNetwork {
    private final KernelCalls calls;
    private final TensorMemory memory;
    private final WasmMatrices matrices;
    private int description;
    private long descriptionBytes;

    WasmNetwork(KernelCalls calls, TensorMemory memory, WasmMatrices matrices) {
        this.calls = calls;
        this.memory = memory;
        this.matrices = matrices;
    }

    void release() {
        if (description != 0) {
            memory.release(description, descriptionBytes);
            description = 0;
            descriptionBytes = 0;
        }
    }

    /**
     * Writes the description.
     *
     * @param X shape (inputs, m)
     * @param Y shape (1, m)
     * @param scratch the products' scratch memory
     * @return its address
     * @throws IllegalArgumentException when the layers do not fit together
     */
    int describe(List<Dense> layers, Matrix X, Matrix Y, int scratch) {
        int m = X.columns();
        Shapes.shape("Y", Y, 1, m, "X");
        reserve(KernelLayout.LAYERS_OFFSET + (long) KernelLayout.LAYER_BYTES * layers.size());
        put(description, NetworkWord.DEPTH, layers.size());
        put(description, NetworkWord.M, m);
        put(description, NetworkWord.X, matrices.at(X));
        put(description, NetworkWord.Y, matrices.at(Y));
        put(description, NetworkWord.SCRATCH, scratch);
        int at = description + KernelLayout.LAYERS_OFFSET;
        int inputs = X.rows();
        for (Dense layer : layers) {
            describe(layer, inputs, m, at);
            at += KernelLayout.LAYER_BYTES;
            inputs = layer.W().rows();
        }
        Shapes.shape("the output", layers.get(layers.size() - 1).A(), 1, m, "Y");
        return description;
    }

    private void describe(Dense layer, int inputs, int m, int at) {
        int n = layer.W().rows();
        Shapes.shape("W", layer.W(), n, inputs, "the layer before");
        Shapes.shape("b", layer.b(), n, 1, "W");
        Shapes.same("W", layer.W(), "dW", layer.dW());
        Shapes.same("b", layer.b(), "db", layer.db());
        Shapes.shape("Z", layer.Z(), n, m, "W·A");
        Shapes.same("Z", layer.Z(), "A", layer.A());
        Shapes.same("Z", layer.Z(), "dZ", layer.dZ());
        put(at, LayerWord.W, matrices.at(layer.W()));
        put(at, LayerWord.B, matrices.at(layer.b()));
        put(at, LayerWord.DW, matrices.at(layer.dW()));
        put(at, LayerWord.DB, matrices.at(layer.db()));
        put(at, LayerWord.Z, matrices.at(layer.Z()));
        put(at, LayerWord.A, matrices.at(layer.A()));
        put(at, LayerWord.DZ, matrices.at(layer.dZ()));
        put(at, LayerWord.N, n);
        put(at, LayerWord.INPUTS, inputs);
        put(at, LayerWord.ACTIVATION, layer.activation().number());
    }

    private void reserve(long size) {
        if (size > descriptionBytes) {
            release();
            description = memory.allocate(size);
            descriptionBytes = size;
        }
    }

    private void put(int at, int word, int value) {
        calls.storeInt(at + Integer.BYTES * word, value);
    }
}
