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
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Http;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Status;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.message.Asker;
import org.layerlab.page.message.ClassMessages;
import org.layerlab.page.message.EngineChoice;
import org.layerlab.page.message.PhotoMessages;
import org.layerlab.page.message.RunMessages;
import org.layerlab.page.message.WorkerLink;
import org.layerlab.page.photos.Camera;
import org.layerlab.page.photos.EngineNote;
import org.layerlab.page.settings.ModelDescription;
import org.teavm.jso.file.File;
import org.teavm.jso.typedarrays.Int32Array;
import org.teavm.jso.typedarrays.Int8Array;

/**
 * Classes of the user's own: photos in named columns, a training of the last layer in seconds, a verdict over the
 * classes, and the network to keep or to share.
 */
final class ClassesPanel implements PhotoMessages.Listener {
    private static final int LEAST_CLASSES = 2;
    private static final int MOST_CLASSES = 10;
    private static final int MOST_PHOTOS = 4000;

    private final Status status;
    private final Camera camera;
    /** The id of the saved network whose last layer is taken off; empty where there is none. */
    private String base = "";

    private final List<ClassColumn> columns = new ArrayList<>();
    /** Whether this browser keeps the classes: not those of a network that somebody shared. */
    private boolean keeps;

    private int lastNumber;
    /** Whether it was said that photos cannot be kept. */
    private boolean refused;

    private List<String> names = List.of();
    private final Asker classes = new Asker(this::failed);
    private final ClassResult result;
    private final WorkerLink worker = PhotoMessages.start(this);
    private String openedBase = "";
    private @Nullable Runnable whenOpen;
    private @Nullable Consumer<String> whenRefused;
    /** How the network in the worker takes photos. */
    private PhotoPreparation preparation = PhotoPreparation.TUTORIAL;

    /** The class that was removed last, with photos to bring back. */
    private @Nullable ClassColumn removed;

    private final TrainingStatus training = new TrainingStatus();
    /** Whether the network of an earlier training is on its way back into the worker. */
    private boolean restoring;

    ClassesPanel(Status status) {
        this.status = status;
        camera = new Camera(status);
        classes.turnTo(worker);
        result = new ClassResult(status, camera, classes, () -> preparation, this::changed);
        Dom.on("class-add", "click", event -> {
            add("");
            changed();
        });
        Dom.on("class-back", "click", event -> bringBack());
        Dom.on("class-train", "click", event -> train());
        changed();
    }

    /**
     * Shows the classes of the last visit, or two empty ones, and the network that was trained on them; keeps them from
     * now on.
     *
     * @param done runs where no network was kept
     */
    void takeBack(Runnable done) {
        takeBackPhotos(() -> EarlierNetwork.find(
                status,
                (kept, file) -> {
                    openFile(file, () -> result.trained(kept, file));
                    whenRefused = why -> {
                        EarlierNetwork.discard(status, why);
                        done.run();
                    };
                },
                done));
    }

    private void takeBackPhotos(Runnable done) {
        KeptClasses.load(
                (name, files, numbers) -> {
                    for (int number : numbers.copyToJavaArray()) {
                        lastNumber = Math.max(lastNumber, number);
                    }
                    add(name).takeBack(files, numbers);
                },
                damaged -> {
                    while (columns.size() < LEAST_CLASSES) {
                        add("");
                    }
                    changed();
                    keeps = true;
                    if (damaged) {
                        status.say(Texts.of(
                                "The list of your classes was damaged, so all your photos are now in one class."));
                    }
                    done.run();
                });
    }

    private void photoNotKept(String why) {
        if (!refused) {
            refused = true;
            status.say(Texts.of("This browser cannot keep your photos across a reload: {0}.", why));
        }
    }

    private ClassColumn add(String name) {
        return place(new ClassColumn(name, new Columns()));
    }

    private ClassColumn place(ClassColumn column) {
        columns.add(column);
        Dom.byId("class-columns").appendChild(column.element());
        return column;
    }

    /** Keeps the names and which photos are whose. */
    private void keepList() {
        boolean taking = false;
        for (ClassColumn column : columns) {
            taking |= column.isTaking();
        }
        if (!keeps || taking) {
            return;
        }
        JsonArray list = new JsonArray();
        for (ClassColumn column : columns) {
            list.add(Json.object().add("name", column.title()).add("photos", Json.array(column.numbers())));
        }
        KeptClasses.list(list.toString());
    }

    private int total() {
        int total = 0;
        for (ClassColumn column : columns) {
            total += column.size();
        }
        return total;
    }

    private void bringBack() {
        ClassColumn column = removed;
        removed = null;
        if (column != null) {
            place(column).undo();
        }
    }

    private void changed() {
        keepList();
        TrainingStatus.end();
        Dom.show("class-back", removed != null && columns.size() < MOST_CLASSES);
        Dom.text("class-back", removed == null ? "" : Texts.of("Bring “{0}” back", removed.title()));
        Dom.enable("class-add", columns.size() < MOST_CLASSES);
        int filled = 0;
        for (ClassColumn column : columns) {
            filled += column.size() == 0 ? 0 : 1;
        }
        Dom.enable("class-train", filled >= 2);
        tell(
                filled >= 2
                        ? Texts.of("{0} photos in {1} classes", NumberFormat.grouped(total()), filled)
                        : Texts.of("Give at least two classes photos: ten each are a start, a hundred are good."));
    }

    // ---- training ----

