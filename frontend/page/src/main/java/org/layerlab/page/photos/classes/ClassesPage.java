package org.layerlab.page.photos.classes;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import java.util.List;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.text.Text;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Engine;
import org.layerlab.page.browser.Http;
import org.layerlab.page.browser.Options;
import org.layerlab.page.browser.Status;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.parts.BroughtFile;
import org.layerlab.page.parts.Origin;
import org.layerlab.page.photos.BroughtNetwork;
import org.layerlab.page.photos.ModelList;
import org.layerlab.page.settings.CardText;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.typedarrays.Int8Array;

/** The page where people teach two to ten classes of their own. */
public final class ClassesPage {
    private final Status status;
    private final ClassesPanel classes;

    /** The parts of the page. */
    public ClassesPage(Status status) {
        this.status = status;
        classes = new ClassesPanel(status);
        new BroughtFile(this::open, status::say, status::note).bind("class-open");
    }

    /** Loads the network that the classes start from, or the one that the page's link names. */
    public void start() {
        Engine.tellForced();
        Dom.on(
                "class-base",
                "change",
                event -> classes.base(Dom.select("class-base").getValue()));
        Http.getText("/api/models?limit=100&kind=photos", this::listModels, this::failed);
    }

    private void failed(String why) {
        if (origin().equals(Origin.NONE)) {
            // The photos that are kept need no list of networks.
            classes.takeBack(() -> {});
        } else {
            classes.openClasses();
        }
        status.say(why);
        status.state("failed");
    }

    private static Origin origin() {
        return Origin.of(Text.split(Dom.hash().replace("#", ""), '&'));
    }

    private void listModels(String text) {
        ModelList list = ModelList.of(text);
        HTMLElement select = Dom.emptied("class-base");
        list.models().forEach((id, model) -> select.appendChild(Options.option(id, CardText.name(model, id))));
        Dom.select("class-base").setValue(list.best());
        Origin origin = origin();
        if (origin.equals(Origin.NONE)) {
            classes.laterBase(list.best());
            classes.takeBack(() -> begin(list.best()));
            return;
        }
        classes.laterBase(list.best());
        if (origin.parent().isEmpty()) {
            origin.load(status, this::bring, this::failed);
        } else {
            Http.getText("/api/models/" + origin.id(), card -> arrived(origin, card), this::failed);
        }
    }

    private void begin(String base) {
        classes.base(base);
        if (base.isEmpty()) {
            status.state("ready");
        }
    }

    private void arrived(Origin origin, String card) {
        JsonObject model = Json.parse(card).asObject();
        origin.load(status, bytes -> classes.bring(bytes, CardText.classes(model)), this::failed);
    }

    /** Takes a file that another page handed over. */
    private void bring(Int8Array bytes) {
        List<String> names;
        try {
            names = CardText.classes(ParameterFile.readSafetensors(bytes.copyToJavaArray())
                    .card()
                    .json());
        } catch (ParameterFileException e) {
            failed(Texts.said(e.getMessage()));
            return;
        }
        classes.bring(bytes, names);
    }

    /** Takes a file that a person chose or dropped. */
    private boolean open(Int8Array bytes, String name) {
        ModelCard card = BroughtNetwork.card(bytes, name, status);
        if (card == null) {
            return false;
        }
        List<String> names = CardText.classes(card.json());
        int outputs = card.architecture().outputs();
        if (names.isEmpty() || names.size() != outputs) {
            status.say(Texts.of(
                    "“{0}” is not a network of own classes. Number of outputs: {1}; of classes that its card names: {2}.",
                    name, outputs, names.size()));
            return false;
        }
        status.clear();
        classes.open(bytes, names);
        return true;
    }
}
