package org.layerlab.page.photos.train;

import org.layerlab.network.photo.PhotoRecipe;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;

/**
 * How long a training takes, from updates that were timed on this device.
 *
 * @param low seconds, where every update is as fast as the fastest, and nothing is measured beside them
 * @param high seconds, with the median of the updates, and as much measuring and keeping beside them as a run allows
 * @param stopsEarly whether early stopping may end it sooner
 */
record ExpectedTime(double low, double high, boolean stopsEarly) {
    /** From here on a person is warned and offered a short version. */
    static final double LONG_SECONDS = 20 * 60;

    /** What a short version takes. */
    private static final double SHORT_SECONDS = 5 * 60;

    /** Of a run's time at most this much goes to measuring accuracies, and to keeping checkpoints. */
    private static final double BESIDE = 0.15 + 0.05;

    /** A photo that is measured on goes forward; one that is learned from, backward as well, which takes twice as long. */
    private static final double PASSES = 3;

    /**
     * The time of a whole run once its photos are loaded.
     *
     * @param photos how many are loaded, those kept for validation included
     * @param fast milliseconds of the fastest update
     * @param slow milliseconds of the median update
     */
    static ExpectedTime of(PhotoRecipe recipe, int photos, double fast, double slow) {
        int learned = learned(recipe, photos);
        double updates = recipe.hyperparameters(learned).iterations();
        // The validation set is measured after each epoch.
        double validated = 1 + (photos - learned) / (PASSES * learned);
        double seconds = updates * validated / 1000;
        return new ExpectedTime(fast * seconds, slow * seconds / (1 - BESIDE), recipe.patience() > 0);
    }

    /** How many photos are in an update. */
    static int batch(PhotoRecipe recipe, int photos) {
        int learned = learned(recipe, photos);
        int batch = recipe.hyperparameters().batchSize();
        return batch == 0 ? learned : Math.min(learned, batch);
    }

    private static int learned(PhotoRecipe recipe, int photos) {
        return Math.max(1, photos - (int) Math.round(recipe.validation() * photos));
    }

    /** Seconds in the middle of the range. */
    double seconds() {
        return (low + high) / 2;
    }

    /** What is said before the run. */
    String text() {
        String from = nearly(low);
        String to = nearly(high);
        String text = isNarrow() || from.equals(to)
                ? Texts.of("About {0} on this device, based on updates timed just now.", about(seconds()))
                : Texts.of(
                        "About {0} on this device ({1} to {2}), based on updates timed just now.",
                        about(seconds()), from, to);
        if (isLong()) {
            text += " " + Texts.of("The tab has to stay open; a short version shows the same in minutes.");
        }
        return stopsEarly ? text + " " + Texts.of("Early stopping may end it sooner.") : text;
    }

    /** Whether both ends round to the same value as the middle; hours are rounded to tenths. */
    private boolean isNarrow() {
        double unit = seconds() < 60 ? 1 : seconds() < 5400 ? 60 : seconds() < 36_000 ? 360 : 3600;
        long middle = Math.round(seconds() / unit);
        return Math.round(low / unit) == middle && Math.round(high / unit) == middle;
    }

    /** An estimate has one unit. */
    private static String about(double seconds) {
        if (seconds < 60) {
            return Math.max(1, Math.round(seconds)) + "\u00a0s";
        }
        return seconds < 5400 ? Math.round(seconds / 60) + "\u00a0min" : Math.round(seconds / 3600) + "\u00a0h";
    }

    /** The end of a range: hours with a decimal, so that its two ends differ. */
    private static String nearly(double seconds) {
        return seconds < 5400 || seconds >= 36_000
                ? about(seconds)
                : NumberFormat.decimals(seconds / 3600, 1) + "\u00a0h";
    }

    /** Whether a person is warned. */
    boolean isLong() {
        return seconds() > LONG_SECONDS;
    }

    /** How long a short version is: a share of the whole, 0 to 1. */
    double shortShare() {
        return Math.min(1, SHORT_SECONDS / seconds());
    }
}
