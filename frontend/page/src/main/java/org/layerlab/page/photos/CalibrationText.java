package org.layerlab.page.photos;

import org.jspecify.annotations.Nullable;
import org.layerlab.network.verdict.Calibration;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;

/** How far a network's probabilities can be trusted, in words. */
public final class CalibrationText {
    private CalibrationText() {}

    /** Below which probability of its answer the network is unsure; a dash where that is not known or not all. */
    public static String threshold(@Nullable Calibration known) {
        if (known == null) {
            return "–";
        }
        if (known.unsureBelow() > 0.5) {
            return NumberFormat.decimals(known.unsureBelow(), 2);
        }
        return known.leastFound() > 0 ? "–" : Texts.of("never");
    }

    /** What the calibration rests on and what it means, in whole sentences. */
    public static String note(@Nullable Calibration known) {
        if (known == null) {
            return Texts.of(
                    "Not calibrated: without validation photos, nobody knows how far to trust its probabilities.");
        }
        String examples = NumberFormat.grouped(known.examples());
        double sure = known.accuracyWhenSure();
        long right = sure < 1 ? Math.min(99, Math.round(100 * sure)) : 100;
        if (known.familiarity() != null && known.leastFound() > 0) {
            String unsure = NumberFormat.decimals(100 * known.unsure(), 1);
            if (known.unsureBelow() <= 0.5) {
                return Texts.of(
                        "Measured on {0} validation photos: if a photo is too unlike them, it says that it may be neither. This applies to {1}\u00a0% of them; on the others, it is right {2}\u00a0% of the time.",
                        examples, unsure, right);
            }
            return Texts.of(
                    "Measured on {0} validation photos: below {1}\u00a0% confidence it says unsure, and if a photo is too unlike them, it says that it may be neither. Together this applies to {2}\u00a0% of them; on the others, it is right {3}\u00a0% of the time.",
                    examples, Math.round(100 * known.unsureBelow()), unsure, right);
        }
        if (known.knowsNeither()) {
            return Texts.of(
                    "Measured on {0} validation photos: below {1}\u00a0% confidence it says unsure, where many pictures without a cat or dog end up; above, it is right {2}\u00a0% of the time.",
                    examples, Math.round(100 * known.unsureBelow()), right);
        }
        String note = known.unsureBelow() > 0.5
                ? Texts.of(
                        "Measured on {0} validation photos: below {1}\u00a0% confidence it says unsure; above, it is right {2}\u00a0% of the time.",
                        examples, Math.round(100 * known.unsureBelow()), right)
                : Texts.of(
                        "Measured on {0} validation photos: even its least confident answers beat a coin flip, so it never says unsure. It is right {1}\u00a0% of the time.",
                        examples, right);
        return known.leastFound() > 0
                ? note + " "
                        + Texts.of(
                                "It also says unsure when its filters respond less than they do for {0}\u00a0% of those photos.",
                                Math.round(100 * (1 - Calibration.TOO_LITTLE)))
                : note;
    }

    /** The share of the scale of calibrated probabilities around 0.5, from 0 to 1, in which the network is unsure. */
    public static double band(@Nullable Calibration known) {
        return known == null ? 0 : 2 * known.unsureBelow() - 1;
    }
}
