package org.layerlab.page.photos.worker;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.LabelledPhotos;
import org.layerlab.network.data.PhotoInput;
import org.layerlab.network.data.PhotoSet;
import org.layerlab.network.file.CalibrationJson;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.file.PhotoPreparation;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.photo.Checkpoint;
import org.layerlab.network.photo.PhotoLearning;
import org.layerlab.network.photo.PhotoRecipe;
import org.layerlab.network.photo.Reduction;
import org.layerlab.network.training.EarlyStop;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.network.training.Trainer;
import org.layerlab.network.training.ValidationPoint;
import org.layerlab.network.verdict.Calibration;
import org.layerlab.network.verdict.Predictor;
import org.layerlab.page.browser.Clock;
import org.layerlab.page.browser.Engine;
import org.layerlab.page.kernels.KernelChoice;
import org.layerlab.page.message.Message;
import org.layerlab.page.message.PhotoMessages;
import org.layerlab.page.message.RunMessages;
import org.layerlab.page.settings.ModelDescription;
import org.layerlab.page.settings.PhotoSettings;
import org.layerlab.page.training.OpenedPhotos;
import org.layerlab.page.training.PhotoClassifier;
import org.layerlab.page.training.Run;
import org.layerlab.page.training.RunKeeper;

/** A network on photos: one that trains in this tab, or a saved one that gives verdicts. */
final class PhotosRun {
    /** Why a run ends, and cannot be saved, whose cost is infinite or no number. */
    static final String RAN_AWAY =
            "the numbers ran away, for the steps were too large. Train anew with a lower learning rate.";

    /** While it trains, the accuracy is measured on so many of the training photos. */
    private static final int SAMPLE = 500;

    /** A short run still gives a curve of so many points. */
    private static final int COST_POINTS = 200;

    private static final long FEW_PARAMETERS = 4_000_000;

    /** A server takes 64 MB; the card needs some of them. */
    private static final double MOST_BYTES = 60e6;

    private final Network network;
    private final @Nullable ModelCard card;
    private final PhotoClassifier eye;
    private final @Nullable Training training;
    private final List<Message> news = new ArrayList<>();
    private @Nullable Parameters start;
    private boolean ended;

    /** What a run that trains has besides its network. */
    private record Training(
            PhotoSettings settings,
            PhotoLearning learning,
            Measured whole,
            Measured seen,
            int fingerprint,
            RunKeeper keeper) {}

    /**
     * Photos to measure on, some of the training's and those of the test: whole, or as the network in training sees them.
     * They are made once, for the mean that is taken off lies in the kernels' memory.
     */
    private record Measured(PhotoSet sample, PhotoSet test) {}

    private PhotosRun(Network network, @Nullable Training training, @Nullable ModelCard card) {
        this.network = network;
        this.card = card;
        this.training = training;
        eye = training == null
                ? new PhotoClassifier(network, 1, null)
                : new PhotoClassifier(
                        network,
                        training.settings().recipe().reduction(),
                        training.learning().mean());
    }

    /** A run at its beginning. */
    static PhotosRun begin(
            PhotoSettings settings, LabelledPhotos train, LabelledPhotos test, RunKeeper keeper, KernelChoice choice) {
        int fingerprint = 31 * train.fingerprint() + test.fingerprint();
        return Run.made(choice.kernels(Precision.FLOAT32), kernels -> {
            Hyperparameters guess = settings.recipe().hyperparameters(train.size());
            int costEvery = Math.min(Trainer.COST_EVERY, guess.iterations() / COST_POINTS);
            PhotoLearning learning = new PhotoLearning(kernels, settings.recipe(), train.X(), train.Y(), costEvery);
            PhotoSet sample =
                    learning.training().part(spread(learning.training().size()));
            return new PhotosRun(
                    learning.trainer().network(),
                    new Training(
                            settings,
                            learning,
                            new Measured(sample, test.set()),
                            new Measured(learning.seen(sample), learning.seen(test.set())),
                            fingerprint,
                            keeper),
                    null);
        });
    }

    /** A saved network. */
    static PhotosRun open(ParameterFile file, KernelChoice choice) {
        OpenedPhotos.requirePhotos(file);
        return Run.made(
                choice.kernels(Precision.FLOAT32),
                kernels -> new PhotosRun(
                        new Network(kernels, file.card().architecture(), file.parameters()), null, file.card()));
    }

    private static int[] spread(int size) {
        int[] some = new int[Math.min(SAMPLE, size)];
        for (int i = 0; i < some.length; i++) {
            some[i] = (int) ((long) i * size / some.length);
        }
        return some;
    }

