package org.layerlab.page.photos;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.util.HashMap;
import java.util.Map;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Http;
import org.layerlab.page.browser.Numbers;
import org.layerlab.page.browser.Status;
import org.layerlab.page.worker.Messages;
import org.layerlab.page.worker.WorkerLink;
import org.teavm.jso.dom.html.HTMLElement;

/**
 * The photo page: a model that judges, a data set to look through, and a training. The judging network lives in one
 * worker, the one that trains in another, so that neither waits for the other.
 */
public final class PhotosPage {
    /** The choice of the model select that stands for the network trained in this tab. */
    private static final String TRAINED_HERE = "here";

    private final Status status;
    private final WorkerLink judge;
    private final VerdictPanel verdict;
    private final PhotoTraining training;
    private final Gallery gallery;
    private final Map<String, JsonObject> models = new HashMap<>();

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
        Http.getText("/api/models?limit=100", this::listModels, this::failed);
        Http.getText("/api/datasets", this::listDataSets, this::failed);
    }

    private void failed(String why) {
        status.say(why);
        status.state("failed");
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
            select.appendChild(option(id, model.getString("name", id)));
            if (first.isEmpty() || model.getBoolean("bundled", false)) {
                first = id;
            }
        }
        if (first.isEmpty()) {
            select.appendChild(option("", "No model yet: train one"));
            status.state("ready");
            return;
        }
        Dom.select("model-select").setValue(first);
        choose(first);
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
