package org.layerlab.page.photos;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.ParseException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.photo.PhotoRecipe;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.page.browser.Clock;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.DropZone;
import org.layerlab.page.browser.Frames;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Status;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.message.Message;
import org.layerlab.page.message.PhotoMessages;
import org.layerlab.page.message.RunMessages;
import org.layerlab.page.parts.SaveDialog;
import org.layerlab.page.settings.CardText;
import org.layerlab.page.settings.PhotoSettings;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.core.JSString;
import org.teavm.jso.file.File;
import org.teavm.jso.typedarrays.Int8Array;

/** Training in this tab: steers the worker that loads the photos and learns from them, and shows how it goes. */
final class PhotoTraining implements PhotoMessages.Listener {
    /** Hears how a training gets on. */
    interface Heard {
        /** A network can be asked. */
        void begun();

        /** The network is at a moment; the accuracy on the test photos as text. */
        void moved(String accuracy, boolean running);

        /** A run on other photos than those that were chosen goes on. */
        void source(String id);

        /** A person's own photos are there. */
        void own(DataSetInfo info);
    }

    private enum Phase {
        IDLE,
        LOADING,
        RUNNING,
        PAUSED,
        DONE
    }

    private final Status status;
    private final Heard heard;
    private final PhotoWorker worker;
    private final TrainingForm form = new TrainingForm();
    private @Nullable TrainingCharts charts;
    private final Frames frames = new Frames(this::frame);
    private final SaveDialog saveDialog = new SaveDialog(this::suggestedName, name -> request(name));
    private final Map<String, DataSetInfo> dataSets = new HashMap<>();

    private Phase phase = Phase.IDLE;
    private @Nullable DataSetInfo dataSet;
    private @Nullable PhotoSettings settings;
    private @Nullable PhotoSettings kept;
    /** Whether a person's own photos are on their way. */
    private boolean sorting;
    /** Whether a saved run is taken up that nobody has gone on with yet. */
    private boolean takenUp;
    /** Whether the worker has a network. */
    private boolean trained;

    private int trainCount;
    private double train = Double.NaN;
    private double validation = Double.NaN;
    private double test = Double.NaN;
    private final RecentRate rate = new RecentRate();
    private RunMessages.@Nullable Snapshot pending;

    /** The training card of the page. */
    PhotoTraining(Status status, PhotoWorker.Panels panels, Heard heard) {
        this.status = status;
        this.heard = heard;
        worker = new PhotoWorker(panels, this);
        Dom.on("train-form", "submit", event -> {
            event.preventDefault();
            press();
        });
        Dom.on("stop", "click", event -> stop());
        Dom.on("resume", "click", event -> resume());
        Dom.on("forget-run", "click", event -> {
            worker.send(PhotoMessages.forget());
            offer("");
        });
        DropZone.bind(Dom.input("own-folder"), (files, paths, folder) -> takeOwn(files, paths));
        DropZone.bind(Dom.input("own-zip"), (files, paths, folder) -> takeOwn(files, paths));
        askKept();
    }

    void add(DataSetInfo info) {
        dataSets.put(info.id(), info);
    }

    @Nullable
    DataSetInfo choose(String id) {
        dataSet = dataSets.get(id);
        if (dataSet != null) {
            form.suit(dataSet.train());
            if (phase == Phase.IDLE) {
                Dom.text("confusion-count", NumberFormat.grouped(dataSet.test()));
            }
        }
        Dom.enable("train", dataSet != null && phase != Phase.LOADING);
        return dataSet;
    }

    PhotoWorker worker() {
        return worker;
    }

    String layers() {
        return settings == null
                ? "–"
                : settings.recipe().architecture().toString().replace(", ", " · ");
    }

    double parameterCount() {
        return settings == null ? 0 : settings.recipe().architecture().parameterCount();
    }

    /** The id of the photos that the run is on; empty where there is none. */
    String source() {
        return settings == null ? "" : settings.photos().id();
    }

    /** What the photos that are loaded are called. */
    String photosName() {
        return settings == null ? PhotoSettings.Source.OWN : settings.photos().name();
    }

    /** Takes a person's own photos to learn from. */
    void takeOwn(JSArray<File> files, JSArray<JSString> paths) {
        if (phase == Phase.RUNNING || phase == Phase.LOADING) {
            status.say(Texts.of("Stop the training first; then own photos can be taken."));
            return;
        }
        status.clear();
        set(Phase.LOADING);
        sorting = true;
        Dom.text("train-status", Texts.of("Looking through the files …"));
        worker.send(PhotoMessages.own(files, paths));
    }

