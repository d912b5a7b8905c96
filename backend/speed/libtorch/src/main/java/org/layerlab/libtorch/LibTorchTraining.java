package org.layerlab.libtorch;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Names itself in its first line, then answers each line {@code LAYERS/BATCH MILLISECONDS} with the photos a second that
 * it learns from by plain gradient descent. How many threads it uses is a system property of DJL's, {@code
 * ai.djl.pytorch.num_threads}.
 */
public final class LibTorchTraining {
    private static final int WARM_UP_MS = 500;
    private static final float LEARNING_RATE = 0.01f;

    private LibTorchTraining() {}

    /** Answers until there are no more requests. */
    public static void main(String[] args) throws IOException {
        System.setProperty("ai.djl.offline", "true");
        Engine engine = Engine.getInstance();
        System.out.println("LibTorch " + engine.getVersion() + " by DJL " + Engine.getDjlVersion());
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = requests.readLine(); line != null; line = requests.readLine()) {
            int space = line.lastIndexOf(' ');
            int slash = line.lastIndexOf('/');
            System.out.println(rate(
                    line.substring(0, slash),
                    Integer.parseInt(line.substring(slash + 1, space)),
                    Integer.parseInt(line.substring(space + 1))));
        }
    }

    private static double rate(String layers, int batch, int milliseconds) {
        try (Model model = Model.newInstance("peer")) {
            Layers net = Layers.parse(layers);
            model.setBlock(net.block());
            DefaultTrainingConfig config = new DefaultTrainingConfig(Loss.sigmoidBinaryCrossEntropyLoss())
                    .optOptimizer(Optimizer.sgd()
                            .setLearningRateTracker(Tracker.fixed(LEARNING_RATE))
                            .build());
            try (Trainer trainer = model.newTrainer(config)) {
                Shape shape = new Shape(batch, net.channels(), net.height(), net.width());
                trainer.initialize(shape);
                NDManager manager = trainer.getManager();
                NDArray x = manager.randomUniform(0, 1, shape);
                NDArray y = manager.arange(batch).mod(2).reshape(batch, 1);
                rate(trainer, x, y, WARM_UP_MS);
                return rate(trainer, x, y, milliseconds);
            }
        }
    }

    private static double rate(Trainer trainer, NDArray x, NDArray y, int milliseconds) {
        long start = System.nanoTime();
        long photos = 0;
        double seconds;
        do {
            step(trainer, x, y);
            photos += x.getShape().get(0);
            seconds = (System.nanoTime() - start) / 1e9;
        } while (1000 * seconds < milliseconds);
        return photos / seconds;
    }

    /** One update. What it computes is given back at once, with the manager that it belongs to. */
    private static void step(Trainer trainer, NDArray x, NDArray y) {
        try (NDManager ofStep = trainer.getManager().newSubManager()) {
            NDArray batch = x.duplicate();
            NDArray labels = y.duplicate();
            batch.attach(ofStep);
            labels.attach(ofStep);
            try (GradientCollector collector = trainer.newGradientCollector()) {
                NDList answers = trainer.forward(new NDList(batch));
                collector.backward(trainer.getLoss().evaluate(new NDList(labels), answers));
            }
            trainer.step();
        }
    }
}
