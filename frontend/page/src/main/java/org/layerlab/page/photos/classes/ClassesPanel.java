package org.layerlab.page.photos.classes;

import static org.layerlab.page.photos.classes.TrainingStatus.tell;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.verdict.ConfusionMatrix;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Http;
import org.layerlab.page.browser.KeptBytes;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Status;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.message.AnswersJson;
import org.layerlab.page.message.Asker;
import org.layerlab.page.message.ClassMessages;
import org.layerlab.page.message.EngineChoice;
import org.layerlab.page.message.PhotoMessages;
import org.layerlab.page.message.RunMessages;
import org.layerlab.page.message.WorkerLink;
import org.layerlab.page.photos.Camera;
import org.layerlab.page.photos.NetworkDownload;
import org.layerlab.page.settings.ModelDescription;
import org.teavm.jso.browser.Window;
import org.teavm.jso.typedarrays.Int8Array;

/**
 * Classes of the user's own: photos in named columns, a training of the last layer in seconds, a verdict over the
 * classes, and the network to keep or to share.
 */
final class ClassesPanel implements PhotoMessages.Listener {
    /** Pixels; from this width on, Try it is beside the classes, as in style.css. */
    private static final int BESIDE = 1000;

    private final Status status;
    /** The id of the saved network whose layers look at the photos; empty where there is none. */
    private String base = "";

    private final ClassColumns columns;
    private List<String> names = List.of();
    /** Of the photos of the last training, see {@link ClassMarks}. */
    private String marks = "";

    /** Which classes the last training left out; empty where it had all. */
    private String leftOut = "";

    private final Asker classes = new Asker(this::gaveUp);
    private final ClassResult result;
    private final WorkerLink worker = PhotoMessages.start(this);
    private final NetworkOpener opening = new NetworkOpener();
    private @Nullable Consumer<String> whenRefused;
    /** How the network in the worker takes photos. */
    private PhotoPreparation preparation = PhotoPreparation.TUTORIAL;

    private final TrainingStatus training = new TrainingStatus();
    /** Whether the network of an earlier training is on its way back into the worker. */
    private boolean restoring;

    ClassesPanel(Status status) {
        this.status = status;
        Camera camera = new Camera(status);
        columns = new ClassColumns(status, camera, () -> preparation, this::changed);
        classes.turnTo(worker);
        result = new ClassResult(status, camera, classes, () -> preparation, this::discarded);
        Dom.on("class-train", "click", event -> train());
        Dom.on("class-stop", "click", event -> stop());
        changed();
    }

    /**
     * Shows the classes of the last visit, or two empty ones, and the network that was trained on them; keeps them from
     * now on.
     *
     * @param done runs where no network was kept
     */
    void takeBack(Runnable done) {
        columns.takeBack(() -> EarlierNetwork.find(
                status,
                columns.keeps(),
                (kept, file) -> {
                    if (result.file() != null || result.isShown() || opening.awaitsFile()) {
                        // Another one was trained or opened meanwhile.
                        return;
                    }
                    trained(kept, file);
                    result.hide();
                    if (training.isOn()) {
                        return;
                    }
                    whenRefused = why -> {
                        result.forget();
                        EarlierNetwork.notOpened(status, why);
                        done.run();
                    };
                    restore(file);
                },
                done));
    }

    /** The classes of the last visit, or those of a link, will not come. */
    void openClasses() {
        columns.open();
    }

    private void trained(KeptNetwork about, Int8Array file) {
        result.trained(about, file);
        compare();
    }

    /** The network that was trained is not wanted any more. */
    private void discarded() {
        // What is kept may be another tab's.
        if (columns.keeps()) {
            KeptBytes.remove(KeptNetwork.KEY);
        }
        changed();
    }

    /** Compares the photos with those of the network, unless some are still being read. */
    private void compare() {
        if (!columns.isTaking()) {
            result.compare(columns.marks(), called(columns.filled()));
        }
    }

    /** Other photos or classes are there; while a training is on its way, its status stays. */
    private void changed() {
        columns.show();
        compare();
        if (training.isOn()) {
            return;
        }
        int filled = columns.filled().size();
        boolean taking = columns.isTaking();
        // Those that are still being read would not be learned.
        Dom.enable("class-train", filled >= 2 && !taking);
        if (taking) {
            tell(Texts.of("Reading photos …"));
            return;
        }
        String without = columns.leftOut();
        tell(
                filled >= 2
                        ? Texts.of("{0} photos in {1} classes", NumberFormat.grouped(columns.total()), filled)
                                + (without.isEmpty() ? "" : ". " + without)
                        : Texts.of("Give at least two classes photos: ten each is a start, a hundred is good."));
    }

    // ---- training ----

    private void train() {
        List<ClassColumn> filled = columns.filled();
        List<String> called = called(filled);
        String twice = ClassNames.twice(called);
        if (!twice.isEmpty()) {
            tell(Texts.of("Two classes are named “{0}”: rename one of them.", twice));
            return;
        }
        names = called;
        leftOut = columns.leftOut();
        restoring = false;
        Dom.enable("class-train", false);
        result.hide();
        status.clear();
        // An answer to the last training would be taken for this one's.
        classes.forget(ClassMessages.TRAIN);
        int mine = training.begin();
        open(() -> {
            marks = ClassColumns.marks(filled);
            new ClassPhotos(filled, preparation)
                    .prepare(
                            (photos, labels) -> {
                                if (training.isOn(mine)) {
                                    send(photos, labels);
                                }
                            },
                            this::gaveUp);
        });
    }

    private List<String> called(List<ClassColumn> some) {
        List<String> called = new ArrayList<>();
        for (ClassColumn column : some) {
            called.add(columns.called(column));
        }
        return called;
    }

