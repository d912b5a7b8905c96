package org.layerlab.page.photos.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.LabeledPhotos;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.data.PhotoSet;
import org.layerlab.network.file.CalibrationJson;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.layer.Network;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.photo.PhotoLearning;
import org.layerlab.network.photo.PhotoRecipe;
import org.layerlab.network.training.EarlyStop;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.network.training.Trainer;
import org.layerlab.network.training.ValidationPoint;
import org.layerlab.network.verdict.Calibration;
import org.layerlab.network.verdict.Predictor;
import org.layerlab.page.browser.EventLoop;
import org.layerlab.page.kernels.KernelChoice;
import org.layerlab.page.message.EngineChoice;
import org.layerlab.page.message.Message;
import org.layerlab.page.message.PhotoMessages;
import org.layerlab.page.message.RunMessages;
import org.layerlab.page.settings.ModelDescription;
import org.layerlab.page.settings.PhotoSettings;
import org.layerlab.page.training.Classifies;
import org.layerlab.page.training.PhotoClassifier;
import org.layerlab.page.training.Run;
import org.layerlab.page.training.RunKeeper;
import org.layerlab.page.training.Trains;

/** A network on photos that trains in this tab. */
final class PhotosRun implements Trains, Classifies {
    /** A short run still gives a curve of this many points. */
    private static final int COST_POINTS = 200;

    /** Bytes of photos that a tab can be expected to hold twice: 32,000 of them at 64×64. */
    private static final int MOST_COPIED = 400 << 20;

    /** Parameters and moments that come back after each leg: those of ten million parameters with Adam, and more. */
    private static final double MOST_NUMBERS = 40e6;

    /**
     * Photos to measure on, some of the training's and those of the test. They are made once, for the mean that is taken
     * off lies in the kernels' memory.
     */
    private record Measured(PhotoSet sample, PhotoSet test) {}

    private final PhotoLearning learning;
    private final PhotoClassifier classifier;
    private final Measured whole;
    /** The same as the network in training sees them. */
    private final Measured seen;

    private final PhotosFile files;
    private final RunKeeper keeper;
    private final List<Message> news = new ArrayList<>();
    private final MeasuredAccuracies measured = new MeasuredAccuracies();
    private final LabeledPhotos train;
    private final int costEvery;
    private boolean ended;
    /** The iteration at which it was resumed, for which a file exists already; none if it began here. */
    private int takenUp = -1;

    private PhotosRun(
            PhotoSettings settings,
            PhotoLearning learning,
            LabeledPhotos train,
            int costEvery,
            PhotoSet test,
            PhotosFile files,
            RunKeeper keeper) {
        this.learning = learning;
        this.train = train;
        this.costEvery = costEvery;
        this.keeper = keeper;
        PhotoSet sample = learning.training().part(spread(learning.training().size()));
        whole = new Measured(sample, test);
        seen = new Measured(learning.seen(sample), learning.seen(test));
        this.files = files;
        classifier = new PhotoClassifier(network(), settings.recipe().preparation(), learning.mean());
    }

    /** A run at its beginning. */
    static PhotosRun begin(
            PhotoSettings settings, LabeledPhotos train, LabeledPhotos test, RunKeeper keeper, KernelChoice choice) {
        int fingerprint = 31 * train.fingerprint() + test.fingerprint();
        return Run.made(choice.kernels(Precision.FLOAT32), kernels -> {
            Hyperparameters guess = settings.recipe().hyperparameters(train.size());
            int costEvery = Math.max(1, Math.min(Trainer.COST_EVERY, guess.iterations() / COST_POINTS));
            PhotoLearning learning = new PhotoLearning(kernels, settings.recipe(), train.X(), train.Y(), costEvery);
            PhotoPreparation how = settings.recipe().preparation();
            PhotoSet whole = test.set().at(how.side()).askedTwice(how.mirror());
            PhotosFile files = new PhotosFile(settings, learning, fingerprint, choice.variant());
            return new PhotosRun(settings, learning, train, costEvery, whole, files, keeper);
        });
    }

    private static int[] spread(int size) {
        int[] some = new int[Math.min(PhotoMessages.SAMPLE, size)];
        for (int i = 0; i < some.length; i++) {
            some[i] = (int) ((long) i * size / some.length);
        }
        return some;
    }

    /**
     * Takes up a run that was kept.
     *
     * @param about what was told of it; empty where only the file is known
     */
    void resume(ParameterFile file, String about) throws ParameterFileException {
        files.resume(file);
        takenUp = trainer().iteration();
        measured.read(about);
        news.add(PhotoMessages.measured(measured.values()));
        EarlyStop earlyStop = learning.earlyStop();
        if (earlyStop != null) {
            earlyStop.points().forEach(point -> news.add(validated(earlyStop, point)));
        }
    }

    @Override
    public Network network() {
        return learning.trainer().network();
    }

    @Override
    public Trainer trainer() {
        return learning.trainer();
    }

    @Override
    public @Nullable ModelCard card() {
        return null;
    }

    @Override
    public PhotoClassifier classifier() {
        return classifier;
    }

    PhotoRecipe recipe() {
        return learning.recipe();
    }

    /** Why the GPU cannot train it; empty where it can. */
    String unsuitedToGpu() {
        if (learning.recipe().averaging() > 0) {
            return "This recipe averages the weights after each update, which needs the CPU.";
        }
        int sets = 1 + trainer().hyperparameters().optimizer().moments();
        double numbers = (double) sets * learning.recipe().learning().parameterCount();
        return train.X().length > MOST_COPIED || numbers > MOST_NUMBERS
                ? "The run is too large for a second copy in the browser."
                : "";
    }

