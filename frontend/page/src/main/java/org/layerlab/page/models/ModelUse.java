package org.layerlab.page.models;

import com.eclipsesource.json.JsonObject;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.file.ModelCard;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.settings.CardText;
import org.layerlab.page.settings.PhotoSettings;

/** What a network that somebody brought can be used for here, by the number of its inputs. */
enum ModelUse {
    POINTS,
    PHOTOS,
    /** Nothing here feeds it: it can be kept and downloaded. */
    NONE;

    /**
     * The use of a network with this many inputs.
     *
     * @param features how many features of a point its card names; 0 for none
     */
    static ModelUse of(int inputs, int features) {
        return inputs == 2 || inputs == features ? POINTS : PhotoPreparation.sideOf(inputs) > 0 ? PHOTOS : NONE;
    }

    /** The use of a network with this card: what has as many inputs as a photo may still not judge photos. */
    static ModelUse of(ModelCard card) {
        ModelUse use = of(card.architecture().inputs(), CardText.features(card.json()));
        return use == PHOTOS && !card.takesPhotos() ? NONE : use;
    }

    /** What it takes, in a sentence. */
    String describe(int inputs) {
        return switch (this) {
            case POINTS -> Texts.of("It takes points in the plane.");
            case PHOTOS -> Texts.of("It takes photos of {0} × {0} pixels.", PhotoPreparation.sideOf(inputs));
            case NONE ->
                PhotoPreparation.sideOf(inputs) > 0
                        ? Texts.of(
                                "It takes {0} numbers, but its layers are not ones that judge photos here: you can keep it and download it.",
                                NumberFormat.grouped(inputs))
                        : Texts.of(
                                "It takes {0} numbers, neither points (2) nor photos ({1}): you can keep it here and download it.",
                                NumberFormat.grouped(inputs),
                                NumberFormat.grouped(PhotoPreparation.TUTORIAL.features()));
        };
    }

    /**
     * Whether the training of a model can be continued from its link. Photos of a person's own are with that person alone.
     */
    boolean continues(JsonObject card) {
        return switch (this) {
            case POINTS -> true;
            case PHOTOS ->
                card.get("checkpoint") != null
                        && CardText.classes(card).isEmpty()
                        && !CardText.string(CardText.object(card, "dataset"), "id")
                                .equals(PhotoSettings.Source.OWN);
            case NONE -> false;
        };
    }

    /** The label of the button that opens it where it can be used; empty where there is no such page. */
    String action() {
        return switch (this) {
            case POINTS -> Texts.of("Open in the playground");
            case PHOTOS -> Texts.of("Try it on photos");
            case NONE -> "";
        };
    }

    /** The page that can use it. */
    String page() {
        return this == POINTS ? "/" : "/photos";
    }
}
