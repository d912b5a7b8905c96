package org.layerlab.network.layer;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.matrix.MapShape;

/** Which {@code skip} each {@code add} closes: the last before it that is still open. */
public final class Residuals {
    private Residuals() {}

    /**
     * For each layer the index of its skip where it is an add; −1 for all others.
     *
     * @throws IllegalArgumentException when an add has no skip, a skip no add or nothing before it, or the two have
     *     different shapes, naming both
     */
    public static List<Integer> skips(MapShape input, List<LayerKind> layers) {
        List<Integer> skips = new ArrayList<>();
        List<Integer> open = new ArrayList<>();
        List<MapShape> kept = new ArrayList<>();
        MapShape shape = input;
        for (int i = 0; i < layers.size(); i++) {
            LayerKind layer = layers.get(i);
            int closed = -1;
            if (layer instanceof LayerKind.Skip) {
                if (i == 0) {
                    throw new IllegalArgumentException("a skip has no layer before it");
                }
                open.add(i);
                kept.add(shape);
            } else if (layer instanceof LayerKind.Add) {
                if (open.isEmpty()) {
                    throw new IllegalArgumentException("layer " + (i + 1) + ", an add, has no skip before it");
                }
                MapShape skipped = kept.remove(kept.size() - 1);
                if (!skipped.equals(shape)) {
                    throw new IllegalArgumentException("layer " + (i + 1) + ", an add, has " + shape
                            + " to add to what its skip kept, " + skipped + "; both have to have one shape");
                }
                closed = open.remove(open.size() - 1);
            }
            skips.add(closed);
            shape = layer.output(shape);
        }
        if (!open.isEmpty()) {
            throw new IllegalArgumentException(
                    "layer " + (open.get(open.size() - 1) + 1) + ", a skip, has no add after it");
        }
        return skips;
    }
}
