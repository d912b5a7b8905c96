package org.layerlab.page.settings;

import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.WeightHistory;
import org.layerlab.page.browser.NumberFormat;

/** Whether a card tells all that brings its run on points back from initial weights. */
public final class Recipe {
    /** Where a run began, in a card; only told where its weights came from a file rather than from the seed. */
    public static final String START = "start";

    public static final String FROM_FILE = "file";

    private Recipe() {}

    /** Whether a run that continues from this one's end begins with weights that no recipe tells. */
    public static boolean beginsFromFile(ModelCard card) {
        // What a person set by hand is told of in its own words, by the run that continues, too.
        return !gap(card, true).isEmpty();
    }

    /** What is missing to do the run again, as a sentence; empty where nothing is. */
    public static String gap(ModelCard card) {
        return gap(card, false);
    }

    private static String gap(ModelCard card, boolean evenEdited) {
        JsonObject h = card.hyperparameters();
        if (card.architecture().inputs() != 2 && h.get(PlayRows.FEATURES.key()) == null) {
            return "Only runs on points can be repeated here.";
        }
        JsonValue start = card.json().get(START);
        if (start != null && start.isString() && start.asString().equals(FROM_FILE)) {
            return "This run began with weights from a file, so it cannot be repeated from a seed.";
        }
        for (String key : new String[] {"learningRate", "optimizer", "initialization", "seed"}) {
            if (h.get(key) == null) {
                return "The card does not say how the network was trained: it has no " + CardText.words(key) + ".";
            }
        }
        if (card.iteration().isEmpty()) {
            return "The card does not say how many iterations the run took.";
        }
        PlaySettings.Parsed parsed = CardSettings.parsed(card);
        if (card.dataset().get("id") == null) {
            return "The card does not name any points that the playground has.";
        }
        if (!parsed.problems().isEmpty()) {
            return "The card has a setting that the playground cannot use: "
                    + parsed.problems().get(0) + ".";
        }
        if (!parsed.settings().architecture().equals(card.architecture())) {
            return "The playground has no network with these layers and activations.";
        }
        JsonValue drawnBy = card.dataset().get("seed");
        if (drawnBy != null && !drawnBy.equals(h.get("seed"))) {
            return "The weights are drawn with seed " + h.get("seed") + " and the points with " + drawnBy
                    + "; the playground uses one seed for both.";
        }
        SettingsHistory course = SettingsHistory.of(card, CardSettings.hyperparameters(card));
        if (!course.isTold()) {
            return "The card does not list every change made during the run.";
        }
        int made = (int) Math.min(Integer.MAX_VALUE, card.iteration().getAsLong());
        int planned = course.shortfall(made);
        if (planned >= 0) {
            return "The card has " + NumberFormat.grouped(made) + " iterations, but its schedule ends after "
                    + NumberFormat.grouped(planned) + ".";
        }
        WeightHistory weights = course.weights();
        if (!weights.isTold() && !evenEdited) {
            return "Weights were set by hand, first at iteration " + NumberFormat.grouped(weights.first())
                    + ", so the run cannot be repeated from its seed.";
        }
        return "";
    }
}
