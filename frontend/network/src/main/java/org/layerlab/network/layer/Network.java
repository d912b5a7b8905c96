package org.layerlab.network.layer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.layerlab.network.data.Examples;
import org.layerlab.network.matrix.FusedSteps;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.matrix.NumberListener;

/**
 * A network of any {@link Architecture}: a list of layers that the values go through, and the gradients back. For two
 * classes it ends in a sigmoid with the cross-entropy cost {@code −Σ (Y·log AL + (1−Y)·log(1−AL)) / m}, for more in a
 * softmax with {@code −Σ Y·log AL / m}, and for a number in a linear unit with {@code Σ ½(AL − Y)² / m}. A dense network is {@code [LINEAR → activation] × (L−1) → LINEAR → SIGMOID}.
 *
 * <p>Works on whole batches, features × examples, through the given kernels. Not safe for use by several threads.
 */
public class Network {
    final Kernels kernels;
    private final Architecture architecture;
    private final List<Stage> stages;
    private final List<Layer> layers = new ArrayList<>();
    private final Tensors tensors;
    private final boolean predicting;

    /**
     * A network with these parameters.
     *
     * @throws IllegalArgumentException when they are not of the architecture's shape
     */
    public Network(Kernels kernels, Architecture architecture, Parameters parameters) {
        this(kernels, architecture, parameters, false);
    }

    private Network(Kernels kernels, Architecture architecture, Parameters parameters, boolean predicting) {
        this.kernels = kernels;
        this.architecture = architecture;
        this.predicting = predicting;
        architecture.require(parameters);
        stages = Stage.of(architecture, predicting);
        LayerMaker maker = new LayerMaker(kernels, architecture, parameters);
        for (Stage stage : stages) {
            layers.add(maker.layer(stage));
        }
        tensors = new Tensors(kernels, layers);
    }

    /**
     * A network that gives the same answers in fewer steps and has no gradients: batch normalization is folded into the
     * weights before it, and a convolution does the ReLU that follows. Its architecture is the one without what was
     * folded.
     *
     * @throws IllegalArgumentException when the parameters are not of the architecture's shape
     */
    public static Network predicting(Kernels kernels, Architecture architecture, Parameters parameters) {
        architecture.require(parameters);
        Folding folding = Folding.of(architecture, parameters);
        return new Network(kernels, folding.architecture(), folding.parameters(), true);
    }

    /** A network of the same kind with the same parameters that computes with these kernels. */
    public Network on(Kernels other) {
        return new Network(other, architecture, parameters(), predicting);
    }

    /** The shape. */
    public Architecture architecture() {
        return architecture;
    }

    /** What computes, and owns the matrices. */
    public Kernels kernels() {
        return kernels;
    }

