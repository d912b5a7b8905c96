package org.layerlab.network.file;

import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.layerlab.network.data.CustomPoints;
import org.layerlab.network.data.LabeledSet;
import org.layerlab.network.data.Points;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.text.Text;
import org.layerlab.network.training.CostPoint;
import org.layerlab.network.verdict.Calibration;
import org.layerlab.network.verdict.Familiarity;

/** Reads the values of a model card's JSON and refuses those that cannot be, naming the key and what it holds. */
final class CardReader {
    /** Characters of one text. */
    static final int MAX_TEXT = 10_000;

    /** Points of the cost history. */
    static final int MAX_COSTS = 20_000;

    private static final String NAME = "the model card";

    private final JsonObject json;

    /**
     * Reads this card.
     *
     * @throws ParameterFileException when one of its texts is too long, or one of its numbers is infinite
     */
    CardReader(JsonObject json) throws ParameterFileException {
        checkValues(json);
        this.json = json;
    }

    private static void checkValues(JsonValue value) throws ParameterFileException {
        if (value.isObject()) {
            for (JsonObject.Member member : value.asObject()) {
                checkText(member.getName());
                checkValues(member.getValue());
            }
        } else if (value.isArray()) {
            for (JsonValue element : value.asArray()) {
                checkValues(element);
            }
        } else if (value.isString()) {
            checkText(value.asString());
        } else if (value.isNumber() && !Double.isFinite(value.asDouble())) {
            throw new ParameterFileException(NAME + " has the number " + ParameterFileException.quote(value.toString())
                    + ", which is too large");
        }
    }

    /** Refuses a text that is too long, or that nothing could write. */
    static void checkText(String text) throws ParameterFileException {
        if (text.length() > MAX_TEXT) {
            throw new ParameterFileException(
                    NAME + " has a text of " + text.length() + " characters; at most " + MAX_TEXT + " are allowed");
        }
        for (int i = 0; i < text.length(); i++) {
            if (Text.isHalf(text, i)) {
                throw new ParameterFileException(
                        NAME + " has half of a character, a surrogate without its pair, in " + quoted(text, i));
            }
        }
    }

    /** The text without that character, which could not be written. */
    private static String quoted(String text, int at) {
        return ParameterFileException.quote(text.substring(0, at) + "…");
    }