    private void send(byte[] photos, byte[] labels) {
        JsonArray json = new JsonArray();
        names.forEach(json::add);
        classes.ask(ClassMessages.train(json.toString(), photos, labels), summary -> classTrained(summary.getText()));
    }

    private void stop() {
        worker.send(ClassMessages.stop());
        classes.forget(ClassMessages.TRAIN);
        gaveUp(Texts.of("Stopped."));
    }

    /** Starts from the network of that id from now on; empty where there is none. A training on its way ends. */
    void base(String id) {
        base = id;
        if (training.isOn()) {
            stop();
        }
        // What can be tried stays in the worker; the other network is opened when it is needed.
        if (!result.isShown() && !restoring && !opening.awaitsFile()) {
            // What was told of its download gives way to how many photos there are.
            open(this::changed);
        }
    }

    /** The same, but opens it only when it is needed: another network is there first. */
    void laterBase(String id) {
        base = id;
    }

    /** Has the worker open the network that the classes start from, where it has not yet. */
    private void open(Runnable then) {
        if (base.isEmpty()) {
            gaveUp(Texts.of("There is no network to start from."));
            return;
        }
        if (opening.whenOpen(base, then)) {
            return;
        }
        String wanted = base;
        int mine = opening.begin(wanted, then);
        NetworkDownload download = new NetworkDownload();
        Http.getBytes(
                "/api/models/" + wanted + "/parameters.safetensors",
                (received, total) -> {
                    if (opening.isNewest(mine)) {
                        training.arriving(download.told(received, total), received, total);
                    }
                },
                why -> {
                    if (opening.isNewest(mine)) {
                        tell(why);
                    }
                },
                bytes -> {
                    // Another one may be wanted meanwhile, or none.
                    if (opening.isNewest(mine)) {
                        opening.sent();
                        worker.send(RunMessages.open(bytes));
                    }
                },
                why -> {
                    if (opening.isNewest(mine)) {
                        gaveUp(why);
                    }
                });
    }

    @Override
    public void ready(RunMessages.Ready ready) {
        if (!opening.answered()) {
            return;
        }
        try {
            preparation = ModelCard.parse(ready.getCard()).preparation().plain().lookedAtOnce();
        } catch (ParameterFileException e) {
            gaveUp(String.valueOf(e.getMessage()));
            return;
        }
        status.state("ready");
        whenRefused = null;
        opening.opened();
    }

    @Override
    public void loading(PhotoMessages.Loading loading) {
        training.progress(loading);
    }

    @Override
    public void engine(EngineChoice choice) {
        training.engine(choice, status);
    }

    private void classTrained(String text) {
        JsonObject summary = Json.parse(text).asObject();
        training.end();
        changed();
        int photos = summary.getInt("photos", 0);
        ConfusionMatrix answers = AnswersJson.read(summary);
        String from = opening.id();
        classes.ask(
                ClassMessages.save(new ModelDescription(KeptNetwork.title(names), "", "", "", from).toJson()), file -> {
                    KeptNetwork about = new KeptNetwork(names, photos, answers, from, "", marks);
                    trained(about, file.getBytes());
                    // Not before: someone who reads that it is trained may try a photo at once.
                    training.trained(
                            photos,
                            columns.filled().size() >= 2
                                    ? leftOut
                                    : Texts.of("Give at least two classes photos to train again."));
                    if (Window.current().getInnerWidth() < BESIDE) {
                        Dom.scrollTo(Dom.byId("class-result"));
                    }
                    if (columns.keeps()) {
                        keep(about, file.getBytes());
                    }
                });
    }

    /** Keeps the network that was trained at once, and then with the digest of the one that it started from. */
    private void keep(KeptNetwork about, Int8Array file) {
        result.keep(about, file);
        EarlierNetwork.digest(about.base(), digest -> {
            if (!digest.isEmpty() && result.file() == file) {
                result.keep(about.from(digest), file);
            }
        });
    }

    /** Takes a network of somebody's own classes, which then judges, and leads to the place where it does. */
    void bring(Int8Array file, List<String> classes) {
        columns.nameAll(classes);
        openFile(file, () -> judges(classes));
    }

    /** Takes one that a person opened. A training on its way ends, and the network that was trained stays kept. */
    void open(Int8Array file, List<String> classes) {
        if (training.isOn()) {
            stop();
        }
        restoring = false;
        whenRefused = null;
        openFile(file, () -> judges(classes));
    }

    private void judges(List<String> classes) {
        tell(Texts.of("This network knows {0}. Choose “Try a photo” to ask it.", String.join(", ", classes)));
        result.brought(classes);
    }

    /** Has the worker open a whole network of own classes. */
    private void openFile(Int8Array file, Runnable then) {
        opening.begin("", then);
        opening.sent();
        worker.send(RunMessages.open(file));
    }

    @Override
    public void failed(String why) {
        boolean late = opening.isLate();
        opening.answered();
        if (late) {
            // It is of an older network: the newest is still on its way.
            tell(why);
        } else {
            gaveUp(why);
        }
    }

    /** What was under way comes to nothing. */
    private void gaveUp(String why) {
        Consumer<String> refused = whenRefused;
        boolean wasRestoring = restoring;
        opening.drop();
        whenRefused = null;
        restoring = false;
        if (refused != null && !training.isOn()) {
            refused.accept(why);
            return;
        }
        training.end();
        changed();
        tell(why);
        Int8Array earlier = result.file();
        if (!wasRestoring && earlier != null) {
            // The network that was there before is still good.
            restore(earlier);
        }
    }

    /** Has the worker open the network that was trained, and shows it again. */
    private void restore(Int8Array file) {
        restoring = true;
        openFile(file, () -> {
            restoring = false;
            result.showAgain();
        });
    }
}
