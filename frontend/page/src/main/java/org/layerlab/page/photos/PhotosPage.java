package org.layerlab.page.photos;

import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.verdict.Calibration;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Http;
import org.layerlab.page.browser.Status;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.message.Asker;
import org.layerlab.page.message.PhotoMessages;
import org.layerlab.page.message.RunMessages;
import org.layerlab.page.parts.VerdictPanel;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.core.JSString;
import org.teavm.jso.file.File;
import org.teavm.jso.typedarrays.Int8Array;

/**
 * The photo page: a model that judges, a training, what a network learned, a data set to look through. The judging
 * network lives in one worker, the one that trains in another, so that neither waits for the other; all parts of the
 * page show whichever of the two is chosen.
 */
public final class PhotosPage {
    /** Networks of more parameters show their weights only when the training pauses. */
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
    private final MapsPanel maps;
    /** Asks the network that judges. */
    private final Asker network;

    private final ComparePanel compare;
    private final ModelChoice models = new ModelChoice(new Model());
    private final DataSetChoice dataSets;
    private final ArrivedModel arrived;
    private PhotoWorker current;
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
        learned = new LearnedPanel(network, new Learned());
        many = new ManyPhotos(this::judgeNow);
        training = new PhotoTraining(status, panels, new Trained());
        gallery = new Gallery(status, new Shown());
        dataSets = new DataSetChoice(training, gallery);
        verdict.also(photo -> {
            explanation.ask(photo, current.labels("train") != null);
            maps.ask(photo);
            compare.photo(verdict.photo());
        });
        verdict.many(this::takeMany);
        camera = new Camera(status, verdict::take);
        arrived = new ArrivedModel(status, models, training, new ClassesPanel(new Classes()));
    }

    /** Photos in a folder are judged, unless their names say what they show: those are there to learn from. */
    private void takeMany(JSArray<File> files, JSArray<JSString> paths, boolean folder) {
        if (folder && DataSetChoice.areLabeled(paths)) {
            training.takeOwn(files, paths);
            Dom.scrollTo(Dom.byId("train-form"));
        } else {
            many.take(files, current);
        }
    }

    private void judgeNow(byte[] bgr) {
        verdict.take(bgr);
        Dom.scrollTo(Dom.byId("verdict-card"));
    }

    /** Loads models and data sets. */
    public void start() {
        Dom.on("near-load", "click", event -> look("near-note"));
        Dom.on("measure", "click", event -> look("learned-note"));
        Http.getText("/api/models?limit=100", this::listModels, this::failed);
        Http.getText("/api/datasets", this::listDataSets, this::failed);
    }

    private void failed(String why) {
        status.say(why);
        status.state("failed");
    }

    private void listModels(String text) {
        if (!models.list(ModelList.of(text))) {
            status.state("ready");
        }
        arrived.followLink();
    }

    private void listDataSets(String text) {
        dataSets.list(DataSetInfo.list(text));
        if (models.isEmpty()) {
            status.state("ready");
        }
    }

    private void judgeBy(PhotoWorker worker) {
        current = worker;
        network.turnTo(worker.link());
        verdict.noModel();
        calibrated(worker);
        verdict.judgeAgain(worker.preparation());
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

    private void calibrated(PhotoWorker from) {
        if (from != current) {
            return;
        }
        Calibration known = from.calibration();
        verdict.calibrated(known);
        Dom.text("model-unsure", CalibrationText.threshold(known));
        Dom.text("calibration-note", CalibrationText.note(known));
        Dom.setStyle(Dom.byId("probability-bar"), "--unsure", String.valueOf(CalibrationText.band(known)));
    }

    /** Loads photos for a network that was not trained here: those it is measured on, and some to look through. */
    private void look(String noteId) {
        DataSetInfo info = dataSets.shown();
        if (info == null || current != judge) {
            return;
        }
        if (info.isOwn()) {
            Dom.text(noteId, Texts.of("Choose one of the server’s data sets for this."));
            return;
        }
        Dom.text(noteId, Texts.of("Loading the photos …"));
        lookedAt = info.name();
        judge.send(PhotoMessages.look(DataSetChoice.toLookThrough(info).json().toString()));
    }

    /** Which network judges. */
    private final class Model implements ModelChoice.Chosen {
        @Override
        public void coming() {
            current = judge;
            network.turnTo(judge.link());
            verdict.noModel();
        }

        @Override
        public void came(Int8Array parameters) {
            judge.send(RunMessages.open(parameters));
        }

        @Override
        public void trainedHere() {
            Dom.text("model-accuracy", Dom.byId("test-accuracy").getInnerText());
            Dom.text("model-layers", training.layers());
            judgeBy(training.worker());
        }

        @Override
        public void waiting(String why) {
            status.say(why);
        }

        @Override
        public void failed(String why) {
            PhotosPage.this.failed(why);
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
            gallery.showCell(current, loadedName(), label, right);
            Dom.scrollTo(Dom.byId("gallery-card"));
        }
    }

    /** What is chosen in the gallery. */
    private final class Shown implements Gallery.Chosen {
        @Override
        public void file(File file) {
            verdict.take(file);
            Dom.scrollTo(Dom.byId("verdict-card"));
        }

        @Override
        public void pixels(byte[] bgr) {
            judgeNow(bgr);
        }

        @Override
        public boolean measurable() {
            return current == judge && models.isSaved();
        }

        @Override
        public void measure() {
            look("gallery-note");
        }
    }

    /** What a person's own classes need of the page. */
    private final class Classes implements ClassesPanel.Page {
        @Override
        public String base() {
            return models.saved();
        }

        @Override
        public PhotoPreparation preparation() {
            return judge.preparation();
        }

        @Override
        public void camera(Camera.Taker taker) {
            camera.open(taker);
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
            try {
                ModelCard card = ModelCard.parse(ready.getCard());
                judge.preparation(card.preparation());
                judge.calibration(card.calibration().orElse(null));
            } catch (ParameterFileException e) {
                judge.calibration(null);
            }
            if (current == judge) {
                judgeBy(judge);
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

    /** How the training in this tab is doing. */
    private final class Trained implements PhotoTraining.Heard {
        @Override
        public void begun() {
            // Who pressed Train wants to see what it learns.
            models.chooseTrained();
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
                verdict.judgeAgain(current.preparation());
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
