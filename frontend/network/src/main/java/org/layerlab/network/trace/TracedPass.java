package org.layerlab.network.trace;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.layer.Pass;
import org.layerlab.network.layer.Residuals;
import org.layerlab.network.matrix.MapShape;
import org.layerlab.network.matrix.Matrix;

/** What a network's layers give for one example, with the parameters that they give it by: all that a trace needs. */
public final class TracedPass {
    private final Architecture architecture;
    private final Parameters parameters;
    private final List<LayerGroup> groups;
    private final List<Integer> skips;
    /** What goes into each layer, and at the end what comes out of the last. */
    private final List<double[]> values = new ArrayList<>();

    private TracedPass(Architecture architecture, Parameters parameters) {
        this.architecture = architecture;
        this.parameters = parameters;
        groups = LayerGroup.of(architecture);
        skips = Residuals.skips(architecture.input(), architecture.layers());
    }

    /**
     * Copies the values of a pass that went forward.
     *
     * @param parameters the network's
     * @param X what forward was given, shape (n_0, 1)
     * @param pass of one example
     */
    public static TracedPass of(Network network, Parameters parameters, Matrix X, Pass pass) {
        if (pass.m() != 1) {
            throw new IllegalArgumentException("a trace is of 1 example, but the pass has " + pass.m());
        }
        TracedPass traced = new TracedPass(network.architecture(), parameters);
        traced.values.add(network.kernels().read(X));
        for (int l = 1; l <= traced.architecture.layers().size(); l++) {
            traced.values.add(network.kernels().read(pass.A(l)));
        }
        return traced;
    }

    /** The network's layers. */
    public Architecture architecture() {
        return architecture;
    }

    /** The layers in groups, in order. */
    public List<LayerGroup> groups() {
        return groups;
    }

    /** The index of the skip that the add of this index closes. */
    int skip(int add) {
        return skips.get(add);
    }

    /** The parameters of a layer with weights, from 1. */
    Parameters.Dense parameters(int number) {
        return parameters.layers().get(number - 1);
    }

    /** A value of what goes into the layer of that index; for their number, of the network's output. */
    double value(int layer, int y, int x, int channel) {
        MapShape shape = architecture.shape(layer);
        return values.get(layer)[(y * shape.width() + x) * shape.channels() + channel];
    }

    /** What comes out of a group, in the order row, column, channel; not to be modified. */
    public double[] given(LayerGroup group) {
        return values.get(group.last() + 1);
    }

    /** What goes into a group, in the order row, column, channel; not to be modified. */
    public double[] taken(LayerGroup group) {
        return values.get(group.first());
    }
}
