package org.layerlab.page.worker;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.Centring;
import org.layerlab.network.Hyperparameters;
import org.layerlab.network.Network;
import org.layerlab.network.Parameters;
import org.layerlab.network.Predictor;
import org.layerlab.network.Trainer;
import org.layerlab.network.data.Augmentation;
import org.layerlab.network.data.PhotoInput;
import org.layerlab.network.data.PhotoSet;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.matrix.Precision;
import org.layerlab.page.browser.Engine;
import org.layerlab.page.kernels.KernelChoice;
import org.layerlab.page.models.About;
import org.layerlab.page.photos.PhotoSettings;
import org.teavm.jso.typedarrays.Float64Array;

/** A network on photos: one that trains in this tab, or a saved one that gives verdicts. */
final class PhotosRun extends Run {
    /** While it trains, the accuracy is measured on so many of the training photos. */
    private static final int SAMPLE = 500;

    /** A short run still gives a curve of so many points. */
    private static final int COST_POINTS = 200;

    private final Predictor predictor;
    private final @Nullable Training training;

    /** What a run that trains has besides its network. Photos are seen less the mean where one is given. */
    private record Training(
            PhotoSettings settings,
            Hyperparameters hyperparameters,
            Trainer trainer,
            PhotoSet sample,
            PhotoSet test,
            @SuppressWarnings("ArrayRecordComponent") double @Nullable [] mean) {}

    private double @Nullable [] testProbabilities;

    private PhotosRun(Network network, @Nullable Training training, @Nullable ModelCard card) {
        super(network, card);
        this.training = training;
        predictor = new Predictor(network);
    }

    /** A run at its beginning, on the photos that came with the message. */
    static PhotosRun begin(Messages.Photos message, KernelChoice choice) {
        PhotoSettings settings = PhotoSettings.fromJson(message.getText());
        byte[] trainX = message.getTrainX().copyToJavaArray();
        byte[] trainY = message.getTrainY().copyToJavaArray();
        byte[] testX = message.getTestX().copyToJavaArray();
        byte[] testY = message.getTestY().copyToJavaArray();
        PhotoSet photos = new PhotoSet(trainX, trainY, PhotoInput.SIZE);
        double[] mean = settings.augmented() ? photos.mean() : null;
        Hyperparameters h = settings.hyperparameters(trainY.length);
        PhotoSet train =
                photos.varied(new Augmentation(settings.augmented(), 0)).less(mean);
        PhotoSet test = new PhotoSet(testX, testY, PhotoInput.SIZE).less(mean);
        PhotoSet sample = sample(trainX, trainY, mean);
        Parameters initial = settings.initialization().parameters(settings.architecture(), settings.seed());
        return made(choice.kernels(Precision.FLOAT32), kernels -> {
            Network network = new Network(kernels, settings.architecture(), initial);
            Trainer trainer =
                    new Trainer(network, train, h, Math.min(Trainer.COST_EVERY, h.iterations() / COST_POINTS));
            return new PhotosRun(network, new Training(settings, h, trainer, sample, test, mean), null);
        });
    }

    /** A saved network. */
    static PhotosRun open(ParameterFile file, KernelChoice choice) {
        if (file.card().architecture().inputs() != PhotoInput.FEATURES) {
            throw new IllegalArgumentException("this network takes "
                    + file.card().architecture().inputs() + " numbers: neither points (2) nor photos ("
                    + PhotoInput.FEATURES + ")");
        }
        return made(
                choice.kernels(Precision.FLOAT32),
                kernels -> new PhotosRun(
                        new Network(kernels, file.card().architecture(), file.parameters()), null, file.card()));
    }

    private static PhotoSet sample(byte[] X, byte[] Y, double @Nullable [] mean) {
        int count = Math.min(SAMPLE, Y.length);
        byte[] sampleX = new byte[count * PhotoInput.FEATURES];
        byte[] sampleY = new byte[count];
        for (int i = 0; i < count; i++) {
            int from = (int) ((long) i * Y.length / count);
            System.arraycopy(X, from * PhotoInput.FEATURES, sampleX, i * PhotoInput.FEATURES, PhotoInput.FEATURES);
            sampleY[i] = Y[from];
        }
        return new PhotoSet(sampleX, sampleY, PhotoInput.SIZE).less(mean);
    }

    @Override
    @Nullable
    Trainer trainer() {
        return training == null ? null : training.trainer();
    }

    @Override
    Messages.Message ready() {
        Float64Array none = new Float64Array(0);
        return Messages.ready("", cardText(), none, none, none, none, none);
    }

    @Override
    double[] accuracies() {
        if (training == null) {
            return new double[] {Double.NaN, Double.NaN};
        }
        double[] probabilities = predictor.probabilities(training.test());
        testProbabilities = probabilities;
        int right = 0;
        for (int i = 0; i < probabilities.length; i++) {
            if (probabilities[i] > 0.5 == (training.test().label(i) == 1)) {
                right++;
            }
        }
        return new double[] {
            predictor.evaluate(training.sample()).accuracy(), (double) right / Math.max(1, probabilities.length)
        };
    }

    @Override
    Messages.@Nullable Message tested() {
        return testProbabilities == null ? null : Messages.tested(Float64Array.copyFromJavaArray(testProbabilities));
    }

    @Override
    float @Nullable [] boundary() {
        return null;
    }

    @Override
    double classify(byte[] photo) {
        PhotoSet one =
                new PhotoSet(photo, new byte[1], PhotoInput.SIZE).less(training == null ? null : training.mean());
        return predictor.probabilities(one)[0];
    }

    @Override
    ParameterFile file(About about) throws ParameterFileException {
        Parameters parameters = network().parameters();
        if (training == null) {
            throw new IllegalStateException("this model is saved already");
        }
        if (training.mean() != null) {
            parameters = Centring.fold(parameters, training.mean());
        }
        PhotoSettings settings = training.settings();
        Hyperparameters h = training.hyperparameters();
        double[] accuracies = accuracies();
        JsonObject hyperparameters = Json.object()
                .add("learningRate", h.learningRate())
                .add("iterations", h.iterations())
                .add("epochs", settings.epochs())
                .add("batchSize", h.batchSize())
                .add("optimizer", h.optimizer().id())
                .add("schedule", h.schedule().id())
                .add("momentum", h.momentum())
                .add("l2", h.l2())
                .add("dropout", h.dropout())
                .add("initialization", settings.initialization().id())
                .add("mirror", settings.augmented())
                .add("center", settings.augmented())
                .add("seed", settings.seed());
        ModelCard.Builder saved = ModelCard.builder(network().architecture())
                .kind(ModelCard.Kind.PHOTOS)
                .dataset(Json.object().add("id", settings.dataset()))
                .hyperparameters(hyperparameters)
                .input(Json.object()
                        .add("size", PhotoInput.SIZE)
                        .add("order", "BGR")
                        .add("divisor", 255)
                        .add("resize", "INTER_CUBIC"))
                .iteration(training.trainer().iteration())
                .costs(training.trainer().costs())
                .trainAccuracy(accuracies[0])
                .testAccuracy(accuracies[1])
                .engine(Engine.name())
                .precision(Precision.FLOAT32.id());
        return new ParameterFile(parameters, about.addTo(saved).build());
    }
}
