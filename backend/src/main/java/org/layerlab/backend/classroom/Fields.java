package org.layerlab.backend.classroom;

import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.math.BigDecimal;

/** Reads the fields of a message: each is bounded, and of the right type. */
public final class Fields {
    private Fields() {}

    /**
     * A text; empty where it is missing.
     *
     * @throws Refusal when it is not a text, or longer
     */
    public static String text(JsonObject message, String name, int longest) throws Refusal {
        JsonValue value = message.get(name);
        if (value == null || value.isNull()) {
            return "";
        }
        if (!value.isString()) {
            throw Refusal.malformed(name + " must be a string");
        }
        if (value.asString().length() > longest) {
            throw Refusal.malformed(name + " has " + value.asString().length() + " characters; it may have " + longest);
        }
        return value.asString();
    }

    /**
     * A whole number; 0 where it is missing.
     *
     * @throws Refusal when it is something else, or out of range
     */
    static int count(JsonObject message, String name, int most) throws Refusal {
        double value = number(message, name, most);
        if (Double.isNaN(value)) {
            return 0;
        }
        if (value != Math.rint(value)) {
            throw Refusal.malformed(name + " must be a whole number");
        }
        return (int) value;
    }

    /**
     * A number from 0 on; NaN where it is missing or null.
     *
     * @throws Refusal when it is something else, or out of range
     */
    static double number(JsonObject message, String name, double most) throws Refusal {
        double number = atMost(message, name, most);
        if (number < 0) {
            throw Refusal.malformed(name + " is " + message.get(name) + "; it must be a number of at least 0");
        }
        return number;
    }

    /**
     * A number without a lower bound; NaN where it is missing or null.
     *
     * @throws Refusal when it is something else, infinite, or above the bound
     */
    static double atMost(JsonObject message, String name, double most) throws Refusal {
        JsonValue value = message.get(name);
        if (value == null || value.isNull()) {
            return Double.NaN;
        }
        if (value.isNumber()) {
            double number = value.asDouble();
            if (Double.isFinite(number) && number <= most) {
                return number;
            }
        }
        String bound = most == Double.MAX_VALUE ? "a finite number" : "a number of at most " + plain(most);
        throw Refusal.malformed(name + " must be " + bound);
    }

    private static String plain(double number) {
        return new BigDecimal(number).toPlainString();
    }

    /**
     * Yes or no; no where it is missing.
     *
     * @throws Refusal when it is something else
     */
    static boolean flag(JsonObject message, String name) throws Refusal {
        JsonValue value = message.get(name);
        if (value == null || value.isNull()) {
            return false;
        }
        if (!value.isBoolean()) {
            throw Refusal.malformed(name + " must be true or false");
        }
        return value.asBoolean();
    }

    /**
     * A list.
     *
     * @throws Refusal when it is something else, or missing
     */
    static JsonArray list(JsonObject message, String name) throws Refusal {
        JsonValue value = message.get(name);
        if (value == null || !value.isArray()) {
            throw Refusal.malformed(name + " must be a list");
        }
        return value.asArray();
    }

    /**
     * An object in an object.
     *
     * @throws Refusal when it is something else, or missing
     */
    public static JsonObject object(JsonObject message, String name) throws Refusal {
        JsonValue value = message.get(name);
        if (value == null || !value.isObject()) {
            throw Refusal.malformed(name + " must be an object");
        }
        return value.asObject();
    }
}
