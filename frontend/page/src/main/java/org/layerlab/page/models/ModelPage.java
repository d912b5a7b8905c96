package org.layerlab.page.models;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.Points;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.page.browser.Clipboard;
import org.layerlab.page.browser.Dialogs;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Http;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Status;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.browser.WebShare;
import org.layerlab.page.message.Messages;
import org.layerlab.page.message.WorkerLink;
import org.layerlab.page.parts.BoundaryCanvas;
import org.layerlab.page.parts.CostChart;
import org.layerlab.page.parts.Origin;
import org.layerlab.page.parts.VerdictPanel;
import org.layerlab.page.settings.CardText;
import org.layerlab.page.settings.PlaySettings;
import org.layerlab.page.settings.Recipe;
import org.teavm.jso.JSBody;
import org.teavm.jso.browser.Location;
import org.teavm.jso.browser.Window;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.typedarrays.Int8Array;

/** One saved model: what it is, how it learned, the model itself at work, and what can be done with it. */
public final class ModelPage implements WorkerLink.Listener {
    private static final int SHOWN_DIGEST = 16;
    private static final int LONGEST_VALUE = 60;
    private static final int PHOTO_FEATURES = 64 * 64 * 3;

    /** What the rows tell in better words. */
    private static final Set<String> SAID_ELSEWHERE = Set.of("changes", "layers", "activation");

    private final Status status;
    private final String id;
    private final WorkerLink worker = new WorkerLink(this);
    private final CostChart chart = new CostChart("cost-chart");
    private @Nullable BoundaryCanvas boundary;
    private @Nullable VerdictPanel verdict;
    private @Nullable Int8Array file;
    private @Nullable ManagePanel manage;
    /** Whether the card tells which points it learned from; where not, those that stand in are not shown as its own. */
    private boolean pointsTold;

    /** The model whose id is in the address. */
    public ModelPage(Status status) {
        this.status = status;
        String path = Window.current().getLocation().getPathName();
        id = path.substring(path.lastIndexOf('/') + 1);
    }

    /** Loads the card, then the parameters. */
    public void start() {
        Http.getText("/api/models/" + id, this::show, this::gone);
        Dom.on("copy-link", "click", event -> Clipboard.copy(address(), Dom.byId("copy-link")));
        Dom.show("web-share", WebShare.isThere());
        Dom.on(
                "web-share",
                "click",
                event -> WebShare.share(Dom.byId("model-name").getInnerText(), address()));
        Dom.on("show-qr", "click", event -> {
            Dom.byId("qr").setAttribute("src", "/api/models/" + id + "/qr.svg");
            Dom.text("qr-link", address());
            Dialogs.open(Dom.byId("qr-dialog"));
        });
    }

    /** The link that others get. */
    private static String address() {
        Location here = Window.current().getLocation();
        return here.getProtocol() + "//" + here.getHost() + here.getPathName();
    }

    private void gone(String why) {
        Dom.text("model-name", Texts.of("Nothing here"));
        Dom.text("model-sentence", Texts.said(why));
        status.say(why);
        status.state("failed");
    }

    private void show(String text) {
        JsonObject card = Json.parse(text).asObject();
        describe(card);
        rows(card);
        curve(card);
        downloads(CardText.string(card, "file"), CardText.string(card, "noScript"));
        manage = new ManagePanel(id, status, () -> Http.getText("/api/models/" + id, this::changed, status::say));
        manage.show(card);
        int inputs = CardText.inputs(card);
        Dom.byId("model").setAttribute("data-kind", CardText.string(card, "kind"));
        if (inputs == PHOTO_FEATURES && !CardText.classes(card).isEmpty()) {
            // Their verdict is not one of cat and dog: the photo page has the place for it.
            offer("use", "/photos", Origin.forks(id));
            status.state("ready");
            return;
        }
        if (inputs == PHOTO_FEATURES) {
            Dom.show("model-photos", true);
            verdict = new VerdictPanel(status, worker);
            offer("use", "/photos", Origin.forks(id));
            photosRun(card);
        } else if (inputs == 2) {
            Dom.show("model-points", true);
            boundary = new BoundaryCanvas("boundary");
            pointsTold = CardText.object(card, "dataset").get("id") != null;
            recipe(text, card);
        } else {
            Dom.show("model-other", true);
            status.state("ready");
            return;
        }
        Http.getBytes(
                "/api/models/" + id + "/parameters.safetensors",
                (received, total) -> {},
                status::say,
                bytes -> {
                    file = bytes;
                    Dom.enable("verify", true);
                    worker.send(Messages.open(bytes));
                },
                this::failed);
    }

