package org.layerlab.network.layer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.layerlab.network.data.Examples;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.FusedSteps;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.MapShape;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.matrix.PoolShape;

/**
 * A network of any {@link Architecture}: a list of layers that the values go through, and the gradients back. For two
 * classes it ends in a sigmoid with the cross-entropy cost {@code −Σ (Y·log AL + (1−Y)·log(1−AL)) / m}, for more in a
 * softmax with {@code −Σ Y·log AL / m}. A dense network is {@code [LINEAR → activation] × (L−1) → LINEAR → SIGMOID}.
 *
 * <p>Works on whole batches, features × examples, through the given kernels. Not safe for use by several threads.
 */
public final class Network {
    private final Kernels kernels;
    private final Architecture architecture;
    private final List<Layer> layers = new ArrayList<>();
    private final List<WeightedLayer> weighted = new ArrayList<>();
    /** For each weighted layer its index in layers. */
    private final List<Integer> places = new ArrayList<>();
    /** For each layer of the architecture the index in layers of the one that does it. */
    private final int[] layerOfStep;

    /**
     * A network with these parameters.
     *
     * @throws IllegalArgumentException when they are not of the architecture's shape
     */
    public Network(Kernels kernels, Architecture architecture, Parameters parameters) {
        this.kernels = kernels;
        this.architecture = architecture;
        architecture.require(parameters);
        layerOfStep = new int[architecture.layers().size()];
        MapShape shape = architecture.input();
        for (int i = 0; i < layerOfStep.length; i++) {
            LayerKind kind = architecture.layers().get(i);
            if (!isDoneByNorm(i)) {
                layers.add(layer(i, kind, shape, parameters));
            }
            layerOfStep[i] = layers.size() - 1;
            shape = kind.output(shape);
        }
    }

    private Layer layer(int i, LayerKind kind, MapShape input, Parameters parameters) {
        if (kind.weighted()) {
            int l = weighted.size() + 1;
            Parameters.Dense initial = parameters.layers().get(l - 1);
            WeightedLayer layer;
            if (kind instanceof LayerKind.Convolution convolution) {
                layer = new ConvolutionLayer(kernels, convolution.on(input), initial);
            } else {
                Activation activation = kind instanceof LayerKind.Dense dense ? dense.activation() : null;
                boolean hidden = i < layerOfStep.length - 1;
                layer = new DenseLayer(kernels, activation, initial, l, hidden);
            }
            weighted.add(layer);
            places.add(layers.size());
            return layer;
        }
        int features = input.features();
        if (kind instanceof LayerKind.BatchNorm) {
            Parameters.Norm initial =
                    parameters.layers().get(weighted.size() - 1).norm();
            if (initial == null) {
                throw new IllegalArgumentException("gamma" + weighted.size() + " is missing");
            }
            NormLayer norm = new NormLayer(kernels, features, isDoneByNorm(i + 1), initial);
            weighted.get(weighted.size() - 1).norm = norm;
            return norm;
        }
        if (kind instanceof LayerKind.Activate activate) {
            return new ActivationLayer(kernels, features, activate.activation());
        }
        if (kind instanceof LayerKind.MaxPool pool) {
            return PoolLayer.greatest(kernels, new PoolShape(input, pool.size()));
        }
        if (kind instanceof LayerKind.AveragePool) {
            return PoolLayer.mean(kernels, input);
        }
        if (kind instanceof LayerKind.Dropout dropout) {
            return new DropoutLayer(kernels, features, dropout.share(), i);
        }
        throw new IllegalArgumentException("a network can't have a layer " + kind);
    }

    /** Whether a layer of the architecture is a rectifier that the normalisation before it does on its way. */
    private boolean isDoneByNorm(int i) {
        return i > 0
                && i < layerOfStep.length
                && architecture.layers().get(i) instanceof LayerKind.Activate activate
                && activate.activation() == Activation.RELU
                && architecture.layers().get(i - 1) instanceof LayerKind.BatchNorm;
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
        return new Pass(layers, layerOfStep, m);
    }

    /**
     * Room for batches of m examples in which batch normalisation goes by the batch, as while training; no layer leaves
     * values out. The caller releases it.
     */
    public Pass trainingPass(int m) {
        Pass pass = pass(m);
        pass.mode = new Pass.Mode(true, 1, 0);
        return pass;
    }

    /**
     * The probabilities of class 1, or of each class: from {@code A_0 = X} through all layers.
     *
     * @param X shape (n_0, m); not modified
     * @param pass of m examples; keeps what every layer gave for {@link #backward}
     * @return AL, shape (outputs, m), owned by the pass
     */
    public Matrix forward(Matrix X, Pass pass) {
        finish(forwardWork(X, pass));
        return output(pass).A;
    }

