package org.layerlab.network.file;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import com.eclipsesource.json.ParseException;
import java.util.HashSet;
import java.util.Set;
import org.layerlab.network.text.Utf8;

/** JSON from strangers: bounded before it is parsed, and without duplicate keys, which readers resolve differently. */
final class JsonText {
    private static final int MAX_DEPTH = 32;
    // Two hundred thousand values are four times what the longest cost history and the most tensors need.
    private static final int MAX_VALUES = 200_000;

    private JsonText() {}

    /** Strictly decoded UTF-8. */
    static String utf8(byte[] bytes, int offset, int length, String what) throws ParameterFileException {
        String text = Utf8.text(bytes, offset, length);
        if (text == null) {
            throw new ParameterFileException(what + " is not UTF-8");
        }
        return text;
    }

    /**
     * Parses an object.
     *
     * @param what the text's name in messages
     */
    static JsonObject parse(String text, String what) throws ParameterFileException {
        checkSize(text, what);
        JsonValue value;
        try {
            value = Json.parse(text);
        } catch (ParseException e) {
            throw new ParameterFileException(what + " is not JSON: " + e.getMessage(), e);
        }
        if (!value.isObject()) {
            throw new ParameterFileException(what + " is not a JSON object");
        }
        checkKeys(value, what);
        return value.asObject();
    }

    private static void checkSize(String text, String what) throws ParameterFileException {
        int depth = 0;
        int values = 0;
        boolean inString = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (inString) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    inString = false;
                }
                continue;
            }
            switch (c) {
                case '"' -> inString = true;
                case '{', '[' -> {
                    depth++;
                    values++;
                }
                case '}', ']' -> depth--;
                case ',' -> values++;
                default -> {}
            }
            if (depth > MAX_DEPTH) {
                throw new ParameterFileException(what + " is nested more than " + MAX_DEPTH + " levels deep");
            }
            if (values > MAX_VALUES) {
                throw new ParameterFileException(what + " has more than " + MAX_VALUES + " values");
            }
        }
    }

    private static void checkKeys(JsonValue value, String what) throws ParameterFileException {
        if (value.isObject()) {
            JsonObject object = value.asObject();
            Set<String> seen = new HashSet<>();
            for (JsonObject.Member member : object) {
                if (!seen.add(member.getName())) {
                    throw new ParameterFileException(
                            what + " has the key " + ParameterFileException.quote(member.getName()) + " twice");
                }
                checkKeys(member.getValue(), what);
            }
        } else if (value.isArray()) {
            JsonArray array = value.asArray();
            for (JsonValue element : array) {
                checkKeys(element, what);
            }
        }
    }

    /** A whole number from 0 to 2^53 − 1, written without fraction or exponent; −1 where the value is none. */
    static long wholeNumber(JsonValue value) {
        if (!value.isNumber()) {
            return -1;
        }
        String digits = value.toString();
        if (digits.length() > 16) {
            return -1;
        }
        long number = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            number = 10 * number + (c - '0');
        }
        return number < 1L << 53 ? number : -1;
    }
}
