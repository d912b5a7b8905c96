package org.layerlab.page.play.worker;

import static org.layerlab.page.message.PageLink.post;

import org.jspecify.annotations.Nullable;
import org.layerlab.network.doctor.Diagnosis;
import org.layerlab.network.training.Trainer;
import org.layerlab.page.browser.EventLoop;
import org.layerlab.page.message.Message;
import org.layerlab.page.message.PlayMessages;
import org.layerlab.page.message.RunMessages;
import org.layerlab.page.message.UnitMessages;
import org.layerlab.page.training.Progress;
import org.layerlab.page.training.Throttle;
import org.layerlab.page.training.TrainingLoop;

/** What the page is told of a run: numbers, the boundary, the units that are looked at, and the doctor's opinion. */
final class RunReport {
    /** Iterations a second that can be looked at one by one. */
    private static final double SLOW = 15;

    private final EventLoop clock = EventLoop.BROWSER;
    private final UnitWatch units = new UnitWatch();
    private Throttle boundaryThrottle = new Throttle(0.25);
    private Progress progress = new Progress(clock);

    /** Another run begins. */
    void begin() {
        boundaryThrottle = new Throttle(0.25);
        progress = new Progress(clock);
    }

    /** Looks at other units from now on. */
    void watch(UnitMessages.Watch watched) {
        units.watch(watched);
    }

    /** Whether accuracies or boundary may be measured again. */
    boolean measures(double now) {
        return progress.measures(now) || boundaryThrottle.due(now);
    }

    /** The run was cut. */
    void cut(Trainer trainer) {
        progress.cut(trainer);
    }

    /**
     * Tells all of it.
     *
     * @param playback null while the run begins
     * @param whole whether accuracies and boundary have to be fresh, however long that takes
     */
    void tell(PointsRun run, @Nullable Playback playback, TrainingLoop loop, boolean whole) {
        if (playback != null) {
            playback.stopping().look(clock.now());
        }
        Trainer trainer = run.trainer();
        boolean settled = !trainer.underWay();
        double[] before = progress.lastAccuracies();
        double[] accuracies = settled ? progress.accuracies(run, whole) : before;
        if (accuracies != before) {
            post(PlayMessages.measured(run.iteration(), run.testCost(), accuracies[0], accuracies[1]));
            double[] confusion = run.confusion();
            if (confusion != null) {
                post(PlayMessages.confusion(confusion));
            }
        }
        post(RunMessages.snapshot(
                run.iteration(),
                playback == null ? 0 : playback.timeline().furthest(),
                loop.perSecond(),
                run.cost(),
                accuracies[0],
                accuracies[1],
                loop.running(),
                trainer.done(),
                progress.newCosts(trainer),
                settled ? boundary(run, whole) : null));
        if (settled) {
            show(run, whole);
            if (playback != null) {
                examine(playback, loop.running());
                if (loop.perSecond() < SLOW) {
                    post(PlayMessages.gradient(playback.gradient()));
                }
            }
        }
    }

    private float @Nullable [] boundary(PointsRun run, boolean whole) {
        double start = clock.now();
        if (!whole && !boundaryThrottle.due(start)) {
            return null;
        }
        float[] boundary = run.boundary(whole);
        boundaryThrottle.ran(start, clock.now());
        return boundary;
    }

    /** Shows the units that are looked at, where that is due. */
    void show(PointsRun run, boolean whole) {
        Message drawing = units.look(run, whole);
        if (drawing != null) {
            post(drawing);
        }
    }

    private void examine(Playback playback, boolean running) {
        if (!running) {
            playback.stopping().paused(clock.now());
        }
        double before = playback.fresh();
        Diagnosis diagnosis = playback.round(!running);
        if (Double.compare(before, playback.fresh()) != 0) {
            post(PlayMessages.fresh(playback.fresh()));
        }
        if (diagnosis != null) {
            post(PlayMessages.diagnosis(diagnosis));
        }
    }
}
