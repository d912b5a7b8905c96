package org.layerlab.network.layer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.MapShape;

/**
 * The shape of a network: what it takes and its layers up to the output, which is one sigmoid unit (the probability of
 * class 1), a softmax over several classes, or one linear unit (a number: regression).
 *
 * <p>Weighted layers, dense or convolutional, are counted from 1 to L. In a dense network there are no others.
 *
 * @param input the shape of one example; of a dense network's only the number of features counts, as 1×1 pixels
 * @param layers from the first to the output; a batch normalization belongs to the weighted layer before it
 */
public record Architecture(MapShape input, List<LayerKind> layers) {
    /** Layers after the input. */
    public static final int MOST_LAYERS = 1000;

    /** Of one example in one layer: of a map of 64×64 pixels as many as 1,024 channels have. */
    private static final int MOST_VALUES = 1 << 22;

    public Architecture {
        layers = List.copyOf(layers);
        if (layers.isEmpty() || layers.size() > MOST_LAYERS) {
            throw new IllegalArgumentException(
                    "layers " + input + ": an input and an output are needed, and at most " + MOST_LAYERS + " layers");
        }
        if (allDense(layers)) {
            input = new MapShape(1, 1, input.features());
        }
        requireOutput(layers);
        MapShape shape = input;
        boolean weighted = false;
        boolean normalized = false;
        for (LayerKind layer : layers) {
            if (layer instanceof LayerKind.BatchNorm) {
                if (!weighted || normalized) {
                    throw new IllegalArgumentException("layers " + text(input, layers) + ": a bn "
                            + (normalized ? "follows a bn" : "has no conv or dense layer before it")
                            + "; it belongs to one of these alone");
                }
                normalized = true;
            } else if (layer.weighted()) {
                weighted = true;
                normalized = false;
            }
            try {
                shape = layer.output(shape);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "layers " + text(input, layers) + ": " + layer + " on " + shape + ": " + e.getMessage(), e);
            }
            if (shape.features() > MOST_VALUES && !allDense(layers)) {
                throw new IllegalArgumentException("layers " + text(input, layers) + ": " + layer + " gives "
                        + shape.features() + " values; at most " + MOST_VALUES + " are allowed");
            }
        }
        requireResiduals(input, layers);
    }

    @OnImages
    private static @Nullable List<Integer> requireResiduals(MapShape input, List<LayerKind> layers) {
        try {
            return Residuals.skips(input, layers);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("layers " + text(input, layers) + ": " + e.getMessage(), e);
        }
    }

    /**
     * A dense network.
     *
     * @param layerDims {@code [n_0, n_1, …, n_L]}, at least two entries, each positive, the last one 1
     * @param activations one for each of the L layers after the input; the last is the sigmoid, or linear for regression
     */
    public Architecture(List<Integer> layerDims, List<Activation> activations) {
        this(new MapShape(1, 1, DenseLayers.input(layerDims, activations)), DenseLayers.of(layerDims, activations));
    }

    private static void requireOutput(List<LayerKind> layers) {
        LayerKind last = layers.get(layers.size() - 1);
        for (LayerKind layer : layers) {
            if (layer instanceof LayerKind.Softmax && layer != last) {
                throw new IllegalArgumentException(
                        layer + " is not the last layer; a softmax gives the probabilities of classes");
            }
        }
        if (last instanceof LayerKind.Softmax) {
            return;
        }
        if (!(last instanceof LayerKind.Dense output) || output.units() != 1) {
            throw new IllegalArgumentException("the last layer is " + last
                    + "; it has to have 1 unit, the probability of class 1, or to be a softmax over the classes");
        }
        if (output.activation() != Activation.SIGMOID && output.activation() != Activation.LINEAR) {
            throw new IllegalArgumentException(
                    "the last layer's activation has to be sigmoid, or linear for regression, not "
                            + output.activation().id());
        }
    }

    private static boolean allDense(List<LayerKind> layers) {
        for (LayerKind layer : layers) {
            if (!(layer instanceof LayerKind.Dense)) {
                return false;
            }
        }
        return true;
    }

    /** Hidden layers of one activation, then the sigmoid. */
    public static Architecture of(List<Integer> layerDims, Activation hidden) {
        Activation[] activations = new Activation[Math.max(0, layerDims.size() - 1)];
        Arrays.fill(activations, hidden);
        if (activations.length > 0) {
            activations[activations.length - 1] = Activation.SIGMOID;
        }
        return new Architecture(layerDims, List.of(activations));
    }

    /** The tutorial's network: ReLU in the hidden layers. */
    public static Architecture relu(int... layerDims) {
        List<Integer> dims = new ArrayList<>();
        for (int n : layerDims) {
            dims.add(n);
        }
        return of(dims, Activation.RELU);
    }

    /**
     * Reads {@code "12288,800,10,1"}, or {@code "64x64x3,conv3x32,pool2,bn,relu,gap,1"}: see {@link LayerKind} for what
     * there is.
     *
     * @param hidden the activation of dense layers before the last
     * @throws IllegalArgumentException when it is not a list of layers, or no network has that shape
     */
    public static Architecture parse(String layers, Activation hidden) {
        Notation notation = new Notation(layers, hidden);
        return notation.layerDims().isEmpty()
                ? new Architecture(notation.input(), notation.layers())
                : of(notation.layerDims(), hidden);
    }

    /** Whether every layer is dense: then {@link #layerDims} and {@link #activations} tell all. */
    public boolean isDense() {
        return allDense(layers);
    }

    /** Whether it has no layer that only networks on images have. */
    public boolean isOnVectors() {
        for (LayerKind layer : layers) {
            if (!(layer instanceof LayerKind.Dense || layer instanceof LayerKind.Softmax)) {
                return false;
            }
        }
        return true;
    }

    /** Whether its output is a number of its own instead of probabilities. */
    public boolean isRegression() {
        return layers.get(layers.size() - 1) instanceof LayerKind.Dense output
                && output.activation() == Activation.LINEAR;
    }

    /** How many classes it tells apart; of a regression 2, low and high. */
    public int classes() {
        return Math.max(2, outputs());
    }

    /** Units of the output: 1 for two classes, else one for each class. */
    public int outputs() {
        return layers.get(layers.size() - 1).output(input).channels();
    }

    /**
     * {@code [n_0, n_1, …, n_L]}: the features of an example, then the units or filters of each weighted layer.
     */
    public List<Integer> layerDims() {
        List<Integer> dims = new ArrayList<>();
        dims.add(inputs());
        MapShape shape = input;
        for (LayerKind layer : layers) {
            shape = layer.output(shape);
            if (layer.weighted()) {
                dims.add(shape.channels());
            }
        }
        return dims;
    }

    /** Of each weighted layer; of a convolution the one that follows it before the next, else linear. */
    public List<Activation> activations() {
        List<Activation> activations = new ArrayList<>();
        for (LayerKind layer : layers) {
            if (layer instanceof LayerKind.Dense dense) {
                activations.add(dense.activation());
            } else if (layer.weighted()) {
                activations.add(Activation.LINEAR);
            } else if (layer instanceof LayerKind.Activate activate && !activations.isEmpty()) {
                activations.set(activations.size() - 1, activate.activation());
            }
        }
        return activations;
    }

    /** The shape of what goes into layer i of {@link #layers}, from 0; of the network's output for their number. */
    public MapShape shape(int i) {
        MapShape shape = input;
        for (LayerKind layer : layers.subList(0, i)) {
            shape = layer.output(shape);
        }
        return shape;
    }

    /**
     * The layer, from 1, that gives the means of the last maps to the output, dropout aside; 0 where the output sees
     * something else.
     */
    public int lastPool() {
        int layer = layers.size() - 1;
        while (layer > 0 && layers.get(layer - 1) instanceof LayerKind.Dropout) {
            layer--;
        }
        return layer > 0 && layers.get(layer - 1) instanceof LayerKind.AveragePool ? layer : 0;
    }

    /** L: how many weighted layers there are. */
    public int depth() {
        int depth = 0;
        for (LayerKind layer : layers) {
            depth += layer.weighted() ? 1 : 0;
        }
        return depth;
    }

    /** n_0: the features of one example. */
    public int inputs() {
        return input.features();
    }

    /** Multiplications and additions of the products for one example, forward. */
    public double flops() {
        double flops = 0;
        MapShape shape = input;
        for (LayerKind layer : layers) {
            flops += layer.flops(shape);
            shape = layer.output(shape);
        }
        return flops;
    }

    /** How many numbers training changes: weights, biases, and of a batch normalization γ and β. */
    public long parameterCount() {
        long count = 0;
        for (Slot slot : slots()) {
            count += (long) slot.rows * slot.columns + slot.rows + (slot.normalized ? 2L * slot.rows : 0);
        }
        return count;
    }

    /**
     * The same layers on another input.
     *
     * @throws IllegalArgumentException when they don't fit on it, or filters would need weights of other shapes; those of
     *     dense layers are not compared
     */
    public Architecture on(MapShape other) {
        Architecture moved = new Architecture(other, layers);
        for (int l = 1; l <= depth() && !isDense(); l++) {
            if (!moved.slots().get(l - 1).sameWeights(slots().get(l - 1))) {
                throw new IllegalArgumentException("layers " + this + " can't take " + other + " with the same W" + l
                        + ": they need a gap before the first dense layer");
            }
        }
        return moved;
    }

    /**
     * The shapes of a weighted layer's parameters.
     *
     * @param input the shape of what goes into the layer
     * @param rows of W: units or filters
     * @param columns of W
     * @param normalized whether a batch normalization follows before the next layer with weights
     */
    public record Slot(LayerKind kind, MapShape input, int rows, int columns, boolean normalized) {
        boolean sameWeights(Slot other) {
            return rows == other.rows && columns == other.columns;
        }
    }

    /** The weighted layers in their order. */
    public List<Slot> slots() {
        List<Slot> slots = new ArrayList<>();
        MapShape shape = input;
        for (LayerKind layer : layers) {
            if (layer.weighted()) {
                slots.add(new Slot(layer, shape, layer.output(shape).channels(), layer.seen(shape), false));
            } else if (layer instanceof LayerKind.BatchNorm) {
                Slot slot = slots.get(slots.size() - 1);
                slots.set(slots.size() - 1, new Slot(slot.kind, slot.input, slot.rows, slot.columns, true));
            }
            shape = layer.output(shape);
        }
        return slots;
    }

    /**
     * Refuses parameters that are not of this shape.
     *
     * @throws IllegalArgumentException naming the layer, its tensor and both shapes
     */
    public void require(Parameters parameters) {
        if (isDense()) {
            if (!parameters.layerDims().equals(layerDims()) || parameters.isNormalized()) {
                throw new IllegalArgumentException("the parameters are of a network " + parameters.layerDims()
                        + (parameters.isNormalized() ? " with batch normalization" : "") + ", but the layers are "
                        + layerDims());
            }
            return;
        }
        List<Slot> slots = slots();
        if (parameters.layers().size() != slots.size()) {
            throw new IllegalArgumentException("the parameters are of "
                    + parameters.layers().size() + " layers with weights, but " + this + " has " + slots.size());
        }
        for (int l = 1; l <= slots.size(); l++) {
            Slot slot = slots.get(l - 1);
            Parameters.Dense layer = parameters.layers().get(l - 1);
            if (layer.rows() != slot.rows || layer.columns() != slot.columns) {
                throw new IllegalArgumentException("W" + l + " is " + layer.rows() + "×" + layer.columns() + ", but "
                        + slot.kind + " on " + slot.input + " needs " + slot.rows + "×" + slot.columns);
            }
            if ((layer.norm() != null) != slot.normalized) {
                throw new IllegalArgumentException(
                        slot.normalized
                                ? "gamma" + l + " is missing, but a bn follows layer " + l + ", " + slot.kind
                                : "there is gamma" + l + ", but no bn follows layer " + l + ", " + slot.kind);
            }
        }
    }

    /** {@code "12288, 800, 10, 1"}. */
    @Override
    public String toString() {
        return text(input, layers);
    }

    /** The same with every activation that is not ReLU, of dense networks too: {@link #parse} with ReLU reads it. */
    public String withActivations() {
        return text(input, layers, false);
    }

    private static String text(MapShape input, List<LayerKind> layers) {
        return text(input, layers, allDense(layers));
    }

    private static String text(MapShape input, List<LayerKind> layers, boolean plain) {
        StringBuilder text = new StringBuilder();
        text.append(input.pixels() == 1 ? Integer.toString(input.channels()) : input.toString());
        for (int i = 0; i < layers.size(); i++) {
            text.append(", ").append(layers.get(i));
            // Among others than dense layers, where no list of activations goes along.
            boolean hidden = i < layers.size() - 1;
            if (layers.get(i) instanceof LayerKind.Dense dense
                    && (hidden
                            ? !plain && dense.activation() != Activation.RELU
                            : dense.activation() == Activation.LINEAR)) {
                text.append(dense.activation().id());
            }
        }
        return text.toString();
    }
}
