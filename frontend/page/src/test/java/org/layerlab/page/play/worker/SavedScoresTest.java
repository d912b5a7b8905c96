package org.layerlab.page.play.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.layerlab.network.matrix.ReferenceKernels;
import org.layerlab.page.settings.PlaySettings;

class SavedScoresTest {
    private static final SavedScores CLASSES = new SavedScores(false, 0.74, 300, 0.68, 100);

    private static SavedScores trained(String fragment) {
        PlaySettings settings = PlaySettings.parse(fragment).settings();
        PointsRun run = PointsRun.begin(settings, settings.hyperparameters(), new ReferenceKernels(), "plain");
        run.trainer().steps(50);
        SavedScores scores = SavedScores.of(run);
        run.release();
        return scores;
    }

    private static JsonObject card(SavedScores scores) {
        return scores.isRegression()
                ? Json.object().add("trainR2", scores.train()).add("testR2", scores.test())
                : Json.object()
                        .add("trainAccuracy", scores.train())
                        .add("trainExamples", scores.trainSize())
                        .add("testAccuracy", scores.test())
                        .add("testExamples", scores.testSize());
    }

    /** Any other number than the measured one is found, however near, and told beside the measured one. */
    @ParameterizedTest
    @CsvSource({
        "dataset=circle&networkShape=6&seed=1, Accuracy",
        "dataset=spiral&classCount=4&networkShape=5&seed=2, Accuracy",
        "dataset=tf-reg-gauss&networkShape=4&activation=tanh&learningRate=0.1&seed=3, R2"
    })
    void aForgedScoreIsFound(String fragment, String kind) {
        SavedScores scores = trained(fragment);
        // As a file gives it back.
        JsonObject card = Json.parse(card(scores).toString()).asObject();
        assertEquals(new JsonArray(), scores.departures(card, 0));
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            boolean isTrain = random.nextBoolean();
            double right = isTrain ? scores.train() : scores.test();
            double forged = switch (random.nextInt(3)) {
                case 0 -> random.nextDouble();
                case 1 -> Math.rint(100 * random.nextDouble()) / 100;
                default -> right + Math.ulp(right) * (random.nextInt(9) - 4);
            };
            String key = (isTrain ? "train" : "test") + kind;
            JsonObject lying = Json.parse(card.toString()).asObject().set(key, forged);
            JsonArray found = scores.departures(lying, 0);
            assertEquals(forged == right ? 0 : 1, found.size(), key + " " + forged + " for " + right);
            if (forged != right) {
                JsonObject departure = found.get(0).asObject();
                assertEquals(key, departure.getString("key", ""));
                assertEquals(forged, departure.getDouble("saved", Double.NaN));
                assertEquals(right, departure.getDouble("here", Double.NaN));
            }
        }
    }

    @Test
    void whatACardDoesNotSayIsNotCompared() {
        assertEquals(new JsonArray(), CLASSES.departures(new JsonObject(), 0));
        assertEquals(new JsonArray(), CLASSES.departures(Json.object().add("testAccuracy", 0.68), 0));
        assertEquals(new JsonArray(), CLASSES.departures(Json.object().add("testAccuracy", "0.99"), 0));
    }

    @Test
    void bothAreNamedWhereBothAreForged() {
        JsonObject card = card(CLASSES).set("trainAccuracy", 1).set("testAccuracy", 1);
        assertEquals(2, CLASSES.departures(card, 0).size());
    }

    /** 68 % of 100 is less than 68 % of 1,000,000. */
    @Test
    void theNumberOfExamplesCounts() {
        JsonArray found = CLASSES.departures(card(CLASSES).set("testExamples", 1_000_000), 0);
        JsonObject departure = found.get(0).asObject();
        assertEquals(1_000_000, departure.getInt("examples", 0));
        assertEquals(100, departure.getInt("size", 0));
    }

    @Test
    void aScoreThatThisRunCannotHaveIsFound() {
        SavedScores numbers = new SavedScores(true, 0.9, 300, 0.8, 100);
        JsonArray found = numbers.departures(card(numbers).set("testAccuracy", 0.99), 0);
        assertEquals("testAccuracy", found.get(0).asObject().getString("key", ""));
        assertNull(found.get(0).asObject().get("here"));
        SavedScores untested = new SavedScores(false, 0.74, 300, Double.NaN, 0);
        assertEquals(1, untested.departures(card(CLASSES), 0).size());
    }

    @Test
    void scoresMayDifferAsMuchAsNumbersWereRounded() {
        SavedScores numbers = new SavedScores(true, 0.9, 300, -1000, 100);
        assertEquals(new JsonArray(), numbers.departures(card(numbers).set("testR2", -1000.001), 1e-5));
        assertEquals(
                1, numbers.departures(card(numbers).set("trainR2", 0.91), 1e-5).size());
        assertEquals(new JsonArray(), CLASSES.departures(card(CLASSES).set("testAccuracy", 0.675), 1e-5));
        assertEquals(
                1,
                CLASSES.departures(card(CLASSES).set("testAccuracy", 0.7), 1e-5).size());
        assertEquals(
                1,
                CLASSES.departures(card(CLASSES).set("testAccuracy", 0.675), 0).size());
    }
}
