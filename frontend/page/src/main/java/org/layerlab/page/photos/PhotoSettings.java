package org.layerlab.page.photos;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import org.layerlab.network.Architecture;
import org.layerlab.network.Hyperparameters;
import org.layerlab.network.Initialization;
import org.layerlab.network.OptimizerKind;
import org.layerlab.network.Schedule;
import org.layerlab.network.data.PhotoInput;
import org.layerlab.network.matrix.Activation;

/**
 * What a run on photos is set to.
 *
 * @param dataset the id of the data set
 * @param architecture the shape of the network
 * @param learningRate the step's factor
 * @param epochs how often each photo is shown
 * @param batchSize photos per update
 * @param recipe how the training goes
 * @param seed of weights, order and mirroring
 */
public record PhotoSettings(
        String dataset,
        Architecture architecture,
        double learningRate,
        int epochs,
        int batchSize,
        Recipe recipe,
        long seed) {
    private static final int MAX_EPOCHS = 10_000;
    private static final long MAX_PARAMETERS = 40_000_000;

    /** How a training goes, beyond its numbers. */
    public enum Recipe {
        /** Plain gradient descent from {@code randn · 0.01}, as in the tutorial. */
        TUTORIAL("tutorial"),
        /** Momentum, cosine decay, weight decay, dropout, mirrored copies, mean taken off, He initialisation. */
        BEST("best");

        private final String id;

        Recipe(String id) {
            this.id = id;
        }

        /** The name in the form's choice and in the card. */
        public String id() {
            return id;
        }

        /** The recipe of that name; the best one where there is none. */
        public static Recipe of(String id) {
            return id.equals(TUTORIAL.id) ? TUTORIAL : BEST;
        }
    }

    /**
     * Settings as typed in a form.
     *
     * @param layers {@code "12288, 64, 10, 1"}
     * @throws IllegalArgumentException saying what is wrong
     */
    public static PhotoSettings of(
            String dataset, String layers, String learningRate, String epochs, String batchSize, Recipe recipe) {
        Architecture architecture = Architecture.parse(layers, Activation.RELU);
        if (architecture.inputs() != PhotoInput.FEATURES) {
            throw new IllegalArgumentException("the layers begin with " + architecture.inputs()
                    + ", but a photo of 64×64 pixels in three colours has " + PhotoInput.FEATURES + " numbers");
        }
        if (architecture.parameterCount() > MAX_PARAMETERS) {
            throw new IllegalArgumentException("the layers " + architecture + " have " + architecture.parameterCount()
                    + " parameters; in a browser there can be at most " + MAX_PARAMETERS);
        }
        return new PhotoSettings(
                dataset,
                architecture,
                number("learning rate", learningRate, 1e-6, 100),
                (int) number("epochs", epochs, 1, MAX_EPOCHS),
                (int) number("batch size", batchSize, 1, 100_000),
                recipe,
                1);
    }

    /** The choices of a training on so many photos. */
    public Hyperparameters hyperparameters(int photos) {
        int perEpoch = (photos + batchSize - 1) / batchSize;
        int iterations = (int) Math.min(Integer.MAX_VALUE, (long) epochs * perEpoch);
        return recipe == Recipe.TUTORIAL
                ? new Hyperparameters(
                        learningRate, iterations, batchSize, OptimizerKind.SGD, Schedule.CONSTANT, 0.9, 0, 0, 0, seed)
                : new Hyperparameters(
                        learningRate,
                        iterations,
                        batchSize,
                        OptimizerKind.MOMENTUM,
                        Schedule.COSINE,
                        0.9,
                        0,
                        1e-3,
                        0.3,
                        seed);
    }

    /** How the weights begin. */
    public Initialization initialization() {
        return recipe == Recipe.TUTORIAL ? Initialization.NORMAL : Initialization.HE;
    }

    /** Whether photos are mirrored half of the time and the mean photo is taken off. */
    public boolean augmented() {
        return recipe == Recipe.BEST;
    }

    /** As JSON, for the worker. */
    public String toJson() {
        return Json.object()
                .add("dataset", dataset)
                .add("layers", architecture.toString())
                .add("learningRate", String.valueOf(learningRate))
                .add("epochs", String.valueOf(epochs))
                .add("batchSize", String.valueOf(batchSize))
                .add("recipe", recipe.id())
                .toString();
    }

    /** What {@link #toJson} wrote. */
    public static PhotoSettings fromJson(String text) {
        JsonObject json = Json.parse(text).asObject();
        return of(
                json.getString("dataset", ""),
                json.getString("layers", ""),
                json.getString("learningRate", ""),
                json.getString("epochs", ""),
                json.getString("batchSize", ""),
                Recipe.of(json.getString("recipe", "")));
    }

    private static double number(String name, String text, double least, double most) {
        double value;
        try {
            value = Double.parseDouble(text.trim());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " '" + text + "' is no number", e);
        }
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    name + " is " + text.trim() + "; it can be " + plain(least) + " to " + plain(most));
        }
        return value;
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }
}
