package org.layerlab.page.photos.train;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.photo.PhotoRecipe;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.DropZone;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Status;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.message.Asker;
import org.layerlab.page.message.EngineChoice;
import org.layerlab.page.message.Message;
import org.layerlab.page.message.PhotoMessages;
import org.layerlab.page.message.RunMessages;
import org.layerlab.page.parts.SaveDialog;
import org.layerlab.page.photos.DataSetInfo;
import org.layerlab.page.photos.PhotoWorker;
import org.layerlab.page.settings.LayersText;
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

        /** The network has moved. */
        void moved(boolean running);

        /** A run continues on the data set of this id, whatever was chosen. */
        void source(String id);

        /** A person's own photos are loaded. */
        void own(DataSetInfo info);
    }

    private final Status status;
    private final Heard heard;
    private final PhotoWorker worker;
    private final TrainingForm form = new TrainingForm();
    private final TrainingReadout readout = new TrainingReadout(this::drawn);
    private final SaveDialog saveDialog = new SaveDialog(() -> SaveText.name(this.settings), this::request);
    private final Map<String, DataSetInfo> dataSets = new HashMap<>();
    private final TrainingRun run = new TrainingRun();
    private @Nullable DataSetInfo dataSet;
    private final ExpectedNote expected;
    private @Nullable PhotoSettings settings;
    private final ResumeOffer offer;

    /** The training card of the page. */
    PhotoTraining(Status status, PhotoWorker.Panels panels, Heard heard) {
        this.status = status;
        this.heard = heard;
        worker = new PhotoWorker(panels, this);
        offer = new ResumeOffer(status, worker.link(), run, () -> dataSets.containsKey(PhotoSettings.Source.OWN));
        Asker timing = new Asker(why -> {});
        timing.turnTo(worker.link());
        expected = new ExpectedNote(form, () -> dataSet, timing, run::atRest);
        Dom.on("train-form", "submit", event -> {
            event.preventDefault();
            press();
        });
        Dom.on("stop", "click", event -> stop());
        Dom.on("resume", "click", event -> resume());
        BeforeClose.keepBefore(() -> {
            if (run.state() == TrainingRun.State.TRAINING) {
                worker.send(PhotoMessages.keep());
            }
        });
        DropZone.bind(Dom.input("own-folder"), (files, paths, folder) -> takeOwn(files, paths));
        DropZone.bind(Dom.input("own-zip"), (files, paths, folder) -> takeOwn(files, paths));
        offer.ask();
    }

    void add(DataSetInfo info) {
        dataSets.put(info.id(), info);
    }

    @Nullable
    DataSetInfo choose(String id) {
        dataSet = dataSets.get(id);
        if (dataSet != null) {
            form.suit(dataSet.train());
            expected.show();
            if (run.state() == TrainingRun.State.IDLE) {
                Dom.text("confusion-count", NumberFormat.grouped(dataSet.test()));
            }
        }
        Dom.enable("train", dataSet != null && !run.waiting());
        return dataSet;
    }

    /** The id of the data set that was chosen when the page was left; empty where none was. */
    String leftDataSet() {
        return form.leftDataSet();
    }

    PhotoWorker worker() {
        return worker;
    }

    String layers() {
        return settings == null
                ? "–"
                : LayersText.of(settings.recipe().architecture().toString(), " · ");
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
        if (!run.read()) {
            status.say(Texts.of("Stop the training first, then choose your own photos."));
            return;
        }
        status.clear();
        show();
        worker.send(PhotoMessages.own(files, paths));
    }

    /** Loads all of the user's own photos into the worker, and measures its network on them. */
    void shelve(DataSetInfo own) {
        if (run.atRest()) {
            worker.send(PhotoMessages.look(
                    new PhotoSettings.Source(own.id(), own.name(), 0, 1).json().toString()));
            if (run.trained()) {
                worker.survey("test");
            }
        }
    }

    /** The one button: begins, pauses, continues. Loading is ended by another, Stop. */
    private void press() {
        switch (run.state()) {
            case IDLE, DONE -> begin();
            case READING, LOADING -> {}
            case TRAINING -> worker.send(RunMessages.pause());
            case PAUSED -> {
                run.resume();
                offer.hide();
                RunLink.trains();
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
            // Where most of what can be wrong stands.
            Dom.byId("more").setAttribute("open", "");
            return;
        }
        load(false);
        send(settings.recipe(), PhotoMessages.photos(settings.json().toString()));
    }

    /** Sends what begins a run, as soon as there are charts to draw it on. */
    private void send(PhotoRecipe recipe, Message begins) {
        readout.begin(recipe, () -> {
            if (run.state() == TrainingRun.State.LOADING) {
                worker.send(begins);
            }
        });
    }

    /** Clears what the last run showed, and waits for the photos of the next. */
    private void load(boolean savedRun) {
        status.clear();
        Dom.show("curves", true);
        readout.clear();
        saveDialog.enable(false);
        offer.hide();
        run.load(savedRun);
        show();
    }

    private void resume() {
        KeptRun offered = offer.run();
        if (offered == null) {
            return;
        }
        show(offered.settings());
        load(false);
        saveDialog.parent(RunLink.resumes());
        send(offered.settings().recipe(), PhotoMessages.resume());
    }

    /** Shows the settings of a run that is not the form's. */
    private void show(PhotoSettings chosen) {
        settings = chosen;
        heard.source(chosen.photos().id());
        form.showRun(chosen.recipe());
        Dom.input("train-limit").setValue(String.valueOf(chosen.photos().limit()));
    }

    /** Restores a saved run where it stopped; it waits for Continue. */
    void takeUp(Int8Array file, ModelCard card, String id) {
        PhotoSettings saved;
        try {
            saved = PhotoSettings.of(card);
        } catch (IllegalArgumentException e) {
            status.say(Texts.of("This run cannot be continued: {0}.", Texts.said(e.getMessage())));
            return;
        }
        if (saved.photos().own() && worker.labels("train") == null) {
            status.say(
                    Texts.of(
                            "This model was trained on photos that never left their owner’s browser. You can use it here, but not continue training."));
            return;
        }
        show(saved);
        load(true);
        saveDialog.parent(id);
        send(saved.recipe(), PhotoMessages.continueRun(file));
    }

    /** Begins with the settings of a saved run and the next seed. */
    void fork(PhotoSettings parent, String id) {
        if (form.fork(parent, id)) {
            heard.source(parent.photos().id());
        }
        saveDialog.parent(id);
    }

    /** Whether there was ever a run on this page. */
    boolean begun() {
        return run.begun();
    }

    private void stop() {
        run.stop();
        worker.link().ask(PhotoMessages.stop(), answer -> run.stopHeard(), why -> {
            run.stopHeard();
            failed(why);
        });
        show();
        Dom.text("train-status", Texts.of("Stopped."));
        offer.ask();
    }

    private void request(String about, Consumer<Int8Array> made, Consumer<String> failed) {
        worker.link().ask(RunMessages.save(about), file -> made.accept(file.getBytes()), failed);
    }

    @Override
    public void notKept(String why) {
        if (run.state() == TrainingRun.State.IDLE) {
            offer.hide();
        }
        status.say(why);
    }

    @Override
    public void loading(PhotoMessages.Loading loading) {
        if (run.waiting()) {
            TrainingReadout.loading(loading);
        }
    }

    @Override
    public void loaded(PhotoMessages.Loaded loaded) {
        int train = loaded.getTrain().getLength();
        readout.photos(train, loaded.getTest().getLength());
        boolean own = run.photosCame();
        if (!loaded.getNote().isEmpty()) {
            status.say(loaded.getNote());
        }
        if (!own) {
            return;
        }
        show();
        TrainingReadout.empty();
        DataSetInfo info = DataSetInfo.own(train, loaded.getTest().getLength());
        add(info);
        heard.own(info);
        offer.ask();
    }

    @Override
    public void ready(RunMessages.Ready ready) {
        PhotoSettings chosen = settings;
        if (chosen != null) {
            worker.preparation(chosen.recipe().preparation());
        }
        if (run.ready()) {
            show();
            saveDialog.enable(true);
            heard.begun();
            if (run.waitsForContinue()) {
                offer.ask();
            } else {
                RunLink.trains();
            }
        }
    }

    @Override
    public void engine(EngineChoice choice) {
        readout.engine(choice, status);
    }

    @Override
    public void validated(PhotoMessages.Validated validated) {
        readout.validated(validated);
    }

    @Override
    public void saved(double accuracy) {
        PhotoSettings chosen = settings;
        run.saves(chosen == null ? "" : SaveText.accuracy(chosen.recipe(), accuracy));
    }

    @Override
    public void measured(double[] accuracies) {
        readout.measured(accuracies);
    }

    @Override
    public void snapshot(RunMessages.Snapshot snapshot) {
        readout.snapshot(snapshot);
    }

    private void drawn(RunMessages.Snapshot snapshot, int iterations) {
        if (run.state() == TrainingRun.State.TRAINING || run.state() == TrainingRun.State.PAUSED) {
            run.moved(snapshot.isRunning(), snapshot.isDone(), snapshot.getIteration() < iterations);
            run.keeps(readout.kept(snapshot));
            show(snapshot.getIteration());
        }
        heard.moved(snapshot.isRunning());
    }

    @Override
    public void failed(String why) {
        run.fail();
        show();
        TrainingReadout.empty();
        status.say(why);
        offer.ask();
    }

    /** Shows the state of the run: what can be pressed, and what is to be said of it. */
    private void show() {
        show(0);
    }

    private void show(int iteration) {
        Dom.text("train", run.button());
        Dom.enable("train", !run.waiting() && dataSet != null);
        form.enable(run.atRest());
        expected.follow();
        Dom.show("stop", !run.atRest());
        tell("ready");
        Dom.text("train-status", run.note(iteration));
        PhotoSettings chosen = settings;
        if (chosen != null) {
            Dom.text("share-note", SaveText.note(chosen, run.ended()));
        }
    }

    /** Sets the document's state to this one, unless a training is on its way: then that is the state. */
    void tell(String state) {
        status.state(run.documentState(state));
    }
}
