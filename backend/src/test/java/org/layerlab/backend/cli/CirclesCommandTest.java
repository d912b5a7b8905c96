package org.layerlab.backend.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.data.LabeledSet;
import org.layerlab.network.data.Points;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.Npz;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.Tensor;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.Network;
import org.layerlab.network.matrix.ReferenceKernels;
import org.layerlab.network.training.CostPoint;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.network.training.Trainer;

class CirclesCommandTest {
    private static final Path GOLDEN = Path.of("../frontend/network/src/test/resources/golden");

    @ParameterizedTest
    @ValueSource(strings = {"2,4,1", "2,10,1", "2,128,4,1"})
    void printsNumPysLines(String layers) throws Exception {
        Map<String, Tensor> golden =
                Npz.read(Files.readAllBytes(GOLDEN.resolve("circles-" + layers.replace(',', '-') + ".npz")));
        double[] costs = tensor(golden, "costs").toDoubles();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < costs.length; i++) {
            expected.add("Cost after iteration " + 100 * i + ": " + CostPoint.sixDecimals(costs[i]));
        }
        expected.add(
                "train accuracy: " + percent(tensor(golden, "train_accuracy").scalar()));
        expected.add("test accuracy: " + percent(tensor(golden, "test_accuracy").scalar()));

        Cli.Result result = Cli.run("circles", "--layers", layers, "--seed", (long)
                tensor(golden, "seed").scalar());

