package org.layerlab.kernels;

import org.layerlab.network.matrix.Activation;

/**
 * Many iterations of full-batch gradient descent in one call, so that a small network does not spend its time on calls
 * into the module. Does what single steps do, in their order, so the digits are the same. Does not keep Z of a layer
 * with ReLU, because A says all that its derivative needs.
 *
 * <p>The network is described in memory by the words of {@link KernelLayout.NetworkWord} and {@link
 * KernelLayout.LayerWord}.
 */
final class NetworkWat {
    private NetworkWat() {}

    /** {@code train(network, iterations, rate, l1, l2)}: the summed cost before the last update. */
    static String wat(ScalarType n) {
        if (Activation.RELU.number() != 0) {
            throw new IllegalStateException("train knows ReLU by number 0");
        }
        return n.fill(Template.read("network.wat")
                .withOffsets("network", DescriptorLayout.of(KernelLayout.NetworkWord.class))
                .withOffsets("layer", DescriptorLayout.of(KernelLayout.LayerWord.class))
                .with("layersOffset", KernelLayout.LAYERS_OFFSET)
                .with("layerBytes", KernelLayout.LAYER_BYTES)
                .with("layerShift", Integer.numberOfTrailingZeros(KernelLayout.LAYER_BYTES))
                .with("addBias", ProductTileWat.ADD_BIAS)
                .with("addBiasRelu", ProductTileWat.ADD_BIAS_RELU)
                .with("wherePositive", ProductTileWat.WHERE_POSITIVE)
                .with("depth", TransposedProductWat.DEPTH)
                .text());
    }
}
