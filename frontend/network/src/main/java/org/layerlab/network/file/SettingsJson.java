package org.layerlab.network.file;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.util.List;
import org.layerlab.network.choice.Chosen;
import org.layerlab.network.choice.Setting;

/** Settings as JSON: each under its key; numbers and flags as such, everything else as text. */
public final class SettingsJson {
    private SettingsJson() {}

    /** Writes the chosen values, or the defaults, of these settings in their order. */
    public static JsonObject write(List<Setting<?>> settings, Chosen chosen) {
        JsonObject json = new JsonObject();
        for (Setting<?> setting : settings) {
            set(json, setting, chosen);
        }
        return json;
    }

    /** Sets the chosen value, or the default, of one setting. */
    public static void set(JsonObject json, Setting<?> setting, Chosen chosen) {
        json.set(setting.key(), value(setting, chosen));
    }

    private static JsonValue value(Setting<?> setting, Chosen chosen) {
        Object value = chosen.get(setting);
        if (value instanceof Double number) {
            return Json.value(number);
        }
        if (value instanceof Long number) {
            return Json.value(number);
        }
        if (value instanceof Boolean flag) {
            return Json.value(flag);
        }
        return Json.value(chosen.text(setting));
    }

    /**
     * Reads the values of these settings.
     *
     * @param base the values of settings that the JSON lacks; not modified
     * @throws IllegalArgumentException when a value is of another type or out of range
     */
    public static Chosen read(List<Setting<?>> settings, JsonObject json, Chosen base) {
        Chosen chosen = base.copy();
        for (Setting<?> setting : settings) {
            JsonValue value = json.get(setting.key());
            if (value != null) {
                chosen.parse(setting, text(setting, value));
            }
        }
        return chosen;
    }

    private static String text(Setting<?> setting, JsonValue value) {
        Object example = setting.byDefault();
        boolean fits = example instanceof Number
                ? value.isNumber()
                : example instanceof Boolean ? value.isBoolean() : value.isString();
        if (!fits) {
            throw new IllegalArgumentException(setting.name() + " has a value of another type: " + value);
        }
        return value.isString() ? value.asString() : value.toString();
    }
}
