package org.layerlab.page.photos.worker;

import static org.layerlab.page.message.PageLink.post;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.training.Trainer;
import org.layerlab.page.browser.Engine;
import org.layerlab.page.browser.EventLoop;
import org.layerlab.page.kernels.KernelChoice;
import org.layerlab.page.message.Answers;
import org.layerlab.page.message.EngineChoice;
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
    private final PhotoLoader loader = new PhotoLoader(new OwnPhotoFiles());
    private final Runnable nextRest = EventLoop.BROWSER.soon(this::restIfDue);
    /** Whether training was paused, and what that takes is still to be done: the page hears of the pause first. */
    private boolean restDue;
    /** What waits for that. */
    private final List<Runnable> afterRest = new ArrayList<>();

    /** Whether the run is told of for the first time, and trains right after that. */
    private boolean beginning;

    private @Nullable Run run;
    private @Nullable GpuTraining gpu;
    private Progress progress = new Progress(EventLoop.BROWSER);

    /** A worker that computes with these kernels. */
    public PhotosWorker(KernelChoice choice) {
        this.choice = choice;
        // A run on photos looks at each of its updates: one of them may be followed by a validation.
        loop = new TrainingLoop(EventLoop.BROWSER, 1, choice::lostOne, new Owner());
    }

    /** Begins to listen. */
    public void start() {
        PhotoRequests requests = new PhotoRequests(choice, loader, new PhotoRequests.Worker() {
            @Override
            public void begin(PhotosRun next, boolean trains) {
                PhotosWorker.this.begin(next, trains);
            }

            @Override
            public void pause() {
                PhotosWorker.this.pause();
            }

            @Override
            public void rest(Runnable then) {
                if (restDue) {
                    afterRest.add(then);
                    restIfDue();
                } else {
                    then.run();
                }
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
                new NetworkQuestions(() -> run, loop::settle, loader),
                requests);
    }

    private boolean hear(Message message, Reply reply) throws ParameterFileException {
        switch (message.getType()) {
            case RunMessages.OPEN ->
                begin(OpenedPhotos.open(ParameterFile.readSafetensors(Message.bytes(message)), choice), false);
            case RunMessages.PLAY -> play();
            case RunMessages.PAUSE -> pause();
            case PhotoMessages.KEEP -> {
                if (run instanceof PhotosRun training && running()) {
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

    private void begin(Run next, boolean trains) {
        closeGpu();
        if (run != null) {
            run.release();
        }
        run = next;
        gpu = next instanceof PhotosRun training ? gpu(training) : null;
        restDue = false;
        choice.share(TrainingLoop.isLarge(next.trainer()));
        loop.begin(next.trainer());
        progress = new Progress(EventLoop.BROWSER);
        post(next.ready());
        // Measuring takes a while on a slow computer: without this, the page would take the run for one that waits.
        beginning = trains && !over(next);
        try {
            loop.tell(true);
        } finally {
            beginning = false;
        }
        if (trains) {
            play();
        }
    }

    private void closeGpu() {
        if (gpu != null) {
            gpu.close();
        }
    }

    private void play() {
        Run trained = Trains.of(run());
        restDue = false;
        if (!over(trained)) {
            if (gpu == null) {
                loop.play();
            } else {
                gpu.play();
            }
        }
        loop.tell(false);
    }

    private boolean running() {
        return beginning || loop.running() || (gpu != null && gpu.running());
    }

    /** What trains a run on the GPU; null where there is none, or small work does not need it. */
    private @Nullable GpuTraining gpu(PhotosRun training) {
        boolean forced = Engine.forcesGpu();
        boolean wanted = forced || (Engine.mayUseGpu() && TrainingLoop.isLarge(training.trainer()));
        String unsuited = wanted ? training.unsuitedToGpu() : "";
        if (forced && !unsuited.isEmpty()) {
            training.computedBy(new EngineChoice(false, true, "", 0, 0, unsuited));
        }
        if (!wanted || !unsuited.isEmpty()) {
            return null;
        }
        OnGpu owner = new OnGpu(training);
        GpuTraining made = new GpuTraining(
                EventLoop.BROWSER,
                training.gpuLine(forced, owner),
                owner,
                training.trainer(),
                forced,
                training::nextLook);
        owner.training = made;
        return made;
    }

    private void pause() {
        if (run != null) {
            loop.pause();
            if (gpu != null) {
                gpu.pause();
            }
            loop.tell(false);
            restDue = true;
            nextRest.run();
        }
    }

    /** A leg on the GPU comes first. */
    private void restIfDue() {
        if (restDue && (gpu == null || !gpu.away())) {
            rest();
        }
    }

    private void rest() {
        restDue = false;
        if (gpu != null) {
            gpu.drop();
        }
        try {
            loop.settle();
            if (run() instanceof PhotosRun training) {
                // The last leg of a run that was paused may not be measured yet.
                training.over();
                training.rest();
            }
            loop.tell(true);
        } catch (RuntimeException | OutOfMemoryError e) {
            PageLink.postFailure(Reply.message(e));
        }
        List<Runnable> waiting = List.copyOf(afterRest);
        afterRest.clear();
        waiting.forEach(Runnable::run);
    }

    private final class Owner implements TrainingLoop.Owner {
        @Override
        public boolean over(double now) {
            Trainer trainer = run().trainer();
            if (trainer != null && trainer.diverged()) {
                throw new IllegalStateException(PhotosFile.DIVERGED);
            }
            boolean over = PhotosWorker.over(run());
            if (!over && gpu != null && loop.running()) {
                gpu.updatedHere();
            }
            return over;
        }

        @Override
        public boolean measures(double now) {
            return progress.measures(now);
        }

        @Override
        public void ended() {
            rest();
            closeGpu();
        }

        @Override
        public void failed(String why) {
            if (gpu != null) {
                gpu.drop();
            }
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
                    loop.running() || gpu == null ? loop.perSecond() : gpu.perSecond(),
                    trainer == null ? Double.NaN : trainer.cost(),
                    accuracies[0],
                    accuracies[1],
                    running(),
                    PhotosWorker.over(told),
                    trainer == null ? new double[0] : progress.newCosts(trainer),
                    null));
        }
    }

    /** A run that the GPU trains. */
    private final class OnGpu implements GpuTraining.Owner, GpuLink.Listener {
        private final PhotosRun trained;
        private @Nullable GpuTraining training;

        OnGpu(PhotosRun trained) {
            this.trained = trained;
        }

        @Override
        public void playHere() {
            loop.play();
        }

        @Override
        public void restHere() {
            loop.settle();
            loop.pause();
        }

        @Override
        public boolean moved() {
            try {
                boolean over = new Owner().over(EventLoop.BROWSER.now());
                if (!over) {
                    loop.tell(false);
                }
                return over;
            } catch (RuntimeException | OutOfMemoryError e) {
                PageLink.postFailure("Training stopped: " + Reply.message(e));
                if (training != null) {
                    training.drop();
                }
                return false;
            }
        }

        @Override
        public void ended() {
            rest();
            closeGpu();
        }

        @Override
        public void rested() {
            restIfDue();
        }

        @Override
        public void chose(EngineChoice choice) {
            trained.computedBy(choice);
            loop.tell(false);
        }

        @Override
        public void madeUpdates(String device) {
            trained.updatedBy(device);
        }

        @Override
        public void opened(String device) {
            if (training != null) {
                training.opened(device);
            }
        }

        @Override
        public void failed(String why) {
            if (training != null) {
                training.failed(why);
            }
        }
    }
}
