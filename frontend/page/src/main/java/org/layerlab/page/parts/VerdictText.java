package org.layerlab.page.parts;

import org.jspecify.annotations.Nullable;
import org.layerlab.network.verdict.Calibration;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;

/** What a network says of a photo, in words. */
public final class VerdictText {
    /** An answer that is less sure than this is called a guess. */
    private static final double GUESS = 0.6;

    /** No network is right more often than can be counted. */
    private static final double SUREST = 0.99;

    private VerdictText() {}

    /**
     * {@code cat}, {@code dog} or {@code unsure}.
     *
     * @param dog the probability of a dog, 0 to 1; NaN of a network that diverged
     * @param found how much the network's filters found in the photo; see {@link Calibration}
     */
    public static String verdict(@Nullable Calibration calibration, double dog, double found) {
        boolean unsure = Double.isNaN(dog) || (calibration != null && calibration.unsure(dog, found));
        return unsure ? "unsure" : dog > 0.5 ? "dog" : "cat";
    }

    /**
     * The probability of the verdict in percent, calibrated where that is known; of an unsure one, that of the likelier
     * class, which it names. What may be neither has no probability of being one of the classes, and gets a word.
     */
    public static String figure(@Nullable Calibration calibration, double dog, double found) {
        if (Double.isNaN(dog)) {
            return "–";
        }
        if (calibration != null && calibration.neither(found)) {
            return Texts.of("neither?");
        }
        double p = probability(calibration, dog);
        double sure = Math.max(p, 1 - p);
        String percent = (sure > SUREST ? ">\u00a099" : String.valueOf(Math.round(100 * sure))) + "\u00a0%";
        return verdict(calibration, dog, found).equals("unsure")
                ? percent + " " + Thumbs.word(dog > 0.5 ? 1 : 0)
                : percent;
    }

    /** The probability of a dog, 0 to 1, calibrated where that is known. */
    public static double probability(@Nullable Calibration calibration, double dog) {
        return calibration == null ? dog : calibration.calibrated(dog);
    }

    /** How far the verdict can be trusted, in a sentence. */
    public static String note(@Nullable Calibration calibration, double dog, double found) {
        if (Double.isNaN(dog)) {
            return Texts.of("This network diverged in training, so it gives no probability.");
        }
        boolean isDog = dog > 0.5;
        double p = probability(calibration, dog);
        double sure = Math.max(p, 1 - p);
        if (calibration == null) {
            return sure < GUESS
                    ? guess(isDog, sure)
                    : Texts.of(
                            "The network says {0} with {1}\u00a0% probability.",
                            Thumbs.word(isDog ? 1 : 0), NumberFormat.percent(sure));
        }
        if (calibration.neither(found)) {
            return isDog
                    ? Texts.of("This may be neither a cat nor a dog. Of the two, it looks more like a dog.")
                    : Texts.of("This may be neither a cat nor a dog. Of the two, it looks more like a cat.");
        }
        if (calibration.unsure(dog, found) && calibration.knowsNeither() && calibration.familiarity() == null) {
            return Texts.of("Not sure: this may be neither a cat nor a dog, or unlike the photos it learned from.");
        }
        if (calibration.unsure(dog, found)) {
            return isDog ? Texts.of("Not sure, slightly more dog.") : Texts.of("Not sure, slightly more cat.");
        }
        if (sure < GUESS) {
            return guess(isDog, sure);
        }
        return sure > SUREST
                ? Texts.of("When this confident, it is right more than 99\u00a0% of the time.")
                : Texts.of("When this confident, it is right {0}\u00a0% of the time.", Math.round(100 * sure));
    }

    private static String guess(boolean isDog, double sure) {
        return Texts.of(
                "Little more than a guess: {0} with {1}\u00a0% probability.",
                Thumbs.word(isDog ? 1 : 0), Math.round(100 * sure));
    }
}
