package org.layerlab.page.photos;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import org.layerlab.page.settings.CardText;

/**
 * The saved models that tell cats from dogs, as the server lists them.
 *
 * @param models by their ids, in the server's order
 * @param best the id of the one that judges unless another is chosen; empty where there are none
 */
public record ModelList(Map<String, JsonObject> models, String best) {
    /** Those in the answer to {@code GET /api/models}. Networks of other classes judge in a part of their own. */
    public static ModelList of(String json) {
        Map<String, JsonObject> models = new LinkedHashMap<>();
        String best = "";
        double most = Double.NEGATIVE_INFINITY;
        for (JsonValue value : Json.parse(json).asObject().get("items").asArray()) {
            JsonObject model = value.asObject();
            if (!CardText.string(model, "kind").equals("photos") || CardText.hasOwnClasses(model)) {
                continue;
            }
            String id = model.getString("id", "");
            models.put(id, model);
            if (best.isEmpty() || fitness(model) > most) {
                best = id;
                most = fitness(model);
            }
        }
        return new ModelList(models, best);
    }

    /** The most accurate one that comes with the program is fittest; one that somebody saved never goes before those. */
    private static double fitness(JsonObject model) {
        if (!model.getBoolean("bundled", false)) {
            return -1;
        }
        double accuracy = CardText.number(model, "testAccuracy");
        return Double.isNaN(accuracy) ? 0 : accuracy;
    }
}
