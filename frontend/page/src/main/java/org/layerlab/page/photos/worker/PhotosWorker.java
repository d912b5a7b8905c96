package org.layerlab.page.photos.worker;

import static org.layerlab.page.message.PageLink.post;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.training.CostPoint;
import org.layerlab.network.training.Trainer;
import org.layerlab.page.browser.Clock;
import org.layerlab.page.kernels.KernelChoice;
import org.layerlab.page.message.Answers;
import org.layerlab.page.message.Message;
import org.layerlab.page.message.PageLink;
import org.layerlab.page.message.Reply;
import org.layerlab.page.message.Requests;
import org.layerlab.page.message.RunMessages;
import org.layerlab.page.settings.ModelDescription;
import org.layerlab.page.training.Throttle;

/**
 * The photo page's worker: owns the photos and the network, trains it in slices of a few milliseconds and hears
 * messages in between. Tells what came of it at most once a frame.
 */
public final class PhotosWorker {
    private static final double SLICE_MS = 8;
    private static final double FRAME_MS = 16;
    private static final double SPEED_WINDOW_MS = 500;

    /** A part of an update takes about so long: short enough to hear a message in between. */
    private static final double PART_MS = 3;

    /** From so many operations an update is made in parts, and on several threads. */
    private static final double LARGE_FLOPS = 1e8;

    private static final double LEAST_FLOPS = 1e6;

    private final Clock.Task nextSlice = Clock.soon(this::slice);
    private final Clock.Task nextRest = Clock.soon(this::rest);
    private final KernelChoice choice;
    private final PhotoStock stock = new PhotoStock();
    private final ClassRequests classes;
    private @Nullable PhotosRun run;
    private boolean running;
    private boolean scheduled;
    private double flopsAtOnce = LARGE_FLOPS;

    private Throttle accuracyThrottle = new Throttle(0.15);
    private double[] accuracies = {Double.NaN, Double.NaN};
    private double lastSnapshot;
    private int costsTold;

    private double speedSince;
    private int speedFrom;
    private double perSecond;

    /** A worker that computes with these kernels. */
    public PhotosWorker(KernelChoice choice) {
        this.choice = choice;
        classes = new ClassRequests(this::current);
    }

    /** Begins to listen. */
    public void start() {
        Requests requests = PageLink.requests(this::settle);
        requests.on(
                RunMessages.OPEN,
                (Message.Bytes file) -> begin(PhotosRun.open(
                        ParameterFile.readSafetensors(file.getBytes().copyToJavaArray()), choice)));
        requests.onAtOnce(RunMessages.PLAY, (Message play) -> play());
        requests.onAtOnce(RunMessages.PAUSE, (Message pause) -> pause());
        requests.answer(
                RunMessages.SAVE,
                (Message.Text about) -> Answers.bytes(current()
                        .file(ModelDescription.fromJson(about.getText()))
                        .toSafetensors(StorageType.of(Precision.FLOAT32))));
        new PhotoRequests(choice, stock, new PhotoRequests.Worker() {
                    @Override
                    public void begin(PhotosRun next) {
                        PhotosWorker.this.begin(next);
                    }

                    @Override
                    public void play() {
                        PhotosWorker.this.play();
                    }
                })
                .addTo(requests);
        new NetworkQuestions(() -> run, this::settle, stock).addTo(requests);
        classes.addTo(requests);
        PageLink.listen(requests);
    }

    /** Completes the update under way, so that the parameters are those of one moment. */
    private void settle() {
        Trainer trainer = run == null ? null : run.trainer();
        if (trainer != null && trainer.underWay()) {
            trainer.step();
        }
    }

    private PhotosRun current() {
        if (run == null) {
            throw new IllegalStateException("nothing is set up yet");
        }
        return run;
    }

    private Trainer trainer() {
        Trainer trainer = current().trainer();
        if (trainer == null) {
            throw new IllegalStateException("this model was opened to be looked at, not to be trained");
        }
        return trainer;
    }

