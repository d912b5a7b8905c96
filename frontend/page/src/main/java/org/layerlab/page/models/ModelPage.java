package org.layerlab.page.models;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.text.Text;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Http;
import org.layerlab.page.browser.Status;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.message.Asker;
import org.layerlab.page.message.ModelMessages;
import org.layerlab.page.message.RunMessages;
import org.layerlab.page.message.WorkerLink;
import org.layerlab.page.parts.Origin;
import org.layerlab.page.parts.VerdictPanel;
import org.layerlab.page.settings.CardText;
import org.teavm.jso.browser.Window;
import org.teavm.jso.typedarrays.Int8Array;

/** One saved model: what it is, how it learned, the model itself at work, and what can be done with it. */
public final class ModelPage implements ModelMessages.Listener {
    private final Status status;
    private final String id;
    private final ModelHead head;
    private final ManagePanel manage;
    private final WorkerLink worker = ModelMessages.start(this);
    private final Asker network;
    private @Nullable PointsTrial points;
    private @Nullable VerdictPanel verdict;
    private @Nullable Int8Array file;

    /** The model whose id is in the address. */
    public ModelPage(Status status) {
        this.status = status;
        network = new Asker(status::say);
        network.turnTo(worker);
        id = id(Window.current().getLocation().getPathName());
        head = new ModelHead(id);
        manage = new ManagePanel(
                id,
                status,
                () -> Http.getText(
                        "/api/models/" + id, text -> changed(Json.parse(text).asObject()), status::say));
    }

    /** The id in {@code /m/ID}, which may have a slash at its end. */
    static String id(String path) {
        return Text.split(path, '/').get(2);
    }

    /** Loads the card, then the parameters. */
    public void start() {
        EmbeddedTrial.begin();
        Http.getText("/api/models/" + id, this::show, this::gone);
    }

    private void gone(String why) {
        ModelHead.missing(why);
        status.state("failed");
    }

    private void changed(JsonObject card) {
        head.show(card);
        manage.show(card);
    }

    private void show(String text) {
        JsonObject card = Json.parse(text).asObject();
        changed(card);
        CostCurve.show(card);
        DownloadsCard.show(id, card);
        Dom.byId("model").setAttribute("data-kind", CardText.string(card, "kind"));
        ModelUse use = use(text, card);
        Dom.show("state-note", use.continues(card));
        if (use == ModelUse.PHOTOS) {
            boolean own = !CardText.classes(card).isEmpty();
            NextPage.offer("use", own ? "/photos/classes" : "/photos", Origin.forks(id));
            if (own) {
                Dom.text("use", Texts.of("Try a photo"));
                EmbeddedTrial.lead(id);
                // Its verdict is not one of cat and dog: a page of its own has the place for it.
                status.state("ready");
                return;
            }
            Dom.show("model-photos", true);
            DownloadsCard.embed(id);
            verdict = new VerdictPanel(status, network);
            EmbeddedTrial.join(verdict);
            photosRun(card);
        } else if (use == ModelUse.POINTS) {
            points = new PointsTrial(id, card);
            verification(PointsTrial.gap(text), card);
        } else {
            Dom.show("model-other", true);
            status.state("ready");
            return;
        }
        load();
    }

    private static ModelUse use(String text, JsonObject card) {
        try {
            return ModelUse.of(ModelCard.parse(text));
        } catch (ParameterFileException e) {
            return ModelUse.of(CardText.inputs(card), CardText.features(card));
        }
    }

    private void load() {
        Http.getBytes(
                "/api/models/" + id + "/parameters.safetensors",
                (received, total) -> {},
                status::waiting,
                bytes -> {
                    status.arrived();
                    file = bytes;
                    Dom.enable("verify", true);
                    worker.send(RunMessages.open(bytes));
                },
                this::failed);
    }

    /** Whether a run on photos can be continued or forked: both need photos, so they happen on the page that trains. */
    private void photosRun(JsonObject card) {
        if (CardText.object(card, "hyperparameters").get("layers") != null) {
            NextPage.offer("fork", "/photos/train", Origin.forks(id) + "&" + Origin.FORKED);
        }
        if (ModelUse.PHOTOS.continues(card)) {
            NextPage.offer("continue", "/photos/train", Origin.continues(id));
            Dom.byId("use").setClassName("button");
        }
    }

    /** Whether the run can be repeated here, and why not. */
    private void verification(String gap, JsonObject card) {
        Dom.text("verify-note", gap.isEmpty() ? "" : Texts.of("This run cannot be verified: {0}", gap));
        Dom.show("verify-note", !gap.isEmpty());
        Dom.show("verify", gap.isEmpty());
        if (gap.isEmpty()) {
            VerifyPanel verifying =
                    new VerifyPanel(CardText.string(card, "precision"), CardText.string(card, "kernels"));
            Dom.on("verify", "click", event -> {
                Int8Array bytes = file;
                if (bytes != null) {
                    verifying.start(bytes);
                }
            });
        }
    }

    @Override
    public void ready(RunMessages.Ready ready) {
        if (points != null) {
            points.ready(ready);
        }
        if (verdict != null) {
            try {
                ModelCard card = ModelCard.parse(ready.getCard());
                verdict.calibrated(card.calibration().orElse(null));
                verdict.judgeAgain(card.preparation());
            } catch (ParameterFileException e) {
                status.say(String.valueOf(e.getMessage()));
            }
        }
        status.state("ready");
    }

    @Override
    public void snapshot(RunMessages.Snapshot snapshot) {
        if (points != null) {
            points.snapshot(snapshot);
        }
    }

    @Override
    public void failed(String why) {
        status.say(why);
        status.state("failed");
    }
}
