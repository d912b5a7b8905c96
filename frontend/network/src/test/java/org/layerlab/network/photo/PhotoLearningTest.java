package org.layerlab.network.photo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.JsonObject;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.data.PhotoSet;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.file.Tensor;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.FloatKernels;
import org.layerlab.network.matrix.HashRandom;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.matrix.ReferenceKernels;
import org.layerlab.network.training.EarlyStop;
import org.layerlab.network.training.OptimizerKind;
import org.layerlab.network.training.Trainer;
import org.layerlab.network.training.ValidationPoint;
import org.layerlab.network.verdict.Calibration;
import org.layerlab.network.verdict.Evaluation;
import org.layerlab.network.verdict.Predictor;

class PhotoLearningTest {
    private static final int M = 40;
    private static final int SIDE = PhotoPreparation.TUTORIAL.side();
    private static final int FEATURES = PhotoPreparation.TUTORIAL.features();
    private static final byte[] PHOTOS = new byte[M * FEATURES];
    private static final byte[] LABELS = new byte[M];

    // Noise, brighter in the left half for cats, in the right half for dogs.
    static {
        for (int e = 0; e < M; e++) {
            LABELS[e] = (byte) (e % 2);
            for (int i = 0; i < FEATURES; i++) {
                boolean right = i / 3 % SIDE >= SIDE / 2;
                int light = right == (LABELS[e] == 1) ? 130 : 120;
                PHOTOS[e * FEATURES + i] = (byte) (light + 40 * HashRandom.uniform(e, i));
            }
        }
    }

    private static PhotoRecipe recipe(String optimizer) {
        return PhotoRecipe.of(new JsonObject()
                .add("layers", "12288, 4, 1")
                .add("optimizer", optimizer)
                .add("learningRate", optimizer.equals("adam") ? 0.0003 : 0.003)
                .add("batchSize", 8)
                .add("epochs", 6)
                .add("mirror", false)
                .add("shift", 3)
                .add("dropout", 0.2)
                .add("validation", 0.25));
    }

    private static PhotoLearning learning(PhotoRecipe recipe) {
        return new PhotoLearning(new ReferenceKernels(), recipe, PHOTOS, LABELS, 2);
    }

    @ParameterizedTest
    @CsvSource({"0.25", "0"})
    void theMeanOfTheWeightsIsMeasuredAndKept(double validation) {
        double keeps = 0.9;
        PhotoRecipe averaging = PhotoRecipe.of(
                recipe("momentum").json().set("validation", validation).set("averaging", keeps));
        PhotoLearning plain = learning(PhotoRecipe.of(recipe("momentum").json().set("validation", validation)));
        PhotoLearning learning = learning(averaging);
        double[] mean = null;
        int iterations = learning.trainer().hyperparameters().iterations();
        for (int t = 1; t <= iterations; t++) {
            learning.trainer().step();
            learning.afterUpdates();
            plain.trainer().step();
            double[] W = plain.trainer().network().parameters().layers().get(0).W();
            assertArrayEquals(
                    W,
                    learning.trainer().network().parameters().layers().get(0).W(),
                    "measuring the mean leaves the network as it is");
            if (mean == null) {
                mean = W.clone();
            } else {
                double d = Math.min(keeps, (1.0 + t) / (10 + t));
                for (int i = 0; i < mean.length; i++) {
                    mean[i] = d * mean[i] + (1 - d) * W[i];
                }
            }
        }
        Parameters kept = Objects.requireNonNull(
                Objects.requireNonNull(learning.trainer().average()).mean());
        assertArrayEquals(mean, kept.layers().get(0).W(), 1e-12);
        learning.keepBest();
        EarlyStop earlyStop = learning.earlyStop();
        if (earlyStop == null) {
            Parameters left = learning.trainer().network().parameters();
            assertArrayEquals(mean, left.layers().get(0).W(), 1e-12);
        } else {
            double best = Objects.requireNonNull(earlyStop.best()).cost();
            assertEquals(best, onValidation(learning).cost(), 1e-12);
        }
    }

    private static Evaluation onValidation(PhotoLearning learning) {
        return new Predictor(learning.trainer().network()).evaluate(learning.seen(learning.validation()));
    }

    private static void run(PhotoLearning learning, int iterations) {
        while (!learning.done() && learning.trainer().iteration() < iterations) {
            learning.trainer().step();
            learning.afterUpdates();
        }
    }

