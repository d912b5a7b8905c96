package org.layerlab.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.layerlab.network.matrix.Activation;

/**
 * The shape of a network: units per layer, from the input to the one output, and the activation of each layer after
 * the input.
 *
 * @param layerDims {@code [n_0, n_1, …, n_L]}, at least two entries, each positive, the last one 1
 * @param activations one for each of the L layers after the input; the last is the sigmoid
 */
public record Architecture(List<Integer> layerDims, List<Activation> activations) {
    public Architecture {
        layerDims = List.copyOf(layerDims);
        activations = List.copyOf(activations);
        if (layerDims.size() < 2) {
            throw new IllegalArgumentException(
                    "layers " + text(layerDims) + ": at least an input and an output are needed");
        }
        for (int n : layerDims) {
            if (n < 1) {
                throw new IllegalArgumentException("layers " + text(layerDims) + ": " + n + " is not a layer size");
            }
        }
        if (layerDims.get(layerDims.size() - 1) != 1) {
            throw new IllegalArgumentException(
                    "layers " + text(layerDims) + ": the last layer has to have 1 unit, the probability of class 1");
        }
        if (activations.size() != layerDims.size() - 1) {
            throw new IllegalArgumentException(
                    activations.size() + " activations for " + (layerDims.size() - 1) + " layers after the input");
        }
        if (activations.get(activations.size() - 1) != Activation.SIGMOID) {
            throw new IllegalArgumentException("the last layer's activation has to be sigmoid, not "
                    + activations.get(activations.size() - 1).id());
        }
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
        return of(Arrays.stream(layerDims).boxed().toList(), Activation.RELU);
    }

    /**
     * Reads {@code "12288,800,10,1"}.
     *
     * @throws IllegalArgumentException when it is not a list of whole numbers, or no network has that shape
     */
    public static Architecture parse(String layers, Activation hidden) {
        List<Integer> dims = new ArrayList<>();
        for (String part : split(layers, ',')) {
            try {
                dims.add(Integer.valueOf(part.trim()));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "layers '" + layers + "': '" + part.trim() + "' is not a whole number", e);
            }
        }
        return of(dims, hidden);
    }

    /**
     * The parts of a text between separators. (String.split brings all of the regular expressions into the page: a
     * seventh of its code.)
     */
    public static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int to = text.indexOf(separator); to >= 0; to = text.indexOf(separator, from)) {
            parts.add(text.substring(from, to));
            from = to + 1;
        }
        parts.add(text.substring(from));
        return parts;
    }

    /** L: how many layers follow the input. */
    public int depth() {
        return activations.size();
    }

    /** n_0: the features of one example. */
    public int inputs() {
        return layerDims.get(0);
    }

    /** How many weights and biases there are. */
    public long parameterCount() {
        long count = 0;
        for (int l = 1; l <= depth(); l++) {
            count += (long) layerDims.get(l) * layerDims.get(l - 1) + layerDims.get(l);
        }
        return count;
    }

    /** {@code "12288, 800, 10, 1"}. */
    @Override
    public String toString() {
        return text(layerDims);
    }

    private static String text(List<Integer> layerDims) {
        String list = layerDims.toString();
        return list.substring(1, list.length() - 1);
    }
}
