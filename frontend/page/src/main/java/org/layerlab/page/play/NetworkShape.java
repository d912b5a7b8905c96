package org.layerlab.page.play;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.matrix.Activation;
import org.layerlab.page.settings.PlaySettings;

/**
 * The hidden layers, as they are changed on the drawing.
 *
 * @param hidden units of each
 * @param activations of each; one where there is no hidden layer, for those to come
 */
record NetworkShape(List<Integer> hidden, List<Activation> activations) {
    /** Units of the first hidden layer of all, and at most of each that is added after others. */
    private static final int FIRST = 4;

    private static final int MOST_ADDED = 8;

    NetworkShape {
        hidden = List.copyOf(hidden);
        activations = List.copyOf(activations);
    }

    /** That of some settings, with an activation for each layer. */
    static NetworkShape of(PlaySettings settings) {
        List<Activation> all = settings.architecture().activations();
        return new NetworkShape(
                settings.hidden(), all.size() == 1 ? settings.activations() : all.subList(0, all.size() - 1));
    }

    /** One hidden layer more, as wide as the last one but for wide ones. */
    NetworkShape withLayer() {
        List<Integer> units = new ArrayList<>(hidden);
        units.add(hidden.isEmpty() ? FIRST : Math.min(MOST_ADDED, hidden.get(hidden.size() - 1)));
        return new NetworkShape(units, activations);
    }

    /** Without the last hidden layer. */
    NetworkShape withoutLayer() {
        return new NetworkShape(hidden.subList(0, hidden.size() - 1), activations);
    }

    /**
     * With another number of units.
     *
     * @param layer counted from 1
     */
    NetworkShape withUnits(int layer, int count) {
        List<Integer> units = new ArrayList<>(hidden);
        units.set(layer - 1, count);
        return new NetworkShape(units, activations);
    }

    /**
     * With another activation.
     *
     * @param layer counted from 1
     */
    NetworkShape withActivation(int layer, Activation activation) {
        List<Activation> each = new ArrayList<>(activations);
        each.set(layer - 1, activation);
        return new NetworkShape(hidden, each);
    }

    /**
     * How many units a layer has.
     *
     * @param layer counted from 1
     */
    int units(int layer) {
        return hidden.get(layer - 1);
    }

    /**
     * The units of all layers: {@code "2 · 8 · 1"}.
     *
     * @param layerDims has the inputs first and the outputs last; the hidden layers in it do not count
     */
    String between(List<Integer> layerDims) {
        StringBuilder text = new StringBuilder().append(layerDims.get(0));
        for (int units : hidden) {
            text.append(" · ").append(units);
        }
        return text.append(" · ").append(layerDims.get(layerDims.size() - 1)).toString();
    }

    /** The number of units that a person has written; 0 where it is none that a layer can have. */
    static int units(String written) {
        try {
            int count = Integer.parseInt(written);
            return count >= 1 && count <= PlaySettings.MAX_UNITS ? count : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
