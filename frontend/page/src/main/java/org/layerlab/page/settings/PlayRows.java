package org.layerlab.page.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.choice.ChoiceSetting;
import org.layerlab.network.choice.Chosen;
import org.layerlab.network.choice.FlagSetting;
import org.layerlab.network.choice.NumberSetting;
import org.layerlab.network.choice.Range;
import org.layerlab.network.choice.Setting;
import org.layerlab.network.choice.WholeSetting;
import org.layerlab.network.data.InputFeature;
import org.layerlab.network.data.NumpyRandom;
import org.layerlab.network.data.Points;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.training.Iterations;
import org.layerlab.network.training.LearningSettings;
import org.layerlab.network.training.OptimizerKind;
import org.layerlab.network.training.Regularization;
import org.layerlab.network.training.Schedule;
import org.layerlab.network.training.TrainingRules;
import org.layerlab.page.settings.PlayRow.Trait;

/**
 * Every setting of the playground but a person's own points, in the order of links. The defaults are those of the
 * tutorial's second experiment.
 */
public final class PlayRows {
    private static final int MOST_POINTS = 10_000;

    /** The longest run that a form, a link or a card may ask for, in iterations. */
    public static final int MOST_ITERATIONS = Iterations.MOST;

    static final long MOST_SEED = NumpyRandom.MOST_SEED - 1;

    /** The shape of the points. */
    public static final PlayRow<Points> DATASET = new PlayRow<>(
            new ChoiceSetting<>("dataset", "Data set", "The shape of the points.", Points.CIRCLE, Points.values()),
            Trait.ALWAYS_IN_LINK);

    /** How far the points scatter. */
    public static final PlayRow<Double> NOISE = new PlayRow<>(
            new NumberSetting(
                    "noise",
                    "Noise",
                    "Standard deviation of the points, in percent of the unit radius.",
                    15,
                    Range.between(0, 100)),
            Trait.ALWAYS_IN_LINK,
            Trait.IN_DATASET);

    /** How many points are learned from. */
    public static final PlayRow<Long> TRAIN_SIZE = new PlayRow<>(
            new WholeSetting(
                    "trainSize", "Training points", "How many points the network learns from.", 300, 2, MOST_POINTS),
            Trait.ALWAYS_IN_LINK,
            Trait.IN_DATASET);

    /** How many points test. */
    public static final PlayRow<Long> TEST_SIZE = new PlayRow<>(
            new WholeSetting(
                    "testSize",
                    "Test points",
                    "How many points it is tested on and never learns from.",
                    100,
                    2,
                    MOST_POINTS),
            Trait.ALWAYS_IN_LINK,
            Trait.IN_DATASET);

    /** How many classes the points have, where the data set allows several. */
    public static final PlayRow<Long> CLASSES = new PlayRow<>(
            new WholeSetting(
                    "classCount",
                    "Classes",
                    "How many classes the points have: 2 to 6 circles, blobs or spiral arms.",
                    2,
                    2,
                    Points.MOST_CLASSES),
            Trait.IN_DATASET);

    /** What the network is given of a point. */
    public static final PlayRow<List<InputFeature>> FEATURES = new PlayRow<>(
            new FeaturesSetting(
                    "features", "Features", "What the network is given for each point: its coordinates, or more."),
            Trait.TRAINING,
            Trait.IN_HYPERPARAMETERS,
            Trait.ONLY_IF_CHOSEN);

    /** Units of the hidden layers. */
    public static final PlayRow<List<Integer>> HIDDEN = new PlayRow<>(
            new HiddenLayersSetting(
                    "networkShape",
                    "Hidden layers",
                    "Units of each hidden layer, such as 10 or 128,4. Empty means logistic regression.",
                    List.of(10)),
            Trait.ALWAYS_IN_LINK,
            Trait.TRAINING);

    /** The step's factor. */
    public static final PlayRow<Double> LEARNING_RATE = new PlayRow<>(
            LearningSettings.LEARNING_RATE.within(0.2, Range.between(1e-6, 1000)),
            Trait.ALWAYS_IN_LINK,
            Trait.TRAINING,
            Trait.TAKEN_UP,
            Trait.IN_HYPERPARAMETERS);

    /** Updates of a full run. */
    public static final PlayRow<Long> ITERATIONS = new PlayRow<>(
            LearningSettings.ITERATIONS.within(15_000, 1, MOST_ITERATIONS),
            Trait.ALWAYS_IN_LINK,
            Trait.TRAINING,
            Trait.TAKEN_UP,
            Trait.IN_HYPERPARAMETERS);

