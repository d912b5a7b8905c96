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
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.layerlab.network.choice.Choice;
import org.layerlab.network.data.PhotoPath;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.PreparationJson;
import org.layerlab.network.file.WeightHistory;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.ActivationText;
import org.layerlab.network.matrix.AdamConstants;
import org.layerlab.network.training.CostPoint;
import org.layerlab.network.training.Schedule;
import org.layerlab.network.training.Trainer;
import org.layerlab.network.training.WeightChange;

/**
 * A Python script that trains a saved network again with NumPy: the same points, initial weights, order of examples and
 * steps, so that it prints the same costs. It is {@code run.py} beside this class with some things filled in: the endings
 * of photos, the activations, schedules and initializations as the network describes them, and the run's recipe.
 */
public final class NumpyScript {
    private static final String MARK = "@RECIPE@";
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
        return script.replace("@ENDINGS@", String.join("\", \"", PhotoPath.ENDINGS))
                .replace("@BETA1@", String.valueOf(AdamConstants.BETA1))
                .replace("@BETA2@", String.valueOf(AdamConstants.BETA2))
                .replace("@EPSILON@", String.valueOf(AdamConstants.EPSILON).replace(".0E", "e"))
                .replace("@ACTIVATION@", rows(Activation.values(), activation -> functions(activation.text())))
                .replace("@SCHEDULE@", rows(Schedule.values(), schedule -> "lambda t: " + own(schedule.numpy())))
                .replace(
                        "@INITIALIZATION@",
                        rows(
                                Stream.of(Initialization.values())
                                        .filter(kind -> !kind.numpy().isEmpty())
                                        .toArray(Initialization[]::new),
                                kind -> "lambda rows, columns: " + kind.numpy()));
    }

    /** A pair of Python functions: an activation and its derivative. */
    static String functions(ActivationText text) {
        return "(lambda Z: " + own(text.numpy()) + ", lambda Z, A: " + own(text.numpySlope()) + ")";
    }

    /** An expression with the template's functions, whose bits are LayerLab's, for NumPy's. */
    private static String own(String numpy) {
        String own = numpy;
        for (String function : List.of("exp(", "tanh(", "cos(")) {
            own = own.replace("np." + function, function);
        }
        return own;
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
                .add("engine", card.engine().orElse(""))
                .add("costEvery", costEvery(card.costs(), photos))
                .add("costs", costs(card.costs()));
        if (placed != null) {
            recipe.add("points", placed);
        }
        List<WeightHistory.Entry> weights = WeightHistory.of(card).entries();
        if (!weights.isEmpty()) {
            recipe.add("weightsSet", weightsSet(weights));
        }
        if (photos) {
            recipe.add("input", PreparationJson.write(card.preparation()));
        }
        return template.replace(MARK, pythonText(recipe.toString()));
    }

    /** Why no script can repeat the run of this card; empty if one can. */
    public static String gap(ModelCard card) {
        return RunGap.of(card);
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

    /**
     * The interval at which the run noted its cost. Runs on points always have the trainer's, short runs on photos a
     * shorter one; a long history is saved with every second or third of its points.
     */
    private static int costEvery(List<CostPoint> costs, boolean photos) {
        int least = Trainer.COST_EVERY;
        for (int i = 1; photos && i < costs.size(); i++) {
            least = Math.min(least, costs.get(i).iteration() - costs.get(i - 1).iteration());
        }
        return Math.max(1, least);
    }

    /** Each as the iteration, the parameter's name, its index from 0 and its value. */
    private static JsonArray weightsSet(List<WeightHistory.Entry> entries) {
        JsonArray array = new JsonArray();
        for (WeightHistory.Entry entry : entries) {
            WeightChange weight = Objects.requireNonNull(entry.weight());
            array.add(new JsonArray()
                    .add(entry.iteration())
                    .add((weight.isBias() ? "b" : "W") + weight.layer())
                    .add(weight.row())
                    .add(weight.isBias() ? 0 : weight.column())
                    .add(weight.value()));
        }
        return array;
    }

    private static JsonArray costs(List<CostPoint> costs) {
        JsonArray array = new JsonArray();
        costs.forEach(point -> array.add(new JsonArray().add(point.iteration()).add(point.cost())));
        return array;
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
