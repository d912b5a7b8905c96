package org.layerlab.backend.script;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.choice.Choice;
import org.layerlab.network.choice.Chosen;
import org.layerlab.network.choice.Setting;
import org.layerlab.network.data.Points;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.SettingsJson;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.ActivationText;
import org.layerlab.network.training.CostPoint;
import org.layerlab.network.training.LearningSettings;
import org.layerlab.network.training.Schedule;
import org.layerlab.network.training.Trainer;

/**
 * A Python script that trains a saved network again with NumPy: the same points, initial weights, order of examples and
 * steps, so that it prints the same costs. It is {@code run.py} beside this class with two things filled in: the
 * activations, schedules and initializations as the network describes them, and the run's recipe.
 */
public final class NumpyScript {
    private static final String MARK = "@RECIPE@";
    private static final List<Setting<?>> CHOICES =
            List.of(LearningSettings.OPTIMIZER, LearningSettings.INITIALIZATION, LearningSettings.SCHEDULE);

    /** What the template trains with. */
    private static final Set<Setting<?>> KNOWN = Set.of(
            LearningSettings.ACTIVATION,
            LearningSettings.INITIALIZATION,
            LearningSettings.LEARNING_RATE,
            LearningSettings.ITERATIONS,
            LearningSettings.BATCH_SIZE,
            LearningSettings.OPTIMIZER,
            LearningSettings.MOMENTUM,
            LearningSettings.SCHEDULE,
            LearningSettings.L1,
            LearningSettings.L2,
            LearningSettings.DROPOUT,
            LearningSettings.SEED);

    private final String template;

    private NumpyScript(String template) {
        this.template = template;
    }

