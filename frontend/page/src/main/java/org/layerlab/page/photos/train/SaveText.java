package org.layerlab.page.photos.train;

import com.eclipsesource.json.Json;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.photo.PhotoRecipe;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.settings.CardText;
import org.layerlab.page.settings.LayersText;
import org.layerlab.page.settings.PhotoSettings;

/** What the dialog behind Save &amp; share says of a training on photos. */
final class SaveText {
    private SaveText() {}

    /**
     * What the model may be called.
     *
     * @param settings of the run; null where there is none
     */
    static String name(@Nullable PhotoSettings settings) {
        if (settings == null) {
            return PhotoSettings.Source.OWN;
        }
        Architecture architecture = settings.recipe().architecture();
        String layers = architecture.isDense()
                ? LayersText.of(architecture.toString(), " · ")
                : CardText.brief(Json.object().add("layers", architecture.toString()));
        return settings.photos().name() + ", " + layers.replace(" · ", "·");
    }

    /**
     * How good the saved network is, and why that is another figure than the one in training has.
     *
     * @param accuracy on the test photos, 0 to 1
     */
    static String accuracy(PhotoRecipe recipe, double accuracy) {
        int whole = recipe.preparation().side();
        int side = recipe.side();
        String percent = NumberFormat.percent(accuracy);
        // A dense network that learned from fewer pixels says the same of whole photos.
        boolean sees = !recipe.architecture().isDense() && side != whole;
        if (sees && recipe.askMirror()) {
            return Texts.of(
                    "The saved network takes {0}×{0} pixels instead of {1}×{1}, is asked about each photo’s mirror image too, and is right on {2}\u00a0% of the test photos.",
                    whole, side, percent);
        }
        return sees
                ? Texts.of(
                        "The saved network takes {0}×{0} pixels instead of {1}×{1}, and is right on {2}\u00a0% of the test photos.",
                        whole, side, percent)
                : Texts.of(
                        "The saved network is asked about each photo’s mirror image too, and is right on {0}\u00a0% of the test photos.",
                        percent);
    }

    /**
     * What is stored, and what a link to it is good for.
     *
     * @param ended whether the run has made its last update: what it needed for the next is not stored
     */
    static String note(PhotoSettings settings, boolean ended) {
        if (settings.photos().own()) {
            return Texts.of(
                    "Stores the parameters, the settings and the cost curve, but none of your photos. Anyone with the link can open the model, but not continue its training.");
        }
        return ended || !settings.stateFits()
                ? Texts.of(
                        "Stores the parameters, the settings and the cost curve. Anyone with the link can open the model, or train another one with its settings.")
                : Texts.of(
                        "Stores the parameters, the settings, the cost curve and the state of the training. Anyone with the link can open the model and continue training.");
    }
}