    Network network() {
        return network;
    }

    /** How many updates its network has seen. */
    int iteration() {
        Trainer trainer = trainer();
        long saved = card == null ? 0 : card.iteration().orElse(0);
        return trainer == null ? (int) saved : trainer.iteration();
    }

    PhotoClassifier eye() {
        return eye;
    }

    /** The parameters that the network began with; null where its card does not tell how they are drawn. */
    @Nullable
    Parameters start() {
        Parameters drawn = start;
        if (drawn == null) {
            drawn = drawStart();
            // A large network's are drawn anew each time: they take as much room as those it has.
            if (network.architecture().parameterCount() < FEW_PARAMETERS) {
                start = drawn;
            }
        }
        return drawn;
    }

    private @Nullable Parameters drawStart() {
        if (training != null) {
            PhotoRecipe recipe = training.settings().recipe();
            return drawStart(
                    recipe.learning(),
                    recipe.initialization(),
                    recipe.hyperparameters().seed(),
                    recipe.reduction());
        }
        ModelCard known = card;
        try {
            JsonObject told = known == null ? Json.object() : known.hyperparameters();
            if (told.get("seed") == null || !network.architecture().isDense()) {
                return null;
            }
            int reduction = PhotoInput.SIZE / told.getInt("side", PhotoInput.SIZE);
            List<Integer> dims = new ArrayList<>(network.architecture().layerDims());
            dims.set(0, dims.get(0) / (reduction * reduction));
            return drawStart(
                    new Architecture(dims, network.architecture().activations()),
                    Initialization.of(told.getString("initialization", "")),
                    told.getLong("seed", 1),
                    reduction);
        } catch (IllegalArgumentException | ArithmeticException | UnsupportedOperationException e) {
            return null;
        }
    }

    private Parameters drawStart(Architecture learning, Initialization initialization, long seed, int reduction) {
        return spread(initialization.parameters(learning, seed), reduction);
    }

    /** The parameters as they are, for photos of 64×64 pixels; the mean is not folded in. */
    Parameters parameters() {
        return spread(network.parameters(), eye.reduction());
    }

    /** The same for whole photos: dense units get a weight for each pixel, filters do not know the photo's size. */
    private Parameters spread(Parameters parameters, int reduction) {
        return network.architecture().isDense() ? Reduction.spread(parameters, PhotoInput.SIZE, reduction) : parameters;
    }

    /** Takes up a run that was kept. */
    void resume(ParameterFile file) throws ParameterFileException {
        PhotoLearning learning = training().learning();
        Checkpoint.in(file).resume(learning, checkpointSettings(training()));
        EarlyStop earlyStop = learning.earlyStop();
        if (earlyStop != null) {
            earlyStop.points().forEach(point -> news.add(validated(earlyStop, point)));
        }
    }

    /** What decides what this run computes. */
    private static JsonObject checkpointSettings(Training training) {
        return training.settings()
                .recipe()
                .json()
                .add("photos", training.settings().photos().id())
                .add("fingerprint", training.fingerprint());
    }

    private Training training() {
        if (training == null) {
            throw new IllegalStateException("this model was opened to be looked at, not to be trained");
        }
        return training;
    }

    /** What trains the network, or null when it was opened to be looked at. */
    @Nullable
    Trainer trainer() {
        return training == null ? null : training.learning().trainer();
    }

    /** The message that this run stands ready. */
    Message ready() {
        return RunMessages.ready(card == null ? "" : card.toString());
    }

    /** To be called after updates: whether no more of them are to be made. */
    boolean over() {
        if (training == null) {
            return true;
        }
        PhotoLearning learning = training.learning();
        if (learning.trainer().underWay()) {
            return false;
        }
        ValidationPoint point = ended ? null : learning.afterUpdates();
        EarlyStop earlyStop = learning.earlyStop();
        if (point != null && earlyStop != null) {
            news.add(validated(earlyStop, point));
        }
        if (!learning.done()) {
            ended = false;
            training.keeper().keepWhenDue(Clock.now(), this::checkpoint, () -> about(false));
            return false;
        }
        return true;
    }

    private static Message validated(EarlyStop earlyStop, ValidationPoint point) {
        ValidationPoint best = earlyStop.best();
        ValidationPoint shown = best == null ? point : best;
        return PhotoMessages.validated(
                point.iteration(), point.cost(), point.accuracy(), shown.iteration(), shown.accuracy());
    }