    private void begin(PhotosRun next) {
        classes.forget();
        if (run != null) {
            run.release();
        }
        run = next;
        Trainer trainer = next.trainer();
        boolean large = trainer != null && trainer.flopsOfStep() > LARGE_FLOPS;
        choice.useThreads(large ? choice.mostThreads() : 1);
        running = false;
        costsTold = 0;
        perSecond = 0;
        accuracyThrottle = new Throttle(0.15);
        post(next.ready());
        tell(true);
    }

    private void play() {
        Trainer trainer = trainer();
        if (!current().over()) {
            running = true;
            speedSince = Clock.now();
            speedFrom = trainer.iteration();
        }
        tell(false);
        schedule();
    }

    private void pause() {
        stock.cancel();
        if (run != null) {
            running = false;
            perSecond = 0;
            tell(false);
            nextRest.run();
        }
    }

    private void rest() {
        try {
            settle();
            current().rest();
            tell(true);
        } catch (RuntimeException | OutOfMemoryError e) {
            PageLink.postFailure(Reply.message(e));
        }
    }

    private void schedule() {
        if (running && !scheduled) {
            scheduled = true;
            nextSlice.run();
        }
    }

    private void slice() {
        scheduled = false;
        if (!running) {
            return;
        }
        try {
            PhotosRun trained = current();
            Trainer trainer = trainer();
            double start = Clock.now();
            boolean toMeasure = false;
            double now = start;
            do {
                double before = now;
                boolean complete = true;
                if (trainer.flopsOfStep() > LARGE_FLOPS) {
                    complete = trainer.advance(flopsAtOnce);
                } else {
                    trainer.step();
                }
                now = Clock.now();
                adapt(now - before);
                if (complete && !Double.isFinite(trainer.cost())) {
                    throw new IllegalStateException(PhotosRun.RAN_AWAY);
                }
                toMeasure = complete && accuracyThrottle.due(now);
                if (choice.lostOne()) {
                    trainer.abandon();
                    throw new IllegalStateException("a thread that computes was ended by the browser."
                            + " Press Go on to go on with one thread; what was learned is there.");
                }
            } while (!trained.over() && !toMeasure && now - start < SLICE_MS);
            measureSpeed(trainer);
            if (trained.over()) {
                running = false;
                perSecond = 0;
                rest();
            } else if (toMeasure || Clock.now() - lastSnapshot >= FRAME_MS) {
                tell(false);
            }
        } catch (RuntimeException | OutOfMemoryError e) {
            running = false;
            PageLink.postFailure("Training stopped: " + e.getMessage());
        }
        schedule();
    }

    private void adapt(double milliseconds) {
        if (milliseconds > PART_MS) {
            flopsAtOnce = Math.max(LEAST_FLOPS, flopsAtOnce * Math.max(0.5, PART_MS / milliseconds));
        } else if (milliseconds < PART_MS / 2) {
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
     * Posts a snapshot.
     *
     * @param whole whether the accuracies have to be fresh, however long that takes
     */
    private void tell(boolean whole) {
        PhotosRun told = current();
        double now = Clock.now();
        Trainer trainer = told.trainer();
        boolean settled = trainer == null || !trainer.underWay();
        if (settled && (whole || accuracyThrottle.due(now))) {
            accuracies = told.accuracies();
            accuracyThrottle.ran(now, Clock.now());
        }
        told.news().forEach(PageLink::post);
        post(RunMessages.snapshot(
                told.iteration(),
                0,
                perSecond,
                trainer == null ? Double.NaN : trainer.cost(),
                accuracies[0],
                accuracies[1],
                running,
                told.over(),
                trainer == null ? new double[0] : newCosts(trainer),
                null));
        lastSnapshot = Clock.now();
    }

    private double[] newCosts(Trainer trainer) {
        List<CostPoint> fresh = trainer.costsFrom(costsTold);
        costsTold += fresh.size();
        double[] values = new double[2 * fresh.size()];
        for (int i = 0; i < fresh.size(); i++) {
            values[2 * i] = fresh.get(i).iteration();
            values[2 * i + 1] = fresh.get(i).cost();
        }
        return values;
    }
}