    private void train() {
        List<ClassColumn> filled = new ArrayList<>();
        List<String> called = new ArrayList<>();
        for (ClassColumn column : columns) {
            if (column.size() > 0) {
                filled.add(column);
                String name = column.title();
                called.add(name.isEmpty() ? Texts.of("class {0}", filled.size()) : name);
            }
        }
        for (int i = 1; i < called.size(); i++) {
            if (called.subList(0, i).contains(called.get(i))) {
                tell(Texts.of("Two classes are named “{0}”: rename one of them.", called.get(i)));
                return;
            }
        }
        names = called;
        Dom.enable("class-train", false);
        result.hide();
        status.clear();
        training.begin();
        open(() -> new ClassPhotos(filled, preparation).prepare(this::send, this::failed));
    }

    private void send(byte[] photos, byte[] labels) {
        JsonArray json = new JsonArray();
        names.forEach(json::add);
        classes.ask(ClassMessages.train(json.toString(), photos, labels), summary -> classTrained(summary.getText()));
    }

    /** Starts from the network of that id from now on; empty where there is none. */
    void base(String id) {
        base = id;
        // What was told of its download gives way to how many photos there are.
        open(this::changed);
    }

    /** The same, but opens it only when it is needed: another network is there first. */
    void laterBase(String id) {
        base = id;
    }

    /** Has the worker open the network that the classes start from, where it has not yet. */
    private void open(Runnable then) {
        if (base.isEmpty()) {
            failed(Texts.of("There is no network to start from."));
            return;
        }
        if (base.equals(openedBase)) {
            then.run();
            return;
        }
        Http.getBytes(
                "/api/models/" + base + "/parameters.safetensors",
                (received, total) -> {},
                TrainingStatus::tell,
                bytes -> {
                    openedBase = base;
                    whenOpen = then;
                    worker.send(RunMessages.open(bytes));
                },
                this::failed);
    }

    @Override
    public void ready(RunMessages.Ready ready) {
        try {
            preparation = ModelCard.parse(ready.getCard()).preparation().plain();
        } catch (ParameterFileException e) {
            failed(String.valueOf(e.getMessage()));
            return;
        }
        status.state("ready");
        Runnable next = whenOpen;
        whenOpen = null;
        whenRefused = null;
        if (next != null) {
            next.run();
        }
    }

    @Override
    public void loading(PhotoMessages.Loading loading) {
        TrainingStatus.progress(loading);
    }

    @Override
    public void engine(EngineChoice choice) {
        EngineNote.show(choice, EngineNote.Work.PHOTOS, status);
    }

    private void classTrained(String text) {
        JsonObject summary = Json.parse(text).asObject();
        changed();
        double accuracy = summary.getDouble("accuracy", Double.NaN);
        training.trained(summary);
        String from = openedBase;
        classes.ask(
                ClassMessages.save(new ModelDescription(String.join(", ", names), "", "", "", from).toJson()), file -> {
                    KeptNetwork about = new KeptNetwork(names, summary.getInt("photos", 0), accuracy, from, "");
                    result.trained(about, file.getBytes());
                    if (keeps) {
                        EarlierNetwork.digest(from, digest -> result.keep(about.from(digest)));
                    }
                });
    }

    /** Takes a network of somebody's own classes, which then judges, and leads to the place where it does. */
    void bring(Int8Array file, List<String> classes) {
        openFile(file, () -> {
            if (total() == 0 && !classes.isEmpty() && classes.size() <= MOST_CLASSES) {
                columns.forEach(column -> column.element().delete());
                columns.clear();
                classes.forEach(this::add);
                changed();
            }
            tell(Texts.of("This network knows {0}. Choose “Try a photo” to ask it.", String.join(", ", classes)));
            result.brought(classes);
        });
    }

    /** Has the worker open a whole network of own classes. */
    private void openFile(Int8Array file, Runnable then) {
        openedBase = "";
        whenOpen = then;
        worker.send(RunMessages.open(file));
    }

    @Override
    public void failed(String why) {
        Consumer<String> refused = whenRefused;
        openedBase = "";
        whenOpen = null;
        whenRefused = null;
        if (refused != null) {
            refused.accept(why);
            return;
        }
        changed();
        tell(why);
        Int8Array earlier = result.file();
        if (restoring) {
            restoring = false;
        } else if (earlier != null) {
            // The network that was there before is still good.
            restoring = true;
            openFile(earlier, () -> {
                restoring = false;
                result.showAgain();
            });
        }
    }

    /** What the columns tell. */
    private final class Columns implements ClassColumn.Heard {
        @Override
        public void changed() {
            ClassesPanel.this.changed();
        }

        @Override
        public void refused(String why) {
            tell(why);
        }

        @Override
        public void camera(ClassColumn asking) {
            camera.gather(file -> asking.take(file));
        }

        @Override
        public void removed(ClassColumn gone) {
            columns.remove(gone);
            gone.element().delete();
            removed = gone.canUndo() ? gone : null;
            ClassesPanel.this.changed();
        }

        @Override
        public int room() {
            return MOST_PHOTOS - total();
        }

        @Override
        public PhotoPreparation preparation() {
            return preparation;
        }

        @Override
        public int keep(File file) {
            lastNumber++;
            if (keeps) {
                KeptClasses.put(lastNumber, file, ClassesPanel.this::photoNotKept);
            }
            return lastNumber;
        }

        @Override
        public void forget(int[] numbers) {
            if (keeps) {
                KeptClasses.remove(Int32Array.copyFromJavaArray(numbers));
            }
        }
    }
}