    /** Puts a person's own photos, all of them, where the worker has its photos, and measures its network on them. */
    void shelve(DataSetInfo own) {
        if (phase == Phase.IDLE || phase == Phase.DONE) {
            worker.send(PhotoMessages.look(
                    new PhotoSettings.Source(own.id(), own.name(), 0, 1).json().toString()));
            if (trained) {
                worker.survey("test");
            }
        }
    }

    /** The one button: begins, pauses, goes on. */
    private void press() {
        switch (phase) {
            case IDLE, DONE -> begin();
            case LOADING -> {
                // Stop ends the loading.
            }
            case RUNNING -> worker.send(RunMessages.pause());
            case PAUSED -> {
                takenUp = false;
                worker.send(RunMessages.play());
            }
        }
    }

    private void begin() {
        DataSetInfo chosen = dataSet;
        if (chosen == null) {
            return;
        }
        try {
            int limit = form.limit();
            boolean all = limit == 0 || limit >= chosen.train();
            settings = new PhotoSettings(
                    new PhotoSettings.Source(chosen.id(), chosen.name(), all ? 0 : limit, all ? 1 : form.seed()),
                    form.recipe());
        } catch (IllegalArgumentException e) {
            status.say(Texts.said(e.getMessage()) + ".");
            return;
        }
        clear();
        set(Phase.LOADING);
        Dom.text("train-status", Texts.of("Loading the photos …"));
        send(PhotoMessages.photos(settings.json().toString()));
    }

    /** Sends what begins a run, as soon as there are charts to draw it on. */
    private void send(Message begins) {
        if (charts != null) {
            charts.clear();
            worker.send(begins);
            return;
        }
        TrainingCharts.load(loaded -> {
            charts = loaded;
            if (phase == Phase.LOADING) {
                worker.send(begins);
            }
        });
    }

    private void clear() {
        takenUp = false;
        status.clear();
        train = Double.NaN;
        validation = Double.NaN;
        test = Double.NaN;
        Dom.text("train-best", "–");
        Dom.text("validation-accuracy", "–");
        saveDialog.enable(false);
        Dom.show("resume-offer", false);
    }

    private void resume() {
        PhotoSettings goesOn = kept;
        if (goesOn == null) {
            return;
        }
        settings = goesOn;
        heard.source(goesOn.photos().id());
        form.show(goesOn.recipe());
        Dom.input("train-limit").setValue(String.valueOf(goesOn.photos().limit()));
        clear();
        saveDialog.parent("");
        set(Phase.LOADING);
        Dom.text("train-status", Texts.of("Loading the photos …"));
        send(PhotoMessages.resume());
    }

    /** Takes a saved run up where it stopped; it waits for Go on. */
    void takeUp(Int8Array file, ModelCard card, String id) {
        PhotoSettings saved;
        try {
            saved = PhotoSettings.of(card);
        } catch (IllegalArgumentException e) {
            status.say(Texts.of("This run cannot go on: {0}.", Texts.said(e.getMessage())));
            return;
        }
        if (saved.photos().own() && worker.labels("train") == null) {
            status.say(
                    Texts.of(
                            "This run learns from photos of the one who saved it, which never left that browser; it can be asked here, but not go on."));
            return;
        }
        settings = saved;
        heard.source(saved.photos().id());
        form.show(saved.recipe());
        Dom.input("train-limit").setValue(String.valueOf(saved.photos().limit()));
        clear();
        saveDialog.parent(id);
        takenUp = true;
        set(Phase.LOADING);
        Dom.text("train-status", Texts.of("Loading the photos …"));
        send(PhotoMessages.continueRun(file));
    }

    /** Readies the form for another run of a saved one's recipe, with the next seed. */
    void fork(PhotoRecipe recipe, String id) {
        form.show(recipe);
        form.nextSeed();
        saveDialog.parent(id);
    }

    private void stop() {
        sorting = false;
        boolean running = phase != Phase.LOADING;
        worker.send(RunMessages.pause());
        set(Phase.IDLE);
        Dom.text("train-status", Texts.of("Stopped."));
        if (running) {
            askKept();
        }
    }

    private void request(String name) {
        worker.link().ask(RunMessages.save(name), file -> saveDialog.file(file.getBytes()), saveDialog::failed);
    }

