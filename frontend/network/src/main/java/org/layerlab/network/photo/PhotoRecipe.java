package org.layerlab.network.photo;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.data.Augmentation;
import org.layerlab.network.data.PhotoInput;
import org.layerlab.network.data.ValidationSplit;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.MapShape;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.network.training.OptimizerKind;
import org.layerlab.network.training.Schedule;

/**
 * All that is chosen before a network learns from photos. The same recipe on the same photos gives the same network in
 * the page and on the command line, as near as float32 goes.
 *
 * @param architecture takes {@link PhotoInput#FEATURES} numbers
 * @param initialization how the weights begin; drawn with the seed of {@code hyperparameters}
 * @param hyperparameters their iterations count where {@code epochs} is 0
 * @param epochs how often each photo is seen; 0 where iterations are counted
 * @param augmentation how a photo is varied from one showing to the next
 * @param side pixels along each side while learning: 64, or 32 or 16, with updates four or sixteen times as fast; the
 *     saved network takes 64×64 all the same
 * @param center whether the mean photo is taken off while learning; the saved network takes photos as they are
 * @param validation the part of the training photos that is kept apart, 0 to 0.9. Where there is one, the parameters
 *     that did best on it are kept, and probabilities are calibrated on it
 * @param patience stop after so many measurements on it without anything better; 0: never
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
        int patience) {
    private static final int CHANNELS = 3;
    private static final int FEW_PHOTOS = 3000;

    public PhotoRecipe {
        if (architecture.inputs() != PhotoInput.FEATURES) {
            throw new IllegalArgumentException("the layers begin with " + architecture.inputs() + ", but a photo has "
                    + PhotoInput.FEATURES + " features (64·64·3)");
        }
        if (architecture.outputs() != 1) {
            throw new IllegalArgumentException("the layers end in " + architecture.outputs()
                    + " classes, but photos are of cats and dogs: the last layer has to have 1 unit");
        }
        if (!architecture.isDense()
                && !architecture.input().equals(new MapShape(PhotoInput.SIZE, PhotoInput.SIZE, CHANNELS))) {
            throw new IllegalArgumentException(
                    "the layers begin with " + architecture.input() + ", but a photo is 64x64x3");
        }
        if (center && !architecture.isDense()) {
            throw new IllegalArgumentException("the mean photo can't be folded into " + architecture
                    + ": --center is for dense layers, and batch normalisation does its work");
        }
        if (epochs < 0) {
            throw new IllegalArgumentException("epochs is " + epochs + "; it has to be at least 0");
        }
        if (patience < 0) {
            throw new IllegalArgumentException("patience is " + patience + "; it has to be at least 0");
        }
        if (side != PhotoInput.SIZE && side != PhotoInput.SIZE / 2 && side != PhotoInput.SIZE / 4) {
            throw new IllegalArgumentException("side is " + side + "; it has to be 64, 32 or 16");
        }
        if (!architecture.isDense()) {
            architecture.on(new MapShape(side, side, CHANNELS));
        }
        ValidationSplit.requireFraction(validation);
        if (patience > 0 && validation == 0) {
            throw new IllegalArgumentException(
                    "patience is " + patience + ", but without a validation part there is nothing to wait for");
        }
    }

    /** The tutorial's: {@code [12288, 800, 10, 1]}, full batch, rate 0.1, weights {@code randn · 0.01}. */
    public static PhotoRecipe tutorial() {
        return new PhotoRecipe(
                Architecture.relu(PhotoInput.FEATURES, 800, 10, 1),
                Initialization.NORMAL,
                Hyperparameters.plain(0.1, 10_000),
                0,
                Augmentation.NONE,
                PhotoInput.SIZE,
                false,
                0,
                0);
    }

    /** The best that was found for some thousands of photos. */
    public static PhotoRecipe best() {
        return best(FEW_PHOTOS);
    }

    /**
     * The best that was found for so many photos: of few there are few steps in an epoch, and smaller batches make more.
     *
     * @param photos how many there are to learn from; 0 where that is not known
     */
    public static PhotoRecipe best(int photos) {
        boolean few = photos > 0 && photos < FEW_PHOTOS;
        Hyperparameters hyperparameters = Hyperparameters.builder(0.02, 0)
                .batchSize(few ? 32 : 64)
                .optimizer(OptimizerKind.MOMENTUM)
                .schedule(Schedule.COSINE)
                .l2(1e-3)
                .dropout(0.4)
                .build();
        return new PhotoRecipe(
                Architecture.relu(PhotoInput.FEATURES, 160, 1),
                Initialization.HE,
                hyperparameters,
                few ? 40 : 100,
                new Augmentation(true, 6),
                PhotoInput.SIZE / 2,
                true,
                0.15,
                0);
    }

    /**
     * What the run on so many photos, those of the validation part not counted, has: epochs as iterations.
     *
     * @throws IllegalArgumentException when they are more iterations than can be counted
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

    /** The same with another seed. */
    public PhotoRecipe withSeed(long seed) {
        return new PhotoRecipe(
                architecture,
                initialization,
                hyperparameters.toBuilder().seed(seed).build(),
                epochs,
                augmentation,
                side,
                center,
                validation,
                patience);
    }

    /** How many pixels along each side of a photo become one while learning. */
    public int reduction() {
        return PhotoInput.SIZE / side;
    }

    /**
     * How many pixels along each side of a photo become one in the first weights: filters, which do not know the
     * photo's size, stay as they are.
     */
    int foldedReduction() {
        return architecture.isDense() ? reduction() : 1;
    }

    /** The network while it learns: on {@code side} × {@code side} pixels. */
    public Architecture learning() {
        if (!architecture.isDense()) {
            return architecture.on(new MapShape(side, side, CHANNELS));
        }
        List<Integer> dims = new ArrayList<>(architecture.layerDims());
        dims.set(0, PhotoInput.FEATURES / (reduction() * reduction()));
        return new Architecture(dims, architecture.activations());
    }

    /** Of hidden dense layers, where the layers' own notation does not tell. */
    private Activation activation() {
        return architecture.isDense() ? architecture.activations().get(0) : Activation.RELU;
    }

    /** The choices as a model card's {@code hyperparameters} and a checkpoint tell them. */
    public JsonObject json() {
        Hyperparameters h = hyperparameters;
        JsonObject json = Json.object()
                .add("layers", architecture.toString())
                .add("activation", activation().id())
                .add("initialization", initialization.id())
                .add("learningRate", h.learningRate())
                .add("iterations", h.iterations())
                .add("epochs", epochs)
                .add("batchSize", h.batchSize())
                .add("optimizer", h.optimizer().id())
                .add("momentum", h.momentum())
                .add("schedule", h.schedule().id())
                .add("l1", h.l1())
                .add("l2", h.l2())
                .add("dropout", h.dropout())
                .add("mirror", augmentation.mirror())
                .add("shift", augmentation.shift())
                .add("side", side)
                .add("center", center)
                .add("validation", validation)
                .add("patience", patience)
                .add("seed", h.seed());
        // Only where they are chosen: recipes and checkpoints of before they could be go on to fit.
        if (augmentation.zoom() > 0) {
            json.add("zoom", augmentation.zoom());
        }
        if (augmentation.tint() > 0) {
            json.add("tint", augmentation.tint());
        }
        return json;
    }

    /**
     * What {@link #json} told; a choice that is missing is {@link #best}'s.
     *
     * @throws IllegalArgumentException when a choice is none, or out of range
     */
    public static PhotoRecipe of(JsonObject json) {
        PhotoRecipe best = best();
        Hyperparameters h = best.hyperparameters;
        try {
            return new PhotoRecipe(
                    Architecture.parse(
                            json.getString("layers", best.architecture.toString()),
                            Activation.of(json.getString("activation", Activation.RELU.id()))),
                    Initialization.of(json.getString("initialization", best.initialization.id())),
                    Hyperparameters.builder(
                                    json.getDouble("learningRate", h.learningRate()),
                                    json.getInt("iterations", h.iterations()))
                            .batchSize(json.getInt("batchSize", h.batchSize()))
                            .optimizer(OptimizerKind.of(
                                    json.getString("optimizer", h.optimizer().id())))
                            .schedule(Schedule.of(
                                    json.getString("schedule", h.schedule().id())))
                            .momentum(json.getDouble("momentum", h.momentum()))
                            .l1(json.getDouble("l1", h.l1()))
                            .l2(json.getDouble("l2", h.l2()))
                            .dropout(json.getDouble("dropout", h.dropout()))
                            .seed(json.getLong("seed", h.seed()))
                            .build(),
                    json.getInt("epochs", best.epochs),
                    new Augmentation(
                            json.getBoolean("mirror", best.augmentation.mirror()),
                            json.getInt("shift", best.augmentation.shift()),
                            json.getDouble("zoom", best.augmentation.zoom()),
                            json.getDouble("tint", best.augmentation.tint())),
                    json.getInt("side", best.side),
                    json.getBoolean("center", best.center),
                    json.getDouble("validation", best.validation),
                    json.getInt("patience", best.patience));
        } catch (UnsupportedOperationException | NumberFormatException e) {
            throw new IllegalArgumentException("the recipe has a choice of another type: " + e.getMessage(), e);
        }
    }
}
