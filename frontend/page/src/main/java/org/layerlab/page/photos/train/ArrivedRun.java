package org.layerlab.page.photos.train;

import com.eclipsesource.json.Json;
import java.util.List;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.photo.PhotoRecipe;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Http;
import org.layerlab.page.browser.Status;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.parts.Origin;
import org.layerlab.page.photos.ModelChoice;
import org.layerlab.page.settings.PhotoSettings;

/**
 * The saved model that the page's link names, to continue its training or to fork it. One that arrives after a person has
 * started a training leaves that alone.
 */
final class ArrivedRun {
    private final Status status;
    private final ModelChoice models;
    private final PhotoTraining training;

    ArrivedRun(Status status, ModelChoice models, PhotoTraining training) {
        this.status = status;
        this.models = models;
        this.training = training;
    }

    /** Follows the page's link where it names a model, listed or not. */
    void followLink() {
        List<String> pairs = RunLink.pairs();
        Origin origin = Origin.of(pairs);
        if (!origin.parent().isEmpty()) {
            Http.getText(
                    "/api/models/" + origin.id(),
                    card -> arrived(origin, pairs.contains(Origin.FORKED), card),
                    status::say);
        }
    }

    private void arrived(Origin origin, boolean forked, String card) {
        models.add(origin.id(), Json.parse(card).asObject());
        if (origin.continued()) {
            takeUp(origin, card);
        } else if (forked) {
            fork(origin.id(), card);
        }
    }

    private void takeUp(Origin origin, String card) {
        origin.load(
                status,
                bytes -> {
                    if (training.begun()) {
                        return;
                    }
                    try {
                        training.takeUp(bytes, ModelCard.parse(card), origin.id());
                    } catch (ParameterFileException e) {
                        status.say(String.valueOf(e.getMessage()));
                    }
                },
                status::say);
    }

    private void fork(String id, String card) {
        if (training.begun()) {
            return;
        }
        try {
            ModelCard parent = ModelCard.parse(card);
            PhotoSettings.Source photos = PhotoSettings.Source.of(parent.dataset());
            training.fork(new PhotoSettings(photos, PhotoRecipe.of(parent.hyperparameters())), id);
            Dom.scrollTo(Dom.byId("train-form"));
        } catch (ParameterFileException | IllegalArgumentException e) {
            status.say(Texts.of("This model has no recipe that can be forked: {0}.", Texts.said(e.getMessage())));
        }
    }
}
