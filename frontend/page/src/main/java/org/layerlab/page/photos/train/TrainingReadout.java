package org.layerlab.page.photos.train;

import org.jspecify.annotations.Nullable;
import org.layerlab.network.photo.PhotoRecipe;
import org.layerlab.page.browser.Clock;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Frames;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Status;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.message.EngineChoice;
import org.layerlab.page.message.PhotoMessages;
import org.layerlab.page.message.RunMessages;
import org.layerlab.page.parts.AccuracyText;
import org.layerlab.page.photos.EngineNote;

/** The figures and curves of a training, drawn at most once a frame. */
final class TrainingReadout {
    /** Hears what was drawn. */
    interface Drawn {
        /**
         * A moment of the run is shown.
         *
         * @param iterations how many the run has
         */
        void drawn(RunMessages.Snapshot snapshot, int iterations);
    }

    private final Drawn drawn;
    private final Frames frames = new Frames(this::frame);
    private final RecentRate rate = new RecentRate();
    private @Nullable TrainingCharts charts;
    private @Nullable PhotoRecipe recipe;
    private RunMessages.@Nullable Snapshot pending;
    private int photos;
    private int testPhotos;
    private double train = Double.NaN;
    private double test = Double.NaN;
    /** The iteration that these two were measured at. */
    private int measuredAt;
    /** The last cost on the curve. */
    private double charted = Double.NaN;

    private PhotoMessages.@Nullable Validated validated;

    TrainingReadout(Drawn drawn) {
        this.drawn = drawn;
    }

    /** Clears what the last run showed. */
    void clear() {
        train = Double.NaN;
        test = Double.NaN;
        charted = Double.NaN;
        validated = null;
        Dom.text("train-best", "–");
        Dom.text("validation-accuracy", "–");
        EngineNote.clear();
    }

    /** Shows what computes the run's updates; what fails goes to the status. */
    void engine(EngineChoice choice, Status status) {
        EngineNote.show(choice, EngineNote.Work.UPDATES, status);
    }

    /**
     * Shows a run of this recipe from now on.
     *
     * @param ready runs once there are charts to draw on, or it is known that there are none
     */
    void begin(PhotoRecipe next, Runnable ready) {
        recipe = next;
        if (charts != null) {
            charts.clear();
            ready.run();
            return;
        }
        TrainingCharts.load(loaded -> {
            charts = loaded;
            ready.run();
        });
    }

    /** How many photos are loaded. */
    void photos(int train, int test) {
        photos = train;
        testPhotos = test;
    }

    /** Shows the progress bar empty. */
    static void empty() {
        Dom.progress(Dom.byId("train-progress"), 0, 1);
    }

    /** Shows how far the photos have come. */
    static void loading(PhotoMessages.Loading loading) {
        Dom.text("train-status", Texts.said(loading.getText()));
        if (loading.getTotal() > 0) {
            Dom.progress(Dom.byId("train-progress"), loading.getDone(), loading.getTotal());
        }
    }

    /** Takes what a resumed run was measured at before: iteration, training and test accuracy, iteration … */
    void measured(double[] accuracies) {
        for (int i = 0; i < accuracies.length && charts != null; i += 3) {
            charts.accuracy((int) accuracies[i], accuracies[i + 1], Double.NaN, accuracies[i + 2]);
        }
    }

    /** Shows the accuracy on the validation photos, and the best so far. */
    void validated(PhotoMessages.Validated next) {
        validated = next;
        if (charts != null) {
            charts.accuracy(next.getIteration(), Double.NaN, next.getAccuracy(), Double.NaN);
        }
        AccuracyText.write(Dom.byId("validation-accuracy"), next.getAccuracy(), next.getExamples());
        Dom.text(
                "train-best",
                Texts.of(
                        "{0}\u00a0% at {1}",
                        NumberFormat.percent(next.getBestAccuracy()), NumberFormat.grouped(next.getBest())));
    }

    /** Says which network the run kept; empty where it is the one of the snapshot's iteration. */
    String kept(RunMessages.Snapshot snapshot) {
        PhotoMessages.Validated last = validated;
        PhotoRecipe shown = recipe;
        return last == null || shown == null || measured(snapshot) == snapshot.getIteration()
                ? ""
                : TrainingProgress.kept(shown, photos, last.getBest(), last.getExamples());
    }

    /** The iteration that a snapshot's accuracies are of: at its end, a run has the parameters that did best. */
    private int measured(RunMessages.Snapshot snapshot) {
        PhotoMessages.Validated last = validated;
        return last == null || !snapshot.isDone() ? snapshot.getIteration() : last.getBest();
    }

    /** Takes a moment of the run; the last one is drawn in the next frame, one of a run that stands at once. */
    void snapshot(RunMessages.Snapshot snapshot) {
        double[] costs = snapshot.getCosts().copyToJavaArray();
        for (int i = 0; i < costs.length; i += 2) {
            charted = costs[i + 1];
            if (charts != null) {
                charts.cost(costs[i], charted);
            }
        }
        if (snapshot.getTrain() != train || snapshot.getTest() != test) {
            train = snapshot.getTrain();
            test = snapshot.getTest();
            measuredAt = measured(snapshot);
            if (charts != null) {
                charts.accuracy(measuredAt, train, Double.NaN, test);
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
        PhotoRecipe shown = recipe;
        if (snapshot == null || shown == null) {
            return;
        }
        pending = null;
        if (!snapshot.isRunning()) {
            rate.clear();
        }
        int iteration = snapshot.getIteration();
        TrainingProgress progress = TrainingProgress.of(shown, photos, iteration, snapshot.isDone(), rate.perSecond());
        int iterations = progress.iterations();
        Dom.progress(Dom.byId("train-progress"), snapshot.isDone() ? iterations : iteration, iterations);
        Dom.text("train-epoch-label", progress.unit());
        Dom.text("train-epoch", progress.position());
        Dom.text("train-speed", progress.speed());
        Dom.text("train-left", progress.timeLeft());
        // A restored run has made no update here whose cost it could tell, but it brings its curve.
        double cost = Double.isNaN(snapshot.getCost()) ? charted : snapshot.getCost();
        boolean costed = iteration > 0 && !Double.isNaN(cost);
        Dom.text("train-cost", costed ? NumberFormat.decimals(cost, 6) : "–");
        // Beside the first validation of a run, what its initial parameters were right on would look like a comparison.
        boolean initial = measuredAt == 0 && validated != null && snapshot.isRunning();
        AccuracyText.write(
                Dom.byId("train-accuracy"),
                initial ? Double.NaN : snapshot.getTrain(),
                Math.min(PhotoMessages.SAMPLE, TrainingProgress.learned(shown, photos)),
                true);
        AccuracyText.write(Dom.byId("test-accuracy"), initial ? Double.NaN : snapshot.getTest(), testPhotos);
        if (iteration > 0 && charts != null) {
            charts.draw();
        }
        drawn.drawn(snapshot, iterations);
    }
}
