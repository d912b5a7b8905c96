package org.layerlab.page.play.worker;

import static org.layerlab.page.message.PageLink.post;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.BayesOptimum;
import org.layerlab.network.doctor.Diagnosis;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.training.CostPoint;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.network.training.Trainer;
import org.layerlab.page.browser.Clock;
import org.layerlab.page.kernels.KernelChoice;
import org.layerlab.page.message.Answers;
import org.layerlab.page.message.Message;
import org.layerlab.page.message.PageLink;
import org.layerlab.page.message.PlayMessages;
import org.layerlab.page.message.Reply;
import org.layerlab.page.message.Requests;
import org.layerlab.page.message.RunMessages;
import org.layerlab.page.settings.ModelDescription;
import org.layerlab.page.settings.PlaySettings;
import org.layerlab.page.training.OpenedPhotos;
import org.layerlab.page.training.Pace;
import org.layerlab.page.training.PhotoClassifier;
import org.layerlab.page.training.Run;
import org.layerlab.page.training.Throttle;

/**
 * The worker's side: owns the run, trains it in slices of a few milliseconds and hears messages in between, so that
 * Pause takes effect within a frame. Tells what came of it at most once a frame.
 */
public final class TrainingWorker {
    private static final double SLICE_MS = 8;
    private static final double FRAME_MS = 16;

    /** One call into the kernels takes about so long: short enough to stay within a slice. */
    private static final double CALL_MS = 3;

    private static final int MOST_STEPS = 1000;

    /** From so many operations an update is made in parts, and on several threads: it takes longer than a call may. */
    private static final double LARGE_FLOPS = 1e8;

    /** A part is of no fewer, however slow the machine. */
    private static final double LEAST_FLOPS = 1e6;

    private static final double SPEED_WINDOW_MS = 500;

    private final Clock.Task nextSlice = Clock.soon(this::slice);
    private final KernelChoice choice;
    private @Nullable Run run;
    private @Nullable Verification verification;
    private boolean running;
    private int stepsAtOnce = 1;
    private double flopsAtOnce = LARGE_FLOPS;
    private boolean scheduled;

    /** What the playground adds; null for other runs. */
    private @Nullable Playback playback;

    private final Pace pace = new Pace();
    private final Seek seek = new Seek(this::sought);

    private Throttle boundaryThrottle = new Throttle(0.25);
    private Throttle accuracyThrottle = new Throttle(0.15);
    private final UnitWatch lens = new UnitWatch();
    private double[] accuracies = {Double.NaN, Double.NaN};
    private double lastSnapshot;
    private int costsTold;

    private double speedSince;
    private int speedFrom;
    private double perSecond;

    /** Opens a network on photos; null where there is none. */
    private final @Nullable Function<ParameterFile, Run> photos;

    private TrainingWorker(KernelChoice choice, @Nullable Function<ParameterFile, Run> photos) {
        this.choice = choice;
        this.photos = photos;
    }

    /** A worker for dense networks on points: it brings, and needs of the kernels, nothing for others. */
    public static TrainingWorker ofPoints(KernelChoice choice) {
        return new TrainingWorker(choice, null);
    }

    /** A worker for saved networks, on points or on photos. */
    public static TrainingWorker ofModels(KernelChoice choice) {
        return new TrainingWorker(choice, file -> OpenedPhotos.open(file, choice));
    }

    /** Begins to listen. */
    public void start() {
        Requests requests = PageLink.requests(this::settle);
        hearOfRuns(requests);
        hearOfTheNetwork(requests);
        PageLink.listen(requests);
    }

