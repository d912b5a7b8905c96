package org.layerlab.backend.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.Safetensors;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.file.Tensor;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.verdict.Calibration;

class ModelCommandsTest {
    private static final int FEATURES = 12288;

    @TempDir
    private Path folder;

    private Path model;

    /** A network that calls everything a dog that is brighter than middle gray. */
    @BeforeEach
    void saveAModel() throws Exception {
        double[] W = new double[FEATURES];
        Arrays.fill(W, 10.0 / FEATURES);
        save("bright.safetensors", new Parameters(List.of(new Parameters.Dense(1, FEATURES, W, new double[] {-5}))));
        model = folder.resolve("bright.safetensors");
    }

    private void save(String name, Parameters parameters) throws Exception {
        Architecture architecture = Architecture.relu(
                parameters.layerDims().stream().mapToInt(Integer::intValue).toArray());
        ParameterFile file = new ParameterFile(parameters, new CardBuilder(architecture).build());
        Files.write(folder.resolve(name), file.toSafetensors(StorageType.F64));
    }

    private Path image(String name, int gray) throws Exception {
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 64; i++) {
            image.setRGB(i % 8, i / 8, gray * 0x010101);
        }
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        assertTrue(ImageIO.write(image, "png", new File(file.toString())));
        return file;
    }

    @Test
    void predictionsAreALineAnImage() throws Exception {
        Path dark = image("dark.png", 0);
        Path bright = image("bright.png", 255);
        Cli.Result result = Cli.run("predict", "--model", model, dark, bright);
        assertEquals(List.of(dark + "\tcat\t0.0067", bright + "\tdog\t0.9933"), result.lines());
        assertEquals(0, result.code());
        assertEquals("", result.err());
    }

    @Test
    void aBrokenImageIsNamedAndTheRestGoesOn() throws Exception {
        Path broken = Files.write(folder.resolve("broken.png"), new byte[] {1, 2, 3});
        Path empty = Files.write(folder.resolve("empty.png"), new byte[0]);
        Path missing = folder.resolve("missing.png");
        Path dark = image("dark.png", 0);
        Cli.Result result = Cli.run("predict", "--model", model, broken, empty, missing, dark);
        assertEquals(List.of(dark + "\tcat\t0.0067"), result.lines());
        assertEquals(1, result.code());
        List<String> errors = result.err().lines().toList();
        assertEquals(3, errors.size(), result.err());
        assertTrue(errors.get(0).startsWith("layerlab predict: " + broken + " "), result.err());
        assertTrue(errors.get(1).startsWith("layerlab predict: " + empty + " "), result.err());
        assertEquals("layerlab predict: " + missing + " can't be read: it does not exist", errors.get(2));
    }

    @Test
    void aNameThatJavaCannotReadIsNotSaidToBeMissing() throws Exception {
        Path dark = image("dark.png", 0);
        Cli.Result result = Cli.run("predict", "--model", model, "lat\ufffd.png", "a\0b.png", dark);
        assertEquals(List.of(dark + "\tcat\t0.0067"), result.lines());
        List<String> errors = result.err().lines().toList();
        assertEquals(
                "layerlab predict: lat\ufffd.png can't be read: its name is not UTF-8, so that Java does not find it; "
                        + "rename it",
                errors.get(0));
        assertTrue(errors.get(1).endsWith(" is not a path on this system: Nul character not allowed"), errors.get(1));
    }

    @Test
    void aFolderInOnePieceIsMeasuredWhole() throws Exception {
        image("set/cat.1.png", 0);
        image("set/cat.2.png", 250);
        image("set/dog.1.png", 255);
        image("set/dog.2.png", 200);
        Cli.Result result = Cli.run("evaluate", "--model", model, "--dataset", folder.resolve("set"));
        assertEquals(0, result.code(), result.err());
        assertEquals(
                List.of(
                        "accuracy: 75.00 %",
                        "              said cat  said dog",
                        "is cat               1         1",
                        "is dog               0         2"),
                result.lines().subList(0, 4));
        // Four answers, each over 94.5 % sure, three of them right.
        assertEquals("calibration error: 23.09 % uncalibrated", result.lines().get(4));
        assertEquals(5, result.lines().size(), "there is no calibration to tell of");
    }

    @Test
    void whatOverflowsHasNoVerdict() throws Exception {
        image("set/cat.1.png", 100);
        image("set/dog.1.png", 200);
        double[] W = new double[2 * 12288];
        Arrays.fill(W, 1e308);
        Parameters parameters = new Parameters(List.of(
                new Parameters.Dense(2, 12288, W, new double[2]),
                new Parameters.Dense(1, 2, new double[] {1e308, -1e308}, new double[1])));
        Path huge = folder.resolve("huge.npz");
        Files.write(
                huge,
                new ParameterFile(
                                parameters,
                                new CardBuilder(Architecture.relu(12288, 2, 1))
                                        .kind(ModelCard.Kind.PHOTOS)
                                        .build())
                        .toNpz(StorageType.F64));
        Cli.Result predicted = Cli.run("predict", "--model", huge, folder.resolve("set/cat.1.png"));
        assertEquals(1, predicted.code(), predicted.out());
        assertEquals(List.of(), predicted.lines());
        assertTrue(predicted.err().contains("gives no probability for 1 of 1 photo: its numbers are so large"));
        Cli.Result evaluated = Cli.run("evaluate", "--model", huge, "--dataset", folder.resolve("set"));
        assertEquals(1, evaluated.code(), evaluated.out());
        assertEquals(List.of(), evaluated.lines());
    }

    @Test
    void folderThatHasNoPicturesOfNeitherIsToldBeforeAnyWork() throws Exception {
        image("set/cat.1.png", 0);
        image("set/dog.1.png", 255);
        Path none = folder.resolve("none");
        Cli.Result result =
                Cli.run("evaluate", "--model", model, "--dataset", folder.resolve("set"), "--neither", none);
        assertEquals(1, result.code());
        assertEquals(List.of(), result.lines());
        assertTrue(result.err().contains("--neither: " + none + " does not exist"), result.err());
        Cli.Result trained = Cli.run(
                "train", "--dataset", folder.resolve("set"), "--neither", none, "--out", folder.resolve("m.npz"));
        assertEquals(1, trained.code());
        assertEquals(List.of(), trained.lines());
        assertTrue(trained.err().contains("--neither: " + none + " does not exist"), trained.err());

        Path file = Files.writeString(folder.resolve("cache.txt"), "a file");
        Cli.Result cached = Cli.run("evaluate", "--model", model, "--dataset", folder.resolve("set"), "--cache", file);
        assertEquals(1, cached.code());
        assertTrue(
                cached.err()
                        .contains(
                                "prepared photos can't be kept in " + file + ": " + file + " is a file, not a folder"),
                cached.err());
    }

    @Test
    void aFolderOfOneClassIsMeasured() throws Exception {
        image("cats/cat.1.png", 0);
        image("cats/cat.2.png", 250);
        Object[] args = {"evaluate", "--model", model, "--dataset", folder.resolve("cats")};
        Cli.Result result = Cli.run(args);
        assertEquals(0, result.code(), result.err());
        assertEquals(
                List.of(
                        "accuracy: 50.00 %",
                        "              said cat  said dog",
                        "is cat               1         1",
                        "is dog               0         0"),
                result.lines().subList(0, 4));
        Cli.Result trained = Cli.run(
                "train", "--dataset", folder.resolve("cats"), "--out", folder.resolve("m.npz"), "--test-fraction", 0);
        assertEquals(1, trained.code());
        assertTrue(trained.err().contains("has 2 cats and no dogs"), trained.err());
    }

    @Test
    void aCalibratedModelIsMeasuredCalibratedToo() throws Exception {
        image("set/cat.1.png", 0);
        image("set/cat.2.png", 130);
        image("set/dog.1.png", 255);
        image("set/dog.2.png", 200);
        ParameterFile plain = ParameterFile.read(Files.readAllBytes(model));
        ModelCard card = new CardBuilder(plain.card())
                .calibration(new Calibration(4, 0.55, 900, 0.1, 0.8, 0))
                .build();
        Files.write(model, new ParameterFile(plain.parameters(), card).toSafetensors(StorageType.F64));
        Cli.Result result = Cli.run("evaluate", "--model", model, "--dataset", folder.resolve("set"));
        assertEquals(
                List.of(
                        "calibration error: 14.82 % uncalibrated",
                        "calibration error: 32.02 % calibrated, temperature 4.000 from 900 validation photos",
                        "unsure: 25.00 %, below 0.550; accuracy of the others: 100.00 %"),
                result.lines().subList(4, 7));

        Path bright = folder.resolve("set/dog.1.png");
        assertEquals(
                List.of(bright + "\tdog\t0.7773"),
                Cli.run("predict", "--model", model, "--calibrated", bright).lines());
        assertEquals(
                List.of(bright + "\tdog\t0.9933"),
                Cli.run("predict", "--model", model, bright).lines());
    }

    @Test
    void aModelWithoutCalibrationCannotPredictCalibratedNorUnsure() throws Exception {
        for (String option : List.of("--calibrated", "--unsure")) {
            Cli.Result result = Cli.run("predict", "--model", model, option, image("dark.png", 0));
            assertEquals(1, result.code());
            assertTrue(result.err().contains("has no calibration"), result.err());
        }
    }

    @Test
    void whatIsPerhapsNeitherIsUnsureWhereThatIsAskedFor() throws Exception {
        // Its one filter sees green, its output a dog in all that is bright.
        ModelCard card = new CardBuilder(Architecture.parse("64x64x3,conv1x1,relu,gap,1", Activation.RELU))
                .calibration(new Calibration(1, 0.5, 900, 0, 0.9, 0.5))
                .build();
        Parameters parameters = new Parameters(List.of(
                new Parameters.Dense(1, 3, new double[] {0, 1, 0}, new double[1]),
                new Parameters.Dense(1, 1, new double[] {8}, new double[] {-1})));
        Path file = folder.resolve("filter.safetensors");
        Files.write(file, new ParameterFile(parameters, card).toSafetensors(StorageType.F32));
        Path dark = image("cat.1.png", 51);
        Path bright = image("dog.1.png", 255);
        assertEquals(
                List.of(dark + "\tdog\t0.6457", bright + "\tdog\t0.9991"),
                Cli.run("predict", "--model", file, dark, bright).lines());
        assertEquals(
                List.of(dark + "\tunsure\t0.6457", bright + "\tdog\t0.9991"),
                Cli.run("predict", "--model", file, "--unsure", dark, bright).lines());
        Files.createDirectory(folder.resolve("two"));
        Files.move(dark, folder.resolve("two/cat.1.png"));
        Files.move(bright, folder.resolve("two/dog.1.png"));
        Cli.Result result = Cli.run("evaluate", "--model", file, "--dataset", folder.resolve("two"));
        assertEquals(
                "unsure: 50.00 %, possibly neither (50.00 %); accuracy of the others: 100.00 %",
                result.lines().get(6));
    }

    @Test
    void ofTwoSplitsTheTestSplitIsMeasuredUnlessAskedOtherwise() throws Exception {
        image("set/Train_data/cat.1.png", 255);
        image("set/Train_data/dog.1.png", 0);
        image("set/Test_data/cat.1.png", 0);
        image("set/Test_data/dog.1.png", 255);
        Path set = folder.resolve("set");
        assertEquals(
                "accuracy: 100.00 %",
                Cli.run("evaluate", "--model", model, "--dataset", set).lines().get(0));
        assertEquals(
                "accuracy: 0.00 %",
                Cli.run("evaluate", "--model", model, "--dataset", set, "--split", "train")
                        .lines()
                        .get(0));
        assertEquals(
                "accuracy: 50.00 %",
                Cli.run("evaluate", "--model", model, "--dataset", set, "--split", "all")
                        .lines()
                        .get(0));
    }

    @Test
    void theDrawingsAreADataSet() {
        Cli.Result result = Cli.run("evaluate", "--model", model, "--dataset", "drawings");
        assertEquals(0, result.code(), result.err());
        int measured = result.lines().stream()
                .skip(2)
                .limit(2)
                .flatMap(line -> Stream.of(line.substring(6).strip().split(" +")))
                .mapToInt(Integer::parseInt)
                .sum();
        assertEquals(200, measured, result.out());
    }

    @Test
    void aModelOfPointsTakesNoPhotos() throws Exception {
        save("points.safetensors", Initialization.NORMAL.parameters(Architecture.relu(2, 3, 1), 1));
        Cli.Result result =
                Cli.run("evaluate", "--model", folder.resolve("points.safetensors"), "--dataset", "drawings");
        assertEquals(1, result.code());
        assertTrue(result.err().contains("takes 2 features") && result.err().contains("12288"), result.err());
    }

    @Test
    void conversionThereAndBackLosesNothing() throws Exception {
        Parameters parameters = Initialization.HE.parameters(Architecture.relu(2, 3, 1), 1);
        save("a.safetensors", parameters);
        assertEquals(
                0,
                Cli.run("convert", folder.resolve("a.safetensors"), folder.resolve("b.npz"))
                        .code());
        assertEquals(
                0,
                Cli.run("convert", folder.resolve("b.npz"), folder.resolve("c.safetensors"))
                        .code());
        assertEquals(
                0,
                Cli.run("convert", folder.resolve("c.safetensors"), folder.resolve("d.onnx"))
                        .code());
        assertArrayEquals(
                Files.readAllBytes(folder.resolve("a.safetensors")),
                Files.readAllBytes(folder.resolve("c.safetensors")));
        assertTrue(Files.size(folder.resolve("d.onnx")) > 0);
    }

    @Test
    void aBrokenModelIsNamed() throws Exception {
        Path broken = Files.write(folder.resolve("broken.npz"), new byte[] {'P', 'K', 3, 4});
        Cli.Result result = Cli.run("convert", broken, folder.resolve("out.npz"));
        assertEquals(1, result.code());
        assertTrue(result.err().contains("broken.npz: "), result.err());
        assertFalse(Files.exists(folder.resolve("out.npz")));
    }

    /** As PyTorch names it; a safetensors file of LayerLab's writer that says nothing of the network. */
    private Path another(String name, Map<String, Tensor> tensors) throws Exception {
        Path file = folder.resolve(name);
        Files.write(file, new Safetensors(Map.of("format", "pt"), tensors).toBytes());
        return file;
    }

    @Test
    void filesOfOtherProgramsAreConvertedAndUsed() throws Exception {
        double[] W = new double[FEATURES];
        Arrays.fill(W, 10.0 / FEATURES);
        Path theirs = another(
                "theirs.safetensors",
                Map.of("0.weight", Tensor.of(W, 1, FEATURES), "0.bias", Tensor.of(new double[] {-5}, 1)));
        Path dark = image("dark.png", 10);
        Cli.Result own = Cli.run("predict", "--model", model, dark);
        Cli.Result result = Cli.run("predict", "--model", theirs, dark);
        assertEquals(own.out(), result.out());
        assertTrue(result.err().contains("theirs.safetensors: Read as a PyTorch network"), result.err());
        Path converted = folder.resolve("ours.npz");
        result = Cli.run("convert", theirs, converted);
        assertEquals(0, result.code(), result.err());
        assertTrue(result.err().contains("each pixel as red, green, blue"), result.err());
        result = Cli.run("predict", "--model", converted, dark);
        assertEquals(own.out(), result.out());
        assertEquals("", result.err());
    }

    @Test
    void layersThatAFileDoesNotTellAreTold() throws Exception {
        Path theirs = another(
                "conv.safetensors",
                Map.of(
                        "0.weight", Tensor.of(new double[4 * 2 * 9], 4, 2, 3, 3),
                        "3.weight", Tensor.of(new double[4 * 9], 1, 36),
                        "3.bias", Tensor.of(new double[1], 1)));
        Path out = folder.resolve("out.safetensors");
        Cli.Result result = Cli.run("convert", theirs, out);
        assertEquals(1, result.code());
        assertTrue(result.err().contains("such as 6x6x2,conv3x4,relu,pool2,1, with layerlab convert"), result.err());
        assertFalse(Files.exists(out));
        result = Cli.run("convert", theirs, out, "--layers", "6x6x2,conv3x4,relu,pool2,1");
        assertEquals(0, result.code(), result.err());
        assertEquals(
                "6x6x2, conv3x4, relu, pool2, 1",
                ParameterFile.read(Files.readAllBytes(out))
                        .card()
                        .architecture()
                        .toString());
        assertEquals(
                2, Cli.run("convert", theirs, out, "--layers", "6x6x2,what").code());
        Path pickle = folder.resolve("model.pt");
        Files.write(pickle, new byte[] {(byte) 0x80, 2, '}', 'q', 0, '.', 0, 0, 0, 0});
        result = Cli.run("convert", pickle, out);
        assertEquals(1, result.code());
        assertTrue(result.err().contains("pickle.load("), result.err());
    }
}
