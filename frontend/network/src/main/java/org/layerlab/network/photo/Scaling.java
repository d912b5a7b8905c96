package org.layerlab.network.photo;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.data.ChannelOrder;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.LayerKind;
import org.layerlab.network.layer.Parameters;

/**
 * Asks a network that learned from bytes in another order, or divided by another number, with bytes in BGR divided by
 * 255: {@code W1·(x/d) = (W1·255/d)·(x/255)}, and a weight follows its channel.
 */
public final class Scaling {
    private static final int CHANNELS = PhotoPreparation.CHANNELS;

    private Scaling() {}

    /**
     * Parameters for {@link PhotoPreparation#plain} photos from those for photos that are prepared like this.
     *
     * @throws IllegalArgumentException when something else than weights comes first, which cannot be folded into
     */
    public static Parameters fold(Parameters parameters, Architecture architecture, PhotoPreparation how) {
        if (how.equals(how.plain())) {
            return parameters;
        }
        LayerKind head = architecture.layers().get(0);
        if (!head.weighted() || head instanceof LayerKind.Depthwise) {
            throw new IllegalArgumentException("photos in " + how.order().id() + " divided by " + how.divisor()
                    + " are taken only by networks that begin with a dense layer or a convolution, not with "
                    + head);
        }
        Parameters.Dense first = parameters.layers().get(0);
        double[] W = new double[first.W().length];
        double factor = PhotoPreparation.DIVISOR / how.divisor();
        // A unit and a filter both see the channels of a pixel one after another.
        for (int i = 0; i < W.length; i++) {
            int channel = i % CHANNELS;
            int from = how.order() == ChannelOrder.RGB ? i - channel + CHANNELS - 1 - channel : i;
            W[i] = first.W()[from] * factor;
        }
        List<Parameters.Dense> layers = new ArrayList<>(parameters.layers());
        layers.set(0, new Parameters.Dense(first.rows(), first.columns(), W, first.b(), first.norm()));
        return new Parameters(layers);
    }
}