    /**
     * Reads the template.
     *
     * @throws IOException when the program lacks it
     */
    public static NumpyScript load() throws IOException {
        try (InputStream in = NumpyScript.class.getResourceAsStream("run.py")) {
            if (in == null) {
                throw new FileNotFoundException("the program lacks run.py");
            }
            return new NumpyScript(withTables(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        }
    }

    private static String withTables(String script) {
        return script.replace("@ACTIVATION@", rows(Activation.values(), NumpyScript::functions))
                .replace("@SCHEDULE@", rows(Schedule.values(), schedule -> "lambda t: " + schedule.numpy()))
                .replace(
                        "@INITIALIZATION@",
                        rows(
                                Stream.of(Initialization.values())
                                        .filter(kind -> !kind.numpy().isEmpty())
                                        .toArray(Initialization[]::new),
                                kind -> "lambda rows, columns: " + kind.numpy()));
    }

    private static String functions(Activation activation) {
        ActivationText text = activation.text();
        return "(lambda Z: " + text.numpy() + ", lambda Z, A: " + text.numpySlope() + ")";
    }

    /** Rows of a Python dictionary. */
    private static <T extends Choice> String rows(T[] values, Function<T, String> python) {
        return Stream.of(values)
                .map(value -> "    \"" + value.id() + "\": " + python.apply(value) + ",")
                .collect(Collectors.joining("\n"));
    }

    /**
     * The script for a run.
     *
     * @throws IllegalArgumentException with {@link #gap}
     */
    public String of(ModelCard card) {
        String gap = gap(card);
        if (!gap.isEmpty()) {
            throw new IllegalArgumentException(gap);
        }
        JsonObject hyperparameters = card.hyperparameters();
        JsonObject dataset = card.dataset();
        boolean photos = isOnPhotos(card);
        JsonValue placed = card.json().get("points");
        JsonObject recipe = Json.object()
                .add("kind", photos ? "photos" : "points")
                .add("layerDims", whole(card.architecture().layerDims()))
                // A card in layers notation has no list of them.
                .add("activations", texts(card.architecture().activations()))
                .add("dataset", dataset)
                .add("hyperparameters", hyperparameters)
                .add("precision", card.precision().orElse("float64"))
                .add("iteration", card.iteration().getAsLong())
                .add("costEvery", costEvery(card.costs()));
        if (placed != null) {
            recipe.add("points", placed);
        }
        if (!card.costs().isEmpty()) {
            CostPoint last = card.costs().get(card.costs().size() - 1);
            recipe.add("lastCost", new JsonArray().add(last.iteration()).add(last.cost()));
        }
        return template.replace(MARK, pythonText(recipe.toString()));
    }

    /** Why no script can repeat the run of this card; empty if one can. */
    public static String gap(ModelCard card) {
        JsonObject hyperparameters = card.hyperparameters();
        JsonValue start = card.json().get("start");
        if (start != null && start.isString() && start.asString().equals("file")) {
            return "it started from the weights of a file";
        }
        if (card.json().get("edited") != null) {
            return "weights were set by hand";
        }
        if (!card.architecture().isDense()) {
            return "the script is for dense layers, and this network has others";
        }
        JsonValue changes = hyperparameters.get("changes");
        boolean untold = changes != null && !changes.isArray();
        if (untold || card.iteration().isEmpty() || hyperparameters.get("learningRate") == null) {
            return "its card does not say how it was trained";
        }
        String unknown = unknown(card);
        if (!unknown.isEmpty()) {
            return unknown;
        }
        boolean points = card.json().get("points") != null || isDrawn(card.dataset());
        return points || isOnPhotos(card) ? "" : "its card does not say what it was trained on";
    }

    /** Whether a seed brings back the points. */
    private static boolean isDrawn(JsonObject dataset) {
        JsonValue id = dataset.get("id");
        return id != null
                && id.isString()
                && Stream.of("noise", "trainSize", "seed").map(dataset::get).allMatch(NumpyScript::isNumber);
    }

    private static boolean isNumber(@Nullable JsonValue value) {
        return value != null && value.isNumber();
    }

    /** What the card has chosen that the script does not know; empty if it knows everything. */
    private static String unknown(ModelCard card) {
        JsonObject hyperparameters = card.hyperparameters();
        JsonValue changes = hyperparameters.get("changes");
        try {
            SettingsJson.read(CHOICES, hyperparameters, new Chosen());
            if (changes != null) {
                for (JsonValue change : changes.asArray()) {
                    SettingsJson.read(CHOICES, change.asObject(), new Chosen());
                }
            }
            String ofTensorFlow = tensorFlow(card);
            return ofTensorFlow.isEmpty() ? unknown(LearningSettings.ALL, hyperparameters) : ofTensorFlow;
        } catch (IllegalArgumentException | UnsupportedOperationException e) {
            return "the script does not know its " + e.getMessage();
        }
    }

    /** What the card has chosen of TensorFlow Playground's that the script does not have; empty if nothing. */
    private static String tensorFlow(ModelCard card) {
        JsonObject hyperparameters = card.hyperparameters();
        for (String key : List.of("features", "rules")) {
            if (hyperparameters.get(key) != null) {
                return "the script does not know its " + key + ", " + hyperparameters.get(key);
            }
        }
        Chosen chosen = SettingsJson.read(List.of(LearningSettings.INITIALIZATION), hyperparameters, new Chosen());
        if (chosen.get(LearningSettings.INITIALIZATION).numpy().isEmpty()) {
            return "the script does not know its initialization, " + chosen.text(LearningSettings.INITIALIZATION);
        }
        JsonValue id = card.dataset().get("id");
        for (Points points : Points.values()) {
            if (points.isTensorFlow()
                    && id != null
                    && id.isString()
                    && id.asString().equals(points.id())) {
                return "the script does not know its points, " + points.id();
            }
        }
        return "";
    }

    /** Names the first of these settings that the template lacks and that was chosen; empty if there is none. */
    static String unknown(List<Setting<?>> settings, JsonObject hyperparameters) {
        for (Setting<?> setting : settings) {
            Chosen chosen = SettingsJson.read(List.of(setting), hyperparameters, new Chosen());
            if (!KNOWN.contains(setting) && !chosen.get(setting).equals(setting.byDefault())) {
                return "the script does not know its " + setting.name() + ", " + chosen.text(setting);
            }
        }
        return "";
    }

    private static boolean isOnPhotos(ModelCard card) {
        return card.kind().filter(ModelCard.Kind.PHOTOS::equals).isPresent();
    }

    private static JsonArray whole(List<Integer> values) {
        JsonArray array = new JsonArray();
        values.forEach(array::add);
        return array;
    }

    private static JsonArray texts(List<Activation> activations) {
        JsonArray array = new JsonArray();
        activations.forEach(activation -> array.add(activation.id()));
        return array;
    }

    /** The interval of the cost history; short runs have a shorter one. */
    private static int costEvery(List<CostPoint> costs) {
        int interval =
                costs.size() > 1 ? costs.get(1).iteration() - costs.get(0).iteration() : Trainer.COST_EVERY;
        return Math.max(1, interval);
    }

    /**
     * JSON between the quotes of a Python string: in ASCII, so that no stranger's card can end the string or the line, or
     * break the file's encoding.
     */
    private static String pythonText(String json) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c == '\\' || c == '"') {
                text.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                // For Python's reader a backslash, for JSON's reader the character.
                text.append("\\\\").append(String.format("u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
