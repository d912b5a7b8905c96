package org.layerlab.network.layer;

import java.util.List;
import org.layerlab.network.matrix.Matrix;

/**
 * Buffers for one batch's way through a network and back: Z, A and dZ of every layer. Made once for a batch size and used
 * again for each batch; belongs to the network that made it.
 */
public final class Pass {
    /** What the next forward and backward are for. */
    public Mode mode = Mode.PREDICTING;

    private final int m;
    private final List<LayerBuffers> own;
    private final List<LayerBuffers> ofArchitecture;

    /**
     * A pass with these buffers.
     *
     * @param own one for each of the network's own layers
     * @param ofArchitecture for each layer of the architecture the buffers of the one that does it
     */
    Pass(int m, List<LayerBuffers> own, List<LayerBuffers> ofArchitecture) {
        this.m = m;
        this.own = List.copyOf(own);
        this.ofArchitecture = List.copyOf(ofArchitecture);
    }

    /** How many examples fit, exactly. */
    public int m() {
        return m;
    }

    /**
     * The values before the activation of layer l (from 1) of the architecture, to look at; after it where the layer does
     * the ReLU that follows.
     */
    public Matrix Z(int l) {
        return ofArchitecture.get(l - 1).Z;
    }

    /** What layer l (from 1) of the architecture gives; of a layer that does the ReLU that follows, what that gives. */
    public Matrix A(int l) {
        return ofArchitecture.get(l - 1).A;
    }

    /** The gradient of the summed cost by Z of layer l (from 1) of the architecture. */
    public Matrix dZ(int l) {
        return ofArchitecture.get(l - 1).dZ();
    }

    /** The buffers of one of the network's own layers, from 0. */
    LayerBuffers buffers(int i) {
        return own.get(i);
    }

    /** Gives the storage back. */
    public void release() {
        own.forEach(LayerBuffers::release);
    }
}
