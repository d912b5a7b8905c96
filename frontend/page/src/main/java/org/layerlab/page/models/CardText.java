package org.layerlab.page.models;

import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import org.teavm.jso.JSBody;

/** What a model's JSON says, as text for people; what it does not say is empty. */
public final class CardText {
    private CardText() {}

    /** A text; empty where there is none. */
    public static String string(JsonObject json, String key) {
        JsonValue value = json.get(key);
        return value != null && value.isString() ? value.asString() : "";
    }

    static double number(JsonObject json, String key) {
        JsonValue value = json.get(key);
        return value != null && value.isNumber() ? value.asDouble() : Double.NaN;
    }

    static JsonObject object(JsonObject json, String key) {
        JsonValue value = json.get(key);
        return value != null && value.isObject() ? value.asObject() : new JsonObject();
    }

    /** {@code "2 · 10 · 1"}. */
    public static String layers(JsonObject json) {
        JsonValue dims = json.get("layerDims");
        if (dims == null || !dims.isArray()) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        for (JsonValue units : dims.asArray()) {
            text.append(text.length() == 0 ? "" : " · ").append(units);
        }
        return text.toString();
    }

    /** The network's inputs; 0 where the card does not tell. */
    static int inputs(JsonObject json) {
        JsonValue dims = json.get("layerDims");
        boolean told = dims != null
                && dims.isArray()
                && !dims.asArray().isEmpty()
                && dims.asArray().get(0).isNumber();
        return told ? (int) dims.asArray().get(0).asDouble() : 0;
    }

    /** A moment as this reader's language writes it. */
    @JSBody(
            params = "iso",
            script = "var date = new Date(iso); return isNaN(date) ? '' :"
                    + " date.toLocaleString(undefined, {dateStyle: 'medium', timeStyle: 'short'});")
    static native String date(String iso);
}
