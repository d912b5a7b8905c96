package org.layerlab.backend.classroom;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import java.util.regex.Pattern;

/**
 * How a pupil's run stands: numbers, and a picture of the decision boundary.
 *
 * @param iteration iterations made
 * @param cost on the training points; NaN where there is none
 * @param train accuracy from 0 to 1, or R² of a regression, which may be below 0; NaN where there is none
 * @param test the same on test points
 * @param running whether it trains
 * @param goal whether all goals were reached
 * @param shape the hidden layers, such as {@code 4,2}
 * @param picture 24 rows of 24 pixels, two characters of base64 for each: 4 bits of red, green and blue; or empty
 * @param predicted the choice that was predicted in a lesson, from 1; 0 before
 * @param outcome the choice that came true, from 1; 0 before
 * @param checked the answer to the lesson's question, from 1; 0 before
 * @param right whether that answer is right
 */
record Progress(
        int iteration,
        double cost,
        double train,
        double test,
        boolean running,
        boolean goal,
        String shape,
        String picture,
        int predicted,
        int outcome,
        int checked,
        boolean right) {
    static final int SIDE = 24;

    /** Before anything has happened. */
    static final Progress NONE =
            new Progress(0, Double.NaN, Double.NaN, Double.NaN, false, false, "", "", 0, 0, 0, false);

    private static final int MOST_ITERATIONS = 1_000_000_000;
    private static final int MOST_CHOICES = 9;
    private static final Pattern SHAPE = Pattern.compile("[0-9,]{0,40}");
    private static final Pattern PICTURE = Pattern.compile("(?:[A-Za-z0-9+/]{" + 2 * SIDE * SIDE + "})?");

    /**
     * What a pupil's page tells.
     *
     * @throws Refusal when a field is malformed
     */
    static Progress parse(JsonObject message) throws Refusal {
        Progress progress = new Progress(
                Fields.count(message, "iteration", MOST_ITERATIONS),
                Fields.number(message, "cost", Double.MAX_VALUE),
                Fields.atMost(message, "train", 1),
                Fields.atMost(message, "test", 1),
                Fields.flag(message, "running"),
                Fields.flag(message, "goal"),
                Fields.text(message, "shape", 40),
                Fields.text(message, "picture", 2 * SIDE * SIDE),
                Fields.count(message, "predicted", MOST_CHOICES),
                Fields.count(message, "outcome", MOST_CHOICES),
                Fields.count(message, "checked", MOST_CHOICES),
                Fields.flag(message, "right"));
        if (!SHAPE.matcher(progress.shape).matches()) {
            throw Refusal.malformed("shape must be whole numbers with commas between them");
        }
        if (!PICTURE.matcher(progress.picture).matches()) {
            throw Refusal.malformed(
                    "picture must be empty, or two characters of base64 for each of " + SIDE * SIDE + " pixels");
        }
        return progress;
    }

    /** Adds what is known to a message. */
    void addTo(JsonObject message) {
        message.add("iteration", iteration)
                .add("running", running)
                .add("goal", goal)
                .add("shape", shape)
                .add("picture", picture)
                .add("predicted", predicted)
                .add("outcome", outcome)
                .add("checked", checked)
                .add("right", right);
        add(message, "cost", cost);
        add(message, "train", train);
        add(message, "test", test);
    }

    private static void add(JsonObject message, String name, double value) {
        message.add(name, Double.isNaN(value) ? Json.NULL : Json.value(value));
    }
}
