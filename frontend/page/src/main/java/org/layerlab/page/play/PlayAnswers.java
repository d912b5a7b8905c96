package org.layerlab.page.play;

import org.layerlab.network.doctor.Diagnosis;
import org.layerlab.page.browser.Status;
import org.layerlab.page.message.PlayMessages;
import org.layerlab.page.message.RunMessages;
import org.layerlab.page.message.UnitMessages;
import org.layerlab.page.parts.ConfusionTable;
import org.layerlab.page.parts.SaveDialog;

/** Takes what the worker tells into the run and the parts that show it. What is of an earlier run goes nowhere. */
final class PlayAnswers implements PlayMessages.Listener {
    /** Saved runs that come and go. */
    interface Saved {
        /** Takes up the settings of a saved run that is ready. */
        void opened(RunMessages.Ready ready);

        /** The saved run that was asked for cannot be had. */
        void refused(String why);

        /** How the file of another program was read, before the next note; empty where there is nothing to say. */
        String told();

        /** The first figures of a saved run: at its end, it is given as many iterations again as it was set to. */
        void came();
    }

    /** What makes the run. */
    interface Course {
        /** A person has changed the run: this makes it again, as in a link; empty where no link holds it. */
        void told(String fragment);

        /** A change that a link told of was made. */
        void planned(int iteration, String settings);
    }

    private final PlayRun run;
    private final PlayView view;
    private final Status status;
    private final SaveDialog saveDialog;
    private final Saved saved;
    private final UndoButtons undo;
    private final Course course;

    PlayAnswers(
            PlayRun run,
            PlayView view,
            Status status,
            SaveDialog saveDialog,
            Saved saved,
            UndoButtons undo,
            Course course) {
        this.run = run;
        this.view = view;
        this.status = status;
        this.saveDialog = saveDialog;
        this.saved = saved;
        this.undo = undo;
        this.course = course;
    }

    @Override
    public void ready(RunMessages.Ready ready) {
        boolean fromFile = !ready.getCard().isEmpty();
        if (!run.made(fromFile)) {
            return;
        }
        view.leave();
        view.readout().clear();
        undo.cut(-1);
        if (run.ready(fromFile)) {
            saved.opened(ready);
        }
        view.ready(ready);
        saveDialog.enable(true);
    }

    @Override
    public void snapshot(RunMessages.Snapshot snapshot) {
        if (run.heard()) {
            view.readout()
                    .take(snapshot, snapshot.getIteration() == view.lesson().lastIteration());
        }
    }

    /** Shows the latest snapshot. */
    void frame() {
        RunMessages.Snapshot snapshot = view.readout().next();
        if (snapshot == null || !run.heard()) {
            return;
        }
        run.byHand(view.readout().isEditedAt(snapshot.getIteration()));
        run.moved(
                snapshot.getIteration(),
                snapshot.getFurthest(),
                snapshot.getCost(),
                snapshot.getTrain(),
                snapshot.getTest(),
                snapshot.isRunning(),
                snapshot.isDone());
        if (run.justOpened()) {
            saved.came();
        }
        view.moved(snapshot.getPerSecond());
    }

    @Override
    public void drawing(UnitMessages.Drawing drawing) {
        if (run.heard()) {
            view.network().drawing(drawing);
        }
    }

    @Override
    public void cut(int from) {
        view.readout().cut(from);
        undo.cut(from);
    }

    @Override
    public void stopped(String why) {
        if (run.heard()) {
            view.doctor().stopped(why);
            view.doctor().show(run.state());
        }
    }

    @Override
    public void diagnosis(Diagnosis diagnosis) {
        if (run.heard()) {
            view.doctor().found(diagnosis);
            view.doctor().show(run.state());
        }
    }

    @Override
    public void bayes(double optimum) {
        if (run.heard()) {
            view.readout().noiseLimit(optimum);
            view.doctor().noiseLimit(optimum);
            view.doctor().show(run.state());
        }
    }

    @Override
    public void sought(int iteration) {
        view.time().sought(iteration);
    }

    @Override
    public void fresh(double accuracy) {
        if (run.heard()) {
            view.readout().fresh(accuracy);
        }
    }

    @Override
    public void measured(int iteration, double testCost, double train, double test) {
        if (run.heard()) {
            view.readout().measured(iteration, testCost, train, test);
        }
    }

    @Override
    public void adjusted(int iteration) {
        if (run.heard()) {
            view.readout().changed(iteration);
        }
    }

    @Override
    public void course(String fragment) {
        if (run.heard()) {
            course.told(fragment);
        }
    }

    @Override
    public void planned(int iteration, String settings) {
        if (run.heard()) {
            course.planned(iteration, settings);
        }
    }

    @Override
    public void confusion(double[] counts) {
        if (run.heard()) {
            ConfusionTable.show(counts, String::valueOf);
        }
    }

    @Override
    public void gradient(double length) {
        if (run.heard()) {
            view.readout().gradient(length);
        }
    }

    @Override
    public void note(String text) {
        status.note(saved.told() + text);
    }

    @Override
    public void failed(String why) {
        view.readout().refused();
        if (run.failed()) {
            saved.refused(why);
        } else {
            // The run that stood still stands, and Play continues with it.
            status.say(why);
            view.transport().show();
        }
    }
}
