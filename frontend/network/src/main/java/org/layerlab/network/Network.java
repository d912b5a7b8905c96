package org.layerlab.network;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.FusedSteps;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;

/**
 * An L-layer network for two classes: {@code [LINEAR → activation] × (L−1) → LINEAR → SIGMOID}, with the
 * cross-entropy cost {@code −Σ (Y·log AL + (1−Y)·log(1−AL)) / m} and its gradients.
 *
 * <p>Works on whole batches, features × examples, through the given kernels. Not safe for use by several threads.
 */
public final class Network {
    private final Kernels kernels;
    private final Architecture architecture;
    private final List<Layer> layers = new ArrayList<>();

    /**
     * A network with these parameters.
     *
     * @throws IllegalArgumentException when they are not of the architecture's shape
     */
    public Network(Kernels kernels, Architecture architecture, Parameters parameters) {
        this.kernels = kernels;
        this.architecture = architecture;
        requireShape(parameters);
        for (int l = 1; l <= architecture.depth(); l++) {
            layers.add(new Layer(
                    kernels,
                    architecture.activations().get(l - 1),
                    parameters.layers().get(l - 1)));
        }
    }

    /** The shape. */
    public Architecture architecture() {
        return architecture;
    }

    /** What computes, and owns the matrices. */
    public Kernels kernels() {
        return kernels;
    }

    /** Room for batches of m examples; the caller releases it. */
    public Pass pass(int m) {
        return new Pass(kernels, layers, m);
    }

    /**
     * The probabilities of class 1: {@code Z_l = W_l·A_{l−1} + b_l, A_l = g_l(Z_l)} from {@code A_0 = X}.
     *
     * @param X shape (n_0, m); not modified
     * @param pass of m examples; keeps Z and A of every layer for {@link #backward}
     * @return AL, shape (1, m), owned by the pass
     */
    public Matrix forward(Matrix X, Pass pass) {
        finish(forwardWork(X, pass));
        return pass.A(layers.size());
    }

    /** {@link #forward} as pieces of work, one a layer. */
    List<Work> forwardWork(Matrix X, Pass pass) {
        List<Work> work = new ArrayList<>();
        for (int l = 1; l <= layers.size(); l++) {
            int layer = l;
            Pass.Room room = pass.room(l);
            work.add(new Work(layers.get(l - 1).flops(pass.m()), (part, parts) -> {
                layers.get(layer - 1).forward(input(layer, X, pass), room.Z, room.A, part, parts);
                if (part == parts - 1 && layer < layers.size()) {
                    pass.dropped(layer);
                }
            }));
        }
        return work;
    }

    static void finish(List<Work> pieces) {
        for (Work work : pieces) {
            work.advance(Double.POSITIVE_INFINITY);
        }
    }

    /**
     * The mean cross-entropy of the last {@link #forward}.
     *
     * @param Y shape (1, m), each 0 or 1
     * @return at least 0; infinite where a certain answer is wrong, NaN once the parameters are
     */
    public double cost(Pass pass, Matrix Y) {
        return kernels.crossEntropy(pass.A(layers.size()), Y) / pass.m();
    }

    /**
     * The gradients of the cost of the last {@link #forward}: {@code dZ_L = AL − Y;
     * dZ_{l−1} = W_lᵀ·dZ_l ∘ g'(Z_{l−1}); dW_l = dZ_l·A_{l−1}ᵀ / m; db_l = Σ dZ_l / m}. They stay with the network
     * for {@link #gradients}.
     *
     * @param X what forward was given
     * @param Y shape (1, m)
     */
    public void backward(Matrix X, Matrix Y, Pass pass) {
        backwardToLayers(Y, pass);
        for (int l = 1; l <= layers.size(); l++) {
            layers.get(l - 1).backward(pass.room(l).dZ, input(l, X, pass));
        }
    }

    /** The errors dZ of all layers, which stay in the pass; the parameters' gradients follow from each alone. */
    void backwardToLayers(Matrix Y, Pass pass) {
        finish(backwardWork(Y, pass));
    }

    /** {@link #backwardToLayers} as pieces of work, one a layer. */
    List<Work> backwardWork(Matrix Y, Pass pass) {
        List<Work> work = new ArrayList<>();
        int depth = layers.size();
        Pass.Room output = pass.room(depth);
        work.add(Work.whole(() -> kernels.outputError(output.A, Y, output.dZ)));
        for (int l = depth; l > 1; l--) {
            Layer layer = layers.get(l - 1);
            Pass.Room room = pass.room(l);
            Pass.Room before = pass.room(l - 1);
            Activation g = layers.get(l - 2).activation;
            work.add(new Work(layer.flops(pass.m()), (part, parts) -> {
                layer.backwardToInput(room.dZ, before.dZ, part, parts);
                if (part < parts - 1) {
                    return;
                }
                if (pass.dropout.keep() < 1 && before.mask != null) {
                    kernels.scaleBy(before.dZ, before.mask);
                }
                kernels.activateBackward(g, before.Z, before.A, before.dZ, before.dZ);
            }));
        }
        return work;
    }

    /** What layer l was given in the last forward pass, with X for the first. */
    Matrix input(int l, Matrix X, Pass pass) {
        return l == 1 ? X : pass.given(l - 1);
    }

    /** A copy of the parameters. */
    public Parameters parameters() {
        return new Parameters(layers.stream().map(Layer::parameters).toList());
    }

    /** A copy of the gradients of the last {@link #backward}, in the parameters' shape. */
    public Parameters gradients() {
        return new Parameters(layers.stream().map(Layer::gradients).toList());
    }

    /**
     * Replaces the parameters.
     *
     * @throws IllegalArgumentException when they are not of the architecture's shape
     */
    public void set(Parameters parameters) {
        requireShape(parameters);
        for (int l = 1; l <= layers.size(); l++) {
            layers.get(l - 1).set(parameters.layers().get(l - 1));
        }
    }

    /** Gives the storage back; passes are released by those who made them. */
    public void release() {
        layers.forEach(Layer::release);
    }

    /** The layers with their room in a pass, for kernels that make many updates at once. */
    List<FusedSteps.Dense> fused(Pass pass) {
        List<FusedSteps.Dense> dense = new ArrayList<>();
        for (int l = 1; l <= layers.size(); l++) {
            Layer layer = layers.get(l - 1);
            Pass.Room room = pass.room(l);
            dense.add(new FusedSteps.Dense(
                    layer.activation, layer.W, layer.b, layer.dW(), layer.db, room.Z, room.A, room.dZ));
        }
        return dense;
    }

    List<Layer> layers() {
        return layers;
    }

    private void requireShape(Parameters parameters) {
        if (!parameters.layerDims().equals(architecture.layerDims())) {
            throw new IllegalArgumentException("the parameters are of a network " + parameters.layerDims()
                    + ", but the layers are " + architecture.layerDims());
        }
    }
}
