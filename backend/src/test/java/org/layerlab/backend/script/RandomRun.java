package org.layerlab.backend.script;

import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.layerlab.network.data.CustomPoints;
import org.layerlab.network.data.InputFeature;
import org.layerlab.network.data.LabeledSet;
import org.layerlab.network.data.Points;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.LayerKind;
import org.layerlab.network.layer.Network;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.MapShape;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.network.training.OptimizerKind;
import org.layerlab.network.training.Regularization;
import org.layerlab.network.training.Schedule;
import org.layerlab.network.training.Trainer;
import org.layerlab.network.training.TrainingRules;

/**
 * A run on points with random settings, any that the page or the command line offers, together with the card that they
 * would save: its choices may change as it goes, and it may stop before its time.
 */
final class RandomRun {
    private final SplittableRandom random;
    private final JsonObject dataset = new JsonObject();
    private final JsonObject told = new JsonObject();
    private final long seed;
    private CustomPoints placed = CustomPoints.NONE;
    /** 1 for points with numbers. */
    private int classes = 2;

    private Points shape = Points.CUSTOM;
    /** Training and test points that were drawn. */
    private int drawn;

    private double noise;
    private List<InputFeature> features = InputFeature.PLAIN;
    private TrainingRules rules = TrainingRules.LAYERLAB;

    private RandomRun(long number) {
        random = new SplittableRandom(number);
        seed = random.nextBoolean() ? random.nextInt(1000) : random.nextLong(0xffff_ffffL);
    }

    /** The run of this number: its parameters and its card. */
    static ParameterFile of(long number, Kernels kernels) {
        return new RandomRun(number).trained(kernels);
    }

