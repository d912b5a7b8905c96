package org.layerlab.network.photo;

import com.eclipsesource.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.choice.Chosen;
import org.layerlab.network.choice.Setting;
import org.layerlab.network.data.Augmentation;
import org.layerlab.network.data.Crop;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.data.Resize;
import org.layerlab.network.file.SettingsJson;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.MapShape;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.network.training.LearningSettings;
import org.layerlab.network.training.OptimizerKind;
import org.layerlab.network.training.Schedule;

/**
 * All that is chosen before a network learns from photos. The same recipe on the same photos gives the same network in
 * the page and on the command line, up to float32 rounding. {@link RecipeSettings} describes each choice.
 *
 * @param architecture takes square photos in three channels
 * @param initialization how the weights are initialized, with the seed of {@code hyperparameters}
 * @param hyperparameters their iterations count where {@code epochs} is 0
 * @param epochs how often each photo is seen; 0 where iterations are counted
 * @param augmentation how a photo is varied from one showing to the next
 * @param side pixels along each side in training: fewer make updates faster, and the saved network takes what its layers
 *     say all the same; 0 becomes that
 * @param center whether the mean photo is subtracted in training; the saved network takes photos as they are
 * @param validation the part of the training photos that is kept apart, 0 to 0.9. Where there is one, the parameters
 *     that did best on it are kept, and probabilities are calibrated on it
 * @param patience stop after this many measurements on it without progress; 0: never
 * @param resize how photos are resized
 * @param crop which part of a photo is seen
 * @param askMirror whether the saved network is asked about mirror images too
 * @param source pixels along each side of the photos that the run is given; 0 becomes what the layers say
 * @param labelSmoothing how far labels are from 0 and 1, in training alone
 * @param averaging the share of itself that the mean of the weights keeps in an update, which is measured and saved in
 *     place of them; 0: none
 */
