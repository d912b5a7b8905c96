package org.layerlab.page.lab.worker;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.data.Examples;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.LayerKind;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Pass;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.ConvShape;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.MapShape;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.network.training.Trainer;
import org.layerlab.page.message.Figure;

/** The work that is measured of a convolutional network on photos, some 120 MFLOP a photo. */
final class MapBench {
    static final String LAYERS =
            "64x64x3,conv3x32,pool2,relu,conv3x64,pool2,relu,conv3x128,pool2,relu,conv3x256,relu,gap,1";

    static final int BATCH = 64;

    /** This many photos are convolved at a time where nothing is learned. */
    private static final int CONVOLVED = 32;

    private static final Architecture ARCHITECTURE = Architecture.parse(LAYERS, Activation.RELU);

    private MapBench() {}

    /** All convolutions forward; counts photos. */
    static Work convolutions(Kernels kernels) {
        List<Runnable> all = new ArrayList<>();
        for (int i = 0; i < ARCHITECTURE.layers().size(); i++) {
            MapShape input = ARCHITECTURE.shape(i);
            if (ARCHITECTURE.layers().get(i) instanceof LayerKind.Convolution convolution) {
                ConvShape shape = convolution.on(input);
                Matrix W = BenchInput.filled(kernels, shape.filters(), shape.window());
                Matrix b = BenchInput.filled(kernels, shape.filters(), 1);
                Matrix A = BenchInput.filled(kernels, input.features(), CONVOLVED);
                Matrix Z = kernels.create(shape.output().features(), CONVOLVED);
                all.add(() -> kernels.convolve(shape, W, b, A, false, Z));
            }
        }
        return () -> {
            all.forEach(Runnable::run);
            return CONVOLVED;
        };
    }

    /** Updates; counts photos. */
    static Work training(Kernels kernels, Examples photos) {
        Trainer trainer = trainer(kernels, photos);
        return () -> {
            trainer.step();
            return BATCH;
        };
    }

    /** What trains the network. */
    static Trainer trainer(Kernels kernels, Examples photos) {
        Hyperparameters h = Hyperparameters.builder(0.01, Integer.MAX_VALUE)
                .batchSize(BATCH)
                .build();
        return new Trainer(network(kernels), photos, h);
    }

    /**
     * How many photos a second it trains. No share of the limit: Winograd's way takes a quarter of the multiplications,
     * and can beat it.
     */
    static Figure trained(String id, double images, int threads) {
        return new Figure(
                id, "Training four convolutions on photos, batch " + BATCH, images, "photos a second", 0, threads);
    }

    /** One photo forward. */
    static Work onePhoto(Kernels kernels) {
        Network network = network(kernels);
        Matrix X = BenchInput.filled(kernels, ARCHITECTURE.inputs(), 1);
        Pass pass = network.pass(1);
        return () -> {
            network.forward(X, pass);
            return 1;
        };
    }

    private static Network network(Kernels kernels) {
        return new Network(kernels, ARCHITECTURE, Initialization.HE.parameters(ARCHITECTURE, 1));
    }
}
