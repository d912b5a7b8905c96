package org.layerlab.page.worker;

import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import org.layerlab.network.OptimizerKind;
import org.layerlab.network.Schedule;
import org.layerlab.network.file.ModelCard;
import org.layerlab.page.play.PlaySettings;

/** Whether a card tells all that brings its run on points back from fresh weights. */
public final class Recipe {
    /** Where a run began, in a card; only told where its weights came from a file rather than from the seed. */
    static final String START = "start";

    static final String FROM_FILE = "file";

    private static final double MOMENTUM = 0.9;

    private Recipe() {}

    static boolean isTold(ModelCard card) {
        return gap(card).isEmpty();
    }

    /** What is missing to do the run again, as a sentence; empty where nothing is. */
    public static String gap(ModelCard card) {
        JsonObject h = card.hyperparameters();
        if (card.architecture().inputs() != 2) {
            return "Only runs on points can be made again here.";
        }
        JsonValue start = card.json().get(START);
        if (start != null && start.isString() && start.asString().equals(FROM_FILE)) {
            return "This run began with weights from a file, so it cannot be made again from a seed.";
        }
        for (String key : new String[] {"learningRate", "optimizer", "initialization", "seed"}) {
            if (h.get(key) == null) {
                return "The card does not tell the " + key + " that the run began with.";
            }
        }
        if (card.iteration().isEmpty()) {
            return "The card does not tell how many iterations were made.";
        }
        PlaySettings.Parsed parsed = CardSettings.parsed(card);
        if (card.dataset().get("id") == null || !parsed.problems().isEmpty()) {
            return "The card does not tell points and settings that the playground has"
                    + (parsed.problems().isEmpty()
                            ? "."
                            : ": " + parsed.problems().get(0) + ".");
        }
        if (!parsed.settings().architecture().equals(card.architecture())) {
            return "The playground has no network with these layers and activations.";
        }
        boolean ownWay = number(h, "dropout", 0) != 0
                || (number(h, "l1", 0) != 0 && number(h, "l2", 0) != 0)
                || (parsed.settings().optimizer() == OptimizerKind.MOMENTUM
                        && number(h, "momentum", MOMENTUM) != MOMENTUM)
                || !text(h, "schedule", Schedule.CONSTANT.id()).equals(Schedule.CONSTANT.id());
        return ownWay ? "The run was trained in a way that the playground does not have." : "";
    }

    private static double number(JsonObject json, String key, double otherwise) {
        JsonValue value = json.get(key);
        return value != null && value.isNumber() ? value.asDouble() : otherwise;
    }

    private static String text(JsonObject json, String key, String otherwise) {
        JsonValue value = json.get(key);
        return value != null && value.isString() ? value.asString() : otherwise;
    }
}