public record PhotoRecipe(
        Architecture architecture,
        Initialization initialization,
        Hyperparameters hyperparameters,
        int epochs,
        Augmentation augmentation,
        int side,
        boolean center,
        double validation,
        int patience,
        Resize resize,
        Crop crop,
        boolean askMirror,
        int source,
        double labelSmoothing,
        double averaging) {
    private static final int CHANNELS = PhotoPreparation.CHANNELS;
    private static final int FEW_PHOTOS = 3000;

    public PhotoRecipe {
        int whole = PhotoPreparation.sideOf(architecture.inputs());
        if (whole == 0) {
            throw new IllegalArgumentException("the layers begin with " + architecture.inputs()
                    + ", but a photo of n×n pixels has n·n·3 features, n from " + PhotoPreparation.MIN_SIDE + " to "
                    + PhotoPreparation.MAX_SIDE + ": 12288 for 64×64");
        }
        side = side == 0 ? whole : side;
        source = source == 0 ? whole : source;
        if (architecture.outputs() != 1) {
            throw new IllegalArgumentException("the layers end in " + architecture.outputs()
                    + " classes, but photos are of cats and dogs: the last layer must have 1 unit");
        }
        if (architecture.isRegression()) {
            throw new IllegalArgumentException(
                    "the layers end in a linear output, but photos are of cats and dogs: the last"
                            + " layer must be a sigmoid");
        }
        if (!architecture.isDense() && !architecture.input().equals(new MapShape(whole, whole, CHANNELS))) {
            MapShape photo = new MapShape(whole, whole, CHANNELS);
            MapShape input = architecture.input();
            throw new IllegalArgumentException(
                    input.height() == 1 && input.width() == 1
                            ? "the layers begin with " + input.channels() + ", but layers for photos follow; write "
                                    + photo + " instead"
                            : "the layers begin with " + input + ", but a photo is " + photo);
        }
        if (center && !architecture.isDense()) {
            throw new IllegalArgumentException("the mean photo can't be folded into " + architecture
                    + ": subtracting it is for dense layers; use batch normalization instead");
        }
        RecipeSettings.EPOCHS.require((long) epochs);
        RecipeSettings.PATIENCE.require((long) patience);
        RecipeSettings.VALIDATION.require(validation);
        RecipeSettings.LABEL_SMOOTHING.require(labelSmoothing);
        RecipeSettings.AVERAGING.require(averaging);
        if (side < RecipeSettings.LEAST_SIDE || side > whole) {
            throw new IllegalArgumentException(
                    "training resolution is " + side + "; it must be " + RecipeSettings.LEAST_SIDE + " to " + whole);
        }
        if (architecture.isDense() && whole % side != 0) {
            throw new IllegalArgumentException("training resolution is " + side + "; for dense layers on " + whole + "×"
                    + whole + " pixels it must divide " + whole);
        }
        requireSources(source, side, center);
        if (!architecture.isDense()) {
            architecture.on(new MapShape(side, side, CHANNELS));
        }
        if (patience > 0 && validation == 0) {
            throw new IllegalArgumentException(
                    "patience is " + patience + ", but early stopping needs a validation set");
        }
    }

    private static void requireSources(int source, int side, boolean center) {
        if (source < PhotoPreparation.MIN_SIDE || source > PhotoPreparation.MAX_SIDE) {
            throw new IllegalArgumentException("resolution of the sources is " + source + "; it must be "
                    + PhotoPreparation.MIN_SIDE + " to " + PhotoPreparation.MAX_SIDE);
        }
        if (source < side || (center && source % side != 0)) {
            throw new IllegalArgumentException(
                    center
                            ? "the sources have " + source + " pixels a side; they need at least the " + side
                                    + " of the training, or a multiple, to subtract the mean photo"
                            : "the sources have " + source + " pixels a side; they need at least the " + side
                                    + " of the training");
        }
    }

    /** The tutorial's: {@code [12288, 800, 10, 1]}, full batch, learning rate 0.1, weights {@code randn · 0.01}. */
    public static PhotoRecipe tutorial() {
        return of(new Chosen());
    }

    /** The best recipe found for some thousands of photos. */
    public static PhotoRecipe best() {
        return best(FEW_PHOTOS);
    }

    /** Whether an epoch of this many photos has few steps; not so where their number is not known, which is 0. */
    static boolean isFew(int photos) {
        return photos > 0 && photos < FEW_PHOTOS;
    }

    /**
     * The best recipe found for this many photos: with few, an epoch has few steps, and smaller batches make more.
     *
     * @param photos to learn from; 0 where their number is not known
     */
    public static PhotoRecipe best(int photos) {
        boolean few = isFew(photos);
        return of(new Chosen()
                .set(RecipeSettings.LAYERS, "12288, 160, 1")
                .set(LearningSettings.INITIALIZATION, Initialization.HE)
                .set(LearningSettings.LEARNING_RATE, 0.02)
                .set(LearningSettings.ITERATIONS, 0L)
                .set(RecipeSettings.EPOCHS, few ? 40L : 100L)
                .set(LearningSettings.BATCH_SIZE, few ? 32L : 64L)
                .set(LearningSettings.OPTIMIZER, OptimizerKind.MOMENTUM)
                .set(LearningSettings.SCHEDULE, Schedule.COSINE)
                .set(LearningSettings.L2, 1e-3)
                .set(LearningSettings.DROPOUT, 0.4)
                .set(Augmentation.MIRROR, true)
                .set(Augmentation.SHIFT, 6L)
                .set(RecipeSettings.SIDE, 32L)
                .set(RecipeSettings.CENTER, true)
                .set(RecipeSettings.VALIDATION, 0.15));
    }

    /**
     * The recipe with these values.
     *
     * @throws IllegalArgumentException when they do not fit together
     */
    public static PhotoRecipe of(Chosen chosen) {
        return new PhotoRecipe(
                Architecture.parse(chosen.get(RecipeSettings.LAYERS), chosen.get(LearningSettings.ACTIVATION)),
                chosen.get(LearningSettings.INITIALIZATION),
                Hyperparameters.of(chosen),
                chosen.whole(RecipeSettings.EPOCHS),
                new Augmentation(
                        chosen.get(Augmentation.MIRROR),
                        chosen.whole(Augmentation.SHIFT),
                        chosen.get(Augmentation.ZOOM),
                        chosen.get(Augmentation.TINT),
                        chosen.get(Augmentation.CROP),
                        chosen.get(Augmentation.ORIGINS),
                        chosen.get(Augmentation.OUTLIERS),
                        chosen.get(Augmentation.MIX_UP)),
                chosen.whole(RecipeSettings.SIDE),
                chosen.get(RecipeSettings.CENTER),
                chosen.get(RecipeSettings.VALIDATION),
                chosen.whole(RecipeSettings.PATIENCE),
                chosen.get(RecipeSettings.RESIZE),
                chosen.get(RecipeSettings.CROP),
                chosen.get(RecipeSettings.ASK_MIRROR),
                chosen.whole(RecipeSettings.SOURCE),
                chosen.get(RecipeSettings.LABEL_SMOOTHING),
                chosen.get(RecipeSettings.AVERAGING));
    }

    /** The values of this recipe, from which {@link #of(Chosen)} makes it again. */
    public Chosen chosen() {
        return hyperparameters
                .chosen()
                .set(RecipeSettings.LAYERS, isMixed() ? architecture.withActivations() : architecture.toString())
                .set(LearningSettings.ACTIVATION, activation())
                .set(LearningSettings.INITIALIZATION, initialization)
                .set(RecipeSettings.EPOCHS, (long) epochs)
                .set(Augmentation.MIRROR, augmentation.mirror())
                .set(Augmentation.SHIFT, (long) augmentation.shift())
                .set(Augmentation.ZOOM, augmentation.zoom())
                .set(Augmentation.TINT, augmentation.tint())
                .set(Augmentation.CROP, augmentation.crop())
                .set(Augmentation.ORIGINS, augmentation.origins())
                .set(Augmentation.OUTLIERS, augmentation.outliers())
                .set(Augmentation.MIX_UP, augmentation.mixUp())
                .set(RecipeSettings.SIDE, (long) side)
                .set(RecipeSettings.CENTER, center)
                .set(RecipeSettings.VALIDATION, validation)
                .set(RecipeSettings.PATIENCE, (long) patience)
                .set(RecipeSettings.RESIZE, resize)
                .set(RecipeSettings.CROP, crop)
                .set(RecipeSettings.ASK_MIRROR, askMirror)
                .set(RecipeSettings.SOURCE, source == preparation().side() ? 0L : (long) source)
                .set(RecipeSettings.LABEL_SMOOTHING, labelSmoothing)
                .set(RecipeSettings.AVERAGING, averaging);
    }

    /**
     * The hyperparameters of a run on this many photos, without those of the validation set: epochs become iterations.
     *
     * @throws IllegalArgumentException when there would be too many iterations to count
     */
    public Hyperparameters hyperparameters(int photos) {
        if (epochs == 0) {
            return hyperparameters;
        }
        int batch = hyperparameters.batchSize() == 0 ? photos : Math.min(photos, hyperparameters.batchSize());
        long iterations = (long) epochs * ((photos + batch - 1) / Math.max(1, batch));
        if (iterations > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(epochs + " epochs of " + photos + " photos are too many");
        }
        return hyperparameters.with(hyperparameters.learningRate(), (int) iterations);
    }

    /** This recipe with another seed. */
    public PhotoRecipe withSeed(long seed) {
        return of(chosen().set(LearningSettings.SEED, seed));
    }

    /** How the saved network takes photos. */
    public PhotoPreparation preparation() {
        return new PhotoPreparation(PhotoPreparation.sideOf(architecture.inputs()), resize, crop).withMirror(askMirror);
    }

    /** How the photos are prepared that a run is given. */
    public PhotoPreparation sources() {
        return preparation().withSide(source);
    }

    /**
     * How many pixels along each side of a photo become one in the initial weights: filters, which do not know the
     * photo's size, stay as they are.
     */
    int foldedReduction() {
        return architecture.isDense() ? preparation().side() / side : 1;
    }

    /** The network in training: on {@code side} × {@code side} pixels. */
    public Architecture learning() {
        if (!architecture.isDense()) {
            return architecture.on(new MapShape(side, side, CHANNELS));
        }
        List<Integer> dims = new ArrayList<>(architecture.layerDims());
        dims.set(0, side * side * CHANNELS);
        return new Architecture(dims, architecture.activations());
    }

    /** The activation of hidden dense layers, which the notation of layers leaves out. */
    private Activation activation() {
        return architecture.isDense() && !isMixed() ? architecture.activations().get(0) : Activation.RELU;
    }

    /** Whether its hidden layers are dense and of several activations, which then stand beside each. */
    private boolean isMixed() {
        List<Activation> hidden = architecture.isDense()
                ? architecture
                        .activations()
                        .subList(0, architecture.activations().size() - 1)
                : List.of();
        for (Activation activation : hidden) {
            if (activation != hidden.get(0)) {
                return true;
            }
        }
        return false;
    }

    /** The recipe as JSON, for model cards and checkpoints. */
    public JsonObject json() {
        Chosen chosen = chosen();
        JsonObject json = SettingsJson.write(RecipeSettings.ALL, chosen);
        for (Setting<?> setting : RecipeSettings.ONLY_IF_CHOSEN) {
            if (chosen.get(setting).equals(setting.byDefault())) {
                json.remove(setting.key());
            }
        }
        return json;
    }

    /**
     * The recipe that {@link #json} wrote; a value that is missing is {@link #best}'s.
     *
     * @throws IllegalArgumentException when a value is of another type or out of range
     */
    public static PhotoRecipe of(JsonObject json) {
        return of(SettingsJson.read(RecipeSettings.ALL, json, best().chosen()));
    }
}
