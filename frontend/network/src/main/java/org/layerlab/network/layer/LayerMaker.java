package org.layerlab.network.layer;

import org.jspecify.annotations.Nullable;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.MapShape;
import org.layerlab.network.matrix.PoolShape;

/** Makes a network's layers with their parameters. */
final class LayerMaker {
    private final Kernels kernels;
    private final Architecture architecture;
    private final Parameters parameters;

    LayerMaker(Kernels kernels, Architecture architecture, Parameters parameters) {
        this.kernels = kernels;
        this.architecture = architecture;
        this.parameters = parameters;
    }

    /**
     * The layer that does a stage.
     *
     * @throws IllegalArgumentException when this program has no such layer
     */
    Layer layer(Stage stage) {
        LayerKind kind = stage.kind();
        int l = stage.number();
        if (kind instanceof LayerKind.Dense || kind instanceof LayerKind.Softmax) {
            Activation activation = kind instanceof LayerKind.Dense dense ? dense.activation() : null;
            boolean hidden = stage.index() < architecture.layers().size() - 1;
            return new DenseLayer(kernels, activation, parameters.layers().get(l - 1), l, hidden);
        }
        Layer layer = imageLayer(stage);
        if (layer == null) {
            throw new IllegalArgumentException("a network can't have a layer " + kind);
        }
        return layer;
    }

    @OnImages
    private @Nullable Layer imageLayer(Stage stage) {
        LayerKind kind = stage.kind();
        MapShape input = stage.input();
        int l = stage.number();
        if (kind instanceof LayerKind.Convolution convolution) {
            return new ConvolutionLayer(
                    kernels,
                    convolution.on(input),
                    stage.rectified(),
                    parameters.layers().get(l - 1),
                    l);
        }
        if (kind instanceof LayerKind.Depthwise depthwise) {
            return new DepthwiseLayer(
                    kernels,
                    depthwise.on(input),
                    stage.rectified(),
                    parameters.layers().get(l - 1),
                    l);
        }
        if (kind instanceof LayerKind.Add) {
            return new AddLayer(kernels, input.features());
        }
        if (kind instanceof LayerKind.BatchNorm) {
            Parameters.Norm initial = parameters.layers().get(l - 1).norm();
            if (initial == null) {
                throw new IllegalArgumentException("gamma" + l + " is missing");
            }
            return new NormLayer(kernels, input.features(), stage.rectified(), initial, l);
        }
        if (kind instanceof LayerKind.Activate activate) {
            return new ActivationLayer(kernels, input.features(), activate.activation());
        }
        if (kind instanceof LayerKind.MaxPool pool) {
            return PoolLayer.greatest(kernels, new PoolShape(input, pool.size()));
        }
        if (kind instanceof LayerKind.AveragePool) {
            return PoolLayer.mean(kernels, input);
        }
        if (kind instanceof LayerKind.Dropout dropout) {
            return new DropoutLayer(kernels, input.features(), dropout.share(), stage.index());
        }
        return null;
    }
}
