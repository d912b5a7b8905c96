package org.layerlab.network.training;

import java.util.List;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.text.Decimal;
import org.layerlab.network.text.Text;

/**
 * A weight or bias that a person set.
 *
 * @param layer from 1
 * @param row the unit, from 0
 * @param column the unit before, from 0; −1 for the bias
 * @param value finite
 */
public record WeightChange(int layer, int row, int column, double value) {
    private static final int BIAS = -1;

    /** A weight of −0, which no text tells, is one of 0. */
    public WeightChange {
        value += 0.0;
    }

    /**
     * Reads {@link #text}.
     *
     * @param layers of the network that it is to be a weight of
     * @throws IllegalArgumentException naming the text and what the network has instead
     */
    public static WeightChange of(String text, Architecture layers) {
        int equals = text.indexOf('=');
        boolean bias = text.startsWith("b");
        if (equals < 2 || !(bias || text.startsWith("W"))) {
            throw unknown(text);
        }
        List<String> place = Text.split(text.substring(1, equals), '.');
        if (place.size() != (bias ? 2 : 3)) {
            throw unknown(text);
        }
        try {
            WeightChange change = new WeightChange(
                    Decimal.index(place.get(0)),
                    Decimal.index(place.get(1)),
                    bias ? BIAS : Decimal.index(place.get(2)),
                    Decimal.parse(text.substring(equals + 1)));
            change.require(layers);
            return change;
        } catch (NumberFormatException e) {
            throw unknown(text);
        }
    }

    private static IllegalArgumentException unknown(String text) {
        return new IllegalArgumentException("'" + text + "' is not a weight such as W1.0.1=0.5 or b1.0=0.5");
    }

    /**
     * Refuses a weight that a network does not have, and a value that is not finite.
     *
     * @throws IllegalArgumentException naming what the network has instead
     */
    public void require(Architecture layers) {
        List<Integer> sizes = layers.layerDims();
        if (layer < 1 || layer >= sizes.size()) {
            throw new IllegalArgumentException(
                    "there is no W" + layer + "; the network has " + (sizes.size() - 1) + " layers");
        }
        int rows = sizes.get(layer);
        int columns = sizes.get(layer - 1);
        if (isBias() && (row < 0 || row >= rows)) {
            throw new IllegalArgumentException("b" + layer + " has no [" + row + "]; its size is " + rows);
        }
        if (row < 0 || row >= rows || (!isBias() && (column < 0 || column >= columns))) {
            throw new IllegalArgumentException(
                    "W" + layer + " is " + rows + "×" + columns + " and has no [" + row + ", " + column + "]");
        }
        if (!Double.isFinite(value)) {
            String name = (isBias() ? "b" : "W") + layer;
            throw new IllegalArgumentException(name + " can't become " + value + ": a weight is a finite number");
        }
    }

    /**
     * Sets it in a network.
     *
     * @throws IllegalArgumentException as {@link #require}
     */
    public void setIn(Network network) {
        require(network.architecture());
        Parameters parameters = network.parameters();
        Parameters.Dense dense = parameters.layers().get(layer - 1);
        if (isBias()) {
            dense.b()[row] = value;
        } else {
            dense.W()[row * dense.columns() + column] = value;
        }
        network.set(parameters);
    }

    /** Whether it is a bias. */
    public boolean isBias() {
        return column == BIAS;
    }

    /** Whether both are of the same weight or bias. */
    public boolean isOfSame(WeightChange other) {
        return layer == other.layer && row == other.row && column == other.column;
    }

    /** As links and cards say it: {@code "W1.0.1=0.5"}, {@code "b1.0=0.5"}. */
    public String text() {
        String place = isBias() ? "b" + layer + "." + row : "W" + layer + "." + row + "." + column;
        return place + "=" + Text.number(value);
    }
}
