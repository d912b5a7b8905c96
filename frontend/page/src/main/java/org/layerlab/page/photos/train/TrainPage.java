package org.layerlab.page.photos.train;

import com.eclipsesource.json.JsonObject;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Engine;
import org.layerlab.page.browser.Http;
import org.layerlab.page.browser.Status;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.message.PhotoMessages;
import org.layerlab.page.message.RunMessages;
import org.layerlab.page.photos.DataSetInfo;
import org.layerlab.page.photos.JudgePanel;
import org.layerlab.page.photos.ModelChoice;
import org.layerlab.page.photos.ModelList;
import org.layerlab.page.photos.NearNote;
import org.layerlab.page.photos.PhotoWorker;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.core.JSString;
import org.teavm.jso.file.File;
import org.teavm.jso.typedarrays.Int8Array;

/**
 * The page that trains on photos: a training, what a network learned, a data set to look through. A saved network judges
 * in one worker, the one that trains in another, so that neither waits for the other; all parts of the page show
 * whichever of the two is chosen.
 */
public final class TrainPage {
    /** Networks of more parameters show their weights only when the training pauses. */
    private static final double WEIGHTS_WHILE_TRAINING = 2e6;

    private final Status status;
    private final PhotoWorker judge;
    private final JudgePanel judging;
    private final LearnedPanel learned;
    private final PhotoTraining training;
    private final Gallery gallery;
    private final ModelChoice models = new ModelChoice(new Model());
    private final DataSetChoice dataSets;
    private final ArrivedRun arrived;
    /** Whether the judge has a network. */
    private boolean judges;

    private String lookedAt = "";
    /** How the photos are prepared that the judge has looked at. */
    private @Nullable PhotoPreparation lookedWith;
    /** Whether they are being loaded again for another preparation. */
    private boolean looksAgain;

    /** The parts of the page. */
    public TrainPage(Status status) {
        this.status = status;
        Engine.tellForced();
        Panels panels = new Panels();
        judge = new PhotoWorker(panels, new Judge());
        judging = new JudgePanel(status, judge, photo -> Dom.show("verdict-card", photo != null));
        judging.verdict().many(this::takeMany);
        learned = new LearnedPanel(judging.network(), new Learned());
        training = new PhotoTraining(status, panels, new Trained());
        gallery = new Gallery(status, new Shown());
        dataSets = new DataSetChoice(training, gallery);
        arrived = new ArrivedRun(status, models, training);
    }

    /** Photos whose names say what they show are there to learn from. */
    private void takeMany(JSArray<File> files, JSArray<JSString> paths, boolean folder) {
        if (DataSetChoice.areLabeled(paths)) {
            training.takeOwn(files, paths);
            Dom.scrollTo(Dom.byId("train-form"));
        } else {
            status.say(
                    Texts.of(
                            "No name begins with cat or dog, so there is nothing to learn from. Classify judges many photos at once."));
        }
    }

    private void judgeNow(byte[] bgr) {
        judging.verdict().take(bgr);
        Dom.scrollTo(Dom.byId("verdict-card"));
    }

    /** Loads models and data sets. */
    public void start() {
        Dom.on("near-load", "click", event -> look("near-note"));
        Dom.on("measure", "click", event -> look("learned-note"));
        Http.getText("/api/models?limit=100&kind=photos", this::listModels, this::failed);
        Http.getText("/api/datasets", this::listDataSets, this::failed);
    }

    private void failed(String why) {
        status.say(why);
        training.tell("failed");
    }

    /** A network did not come: the one before judges on, if there is one. */
    private boolean judgesOn(String why) {
        boolean before = models.goBack();
        if (before && current() == judge) {
            judging.judgeBy(judge);
        }
        if (before) {
            status.say(why);
        }
        return before;
    }

    private void listModels(String text) {
        if (!models.list(ModelList.of(text))) {
            training.tell("ready");
        }
        arrived.followLink();
    }

    private void listDataSets(String text) {
        dataSets.list(DataSetInfo.list(text));
        if (models.isEmpty()) {
            training.tell("ready");
        }
    }

    private void judgeBy(PhotoWorker worker) {
        judging.judgeBy(worker);
        learned.show(worker, true);
        learned.askWeights(true);
        if (worker.labels("train") != null) {
            gallery.show(worker, loadedName());
        }
    }

    private PhotoWorker current() {
        return judging.current();
    }

    /** What the photos in the current worker are called. */
    private String loadedName() {
        return current() == judge ? lookedAt : training.photosName();
    }