        assertEquals(expected, result.lines());
        assertEquals("", result.err());
        assertEquals(0, result.code());
    }

    private static Tensor tensor(Map<String, Tensor> golden, String name) {
        return Objects.requireNonNull(golden.get(name), name);
    }

    private static String percent(double value) {
        return OutputOptions.percent(value / 100) + " %";
    }

    @Test
    void savesWhatIsNeededToDoItAgain(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("moons.safetensors");
        Cli.Result result = Cli.run("circles", "--dataset", "moons", "--iterations", 200, "--seed", 3, "--out", file);
        assertEquals(0, result.code(), result.err());
        ParameterFile saved = ParameterFile.read(Files.readAllBytes(file));
        assertEquals(List.of(2, 10, 1), saved.parameters().layerDims());
        assertEquals("moons", saved.card().dataset().getString("id", ""));
        assertEquals(3, saved.card().dataset().getInt("seed", 0));
        assertEquals(2, saved.card().costs().size());
        String recipe = saved.card().json().getString("recipe", "");
        assertEquals("layerlab circles --dataset moons --iterations 200 --seed 3 --out moons.safetensors", recipe);
    }

    @ParameterizedTest
    @ValueSource(strings = {"float64 plain", "float32 openblas"})
    void theCardNamesWhatComputedIt(String names, @TempDir Path folder) throws Exception {
        String precision = names.substring(0, 7);
        Path file = folder.resolve("circles.safetensors");
        Cli.run("circles", "--iterations", 2, "--precision", precision, "--out", file);
        JsonObject card = ParameterFile.read(Files.readAllBytes(file)).card().json();
        assertEquals("jvm", card.getString("engine", ""));
        assertEquals(precision, card.getString("precision", ""));
        assertEquals(names.substring(8), card.getString("kernels", ""));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.007, 0.15, 0.333, 0.0039})
    void thePointsAreThoseOfTheNoiseThatTheCardTells(double noise, @TempDir Path folder) throws Exception {
        Path file = folder.resolve("circles.safetensors");
        Cli.run("circles", "--noise", noise, "--iterations", 1, "--layers", "2,1", "--points", 20, "--out", file);
        ParameterFile saved = ParameterFile.read(Files.readAllBytes(file));
        double told = saved.card().dataset().getDouble("noise", 0) / 100;
        assertEquals(noise, told, Math.ulp(noise));
        LabeledSet points = Points.CIRCLE.generate(20, told, 1);
        Architecture architecture = saved.card().architecture();
        Network network =
                new Network(new ReferenceKernels(), architecture, Initialization.NORMAL.parameters(architecture, 1));
        new Trainer(network, points, Hyperparameters.plain(0.2, 1)).step();
        assertArrayEquals(
                network.parameters().layers().get(0).W(),
                saved.parameters().layers().get(0).W());
    }

    @Test
    void aSoftmaxLearnsAsManyClassesAsItHas(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("blobs.safetensors");
        Cli.Result result = Cli.run(
                "circles",
                "--dataset",
                "blobs",
                "--noise",
                0.2,
                "--layers",
                "2,8,softmax5",
                "--initialization",
                "he",
                "--iterations",
                400,
                "--out",
                file);
        assertEquals(0, result.code(), result.err());
        assertTrue(result.out().contains("test accuracy: "), result.out());
        ModelCard card = ParameterFile.read(Files.readAllBytes(file)).card();
        assertEquals(5, card.architecture().outputs());
        assertEquals(5, card.dataset().getInt("classCount", 0));
        assertTrue(card.testAccuracy().orElse(0) > 0.9, card.toString());
    }

    @Test
    void aRegressionEndsInALinearUnitAndSaysR2(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("plane.safetensors");
        Cli.Result result = Cli.run(
                "circles",
                "--dataset",
                "tf-reg-plane",
                "--noise",
                0,
                "--layers",
                "2,1",
                "--learning-rate",
                0.03,
                "--iterations",
                2000,
                "--out",
                file);
        assertEquals(0, result.code(), result.err());
        assertTrue(result.out().contains("test R²: 1.0000"), result.out());
        ModelCard card = ParameterFile.read(Files.readAllBytes(file)).card();
        assertTrue(card.architecture().isRegression());
        assertTrue(card.testAccuracy().isEmpty(), "numbers have none");
        assertTrue(card.json().getDouble("testR2", 0) > 0.999, card.toString());
    }

    /** The two test points of seed 1 have the same number, from which R² cannot tell anything. */
    @Test
    void anR2ThatIsNotDefinedIsNotInTheCard(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("gauss.npz");
        Cli.Result result =
                Cli.run("circles", "--dataset", "tf-reg-gauss", "--test-points", 2, "--iterations", 20, "--out", file);
        assertEquals(0, result.code(), result.err());
        assertTrue(result.out().contains("test R²: NaN"), result.out());
        JsonObject card = ParameterFile.read(Files.readAllBytes(file)).card().json();
        assertTrue(Double.isFinite(card.getDouble("trainR2", Double.NaN)), card.toString());
        assertFalse(card.names().contains("testR2"), card.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "moons, '2,4,softmax3', 3 classes: moons has 2",
        "tf-reg-plane, '2,4,softmax3', 'is for classes, but the points of tf-reg-plane have numbers'",
        "circle, '2,4,1linear', 'is for numbers, but the points of circle have classes'",
        "circle, '2,4,softmax200', a softmax over 200 classes"
    })
    void layersAndPointsHaveToFit(String dataset, String layers, String said) {
        Cli.Result result = Cli.run("circles", "--dataset", dataset, "--layers", layers, "--iterations", 1);
        assertEquals(2, result.code());
        assertTrue(result.err().contains(said), result.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--validation-points 1 | --validation-points is 1; it must be at least 2, one of each class",
                "--layers 2,softmax5 --dataset blobs --points 4 | --points is 4; it must be at least 5, one of each",
                "--layers 2,softmax5 --dataset blobs --test-points 3 | --test-points is 3; it must be at least 5, one",
                "--dataset tf-reg-gauss --validation-points 1 | --validation-points is 1; it must be at least 2 (see",
                "--test-points 1 | test points 1 is not between 2 and 2147483647"
            })
    void tooFewPointsAreBlamedOnTheirOption(String options, String said) {
        Cli.Result result = Cli.run((Object[]) ("circles --iterations 1 " + options).split(" "));
        assertEquals(2, result.code(), result.err());
        assertTrue(result.err().contains(said), result.err());
    }

    @Test
    void theHelpSaysHowManyPointsAreNeeded() {
        String help = Cli.run("circles", "--help").out().replaceAll("\\s+", " ");
        assertTrue(help.contains("Points to train on. It must be at least 2. Default: 300."), help);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--storage bf16", "--name x", "--description x", "--license x", "--licence x"})
    void whatDescribesAFileHasNoEffectWithoutOneAndThatIsSaid(String options) {
        Cli.Result result = Cli.run((Object[]) ("circles --iterations 1 " + options).split(" "));
        assertEquals(0, result.code(), result.err());
        assertTrue(result.err().contains(" is for the model's file; give --out FILE as well"), result.err());
    }

    @Test
    void aRateThatIsTooHighIsSaid() {
        Cli.Result result =
                Cli.run("circles", "--learning-rate", 1e6, "--initialization", "he", "--activation", "linear");
        assertEquals(1, result.code());
        assertTrue(result.err().contains("learning rate 1000000.0 is too high"), result.err());
        assertEquals(1, result.err().lines().count());
    }

    @Test
    void aRegularizationThatIsTooStrongForTheRateIsSaid() {
        Cli.Result result = Cli.run("circles", "--l2", 1e6);
        assertEquals(1, result.code());
        assertTrue(
                result.err()
                        .contains(": the learning rate 0.2 is too high for the L2 strength 1000000.0: their product is"
                                + " 200000.0, and above 2 the weights grow with each update"),
                result.err());
    }

    private static OutputStream failing(String why) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(why);
            }
        };
    }

    /** As {@code head -1} leaves it; without a model to write, there is nothing left to do. */
    @Test
    void theModelIsWrittenEvenIfNobodyReadsTheLines(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("circles.npz");
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Object[] circles = {"circles", "--iterations", 101, "--out", file};
        assertEquals(0, Cli.run(failing("Broken pipe"), err, Interruption.none(), circles));
        assertEquals("", err.toString(StandardCharsets.UTF_8));
        ModelCard card = ParameterFile.read(Files.readAllBytes(file)).card();
        assertEquals(101, card.iteration().orElse(0));
    }

    @Test
    void aClosedPipeEndsQuietly() {
        OutputStream closed = failing("Broken pipe");
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        assertEquals(0, Cli.run(closed, err, Interruption.none(), "circles"));
        assertEquals("", err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void theLargestSeedIsTheOneThatHelpTells() {
        String help = Cli.run("circles", "--help").out().replaceAll("\\s+", " ");
        assertTrue(help.contains("between 0 and 4294967294"), help);
        assertEquals(
                0, Cli.run("circles", "--iterations", 1, "--seed", 4294967294L).code());
        Cli.Result over = Cli.run("circles", "--iterations", 1, "--seed", 4294967295L);
        assertEquals(2, over.code());
        assertTrue(over.err().contains("4294967294"), over.err());
    }
}
