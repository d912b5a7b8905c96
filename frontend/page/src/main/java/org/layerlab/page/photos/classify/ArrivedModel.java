package org.layerlab.page.photos.classify;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import java.util.List;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.text.Text;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Http;
import org.layerlab.page.browser.Status;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.files.FileHandoff;
import org.layerlab.page.parts.BroughtFile;
import org.layerlab.page.parts.Origin;
import org.layerlab.page.photos.BroughtNetwork;
import org.layerlab.page.photos.ModelChoice;
import org.layerlab.page.photos.PhotoPages;
import org.layerlab.page.settings.CardText;
import org.teavm.jso.typedarrays.Int8Array;

/**
 * Models that come from outside to judge: a file that a person opens or drops, or the one that the page's link names.
 * A network of somebody's own classes is passed on to the page that has a place for them.
 */
final class ArrivedModel {
    private final Status status;
    private final ModelChoice models;

    ArrivedModel(Status status, ModelChoice models) {
        this.status = status;
        this.models = models;
        new BroughtFile(this::bring, status::say, status::note).bind("model-file");
    }

    /** Takes a network from anyone; it then judges like the others. */
    private boolean bring(Int8Array bytes, String name) {
        ModelCard card = BroughtNetwork.card(bytes, name, status);
        if (card == null) {
            return false;
        }
        status.clear();
        if (card.architecture().outputs() > 1) {
            FileHandoff.leave(
                    bytes,
                    () -> PhotoPages.go(PhotoPages.CLASSES, Origin.continuesFile()),
                    () -> status.say(Texts.of(
                            "This browser cannot pass the file to another page. Drop it on that page instead.")));
            return true;
        }
        models.bring(bytes, card.json(), card.name().orElse(name));
        return true;
    }

    /** Follows the page's link where it names a model, listed or not, or a file that another page handed over. */
    void followLink() {
        List<String> pairs = Text.split(Dom.hash().replace("#", ""), '&');
        Origin origin = Origin.of(pairs);
        if (origin.equals(Origin.NONE)) {
            return;
        }
        if (origin.parent().isEmpty()) {
            origin.load(status, bytes -> bring(bytes, Texts.of("The file")), status::say);
            return;
        }
        Http.getText(
                "/api/models/" + origin.id(),
                card -> arrived(origin, Json.parse(card).asObject()),
                status::say);
    }

    private void arrived(Origin origin, JsonObject model) {
        if (CardText.classes(model).isEmpty()) {
            models.add(origin.id(), model);
        } else {
            PhotoPages.go(PhotoPages.CLASSES, Origin.forks(origin.id()));
        }
    }
}
