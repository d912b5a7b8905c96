package org.layerlab.network.layer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.MapShape;

/**
 * What one layer of a network does of its architecture: one kind, or a batch normalization together with the ReLU that
 * follows it, which saves a pass over the maps; where nothing is learned, a convolution together with its ReLU too. A
 * {@code skip} does nothing; it belongs to what comes before it.
 *
 * @param index of the kind in {@link Architecture#layers}, from 0
 * @param span how many of the architecture's layers it does, at least 1
 * @param rectified whether a ReLU is done together with this kind
 * @param input the shape of what goes in
 * @param number of the last layer with weights up to here, from 1; 0 before the first
 * @param added of an {@code add}: which stage gave what it adds, from 0; −1 of all others
 */
record Stage(LayerKind kind, int index, int span, boolean rectified, MapShape input, int number, int added) {
    /**
     * All stages, in order.
     *
     * @param predicting whether nothing is learned
     */
    static List<Stage> of(Architecture architecture, boolean predicting) {
        List<LayerKind> kinds = architecture.layers();
        List<Integer> skips = skips(architecture);
        // Of each layer the stage that does it.
        int[] doneBy = new int[kinds.size()];
        List<Stage> stages = new ArrayList<>();
        MapShape shape = architecture.input();
        int number = 0;
        int span;
        for (int i = 0; i < kinds.size(); i += span) {
            LayerKind kind = kinds.get(i);
            number += kind.weighted() ? 1 : 0;
            boolean takesRelu =
                    kind instanceof LayerKind.BatchNorm || (predicting && kind instanceof LayerKind.Sliding);
            boolean rectified = takesRelu && isRelu(kinds, i + 1);
            span = rectified ? 2 : 1;
            int own = span;
            while (i + span < kinds.size() && kinds.get(i + span) instanceof LayerKind.Skip) {
                span++;
            }
            Arrays.fill(doneBy, i + own, i + span, stages.size());
            int added = skips == null || skips.get(i) < 0 ? -1 : doneBy[skips.get(i)];
            stages.add(new Stage(kind, i, span, rectified, shape, number, added));
            shape = kind.output(shape);
        }
        return stages;
    }

    @OnImages
    private static @Nullable List<Integer> skips(Architecture architecture) {
        return Residuals.skips(architecture.input(), architecture.layers());
    }

    private static boolean isRelu(List<LayerKind> kinds, int i) {
        return i < kinds.size()
                && kinds.get(i) instanceof LayerKind.Activate activate
                && activate.activation() == Activation.RELU;
    }
}
