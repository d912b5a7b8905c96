package org.layerlab.page.play;

import org.layerlab.network.layer.Architecture;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;

/** What the units and weights of a drawing are called, counted from 1 as on paper; the places of a matrix, from 0 as in NumPy. */
final class UnitNames {
    private static final String[] SUBSCRIPTS = {"₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"};

    private UnitNames() {}

    /** {@code "Hidden layer 1, unit 3"}, {@code "Input x₁"} or {@code "Output"}. */
    static String unit(NetworkGeometry g, int layer, int row) {
        if (layer == 0) {
            return Texts.of("Input {0}", g.input(g.first(0) + row));
        }
        boolean several = g.dims().get(g.layers() - 1) > 1;
        return layer == g.layers() - 1
                ? several ? Texts.of("Output for class {0}", g.first(layer) + row) : Texts.of("Output")
                : Texts.of("Hidden layer {0}, unit {1}", layer, g.first(layer) + row + 1);
    }

    /** What the output does with its sum. */
    static String output(Architecture architecture) {
        return architecture.isRegression()
                ? Texts.of("linear")
                : architecture.outputs() > 1 ? Texts.of("softmax") : Texts.of("sigmoid");
    }

    /** {@code "W₁[2, 1]"} of unit 3 and the second of the units before. */
    static String weight(NetworkGeometry g, NetworkGeometry.Weight weight) {
        return weight(
                weight.layer(), g.first(weight.layer()) + weight.row(), g.first(weight.layer() - 1) + weight.column());
    }

    private static String weight(int layer, int row, int column) {
        return "W" + SUBSCRIPTS[layer] + "[" + row + ", " + column + "]";
    }

    /**
     * What became of a weight or bias that a person set: {@code "W₁[2, 1]: 0.5 → −0.25"}.
     *
     * @param back whether it was set back
     */
    static String told(WeightEdit edit, boolean back) {
        String name = edit.column() < 0
                ? "b" + SUBSCRIPTS[edit.layer()] + "[" + edit.row() + "]"
                : weight(edit.layer(), edit.row(), edit.column());
        String from = NumberFormat.significant(edit.from(), 5);
        String to = NumberFormat.significant(edit.to(), 5);
        return name + ": " + (back ? to + " → " + from : from + " → " + to);
    }

    /** What feeds a unit of a layer, as the label of its weight: {@code "from x₁"}, {@code "from 3"}. */
    static String source(NetworkGeometry g, int layer, int column) {
        return layer == 1
                ? Texts.of("from {0}", g.input(g.first(0) + column))
                : Texts.of("from {0}", g.first(layer - 1) + column + 1);
    }
}
