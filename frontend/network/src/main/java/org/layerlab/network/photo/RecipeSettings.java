package org.layerlab.network.photo;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.choice.ChoiceSetting;
import org.layerlab.network.choice.FlagSetting;
import org.layerlab.network.choice.NumberSetting;
import org.layerlab.network.choice.Range;
import org.layerlab.network.choice.Setting;
import org.layerlab.network.choice.TextSetting;
import org.layerlab.network.choice.WholeSetting;
import org.layerlab.network.data.Augmentation;
import org.layerlab.network.data.Crop;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.data.Resize;
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
                    + " stride and padding), dw3 (depthwise), bn (batch normalization), an activation such as relu, skip"
                    + " and add (residual connection), pool2 (maximum of 2x2 pixels), gap (mean over all pixels),"
                    + " dropout0.3, units.",
            "12288, 800, 10, 1");

    /** Passes over the photos. */
    public static final WholeSetting EPOCHS = new WholeSetting(
            "epochs",
            "Epochs",
            "How many times each photo is seen; 0 if iterations set the length instead.",
            0,
            0,
            Integer.MAX_VALUE);

    /** Pixels along each side in training. */
    public static final WholeSetting SIDE = new WholeSetting(
            "side",
            "Training resolution",
            "Trains on photos of this many pixels a side: half as many is four times as fast. The saved network still"
                    + " takes photos of the size that its layers say. 0: that size.",
            0,
            0,
            PhotoPreparation.MAX_SIDE);

    /** Pixels along each side of the photos as they are kept for training. */
    public static final WholeSetting SOURCE = new WholeSetting(
            "source",
            "Resolution of the sources",
            "Keeps photos at this many pixels a side during training, so that random crops lose no detail; 0: the size"
                    + " that the network takes.",
            0,
            0,
            PhotoPreparation.MAX_SIDE);

    /** The fewest pixels along a side that training takes. */
    static final int LEAST_SIDE = 16;

    /** How photos are resized for the network. */
    public static final ChoiceSetting<Resize> RESIZE = new ChoiceSetting<>(
            "resize", "Resizing", "How photos are shrunk to the input size.", Resize.OPENCV_CUBIC, Resize.values());

    /** Which part of a photo the network sees. */
    public static final ChoiceSetting<Crop> CROP =
            new ChoiceSetting<>("crop", "Crop", "Which part of a photo the network sees.", Crop.STRETCH, Crop.values());

    /** Whether the saved network is asked about mirror images too. */
    public static final FlagSetting ASK_MIRROR = new FlagSetting(
            "askMirror",
            "Asks about mirror images",
            "Averages the finished network's answers for a photo and its mirror image.",
            false);

    /** How far labels are from 0 and 1. */
    public static final NumberSetting LABEL_SMOOTHING = new NumberSetting(
            "labelSmoothing",
            "Label smoothing",
            "Softens the labels by this much: 0.1 turns 0 into 0.05 and 1 into 0.95.",
            0,
            Range.below(0, 1));

    /** How slowly the mean of the weights follows them. */
    public static final NumberSetting AVERAGING = new NumberSetting(
            "averaging",
            "Weight averaging",
            "Validates and saves a running mean of the weights instead of the last weights. The mean keeps this"
                    + " share of itself in each update: 0.99 averages about 100 updates; 0: no averaging.",
            0,
            Range.below(0, 1));

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
            "Early stopping (measurements)",
            "Stops after this many measurements on the validation set without progress; 0 never stops. One is made after"
                    + " each epoch, or every 20 updates if one batch holds all photos.",
            0,
            0,
            Integer.MAX_VALUE);

    /**
     * Those that files have only where they are chosen: recipes and checkpoints from before these settings existed still
     * match.
     */
    static final List<Setting<?>> ONLY_IF_CHOSEN = List.of(
            Augmentation.ZOOM,
            Augmentation.TINT,
            Augmentation.CROP,
            Augmentation.ORIGINS,
            Augmentation.OUTLIERS,
            Augmentation.MIX_UP,
            SOURCE,
            RESIZE,
            CROP,
            ASK_MIRROR,
            LABEL_SMOOTHING,
            AVERAGING);

    /** All of them, in the order in which files list them: every setting of a training, and those of photos. */
    public static final List<Setting<?>> ALL = all();

    private RecipeSettings() {}

    private static List<Setting<?>> all() {
        List<Setting<?>> all = new ArrayList<>(LearningSettings.ALL);
        all.add(0, LAYERS);
        all.add(all.indexOf(LearningSettings.ITERATIONS) + 1, EPOCHS);
        all.addAll(
                all.indexOf(LearningSettings.SEED),
                List.of(Augmentation.MIRROR, Augmentation.SHIFT, SIDE, CENTER, VALIDATION, PATIENCE));
        all.addAll(ONLY_IF_CHOSEN);
        return List.copyOf(all);
    }
}
