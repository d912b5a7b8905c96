package org.layerlab.page.photos;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.Architecture;
import org.layerlab.network.data.PhotoInput;
import org.layerlab.network.file.Limits;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Http;
import org.layerlab.page.browser.ModelFile;
import org.layerlab.page.browser.Numbers;
import org.layerlab.page.browser.Status;
import org.layerlab.page.models.CardText;
import org.layerlab.page.models.Origin;
import org.layerlab.page.worker.Messages;
import org.layerlab.page.worker.WorkerLink;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.typedarrays.Int8Array;

/**
 * The photo page: a model that judges, a data set to look through, and a training. The judging network lives in one
 * worker, the one that trains in another, so that neither waits for the other.
 */
public final class PhotosPage {
    /** The choice of the model select that stands for the network trained in this tab. */
    private static final String TRAINED_HERE = "here";

    /** The choice that stands for a file that a person brought. */
    private static final String BROUGHT = "brought";

    private final Status status;
    private final WorkerLink judge;
    private final VerdictPanel verdict;
    private final PhotoTraining training;
    private final Gallery gallery;
    private final Map<String, JsonObject> models = new HashMap<>();
    private @Nullable Int8Array brought;

    /** The parts of the page. */
    public PhotosPage(Status status) {
        this.status = status;
        judge = new WorkerLink(new Judge());
        verdict = new VerdictPanel(status, judge);
        training = new PhotoTraining(
                status, this::offerTrained, this::chooseTrained, this::trainedAccuracy, this::trainedProbability);
        gallery = new Gallery(status, verdict::take);
    }

    /** Loads models and data sets. */
    public void start() {
        Dom.on(
                "model-select",
                "change",
                event -> choose(Dom.select("model-select").getValue()));
        Dom.on("train-dataset", "change", event -> chooseDataSet());
        ModelFile.bind(Dom.input("model-file"), (double) Limits.DEFAULT.fileBytes(), this::bring, status::say);
        Http.getText("/api/models?limit=100", this::listModels, this::failed);
        Http.getText("/api/datasets", this::listDataSets, this::failed);
    }

    private void failed(String why) {
        status.say(why);
        status.state("failed");
    }

    /** Takes a network of anyone's, which then judges like the others. */
    private void bring(Int8Array bytes, String name) {
        ModelCard card;
        try {
            card = ParameterFile.read(bytes.copyToJavaArray()).card();
        } catch (ParameterFileException e) {
            status.say("“" + name + "” is not taken: " + e.getMessage() + ".");
            return;
        }
        if (card.architecture().inputs() != PhotoInput.FEATURES) {
            status.say("“" + name + "” is not taken: W1 has "
                    + card.architecture().inputs() + " columns, but a photo has " + PhotoInput.FEATURES + " numbers.");
            return;
        }
        status.clear();
        brought = bytes;
        JsonObject model = card.json();
        add(BROUGHT, model, card.name().orElse(name) + ", from a file");
        Dom.select("model-select").setValue(BROUGHT);
        choose(BROUGHT);
    }

    private void add(String id, JsonObject model, String name) {
        models.put(id, model);
        HTMLElement select = Dom.byId("model-select");
        HTMLElement before = select.querySelector("option[value='" + id + "']");
        if (before != null) {
            before.delete();
        }
        select.appendChild(option(id, name));
    }

    /** A link may name the model that judges, listed or not, or a file that another page handed over. */
    private void followLink() {
        Origin origin = Origin.of(Architecture.split(Dom.hash().replace("#", ""), '&'));
        if (origin.equals(Origin.NONE)) {
            return;
        }
        if (origin.parent().isEmpty()) {
            origin.load(bytes -> bring(bytes, "The file"), status::say);
            return;
        }
        Http.getText(
                "/api/models/" + origin.id(),
                text -> {
                    JsonObject model = Json.parse(text).asObject();
                    add(origin.id(), model, name(model, origin.id()));
                    Dom.select("model-select").setValue(origin.id());
                    choose(origin.id());
                },
                status::say);
    }

