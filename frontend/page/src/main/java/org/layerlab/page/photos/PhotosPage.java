package org.layerlab.page.photos;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.PhotoInput;
import org.layerlab.network.data.PhotoPath;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.photo.PhotoRecipe;
import org.layerlab.network.text.Text;
import org.layerlab.network.verdict.Calibration;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Http;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Status;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.message.Asker;
import org.layerlab.page.message.PhotoMessages;
import org.layerlab.page.message.RunMessages;
import org.layerlab.page.parts.BroughtFile;
import org.layerlab.page.parts.Origin;
import org.layerlab.page.parts.VerdictPanel;
import org.layerlab.page.settings.CardText;
import org.layerlab.page.settings.PhotoSettings;
import org.teavm.jso.JSBody;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.core.JSString;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.file.File;
import org.teavm.jso.typedarrays.Int8Array;

/**
 * The photo page: a model that judges, a training, what a network learned, a data set to look through. The judging
 * network lives in one worker, the one that trains in another, so that neither waits for the other; whichever of the two
 * is chosen is the one that all parts of the page show.
 */
public final class PhotosPage {
    /** The choice of the model select that stands for the network trained in this tab. */
    private static final String TRAINED_HERE = "here";

    /** The choice that stands for a file that a person brought. */
    private static final String BROUGHT = "brought";
    /** A network that was not trained here looks through so many of the training photos. */
    private static final int ENOUGH = 2000;

    private static final double WEIGHTS_WHILE_TRAINING = 2e6;

    private final Status status;
    private final PhotoWorker judge;
    private final VerdictPanel verdict;
    private final ExplanationPanel explanation;
    private final LearnedPanel learned;
    private final ManyPhotos many;
    private final PhotoTraining training;
    private final Gallery gallery;
    private final Camera camera;
    private final ClassesPanel classes;
    private final MapsPanel maps;
    /** Asks the network that judges. */
    private final Asker network;

    private final ComparePanel compare;
    private String bundled = "";
    private final Map<String, JsonObject> models = new HashMap<>();
    private @Nullable Int8Array brought;
    private PhotoWorker current;
    private @Nullable DataSetInfo shown;
    /** Whether the judge has a network. */
    private boolean judges;

    private String lookedAt = "";

    /** The parts of the page. */
    public PhotosPage(Status status) {
        this.status = status;
        Panels panels = new Panels();
        judge = new PhotoWorker(panels, new Judge());
        current = judge;
        network = new Asker(status::say);
        verdict = new VerdictPanel(status, network);
        maps = new MapsPanel(network);
        compare = new ComparePanel(status);
        explanation = new ExplanationPanel(network, verdict::take);
        learned = new LearnedPanel(network, new LearnedPanel.Chosen() {
            @Override
            public void photo(byte[] bgr) {
                judgeNow(bgr);
            }

            @Override
            public void cell(int label, boolean right) {
                gallery().showCell(current, loadedName(), label, right);
                scrollTo(Dom.byId("gallery-card"));
            }
        });
        many = new ManyPhotos(this::judgeNow);
        training = new PhotoTraining(status, panels, new Trained());
        gallery = new Gallery(status, new Gallery.Chosen() {
            @Override
            public void file(File file) {
                verdict.take(file);
                scrollTo(Dom.byId("verdict-card"));
            }

            @Override
            public void pixels(byte[] bgr) {
                judgeNow(bgr);
            }

            @Override
            public boolean measurable() {
                return current == judge
                        && models.containsKey(Dom.select("model-select").getValue());
            }

            @Override
            public void measure() {
                look("gallery-note");
            }
        });
        verdict.also(photo -> {
            explanation.ask(photo, current.labels("train") != null);
            maps.ask(photo);
            compare.photo(photo);
        });
        verdict.many((files, paths, folder) -> {
            // A folder of holiday photos is there to be judged, one of labelled photos to be learned from.
            if (folder && saysWhatTheyShow(paths)) {
                training.takeOwn(files, paths);
                scrollTo(Dom.byId("train-form"));
            } else {
                many.take(files, current);
            }
        });
        camera = new Camera(status, verdict::take);
        classes = new ClassesPanel(new ClassesPanel.Page() {
            @Override
            public String base() {
                return classesBase();
            }

            @Override
            public void camera(Camera.Taker taker) {
                PhotosPage.this.camera().open(taker);
            }
        });
    }

    private static boolean saysWhatTheyShow(JSArray<JSString> paths) {
        for (int i = 0; i < paths.getLength(); i++) {
            String path = paths.get(i).stringValue();
            if (path.toLowerCase(Locale.ROOT).endsWith(".zip")
                    || PhotoPath.label(path) != PhotoPath.NONE
                    || PhotoPath.breed(path) != PhotoPath.NONE) {
                return true;
            }
        }
        return false;
    }