    private void changed(String text) {
        JsonObject card = Json.parse(text).asObject();
        describe(card);
        rows(card);
        if (manage != null) {
            manage.show(card);
        }
    }

    private void describe(JsonObject card) {
        String name = CardText.string(card, "name");
        Dom.text("model-name", name.isEmpty() ? Texts.of("Model {0}", id) : name);
        Window.current().getDocument().setTitle((name.isEmpty() ? id : name) + " · LayerLab");
        Dom.text("model-sentence", sentence(card));
        String author = CardText.string(card, "author");
        Dom.text("model-author", author.isEmpty() ? "" : Texts.of("Made by {0}.", author));
        String parent = CardText.string(card, "parent");
        Dom.show("model-parent", !parent.isEmpty());
        Dom.byId("parent-link").setAttribute("href", "/m/" + Window.encodeURIComponent(parent));
        Dom.text("parent-link", parent);
    }

    /** Whether a run on photos can go on, or be forked: both need photos, so they happen on their page. */
    private void photosRun(JsonObject card) {
        if (CardText.object(card, "hyperparameters").get("layers") != null) {
            offer("fork", "/photos", Origin.forks(id) + "&" + Origin.FORKED);
        }
        if (card.get("checkpoint") != null) {
            offer("continue", "/photos", Origin.continues(id));
            Dom.byId("use").setClassName("button");
        }
    }

    /** Whether the run can be made again, and with what to begin. */
    private void recipe(String text, JsonObject card) {
        String gap;
        try {
            gap = Recipe.gap(ModelCard.parse(text));
        } catch (ParameterFileException e) {
            gap = String.valueOf(e.getMessage());
        }
        Dom.text("verify-note", gap.isEmpty() ? "" : Texts.of("Not to be verified: {0}", gap));
        Dom.show("verify-note", !gap.isEmpty());
        if (gap.isEmpty()) {
            VerifyPanel verifying =
                    new VerifyPanel(CardText.string(card, "precision"), CardText.string(card, "kernels"));
            Dom.show("verify", true);
            Dom.on("verify", "click", event -> {
                Int8Array bytes = file;
                if (bytes != null) {
                    verifying.start(bytes);
                }
            });
        }
    }

    private static void offer(String button, String page, String fragment) {
        String search = Window.current().getLocation().getSearch();
        Dom.byId(button).setAttribute("href", page + search + "#" + fragment);
        Dom.show(button, true);
    }

    private static String sentence(JsonObject card) {
        String description = CardText.string(card, "description");
        if (!description.isEmpty()) {
            return description;
        }
        double test = CardText.number(card, "testAccuracy");
        return Texts.of(
                "{0}, layers {1}{2}",
                purpose(card),
                CardText.layers(card),
                Double.isNaN(test)
                        ? "."
                        : Texts.of(": right on {0}\u00a0% of the test examples.", NumberFormat.percent(test)));
    }

    private static String purpose(JsonObject card) {
        List<String> classes = CardText.classes(card);
        if (!classes.isEmpty()) {
            return Texts.of("A network that tells classes apart ({0})", String.join(", ", classes));
        }
        return CardText.string(card, "kind").equals("photos")
                ? Texts.of("A network that tells cats from dogs")
                : Texts.of("A network that divides the plane");
    }

    private static String hyperparameter(String key) {
        return switch (key) {
            // What was planned and what was done would look the same otherwise.
            case "iterations" -> Texts.of("Iterations planned");
            case "initialization" -> Texts.of("Initialization");
            case "schedule" -> Texts.of("Schedule");
            case "shift" -> Texts.of("Shift");
            case "side" -> Texts.of("Side");
            case "center" -> Texts.of("Center");
            case "patience" -> Texts.of("Patience");
            default -> Texts.said(title(key));
        };
    }

