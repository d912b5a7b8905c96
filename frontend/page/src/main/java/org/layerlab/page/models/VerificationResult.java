package org.layerlab.page.models;

import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.text.Text;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.parts.AccuracyText;
import org.layerlab.page.settings.CardText;

/**
 * What comes of repeating a saved run: whether its digits are the same, and if not, what that means.
 *
 * @param verdict {@link #REPRODUCED} or {@link #DEPARTS}
 * @param text the same for people
 */
record VerificationResult(String verdict, String text) {
    static final String REPRODUCED = "reproduced";
    static final String DEPARTS = "departs";

    /**
     * Differences below these come from another order of summation alone: of costs relative to them, of parameters
     * relative to the largest of their matrix.
     */
    private static final double ROUNDING = 1e-9;

    private static final double ROUNDING_FLOAT32 = 1e-3;

    /** What the last digit of the narrowest format that a file may have, bfloat16, is worth. */
    private static final double ROUNDING_STORED = 1e-2;

    /**
     * The verdict on a comparison.
     *
     * @param compared what the worker found, as JSON
     * @param float64 whether the saved run computed in float64
     * @param kernels that computed it; empty where the card does not say
     */
    static VerificationResult of(JsonObject compared, boolean float64, String kernels) {
        double rounding = rounding(float64);
        String where = CardText.string(compared, "where");
        String saved = CardText.string(compared, "saved");
        String here = CardText.string(compared, "here");
        if (CardText.string(compared, "kind").equals(DEPARTS)) {
            return departs(
                    Texts.of("It differs at {0}: the saved cost is {1}, here it is {2}.", where, saved, here),
                    compared,
                    float64,
                    kernels);
        }
        double largest = CardText.number(compared, "largest");
        String stored = CardText.string(compared, "stored");
        String scores = scores(compared);
        boolean exact = compared.getBoolean("exact", false);
        boolean near = exact || largest <= (stored.isEmpty() ? rounding : ROUNDING_STORED);
        if (!near) {
            return departs(
                    sentences(
                            sameCosts(compared),
                            Texts.of(
                                    "But the parameters differ: {0} is {1} in the file and {2} here.",
                                    where, saved, here)),
                    compared,
                    float64,
                    kernels);
        }
        if (!scores.isEmpty()) {
            return new VerificationResult(DEPARTS, sentences(sameCosts(compared), scores));
        }
        String same = exact
                ? sameBits(compared)
                : sentences(
                        Texts.of("Reproduced."),
                        sameCosts(compared),
                        Texts.of(
                                "The parameters agree in {0} digits; {1} is the furthest off, {2} in the file and {3} here.",
                                digits(largest), where, saved, here));
        return new VerificationResult(
                REPRODUCED,
                stored.isEmpty()
                        ? same
                        : sentences(
                                same,
                                Texts.of(
                                        "The file keeps the parameters in {0}, so those of this run were rounded to it before they were compared.",
                                        stored)));
    }

    private static String sameBits(JsonObject compared) {
        String iterations = NumberFormat.grouped((long) CardText.number(compared, "iterations"));
        long costs = (long) CardText.number(compared, "costs");
        return costs == 1
                ? Texts.of(
                        "Reproduced. Iterations repeated here: {0}; the one cost and every parameter are the same, to the last bit.",
                        iterations)
                : Texts.of(
                        "Reproduced. {0} iterations were repeated here: all {1} costs and every parameter are the same, to the last bit.",
                        iterations, NumberFormat.grouped(costs));
    }

    private static String sameCosts(JsonObject compared) {
        String iterations = NumberFormat.grouped((long) CardText.number(compared, "iterations"));
        long costs = (long) CardText.number(compared, "costs");
        return costs == 1
                ? Texts.of("Iterations repeated here: {0}; the one cost prints the same six decimals.", iterations)
                : Texts.of(
                        "{0} iterations were repeated here: all {1} costs print the same six decimals.",
                        iterations, NumberFormat.grouped(costs));
    }

    /** Which accuracies or R² are not on the card as they are here; empty where all are. */
    private static String scores(JsonObject compared) {
        List<String> found = new ArrayList<>();
        if (compared.get("scores") instanceof JsonArray departures) {
            for (JsonValue value : departures) {
                JsonObject score = value.asObject();
                String label = label(CardText.string(score, "key"));
                double saved = CardText.number(score, "saved");
                double examples = CardText.number(score, "examples");
                double here = CardText.number(score, "here");
                String there = AccuracyText.of(saved, examples);
                String measured = AccuracyText.of(here, CardText.number(score, "size"));
                if (saved != here && NumberFormat.percent(saved).equals(NumberFormat.percent(here))) {
                    there = Text.number(saved);
                    measured = Text.number(here);
                }
                found.add(
                        Double.isNaN(here)
                                ? Texts.of(
                                        "But the card says “{0}: {1}”, which cannot be measured on this run.",
                                        label, there)
                                : Texts.of(
                                        "But the card says “{0}: {1}”, and these parameters give {2}.",
                                        label, there, measured));
            }
        }
        return sentences(found.toArray(new String[0]));
    }

    private static String label(String key) {
        return switch (key) {
            case "trainAccuracy" -> Texts.of("Train accuracy");
            case "testAccuracy" -> Texts.of("Test accuracy");
            case "trainR2" -> Texts.of("Train R²");
            default -> Texts.of("Test R²");
        };
    }

    private static VerificationResult departs(String what, JsonObject compared, boolean float64, String kernels) {
        return new VerificationResult(DEPARTS, sentences(what, meaning(compared, float64, kernels)));
    }

    /** What a departure means, and what it does not. */
    private static String meaning(JsonObject compared, boolean float64, String kernels) {
        double rounding = rounding(float64);
        int partsAt = compared.getInt("partsAt", -1);
        if (partsAt < 0 || !(CardText.number(compared, "gap") <= rounding)) {
            return Texts.of("Rounding cannot explain this: the card does not say how these parameters were trained.");
        }
        String here = CardText.string(compared, "kernels");
        return sentences(
                Texts.of(
                        "The costs differ slightly from iteration {0} on, and the difference grows, as happens when sums are rounded in a different order, with or without fused multiply-add.",
                        NumberFormat.grouped(partsAt)),
                float64
                        ? Texts.of(
                                "In float64 this version computes the same bits in every browser and on the command line, so another version or program made this.")
                        : kernels.isEmpty()
                                ? Texts.of(
                                        "The card does not name the kernels that computed it; here they are “{0}”.",
                                        here)
                                : Texts.of(
                                        "It was computed with the kernels “{0}”, here they are “{1}”.", kernels, here),
                Texts.of("This does not make the card wrong."));
    }

    private static double rounding(boolean float64) {
        return float64 ? ROUNDING : ROUNDING_FLOAT32;
    }

    private static String sentences(String... sentences) {
        return String.join(" ", sentences);
    }

    /** How many digits two numbers share that differ by this, relatively. */
    private static int digits(double difference) {
        int digits = 0;
        for (double d = difference; d < 1 && digits < 17; d *= 10) {
            digits++;
        }
        return digits - 1;
    }
}