    private Gallery gallery() {
        return gallery;
    }

    private Camera camera() {
        return camera;
    }

    /** The saved model that is chosen, or the one that comes with the program. */
    private String classesBase() {
        String chosen = Dom.select("model-select").getValue();
        return chosen.equals(TRAINED_HERE) || chosen.equals(BROUGHT) ? bundled : chosen;
    }

    private void judgeNow(byte[] bgr) {
        verdict.take(bgr);
        scrollTo(Dom.byId("verdict-card"));
    }

    /** Loads models and data sets. */
    public void start() {
        Dom.on(
                "model-select",
                "change",
                event -> choose(Dom.select("model-select").getValue()));
        Dom.on("train-dataset", "change", event -> chooseDataSet());
        new BroughtFile(this::bring, status::say).bind("model-file");
        Dom.on("near-load", "click", event -> look("near-note"));
        Dom.on("measure", "click", event -> look("learned-note"));
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
            card = ParameterFile.readSafetensors(bytes.copyToJavaArray()).card();
        } catch (ParameterFileException e) {
            status.say(Texts.of("“{0}” is not taken: {1}.", name, Texts.said(e.getMessage())));
            return;
        }
        if (card.architecture().inputs() != PhotoInput.FEATURES) {
            status.say(Texts.of(
                    "“{0}” is not taken: W1 has {1} columns, but a photo has {2} numbers.",
                    name, card.architecture().inputs(), PhotoInput.FEATURES));
            return;
        }
        status.clear();
        List<String> own = CardText.classes(card.json());
        if (card.architecture().outputs() > 1) {
            classes.bring(bytes, own);
            scrollTo(Dom.byId("classes-card"));
            return;
        }
        brought = bytes;
        JsonObject model = card.json();
        add(BROUGHT, model, Texts.of("{0}, from a file", card.name().orElse(name)));
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

