package org.layerlab.backend.store;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import com.eclipsesource.json.ParseException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.layerlab.network.file.ParameterFileException;

/**
 * An owner's change to a model: its texts and whether it is listed. The parameters and the record of their training
 * stay as they are.
 *
 * @param texts {@code name}, {@code description}, {@code licence}, those that change; null removes one
 * @param listed whether the list shows the model, if that changes
 */
public record ModelChange(JsonObject texts, Optional<Boolean> listed) {
    /**
     * Parses {@code {"name", "description", "licence", "listed"}}; each may be missing.
     *
     * @throws IllegalArgumentException when it is not such an object, or a key is there twice
     * @throws ParameterFileException when a text is too long, as in a card that is saved
     */
    public static ModelChange parse(String text) throws ParameterFileException {
        JsonValue json;
        try {
            json = Json.parse(text);
        } catch (ParseException e) {
            throw new IllegalArgumentException("the body is not JSON: " + e.getMessage(), e);
        }
        if (!json.isObject()) {
            throw new IllegalArgumentException("the body is not a JSON object");
        }
        JsonObject texts = Json.object();
        Optional<Boolean> listed = Optional.empty();
        Set<String> seen = new HashSet<>();
        for (JsonObject.Member member : json.asObject()) {
            String key = member.getName();
            if (!seen.add(key)) {
                // Readers of JSON differ in which of the two they take.
                throw new IllegalArgumentException(
                        "'" + key.substring(0, Math.min(40, key.length())) + "' is there twice; it must be there once");
            }
            JsonValue value = member.getValue();
            if (CardBounds.EDITABLE.containsKey(key)) {
                texts.set(key, text(key, value));
            } else if (key.equals("listed") && value.isBoolean()) {
                listed = Optional.of(value.asBoolean());
            } else if (key.equals("listed")) {
                throw new IllegalArgumentException("listed must be true or false");
            } else {
                throw new IllegalArgumentException("'" + key.substring(0, Math.min(40, key.length()))
                        + "' cannot be changed; name, description, licence and listed can");
            }
        }
        return new ModelChange(texts, listed);
    }

    private static JsonValue text(String key, JsonValue value) throws ParameterFileException {
        if (value.isNull()) {
            return value;
        }
        if (!value.isString()) {
            throw new IllegalArgumentException(key + " must be a string");
        }
        String text = value.asString().strip();
        CardBounds.check(key, Optional.of(text));
        return text.isEmpty() ? Json.NULL : Json.value(text);
    }
}