    /** The text under a key, if there is one. */
    Optional<String> text(String key) throws ParameterFileException {
        JsonValue value = json.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isString()) {
            throw new ParameterFileException("the model card's " + key + " is not a text");
        }
        return Optional.of(value.asString());
    }

    /** Refuses a value under this key that is not an object. */
    void section(String key) throws ParameterFileException {
        JsonValue value = json.get(key);
        if (value != null && !value.isObject()) {
            throw new ParameterFileException("the model card's " + key + " is not an object");
        }
    }

    /** The whole number of at least 0 under a key, if there is one. */
    OptionalLong whole(String key) throws ParameterFileException {
        JsonValue value = json.get(key);
        if (value == null) {
            return OptionalLong.empty();
        }
        long number = JsonText.wholeNumber(value);
        if (number < 0) {
            throw new ParameterFileException("the model card's " + key + " is "
                    + ParameterFileException.quote(value.toString()) + ", not a whole number from 0 to 2⁵³ − 1");
        }
        return OptionalLong.of(number);
    }

    /** Refuses a value under this key that is not a fraction of 1. */
    void fraction(String key) throws ParameterFileException {
        JsonValue value = json.get(key);
        if (value != null && !(value.isNumber() && value.asDouble() >= 0 && value.asDouble() <= 1)) {
            throw new ParameterFileException("the model card's " + key + " is "
                    + ParameterFileException.quote(value.toString()) + ", not a fraction from 0 to 1");
        }
    }

    /** How far the probabilities can be trusted, if the card says so. */
    Optional<Calibration> calibration(Architecture architecture) throws ParameterFileException {
        if (!(json.get("calibration") instanceof JsonObject calibration)) {
            return Optional.empty();
        }
        try {
            Calibration read = CalibrationJson.read(calibration);
            Familiarity familiarity = read.familiarity();
            if (familiarity != null) {
                familiarity.requireFitting(architecture);
            }
            return Optional.of(read);
        } catch (IllegalArgumentException e) {
            throw new ParameterFileException("the model card's calibration: " + e.getMessage(), e);
        }
    }

    /** The cost history; empty without one. */
    List<CostPoint> costs() throws ParameterFileException {
        JsonValue value = json.get("costs");
        if (value == null) {
            return List.of();
        }
        if (!value.isArray() || value.asArray().size() > MAX_COSTS) {
            throw new ParameterFileException(
                    "the model card's costs are not a list of at most " + MAX_COSTS + " points");
        }
        List<CostPoint> costs = new ArrayList<>();
        for (JsonValue point : value.asArray()) {
            boolean pair = point.isArray()
                    && point.asArray().size() == 2
                    && JsonText.wholeNumber(point.asArray().get(0)) >= 0
                    && JsonText.wholeNumber(point.asArray().get(0)) <= Integer.MAX_VALUE
                    && point.asArray().get(1).isNumber();
            if (!pair) {
                throw new ParameterFileException("the model card's costs have "
                        + ParameterFileException.quote(point.toString()) + ", which is not [iteration, cost]");
            }
            costs.add(new CostPoint(
                    (int) JsonText.wholeNumber(point.asArray().get(0)),
                    point.asArray().get(1).asDouble()));
        }
        return List.copyOf(costs);
    }

    /** The points that the user placed; none without them. */
    CustomPoints points() throws ParameterFileException {
        JsonValue value = json.get("points");
        if (value == null) {
            return CustomPoints.NONE;
        }
        if (!value.isArray() || value.asArray().size() > CustomPoints.MOST) {
            throw new ParameterFileException(
                    "the model card's points are not a list of at most " + CustomPoints.MOST + " points");
        }
        int m = value.asArray().size();
        if (m == 0) {
            return CustomPoints.NONE;
        }
        double[] X = new double[2 * m];
        double[] Y = new double[m];
        for (int i = 0; i < m; i++) {
            JsonValue point = value.asArray().get(i);
            if (!isPoint(point)) {
                throw new ParameterFileException(
                        "the model card's points have " + ParameterFileException.quote(point.toString())
                                + ", which is not [x, y, class from 0 to " + (Points.MOST_CLASSES - 1) + "]");
            }
            X[i] = point.asArray().get(0).asDouble();
            X[m + i] = point.asArray().get(1).asDouble();
            Y[i] = JsonText.wholeNumber(point.asArray().get(2));
        }
        return ofTable(CustomPoints.of(new LabeledSet(2, m, X, Y)));
    }

    /** The points with what the card tells of the table that they come from. */
    private CustomPoints ofTable(CustomPoints points) {
        JsonValue done = json.get("dataset") instanceof JsonObject dataset ? dataset.get("table") : null;
        return points.ofTable(done != null && done.isString() ? done.asString() : "", classes(json));
    }

    /** The names of the classes, from class 0 on, as many as the card has. */
    static List<String> classes(JsonObject json) {
        JsonValue value = json.get("classes");
        if (value == null && json.get("dataset") instanceof JsonObject dataset) {
            // Where the page put those of a person's own.
            value = dataset.get("classes");
        }
        List<String> names = new ArrayList<>();
        if (value instanceof JsonArray classes) {
            classes.forEach(name -> names.add(name.isString() ? name.asString() : name.toString()));
        }
        return names;
    }

    private static boolean isPoint(JsonValue value) {
        if (!value.isArray() || value.asArray().size() != 3) {
            return false;
        }
        JsonArray point = value.asArray();
        long label = JsonText.wholeNumber(point.get(2));
        return point.get(0).isNumber() && point.get(1).isNumber() && label >= 0 && label < Points.MOST_CLASSES;
    }
}