    /**
     * The line to a worker that trains it on the GPU.
     *
     * @param software whether one that is emulated in software will do
     */
    GpuLine gpuLine(boolean software, GpuLink.Listener listener) {
        return new GpuLine(learning, train, costEvery, software, listener);
    }

    /** The next iteration at which the run is measured. */
    int nextLook(int iteration) {
        EarlyStop earlyStop = learning.earlyStop();
        return earlyStop == null ? Integer.MAX_VALUE : earlyStop.next(iteration);
    }

    /** This computes its updates from now on. */
    void computedBy(EngineChoice choice) {
        news.add(PhotoMessages.engine(choice));
    }

    /** The GPU of this name has made updates of it. */
    void updatedBy(String device) {
        files.updatedBy(device);
    }

    @Override
    public Message ready() {
        return RunMessages.ready("");
    }

    /** To be called after updates: whether the run makes no more of them. */
    boolean over() {
        if (trainer().underWay()) {
            return false;
        }
        ValidationPoint point = ended ? null : learning.afterUpdates();
        EarlyStop earlyStop = learning.earlyStop();
        if (point != null && earlyStop != null) {
            news.add(validated(earlyStop, point));
        }
        if (!learning.done()) {
            ended = false;
            if (hasMoved()) {
                keeper.keepWhenDue(EventLoop.BROWSER.now(), files::checkpoint, () -> about(false));
            }
            return false;
        }
        return true;
    }

    private Message validated(EarlyStop earlyStop, ValidationPoint point) {
        ValidationPoint best = earlyStop.best();
        ValidationPoint shown = best == null ? point : best;
        return PhotoMessages.validated(
                point.iteration(),
                point.accuracy(),
                shown.iteration(),
                shown.accuracy(),
                learning.validation().size());
    }

    /** Whether it has come further than where it was resumed: only then does it replace what this browser keeps. */
    private boolean hasMoved() {
        return trainer().iteration() != takenUp;
    }

    private String about(boolean end) {
        return files.about(end, measured);
    }

    /** Keeps the run in the middle of the training; nothing may be under way. */
    void keep() {
        if (hasMoved()) {
            keeper.keepSoon(EventLoop.BROWSER.now(), files::checkpoint, () -> about(false));
        }
    }

    /** Is called when the training pauses or is over. */
    void rest() {
        if (ended) {
            return;
        }
        boolean end = learning.done();
        // Kept as training left it, before the best parameters take the place of the last.
        if (hasMoved()) {
            keeper.keep(files.checkpoint(), about(end));
        }
        if (end) {
            ended = true;
            learning.keepBest();
            tellSaved();
        }
        news.add(PhotoMessages.calibrated(learning.calibration()
                .map(calibration -> CalibrationJson.write(calibration).toString())
                .orElse("")));
    }

    /** Tells what the saved network is right on, where it says something else than the one in training. */
    private void tellSaved() {
        if (learning.savedSaysTheSame()) {
            return;
        }
        Network saved = learning.saved();
        try {
            news.add(PhotoMessages.saved(
                    new Predictor(saved).evaluate(whole.test()).accuracy()));
        } finally {
            saved.release();
        }
    }

    @Override
    public double[] accuracies() {
        double[] probabilities = new Predictor(network()).probabilities(seen.test());
        news.add(PhotoMessages.tested(probabilities));
        int right = 0;
        for (int i = 0; i < probabilities.length; i++) {
            right += probabilities[i] > 0.5 == (seen.test().label(i) == 1) ? 1 : 0;
        }
        double train = new Predictor(network()).evaluate(seen.sample()).accuracy();
        double test = (double) right / probabilities.length;
        measured.add(trainer().iteration(), train, test);
        return new double[] {train, test};
    }

    /** What there is to tell since the last call. */
    List<Message> news() {
        List<Message> told = List.copyOf(news);
        news.clear();
        return told;
    }

    /**
     * The run as a parameter file with its card; one that has not ended has with it all that continuing needs, as long as a
     * server takes that much.
     *
     * @throws IllegalStateException when it diverged
     */
    @Override
    public ParameterFile file(ModelDescription about) throws ParameterFileException {
        PhotosFile.requireConverged(learning);
        CardBuilder card =
                files.builder().iteration(shownIteration()).costs(trainer().costs());
        measure(card);
        about.addTo(card);
        return ended ? files.withoutState(card) : files.withState(card);
    }

    /** The iteration that the network's parameters are of: at the end, those that were best on the validation photos. */
    private int shownIteration() {
        EarlyStop earlyStop = learning.earlyStop();
        ValidationPoint best = ended && earlyStop != null ? earlyStop.best() : null;
        return best == null ? trainer().iteration() : best.iteration();
    }

    /** Puts into a card what the saved network is worth. */
    private void measure(CardBuilder card) {
        if (learning.savedSaysTheSame()) {
            measure(card, network(), seen, learning.calibration());
            return;
        }
        Network saved = learning.saved();
        try {
            measure(card, saved, whole, learning.calibration(saved));
        } finally {
            saved.release();
        }
    }

    private static void measure(CardBuilder card, Network network, Measured on, Optional<Calibration> calibration) {
        Predictor predictor = new Predictor(network);
        PhotosFile.addTo(card, predictor.evaluate(on.sample()), predictor.evaluate(on.test()), calibration);
    }
}