    private String suggestedName() {
        String layers = layers();
        PhotoSettings chosen = settings;
        if (chosen != null && !chosen.recipe().architecture().isDense()) {
            layers = CardText.brief(
                    Json.object().add("layers", chosen.recipe().architecture().toString()));
        }
        return photosName() + ", " + layers.replace(" · ", "·");
    }

    private void askKept() {
        worker.link().ask(PhotoMessages.kept(), kept -> {
            if (phase == Phase.IDLE) {
                offer(kept.getText());
            }
        });
    }

    @Override
    public void notKept(String why) {
        if (phase == Phase.IDLE) {
            kept = null;
            Dom.text("train-status", why);
        }
    }

    private void offer(String about) {
        kept = null;
        if (!about.isEmpty()) {
            try {
                JsonObject json = Json.parse(about).asObject();
                PhotoSettings known = PhotoSettings.of(json);
                if (!known.photos().own() || worker.labels("train") != null) {
                    kept = known;
                    int iteration = json.getInt("iteration", 0);
                    int iterations = json.getInt("iterations", 0);
                    Dom.text(
                            "resume-text",
                            json.getBoolean("end", false)
                                    ? Texts.of(
                                            "This browser keeps the network trained here last, on {0}.",
                                            known.photos().name())
                                    : Texts.of(
                                            "This browser keeps a training on {0}: {1} of {2} steps are made. It goes on as if it had never stopped.",
                                            known.photos().name(),
                                            NumberFormat.grouped(iteration),
                                            NumberFormat.grouped(iterations)));
                    Dom.text("resume", json.getBoolean("end", false) ? Texts.of("Open it") : Texts.of("Resume"));
                }
            } catch (IllegalArgumentException | ParseException | UnsupportedOperationException e) {
                // Kept by another version of the page.
                worker.send(PhotoMessages.forget());
            }
        }
        Dom.show("resume-offer", kept != null);
    }

    @Override
    public void loading(PhotoMessages.Loading loading) {
        if (phase == Phase.LOADING) {
            Dom.text("train-status", loading.getText());
            if (loading.getTotal() > 0) {
                Dom.progress(Dom.byId("train-progress"), loading.getDone(), loading.getTotal());
            }
        }
    }

    @Override
    public void loaded(PhotoMessages.Loaded loaded) {
        trainCount = loaded.getTrain().getLength();
        if (sorting) {
            idle();
        }
        if (!loaded.getNote().isEmpty()) {
            status.say(loaded.getNote().trim());
        }
        if (!sorting) {
            return;
        }
        sorting = false;
        DataSetInfo own = new DataSetInfo(
                PhotoSettings.Source.OWN,
                Texts.of("Own photos"),
                Texts.of("From this device"),
                DataSetInfo.NOTHING,
                trainCount,
                loaded.getTest().getLength());
        add(own);
        heard.own(own);
        askKept();
    }

    @Override
    public void ready(RunMessages.Ready ready) {
        trained = true;
        set(Phase.RUNNING);
        Dom.text("train-status", Texts.of("The first photos are on their way …"));
        saveDialog.enable(true);
        heard.begun();
    }

    @Override
    public void validated(PhotoMessages.Validated validated) {
        validation = validated.getAccuracy();
        if (charts != null) {
            charts.accuracy(validated.getIteration(), train, validation, test);
        }
        Dom.text("validation-accuracy", NumberFormat.percent(validation) + "\u00a0%");
        Dom.text(
                "train-best",
                Texts.of(
                        "{0}\u00a0% at {1}",
                        NumberFormat.percent(validated.getBestAccuracy()), NumberFormat.grouped(validated.getBest())));
    }

    @Override
    public void snapshot(RunMessages.Snapshot snapshot) {
        double[] costs = snapshot.getCosts().copyToJavaArray();
        for (int i = 0; i < costs.length && charts != null; i += 2) {
            charts.cost(costs[i], costs[i + 1]);
        }
        if (snapshot.getTrain() != train || snapshot.getTest() != test) {
            train = snapshot.getTrain();
            test = snapshot.getTest();
            if (charts != null) {
                charts.accuracy(snapshot.getIteration(), train, validation, test);
            }
        }
        pending = snapshot;
        if (snapshot.isRunning()) {
            rate.at(Clock.now(), snapshot.getIteration());
            frames.ask();
        } else {
            frames.now();
        }
    }

