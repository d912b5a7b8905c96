package org.layerlab.network.foreign;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.LayerKind;
import org.layerlab.network.matrix.MapShape;

/**
 * What a network has room for.
 *
 * @param kind of a layer with weights
 * @param input the shape of what goes into it
 * @param normalized whether a batch normalization follows before the next layer with weights
 */
record Slot(LayerKind kind, MapShape input, boolean normalized) {
    /** Of all layers with weights, in order. */
    static List<Slot> of(Architecture architecture) {
        List<Slot> slots = new ArrayList<>();
        MapShape shape = architecture.input();
        for (LayerKind kind : architecture.layers()) {
            if (kind.weighted()) {
                slots.add(new Slot(kind, shape, false));
            } else if (kind instanceof LayerKind.BatchNorm) {
                Slot last = slots.remove(slots.size() - 1);
                slots.add(new Slot(last.kind, last.input, true));
            }
            shape = kind.output(shape);
        }
        return slots;
    }

    /** Whether a layer of a file is this one. */
    boolean takes(Weights layer, Layout layout) {
        if (layer.isConvolution() != kind instanceof LayerKind.Convolution || (layer.norm() != null) != normalized) {
            return false;
        }
        if (kind instanceof LayerKind.Convolution convolution) {
            return layout.in(layer.W()) == input.channels()
                    && layout.kernel(layer.W()) == convolution.kernel()
                    && layout.out(layer.W()) == convolution.filters();
        }
        return layout.in(layer.W()) == input.features()
                && layout.out(layer.W()) == kind.output(input).channels();
    }
}
