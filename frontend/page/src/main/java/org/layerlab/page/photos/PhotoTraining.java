package org.layerlab.page.photos;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.PhotoInput;
import org.layerlab.page.browser.CostChart;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Frames;
import org.layerlab.page.browser.Http;
import org.layerlab.page.browser.Numbers;
import org.layerlab.page.browser.Status;
import org.layerlab.page.models.SaveDialog;
import org.layerlab.page.play.PlaySettings;
import org.layerlab.page.worker.Messages;
import org.layerlab.page.worker.WorkerLink;
import org.teavm.jso.typedarrays.Int8Array;

/** Training on a data set in this tab: loads the examples, steers the worker, shows how it goes. */
final class PhotoTraining implements WorkerLink.Listener {
    private static final int FEW_PHOTOS = 3000;
    private static final List<String> FIELDS =
            List.of("train-dataset", "train-layers", "train-learning-rate", "train-epochs", "train-batch");

    /** Hears a photo's probability. */
    interface Probability {
        void probability(double dog, int token);
    }

    private enum Phase {
        IDLE,
        LOADING,
        RUNNING,
        PAUSED,
        DONE
    }

    private final Status status;
    private final Runnable offered;
    private final Runnable trained;
    private final Consumer<String> measured;
    private final Probability probability;
    private final WorkerLink worker = new WorkerLink(this);
    private final CostChart chart = new CostChart("cost-chart");
    private final Frames frames = new Frames(this::frame);
    private final SaveDialog saveDialog = new SaveDialog(this::suggestedName, name -> request(name));
    private final Map<String, DataSetInfo> dataSets = new HashMap<>();

    private final Set<String> chosenByHand = new HashSet<>();
    private Phase phase = Phase.IDLE;
    private @Nullable DataSetInfo dataSet;
    private @Nullable PhotoSettings settings;
    private @Nullable Int8Array testLabels;
    private int trainCount;
    private int loading;
    private Messages.@Nullable Snapshot pending;

    /**
     * The training card of the page.
     *
     * @param offered is told when a network trained here can be asked
     * @param trained is told when its training is done
     * @param measured hears that network's accuracy on the test photos, as text
     * @param probability hears what that network says of a photo
     */
    PhotoTraining(
            Status status, Runnable offered, Runnable trained, Consumer<String> measured, Probability probability) {
        this.status = status;
        this.offered = offered;
        this.trained = trained;
        this.measured = measured;
        this.probability = probability;
        Dom.on("train-form", "submit", event -> {
            event.preventDefault();
            press();
        });
        Dom.on("stop", "click", event -> stop());
        for (String id : List.of("train-batch", "train-epochs")) {
            Dom.on(id, "input", event -> chosenByHand.add(id));
        }
    }

    void add(DataSetInfo info) {
        dataSets.put(info.id(), info);
    }

    @Nullable
    DataSetInfo choose(String id) {
        dataSet = dataSets.get(id);
        if (dataSet != null) {
            // Few photos need more, smaller steps.
            boolean few = dataSet.train() < FEW_PHOTOS;
            propose("train-batch", few ? "32" : "128");
            propose("train-epochs", few ? "20" : "30");
        }
        Dom.enable("train", dataSet != null);
        if (phase == Phase.IDLE && dataSet != null) {
            Dom.text("confusion-count", Numbers.grouped(dataSet.test()));
        }
        return dataSet;
    }

    private void propose(String id, String value) {
        if (!chosenByHand.contains(id)) {
            Dom.input(id).setValue(value);
        }
    }

    WorkerLink link() {
        return worker;
    }

    String layers() {
        return settings == null ? "–" : settings.architecture().toString().replace(", ", " · ");
    }

    /** The one button: begins, pauses, goes on. */
    private void press() {
        switch (phase) {
            case IDLE, DONE -> begin();
            case LOADING -> {
                // Stop ends the loading.
            }
            case RUNNING -> worker.send(Messages.command("pause"));
            case PAUSED -> worker.send(Messages.command("play"));
        }
    }

    private void begin() {
        DataSetInfo chosen = dataSet;
        if (chosen == null) {
            return;
        }
        try {
            String hidden = PlaySettings.commas(Dom.input("train-layers").getValue());
            settings = PhotoSettings.of(
                    chosen.id(),
                    PhotoInput.FEATURES + "," + hidden + (hidden.isEmpty() ? "1" : ",1"),
                    Dom.input("train-learning-rate").getValue(),
                    Dom.input("train-epochs").getValue(),
                    Dom.input("train-batch").getValue(),
                    PhotoSettings.Recipe.BEST);
        } catch (IllegalArgumentException e) {
            status.say(e.getMessage() + ".");
            return;
        }
        status.clear();
        chart.clear();
        saveDialog.enable(false);
        set(Phase.LOADING);
        loading++;
        int mine = loading;
        Dom.text("train-status", "Loading the photos …");
        examples(chosen, "train", mine, train -> examples(chosen, "test", mine, test -> run(train, test)));
    }

    private interface Loaded {
        void loaded(ExamplesFile file);
    }

    private void examples(DataSetInfo from, String split, int mine, Loaded loaded) {
        Http.getBytes(
                "/api/datasets/" + from.id() + "/" + split + "/examples",
                (received, total) -> {
                    if (mine == loading && phase == Phase.LOADING) {
                        Dom.text(
                                "train-status",
                                "Loading: " + Numbers.decimals(received / 1e6, 1) + " MB"
                                        + (total > 0 ? " of " + Numbers.decimals(total / 1e6, 1) : ""));
                        if (total > 0) {
                            Dom.progress(Dom.byId("train-progress"), received, total);
                        }
                    }
                },
                why -> Dom.text("train-status", why),
                bytes -> {
                    if (mine == loading && phase == Phase.LOADING) {
                        try {
                            loaded.loaded(ExamplesFile.read(bytes));
                        } catch (IllegalArgumentException e) {
                            failed(String.valueOf(e.getMessage()));
                        }
                    }
                },
                why -> {
                    if (mine == loading) {
                        failed(why);
                    }
                });
    }

