package org.layerlab.network.layer;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.matrix.Activation;

/** The layers of a dense network as its {@code layerDims} and activations tell them. */
final class DenseLayers {
    private DenseLayers() {}

    /**
     * The features that a dense network takes.
     *
     * @throws IllegalArgumentException when there is no dense network with these layers
     */
    static int input(List<Integer> layerDims, List<Activation> activations) {
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
        return layerDims.get(0);
    }

    /** The layers after the input. */
    static List<LayerKind> of(List<Integer> layerDims, List<Activation> activations) {
        List<LayerKind> layers = new ArrayList<>();
        for (int l = 1; l < layerDims.size(); l++) {
            layers.add(new LayerKind.Dense(layerDims.get(l), activations.get(l - 1)));
        }
        return layers;
    }

    private static String text(List<Integer> layerDims) {
        String list = layerDims.toString();
        return list.substring(1, list.length() - 1);
    }
}
