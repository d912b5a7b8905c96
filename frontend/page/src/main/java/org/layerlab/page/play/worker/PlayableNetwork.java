package org.layerlab.page.play.worker;

import org.layerlab.network.file.ModelCard;
import org.layerlab.network.layer.Architecture;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.settings.CardSettings;
import org.layerlab.page.settings.CardText;
import org.layerlab.page.settings.PlaySettings;

/** Which networks of files the playground can hold: a person may bring any, and a model's page shows larger ones. */
final class PlayableNetwork {
    private PlayableNetwork() {}

    /** Whether a file's network takes points, as they are or by their features. */
    static boolean takes(ModelCard card) {
        int inputs = card.architecture().inputs();
        return inputs == 2 || inputs == CardText.features(card.json());
    }

    /**
     * Refuses a network that the playground cannot hold, before the present run makes room for it.
     *
     * @throws IllegalArgumentException naming its layers and what the playground has
     */
    static void require(ModelCard card) {
        Architecture layers = card.architecture();
        if (!takes(card) || !layers.isOnVectors()) {
            throw new IllegalArgumentException(
                    Texts.of("this page has dense networks on points, but this one has layers {0}", layers));
        }
        PlaySettings settings = CardSettings.of(card);
        requireFitting(settings, layers);
        String shape = CardText.layersOf(layers);
        if (!shape.equals(CardText.layersOf(settings.architecture()))) {
            throw new IllegalArgumentException(Texts.of(
                    "The playground cannot hold a network with layers {0}: it has at most {1} hidden layers of 1 to {2} units.",
                    shape, PlaySettings.MAX_HIDDEN_LAYERS, PlaySettings.MAX_UNITS));
        }
    }

    /**
     * Refuses a network whose output is not for the points: a stranger's card may tell any two.
     *
     * @throws IllegalArgumentException naming both
     */
    static void requireFitting(PlaySettings settings, Architecture layers) {
        Architecture needed = settings.architecture();
        if (needed.outputs() != layers.outputs() || needed.isRegression() != layers.isRegression()) {
            throw new IllegalArgumentException(Texts.of(
                    "the file’s network has layers {0}, but its points, {1}, need layers that end as in {2}",
                    layers, settings.dataset().id(), needed));
        }
    }
}
