package org.layerlab.page.inside;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import org.layerlab.page.settings.CardText;

/**
 * The saved networks with convolutions, as the server lists them.
 *
 * @param names by their ids, in the server's order
 * @param best the id of the one that is shown at first; empty where there is none
 */
record ConvolutionalModels(Map<String, String> names, String best) {
    /** Those in the answer to {@code GET /api/models}. */
    static ConvolutionalModels of(String json) {
        Map<String, String> names = new LinkedHashMap<>();
        String best = "";
        boolean bundled = false;
        for (JsonValue value : Json.parse(json).asObject().get("items").asArray()) {
            JsonObject model = value.asObject();
            if (!isConvolutional(model)) {
                continue;
            }
            String id = model.getString("id", "");
            names.put(id, CardText.name(model, id));
            // One that comes with the program goes before those that somebody saved.
            if (best.isEmpty() || (!bundled && model.getBoolean("bundled", false))) {
                best = id;
                bundled = model.getBoolean("bundled", false);
            }
        }
        return new ConvolutionalModels(names, best);
    }

    /** Whether a model is a network on photos with convolutions. */
    static boolean isConvolutional(JsonObject model) {
        String layers = CardText.string(model, "layers");
        // Depthwise ones too.
        return CardText.string(model, "kind").equals("photos") && (layers.contains("conv") || layers.contains("dw"));
    }
}
