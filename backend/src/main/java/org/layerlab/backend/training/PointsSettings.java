package org.layerlab.backend.training;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.layerlab.network.choice.ChoiceSetting;
import org.layerlab.network.choice.Chosen;
import org.layerlab.network.choice.NumberSetting;
import org.layerlab.network.choice.Range;
import org.layerlab.network.choice.Setting;
import org.layerlab.network.choice.TextSetting;
import org.layerlab.network.choice.WholeSetting;
import org.layerlab.network.data.Points;
import org.layerlab.network.training.LearningSettings;

/** The settings of a run on points of the plane, a row each, with the defaults of the tutorial's second experiment. */
public final class PointsSettings {
    /** The layers, from input to output. */
    public static final TextSetting LAYERS = new TextSetting(
            "layers", "Layers", "Units of each layer; softmax4 at the end for four classes.", "2, 10, 1");

    /** The shapes that a seed gives. */
    public static final ChoiceSetting<Points> DATASET = new ChoiceSetting<>(
            "dataset",
            "Data set",
            "The shape of the points.",
            Points.CIRCLE,
            Stream.of(Points.values()).filter(shape -> shape != Points.CUSTOM).toArray(Points[]::new));

    /** The noise on both coordinates. */
    public static final NumberSetting NOISE = new NumberSetting(
            "noise", "Noise", "Standard deviation of the noise on both coordinates.", 0.15, Range.between(0, 100));

    /** How many points to train on. */
    public static final WholeSetting POINTS =
            new WholeSetting("points", "Points", "Points to train on.", 300, 2, Integer.MAX_VALUE);

    /** How many points to test the finished network on. */
    public static final WholeSetting TEST_POINTS = new WholeSetting(
            "testPoints",
            "Test points",
            "Points to test on, drawn with seed + 1; for TensorFlow Playground’s points, from the same draw.",
            100,
            2,
            Integer.MAX_VALUE);

    /** How many points to compare runs on. */
    public static final WholeSetting VALIDATION_POINTS = new WholeSetting(
            "validationPoints",
            "Validation points",
            "Points to compare runs on, neither trained nor tested on, drawn with a seed of their own; 0 measures none.",
            0,
            0,
            Integer.MAX_VALUE);

    private static final NumberSetting LEARNING_RATE =
            LearningSettings.LEARNING_RATE.within(0.2, LearningSettings.LEARNING_RATE.range());
    private static final WholeSetting ITERATIONS =
            LearningSettings.ITERATIONS.within(15_000, 0, LearningSettings.ITERATIONS.most());

    /** The seed; the points to test on have the next one. */
    private static final WholeSetting SEED =
            LearningSettings.SEED.within(LearningSettings.SEED.byDefault(), 0, LearningSettings.SEED.most() - 1);

    /** Settings of every training that have other defaults or bounds here. */
    private static final List<Setting<?>> OWN = List.of(LEARNING_RATE, ITERATIONS, SEED);

    /** All of them. */
    public static final List<Setting<?>> ALL = all();

    private PointsSettings() {}

    private static List<Setting<?>> all() {
        List<Setting<?>> settings =
                new ArrayList<>(List.of(LAYERS, DATASET, NOISE, POINTS, TEST_POINTS, VALIDATION_POINTS));
        for (Setting<?> setting : LearningSettings.ALL) {
            settings.add(OWN.stream()
                    .filter(own -> own.key().equals(setting.key()))
                    .findFirst()
                    .orElse(setting));
        }
        settings.add(LearningSettings.PRECISION);
        return List.copyOf(settings);
    }

    /** Values that differ from those of every training. */
    public static Chosen defaults() {
        return new Chosen().set(LEARNING_RATE, LEARNING_RATE.byDefault()).set(ITERATIONS, ITERATIONS.byDefault());
    }
}