    @Test
    void learnsOnItsOwnPartAndIsMeasuredOnTheOther() {
        PhotoLearning learning = learning(recipe("momentum"));
        assertEquals(30, learning.training().size());
        assertEquals(10, learning.validation().size());
        assertEquals(24, learning.trainer().hyperparameters().iterations(), "6 epochs of 30 photos, 8 at a time");
        run(learning, Integer.MAX_VALUE);
        EarlyStop earlyStop = Objects.requireNonNull(learning.earlyStop());
        assertEquals(6, earlyStop.points().size());
        learning.keepBest();
        double best = Objects.requireNonNull(earlyStop.best()).cost();
        assertEquals(best, onValidation(learning).cost(), 1e-12);
        assertTrue(onValidation(learning).accuracy() > 0.85);
        assertEquals(10, learning.calibration().orElseThrow().examples());
    }

    @ParameterizedTest
    @CsvSource({"64, 1e-9", "32, 0.01", "16, 0.01"})
    void itsParametersTakePhotosAsTheyAre(int side, double tolerance) {
        // What a network in training sees of fewer pixels is rounded to bytes.
        PhotoLearning learning =
                learning(PhotoRecipe.of(recipe("momentum").json().set("side", side)));
        assertEquals(
                side * side * 3, learning.trainer().network().architecture().inputs());
        run(learning, 5);
        assertTrue(learning.savedSaysTheSame());
        Network published = learning.saved();
        PhotoSet plain = learning.validation();
        assertArrayEquals(
                new Predictor(learning.trainer().network()).probabilities(learning.seen(plain)),
                new Predictor(published).probabilities(plain),
                tolerance);
    }

    @Test
    void filtersThatLearnedFromFewerPixelsAreMeasuredOnWholePhotos() {
        JsonObject convolutional = recipe("momentum")
                .json()
                .set("layers", "64x64x3,conv3x2s2,relu,gap,1")
                .set("center", false);
        assertTrue(learning(PhotoRecipe.of(convolutional.set("side", 64))).savedSaysTheSame());
        PhotoLearning learning = learning(PhotoRecipe.of(convolutional.set("side", 16)));
        run(learning, 5);
        assertFalse(learning.savedSaysTheSame());
        Network saved = learning.saved();
        assertEquals(FEATURES, saved.architecture().inputs(), "it takes photos as they are, like all that are saved");
        PhotoSet plain = learning.validation();
        Calibration whole = learning.calibration(saved).orElseThrow();
        assertEquals(Calibration.fit(new Predictor(saved).answers(plain), PhotoLearning.labels(plain)), whole);
        assertNotEquals(learning.calibration().orElseThrow(), whole);
    }

    @Test
    void measuringAgainTakesNoMoreRoom() {
        ReferenceKernels plain = new ReferenceKernels();
        AtomicInteger held = new AtomicInteger();
        Kernels counting = (Kernels) Proxy.newProxyInstance(
                Kernels.class.getClassLoader(), new Class<?>[] {Kernels.class}, (proxy, method, args) -> {
                    held.addAndGet(
                            method.getName().equals("create")
                                    ? 1
                                    : method.getName().equals("release") ? -1 : 0);
                    return method.invoke(plain, args);
                });
        PhotoLearning learning = new PhotoLearning(counting, recipe("momentum"), PHOTOS, LABELS, 2);
        assertNotNull(learning.mean());
        learning.calibration();
        int before = held.get();
        learning.calibration();
        assertTrue(before > 0);
        assertEquals(before, held.get());
    }

    @ParameterizedTest
    @EnumSource(OptimizerKind.class)
    void aRunFromACheckpointGoesOnAsIfItHadNotStopped(OptimizerKind optimizer) throws Exception {
        PhotoRecipe recipe = recipe(optimizer.id());
        PhotoLearning whole = learning(recipe);
        run(whole, Integer.MAX_VALUE);

        PhotoLearning first = learning(recipe);
        run(first, 13);
        byte[] bytes = Checkpoint.of(first, recipe.json(), new CardBuilder(recipe.architecture()), Precision.FLOAT64)
                .toSafetensors(StorageType.F64);
        PhotoLearning second = learning(recipe);
        Checkpoint checkpoint = Checkpoint.in(ParameterFile.read(bytes));
        assertEquals(recipe, PhotoRecipe.of(checkpoint.settings()));
        assertEquals(13, checkpoint.iteration());
        checkpoint.resume(second, recipe.json());
        run(second, Integer.MAX_VALUE);

        assertEquals(whole.trainer().costs(), second.trainer().costs());
        assertEquals(
                Objects.requireNonNull(whole.earlyStop()).points(),
                Objects.requireNonNull(second.earlyStop()).points());
        whole.keepBest();
        second.keepBest();
        Parameters expected = whole.parameters();
        for (int l = 0; l < 2; l++) {
            assertArrayEquals(
                    expected.layers().get(l).W(),
                    second.parameters().layers().get(l).W());
        }
    }