    private void hearOfRuns(Requests requests) {
        requests.on(PlayMessages.POINTS, (Message.Text settings) -> {
            PointsRun begun =
                    PointsRun.begin(PlaySettings.parse(settings.getText()).settings(), choice);
            begin(begun);
            accompany(begun);
        });
        requests.on(RunMessages.OPEN, (Message.Bytes file) -> open(file(file)));
        requests.later(PlayMessages.VERIFY, (Message.Bytes file, Reply reply) -> {
            verification = new Verification(file(file), choice, reply);
            verification.start();
        });
        requests.on(PlayMessages.HALT, (Message halt) -> {
            if (verification != null) {
                verification.stop();
            }
        });
        requests.onAtOnce(RunMessages.PLAY, (Message play) -> play());
        requests.onAtOnce(RunMessages.PAUSE, (Message pause) -> pause());
        requests.on(PlayMessages.STEP, (Message.Value count) -> step((int) count.getValue()));
        requests.on(PlayMessages.SEEK, (Message.Value iteration) -> seek((int) iteration.getValue()));
        requests.on(PlayMessages.PACE, (Message.Value perSecond) -> pace.set(perSecond.getValue(), Clock.now()));
        requests.on(PlayMessages.RULES, (Message.Text settings) -> {
            if (playback != null) {
                playback.stopping()
                        .set(PlaySettings.parse(settings.getText()).settings().stop());
            }
        });
        requests.onAtOnce(
                PlayMessages.ADJUST,
                (Message.Text settings) ->
                        adjust(PlaySettings.parse(settings.getText()).settings()));
    }

    private void hearOfTheNetwork(Requests requests) {
        requests.on(PlayMessages.WATCH, (PlayMessages.Watch units) -> {
            lens.watch(units);
            if (run != null) {
                show(run, true);
            }
        });
        requests.on(PlayMessages.EDIT, this::edit);
        requests.answer(PlayMessages.EXPLAIN, (Message explain) -> Explanation.of(trainer()));
        requests.answer(
                PlayMessages.CHECK, (Message check) -> Explanation.gradientCheck(run().network(), run().points()));
        requests.answer(RunMessages.CLASSIFY, (Message.Bytes photo) -> {
            PhotoClassifier.Answer answer = run().classify(photo.getBytes().copyToJavaArray());
            return RunMessages.verdict(answer.dog(), answer.found());
        });
        requests.answer(RunMessages.SAVE, (Message.Text about) -> {
            Run saved = run();
            return Answers.bytes(
                    saved.file(ModelDescription.fromJson(about.getText())).toSafetensors(saved.storage()));
        });
    }

    private static ParameterFile file(Message.Bytes file) throws ParameterFileException {
        return ParameterFile.readSafetensors(file.getBytes().copyToJavaArray());
    }

    private void adjust(PlaySettings settings) {
        if (playback != null) {
            settle();
        }
        Hyperparameters before = trainer().hyperparameters();
        run().adjust(settings);
        if (playback != null && playback.timeline().adjusted(before)) {
            cut();
        }
        tell(false);
    }

    private void edit(PlayMessages.Edit edit) {
        UnitWatch.edit(run().network(), edit);
        if (run instanceof PointsRun points) {
            points.edited();
        }
        if (playback != null) {
            playback.timeline().changed();
            cut();
        }
        tell(true);
    }

    /** Completes the update under way, so that the parameters are those of one moment. */
    private void settle() {
        Trainer trainer = run == null ? null : run.trainer();
        if (trainer != null && trainer.underWay()) {
            trainer.step();
        }
    }

    private void open(ParameterFile file) {
        Architecture layers = file.card().architecture();
        boolean onPoints = layers.inputs() == 2;
        if (photos == null && !(onPoints && layers.isDense())) {
            throw new IllegalArgumentException(
                    "the playground has dense networks on points, but this one has layers " + layers);
        }
        if (photos == null || onPoints) {
            PointsRun opened = PointsRun.open(file, choice);
            begin(opened);
            accompany(opened);
            if (!opened.caveat().isEmpty()) {
                post(PlayMessages.note(opened.caveat()));
            }
        } else {
            begin(photos.apply(file));
        }
    }

    /** Tells the best that can be had on the run's points, and gives the run a past, rules and a doctor. */
    private void accompany(PointsRun points) {
        PlaySettings settings = points.settings();
        double bayes = BayesOptimum.accuracy(settings.dataset(), settings.noise() / 100);
        post(PlayMessages.bayes(bayes));
        playback = new Playback(points, points.trainer(), bayes);
    }