    /** Loads photos for a network that was not trained here: those it is measured on, and some to look through. */
    private void look(String noteId) {
        DataSetInfo info = dataSets.shown();
        if (info == null || current() != judge) {
            return;
        }
        if (info.isOwn()) {
            Dom.text(noteId, Texts.of("Choose one of the server’s data sets for this."));
            return;
        }
        Dom.text(noteId, Texts.of("Loading the photos …"));
        lookedAt = info.name();
        lookedWith = judge.preparation();
        judge.send(PhotoMessages.look(info.toLookThrough().json().toString()));
    }

    /** Which network judges. */
    private final class Model implements ModelChoice.Chosen {
        @Override
        public void coming(JsonObject model) {
            judging.await(judge);
        }

        @Override
        public void came(Int8Array parameters) {
            status.arrived();
            judge.send(RunMessages.open(parameters));
        }

        @Override
        public void trainedHere() {
            judgeBy(training.worker());
        }

        @Override
        public void waiting(String why) {
            status.waiting(why);
        }

        @Override
        public void failed(String why) {
            if (!judgesOn(why)) {
                TrainPage.this.failed(why);
            }
        }
    }

    /** What is chosen of that which the network has learned. */
    private final class Learned implements LearnedPanel.Chosen {
        @Override
        public void photo(byte[] bgr) {
            judgeNow(bgr);
        }

        @Override
        public void cell(int label, boolean right) {
            gallery.showCell(current(), loadedName(), label, right);
            Dom.scrollTo(Dom.byId("gallery-card"));
        }

        @Override
        public boolean trainedHere() {
            return current() == training.worker();
        }
    }

    /** What is chosen in the gallery. */
    private final class Shown implements Gallery.Chosen {
        @Override
        public void served(String url, String name) {
            judging.verdict().take(url, name, () -> Dom.scrollTo(Dom.byId("verdict-card")));
        }

        @Override
        public void pixels(byte[] bgr) {
            judgeNow(bgr);
        }

        @Override
        public boolean measurable() {
            return current() == judge && models.isSaved();
        }

        @Override
        public void measure() {
            look("gallery-note");
        }
    }

    /** What the workers tell; only the network of the current one is shown. */
    private final class Panels implements PhotoWorker.Panels {
        @Override
        public void loaded(PhotoWorker from) {
            DataSetInfo shown = dataSets.shown();
            if (from == training.worker() && shown != null && shown.isOwn()) {
                gallery.show(from, shown.name());
            }
            if (from == current()) {
                learned.show(from, true);
                judging.loaded(from);
            }
        }

        @Override
        public void measured(PhotoWorker from) {
            if (from == current()) {
                learned.show(from, false);
                gallery.measured(from);
            }
        }

        @Override
        public void calibrated(PhotoWorker from) {
            judging.calibrated(from);
        }
    }

    /** What the worker tells that judges with a saved network. */
    private final class Judge implements PhotoMessages.Listener {
        @Override
        public void ready(RunMessages.Ready ready) {
            judge.opened(ready);
            if (current() == judge) {
                judgeBy(judge);
            }
            judges = true;
            models.opened();
            gallery.networkCame();
            training.tell("ready");
            if (lookedWith != null && !lookedWith.equals(judge.preparation())) {
                // The photos that are loaded are as the network before takes them.
                looksAgain = true;
                look("gallery-note");
            }
        }

        @Override
        public void loading(PhotoMessages.Loading loading) {
            Dom.text("learned-note", Texts.said(loading.getText()));
        }

        @Override
        public void loaded(PhotoMessages.Loaded loaded) {
            Dom.text("learned-note", Texts.of("Measuring …"));
            judge.survey("test");
            if (current() == judge) {
                gallery.show(judge, lookedAt);
                if (looksAgain) {
                    gallery.load();
                }
            }
            looksAgain = false;
        }

        @Override
        public void failed(String why) {
            if (!judges) {
                TrainPage.this.failed(why);
                return;
            }
            if (models.isOpening()) {
                judgesOn(why);
                return;
            }
            // Photos to measure it on did not come, but the network is there and judges on.
            status.say(why);
            learned.show(judge, false);
            NearNote.say("");
            gallery.notMeasured();
        }
    }

    /** How the training in this tab is doing. */
    private final class Trained implements PhotoTraining.Heard {
        @Override
        public void begun() {
            // Who pressed Train wants to see what it learns.
            models.chooseTrained();
        }

        @Override
        public void moved(boolean running) {
            if (current() != training.worker()) {
                return;
            }
            if (!running) {
                learned.show(current(), true);
                learned.askWeights(true);
                judging.verdict().judgeAgain(current().preparation());
            } else if (training.parameterCount() < WEIGHTS_WHILE_TRAINING) {
                learned.askWeights(false);
            }
        }

        @Override
        public void source(String id) {
            dataSets.select(id);
        }

        @Override
        public void own(DataSetInfo info) {
            dataSets.add(info);
        }
    }
}
