package org.layerlab.network.trace;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.LayerKind;
import org.layerlab.network.matrix.MapShape;

/**
 * Layers that are looked at as one: a convolution, a dense layer or a global average pool, and what follows it up to the
 * next of these, such as batch normalization, activation and max-pool. What comes before the first of them is a group of
 * its own.
 *
 * @param first index of its first layer in {@link Architecture#layers}, from 0
 * @param last index of its last layer
 * @param number of the last layer with weights up to here, from 1; 0 before the first
 * @param input the shape of what goes in
 * @param output the shape of what comes out
 */
public record LayerGroup(int first, int last, int number, MapShape input, MapShape output) {
    /** The groups of a network, in order. */
    public static List<LayerGroup> of(Architecture architecture) {
        List<LayerKind> kinds = architecture.layers();
        List<LayerGroup> groups = new ArrayList<>();
        int first = 0;
        int number = 0;
        for (int i = 0; i < kinds.size(); i++) {
            number += kinds.get(i).weighted() ? 1 : 0;
            if (i + 1 == kinds.size() || begins(kinds.get(i + 1))) {
                groups.add(new LayerGroup(first, i, number, architecture.shape(first), architecture.shape(i + 1)));
                first = i + 1;
            }
        }
        return groups;
    }

    /** The part of the group's input that the value at a place of its output can come from, the padding included. */
    public Area reach(Architecture architecture, int y, int x) {
        Area area = new Area(y, x, 1, 1);
        for (int i = last; i >= first; i--) {
            area = area.before(architecture.layers().get(i), architecture.shape(i));
        }
        return area;
    }

    private static boolean begins(LayerKind kind) {
        return kind.weighted() || kind instanceof LayerKind.AveragePool;
    }
}