    private static String ofDataSet(String key) {
        return switch (key) {
            case "id" -> Texts.of("Data set");
            case "percTrainData" -> Texts.of("Data set, learned from");
            case "name" -> Texts.of("Data set, {0}", Texts.of("name"));
            case "trainSize" -> Texts.of("Data set, {0}", Texts.of("train size"));
            case "validationSize" -> Texts.of("Data set, {0}", Texts.of("validation size"));
            case "testSize" -> Texts.of("Data set, {0}", Texts.of("test size"));
            case "testFraction" -> Texts.of("Data set, {0}", Texts.of("test fraction"));
            case "photos" -> Texts.of("Data set, {0}", Texts.of("photos"));
            case "classes" -> Texts.of("Data set, {0}", Texts.of("classes"));
            case "noise" -> Texts.of("Data set, {0}", Texts.of("noise"));
            case "seed" -> Texts.of("Data set, {0}", Texts.of("seed"));
            default -> Texts.of("Data set, {0}", CardText.words(key));
        };
    }

    private static void rows(JsonObject card) {
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put(Texts.of("Layers"), CardText.layers(card));
        rows.put(Texts.of("Activations"), list(card.get("activations")));
        rows.put(Texts.of("Train accuracy"), percent(CardText.number(card, "trainAccuracy")));
        rows.put(Texts.of("Test accuracy"), percent(CardText.number(card, "testAccuracy")));
        double iteration = CardText.number(card, "iteration");
        rows.put(Texts.of("Iterations"), Double.isNaN(iteration) ? "" : NumberFormat.grouped((long) iteration));
        for (JsonObject.Member member : CardText.object(card, "dataset")) {
            rows.put(ofDataSet(member.getName()), shown(member));
        }
        JsonValue placed = card.get("points");
        rows.put(
                Texts.of("Points placed by hand"),
                placed != null && placed.isArray()
                        ? NumberFormat.grouped(placed.asArray().size())
                        : "");
        JsonObject hyperparameters = CardText.object(card, "hyperparameters");
        for (JsonObject.Member member : hyperparameters) {
            if (!isSaidElsewhere(hyperparameters, member.getName())) {
                rows.put(hyperparameter(member.getName()), shown(member));
            }
        }
        rows.put(Texts.of("Changed on the way"), CardText.changes(hyperparameters));
        rows.put(Texts.of("Weights set by hand"), CardText.edits(card));
        rows.put(Texts.of("Made by"), CardText.string(card, "author"));
        rows.put(Texts.of("Engine"), CardText.string(card, "engine"));
        rows.put(Texts.of("Kernels"), CardText.string(card, "kernels"));
        rows.put(Texts.of("Precision"), CardText.string(card, "precision"));
        rows.put(Texts.of("Licence"), CardText.string(card, "licence"));
        rows.put(Texts.of("Saved"), CardText.date(CardText.string(card, "created")));
        String digest = CardText.string(card, "sha256");
        rows.put("SHA-256", digest.length() > SHOWN_DIGEST ? digest.substring(0, SHOWN_DIGEST) + " …" : digest);
        HTMLElement body = Dom.byId("model-card").querySelector("tbody");
        body.clear();
        rows.forEach((key, value) -> {
            if (!value.isEmpty()) {
                HTMLElement row = Dom.copyOf("model-card-row");
                Dom.setText(row.querySelector("th"), key);
                Dom.setText(row.querySelector("td"), Texts.said(value));
                body.appendChild(row);
            }
        });
    }

    private static boolean isSaidElsewhere(JsonObject hyperparameters, String key) {
        boolean none = CardText.string(hyperparameters, "regularization").equals("none");
        return SAID_ELSEWHERE.contains(key) || (key.equals("regularizationRate") && none);
    }

    /**
     * A value as the pages show it elsewhere: noise in percent, 0 for the batch of all examples, and the names of classes
     * however many they are.
     */
    private static String shown(JsonObject.Member member) {
        if (member.getValue().isArray()) {
            String items = list(member.getValue());
            return items.length() <= LONGEST_VALUE || member.getName().equals("classes")
                    ? items
                    : NumberFormat.grouped(member.getValue().asArray().size()) + " entries";
        }
        String value = CardText.plain(member.getValue());
        if (!member.getValue().isNumber()) {
            return value;
        }
        return switch (member.getName()) {
            case "noise", "percTrainData" -> value + "\u00a0%";
            case "iterations", "trainSize", "testSize", "validationSize" ->
                NumberFormat.grouped((long) member.getValue().asDouble());
            case "batchSize" -> value.equals("0") ? "all" : value;
            default -> value;
        };
    }