    private void begin(Run next) {
        seek.cancel();
        if (playback != null) {
            playback.release();
            playback = null;
        }
        if (run != null) {
            run.release();
        }
        run = next;
        Trainer trainer = next.trainer();
        boolean large = trainer != null && trainer.flopsOfStep() > LARGE_FLOPS;
        choice.useThreads(large ? choice.mostThreads() : 1);
        running = false;
        stepsAtOnce = 1;
        costsTold = 0;
        perSecond = 0;
        boundaryThrottle = new Throttle(0.25);
        accuracyThrottle = new Throttle(0.15);
        post(next.ready());
        tell(true);
    }

    private Run run() {
        if (run == null) {
            throw new IllegalStateException("nothing is set up yet");
        }
        return run;
    }

    private Trainer trainer() {
        Trainer trainer = run().trainer();
        if (trainer == null) {
            throw new IllegalStateException("this model was opened to be looked at, not to be trained");
        }
        return trainer;
    }

    private void play() {
        resume();
        if (!trainer().done()) {
            running = true;
            speedSince = Clock.now();
            speedFrom = trainer().iteration();
        }
        tell(false);
        schedule();
    }

    /** Leaves the past, where the run was taken back to it. */
    private void resume() {
        seek.cancel();
        Playback here = playback;
        if (here != null) {
            here.stopping().started(Clock.now());
            if (here.timeline().resumed()) {
                cut();
            }
        }
    }

    private void cut() {
        if (run instanceof PointsRun points) {
            points.cut();
        }
        costsTold = Math.min(costsTold, trainer().costPointCount());
        post(PlayMessages.cut(trainer().iteration()));
    }

    private void seek(int iteration) {
        if (playback != null) {
            running = false;
            perSecond = 0;
            playback.stopping().paused(Clock.now());
            seek.start(trainer(), playback.timeline(), iteration);
        }
    }

    private void sought() {
        if (playback != null) {
            playback.stopping().lookFromHere();
        }
        tell(true);
    }

    private void pause() {
        seek.cancel();
        running = false;
        perSecond = 0;
        if (run != null) {
            tell(true);
        }
    }

    private void step(int count) {
        running = false;
        resume();
        Trainer trainer = trainer();
        for (int left = count; left > 0 && !trainer.done(); ) {
            left -= trainer.steps(left);
            if (playback != null) {
                playback.timeline().passed();
            }
        }
        tell(true);
    }

    private void schedule() {
        if (running && !scheduled) {
            scheduled = true;
            double delay = pace.delay(Clock.now());
            if (delay > 0) {
                Clock.after(delay, this::slice);
            } else {
                nextSlice.run();
            }
        }
    }

    private void slice() {
        scheduled = false;
        if (!running) {
            return;
        }
        try {
            Trainer trainer = trainer();
            double start = Clock.now();
            double now = start;
            boolean toMeasure = false;
            String stop = null;
            int left = pace.due(start);
            while (left > 0 && stop == null && !trainer.done() && !toMeasure && now - start < SLICE_MS) {
                double before = now;
                if (trainer.flopsOfStep() > LARGE_FLOPS) {
                    boolean complete = trainer.advance(flopsAtOnce);
                    now = Clock.now();
                    left -= complete ? 1 : 0;
                    toMeasure = complete && (accuracyThrottle.due(now) || boundaryThrottle.due(now));
                    adaptParts(now - before);
                } else {
                    int made = trainer.steps(Math.min(left, stepsAtOnce));
                    now = Clock.now();
                    left -= made;
                    adapt(made, now - before);
                }
                if (choice.lostOne()) {
                    trainer.abandon();
                    throw new IllegalStateException("a thread that computes was ended by the browser."
                            + " Press Play to go on with one thread; what was learned is there.");
                }
                if (playback != null && !trainer.underWay()) {
                    stop = playback.passed(now);
                }
            }
            pace.leave(left);
            measureSpeed(trainer);
            if (stop != null) {
                running = false;
                perSecond = 0;
                tell(true);
                post(PlayMessages.stopped(stop));
            } else if (trainer.done()) {
                running = false;
                perSecond = 0;
                tell(true);
            } else if (toMeasure || Clock.now() - lastSnapshot >= FRAME_MS) {
                tell(false);
            }
        } catch (RuntimeException | OutOfMemoryError e) {
            running = false;
            PageLink.postFailure("Training stopped: " + e.getMessage());
        }
        schedule();
    }

