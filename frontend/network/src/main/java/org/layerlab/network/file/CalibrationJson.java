package org.layerlab.network.file;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.verdict.Calibration;
import org.layerlab.network.verdict.Familiarity;
import org.layerlab.network.verdict.HiddenUnits;

/** A {@link Calibration} as JSON, as it stands in a model card. */
public final class CalibrationJson {
    private static final String TEMPERATURE = "temperature";
    private static final String UNSURE_BELOW = "unsureBelow";
    private static final String EXAMPLES = "examples";
    private static final String UNSURE = "unsure";
    private static final String ACCURACY_WHEN_SURE = "accuracyWhenSure";
    private static final String LEAST_FOUND = "leastFound";
    private static final String KNOWS_NEITHER = "knowsNeither";
    private static final String FAMILIARITY = "familiarity";
    private static final String HIDDEN = "hidden";
    private static final String MEAN = "mean";
    private static final String DEVIATION = "deviation";
    private static final String STEP = "step";
    private static final String W = "W";
    private static final String B = "b";

    private CalibrationJson() {}

    /** All values, and that they come from a validation set. */
    public static JsonObject write(Calibration calibration) {
        JsonObject json = Json.object()
                .add(TEMPERATURE, calibration.temperature())
                .add(UNSURE_BELOW, calibration.unsureBelow())
                .add("from", "validation")
                .add(EXAMPLES, calibration.examples())
                .add(UNSURE, calibration.unsure())
                .add(ACCURACY_WHEN_SURE, calibration.accuracyWhenSure())
                .add(LEAST_FOUND, calibration.leastFound())
                .add(KNOWS_NEITHER, calibration.knowsNeither());
        Familiarity familiarity = calibration.familiarity();
        return familiarity == null ? json : json.add(FAMILIARITY, write(familiarity));
    }

    private static JsonObject write(Familiarity familiarity) {
        JsonObject json = Json.object();
        HiddenUnits hidden = familiarity.hidden();
        if (hidden != null) {
            json.add(
                    HIDDEN,
                    Json.object()
                            .add(MEAN, Json.array(hidden.mean()))
                            .add(DEVIATION, Json.array(hidden.deviation()))
                            .add(STEP, hidden.step())
                            .add(W, Json.array(hidden.W()))
                            .add(B, Json.array(hidden.b())));
        }
        return json.add(W, Json.array(familiarity.W())).add(B, familiarity.b());
    }

    /**
     * Reads what {@link #write} wrote. A value that is missing is the one of a network that needs no calibration.
     *
     * @throws IllegalArgumentException when a value has another type, or is out of range
     */
    public static Calibration read(JsonObject json) {
        try {
            return new Calibration(
                    json.getDouble(TEMPERATURE, 1),
                    json.getDouble(UNSURE_BELOW, 0.5),
                    json.getInt(EXAMPLES, 0),
                    json.getDouble(UNSURE, 0),
                    json.getDouble(ACCURACY_WHEN_SURE, 0),
                    json.getDouble(LEAST_FOUND, 0),
                    json.getBoolean(KNOWS_NEITHER, false),
                    familiarity(json.get(FAMILIARITY)));
        } catch (UnsupportedOperationException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static @Nullable Familiarity familiarity(@Nullable JsonValue value) {
        if (value == null) {
            return null;
        }
        JsonObject json = value.asObject();
        JsonValue hidden = json.get(HIDDEN);
        return new Familiarity(
                hidden == null ? null : hidden(hidden.asObject()), numbers(json, W), json.getDouble(B, 0));
    }

    private static HiddenUnits hidden(JsonObject json) {
        double[] weights = numbers(json, W);
        int[] whole = new int[weights.length];
        for (int i = 0; i < whole.length; i++) {
            whole[i] = (int) weights[i];
            if (whole[i] != weights[i]) {
                throw new IllegalArgumentException(
                        "a weight of familiarity's hidden units is " + weights[i] + ", not a whole number");
            }
        }
        return new HiddenUnits(
                numbers(json, MEAN), numbers(json, DEVIATION), json.getDouble(STEP, 0), whole, numbers(json, B));
    }

    private static double[] numbers(JsonObject json, String name) {
        if (!(json.get(name) instanceof JsonArray values)) {
            throw new IllegalArgumentException("familiarity has no list " + name);
        }
        double[] numbers = new double[values.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = values.get(i).asDouble();
        }
        return numbers;
    }
}