    private void run(ExamplesFile train, ExamplesFile test) {
        PhotoSettings chosen = settings;
        if (chosen == null) {
            return;
        }
        testLabels = test.Y();
        trainCount = train.Y().getLength();
        Dom.text("confusion-count", Numbers.grouped(testLabels.getLength()));
        Dom.text("train-status", "");
        worker.send(Messages.photos(chosen.toJson(), train.X(), train.Y(), test.X(), test.Y()));
        worker.send(Messages.command("play"));
    }

    private void stop() {
        loading++;
        worker.send(Messages.command("pause"));
        set(Phase.IDLE);
        Dom.text("train-status", "Stopped.");
    }

    private void request(String name) {
        worker.send(Messages.save(name));
    }

    private String suggestedName() {
        return (dataSet == null ? "Photos" : dataSet.name()) + ", " + layers().replace(" ", "");
    }

    @Override
    public void ready(Messages.Ready ready) {
        set(Phase.RUNNING);
        Dom.text("train-status", "The first photos are on their way …");
        saveDialog.enable(true);
        offered.run();
    }

    @Override
    public void snapshot(Messages.Snapshot snapshot) {
        double[] costs = snapshot.getCosts().copyToJavaArray();
        for (int i = 0; i < costs.length; i += 2) {
            chart.add(costs[i], costs[i + 1]);
        }
        pending = snapshot;
        if (snapshot.isRunning()) {
            frames.ask();
        } else {
            frames.now();
        }
    }

    private void frame() {
        Messages.Snapshot snapshot = pending;
        PhotoSettings chosen = settings;
        if (snapshot == null || chosen == null) {
            return;
        }
        pending = null;
        int perEpoch = (trainCount + chosen.batchSize() - 1) / chosen.batchSize();
        int iterations = chosen.hyperparameters(trainCount).iterations();
        int iteration = snapshot.getIteration();
        Dom.progress(Dom.byId("train-progress"), iteration, iterations);
        Dom.text(
                "train-epoch",
                Numbers.grouped(Math.min(
                                chosen.epochs(), iteration / Math.max(1, perEpoch) + (snapshot.isDone() ? 0 : 1)))
                        + " of " + Numbers.grouped(chosen.epochs()));
        double perSecond = snapshot.getPerSecond();
        Dom.text(
                "train-speed",
                perSecond > 0
                        ? Numbers.grouped(Math.round(perSecond * Math.min(trainCount, chosen.batchSize())))
                                + " photos a second"
                        : "–");
        Dom.text("train-left", perSecond > 0 ? Numbers.duration((iterations - iteration) / perSecond) : "–");
        Dom.text("train-cost", iteration == 0 ? "–" : Numbers.decimals(snapshot.getCost(), 6));
        Dom.text("train-accuracy", Numbers.percent(snapshot.getTrain()) + "\u00a0%");
        String test = Numbers.percent(snapshot.getTest()) + "\u00a0%";
        Dom.text("test-accuracy", test);
        measured.accept(test);
        if (iteration > 0) {
            chart.draw();
        }
        if (phase == Phase.RUNNING && iteration > 0) {
            Dom.text("train-status", "");
        }
        if (phase != Phase.IDLE && phase != Phase.LOADING && phase != Phase.DONE) {
            set(snapshot.isRunning() ? Phase.RUNNING : snapshot.isDone() ? Phase.DONE : Phase.PAUSED);
            if (phase == Phase.DONE) {
                Dom.text("train-status", "Done: it judges your photos now.");
                trained.run();
            }
        }
    }

    @Override
    public void tested(double[] probabilities) {
        Int8Array labels = testLabels;
        if (labels == null || labels.getLength() != probabilities.length) {
            return;
        }
        int[] counts = new int[4];
        for (int i = 0; i < probabilities.length; i++) {
            counts[2 * labels.get(i) + (probabilities[i] > 0.5 ? 1 : 0)]++;
        }
        String[] cells = {"cat-cat", "cat-dog", "dog-cat", "dog-dog"};
        for (int i = 0; i < cells.length; i++) {
            Dom.text(cells[i], Numbers.grouped(counts[i]));
        }
    }

    @Override
    public void probability(double dog, int token) {
        probability.probability(dog, token);
    }

    @Override
    public void file(Int8Array bytes) {
        saveDialog.file(bytes);
    }

    @Override
    public void failed(String why) {
        if (saveDialog.open()) {
            saveDialog.failed(why);
            return;
        }
        set(Phase.IDLE);
        Dom.text("train-status", "");
        status.say(why);
    }

    private void set(Phase next) {
        phase = next;
        Dom.text(
                "train",
                switch (next) {
                    case IDLE -> "Train";
                    case LOADING -> "Loading …";
                    case RUNNING -> "Pause";
                    case PAUSED -> "Go on";
                    case DONE -> "Train anew";
                });
        Dom.enable("train", next != Phase.LOADING && dataSet != null);
        // A run keeps the settings it began with, so they cannot be changed under it.
        for (String id : FIELDS) {
            Dom.enable(id, next == Phase.IDLE || next == Phase.DONE);
        }
        Dom.show("stop", next == Phase.LOADING || next == Phase.RUNNING || next == Phase.PAUSED);
        status.state(next == Phase.RUNNING || next == Phase.LOADING ? "training" : "ready");
        if (next == Phase.PAUSED) {
            Dom.text("train-status", "Paused.");
        }
    }
}