    /** Of points and weights. */
    public static final PlayRow<Long> SEED = new PlayRow<>(
            new WholeSetting("seed", "Seed", "The same seed gives NumPy’s points and weights.", 1, 0, MOST_SEED),
            Trait.ALWAYS_IN_LINK,
            Trait.IN_DATASET);

    /** What the numbers are computed in. */
    public static final PlayRow<Precision> PRECISION = new PlayRow<>(
            new ChoiceSetting<>(
                    "precision",
                    "Precision",
                    "float64 prints NumPy’s digits; float32 is faster on wide networks.",
                    Precision.FLOAT64,
                    Precision.values()),
            Trait.ALWAYS_IN_LINK);

    /** Of the hidden layers. */
    public static final PlayRow<List<Activation>> ACTIVATION = new PlayRow<>(
            new ActivationsSetting(
                    "activation", "Activation", "What each hidden unit does with its sum.", Activation.RELU),
            Trait.TRAINING);

    /** How the weights begin. */
    public static final PlayRow<Initialization> INITIALIZATION =
            new PlayRow<>(LearningSettings.INITIALIZATION, Trait.TRAINING, Trait.IN_HYPERPARAMETERS);

    /** Points per update; 0 for all. */
    public static final PlayRow<Long> BATCH_SIZE = new PlayRow<>(
            new WholeSetting("batchSize", "Batch size", "Points in each step. Empty means all.", 0, 0, MOST_POINTS),
            Trait.TRAINING,
            Trait.EMPTY_FOR_ZERO,
            Trait.IN_HYPERPARAMETERS);

    /** The rule of the update. */
    public static final PlayRow<OptimizerKind> OPTIMIZER =
            new PlayRow<>(LearningSettings.OPTIMIZER, Trait.TRAINING, Trait.IN_HYPERPARAMETERS);

    /** The learning rate over the run. */
    public static final PlayRow<Schedule> SCHEDULE =
            new PlayRow<>(LearningSettings.SCHEDULE, Trait.TRAINING, Trait.TAKEN_UP, Trait.IN_HYPERPARAMETERS);

    /** The price on large weights. */
    public static final PlayRow<Regularization> REGULARIZATION = new PlayRow<>(
            new ChoiceSetting<>(
                    "regularization",
                    "Regularization",
                    "A penalty on large weights.",
                    Regularization.NONE,
                    Regularization.values()),
            Trait.TRAINING,
            Trait.TAKEN_UP,
            Trait.IN_HYPERPARAMETERS);

    /** How high that price is. */
    public static final PlayRow<Double> REGULARIZATION_RATE = new PlayRow<>(
            new NumberSetting(
                    "regularizationRate",
                    "Strength (λ)",
                    "How strongly large weights are penalized.",
                    0,
                    Range.between(0, 10)),
            Trait.TRAINING,
            Trait.TAKEN_UP,
            Trait.IN_HYPERPARAMETERS);

    /** Whose rules it is trained by: ours, or TensorFlow Playground's. */
    public static final PlayRow<TrainingRules> RULES = new PlayRow<>(
            new ChoiceSetting<>(
                    "rules",
                    "Training rules",
                    "LayerLab’s rules, or TensorFlow Playground’s: its cost, batches, and L1.",
                    TrainingRules.LAYERLAB,
                    TrainingRules.values()),
            Trait.TRAINING,
            Trait.IN_HYPERPARAMETERS,
            Trait.ONLY_IF_CHOSEN);

    /** Whether the test points are shown. */
    public static final PlayRow<Boolean> SHOW_TEST = new PlayRow<>(
            new FlagSetting(
                    "showTestData",
                    "Test points",
                    "Show the test points, hollow. The network never learns from them.",
                    false),
            Trait.ONLY_SEEN);

    /** Whether classes are shown rather than probabilities. */
    public static final PlayRow<Boolean> DISCRETIZE = new PlayRow<>(
            new FlagSetting("discretize", "Decision only", "Paint only the decision: two flat colors.", false),
            Trait.ONLY_SEEN);

    /** How many of a hundred placed points are learned from. */
    public static final PlayRow<Long> TRAINING_SHARE = new PlayRow<>(
            new WholeSetting(
                    "percTrainData",
                    "Training share (%)",
                    "The other points, shown hollow, are held out for testing.",
                    80,
                    10,
                    100),
            Trait.CUSTOM_ONLY,
            Trait.IN_DATASET);

    /** The cost at which a run ends; 0 for none. */
    public static final PlayRow<Double> STOP_COST = new PlayRow<>(
            new NumberSetting(
                    "stopCost",
                    "Stop when cost ≤",
                    "Ends the run at the first logged cost that is no higher than this.",
                    0,
                    Range.between(0, 100)),
            Trait.TAKEN_UP,
            Trait.EMPTY_FOR_ZERO,
            Trait.IN_HYPERPARAMETERS,
            Trait.ONLY_IF_CHOSEN);

