package org.layerlab.network.photo;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.choice.Chosen;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.file.SettingsJson;
import org.layerlab.network.file.Tensor;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.training.EarlyStop;
import org.layerlab.network.training.OpenCosts;
import org.layerlab.network.training.Trainer;
import org.layerlab.network.training.ValidationPoint;

/**
 * A run in the middle, in a safetensors file: a model that works as it is, and beside it what the run needs to continue. The
 * optimizer's moments are tensors {@code optimizer.moment1.W1} …, the parameters that did best so far {@code
 * optimizer.best.W1} …, the running mean of the weights, where one is kept, {@code optimizer.average.W1} …, the first bias
 * as training has it (before the mean photo is folded in) is {@code optimizer.centred.b1}, and so are the first weights
 * {@code optimizer.reduced.W1}, where those of the model, spread over whole photos, do not give back their digits; the
 * card's {@code checkpoint} has the settings, which the run that continues has to share.
 */
public final class Checkpoint {
    /** The setting that tells one set of photos from others. */
    public static final String PHOTOS = "photos";

    /** The setting that tells the model that a run started from; there is none where it started from random weights. */
    public static final String START = "start";

    private static final String ITERATIONS = "iterations";
    private static final String EPOCHS = "epochs";
    private static final String FINGERPRINT = "fingerprint";
    /** What a server keeps beside the parameters; earlier checkpoints have the names without it. */
    private static final String STATE = "optimizer.";

    private static final String CENTERED_BIAS = "centred.b1";
    private static final String REDUCED_WEIGHTS = "reduced.W1";
    private static final String BEST = "best";
    private static final String AVERAGE = "average";

    /** What settings were in runs from before they existed. */
    private static final JsonObject DEFAULTS = SettingsJson.write(RecipeSettings.ALL, new Chosen());

    private final ParameterFile file;
    private final JsonObject about;
    private final JsonObject settings;

    private Checkpoint(ParameterFile file, JsonObject about, JsonObject settings) {
        this.file = file;
        this.about = about;
        this.settings = settings;
    }

    /**
     * The checkpoint of a run as it is now.
     *
     * @param settings all that decides what the run computes: the recipe's {@link PhotoRecipe#json}, and which photos
     * @param card of the model as it is now
     * @throws IllegalArgumentException when the parameters are not numbers
     */
    public static ParameterFile of(PhotoLearning learning, JsonObject settings, CardBuilder card, Precision precision) {
        Trainer trainer = learning.trainer();
        Map<String, Tensor> extra = new LinkedHashMap<>();
        Tensor.Type type = precision == Precision.FLOAT64 ? Tensor.Type.F64 : Tensor.Type.F32;
        boolean spread = !Reduction.isExact(learning.recipe().foldedReduction());
        if (learning.mean() != null || spread) {
            Parameters.Dense first = trainer.network().parameters().layers().get(0);
            if (learning.mean() != null) {
                extra.put(STATE + CENTERED_BIAS, Tensor.of(type, first.b(), first.rows(), 1));
            }
            if (spread) {
                extra.put(STATE + REDUCED_WEIGHTS, Tensor.of(type, first.W(), first.rows(), first.columns()));
            }
        }
        List<Parameters> moments = trainer.optimizerState();
        for (int i = 0; i < moments.size(); i++) {
            add(extra, moment(i), moments.get(i), type);
        }
        Parameters mean = trainer.average().mean();
        if (mean != null) {
            // Computed in float64 from numbers of any precision.
            add(extra, AVERAGE, mean, Tensor.Type.F64);
        }
        JsonArray validation = new JsonArray();
        EarlyStop earlyStop = learning.earlyStop();
        if (earlyStop != null) {
            Parameters best = earlyStop.bestParameters();
            if (best != null) {
                add(extra, BEST, best, type);
            }
            for (ValidationPoint point : earlyStop.points()) {
                // JSON has neither infinity nor NaN; no other cost is as large.
                double cost = Math.min(point.cost(), Double.MAX_VALUE);
                validation.add(new JsonArray()
                        .add(point.iteration())
                        .add(Double.isNaN(cost) ? Json.NULL : Json.value(cost))
                        .add(point.accuracy()));
            }
        }
        OpenCosts open = trainer.openCosts().finite();
        card.iteration(trainer.iteration())
                .costs(trainer.costs())
                .set(
                        "checkpoint",
                        Json.object()
                                .add("settings", settings)
                                .add("openCostSum", open.sum())
                                .add("openCostCount", open.count())
                                .add("validation", validation));
        return new ParameterFile(learning.parameters(), card.build(), extra);
    }

    /**
     * The checkpoint in a file.
     *
     * @throws ParameterFileException when it is a model, but no checkpoint
     */
    public static Checkpoint in(ParameterFile file) throws ParameterFileException {
        JsonValue about = file.card().json().get("checkpoint");
        if (about == null || !about.isObject() || !(about.asObject().get("settings") instanceof JsonObject settings)) {
            throw new ParameterFileException("it is a model, but not a checkpoint");
        }
        return new Checkpoint(file, about.asObject(), settings);
    }

    /** What the run was set to: a recipe's choices, and which photos it learns from. */
    public JsonObject settings() {
        return settings;
    }

    /** How many updates were made; −1 where the file does not say. */
    public int iteration() {
        return (int) Math.min(Integer.MAX_VALUE, file.card().iteration().orElse(-1));
    }

