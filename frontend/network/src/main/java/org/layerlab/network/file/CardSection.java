package org.layerlab.network.file;

import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;

/**
 * The values of one section of a model card by their keys. A value of another type is refused naming the key, what it
 * holds and what it may hold.
 *
 * @param json the section
 * @param whose what messages say before a key
 */
record CardSection(JsonObject json, String whose) {
    /**
     * The number under a key.
     *
     * @param otherwise where the section has no such key, here and below
     * @throws IllegalArgumentException when the value has another type, here and below
     */
    double number(String key, double otherwise) {
        JsonValue value = json.get(key);
        return value == null
                ? otherwise
                : require(value.isNumber(), key, value, "a number").asDouble();
    }

    /** The whole number under a key, which other programs may write as {@code 64.0}. */
    int whole(String key, int otherwise) {
        double number = number(key, otherwise);
        if (number != (int) number) {
            throw refusal(key, json.get(key), "a whole number of at most 2³¹ − 1");
        }
        return (int) number;
    }

    /** The text under a key. */
    String text(String key, String otherwise) {
        JsonValue value = json.get(key);
        return value == null
                ? otherwise
                : require(value.isString(), key, value, "a string").asString();
    }

    /** Whether a key says true. */
    boolean flag(String key) {
        JsonValue value = json.get(key);
        return value != null
                && require(value.isBoolean(), key, value, "true or false").asBoolean();
    }

    private JsonValue require(boolean fits, String key, JsonValue value, String type) {
        if (!fits) {
            throw refusal(key, value, type);
        }
        return value;
    }

    private IllegalArgumentException refusal(String key, JsonValue value, String type) {
        return new IllegalArgumentException(
                whose + key + " is " + ParameterFileException.quote(value.toString()) + ", not " + type);
    }
}
