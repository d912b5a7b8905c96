package org.layerlab.network.layer;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.MapShape;

/**
 * What one layer of a network does of its architecture: one kind, or a batch normalization together with the ReLU that
 * follows it, which saves a pass over the maps.
 *
 * @param index of the kind in {@link Architecture#layers}, from 0
 * @param span how many of the architecture's layers it does, 1 or 2
 * @param input the shape of what goes in
 * @param number of the last layer with weights up to here, from 1; 0 before the first
 */
record Stage(LayerKind kind, int index, int span, MapShape input, int number) {
    /** All stages, in order. */
    static List<Stage> of(Architecture architecture) {
        List<LayerKind> kinds = architecture.layers();
        List<Stage> stages = new ArrayList<>();
        MapShape shape = architecture.input();
        int number = 0;
        int span;
        for (int i = 0; i < kinds.size(); i += span) {
            LayerKind kind = kinds.get(i);
            number += kind.weighted() ? 1 : 0;
            span = kind instanceof LayerKind.BatchNorm && isRelu(kinds, i + 1) ? 2 : 1;
            stages.add(new Stage(kind, i, span, shape, number));
            shape = kind.output(shape);
        }
        return stages;
    }

    private static boolean isRelu(List<LayerKind> kinds, int i) {
        return i < kinds.size()
                && kinds.get(i) instanceof LayerKind.Activate activate
                && activate.activation() == Activation.RELU;
    }

    /** Whether a ReLU is done together with this kind. */
    boolean rectified() {
        return span == 2;
    }
}
