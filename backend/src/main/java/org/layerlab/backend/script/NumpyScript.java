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
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.training.CostPoint;
import org.layerlab.network.training.Trainer;

/**
 * A Python script that trains a saved network again with NumPy: the same points, first weights, order of examples and
 * steps, so that it prints the same costs. It is {@code run.py} beside this class, with the run's recipe in it.
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
            return new NumpyScript(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
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
                .add("activations", card.json().get("activations"))
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

    /** Why no script makes the run of this card again; empty where one does. */
    public static String gap(ModelCard card) {
        JsonObject hyperparameters = card.hyperparameters();
        JsonValue start = card.json().get("start");
        if (start != null && start.isString() && start.asString().equals("file")) {
            return "it began with weights from a file";
        }
        if (card.json().get("edited") != null) {
            return "a person set weights by hand";
        }
        if (!card.architecture().isDense()) {
            return "the script is for dense layers, and this network has others";
        }
        JsonValue changes = hyperparameters.get("changes");
        boolean untold = changes != null && !changes.isArray();
        if (untold || card.iteration().isEmpty() || hyperparameters.get("learningRate") == null) {
            return "its card does not tell how it was trained";
        }
        boolean points = card.json().get("points") != null || card.dataset().get("trainSize") != null;
        return points || isOnPhotos(card) ? "" : "its card does not tell what it was trained on";
    }

    private static boolean isOnPhotos(ModelCard card) {
        return card.kind().filter(ModelCard.Kind.PHOTOS::equals).isPresent();
    }

    private static JsonArray whole(List<Integer> values) {
        JsonArray array = new JsonArray();
        values.forEach(array::add);
        return array;
    }

    /** The interval of the cost history, which short runs have shorter. */
    private static int costEvery(List<CostPoint> costs) {
        int interval =
                costs.size() > 1 ? costs.get(1).iteration() - costs.get(0).iteration() : Trainer.COST_EVERY;
        return Math.max(1, interval);
    }

    /**
     * JSON as it stands between the quotes of a Python text: in ASCII, so that no stranger's card can end the text, the
     * line or the file's encoding.
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