    /**
     * A link may name the model that judges, listed or not, or a file that another page handed over; a run to take up,
     * or one whose recipe a fork begins with.
     */
    private void followLink() {
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
                text -> {
                    JsonObject model = Json.parse(text).asObject();
                    if (!CardText.classes(model).isEmpty()) {
                        bringClasses(origin.id(), model);
                        return;
                    }
                    add(origin.id(), model, name(model, origin.id()));
                    Dom.select("model-select").setValue(origin.id());
                    choose(origin.id());
                    if (origin.continued()) {
                        takeUp(origin, text);
                    } else if (pairs.contains(Origin.FORKED)) {
                        fork(origin.id(), text);
                    }
                },
                status::say);
    }

    private void bringClasses(String id, JsonObject model) {
        Http.getBytes(
                "/api/models/" + id + "/parameters.safetensors",
                (received, total) -> {},
                status::say,
                bytes -> {
                    classes.bring(bytes, CardText.classes(model));
                    scrollTo(Dom.byId("classes-card"));
                },
                status::say);
    }

    private void takeUp(Origin origin, String cardText) {
        origin.load(
                bytes -> {
                    try {
                        training.takeUp(bytes, ModelCard.parse(cardText), origin.id());
                    } catch (ParameterFileException e) {
                        status.say(String.valueOf(e.getMessage()));
                    }
                },
                status::say);
    }

    private void fork(String id, String cardText) {
        try {
            training.fork(PhotoRecipe.of(ModelCard.parse(cardText).hyperparameters()), id);
            scrollTo(Dom.byId("train-form"));
        } catch (ParameterFileException | IllegalArgumentException e) {
            status.say(Texts.of("This model tells no recipe that can be forked: {0}.", Texts.said(e.getMessage())));
        }
    }

    // ---- models ----

    private void listModels(String text) {
        HTMLElement select = Dom.byId("model-select");
        select.clear();
        String first = "";
        double best = Double.NEGATIVE_INFINITY;
        for (JsonValue value : Json.parse(text).asObject().get("items").asArray()) {
            JsonObject model = value.asObject();
            // Those of own classes judge in a part of their own.
            if (!model.getString("kind", "").equals("photos") || CardText.hasOwnClasses(model)) {
                continue;
            }
            String id = model.getString("id", "");
            models.put(id, model);
            select.appendChild(option(id, name(model, id)));
            Dom.byId("compare-select").appendChild(option(id, name(model, id)));
            double fitness = fitness(model);
            if (first.isEmpty() || fitness > best) {
                first = id;
                best = fitness;
            }
        }
        if (first.isEmpty()) {
            select.appendChild(option("", Texts.of("No model yet: train one")));
            status.state("ready");
        } else {
            bundled = first;
            Dom.select("model-select").setValue(first);
            choose(first);
        }
        followLink();
    }

    /** How fit a model is to judge where nobody chose: of those that come with the program the one most often right. */
    private static double fitness(JsonObject model) {
        if (!model.getBoolean("bundled", false)) {
            return -1;
        }
        JsonValue accuracy = model.get("testAccuracy");
        return accuracy != null && accuracy.isNumber() ? accuracy.asDouble() : 0;
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
            judgeBy(training.worker());
            return;
        }
        JsonObject model = models.get(id);
        if (model == null) {
            return;
        }
        current = judge;
        network.turnTo(judge.link());
        verdict.noModel();
        JsonValue accuracy = model.get("testAccuracy");
        Dom.text(
                "model-accuracy",
                accuracy != null && accuracy.isNumber()
                        ? NumberFormat.percent(accuracy.asDouble()) + "\u00a0%"
                        : Texts.of("not measured"));
        Dom.text("model-layers", dims(model));
        Int8Array file = brought;
        if (id.equals(BROUGHT) && file != null) {
            judge.send(RunMessages.open(file));
            return;
        }
        Http.getBytes(
                "/api/models/" + id + "/parameters.safetensors",
                (received, total) -> {},
                status::say,
                bytes -> judge.send(RunMessages.open(bytes)),
                this::failed);
    }

    private void judgeBy(PhotoWorker worker) {
        current = worker;
        network.turnTo(worker.link());
        calibrated(worker);
        verdict.judgeAgain();
        learned.show(worker, true);
        learned.askWeights(true);
        if (worker.labels("train") != null) {
            gallery.show(worker, loadedName());
        }
    }

    /** What the photos in the current worker are called. */
    private String loadedName() {
        return current == judge ? lookedAt : training.photosName();
    }

    private static String dims(JsonObject model) {
        return CardText.layers(model);
    }

    private void chooseTrained() {
        Dom.select("model-select").setValue(TRAINED_HERE);
        choose(TRAINED_HERE);
    }

    private void calibrated(PhotoWorker from) {
        if (from != current) {
            return;
        }
        Calibration known = from.calibration();
        verdict.calibrated(known);
        HTMLElement bar = Dom.byId("probability-bar");
        if (known == null) {
            Dom.text("model-unsure", "–");
            Dom.text(
                    "calibration-note",
                    Texts.of("Not calibrated: no validation photos tell how far its probabilities can be trusted."));
            Dom.setStyle(bar, "--unsure", "0");
            return;
        }
        boolean everUnsure = known.unsureBelow() > 0.5;
        Dom.text("model-unsure", everUnsure ? NumberFormat.decimals(known.unsureBelow(), 2) : Texts.of("never"));
        String right = Texts.of("{0} times of 100.", Math.round(100 * known.accuracyWhenSure()));
        Dom.text(
                "calibration-note",
                Texts.of(
                                "Found on {0} validation photos: {1}",
                                NumberFormat.grouped(known.examples()),
                                everUnsure
                                        ? Texts.of(
                                                "with less than {0}\u00a0% for its answer it is hardly better than a coin, and says unsure; above, it is right {1}",
                                                Math.round(100 * known.unsureBelow()), right)
                                        : Texts.of(
                                                "even its least sure answers are better than a coin’s, so it never says unsure. It is right {0}",
                                                right))
                        + (known.leastFound() > 0
                                ? Texts.of(
                                        " Where its filters find less than in {0} of 100 of those photos, it says unsure as well.",
                                        Math.round(100 * (1 - Calibration.TOO_LITTLE)))
                                : ""));
        // The band on the network's own scale: where the calibrated probability is at the threshold.
        double limit = 1
                / (1
                        + Math.exp(-known.temperature()
                                * Math.log(known.unsureBelow() / Math.max(1e-9, 1 - known.unsureBelow()))));
        Dom.setStyle(bar, "--unsure", String.valueOf(2 * limit - 1));
    }

    // ---- data sets ----

    private void listDataSets(String text) {
        HTMLElement select = Dom.byId("train-dataset");
        select.clear();
        String preferred = "";
        for (DataSetInfo info : DataSetInfo.list(text)) {
            training.add(info);
            select.appendChild(option(info.id(), Texts.said(info.name()) + " · " + NumberFormat.grouped(info.train())));
            // Real photos are what the page is for; the drawings stand in where there are none.
            if (preferred.isEmpty() || !info.id().equals("drawings")) {
                preferred = preferred.isEmpty() || preferred.equals("drawings") ? info.id() : preferred;
            }
        }
        Dom.select("train-dataset").setValue(preferred);
        chooseDataSet();
        select(training.source());
        if (models.isEmpty()) {
            status.state("ready");
        }
    }

    /** Chooses the data set of that id where there is one. */
    private void select(String id) {
        if (!id.isEmpty() && Dom.byId("train-dataset").querySelector("option[value='" + id + "']") != null) {
            Dom.select("train-dataset").setValue(id);
            chooseDataSet();
        }
    }

    private void chooseDataSet() {
        DataSetInfo info = training.choose(Dom.select("train-dataset").getValue());
        if (info == null) {
            return;
        }
        shown = info;
        Dom.text("measure", Texts.of("Measure it on {0} test photos", NumberFormat.grouped(info.test())));
        Dom.text(
                "near-load",
                Texts.of("Look through {0} training photos", NumberFormat.grouped(Math.min(ENOUGH, info.train()))));
        if (info.id().equals(PhotoSettings.Source.OWN)) {
            training.shelve(info);
        } else {
            gallery.show(info);
        }
    }

    /** Loads photos for a network that was not trained here: those it is measured on, and some to look through. */
    private void look(String noteId) {
        DataSetInfo info = shown;
        if (info == null || current != judge) {
            return;
        }
        if (info.id().equals(PhotoSettings.Source.OWN)) {
            Dom.text(noteId, Texts.of("Choose one of the server’s data sets for that."));
            return;
        }
        Dom.text(noteId, Texts.of("Loading the photos …"));
        lookedAt = info.name();
        int limit = info.train() > ENOUGH ? ENOUGH : 0;
        judge.send(PhotoMessages.look(new PhotoSettings.Source(info.id(), info.name(), limit, 1)
                .json()
                .toString()));
    }

    @JSBody(params = "element", script = "element.scrollIntoView({block: 'nearest'});")
    private static native void scrollTo(HTMLElement element);

    /** What the workers tell; only the current one's network is shown. */
    private final class Panels implements PhotoWorker.Panels {
        @Override
        public void loaded(PhotoWorker from) {
            if (from == training.worker() && shown != null && shown.id().equals(PhotoSettings.Source.OWN)) {
                gallery.show(from, shown.name());
            }
            if (from == current) {
                learned.show(from, true);
                explanation.askNear(true);
            }
        }

        @Override
        public void measured(PhotoWorker from) {
            if (from == current) {
                learned.show(from, false);
                gallery.measured(from);
            }
        }

        @Override
        public void calibrated(PhotoWorker from) {
            PhotosPage.this.calibrated(from);
        }
    }

    /** What the worker tells that judges with a saved network. */
    private final class Judge implements PhotoMessages.Listener {
        @Override
        public void ready(RunMessages.Ready ready) {
            if (current == judge) {
                judgeBy(judge);
            }
            try {
                judge.calibration(ModelCard.parse(ready.getCard()).calibration().orElse(null));
            } catch (ParameterFileException e) {
                judge.calibration(null);
            }
            judges = true;
            gallery.networkCame();
            status.state("ready");
        }

        @Override
        public void loading(PhotoMessages.Loading loading) {
            Dom.text("learned-note", loading.getText());
        }

        @Override
        public void loaded(PhotoMessages.Loaded loaded) {
            Dom.text("learned-note", Texts.of("Measuring …"));
            judge.survey("test");
            if (current == judge) {
                gallery.show(judge, lookedAt);
            }
        }

        @Override
        public void failed(String why) {
            if (!judges) {
                PhotosPage.this.failed(why);
                return;
            }
            // Photos to measure it on did not come, but the network is there and judges on.
            status.say(why);
            learned.show(judge, false);
            Dom.text("near-note", "");
            gallery.notMeasured();
        }
    }

    /** How the training in this tab gets on. */
    private final class Trained implements PhotoTraining.Heard {
        @Override
        public void begun() {
            HTMLElement select = Dom.byId("model-select");
            if (select.querySelector("option[value='" + TRAINED_HERE + "']") == null) {
                select.appendChild(option(TRAINED_HERE, Texts.of("The one trained in this tab")));
            }
            // What it learns is what a person who pressed Train looks at.
            chooseTrained();
        }

        @Override
        public void moved(String accuracy, boolean running) {
            if (current != training.worker()) {
                return;
            }
            Dom.text("model-accuracy", accuracy);
            if (!running) {
                learned.show(current, true);
                learned.askWeights(true);
                verdict.judgeAgain();
            } else if (training.parameterCount() < WEIGHTS_WHILE_TRAINING) {
                learned.askWeights(false);
            }
        }

        @Override
        public void source(String id) {
            select(id);
        }

        @Override
        public void own(DataSetInfo info) {
            HTMLElement select = Dom.byId("train-dataset");
            HTMLElement old = select.querySelector("option[value='" + PhotoSettings.Source.OWN + "']");
            if (old != null) {
                old.delete();
            }
            select.appendChild(option(info.id(), Texts.said(info.name()) + " · " + NumberFormat.grouped(info.train())));
            Dom.select("train-dataset").setValue(info.id());
            chooseDataSet();
        }
    }
}