    /** Iterations without a lower cost after which a run ends; 0 for none. */
    public static final PlayRow<Long> STOP_PATIENCE = new PlayRow<>(
            new WholeSetting(
                    "stopPatience",
                    "Stop after … iterations without progress",
                    "Ends the run when the training cost, checked every 100 iterations, has not fallen by 0.01 % in this many. Keeps the last parameters.",
                    0,
                    0,
                    MOST_ITERATIONS),
            Trait.TAKEN_UP,
            Trait.EMPTY_FOR_ZERO,
            Trait.IN_HYPERPARAMETERS,
            Trait.ONLY_IF_CHOSEN);

    /** Seconds after which a run ends; 0 for none. */
    public static final PlayRow<Double> STOP_SECONDS = new PlayRow<>(
            new NumberSetting(
                    "stopSeconds",
                    "Time limit (s)",
                    "Ends the run after this many seconds of training.",
                    0,
                    Range.between(0, 1_000_000)),
            Trait.TAKEN_UP,
            Trait.EMPTY_FOR_ZERO,
            Trait.IN_HYPERPARAMETERS,
            Trait.ONLY_IF_CHOSEN);

    /** What ends a run early. */
    public static final List<PlayRow<?>> STOP_RULES = List.of(STOP_COST, STOP_PATIENCE, STOP_SECONDS);

    /** What the playground does without: it has one penalty at a time, and momentum's usual share. */
    private static final List<Setting<?>> WITHOUT =
            List.of(LearningSettings.MOMENTUM, LearningSettings.L1, LearningSettings.L2, LearningSettings.DROPOUT);

    /** All of them. */
    public static final List<PlayRow<?>> ALL = with(
            LearningSettings.ALL,
            DATASET,
            NOISE,
            TRAIN_SIZE,
            TEST_SIZE,
            CLASSES,
            FEATURES,
            HIDDEN,
            LEARNING_RATE,
            ITERATIONS,
            SEED,
            PRECISION,
            ACTIVATION,
            INITIALIZATION,
            BATCH_SIZE,
            OPTIMIZER,
            SCHEDULE,
            REGULARIZATION,
            REGULARIZATION_RATE,
            RULES,
            SHOW_TEST,
            DISCRETIZE,
            TRAINING_SHARE,
            STOP_COST,
            STOP_PATIENCE,
            STOP_SECONDS);

    private PlayRows() {}

    /** These rows, and before what is only seen, one for each setting of a training that has none among them. */
    static List<PlayRow<?>> with(List<Setting<?>> training, PlayRow<?>... rows) {
        List<PlayRow<?>> all = new ArrayList<>(List.of(rows));
        for (Setting<?> setting : training) {
            if (!WITHOUT.contains(setting) && find(all, setting.key()) == null) {
                all.add(all.indexOf(SHOW_TEST), row(setting));
            }
        }
        return List.copyOf(all);
    }

    private static <T> PlayRow<T> row(Setting<T> setting) {
        return LearningSettings.CHANGEABLE.contains(setting)
                ? new PlayRow<>(setting, Trait.TRAINING, Trait.TAKEN_UP, Trait.IN_HYPERPARAMETERS, Trait.ONLY_IF_CHOSEN)
                : new PlayRow<>(setting, Trait.TRAINING, Trait.IN_HYPERPARAMETERS, Trait.ONLY_IF_CHOSEN);
    }

    /** Whether a test holds for one of all settings. */
    static boolean any(Predicate<PlayRow<?>> such) {
        for (PlayRow<?> row : ALL) {
            if (such.test(row)) {
                return true;
            }
        }
        return false;
    }

    /** Classes of generated points: as many as are chosen, and the data set and the rules allow; 1 for a regression. */
    static int classes(Chosen chosen) {
        int most = chosen.get(RULES.setting()) == TrainingRules.TENSORFLOW
                ? 2
                : (int) (long) chosen.get(CLASSES.setting());
        return Math.min(chosen.get(DATASET.setting()).mostClasses(), most);
    }

    /** The setting with this key; null where there is none. */
    public static @Nullable PlayRow<?> find(String key) {
        return find(ALL, key);
    }

    private static @Nullable PlayRow<?> find(List<PlayRow<?>> rows, String key) {
        for (PlayRow<?> row : rows) {
            if (row.key().equals(key)) {
                return row;
            }
        }
        return null;
    }
}
