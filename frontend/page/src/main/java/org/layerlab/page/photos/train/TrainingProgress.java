package org.layerlab.page.photos.train;

import org.layerlab.network.photo.PhotoRecipe;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;

/**
 * How far a training on photos has come, as people read it.
 *
 * @param iterations how many the whole run has
 * @param unit the label of {@code position}: epochs or iterations
 * @param position for example {@code 3 of 12}
 * @param speed photos a second; a dash where that is not known yet
 * @param timeLeft until all iterations are made; a dash where that is not known yet
 */
record TrainingProgress(int iterations, String unit, String position, String speed, String timeLeft) {
    /**
     * The progress of a run.
     *
     * @param photos how many training photos are loaded, those kept for validation included
     * @param iteration how many updates were made
     * @param done whether the run is over
     * @param perSecond updates a second; 0 where that is not known
     */
    static TrainingProgress of(PhotoRecipe recipe, int photos, int iteration, boolean done, double perSecond) {
        int learned = learned(recipe, photos);
        Hyperparameters h = recipe.hyperparameters(Math.max(1, learned));
        int batch = batch(h, learned);
        int perEpoch = perEpoch(learned, batch);
        boolean inEpochs = recipe.epochs() > 0;
        int at = inEpochs ? Math.min(recipe.epochs(), iteration / perEpoch + (done ? 0 : 1)) : iteration;
        int of = inEpochs ? recipe.epochs() : h.iterations();
        boolean known = perSecond > 0;
        return new TrainingProgress(
                h.iterations(),
                inEpochs ? Texts.of("Epoch") : Texts.of("Iteration"),
                Texts.of("{0} of {1}", NumberFormat.grouped(at), NumberFormat.grouped(of)),
                known ? Texts.of("{0} photos a second", NumberFormat.grouped(Math.round(perSecond * batch))) : "–",
                known ? NumberFormat.duration((h.iterations() - iteration) / perSecond) : "–");
    }

    /**
     * Says that a run kept the network that did best on the validation photos, and not the one after its last update.
     *
     * @param photos how many training photos are loaded, those kept for validation included
     * @param best after how many updates it was
     * @param validation how many photos it was measured on
     */
    static String kept(PhotoRecipe recipe, int photos, int best, int validation) {
        String examples = NumberFormat.grouped(validation);
        if (recipe.epochs() == 0) {
            return Texts.of(
                    "Kept: the network after iteration {0}, the best on {1} validation photos.",
                    NumberFormat.grouped(best), examples);
        }
        int learned = learned(recipe, photos);
        int perEpoch = perEpoch(learned, batch(recipe.hyperparameters(Math.max(1, learned)), learned));
        return Texts.of(
                "Kept: the network after epoch {0}, the best on {1} validation photos.",
                NumberFormat.grouped(best / perEpoch), examples);
    }

    /** How many of the photos are not kept for validation. */
    static int learned(PhotoRecipe recipe, int photos) {
        return photos - (int) Math.round(recipe.validation() * photos);
    }

    private static int batch(Hyperparameters h, int learned) {
        return h.batchSize() == 0 ? learned : Math.min(learned, h.batchSize());
    }

    private static int perEpoch(int learned, int batch) {
        return Math.max(1, (learned + batch - 1) / Math.max(1, batch));
    }
}
