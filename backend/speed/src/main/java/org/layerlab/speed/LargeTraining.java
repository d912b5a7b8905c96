package org.layerlab.speed;

import java.util.Random;
import org.layerlab.network.data.PhotoSet;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.Network;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.network.training.Trainer;

/** The large network of the benchmarks, [12288, 800, 10, 1], and photos of noise for it. */
public final class LargeTraining {
    /** Photos per update. */
    public static final int BATCH = 256;

    /** Its layers. */
    public static final Architecture ARCHITECTURE = Architecture.relu(12288, 800, 10, 1);

    private static final double LEARNING_RATE = 0.01;

    private LargeTraining() {}

    /** A trainer with plain gradient descent and no last iteration, set up as {@code train} does. */
    public static Trainer trainer(Kernels kernels) {
        return trainer(kernels, ARCHITECTURE, BATCH);
    }

    /** The same for another network on square photos. */
    public static Trainer trainer(Kernels kernels, Architecture architecture, int batch) {
        Network network = new Network(kernels, architecture, Initialization.HE.parameters(architecture, 1));
        Hyperparameters h = Hyperparameters.builder(LEARNING_RATE, Integer.MAX_VALUE)
                .batchSize(batch)
                .build();
        return new Trainer(network, photos(2 * batch, architecture.inputs()), h);
    }

    private static PhotoSet photos(int count, int inputs) {
        byte[] pixels = new byte[count * inputs];
        new Random(1).nextBytes(pixels);
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) (i % 2);
        }
        return new PhotoSet(pixels, labels, (int) Math.round(Math.sqrt(inputs / 3.0)));
    }
}