    private <T> T one(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private <T> T one(T[] values) {
        return one(List.of(values));
    }

    private LabeledSet points() {
        shape = one(Points.values());
        dataset.add("id", shape.id()).add("seed", seed);
        if (shape == Points.CUSTOM) {
            int labels = 2 + random.nextInt(Points.MOST_CLASSES - 1);
            for (int i = 10 + random.nextInt(60); i > 0; i--) {
                placed = placed.with(random.nextDouble(-3, 3), random.nextDouble(-3, 3), random.nextInt(labels));
            }
            classes = placed.classes();
            int percent = 10 + random.nextInt(91);
            dataset.add("percTrainData", percent);
            LabeledSet train = placed.train(percent);
            if (train == null) {
                throw new AssertionError("no points");
            }
            return train;
        }
        noise = random.nextBoolean() ? random.nextInt(60) : random.nextDouble(60);
        int trainSize = 2 + random.nextInt(random.nextInt(5) == 0 ? 700 : 120);
        int testSize = 2 + random.nextInt(40);
        drawn = trainSize + testSize;
        dataset.add("noise", noise).add("trainSize", trainSize).add("testSize", testSize);
        classes = Math.min(shape.mostClasses(), Math.max(2, Math.min(trainSize, random.nextInt(7))));
        if (classes > 2) {
            dataset.add("classCount", classes);
        }
        return shape.train(trainSize, testSize, classes, noise / 100, seed);
    }

    /** Now and then what TensorFlow Playground has: other features, its rules. */
    private void vary() {
        if (random.nextInt(3) == 0) {
            List<InputFeature> some = new ArrayList<>(List.of(InputFeature.values()));
            some.removeIf(feature -> random.nextBoolean());
            features = some.isEmpty() ? InputFeature.PLAIN : some;
            told.add("features", InputFeature.text(features));
        }
        if (classes <= 2 && random.nextInt(3) == 0) {
            rules = TrainingRules.TENSORFLOW;
            told.add("rules", rules.id());
        }
    }

    private Architecture architecture() {
        List<LayerKind> layers = new ArrayList<>();
        for (int hidden = random.nextInt(4); hidden > 0; hidden--) {
            int units = 1 + random.nextInt(random.nextInt(5) == 0 ? 70 : 12);
            layers.add(new LayerKind.Dense(units, one(Activation.values())));
        }
        layers.add(LayerKind.output(classes));
        return new Architecture(new MapShape(1, 1, features.size()), layers);
    }

    private Hyperparameters choices(int iterations, int m) {
        return Hyperparameters.builder(rate(), iterations)
                .batchSize(random.nextBoolean() ? 0 : 1 + random.nextInt(m + 3))
                .optimizer(one(OptimizerKind.values()))
                .schedule(one(Schedule.values()))
                .momentum(random.nextInt(10) / 10.0)
                .l1(random.nextInt(3) == 0 ? random.nextDouble(0.02) : 0)
                .l2(random.nextInt(3) == 0 ? random.nextDouble(0.02) : 0)
                .dropout(random.nextInt(3) == 0 ? random.nextInt(1, 9) / 10.0 : 0)
                .seed(seed)
                .build();
    }

    private double rate() {
        return random.nextInt(8) == 0 ? random.nextDouble(20) : Math.round(1e4 * random.nextDouble(0.6)) / 1e4 + 1e-4;
    }

    private ParameterFile trained(Kernels kernels) {
        LabeledSet points = points();
        vary();
        LabeledSet train = InputFeature.of(features, points);
        Architecture architecture = architecture();
        Initialization initialization = one(Initialization.values());
        int iterations = 1 + random.nextInt(450);
        Hyperparameters h = choices(iterations, train.size());
        Network network = rules.network(
                kernels, architecture, initialization.onPoints(architecture, shape, drawn, noise / 100, seed));
        Trainer trainer = rules.trainer(network, train, h, Trainer.COST_EVERY);
        JsonArray changes = new JsonArray();
        boolean changed = random.nextInt(4) == 0;
        changes.add(leg(0, h));
        int made = random.nextInt(4) == 0 ? random.nextInt(iterations + 1) : iterations;
        int change = random.nextInt(iterations + 1);
        while (trainer.iteration() < made) {
            if (changed && trainer.iteration() == change) {
                h = h.toBuilder()
                        .learningRate(rate())
                        .schedule(one(Schedule.values()))
                        .l1(random.nextInt(3) == 0 ? random.nextDouble(0.02) : 0)
                        .l2(random.nextInt(3) == 0 ? random.nextDouble(0.02) : 0)
                        .momentum(random.nextInt(3) == 0 ? random.nextDouble(0.95) : h.momentum())
                        .build();
                trainer.adjust(h);
                changes.add(leg(change, h));
            }
            int left = made - trainer.iteration();
            int untilChange = change > trainer.iteration() ? change - trainer.iteration() : left;
            trainer.steps(Math.min(left, untilChange));
        }
        tell(h, initialization, changes);
        CardBuilder card = new CardBuilder(architecture)
                .kind(ModelCard.Kind.POINTS)
                .dataset(dataset)
                .hyperparameters(told)
                .iteration(trainer.iteration())
                .costs(trainer.costs())
                .engine("jvm")
                .precision(kernels.precision().id());
        if (placed.size() > 0) {
            card.points(placed);
        }
        return new ParameterFile(network.parameters(), card.build());
    }

    private static JsonObject leg(int from, Hyperparameters h) {
        JsonObject json = new JsonObject()
                .add("from", from)
                .add("learningRate", h.learningRate())
                .add("schedule", h.schedule().id())
                .add("l1", h.l1())
                .add("l2", h.l2())
                .add("momentum", h.momentum());
        return h.schedule() == Schedule.CONSTANT ? json : json.add("iterations", h.iterations());
    }

    private void tell(Hyperparameters h, Initialization initialization, JsonArray changes) {
        told.add("learningRate", h.learningRate())
                .add("iterations", h.iterations())
                .add("batchSize", h.batchSize())
                .add("optimizer", h.optimizer().id())
                .add("schedule", h.schedule().id())
                .add("momentum", h.momentum())
                .add("dropout", h.dropout())
                .add("initialization", initialization.id())
                .add("seed", seed);
        if (changes.size() > 1) {
            told.add("changes", changes);
        }
        if (random.nextBoolean() || (h.l1() > 0 && h.l2() > 0)) {
            // As the command line tells them.
            told.add("l1", h.l1()).add("l2", h.l2());
            return;
        }
        // As the playground does, which has one penalty at a time.
        Regularization penalty = h.l1() > 0 ? Regularization.L1 : h.l2() > 0 ? Regularization.L2 : Regularization.NONE;
        told.add("regularization", penalty.id()).add("regularizationRate", Math.max(h.l1(), h.l2()));
    }
}
