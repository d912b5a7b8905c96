package org.layerlab.page.play.worker;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import java.util.List;
import org.layerlab.network.data.LabeledSet;
import org.layerlab.page.settings.CardText;

/**
 * Which of a card's accuracies, or of a regression's R², are not those of its parameters. R² may differ by what
 * the caller allows for rounding. Where anything is allowed, so may the classes of a hundredth of the examples: those on
 * the boundary fall on either side.
 *
 * @param isRegression whether the network's score is R²
 * @param train score on the training points
 * @param trainSize how many these are
 * @param test score on the test points; NaN where there are none
 * @param testSize how many these are
 */
record SavedScores(boolean isRegression, double train, int trainSize, double test, int testSize) {
    private static final double ON_THE_BOUNDARY = 0.01;

    /** The scores of a run's network as it stands, measured as where a run is saved. */
    static SavedScores of(PointsRun run) {
        double[] scores = run.accuracies();
        LabeledSet test = run.testPoints();
        return new SavedScores(
                run.network().architecture().isRegression(),
                scores[0],
                run.points().size(),
                scores[1],
                test == null ? 0 : test.size());
    }

    /**
     * What a card says otherwise: the key in the card, its number, the one measured here, and how many examples each is
     * of. What is not known is left out, as JSON has no NaN.
     *
     * @param card the whole card; what it does not say is not compared
     * @param rounding the largest difference of R² that is none, as a share of it where it is above 1; 0 where the
     *     parameters are the same to the last bit
     */
    JsonArray departures(JsonObject card, double rounding) {
        JsonArray found = new JsonArray();
        for (String split : List.of("train", "test")) {
            boolean isTrain = split.equals("train");
            double here = isTrain ? train : test;
            int size = isTrain ? trainSize : testSize;
            double examples = CardText.examples(card, split);
            double accuracy = CardText.number(card, split + "Accuracy");
            // A score that cannot be measured here is NaN, and no number is like it.
            double accuracyHere = isRegression ? Double.NaN : here;
            boolean isAccuracy = Math.abs(accuracy - accuracyHere) <= (rounding > 0 ? ON_THE_BOUNDARY : 0)
                    && (Double.isNaN(examples) || examples == size);
            if (!Double.isNaN(accuracy) && !isAccuracy) {
                found.add(departure(split + "Accuracy", accuracy, examples, accuracyHere, size));
            }
            double r2 = CardText.number(card, split + "R2");
            double r2Here = isRegression ? here : Double.NaN;
            boolean isR2 = Math.abs(r2 - r2Here) <= rounding * Math.max(1, Math.abs(r2));
            if (!Double.isNaN(r2) && !isR2) {
                found.add(departure(split + "R2", r2, Double.NaN, r2Here, size));
            }
        }
        return found;
    }

    private static JsonObject departure(String key, double saved, double examples, double here, int size) {
        JsonObject departure = Json.object().add("key", key).add("size", size);
        add(departure, "saved", saved);
        add(departure, "examples", examples);
        add(departure, "here", here);
        return departure;
    }

    private static void add(JsonObject departure, String key, double number) {
        if (Double.isFinite(number)) {
            departure.add(key, number);
        }
    }
}
