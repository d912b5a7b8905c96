package org.layerlab.network.check;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.layerlab.network.data.InputFeature;
import org.layerlab.network.data.LabeledSet;
import org.layerlab.network.data.NumpyRandom;
import org.layerlab.network.data.Points;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.LayerKind;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.MapShape;
import org.layerlab.network.training.CostPoint;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.network.training.OptimizerKind;
import org.layerlab.network.training.Schedule;
import org.layerlab.network.training.Trainer;
import org.layerlab.network.training.TrainingRules;

/**
 * Runs with random settings, each told by the bits of all its parameters and costs: in float64 a seed has to give the
 * same bits on every engine, with every kernel and any number of threads.
 */
public final class SameRuns {
    private static final int COST_EVERY = 10;

    /** The points that a seed gives. */
    private static final Points[] GENERATED =
            Stream.of(Points.values()).filter(points -> points != Points.CUSTOM).toArray(Points[]::new);

    private final NumpyRandom random;

    private SameRuns(long seed) {
        random = new NumpyRandom(seed);
    }

    /**
     * The run that this seed stands for. The check always passes; its detail is the digest of the run's bits, and what was
     * run, for a comparison with another engine's.
     *
     * @param seed of the settings, 0 to 4,294,967,295
     * @param kernels in float64
     */
    public static Check run(long seed, Kernels kernels) {
        return new SameRuns(seed).run(seed + "", kernels);
    }

    private int below(int bound) {
        return (int) (random.uniform() * bound);
    }

    private <T> T one(T[] values) {
        return values[below(values.length)];
    }

    private Check run(String name, Kernels kernels) {
        Points points = one(GENERATED);
        TrainingRules rules = one(TrainingRules.values());
        List<InputFeature> features =
                below(3) == 0 ? List.of(one(InputFeature.values()), InputFeature.SIN_Y) : InputFeature.PLAIN;
        double noise = below(40) / 100.0;
        // Now and then products that several threads divide.
        boolean wide = below(10) == 0;
        int m = (wide ? 200 : 20) + below(200);
        long seed = below(1_000_000);
        int wanted = rules == TrainingRules.TENSORFLOW ? 2 : 2 + below(Points.MOST_CLASSES - 1);
        int classes = Math.min(points.mostClasses(), wanted);
        Activation g = one(Activation.values());
        Architecture architecture = architecture(features.size(), wide, g, classes);
        Initialization initialization = one(Initialization.values());
        boolean isPlain = below(4) == 0;
        double learningRate = Math.round(1000 * random.uniform()) / 1000.0 + 0.001;
        Hyperparameters hyperparameters = isPlain
                ? Hyperparameters.plain(learningRate, 60).toBuilder().seed(seed).build()
                : Hyperparameters.builder(learningRate, 30 + below(60))
                        .batchSize(below(2) == 0 ? 0 : 1 + below(m))
                        .optimizer(one(OptimizerKind.values()))
                        .schedule(one(Schedule.values()))
                        .momentum(below(10) / 10.0)
                        .l1(below(3) == 0 ? below(100) / 1e4 : 0)
                        .l2(below(3) == 0 ? below(100) / 1e4 : 0)
                        .dropout(below(3) == 0 ? below(8) / 10.0 : 0)
                        .seed(seed)
                        .build();
        LabeledSet train = InputFeature.of(features, points.generate(m, classes, noise, seed));
        Network network =
                rules.network(kernels, architecture, initialization.onPoints(architecture, points, m, noise, seed));
        Trainer trainer = rules.trainer(network, train, hyperparameters, COST_EVERY);
        // As the page does it: many steps in one call, then a few.
        while (!trainer.done()) {
            trainer.steps(1 + below(25));
        }
        String digest = digest(network.parameters(), trainer.costs());
        trainer.release();
        network.release();
        return new Check(
                "run " + name,
                true,
                digest + " " + rules.id() + " " + points.id() + " " + InputFeature.text(features) + " " + m + " "
                        + noise + " [" + architecture + "] " + g.id() + " " + initialization.id() + " "
                        + hyperparameters);
    }

    private Architecture architecture(int inputs, boolean wide, Activation g, int classes) {
        List<LayerKind> layers = new ArrayList<>();
        if (wide) {
            layers.add(new LayerKind.Dense(64 + below(50), g));
            layers.add(new LayerKind.Dense(16 + below(30), g));
        }
        for (int hidden = wide ? 0 : below(4); hidden > 0; hidden--) {
            layers.add(new LayerKind.Dense(1 + below(below(4) == 0 ? 60 : 12), g));
        }
        layers.add(LayerKind.output(classes));
        return new Architecture(new MapShape(1, 1, inputs), layers);
    }

    private static String digest(Parameters parameters, List<CostPoint> costs) {
        Digest digest = new Digest();
        for (Parameters.Named tensor : parameters.named()) {
            for (double value : tensor.values()) {
                digest.add(value);
            }
        }
        for (CostPoint cost : costs) {
            digest.add(cost.cost());
        }
        return digest.text();
    }

    /** FNV-1a of 32 bits twice, over the upper and the lower halves of each number; 0 and −0 differ. */
    private static final class Digest {
        private static final int PRIME = 16777619;

        private int upper = 0x811c9dc5;
        private int lower = 0x811c9dc5;

        void add(double value) {
            long bits = Double.doubleToLongBits(value);
            int high = (int) (bits >>> 32);
            int low = (int) bits;
            for (int shift = 0; shift < 32; shift += 8) {
                upper = (upper ^ (high >>> shift & 0xFF)) * PRIME;
                lower = (lower ^ (low >>> shift & 0xFF)) * PRIME;
            }
        }

        String text() {
            return Integer.toHexString(upper) + "-" + Integer.toHexString(lower);
        }
    }
}