    private void frame() {
        RunMessages.Snapshot snapshot = pending;
        PhotoSettings chosen = settings;
        if (snapshot == null || chosen == null) {
            return;
        }
        pending = null;
        int learned = trainCount - (int) Math.round(chosen.recipe().validation() * trainCount);
        Hyperparameters h = chosen.recipe().hyperparameters(Math.max(1, learned));
        int batch = h.batchSize() == 0 ? learned : Math.min(learned, h.batchSize());
        int perEpoch = Math.max(1, (learned + batch - 1) / Math.max(1, batch));
        int iterations = h.iterations();
        int iteration = snapshot.getIteration();
        Dom.progress(Dom.byId("train-progress"), snapshot.isDone() ? iterations : iteration, iterations);
        boolean inEpochs = chosen.recipe().epochs() > 0;
        Dom.text("train-epoch-label", inEpochs ? Texts.of("Epoch") : Texts.of("Iteration"));
        Dom.text(
                "train-epoch",
                inEpochs
                        ? Texts.of(
                                "{0} of {1}",
                                NumberFormat.grouped(Math.min(
                                        chosen.recipe().epochs(), iteration / perEpoch + (snapshot.isDone() ? 0 : 1))),
                                NumberFormat.grouped(chosen.recipe().epochs()))
                        : Texts.of("{0} of {1}", NumberFormat.grouped(iteration), NumberFormat.grouped(iterations)));
        if (!snapshot.isRunning()) {
            rate.clear();
        }
        double perSecond = rate.perSecond();
        Dom.text(
                "train-speed",
                perSecond > 0
                        ? Texts.of("{0} photos a second", NumberFormat.grouped(Math.round(perSecond * batch)))
                        : "–");
        Dom.text("train-left", perSecond > 0 ? NumberFormat.duration((iterations - iteration) / perSecond) : "–");
        // A run that was taken up has no cost yet.
        boolean costed = iteration > 0 && !Double.isNaN(snapshot.getCost());
        Dom.text("train-cost", costed ? NumberFormat.decimals(snapshot.getCost(), 6) : "–");
        Dom.text("train-accuracy", NumberFormat.percent(snapshot.getTrain()) + "\u00a0%");
        String accuracy = NumberFormat.percent(snapshot.getTest()) + "\u00a0%";
        Dom.text("test-accuracy", accuracy);
        if (iteration > 0 && charts != null) {
            charts.draw();
        }
        if (phase != Phase.IDLE && phase != Phase.LOADING && phase != Phase.DONE) {
            set(snapshot.isRunning() ? Phase.RUNNING : snapshot.isDone() ? Phase.DONE : Phase.PAUSED);
            if (phase == Phase.RUNNING) {
                Dom.text("train-status", iteration > 0 ? "" : Texts.of("The first photos are on their way …"));
            } else if (phase == Phase.DONE) {
                boolean early = iteration < iterations;
                Dom.text(
                        "train-status",
                        early
                                ? Texts.of("Stopped early: nothing better came. It judges your photos now.")
                                : Texts.of("Done: it judges your photos now."));
            }
        }
        heard.moved(accuracy, snapshot.isRunning());
    }

    @Override
    public void failed(String why) {
        idle();
        sorting = false;
        status.say(why);
    }

    private void idle() {
        set(Phase.IDLE);
        Dom.text("train-status", "");
        Dom.progress(Dom.byId("train-progress"), 0, 1);
    }

    private void set(Phase next) {
        phase = next;
        Dom.text(
                "train",
                switch (next) {
                    case IDLE -> Texts.of("Train");
                    case LOADING -> Texts.of("Loading …");
                    case RUNNING -> Texts.of("Pause");
                    case PAUSED -> Texts.of("Go on");
                    case DONE -> Texts.of("Train anew");
                });
        Dom.enable("train", next != Phase.LOADING && dataSet != null);
        form.enable(next == Phase.IDLE || next == Phase.DONE);
        Dom.show("stop", next == Phase.LOADING || next == Phase.RUNNING || next == Phase.PAUSED);
        status.state(next == Phase.RUNNING || next == Phase.LOADING ? "training" : "ready");
        if (next == Phase.PAUSED) {
            Dom.text(
                    "train-status",
                    takenUp ? Texts.of("Taken up where it stopped: press Go on.") : Texts.of("Paused."));
        }
    }
}