    /** Buffers for batches of m examples; the caller releases them. */
    public Pass pass(int m) {
        List<LayerBuffers> own = new ArrayList<>();
        List<LayerBuffers> ofArchitecture = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            LayerBuffers buffers = layers.get(i).buffers(m);
            own.add(buffers);
            if (stages.get(i).added() >= 0) {
                buffers.setAdded(own.get(stages.get(i).added()));
            }
            for (int n = 0; n < stages.get(i).span(); n++) {
                ofArchitecture.add(buffers);
            }
        }
        return new Pass(m, own, ofArchitecture);
    }

    /**
     * Buffers for batches of m examples in which batch normalization uses the batch's mean and variance, as while
     * training; no layer leaves values out. The caller releases them.
     */
    public Pass trainingPass(int m) {
        Pass pass = pass(m);
        pass.mode = new Mode(true, 1, 0);
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
            LayerBuffers buffers = pass.buffers(i);
            work.add(new Work(
                    layer.flops(pass.m()),
                    (part, parts) -> layer.forward(input(index, X, pass), buffers, pass.mode, part, parts)));
        }
        return work;
    }

    static void finish(List<Work> pieces) {
        for (Work work : pieces) {
            work.advance(Double.POSITIVE_INFINITY);
        }
    }

    private LayerBuffers output(Pass pass) {
        return pass.buffers(layers.size() - 1);
    }

    /**
     * The mean cross-entropy of the last {@link #forward}, or half its mean squared error.
     *
     * @param Y shape (1, m), each 0 or 1, or any number; of several classes (classes, m), 1 for the right one
     * @return at least 0; infinite where a certain answer is wrong, NaN once the parameters are
     */
    public double cost(Pass pass, Matrix Y) {
        return costs(output(pass), Y) / pass.m();
    }

    /**
     * Tells {@link #cost(Pass, Matrix)} once it is known: at once where the kernels {@linkplain Kernels#answersAtOnce
     * answer at once}. The cost of a regression is read, which other kernels can't do.
     */
    public void cost(Pass pass, Matrix Y, NumberListener cost) {
        if (kernels.answersAtOnce() || architecture.isRegression()) {
            cost.known(cost(pass, Y));
            return;
        }
        Matrix AL = output(pass).A;
        NumberListener sum = number -> cost.known(number / pass.m());
        if (AL.rows() == 1) {
            kernels.crossEntropy(AL, Y, sum);
        } else {
            kernels.classCrossEntropy(AL, Y, sum);
        }
    }

    /** The summed cost of the examples whose output is in these buffers. */
    double costs(LayerBuffers output, Matrix Y) {
        Matrix AL = output.A;
        if (architecture.isRegression()) {
            return squaredErrors(AL, Y) / 2;
        }
        return AL.rows() == 1 ? kernels.crossEntropy(AL, Y) : kernels.classCrossEntropy(AL, Y);
    }

    /** {@code Σ (AL − Y)²}, in the order of the examples. */
    private double squaredErrors(Matrix AL, Matrix Y) {
        double[] a = kernels.read(AL);
        double[] y = kernels.read(Y);
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            double off = a[i] - y[i];
            sum += off * off;
        }
        return sum;
    }

    /** Writes each example's gradient of the cost by Z_L into the output's dZ. */
    void outputError(LayerBuffers output, Matrix Y) {
        kernels.outputError(output.A, Y, output.dZ());
    }

    /** How many of the last {@link #forward}'s answers are right; of numbers none. */
    public int countCorrect(Pass pass, Matrix Y) {
        Matrix AL = output(pass).A;
        if (architecture.isRegression()) {
            return 0;
        }
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
        for (int i = 0; i < layers.size(); i++) {
            layers.get(i).backwardToTrained(pass.buffers(i).dZ(), input(i, X, pass));
        }
    }

    /** The errors dZ of all layers, which stay in the pass; the parameters' gradients follow from each alone. */
    void backwardToLayers(Matrix X, Matrix Y, Pass pass) {
        finish(backwardWork(X, Y, pass));
    }

    /** {@link #backwardToLayers} as pieces of work, one a layer. */
    public List<Work> backwardWork(Matrix X, Matrix Y, Pass pass) {
        requireGradients();
        List<Work> work = new ArrayList<>();
        LayerBuffers output = output(pass);
        work.add(Work.whole(() -> outputError(output, Y)));
        for (int i = layers.size() - 1; i > 0; i--) {
            int index = i;
            Layer layer = layers.get(i);
            Layer layerBefore = layers.get(i - 1);
            LayerBuffers buffers = pass.buffers(i);
            LayerBuffers before = pass.buffers(i - 1);
            work.add(new Work(layer.flops(pass.m()), (part, parts) -> {
                layer.backwardToInput(input(index, X, pass), buffers, pass.mode, before.dZ(), part, parts);
                if (part == parts - 1) {
                    addSkipped(index - 1, pass);
                    layerBefore.backwardToZ(before);
                }
            }));
        }
        return work;
    }

    /** Adds the gradients of those that added what layers[i] gave: they are later, and so have theirs. */
    private void addSkipped(int i, Pass pass) {
        for (int j = i + 1; j < layers.size(); j++) {
            if (stages.get(j).added() == i) {
                kernels.add(
                        pass.buffers(j).dZ(),
                        pass.buffers(i).dZ(),
                        pass.buffers(i).dZ());
            }
        }
    }

    /** What layers[i] was given in the last forward pass, with X for the first. */
    private static Matrix input(int i, Matrix X, Pass pass) {
        return i == 0 ? X : pass.buffers(i - 1).given();
    }

    /**
     * One update of all that is trained as pieces of work, one a layer, from the errors dZ of a pass that went forward
     * and backward.
     *
     * @param X what forward was given
     * @param rule what changes the values
     */
    public List<Work> updateWork(Matrix X, Pass pass, UpdateRule rule) {
        requireGradients();
        List<Work> work = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            int index = i;
            Layer layer = layers.get(i);
            LayerBuffers buffers = pass.buffers(i);
            if (!layer.trained().isEmpty()) {
                work.add(new Work(
                        layer.flops(pass.m()),
                        (part, parts) -> layer.update(buffers.dZ(), input(index, X, pass), rule, part, parts)));
            }
        }
        return work;
    }

    private void requireGradients() {
        if (predicting) {
            throw new IllegalStateException("this network only predicts: it has no gradients");
        }
    }

    /** Multiplications and additions of the forward products for m examples. */
    public double flops(int m) {
        double flops = 0;
        for (Layer layer : layers) {
            flops += layer.flops(m);
        }
        return flops;
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
        requireGradients();
        double[] ones = new double[output(pass).Z.rows() * pass.m()];
        Arrays.fill(ones, 1);
        kernels.write(ones, output(pass).dZ());
        for (int i = layers.size() - 1; i >= 0; i--) {
            Matrix dIn = i == 0 ? dX : pass.buffers(i - 1).dZ();
            layers.get(i).backwardToInput(input(i, X, pass), pass.buffers(i), pass.mode, dIn);
            if (i > 0) {
                addSkipped(i - 1, pass);
                layers.get(i - 1).backwardToZ(pass.buffers(i - 1));
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

    /** All that gradients change, in the order of files. */
    public List<Trained> trained() {
        return tensors.trained();
    }

    /** All matrices that {@link #parameters} reads. */
    public List<Matrix> matrices() {
        return tensors.matrices();
    }

    /**
     * Brings all that {@link #parameters} reads to where it can be read.
     *
     * @param then is run when it is there, as {@link Kernels#fetch} says
     */
    public void fetch(Runnable then) {
        kernels.fetch(matrices(), then);
    }

    /** A copy of the parameters. */
    public Parameters parameters() {
        return tensors.parameters();
    }

    /** A copy of the gradients of the last {@link #backward}, in the parameters' shape; 0 for what has none. */
    public Parameters gradients() {
        requireGradients();
        return tensors.gradients();
    }

    /**
     * Replaces the parameters.
     *
     * @throws IllegalArgumentException when they are not of the architecture's shape
     */
    public void set(Parameters parameters) {
        architecture.require(parameters);
        tensors.set(parameters);
    }

    /** Gives the storage back; passes are released by those who made them. */
    public void release() {
        layers.forEach(Layer::release);
    }

    /** The layers of a dense network with their buffers in a pass, for kernels that make many updates at once. */
    public List<FusedSteps.Dense> fused(Pass pass) {
        List<FusedSteps.Dense> dense = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            if (layers.get(i) instanceof DenseLayer layer) {
                LayerBuffers buffers = pass.buffers(i);
                dense.add(new FusedSteps.Dense(
                        layer.activation(),
                        layer.W.value(),
                        layer.b.value(),
                        layer.W.gradient(),
                        layer.b.gradient(),
                        buffers.Z,
                        buffers.A,
                        buffers.dZ()));
            }
        }
        return dense;
    }
}