    private void adapt(int made, double milliseconds) {
        if (milliseconds > CALL_MS) {
            stepsAtOnce = Math.max(1, (int) (made * CALL_MS / milliseconds));
        } else if (made == stepsAtOnce && milliseconds < CALL_MS / 2) {
            stepsAtOnce = Math.min(MOST_STEPS, 2 * stepsAtOnce);
        }
    }

    private void adaptParts(double milliseconds) {
        if (milliseconds > CALL_MS) {
            flopsAtOnce = Math.max(LEAST_FLOPS, flopsAtOnce * Math.max(0.5, CALL_MS / milliseconds));
        } else if (milliseconds < CALL_MS / 2) {
            flopsAtOnce = 1.25 * flopsAtOnce;
        }
    }

    private void measureSpeed(Trainer trainer) {
        double now = Clock.now();
        double elapsed = now - speedSince;
        if (elapsed >= (perSecond == 0 ? SPEED_WINDOW_MS / 5 : SPEED_WINDOW_MS)) {
            perSecond = (trainer.iteration() - speedFrom) * 1000 / elapsed;
            speedSince = now;
            speedFrom = trainer.iteration();
        }
    }

    /**
     * Posts a snapshot. In the middle of an update some parameters are older than others: accuracies and boundary then
     * stay those of before.
     *
     * @param everything whether accuracies and boundary have to be fresh, however long that takes
     */
    private void tell(boolean everything) {
        Run told = run();
        double now = Clock.now();
        Trainer trainer = told.trainer();
        boolean settled = trainer == null || !trainer.underWay();
        if (settled && (everything || accuracyThrottle.due(now))) {
            accuracies = told.accuracies();
            accuracyThrottle.ran(now, Clock.now());
        }
        float[] boundary = null;
        now = Clock.now();
        if (settled && (everything || boundaryThrottle.due(now))) {
            boundary = told.boundary(everything);
            boundaryThrottle.ran(now, Clock.now());
        }
        post(RunMessages.snapshot(
                trainer == null ? (int) iterationOf(told) : trainer.iteration(),
                playback == null ? 0 : playback.timeline().furthest(),
                perSecond,
                told.cost(),
                accuracies[0],
                accuracies[1],
                running,
                trainer == null || trainer.done(),
                trainer == null ? new double[0] : newCosts(trainer),
                boundary));
        if (settled) {
            show(told, everything);
        }
        if (playback != null && settled) {
            if (!running) {
                playback.stopping().paused(now);
            }
            Diagnosis diagnosis = playback.round(!running);
            if (diagnosis != null) {
                post(PlayMessages.diagnosis(diagnosis));
            }
        }
        lastSnapshot = Clock.now();
    }

    private void show(Run shown, boolean everything) {
        Message drawing = lens.look(shown, everything);
        if (drawing != null) {
            post(drawing);
        }
    }

    private static long iterationOf(Run opened) {
        ModelCard card = opened.card();
        return card == null ? 0 : card.iteration().orElse(0);
    }

    private double[] newCosts(Trainer trainer) {
        List<CostPoint> fresh = trainer.costsFrom(Math.min(costsTold, trainer.costPointCount()));
        costsTold += fresh.size();
        double[] values = new double[2 * fresh.size()];
        for (int i = 0; i < fresh.size(); i++) {
            values[2 * i] = fresh.get(i).iteration();
            values[2 * i + 1] = fresh.get(i).cost();
        }
        return values;
    }
}
