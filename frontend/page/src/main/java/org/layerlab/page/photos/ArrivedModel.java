package org.layerlab.page.photos;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import java.util.List;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.photo.PhotoRecipe;
import org.layerlab.network.text.Text;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Http;
import org.layerlab.page.browser.Status;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.parts.BroughtFile;
import org.layerlab.page.parts.Origin;
import org.layerlab.page.settings.CardText;
import org.teavm.jso.typedarrays.Int8Array;

/**
 * Models that come from outside: a file that a person opens or drops, or the one that the page's link names, to judge,
 * to continue its training or to fork it. Each goes to the part of the page that can use it.
 */
final class ArrivedModel {
    private final Status status;
    private final ModelChoice models;
    private final PhotoTraining training;
    private final ClassesPanel classes;

    ArrivedModel(Status status, ModelChoice models, PhotoTraining training, ClassesPanel classes) {
        this.status = status;
        this.models = models;
        this.training = training;
        this.classes = classes;
        new BroughtFile(this::bring, status::say, status::note).bind("model-file");
    }

    /** Takes a network from anyone; it then judges like the others. */
    private void bring(Int8Array bytes, String name) {
        ModelCard card;
        try {
            card = ParameterFile.readSafetensors(bytes.copyToJavaArray()).card();
        } catch (ParameterFileException e) {
            status.say(Texts.of("“{0}” was not accepted: {1}.", name, Texts.said(e.getMessage())));
            return;
        }
        if (!card.takesPhotos()) {
            status.say(Texts.of(
                    "“{0}” was not accepted: W1 has {1} columns, but a photo has {2} numbers.",
                    name, card.architecture().inputs(), PhotoPreparation.TUTORIAL.features()));
            return;
        }
        status.clear();
        if (card.architecture().outputs() > 1) {
            bringClasses(bytes, CardText.classes(card.json()));
            return;
        }
        models.bring(bytes, card.json(), card.name().orElse(name));
    }

    private void bringClasses(Int8Array bytes, List<String> names) {
        classes.bring(bytes, names);
        Dom.scrollTo(Dom.byId("classes-card"));
    }

    /** Follows the page's link where it names a model, listed or not, or a file that another page handed over. */
    void followLink() {
        List<String> pairs = Text.split(Dom.hash().replace("#", ""), '&');
        Origin origin = Origin.of(pairs);
        if (origin.equals(Origin.NONE)) {
            return;
        }
        if (origin.parent().isEmpty()) {
            origin.load(bytes -> bring(bytes, Texts.of("The file")), status::say);
            return;
        }
        Http.getText(
                "/api/models/" + origin.id(),
                card -> arrived(origin, pairs.contains(Origin.FORKED), card),
                status::say);
    }

    private void arrived(Origin origin, boolean forked, String card) {
        JsonObject model = Json.parse(card).asObject();
        if (!CardText.classes(model).isEmpty()) {
            origin.load(bytes -> bringClasses(bytes, CardText.classes(model)), status::say);
            return;
        }
        models.add(origin.id(), model);
        if (origin.continued()) {
            takeUp(origin, card);
        } else if (forked) {
            fork(origin.id(), card);
        }
    }

    private void takeUp(Origin origin, String card) {
        origin.load(
                bytes -> {
                    try {
                        training.takeUp(bytes, ModelCard.parse(card), origin.id());
                    } catch (ParameterFileException e) {
                        status.say(String.valueOf(e.getMessage()));
                    }
                },
                status::say);
    }

    private void fork(String id, String card) {
        try {
            training.fork(PhotoRecipe.of(ModelCard.parse(card).hyperparameters()), id);
            Dom.scrollTo(Dom.byId("train-form"));
        } catch (ParameterFileException | IllegalArgumentException e) {
            status.say(Texts.of("This model has no recipe that can be forked: {0}.", Texts.said(e.getMessage())));
        }
    }
}