    /** {@link #forward} as pieces of work, one a layer. */
    public List<Work> forwardWork(Matrix X, Pass pass) {
        List<Work> work = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            int index = i;
            Layer layer = layers.get(i);
            Pass.Room room = pass.room(i);
            work.add(new Work(
                    layer.flops(pass.m()),
                    (part, parts) -> layer.forward(input(index, X, pass), room, pass.mode, part, parts)));
        }
        return work;
    }

    static void finish(List<Work> pieces) {
        for (Work work : pieces) {
            work.advance(Double.POSITIVE_INFINITY);
        }
    }

    private Pass.Room output(Pass pass) {
        return pass.room(layers.size() - 1);
    }

    /**
     * The mean cross-entropy of the last {@link #forward}.
     *
     * @param Y shape (1, m), each 0 or 1; of several classes (classes, m), 1 for the right one
     * @return at least 0; infinite where a certain answer is wrong, NaN once the parameters are
     */
    public double cost(Pass pass, Matrix Y) {
        Matrix AL = output(pass).A;
        double sum = AL.rows() == 1 ? kernels.crossEntropy(AL, Y) : kernels.classCrossEntropy(AL, Y);
        return sum / pass.m();
    }

    /** How many of the last {@link #forward}'s answers are right. */
    public int countCorrect(Pass pass, Matrix Y) {
        Matrix AL = output(pass).A;
        return AL.rows() == 1 ? kernels.countCorrect(AL, Y) : kernels.countCorrectClasses(AL, Y);
    }

    /**
     * The gradients of the cost of the last {@link #forward}. For dense layers: {@code dZ_L = AL − Y;
     * dZ_{l−1} = W_lᵀ·dZ_l ∘ g'(Z_{l−1}); dW_l = dZ_l·A_{l−1}ᵀ / m; db_l = Σ dZ_l / m}. They stay with the network
     * for {@link #gradients}.
     *
     * @param X what forward was given
     * @param Y shape (outputs, m)
     */
    public void backward(Matrix X, Matrix Y, Pass pass) {
        backwardToLayers(X, Y, pass);
        for (int l = 1; l <= weighted.size(); l++) {
            weighted.get(l - 1).backward(dZ(l, pass), given(l, X, pass));
        }
    }

    /** The errors dZ of all layers, which stay in the pass; the parameters' gradients follow from each alone. */
    void backwardToLayers(Matrix X, Matrix Y, Pass pass) {
        finish(backwardWork(X, Y, pass));
    }

    /** {@link #backwardToLayers} as pieces of work, one a layer. */
    public List<Work> backwardWork(Matrix X, Matrix Y, Pass pass) {
        List<Work> work = new ArrayList<>();
        Pass.Room output = output(pass);
        work.add(Work.whole(() -> kernels.outputError(output.A, Y, output.dZ())));
        for (int i = layers.size() - 1; i > 0; i--) {
            int index = i;
            Layer layer = layers.get(i);
            Layer layerBefore = layers.get(i - 1);
            Pass.Room room = pass.room(i);
            Pass.Room before = pass.room(i - 1);
            work.add(new Work(layer.flops(pass.m()), (part, parts) -> {
                layer.backwardToInput(input(index, X, pass), room, pass.mode, before.dZ(), part, parts);
                if (part == parts - 1) {
                    layerBefore.backwardToZ(before);
                }
            }));
        }
        return work;
    }

    /** What layers[i] was given in the last forward pass, with X for the first. */
    private static Matrix input(int i, Matrix X, Pass pass) {
        return i == 0 ? X : pass.room(i - 1).given();
    }

    /** What weighted layer l (from 1) was given in the last forward pass. */
    public Matrix given(int l, Matrix X, Pass pass) {
        return input(places.get(l - 1), X, pass);
    }

    /** The gradient by Z of weighted layer l (from 1). */
    public Matrix dZ(int l, Pass pass) {
        return pass.room(places.get(l - 1)).dZ();
    }

    /**
     * How the answer changes with the input: {@code dX = ∂Z_L/∂X} at the last {@link #forward}, every example by
     * itself; of several classes for the sum of their Z.
     *
     * @param X what forward was given
     * @param pass overwrites its dZ; no unit may have been left out
     * @param dX shape (n_0, m), overwritten
     */
    public void inputGradient(Matrix X, Pass pass, Matrix dX) {
        double[] ones = new double[output(pass).Z.rows() * pass.m()];
        Arrays.fill(ones, 1);
        kernels.write(ones, output(pass).dZ());
        for (int i = layers.size() - 1; i >= 0; i--) {
            Matrix dIn = i == 0 ? dX : pass.room(i - 1).dZ();
            layers.get(i).backwardToInput(input(i, X, pass), pass.room(i), pass.mode, dIn, 0, 1);
            if (i > 0) {
                layers.get(i - 1).backwardToZ(pass.room(i - 1));
            }
        }
    }

    /**
     * Refuses examples that this network can't take.
     *
     * @throws IllegalArgumentException naming both numbers of features
     */
    public void requireFitting(Examples examples) {
        if (examples.features() != architecture.inputs()) {
            throw new IllegalArgumentException("the examples have " + examples.features()
                    + " features, but the network takes " + architecture.inputs());
        }
    }

    /** A copy of the parameters. */
    public Parameters parameters() {
        return new Parameters(weighted.stream().map(WeightedLayer::parameters).toList());
    }

    /** A copy of the gradients of the last {@link #backward}, in the parameters' shape. */
    public Parameters gradients() {
        return new Parameters(weighted.stream().map(WeightedLayer::gradients).toList());
    }

    /**
     * Replaces the parameters.
     *
     * @throws IllegalArgumentException when they are not of the architecture's shape
     */
    public void set(Parameters parameters) {
        architecture.require(parameters);
        for (int l = 1; l <= weighted.size(); l++) {
            weighted.get(l - 1).set(parameters.layers().get(l - 1));
        }
    }

    /** Gives the storage back; passes are released by those who made them. */
    public void release() {
        layers.forEach(Layer::release);
    }

    /** The layers of a dense network with their room in a pass, for kernels that make many updates at once. */
    public List<FusedSteps.Dense> fused(Pass pass) {
        List<FusedSteps.Dense> dense = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            if (layers.get(i) instanceof DenseLayer layer) {
                Pass.Room room = pass.room(i);
                dense.add(new FusedSteps.Dense(
                        layer.activation(), layer.W, layer.b, layer.dW(), layer.db, room.Z, room.A, room.dZ()));
            }
        }
        return dense;
    }

    /** The layers with weights, in order. */
    public List<WeightedLayer> weighted() {
        return weighted;
    }
}