    /** {@code learningRate} → {@code Learning rate}. */
    private static String title(String key) {
        String words = CardText.words(key);
        boolean small = !words.isEmpty() && words.charAt(0) >= 'a' && words.charAt(0) <= 'z';
        return small ? (char) (words.charAt(0) - 'a' + 'A') + words.substring(1) : words;
    }

    private static String list(@Nullable JsonValue value) {
        if (value == null || !value.isArray()) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        for (JsonValue item : value.asArray()) {
            text.append(text.length() == 0 ? "" : ", ").append(CardText.plain(item));
        }
        return text.toString();
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "" : NumberFormat.percent(share) + "\u00a0%";
    }

    private void curve(JsonObject card) {
        JsonValue costs = card.get("costs");
        double last = Double.NaN;
        if (costs != null && costs.isArray()) {
            for (JsonValue point : costs.asArray()) {
                last = point.asArray().get(1).asDouble();
                chart.add(point.asArray().get(0).asDouble(), last);
            }
        }
        chart.draw();
        Dom.show("curve-empty", Double.isNaN(last));
        Dom.show("cost-chart", !Double.isNaN(last));
        Dom.text("cost", Double.isNaN(last) ? "–" : NumberFormat.decimals(last, 6));
    }

    /** What stands in an element, shown or not yet. */
    @JSBody(params = "element", script = "return element.textContent;")
    private static native String text(HTMLElement element);

    private void downloads(String file, String noScript) {
        if (!file.isEmpty()) {
            Dom.text("python", text(Dom.byId("python")).replace("parameters.npz", file + ".npz"));
        }
        for (String format : new String[] {"npz", "safetensors", "onnx"}) {
            Dom.byId("download-" + format).setAttribute("href", "/api/models/" + id + "/parameters." + format);
        }
        Dom.byId("download-run").setAttribute("href", "/api/models/" + id + "/run.py");
        Dom.show("download-run", noScript.isEmpty());
        Dom.show("run-note", noScript.isEmpty());
        Dom.show("no-run-note", !noScript.isEmpty());
        Dom.text("no-run-note", noScript.isEmpty() ? "" : Texts.of("No script makes this run again: {0}.", noScript));
    }

    @Override
    public void ready(Messages.Ready ready) {
        BoundaryCanvas plane = boundary;
        if (plane != null) {
            double[] none = {};
            plane.points(
                    ready.getWindow().copyToJavaArray(),
                    pointsTold ? ready.getTrainX().copyToJavaArray() : none,
                    pointsTold ? ready.getTrainY().copyToJavaArray() : none,
                    pointsTold ? ready.getTestX().copyToJavaArray() : none,
                    pointsTold ? ready.getTestY().copyToJavaArray() : none);
            offer("continue", "/", Origin.continues(id));
            Dom.show("points-untold", !pointsTold);
            if (pointsTold) {
                PlaySettings settings = PlaySettings.parse(ready.getText()).settings();
                Points points = settings.dataset();
                offer(
                        "fork",
                        "/",
                        settings.with("seed=" + (settings.seed() + 1)).fragment() + "&" + Origin.forks(id));
                Dom.text("class-0-name", Texts.said(points.className(0)) + " (0)");
                Dom.text("class-1-name", Texts.said(points.className(1)) + " (1)");
            }
        }
        if (verdict != null) {
            try {
                verdict.calibrated(
                        ModelCard.parse(ready.getCard()).calibration().orElse(null));
            } catch (ParameterFileException e) {
                status.say(String.valueOf(e.getMessage()));
            }
            verdict.judgedBy(worker);
        }
        status.state("ready");
    }

    @Override
    public void snapshot(Messages.Snapshot snapshot) {
        BoundaryCanvas plane = boundary;
        if (plane != null && snapshot.getBoundary() != null) {
            plane.surface(snapshot.getBoundary());
        }
    }

    @Override
    public void probability(Messages.Probability answer) {
        if (verdict != null) {
            verdict.probability(answer);
        }
    }

    @Override
    public void failed(String why) {
        status.say(why);
        status.state("failed");
    }
}
