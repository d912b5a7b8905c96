package org.layerlab.page.message;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSProperty;
import org.teavm.jso.typedarrays.Float64Array;
import org.teavm.jso.typedarrays.Int32Array;
import org.teavm.jso.typedarrays.Int8Array;

/** How a page looks at the units of the playground's network, and changes their weights by hand. */
public final class UnitMessages {
    public static final String WATCH = "watch";
    public static final String EDIT = "edit";

    static final String DRAWING = "drawing";

    private UnitMessages() {}

    /**
     * Looks at some units of each layer, told by {@link #drawing}.
     *
     * @param first the first unit that is shown of each layer, from the input on
     * @param most how many are shown of each layer at most; 0 to look at none
     */
    public static Message watch(int[] first, int most) {
        return watch(WATCH, Int32Array.copyFromJavaArray(first), most);
    }

    @JSBody(
            params = {"type", "first", "most"},
            script = "return {type: type, first: first, most: most};")
    private static native Message watch(String type, Int32Array first, int most);

    /** What {@link #watch} holds. */
    public interface Watch extends Message {
        @JSProperty
        Int32Array getFirst();

        @JSProperty
        int getMost();
    }

    /**
     * Sets a weight by hand.
     *
     * @param layer from 1
     * @param row the unit, from 0
     * @param column the unit before, from 0; −1 for the bias
     */
    public static Message edit(int layer, int row, int column, double value) {
        return edit(EDIT, layer, row, column, value);
    }

    @JSBody(
            params = {"type", "layer", "row", "column", "value"},
            script = "return {type: type, layer: layer, row: row, column: column, value: value};")
    private static native Message edit(String type, int layer, int row, int column, double value);

    /** What {@link #edit} holds. */
    public interface Edit extends Message.Value {
        @JSProperty
        int getLayer();

        @JSProperty
        int getRow();

        @JSProperty
        int getColumn();
    }

    /**
     * What {@link #watch} asked for.
     *
     * @param first as it was asked for
     * @param maps for each layer from the input on and each unit shown, its values over the plane: rows of cells from
     *     the top, −127 to 127
     * @param weights for each layer after the input and each unit shown: its bias, then its weights from the units
     *     shown before
     */
    public static Message drawing(int[] first, byte[] maps, double[] weights) {
        return drawing(
                DRAWING,
                Int32Array.copyFromJavaArray(first),
                Int8Array.copyFromJavaArray(maps),
                Float64Array.copyFromJavaArray(weights));
    }

    @JSBody(
            params = {"type", "first", "maps", "weights"},
            script = "return {type: type, first: first, maps: maps, weights: weights};")
    private static native Message drawing(String type, Int32Array first, Int8Array maps, Float64Array weights);

    /** What {@link #drawing} holds. */
    public interface Drawing extends Message {
        @JSProperty
        Int32Array getFirst();

        @JSProperty
        Int8Array getMaps();

        @JSProperty
        Float64Array getWeights();
    }
}
