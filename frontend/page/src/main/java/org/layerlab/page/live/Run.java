package org.layerlab.page.live;

import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.settings.CardText;

/**
 * How a pupil's run stands, as messages have it.
 *
 * @param train accuracy from 0 to 1, or R² of a regression, which may be below 0; NaN where there is none
 * @param test the same on test points
 * @param shape the hidden layers, such as {@code 4,2}
 * @param picture as {@link Picture} writes it; empty for none
 * @param predicted the choice that was predicted in a lesson, from 1; 0 before
 * @param outcome the choice that came true, from 1; 0 before
 * @param checked the answer to the lesson's question, from 1; 0 before
 */
record Run(
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
    /** Before anything has happened. */
    static final Run NONE = new Run(0, Double.NaN, Double.NaN, Double.NaN, false, false, "", "", 0, 0, 0, false);

    static Run of(JsonObject message) {
        return new Run(
                message.getInt("iteration", 0),
                number(message, "cost"),
                number(message, "train"),
                number(message, "test"),
                message.getBoolean("running", false),
                message.getBoolean("goal", false),
                CardText.string(message, "shape"),
                CardText.string(message, "picture"),
                message.getInt("predicted", 0),
                message.getInt("outcome", 0),
                message.getInt("checked", 0),
                message.getBoolean("right", false));
    }

    private static double number(JsonObject message, String name) {
        JsonValue value = message.get(name);
        return value == null || !value.isNumber() ? Double.NaN : value.asDouble();
    }

    /** What is told of it; a number that is infinite or NaN is left out. */
    JsonObject json() {
        JsonObject json = new JsonObject()
                .add("type", "progress")
                .add("iteration", iteration)
                .add("running", running)
                .add("goal", goal)
                .add("shape", shape)
                .add("picture", picture)
                .add("predicted", predicted)
                .add("outcome", outcome)
                .add("checked", checked)
                .add("right", right);
        add(json, "cost", cost);
        add(json, "train", train);
        add(json, "test", test);
        return json;
    }

    private static void add(JsonObject json, String name, double value) {
        if (Double.isFinite(value)) {
            json.add(name, value);
        }
    }

    /** After what the playground tells. */
    Run at(int nowAt, double nowCost, double nowTrain, double nowTest, boolean nowRunning, boolean nowGoal) {
        return new Run(
                nowAt,
                nowCost,
                nowTrain,
                nowTest,
                nowRunning,
                nowGoal,
                shape,
                picture,
                predicted,
                outcome,
                checked,
                right);
    }

    /** After what a lesson tells. */
    Run answered(int nowPredicted, int nowOutcome, int nowChecked, boolean nowRight) {
        return new Run(
                iteration,
                cost,
                train,
                test,
                running,
                goal,
                shape,
                picture,
                nowPredicted,
                nowOutcome,
                nowChecked,
                nowRight);
    }

    /** As it looks. */
    Run seen(String nowShape, String nowPicture) {
        return new Run(
                iteration, cost, train, test, running, goal, nowShape, nowPicture, predicted, outcome, checked, right);
    }

    /** The accuracy, or R², that counts: on test points where there are any. */
    double accuracy() {
        return Double.isNaN(test) ? train : test;
    }

    /** An accuracy or R² for people. Below 0 it can only be R², and by how much says nothing about a network. */
    static String percent(double share) {
        return share < 0 ? "R² < 0" : Texts.of("{0} %", NumberFormat.percent(share));
    }

    /** As a line for people. */
    String line() {
        return shape.isEmpty() && iteration == 0
                ? Texts.of("Not started yet")
                : Texts.of(
                        "Iteration {0} · cost {1} · {2}",
                        NumberFormat.grouped(iteration),
                        iteration == 0 ? "–" : NumberFormat.decimals(cost, 4),
                        percent(accuracy()));
    }

    /** Its hidden layers as a line for people; empty where it has none, or none that is known. */
    String layersLine() {
        return shape.isEmpty() ? "" : Texts.of("Hidden layers: {0}", layers());
    }

    /** The hidden layers in a word or two. */
    String layers() {
        return shape.isEmpty() ? "" : shape.replace(",", "·");
    }
}