    /** Where the n-th part of a weight, n times, is another number than the weight. */
    @ParameterizedTest
    @CsvSource({"FLOAT64, true", "FLOAT32, false"})
    void aRunOnThirdsOfPhotosGoesOnAsIfItHadNotStopped(Precision precision, boolean center) throws Exception {
        PhotoRecipe recipe = PhotoRecipe.of(recipe("momentum")
                .json()
                .set("layers", "27648, 3, 1")
                .set("side", 32)
                .set("center", center));
        byte[] photos = new byte[M * recipe.preparation().features()];
        for (int i = 0; i < photos.length; i++) {
            photos[i] = (byte) (255 * HashRandom.uniform(3, i));
        }
        PhotoLearning[] runs = new PhotoLearning[3];
        for (int i = 0; i < runs.length; i++) {
            Kernels kernels = precision == Precision.FLOAT64 ? new ReferenceKernels() : new FloatKernels();
            runs[i] = new PhotoLearning(kernels, recipe, photos, LABELS, 2);
        }
        run(runs[0], 16);
        run(runs[1], 9);
        StorageType storage = StorageType.of(precision);
        byte[] bytes = Checkpoint.of(runs[1], recipe.json(), new CardBuilder(recipe.architecture()), precision)
                .toSafetensors(storage);
        Checkpoint.in(ParameterFile.read(bytes)).resume(runs[2], recipe.json());
        run(runs[2], 16);
        assertEquals(runs[0].trainer().costs(), runs[2].trainer().costs());
        assertArrayEquals(
                runs[0].trainer().network().parameters().layers().get(0).W(),
                runs[2].trainer().network().parameters().layers().get(0).W());
    }

    @Test
    void aCheckpointWithoutTheReducedWeightsStillOpens() throws Exception {
        PhotoRecipe recipe = PhotoRecipe.of(recipe("sgd")
                .json()
                .set("layers", "27648, 3, 1")
                .set("side", 32)
                .set("center", false));
        byte[] photos = new byte[M * recipe.preparation().features()];
        PhotoLearning first = new PhotoLearning(new ReferenceKernels(), recipe, photos, LABELS, 2);
        run(first, 3);
        ParameterFile file =
                Checkpoint.of(first, recipe.json(), new CardBuilder(recipe.architecture()), Precision.FLOAT64);
        Map<String, Tensor> earlier = new HashMap<>(file.extra());
        assertNotNull(earlier.remove("optimizer.reduced.W1"));
        PhotoLearning second = new PhotoLearning(new ReferenceKernels(), recipe, photos, LABELS, 2);
        Checkpoint.in(new ParameterFile(file.parameters(), file.card(), earlier))
                .resume(second, recipe.json());
        assertArrayEquals(
                first.trainer().network().parameters().layers().get(0).W(),
                second.trainer().network().parameters().layers().get(0).W(),
                1e-12);
    }

    @Test
    void aRunWhoseCostIsInfiniteIsKeptAndGoesOn() throws Exception {
        PhotoRecipe recipe = recipe("sgd");
        PhotoLearning whole = learning(recipe);
        Network network = whole.trainer().network();
        // Certain of a dog whatever it sees: half of the answers cost infinitely much.
        network.set(network.parameters().filled(like -> {
            double[] values = like.values().clone();
            if (like.name().equals("b2")) {
                values[0] = 1e4;
            }
            return values;
        }));
        run(whole, 13);
        assertEquals(Double.POSITIVE_INFINITY, whole.trainer().cost());
        assertFalse(whole.trainer().diverged());
        EarlyStop points = Objects.requireNonNull(whole.earlyStop());
        assertEquals(
                Double.POSITIVE_INFINITY, Objects.requireNonNull(points.best()).cost());

        byte[] bytes = Checkpoint.of(whole, recipe.json(), new CardBuilder(recipe.architecture()), Precision.FLOAT64)
                .toSafetensors(StorageType.F64);
        PhotoLearning second = learning(recipe);
        Checkpoint.in(ParameterFile.read(bytes)).resume(second, recipe.json());
        run(whole, 20);
        run(second, 20);
        assertEquals(points.points(), Objects.requireNonNull(second.earlyStop()).points());
        assertArrayEquals(
                whole.parameters().layers().get(0).W(),
                second.parameters().layers().get(0).W());
    }

