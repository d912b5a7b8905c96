package org.layerlab.page.photos.worker;

import static org.layerlab.page.message.PageLink.post;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.training.Trainer;
import org.layerlab.page.browser.EventLoop;
import org.layerlab.page.kernels.KernelChoice;
import org.layerlab.page.message.Answers;
import org.layerlab.page.message.Message;
import org.layerlab.page.message.PageLink;
import org.layerlab.page.message.PhotoMessages;
import org.layerlab.page.message.Reply;
import org.layerlab.page.message.RunMessages;
import org.layerlab.page.settings.ModelDescription;
import org.layerlab.page.training.Classifies;
import org.layerlab.page.training.OpenedPhotos;
import org.layerlab.page.training.Progress;
import org.layerlab.page.training.Run;
import org.layerlab.page.training.TrainingLoop;
import org.layerlab.page.training.Trains;

/** The training page's worker: owns the photos and the network, trains it, and answers questions in between. */
public final class PhotosWorker {
    private final KernelChoice choice;
    private final TrainingLoop loop;
    private final PhotoStock stock = new PhotoStock(new OwnStock());
    private final Runnable nextRest = EventLoop.BROWSER.soon(this::restIfDue);
    /** Whether training was paused, and what that takes is still to be done: the page hears of the pause first. */
    private boolean restDue;

    private @Nullable Run run;
    private Progress progress = new Progress(EventLoop.BROWSER);

    /** A worker that computes with these kernels. */
    public PhotosWorker(KernelChoice choice) {
        this.choice = choice;
        // A run on photos looks at each of its updates: one of them may be followed by a validation.
        loop = new TrainingLoop(EventLoop.BROWSER, 1, choice::lostOne, new Owner());
    }

    /** Begins to listen. */
    public void start() {
        PhotoRequests requests = new PhotoRequests(choice, stock, new PhotoRequests.Worker() {
            @Override
            public void begin(PhotosRun next) {
                PhotosWorker.this.begin(next);
            }

            @Override
            public void play() {
                PhotosWorker.this.play();
            }

            @Override
            public void pause() {
                PhotosWorker.this.pause();
            }

            @Override
            public void rest() {
                restIfDue();
            }

            @Override
            public PhotoPreparation preparation() {
                return run instanceof Classifies network
                        ? network.classifier().preparation()
                        : PhotoPreparation.TUTORIAL;
            }
        });
        PageLink.listen(
                loop::settle,
                List.of(RunMessages.PLAY, RunMessages.PAUSE, PhotoMessages.STOP),
                new TimeRequests(choice),
                this::hear,
                new NetworkQuestions(() -> run, loop::settle, stock),
                requests);
    }

    private boolean hear(Message message, Reply reply) throws ParameterFileException {
        switch (message.getType()) {
            case RunMessages.OPEN ->
                begin(OpenedPhotos.open(ParameterFile.readSafetensors(Message.bytes(message)), choice));
            case RunMessages.PLAY -> play();
            case RunMessages.PAUSE -> pause();
            case PhotoMessages.KEEP -> {
                if (run instanceof PhotosRun training && loop.running()) {
                    training.keep();
                }
            }
            case RunMessages.SAVE ->
                reply.answer(Answers.bytes(Trains.of(run())
                        .file(ModelDescription.fromJson(Message.text(message)))
                        .toSafetensors(StorageType.of(Precision.FLOAT32))));
            default -> {
                return false;
            }
        }
        return true;
    }

    private Run run() {
        if (run == null) {
            throw new IllegalStateException("nothing is set up yet");
        }
        return run;
    }

    private static boolean over(Run run) {
        return !(run instanceof PhotosRun training) || training.over();
    }

    private void begin(Run next) {
        if (run != null) {
            run.release();
        }
        run = next;
        restDue = false;
        choice.share(TrainingLoop.isLarge(next.trainer()));
        loop.begin(next.trainer());
        progress = new Progress(EventLoop.BROWSER);
        post(next.ready());
        loop.tell(true);
    }

    private void play() {
        Run trained = Trains.of(run());
        if (!over(trained)) {
            loop.play();
        }
        loop.tell(false);
    }

    private void pause() {
        if (run != null) {
            loop.pause();
            loop.tell(false);
            restDue = true;
            nextRest.run();
        }
    }

    private void restIfDue() {
        if (restDue) {
            rest();
        }
    }

    private void rest() {
        restDue = false;
        try {
            loop.settle();
            if (run() instanceof PhotosRun training) {
                training.rest();
            }
            loop.tell(true);
        } catch (RuntimeException | OutOfMemoryError e) {
            PageLink.postFailure(Reply.message(e));
        }
    }

    private final class Owner implements TrainingLoop.Owner {
        @Override
        public boolean over(double now) {
            Trainer trainer = run().trainer();
            if (trainer != null && !Double.isFinite(trainer.cost())) {
                throw new IllegalStateException(PhotosFile.DIVERGED);
            }
            return PhotosWorker.over(run());
        }

        @Override
        public boolean measures(double now) {
            return progress.measures(now);
        }

        @Override
        public void ended() {
            rest();
        }

        @Override
        public void failed(String why) {
            PageLink.postFailure(why);
        }

        @Override
        public void tell(boolean whole) {
            Run told = run();
            Trainer trainer = told.trainer();
            boolean settled = trainer == null || !trainer.underWay();
            double[] accuracies = settled ? progress.accuracies(told, whole) : progress.lastAccuracies();
            if (told instanceof PhotosRun training) {
                training.news().forEach(PageLink::post);
            }
            post(RunMessages.snapshot(
                    told.iteration(),
                    0,
                    loop.perSecond(),
                    trainer == null ? Double.NaN : trainer.cost(),
                    accuracies[0],
                    accuracies[1],
                    loop.running(),
                    PhotosWorker.over(told),
                    trainer == null ? new double[0] : progress.newCosts(trainer),
                    null));
        }
    }
}
