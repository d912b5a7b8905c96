package org.layerlab.backend.training;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.choice.Chosen;
import org.layerlab.network.choice.WholeSetting;
import org.layerlab.network.data.LabeledSet;
import org.layerlab.network.data.Points;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.LayerKind;
import org.layerlab.network.layer.Network;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.network.training.LearningSettings;
import org.layerlab.network.training.Trainer;

/**
 * A run on points of the plane: the layers that fit them, the points of its seed, and a trainer that has not started.
 *
 * @param chosen values of {@link PointsSettings#ALL}
 * @param architecture the layers, linear at the end where points have numbers
 * @param hyperparameters among the chosen values
 */
public record PointsRun(Chosen chosen, Architecture architecture, Hyperparameters hyperparameters) {
    /** The bit in which the seed of the validation points differs; the seeds for training and testing are consecutive. */
    private static final long VALIDATION_BIT = 0x8000_0000L;

    /**
     * The run that these values describe.
     *
     * @throws IllegalArgumentException when the layers cannot be read, or don't fit the points
     */
    public static PointsRun of(Chosen chosen) {
        Hyperparameters hyperparameters = Hyperparameters.of(chosen);
        Points points = chosen.get(PointsSettings.DATASET);
        Architecture architecture = fitting(
                Architecture.parse(chosen.get(PointsSettings.LAYERS), chosen.get(LearningSettings.ACTIVATION)), points);
        if (architecture.inputs() != 2) {
            throw new IllegalArgumentException("--layers " + chosen.get(PointsSettings.LAYERS) + " begins with "
                    + architecture.inputs() + ", but a point has 2 features");
        }
        return new PointsRun(chosen, architecture, hyperparameters);
    }

    /** The layers for these points: where they have numbers, a last unit of no other activation is linear. */
    private static Architecture fitting(Architecture architecture, Points points) {
        if (points.isRegression() && architecture.outputs() == 1) {
            List<LayerKind> layers = new ArrayList<>(architecture.layers());
            layers.set(layers.size() - 1, LayerKind.output(1));
            return new Architecture(architecture.input(), layers);
        }
        if (points.isRegression() || architecture.isRegression()) {
            throw new IllegalArgumentException("--layers " + architecture + " is for "
                    + (architecture.isRegression() ? "numbers" : "classes") + ", but the points of " + points.id()
                    + " have " + (points.isRegression() ? "numbers" : "classes"));
        }
        return architecture;
    }

    /** The shape of the points. */
    public Points points() {
        return chosen.get(PointsSettings.DATASET);
    }

    /** How many classes the points have; 1 where they have numbers. */
    public int classes() {
        return points().isRegression() ? 1 : architecture.classes();
    }

    /** The noise in percent, as in the card and the playground; a hundredth of it may be 1 ulp off. */
    public double noisePercent() {
        return 100 * chosen.get(PointsSettings.NOISE);
    }

    private double noise() {
        return noisePercent() / 100;
    }

    private int trainSize() {
        return enough("--points", PointsSettings.POINTS);
    }

    private int testSize() {
        return enough("--test-points", PointsSettings.TEST_POINTS);
    }

    private int enough(String option, WholeSetting setting) {
        int count = chosen.whole(setting);
        int least = Math.max(2, classes());
        if (count < least) {
            throw new IllegalArgumentException(option + " is " + count + "; it must be at least " + least
                    + (points().isRegression() ? "" : ", one of each class"));
        }
        return count;
    }

    /**
     * The points that are learned from.
     *
     * @throws IllegalArgumentException when they are too few for the classes, or the shape has fewer classes
     */
    public LabeledSet train() {
        return points().train(trainSize(), testSize(), classes(), noise(), hyperparameters.seed());
    }

    /** The points that the finished network is tested on; refuses as {@link #train}. */
    public LabeledSet test() {
        return points().test(trainSize(), testSize(), classes(), noise(), hyperparameters.seed());
    }

    /** The points that runs are compared on, of {@link #validationSeed}; refuses as {@link #train}. */
    public LabeledSet validation() {
        return points().generate(
                        enough("--validation-points", PointsSettings.VALIDATION_POINTS),
                        classes(),
                        noise(),
                        validationSeed(hyperparameters.seed()));
    }

    /** The seed of the validation points of a run with this seed. */
    public static long validationSeed(long seed) {
        return seed ^ VALIDATION_BIT;
    }

    /** A trainer that has not started. */
    public Trainer trainer(Kernels kernels, LabeledSet train) {
        Network network = new Network(
                kernels,
                architecture,
                chosen.get(LearningSettings.INITIALIZATION)
                        .onPoints(architecture, points(), trainSize() + testSize(), noise(), hyperparameters.seed()));
        return new Trainer(network, train, hyperparameters);
    }
}
