package org.layerlab.network.photo;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.choice.FlagSetting;
import org.layerlab.network.choice.Setting;
import org.layerlab.network.choice.TextSetting;
import org.layerlab.network.choice.WholeSetting;
import org.layerlab.network.data.Augmentation;
import org.layerlab.network.data.PhotoInput;
import org.layerlab.network.data.ValidationSplit;
import org.layerlab.network.training.LearningSettings;

/**
 * The settings of a training on photos, a row each, with the tutorial's values as defaults. Model cards, checkpoints and
 * the options of the command line loop over {@link #ALL}.
 */
public final class RecipeSettings {
    /** The layers, from input to output. */
    public static final TextSetting LAYERS = new TextSetting(
            "layers",
            "Layers",
            "Units of each layer; or an input 64x64x3 and any of: conv3x32 (32 filters of 3x3 pixels; conv3x32s2p0 with"
                    + " stride and padding), bn (batch normalization), an activation such as relu, pool2 (maximum of"
                    + " 2x2 pixels), gap (mean over all pixels), dropout0.3, units.",
            "12288, 800, 10, 1");

    /** Passes over the photos. */
    public static final WholeSetting EPOCHS = new WholeSetting(
            "epochs",
            "Epochs",
            "How often each photo is seen; 0 where iterations are counted instead.",
            0,
            0,
            Integer.MAX_VALUE);

    /** Pixels along each side in training. */
    public static final WholeSetting SIDE = new WholeSetting(
            "side",
            "Training resolution",
            "Trains on photos of 64, 32 or 16 pixels a side; 32 is four times as fast, and the saved network takes 64"
                    + " all the same.",
            PhotoInput.SIZE,
            PhotoInput.SIZE / 4,
            PhotoInput.SIZE);

    /** Whether the mean photo is subtracted in training. */
    public static final FlagSetting CENTER = new FlagSetting(
            "center",
            "Subtract the mean photo",
            "Subtracts the mean photo in training and folds it into b1 at the end: the saved network takes photos.",
            false);

    /** The part of the training photos that is kept apart to measure on. */
    public static final Setting<Double> VALIDATION = ValidationSplit.FRACTION;

    /** Measurements without progress before a run ends. */
    public static final WholeSetting PATIENCE = new WholeSetting(
            "patience",
            "Early stopping",
            "Stops after this many measurements on the validation part without progress; 0 never stops.",
            0,
            0,
            Integer.MAX_VALUE);

    /** All of them, in the order in which files list them: every setting of a training, and those of photos. */
    public static final List<Setting<?>> ALL = all();

    /**
     * Those that files have only where they are chosen: recipes and checkpoints from before these settings existed still
     * match.
     */
    static final List<Setting<?>> ONLY_IF_CHOSEN = List.of(Augmentation.ZOOM, Augmentation.TINT);

    private RecipeSettings() {}

    private static List<Setting<?>> all() {
        List<Setting<?>> all = new ArrayList<>(LearningSettings.ALL);
        all.add(0, LAYERS);
        all.add(all.indexOf(LearningSettings.ITERATIONS) + 1, EPOCHS);
        all.addAll(
                all.indexOf(LearningSettings.SEED),
                List.of(Augmentation.MIRROR, Augmentation.SHIFT, SIDE, CENTER, VALIDATION, PATIENCE));
        all.addAll(List.of(Augmentation.ZOOM, Augmentation.TINT));
        return List.copyOf(all);
    }
}
