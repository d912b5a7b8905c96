package org.layerlab.page.models;

import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.parts.AccuracyText;
import org.layerlab.page.settings.CardText;

/** The rows of a model card's table: what the card says, in words, without what it leaves open. */
final class ModelRows {
    private static final int SHOWN_DIGEST = 16;
    private static final int LONGEST_VALUE = 60;

    /** More members of an object, or more of a text, nobody reads, and a card can have any number of them. */
    private static final int MOST_MEMBERS = 50;

    private static final int LONGEST_KEY = 60;
    private static final int LONGEST_TEXT = 400;

    /** Hyperparameters that other rows tell in better words. */
    private static final Set<String> SAID_ELSEWHERE = Set.of("changes", "layers", "activation");

    private ModelRows() {}

    /**
     * The rows in the order in which they are shown, label to value.
     *
     * @param card as the server gives it
     * @param date writes an ISO moment as this reader's language does
     */
    static Map<String, String> of(JsonObject card, UnaryOperator<String> date) {
        Map<String, String> rows = new LinkedHashMap<>();
        result(card, rows);
        data(card, rows);
        training(CardText.object(card, "hyperparameters"), rows);
        rows.put(Texts.of("Weights set by hand"), ChangesText.edits(card));
        origin(card, date, rows);
        rows.values().removeIf(String::isEmpty);
        rows.replaceAll((label, value) -> CardText.cut(value, LONGEST_TEXT));
        return rows;
    }

    private static void result(JsonObject card, Map<String, String> rows) {
        rows.put(Texts.of("Layers"), CardText.layers(card));
        rows.put(Texts.of("Activations"), list(card.get("activations")));
        rows.put(Texts.of("Train accuracy"), accuracy(card, "train"));
        rows.put(Texts.of("Validation accuracy"), accuracy(card, "validation"));
        rows.put(Texts.of("Test accuracy"), accuracy(card, "test"));
        rows.put(Texts.of("Train R²"), r2(card, "train"));
        rows.put(Texts.of("Test R²"), r2(card, "test"));
        double iteration = CardText.number(card, "iteration");
        rows.put(Texts.of("Iterations"), Double.isNaN(iteration) ? "" : NumberFormat.grouped((long) iteration));
    }

    private static String accuracy(JsonObject card, String split) {
        double accuracy = CardText.number(card, split + "Accuracy");
        return Double.isNaN(accuracy) ? "" : AccuracyText.of(accuracy, CardText.examples(card, split));
    }

    /** In percent, as the playground shows it. */
    private static String r2(JsonObject card, String split) {
        double r2 = CardText.number(card, split + "R2");
        return Double.isNaN(r2) ? "" : AccuracyText.of(r2, Double.NaN);
    }

    private static void data(JsonObject card, Map<String, String> rows) {
        int members = 0;
        for (JsonObject.Member member : CardText.object(card, "dataset")) {
            if (members++ < MOST_MEMBERS) {
                rows.put(ofDataSet(member.getName()), shown(member));
            }
        }
        rows.put(Texts.of("Data set: other"), left(members));
        JsonValue placed = card.get("points");
        boolean isTable = CardText.object(card, "dataset").get("table") != null;
        rows.put(
                isTable ? Texts.of("Points of a table") : Texts.of("Points placed by hand"),
                placed != null && placed.isArray()
                        ? NumberFormat.grouped(placed.asArray().size())
                        : "");
    }

    private static void training(JsonObject hyperparameters, Map<String, String> rows) {
        boolean isRegularized =
                !CardText.string(hyperparameters, "regularization").equals("none");
        int members = 0;
        for (JsonObject.Member member : hyperparameters) {
            String key = member.getName();
            boolean isSaid = SAID_ELSEWHERE.contains(key) || (key.equals("regularizationRate") && !isRegularized);
            if (!isSaid && members++ < MOST_MEMBERS) {
                rows.put(HyperparameterText.label(key), shown(member));
            }
        }
        rows.put(Texts.of("Other hyperparameters"), left(members));
        rows.put(Texts.of("Changed during training"), ChangesText.settings(hyperparameters));
    }

