package org.layerlab.page.photos.train;

import org.jspecify.annotations.Nullable;
import org.layerlab.network.photo.PhotoRecipe;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.page.browser.Engine;
import org.layerlab.page.browser.Kept;
import org.layerlab.page.browser.Texts;

/**
 * How long a training takes: its floating-point operations by this device's speed. The speed is that of the last training
 * of the same kind in this browser, or a guess before the first.
 */
final class ExpectedTime {
    /** From here on a person is warned and offered a short version. */
    static final double LONG_SECONDS = 20 * 60;

    /** What a short version takes. */
    /** Before a kind of network: where the speed of its last training is kept. */
    private static final String KEPT = "speed.";

    private static final double SHORT_SECONDS = 5 * 60;

    /** What a thread of a middling laptop does with SIMD, and without. */
    private static final double GUESS_SIMD = 15e9;

    private static final double GUESS_PLAIN = 1e9;

    /** Forward, and backward twice as much. */
    private static final double PASSES = 3;

    private ExpectedTime() {}

    /**
     * The operations of an update.
     *
     * @param photos how many are loaded, those kept for validation included
     */
    static double flopsOfUpdate(PhotoRecipe recipe, int photos) {
        int learned = learned(recipe, photos);
        int batch = recipe.hyperparameters(learned).batchSize();
        double shrunk = recipe.architecture().isDense()
                ? 1
                : Math.pow((double) recipe.side() / recipe.preparation().side(), 2);
        return PASSES * recipe.architecture().flops() * shrunk * (batch == 0 ? learned : Math.min(learned, batch));
    }

    /** The operations of a whole run. */
    static double flops(PhotoRecipe recipe, int photos) {
        Hyperparameters h = recipe.hyperparameters(learned(recipe, photos));
        return flopsOfUpdate(recipe, photos) * h.iterations();
    }

    private static int learned(PhotoRecipe recipe, int photos) {
        return Math.max(1, photos - (int) Math.round(recipe.validation() * photos));
    }

    /** The seconds of a whole run on this device. */
    static double seconds(PhotoRecipe recipe, int photos) {
        return flops(recipe, photos) / speed(Kept.get(KEPT + kind(recipe)));
    }

    /** The speed that was kept; a guess where there is none. */
    private static double speed(@Nullable String kept) {
        if (kept != null) {
            try {
                double speed = Double.parseDouble(kept);
                if (speed > 1e6 && speed < 1e15) {
                    return speed;
                }
            } catch (NumberFormatException e) {
                // Kept by another version of the page.
            }
        }
        return Engine.name().equals("wasm") ? GUESS_SIMD * Engine.threads() : GUESS_PLAIN;
    }

    /** Keeps how fast a run is. */
    static void measured(PhotoRecipe recipe, int photos, double updatesPerSecond) {
        Kept.put(KEPT + kind(recipe), String.valueOf(updatesPerSecond * flopsOfUpdate(recipe, photos)));
    }

    private static String kind(PhotoRecipe recipe) {
        return recipe.architecture().isDense() ? "dense" : "convolutional";
    }

    /** What is said before a run of that many seconds. */
    static String text(double seconds) {
        return isLong(seconds)
                ? Texts.of(
                        "Expected time: about {0} on this device. The tab has to stay open; a short version shows the same in minutes.",
                        about(seconds))
                : Texts.of("Expected time: about {0} on this device.", about(seconds));
    }

    /** An estimate has one unit. */
    private static String about(double seconds) {
        if (seconds < 60) {
            return Math.max(1, Math.round(seconds)) + "\u00a0s";
        }
        return seconds < 5400 ? Math.round(seconds / 60) + "\u00a0min" : Math.round(seconds / 3600) + "\u00a0h";
    }

    /** Whether a person is warned of a run of that many seconds. */
    static boolean isLong(double seconds) {
        return seconds > LONG_SECONDS;
    }

    /** How long a short version is: a share of the whole, 0 to 1. */
    static double shortShare(double seconds) {
        return Math.min(1, SHORT_SECONDS / seconds);
    }
}
