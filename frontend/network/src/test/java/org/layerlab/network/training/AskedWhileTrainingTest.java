package org.layerlab.network.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.data.LabeledSet;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.layer.Pass;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.matrix.ReferenceKernels;

/** A page judges a photo, and explains it, between two pieces of an update: training must come to the same bits. */
class AskedWhileTrainingTest {
    private static final int ITERATIONS = 12;
    private static final int EXAMPLES = 10;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8x8x1,conv3x4,bn,gap,1",
                "8x8x1,conv3x4,relu,bn,pool2,conv3x4,bn,relu,gap,1",
                "8x8x1,conv3x4,bn,relu,skip,dw3,bn,hardSwish,conv1x4,bn,add,pool2,conv3x5,relu,gap,dropout0.3,1",
                "8x8x1,9,bn,tanh,5,bn,relu,1",
                "64,9,5,1"
            })
    void trainingComesToTheSame(String layers) {
        long seed = System.nanoTime();
        Parameters left = trained(layers, null);
        Parameters asked = trained(layers, new Random(seed));
        for (int i = 0; i < left.named().size(); i++) {
            assertArrayEquals(
                    left.named().get(i).values(),
                    asked.named().get(i).values(),
                    layers + ", seed " + seed + ": " + left.named().get(i).name());
        }
    }

    private static Parameters trained(String layers, @Nullable Random asks) {
        Kernels kernels = new ReferenceKernels();
        Architecture architecture = Architecture.parse(layers, Activation.RELU);
        Random random = new Random(7);
        LabeledSet examples = new LabeledSet(
                architecture.inputs(),
                EXAMPLES,
                random.doubles((long) EXAMPLES * architecture.inputs()).toArray(),
                random.ints(EXAMPLES, 0, 2).asDoubleStream().toArray());
        Network network = new Network(kernels, architecture, Initialization.HE.parameters(architecture, 1));
        Trainer trainer = new Trainer(
                network,
                examples,
                Hyperparameters.builder(0.05, ITERATIONS)
                        .batchSize(6)
                        .optimizer(OptimizerKind.MOMENTUM)
                        .build());
        int pieces = 0;
        while (!trainer.done()) {
            if (asks != null) {
                trainer.advance(asks.nextDouble() * trainer.flopsOfStep() / 5);
                ask(network, asks);
                pieces++;
            } else {
                trainer.step();
            }
        }
        assertEquals(ITERATIONS, trainer.iteration());
        assertTrue(asks == null || pieces > 3 * ITERATIONS, pieces + " pieces");
        return network.parameters();
    }

    private static void ask(Network network, Random random) {
        Kernels kernels = network.kernels();
        int features = network.architecture().inputs();
        Matrix X = kernels.create(features, 1);
        Matrix dX = kernels.create(features, 1);
        kernels.write(random.doubles(features).toArray(), X);
        Pass pass = network.pass(1);
        network.forward(X, pass);
        network.inputGradient(X, pass, dX);
        pass.release();
        kernels.release(X);
        kernels.release(dX);
    }
}