    private static void origin(JsonObject card, UnaryOperator<String> date, Map<String, String> rows) {
        rows.put(Texts.of("Author"), CardText.string(card, "author"));
        rows.put(Texts.of("Engine"), CardText.string(card, "engine"));
        rows.put(Texts.of("Kernels"), CardText.string(card, "kernels"));
        rows.put(Texts.of("Precision"), CardText.string(card, "precision"));
        rows.put(Texts.of("License"), CardText.string(card, "licence"));
        rows.put(Texts.of("Saved"), date.apply(CardText.string(card, "created")));
        String digest = CardText.string(card, "sha256");
        rows.put("SHA-256", digest.length() > SHOWN_DIGEST ? digest.substring(0, SHOWN_DIGEST) + " …" : digest);
    }

    private static String ofDataSet(String key) {
        return switch (key) {
            case "id" -> Texts.of("Data set");
            case "percTrainData" -> Texts.of("Training share of the data");
            case "name" -> Texts.of("Data set: name");
            case "trainSize" -> Texts.of("Data set: training examples");
            case "validationSize" -> Texts.of("Data set: validation examples");
            case "testSize" -> Texts.of("Data set: test examples");
            case "testFraction" -> Texts.of("Data set: test share");
            case "photos" -> Texts.of("Data set: photos");
            case "classes" -> Texts.of("Data set: classes");
            case "table" -> Texts.of("Data set: coordinates");
            case "noise" -> Texts.of("Data set: noise");
            case "seed" -> Texts.of("Data set: seed");
            default -> Texts.of("Data set: {0}", CardText.words(CardText.cut(key, LONGEST_KEY)));
        };
    }

    /** How many members of an object are not shown; empty where all are. */
    private static String left(int members) {
        return members <= MOST_MEMBERS ? "" : Texts.of("… and {0} more", NumberFormat.grouped(members - MOST_MEMBERS));
    }

    /** A value as other pages show it: noise in percent, 0 for the batch of all examples, classes by their names. */
    private static String shown(JsonObject.Member member) {
        if (member.getValue().isArray()) {
            String items = list(member.getValue());
            return items.length() <= LONGEST_VALUE || member.getName().equals("classes")
                    ? items
                    : Texts.of(
                            "{0} entries",
                            NumberFormat.grouped(member.getValue().asArray().size()));
        }
        String value = CardText.plain(member.getValue());
        if (member.getValue().isBoolean()) {
            return member.getValue().asBoolean() ? Texts.of("yes") : Texts.of("no");
        }
        if (!member.getValue().isNumber()) {
            // What was done to a table is a sentence of ours.
            return member.getName().equals("table")
                    ? Texts.said(value)
                    : HyperparameterText.value(member.getName(), member.getValue());
        }
        return switch (member.getName()) {
            // A noise of 0.333 is 33.300000000000004 percent in the card, which gives just that number back.
            case "noise", "percTrainData" ->
                NumberFormat.significant(member.getValue().asDouble(), 6) + "\u00a0%";
            // A data set without a test part was tested on another: the accuracy tells how many those were.
            case "testFraction" -> value.equals("0") ? "" : value;
            case "testSize" -> value.equals("0") ? "" : grouped(member.getValue());
            case "iterations", "trainSize", "validationSize" -> grouped(member.getValue());
            case "batchSize" -> value.equals("0") ? Texts.of("all") : value;
            default -> value;
        };
    }

    private static String grouped(JsonValue value) {
        return NumberFormat.grouped((long) value.asDouble());
    }

    private static String list(@Nullable JsonValue value) {
        if (value == null || !value.isArray()) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        for (JsonValue item : value.asArray()) {
            if (text.length() > LONGEST_TEXT) {
                break;
            }
            text.append(text.length() == 0 ? "" : ", ").append(CardText.plain(item));
        }
        return text.toString();
    }
}