    /** Is called when the training pauses or is over. */
    void rest() {
        if (training == null || ended) {
            return;
        }
        boolean end = training.learning().done();
        // Kept as training left it, before the best parameters take the place of the last.
        training.keeper().keep(checkpoint(), about(end));
        if (end) {
            ended = true;
            training.learning().keepBest();
        }
        news.add(PhotoMessages.calibrated(training.learning()
                .calibration()
                .map(calibration -> CalibrationJson.write(calibration).toString())
                .orElse("")));
    }

    private byte[] checkpoint() {
        Training own = training();
        return Checkpoint.of(own.learning(), checkpointSettings(own), builder(), Precision.FLOAT32)
                .toSafetensors(StorageType.of(Precision.FLOAT32));
    }

    /** What the page tells of the kept run before it is opened. */
    private String about(boolean end) {
        Training own = training();
        return own.settings()
                .json()
                .add("iteration", own.learning().trainer().iteration())
                .add("iterations", own.learning().trainer().hyperparameters().iterations())
                .add("end", end)
                .toString();
    }

    /** Accuracies on some of the training photos and on the test photos, 0 to 1, NaN where there are none. */
    double[] accuracies() {
        if (training == null) {
            return new double[] {Double.NaN, Double.NaN};
        }
        double[] probabilities =
                new Predictor(network).probabilities(training.seen().test());
        news.add(PhotoMessages.tested(probabilities));
        return accuracies(network, training.seen(), probabilities);
    }

    private static double[] accuracies(Network network, Measured on, double[] probabilities) {
        int right = 0;
        for (int i = 0; i < probabilities.length; i++) {
            right += probabilities[i] > 0.5 == (on.test().label(i) == 1) ? 1 : 0;
        }
        double train = new Predictor(network).evaluate(on.sample()).accuracy();
        return new double[] {train, (double) right / Math.max(1, probabilities.length)};
    }

    /** What there is to tell since the last call. */
    List<Message> news() {
        List<Message> told = List.copyOf(news);
        news.clear();
        return told;
    }

    /**
     * The run as a parameter file with its card; one that has not ended has with it all that going on needs, as long as
     * a server takes so much.
     */
    ParameterFile file(ModelDescription about) throws ParameterFileException {
        Training own = training();
        if (own.learning().trainer().costs().stream().anyMatch(point -> !Double.isFinite(point.cost()))) {
            throw new IllegalStateException(RAN_AWAY);
        }
        CardBuilder builder = builder()
                .iteration(own.learning().trainer().iteration())
                .costs(own.learning().trainer().costs());
        measure(own, builder);
        about.addTo(builder);
        if (ended || wholeBytes(own.learning()) > MOST_BYTES) {
            return new ParameterFile(own.learning().parameters(), builder.build());
        }
        return Checkpoint.of(own.learning(), checkpointSettings(own), builder, Precision.FLOAT32);
    }

    /** Puts into a card what the saved network is worth. */
    private void measure(Training own, CardBuilder card) {
        PhotoLearning learning = own.learning();
        if (learning.savedSaysTheSame()) {
            tell(card, accuracies(), learning.calibration());
            return;
        }
        Network saved = learning.saved();
        try {
            double[] probabilities =
                    new Predictor(saved).probabilities(own.whole().test());
            tell(card, accuracies(saved, own.whole(), probabilities), learning.calibration(saved));
        } finally {
            saved.release();
        }
    }

    private static void tell(CardBuilder card, double[] accuracies, Optional<Calibration> calibration) {
        card.trainAccuracy(accuracies[0]).testAccuracy(accuracies[1]);
        calibration.ifPresent(card::calibration);
    }

    /** About how many bytes a file has with the optimizer's moments and the best parameters. */
    private double wholeBytes(PhotoLearning learning) {
        int times = learning.trainer().hyperparameters().optimizer().moments() + (learning.earlyStop() == null ? 0 : 1);
        return 4.0
                * (learning.recipe().architecture().parameterCount()
                        + (double) times * network.architecture().parameterCount());
    }

    /** The card's parts that do not change while it trains. */
    private CardBuilder builder() {
        Training own = training();
        return new CardBuilder(own.settings().recipe().architecture())
                .kind(ModelCard.Kind.PHOTOS)
                .dataset(own.settings().photos().json())
                .hyperparameters(own.settings()
                        .recipe()
                        .json()
                        .set(
                                "iterations",
                                own.learning().trainer().hyperparameters().iterations()))
                .input(PhotoPreparation.TUTORIAL.toJson())
                .engine(Engine.name())
                .precision(Precision.FLOAT32.id());
    }

    /** Gives back all room; the kernels have to be this run's own. */
    void release() {
        Trainer trainer = trainer();
        if (trainer != null) {
            trainer.release();
        }
        network.release();
        network.kernels().releaseAll();
    }
}