    /**
     * Continues the run where the file left it.
     *
     * @param here the settings of the run that will continue
     * @throws ParameterFileException when the file is of a run with other settings, naming both, or damaged
     */
    public void resume(PhotoLearning learning, JsonObject here) throws ParameterFileException {
        Trainer trainer = learning.trainer();
        requireSame(here, trainer.hyperparameters().iterations());
        try {
            trainer.network().set(trained(learning.recipe()));
            List<Parameters> moments = new ArrayList<>();
            for (int i = 0; i < trainer.hyperparameters().optimizer().moments(); i++) {
                moments.add(parameters(moment(i), trainer.network()));
            }
            trainer.resume(
                    iteration(),
                    moments,
                    file.card().costs(),
                    new OpenCosts(about.getDouble("openCostSum", 0), about.getInt("openCostCount", 0)));
            if (learning.recipe().averaging() > 0 && iteration() > 0) {
                trainer.average().resume(parameters(AVERAGE, trainer.network()));
            }
            EarlyStop earlyStop = learning.earlyStop();
            if (earlyStop != null) {
                boolean kept = tensor(BEST + ".W1") != null;
                earlyStop.resume(validation(), kept ? parameters(BEST, trainer.network()) : null);
            }
        } catch (IllegalArgumentException | UnsupportedOperationException e) {
            throw new ParameterFileException("it is damaged: " + e.getMessage(), e);
        }
    }

    private void requireSameStart(JsonObject here) throws ParameterFileException {
        JsonValue ours = here.get(START);
        JsonValue theirs = settings.get(START);
        if (theirs == null && settings.get(PHOTOS) != null && file.card().json().get("start") != null) {
            // Written before the command line said from which.
            theirs = ours == null ? Json.NULL : ours;
        }
        if (!Objects.equals(ours, theirs)) {
            throw new ParameterFileException(
                    "it is of a run that started from " + start(theirs) + ", but this run starts from " + start(ours));
        }
    }

    private static String start(@Nullable JsonValue start) {
        return start == null
                ? "random weights"
                : start.isString() ? "a model with SHA-256 " + start.asString() : "a model";
    }

    private void requireSame(JsonObject here, int iterations) throws ParameterFileException {
        // At a constant rate the number of iterations changes nothing in those that are done.
        boolean maySayMore = here.getString("schedule", "").equals("constant") && iterations >= iteration();
        requireSameStart(here);
        for (JsonObject.Member member : here) {
            String key = member.getName();
            if (key.equals(START)) {
                continue;
            }
            JsonValue ours = member.getValue();
            JsonValue theirs = settings.get(key) == null ? DEFAULTS.get(key) : settings.get(key);
            boolean length = key.equals(ITERATIONS) || key.equals(EPOCHS);
            if ((key.equals(FINGERPRINT) || key.equals(PHOTOS)) && !ours.equals(theirs)) {
                throw new ParameterFileException("it learned from other photos than those that are here");
            }
            if (!ours.equals(theirs) && !(length && maySayMore)) {
                throw new ParameterFileException("it is of a run with " + key + " " + text(theirs)
                        + ", but this run has " + key + " " + text(ours));
            }
        }
        for (JsonObject.Member member : settings) {
            if (here.get(member.getName()) == null && !member.getName().equals(START)) {
                throw new ParameterFileException("it is of a run with " + member.getName() + " "
                        + text(member.getValue()) + ", but this run has none");
            }
        }
        if (iteration() < 0 || iteration() > iterations) {
            throw new ParameterFileException("it is at iteration " + iteration() + ", but this run has " + iterations);
        }
    }

    private static String text(@Nullable JsonValue value) {
        return value == null ? "none" : value.isString() ? value.asString() : value.toString();
    }

    private Parameters trained(PhotoRecipe recipe) {
        Parameters own =
                Reduction.gather(file.parameters(), recipe.preparation().side(), recipe.foldedReduction());
        Tensor bias = tensor(CENTERED_BIAS);
        Tensor weights = tensor(REDUCED_WEIGHTS);
        if (bias == null && weights == null) {
            return own;
        }
        List<Parameters.Dense> layers = new ArrayList<>(own.layers());
        Parameters.Dense first = layers.get(0);
        double[] W = weights == null ? first.W() : weights.toDoubles();
        double[] b = bias == null ? first.b() : bias.toDoubles();
        layers.set(0, new Parameters.Dense(first.rows(), first.columns(), W, b));
        return new Parameters(layers);
    }

    private List<ValidationPoint> validation() {
        List<ValidationPoint> points = new ArrayList<>();
        JsonValue list = about.get("validation");
        if (list != null) {
            for (JsonValue point : list.asArray()) {
                JsonArray values = point.asArray();
                if (values.size() != 3) {
                    throw new IllegalArgumentException("a validation point has " + values.size() + " numbers, not 3");
                }
                double cost =
                        values.get(1).isNull() ? Double.NaN : values.get(1).asDouble();
                points.add(new ValidationPoint(
                        values.get(0).asInt(),
                        cost == Double.MAX_VALUE ? Double.POSITIVE_INFINITY : cost,
                        values.get(2).asDouble()));
            }
        }
        return points;
    }

    private static void add(Map<String, Tensor> extra, String prefix, Parameters parameters, Tensor.Type type) {
        for (Parameters.Named tensor : parameters.named()) {
            extra.put(
                    STATE + prefix + "." + tensor.name(),
                    Tensor.of(type, tensor.values(), tensor.rows(), tensor.columns()));
        }
    }

    private Parameters parameters(String prefix, Network network) {
        return network.parameters().filled(like -> values(prefix + "." + like.name()));
    }

    private double[] values(String name) {
        Tensor tensor = tensor(name);
        if (tensor == null) {
            throw new IllegalArgumentException("it has no " + name);
        }
        return tensor.toDoubles();
    }

    private @Nullable Tensor tensor(String name) {
        Tensor tensor = file.extra().get(STATE + name);
        return tensor == null ? file.extra().get(name) : tensor;
    }

    private static String moment(int i) {
        return "moment" + (i + 1);
    }
}