    @Test
    void aValidationCostThatIsNotANumberIsKept() throws Exception {
        PhotoRecipe recipe = recipe("sgd");
        PhotoLearning whole = learning(recipe);
        run(whole, 13);
        List<ValidationPoint> points = List.of(new ValidationPoint(10, Double.NaN, 0.5));
        Objects.requireNonNull(whole.earlyStop()).resume(points, null);

        byte[] bytes = Checkpoint.of(whole, recipe.json(), new CardBuilder(recipe.architecture()), Precision.FLOAT64)
                .toSafetensors(StorageType.F64);
        PhotoLearning second = learning(recipe);
        Checkpoint.in(ParameterFile.read(bytes)).resume(second, recipe.json());
        assertEquals(points, Objects.requireNonNull(second.earlyStop()).points());
    }

    @Test
    void aSettingThatACheckpointLacksHadItsDefault() throws Exception {
        PhotoRecipe recipe = recipe("sgd");
        PhotoLearning learning = learning(recipe);
        run(learning, 3);
        JsonObject earlier = recipe.json().remove("l1");
        ParameterFile file =
                Checkpoint.of(learning, earlier, new CardBuilder(recipe.architecture()), Precision.FLOAT64);
        PhotoLearning second = learning(recipe);
        Checkpoint.in(file).resume(second, recipe.json());
        assertEquals(3, second.trainer().iteration());
        PhotoRecipe other = PhotoRecipe.of(recipe.json().set("l1", 0.5));
        ParameterFileException refused = assertThrows(
                ParameterFileException.class, () -> Checkpoint.in(file).resume(learning(other), other.json()));
        assertEquals("it is of a run with l1 0, but this run has l1 0.5", refused.getMessage());
    }

    @Test
    void aCheckpointOfOtherSettingsIsRefusedNamingBoth() throws Exception {
        PhotoRecipe recipe = recipe("sgd");
        PhotoLearning learning = learning(recipe);
        run(learning, 3);
        ParameterFile file =
                Checkpoint.of(learning, recipe.json(), new CardBuilder(recipe.architecture()), Precision.FLOAT64);
        PhotoRecipe other = PhotoRecipe.of(recipe.json().set("shift", 5));
        ParameterFileException refused = assertThrows(
                ParameterFileException.class, () -> Checkpoint.in(file).resume(learning(other), other.json()));
        assertEquals("it is of a run with shift 3, but this run has shift 5", refused.getMessage());
        ParameterFile model = new ParameterFile(learning.parameters(), new CardBuilder(recipe.architecture()).build());
        assertThrows(ParameterFileException.class, () -> Checkpoint.in(model));
    }

    @Test
    void presetsAreTheTutorialsAndTheBest() {
        for (PhotoRecipe recipe : new PhotoRecipe[] {PhotoRecipe.tutorial(), PhotoRecipe.best()}) {
            assertEquals(recipe, PhotoRecipe.of(recipe.json()));
        }
        assertEquals(10_000, PhotoRecipe.tutorial().hyperparameters(6000).iterations());
        assertThrows(IllegalArgumentException.class, () -> PhotoRecipe.of(new JsonObject().add("shift", 40)));
        assertThrows(IllegalArgumentException.class, () -> PhotoRecipe.of(new JsonObject().add("shift", "far")));
        assertThrows(
                IllegalArgumentException.class,
                () -> PhotoRecipe.of(new JsonObject().add("validation", 0).add("patience", 3)));
        assertThrows(IllegalArgumentException.class, () -> PhotoRecipe.of(new JsonObject().add("layers", "2, 1")));
    }

    @Test
    void theCardTellsTheCalibration() throws Exception {
        Calibration calibration = new Calibration(1.5, 0.6, 900, 0.2, 0.75, 3.5);
        ModelCard card = new CardBuilder(PhotoRecipe.best().architecture())
                .calibration(calibration)
                .build();
        assertEquals(calibration, ModelCard.parse(card.toString()).calibration().orElseThrow());
        ParameterFileException refused = assertThrows(
                ParameterFileException.class,
                () -> ModelCard.parse(card.toString().replace("1.5", "-1")));
        assertEquals("the model card's calibration: a calibration's temperature cannot be -1.0", refused.getMessage());
        Trainer trainer = learning(recipe("sgd")).trainer();
        assertEquals(8, trainer.batchSize());
    }
}
