package org.layerlab.network.training;

import java.util.List;
import org.layerlab.network.choice.ChoiceSetting;
import org.layerlab.network.choice.NumberSetting;
import org.layerlab.network.choice.Range;
import org.layerlab.network.choice.Setting;
import org.layerlab.network.choice.WholeSetting;
import org.layerlab.network.data.NumpyRandom;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.Precision;

/**
 * The settings of every training, with the tutorial's values as defaults. Every caller ends at these bounds:
 * {@code Hyperparameters} asks these rows. A form or a link may allow less.
 */
public final class LearningSettings {
    private static final double MOST = 1e6;

    /** The activation of hidden dense layers. */
    public static final ChoiceSetting<Activation> ACTIVATION = new ChoiceSetting<>(
            "activation",
            "Activation",
            "What each hidden unit does with its sum.",
            Activation.RELU,
            Activation.values());

    /** How weights are initialized, with the seed of {@link #SEED}. */
    public static final ChoiceSetting<Initialization> INITIALIZATION = new ChoiceSetting<>(
            "initialization",
            "Weight initialization",
            "The weights before the first step.",
            Initialization.NORMAL,
            Initialization.values());

    /** The step size. */
    public static final NumberSetting LEARNING_RATE = new NumberSetting(
            "learningRate", "Learning rate", "How far each step follows the gradient.", 0.1, Range.above(0, MOST));

    /** Updates of a full run. */
    public static final WholeSetting ITERATIONS =
            new WholeSetting("iterations", "Iterations", "How many steps a run takes.", 10_000, 0, Integer.MAX_VALUE);

    /** Examples per update. */
    public static final WholeSetting BATCH_SIZE = new WholeSetting(
            "batchSize", "Batch size", "Examples per update; 0 uses all of them.", 0, 0, Integer.MAX_VALUE);

    /** The rule of the update. */
    public static final ChoiceSetting<OptimizerKind> OPTIMIZER = new ChoiceSetting<>(
            "optimizer", "Optimizer", "How a gradient becomes a step.", OptimizerKind.SGD, OptimizerKind.values());

    /** The share of past steps that momentum keeps. */
    public static final NumberSetting MOMENTUM = new NumberSetting(
            "momentum", "Momentum", "The share of past steps that momentum keeps.", 0.9, Range.below(0, 1));

    /** How the learning rate changes over the iterations. */
    public static final ChoiceSetting<Schedule> SCHEDULE = new ChoiceSetting<>(
            "schedule",
            "Learning-rate schedule",
            "How the learning rate changes over the run.",
            Schedule.CONSTANT,
            Schedule.values());

    /** Factor of sign(W) added to dW; biases are never penalized. */
    public static final NumberSetting L1 =
            new NumberSetting("l1", "L1 strength", "Adds this times sign(W) to dW.", 0, Range.between(0, MOST));

    /** Factor of W added to dW, also called weight decay; biases are never penalized. */
    public static final NumberSetting L2 =
            new NumberSetting("l2", "L2 strength", "Weight decay: adds this times W to dW.", 0, Range.between(0, MOST));

    /** Share of each hidden layer's units left out in an update. */
    public static final NumberSetting DROPOUT = new NumberSetting(
            "dropout", "Dropout", "The share of hidden units left out of each update.", 0, Range.below(0, 1));

    /** The seed of everything random; NumPy takes the same range. */
    public static final WholeSetting SEED = new WholeSetting(
            "seed", "Seed", "The same seed and settings give the same run.", 1, 0, NumpyRandom.MOST_SEED);

    /** The type of the numbers; not among {@link #ALL}, for cards name it beside the hyperparameters. */
    public static final ChoiceSetting<Precision> PRECISION = new ChoiceSetting<>(
            "precision", "Precision", "The type of the numbers.", Precision.FLOAT64, Precision.values());

    /** All that files list among the hyperparameters, in their order. */
    public static final List<Setting<?>> ALL = List.of(
            ACTIVATION,
            INITIALIZATION,
            LEARNING_RATE,
            ITERATIONS,
            BATCH_SIZE,
            OPTIMIZER,
            MOMENTUM,
            SCHEDULE,
            L1,
            L2,
            DROPOUT,
            SEED);

    /** Those of {@link #ALL} that may change during a run. A change of any other makes another run. */
    public static final List<Setting<?>> CHANGEABLE = List.of(LEARNING_RATE, SCHEDULE, L1, L2, ITERATIONS, MOMENTUM);

    private LearningSettings() {}
}