    private void listModels(String text) {
        HTMLElement select = Dom.byId("model-select");
        select.clear();
        String first = "";
        for (JsonValue value : Json.parse(text).asObject().get("items").asArray()) {
            JsonObject model = value.asObject();
            if (!model.getString("kind", "").equals("photos")) {
                continue;
            }
            String id = model.getString("id", "");
            models.put(id, model);
            select.appendChild(option(id, name(model, id)));
            if (first.isEmpty() || model.getBoolean("bundled", false)) {
                first = id;
            }
        }
        if (first.isEmpty()) {
            select.appendChild(option("", "No model yet: train one"));
            status.state("ready");
        } else {
            Dom.select("model-select").setValue(first);
            choose(first);
        }
        followLink();
    }

    private static String name(JsonObject model, String id) {
        String name = CardText.string(model, "name");
        return name.isEmpty() ? id : name;
    }

    private static HTMLElement option(String value, String text) {
        HTMLElement option = Dom.create("option");
        option.setAttribute("value", value);
        Dom.setText(option, text);
        return option;
    }

    private void choose(String id) {
        if (id.equals(TRAINED_HERE)) {
            Dom.text("model-accuracy", Dom.byId("test-accuracy").getInnerText());
            Dom.text("model-layers", training.layers());
            verdict.judgedBy(training.link());
            return;
        }
        JsonObject model = models.get(id);
        if (model == null) {
            return;
        }
        verdict.noModel();
        JsonValue accuracy = model.get("testAccuracy");
        Dom.text(
                "model-accuracy",
                accuracy != null && accuracy.isNumber()
                        ? Numbers.percent(accuracy.asDouble()) + "\u00a0%"
                        : "not measured");
        Dom.text("model-layers", dims(model));
        Int8Array file = brought;
        if (id.equals(BROUGHT) && file != null) {
            judge.send(Messages.open(file));
            return;
        }
        Http.getBytes(
                "/api/models/" + id + "/parameters.safetensors",
                (received, total) -> {},
                status::say,
                bytes -> judge.send(Messages.open(bytes)),
                this::failed);
    }

    private static String dims(JsonObject model) {
        StringBuilder text = new StringBuilder();
        for (JsonValue value : model.get("layerDims").asArray()) {
            text.append(text.length() == 0 ? "" : " · ").append(value.asInt());
        }
        return text.toString();
    }

    private void offerTrained() {
        HTMLElement select = Dom.byId("model-select");
        if (select.querySelector("option[value='" + TRAINED_HERE + "']") == null) {
            select.appendChild(option(TRAINED_HERE, "The one trained in this tab"));
        }
        if (models.isEmpty()) {
            chooseTrained();
        }
    }

    private void chooseTrained() {
        Dom.select("model-select").setValue(TRAINED_HERE);
        choose(TRAINED_HERE);
    }

    private void trainedAccuracy(String percent) {
        if (Dom.select("model-select").getValue().equals(TRAINED_HERE)) {
            Dom.text("model-accuracy", percent);
        }
    }

    private void trainedProbability(double probability, int token) {
        verdict.probability(probability, token);
    }

    private void listDataSets(String text) {
        HTMLElement select = Dom.byId("train-dataset");
        select.clear();
        String preferred = "";
        for (DataSetInfo info : DataSetInfo.list(text)) {
            training.add(info);
            select.appendChild(option(info.id(), info.name() + " · " + Numbers.grouped(info.train())));
            // Real photos are what the page is for; the drawings stand in where there are none.
            if (preferred.isEmpty() || !info.id().equals("drawings")) {
                preferred = preferred.isEmpty() || preferred.equals("drawings") ? info.id() : preferred;
            }
        }
        Dom.select("train-dataset").setValue(preferred);
        chooseDataSet();
        if (models.isEmpty()) {
            status.state("ready");
        }
    }

    private void chooseDataSet() {
        DataSetInfo info = training.choose(Dom.select("train-dataset").getValue());
        if (info != null) {
            gallery.show(info);
        }
    }

    private final class Judge implements WorkerLink.Listener {
        @Override
        public void ready(Messages.Ready ready) {
            verdict.judgedBy(judge);
            status.state("ready");
        }

        @Override
        public void probability(double probability, int token) {
            verdict.probability(probability, token);
        }

        @Override
        public void failed(String why) {
            PhotosPage.this.failed(why);
        }
    }
}
