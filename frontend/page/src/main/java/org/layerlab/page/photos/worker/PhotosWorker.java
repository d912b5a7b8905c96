package org.layerlab.page.photos.worker;

import static org.layerlab.page.message.PageLink.post;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.training.CostPoint;
import org.layerlab.network.training.Trainer;
import org.layerlab.page.browser.Clock;
import org.layerlab.page.kernels.KernelChoice;
import org.layerlab.page.message.Messages;
import org.layerlab.page.message.PageLink;
import org.layerlab.page.settings.ModelDescription;
import org.layerlab.page.training.PhotoClassifier;
import org.layerlab.page.training.Throttle;
import org.teavm.jso.typedarrays.Float64Array;
import org.teavm.jso.typedarrays.Int8Array;

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

    /** What can be answered in the middle of an update. */
    private static final List<String> WHILE_UNDER_WAY = List.of("play", "pause");

    private final Clock.Task nextSlice = Clock.soon(this::slice);
    private final Clock.Task nextRest = Clock.soon(this::rest);
    private final KernelChoice choice;
    private final PhotoRequests desk;
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
        desk = new PhotoRequests(choice, new PhotoRequests.Worker() {
            @Override
            public void begin(PhotosRun next) {
                PhotosWorker.this.begin(next);
            }

            @Override
            public void play() {
                PhotosWorker.this.play();
            }

            @Override
            public @Nullable PhotosRun run() {
                return run;
            }
        });
    }

    /** Begins to listen. */
    public void start() {
        PageLink.listen(message -> {
            try {
                hear(message);
            } catch (ParameterFileException | RuntimeException e) {
                post(Messages.failed(String.valueOf(e.getMessage())));
            } catch (OutOfMemoryError e) {
                post(Messages.failed("This browser has not enough memory for that."));
            }
        });
        post(Messages.awake());
    }

    private void hear(Messages.Message message) throws ParameterFileException {
        if (!WHILE_UNDER_WAY.contains(message.getType())) {
            settle();
        }
        switch (message.getType()) {
            case "open" -> {
                Messages.Bytes bytes = (Messages.Bytes) message;
                begin(PhotosRun.open(
                        ParameterFile.readSafetensors(bytes.getBytes().copyToJavaArray()), choice));
            }
            case "play" -> play();
            case "pause" -> pause();
            case "classify" -> {
                Messages.Bytes bytes = (Messages.Bytes) message;
                PhotoClassifier.Answer answer =
                        current().classify(bytes.getBytes().copyToJavaArray());
                post(Messages.probability(answer.dog(), answer.found(), (int) bytes.getNumber()));
            }
            case "save" -> {
                Messages.Text text = (Messages.Text) message;
                byte[] file = current()
                        .file(ModelDescription.fromJson(text.getText()))
                        .toSafetensors(StorageType.of(Precision.FLOAT32));
                post(Messages.file(Int8Array.copyFromJavaArray(file)));
            }
            default -> desk.hear(message);
        }
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
        desk.anotherNetwork();
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
        desk.cancel();
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
            post(Messages.failed(String.valueOf(e.getMessage())));
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
            post(Messages.failed("Training stopped: " + e.getMessage()));
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
        post(Messages.snapshot(
                told.iteration(),
                0,
                perSecond,
                trainer == null ? Double.NaN : trainer.cost(),
                accuracies[0],
                accuracies[1],
                running,
                told.over(),
                Float64Array.copyFromJavaArray(trainer == null ? new double[0] : newCosts(trainer)),
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
