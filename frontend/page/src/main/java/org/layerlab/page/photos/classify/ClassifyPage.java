package org.layerlab.page.photos.classify;

import com.eclipsesource.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Http;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Status;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.files.PhotoHandoff;
import org.layerlab.page.files.ShownPhoto;
import org.layerlab.page.message.PhotoMessages;
import org.layerlab.page.message.RunMessages;
import org.layerlab.page.photos.Camera;
import org.layerlab.page.photos.DataSetInfo;
import org.layerlab.page.photos.JudgePanel;
import org.layerlab.page.photos.ModelChoice;
import org.layerlab.page.photos.ModelList;
import org.layerlab.page.photos.NearNote;
import org.layerlab.page.photos.PhotoWorker;
import org.teavm.jso.typedarrays.Int8Array;

/** The page that says whether a photo shows a cat or a dog, and why. */
public final class ClassifyPage {
    private final Status status;
    private final PhotoWorker judge = new PhotoWorker(new Panels(), new Judge());
    private final JudgePanel judging;
    private final ComparePanel compare;
    private final ManyPhotos many;
    private final ModelChoice models = new ModelChoice(new Model());
    private final ArrivedModel arrived;
    private final Samples samples;
    /** Whose pictures are searched for similar ones. */
    private @Nullable DataSetInfo pictures;
    /** The photo from before the many that are shown: its verdict would look like one of theirs. */
    private @Nullable ShownPhoto beforeMany;
    /** Whether the judge has a network. */
    private boolean judges;

    /** The parts of the page. */
    public ClassifyPage(Status status) {
        this.status = status;
        compare = new ComparePanel(status);
        judging = new JudgePanel(status, judge, this::asked);
        many = new ManyPhotos(bgr -> {
            judging.verdict().take(bgr);
            Dom.scrollTo(Dom.byId("verdict-card"));
        });
        judging.verdict().many((files, paths, folder) -> {
            if (files.getLength() == 1
                    && files.get(0).getName().toLowerCase(Locale.ROOT).endsWith(".zip")) {
                status.say(Texts.of("A ZIP is for training. Open Train and drop it there."));
            } else {
                status.clear();
                beforeMany = judging.verdict().photo();
                Dom.show("verdict-card", false);
                many.take(files, judge, judges);
            }
        });
        Dom.on("many-close", "click", event -> {
            beforeMany = null;
            Dom.show("verdict-card", judging.verdict().photo() != null);
        });
        Camera camera = new Camera(status);
        Dom.on("camera-open", "click", event -> camera.live(new LiveVerdict(judging), judging.verdict()::take));
        samples = new Samples(judging.verdict());
        arrived = new ArrivedModel(status, models);
    }

    private void asked(byte @Nullable [] photo) {
        ShownPhoto shown = judging.verdict().photo();
        boolean shows = photo != null && shown != beforeMany;
        Dom.show("verdict-card", shows);
        if (shows) {
            Dom.scrollBackTo(Dom.byId("verdict-card"));
        }
        compare.photo(shown);
    }

    /** Loads models and data sets. */
    public void start() {
        Dom.on("near-load", "click", event -> look());
        Dom.on("look-inside", "click", event -> {
            ShownPhoto shown = judging.verdict().photo();
            if (shown != null) {
                PhotoHandoff.leave(shown.pixels());
            }
        });
        Http.getText("/api/models?limit=100&kind=photos", this::listModels, this::failed);
        Http.getText("/api/datasets", this::listDataSets, this::failed);
    }

    private void failed(String why) {
        status.say(why);
        status.state("failed");
    }

    /** A network did not come: the one before judges on, if there is one. */
    private boolean judgesOn(String why) {
        boolean before = models.goBack();
        if (before) {
            judging.judgeBy(judge);
            status.say(why);
        }
        return before;
    }

    private void listModels(String text) {
        ModelList list = ModelList.of(text);
        compare.list(list);
        if (!models.list(list)) {
            status.state("ready");
        }
        arrived.followLink();
    }

    private void listDataSets(String text) {
        List<DataSetInfo> all = DataSetInfo.list(text);
        samples.show(all);
        DataSetInfo info = DataSetInfo.preferred(all);
        pictures = info;
        if (info != null) {
            Dom.text(
                    "near-load",
                    Texts.of(
                            "Search {0} pictures of “{1}”",
                            NumberFormat.grouped(info.searched()), Texts.said(info.name())));
        }
    }

    /** Loads pictures to search. */
    private void look() {
        DataSetInfo info = pictures;
        if (info != null) {
            NearNote.say(Texts.of("Loading the photos …"));
            judge.send(PhotoMessages.look(info.toLookThrough().json().toString()));
        }
    }

    /** Which network judges. */
    private final class Model implements ModelChoice.Chosen {
        @Override
        public void coming(JsonObject model) {
            judging.await(judge);
            ModelFacts.show(model);
        }

        @Override
        public void arriving(Supplier<String> text) {
            Dom.text("model-arriving", text.get());
        }

        @Override
        public void came(Int8Array parameters) {
            arriving(() -> "");
            status.arrived();
            judge.send(RunMessages.open(parameters));
        }

        @Override
        public void waiting(String why) {
            status.waiting(why);
        }

        @Override
        public void failed(String why) {
            arriving(() -> "");
            if (!judgesOn(why)) {
                ClassifyPage.this.failed(why);
            }
        }
    }

    /** What the worker tells of its photos and its network. */
    private final class Panels implements PhotoWorker.Panels {
        @Override
        public void loaded(PhotoWorker from) {
            judging.loaded(from);
        }

        @Override
        public void measured(PhotoWorker from) {
            // Nothing is measured here.
        }

        @Override
        public void calibrated(PhotoWorker from) {
            judging.calibrated(from);
            ModelFacts.calibrated(from.calibration());
        }
    }

    private final class Judge implements PhotoMessages.Listener {
        @Override
        public void ready(RunMessages.Ready ready) {
            judge.opened(ready);
            ModelFacts.opened(ready.getCard());
            judging.judgeBy(judge);
            many.judge(judge);
            judges = true;
            models.opened();
            status.state("ready");
        }

        @Override
        public void loading(PhotoMessages.Loading loading) {
            NearNote.pass(Texts.said(loading.getText()));
        }

        @Override
        public void failed(String why) {
            if (!judges) {
                ClassifyPage.this.failed(why);
                return;
            }
            if (models.isOpening()) {
                judgesOn(why);
                return;
            }
            // Photos to search did not come, but the network is there and judges on.
            status.say(why);
            NearNote.say("");
        }
    }
}
