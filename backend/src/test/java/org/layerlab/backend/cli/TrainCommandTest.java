package org.layerlab.backend.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.eclipsesource.json.JsonObject;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.matrix.HashRandom;
import org.layerlab.network.photo.PhotoRecipe;

class TrainCommandTest {
    /** 60 photos of noise to learn by heart, 10 to test on. */
    @TempDir
    private static Path photos;

    @TempDir
    private Path folder;

    @BeforeAll
    static void makePhotos() throws Exception {
        for (int i = 0; i < 70; i++) {
            BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
            for (int p = 0; p < 256; p++) {
                image.setRGB(p % 16, p / 16, (int) (HashRandom.uniform(i, p) * 0x1000000));
            }
            Path split = Files.createDirectories(photos.resolve(i < 60 ? "Train_data" : "Test_data"));
            Path file = split.resolve((i % 2 == 0 ? "cat." : "dog.") + i + ".png");
            assertTrue(ImageIO.write(image, "png", file.toFile()));
        }
    }

    private Object[] train(String out, Object... more) {
        return trainLayers("12288,3,1", out, more);
    }

    private Object[] trainLayers(String layers, String out, Object... more) {
        List<Object> args = new ArrayList<>(List.of(
                "train",
                "--dataset",
                photos,
                "--layers",
                layers,
                "--limit",
                50,
                "--batch-size",
                8,
                "--iterations",
                210,
                "--learning-rate",
                0.001,
                "--out",
                folder.resolve(out)));
        args.addAll(List.of(more));
        return args.toArray();
    }

    @ParameterizedTest
    @CsvSource({"float64, sgd", "float64, momentum", "float64, adam", "float32, momentum"})
    void aResumedRunEqualsOneThatWasNotInterrupted(String precision, String optimizer) throws Exception {
        Object[] settings = {
            "--precision",
            precision,
            "--optimizer",
            optimizer,
            "--mirror",
            "--shift",
            3,
            "--side",
            precision.equals("float64") ? 64 : 32,
            "--validation",
            0.2,
            "--center",
            "--dropout",
            0.2,
            "--schedule",
            "cosine",
            "--l2",
            0.01
        };
        Cli.Result whole = Cli.run(train("whole.safetensors", settings));
        assertEquals(0, whole.code(), whole.err());

        Cli.Result first = Cli.run("iteration 100:", train("two.safetensors", settings));
        assertEquals(130, first.code(), first.err());
        assertTrue(first.err().contains("interrupted after 101 of 210 iterations"), first.err());
        assertTrue(first.err().contains("--resume"), first.err());
        assertFalse(Files.exists(folder.resolve("two.safetensors")));

        Object[] resumed = Stream.concat(Stream.of(train("two.safetensors", settings)), Stream.of("--resume"))
                .toArray();
        Cli.Result second = Cli.run(resumed);
        assertEquals(0, second.code(), second.err());
        List<String> lines = new ArrayList<>(first.lines());
        lines.addAll(second.lines());
        assertEquals(whole.lines(), lines);
        assertFalse(Files.exists(folder.resolve("two.safetensors.checkpoint")));

        ParameterFile a = ParameterFile.read(Files.readAllBytes(folder.resolve("whole.safetensors")));
        ParameterFile b = ParameterFile.read(Files.readAllBytes(folder.resolve("two.safetensors")));
        for (int l = 0; l < 2; l++) {
            assertArrayEquals(
                    a.parameters().layers().get(l).W(),
                    b.parameters().layers().get(l).W());
            assertArrayEquals(
                    a.parameters().layers().get(l).b(),
                    b.parameters().layers().get(l).b());
        }
        assertEquals(a.card().costs(), b.card().costs());
        assertEquals(a.card().calibration(), b.card().calibration());
        assertTrue(a.card().calibration().isPresent());
    }

    @ParameterizedTest
    @CsvSource({"float32, momentum", "float64, adam"})
    void aResumedRunOfConvolutionsEqualsOneThatWasNotInterrupted(String precision, String optimizer) throws Exception {
        String layers = "64x64x3,conv3x2s4,bn,relu,pool2,conv3x3,bn,relu,gap,dropout0.2,1";
        Object[] settings = {
            "--initialization",
            "he",
            "--precision",
            precision,
            "--optimizer",
            optimizer,
            "--mirror",
            "--zoom",
            0.2,
            "--tint",
            0.2,
            "--side",
            32,
            "--validation",
            0.2,
            "--schedule",
            "oneCycle"
        };
        Cli.Result whole = Cli.run(trainLayers(layers, "whole.safetensors", settings));
        assertEquals(0, whole.code(), whole.err());
        Cli.Result first = Cli.run("iteration 100:", trainLayers(layers, "two.safetensors", settings));
        assertEquals(130, first.code(), first.err());
        Object[] resumed = Stream.concat(
                        Stream.of(trainLayers(layers, "two.safetensors", settings)), Stream.of("--resume"))
                .toArray();
        Cli.Result second = Cli.run(resumed);
        assertEquals(0, second.code(), second.err());
        List<String> lines = new ArrayList<>(first.lines());
        lines.addAll(second.lines());
        assertEquals(whole.lines(), lines);

        ParameterFile a = ParameterFile.read(Files.readAllBytes(folder.resolve("whole.safetensors")));
        ParameterFile b = ParameterFile.read(Files.readAllBytes(folder.resolve("two.safetensors")));
        for (int i = 0; i < a.parameters().named().size(); i++) {
            assertArrayEquals(
                    a.parameters().named().get(i).values(),
                    b.parameters().named().get(i).values(),
                    a.parameters().named().get(i).name());
        }
        assertEquals(
                "64x64x3, conv3x2s4, bn, relu, pool2, conv3x3, bn, relu, gap, dropout0.2, 1",
                b.card().architecture().toString());
    }

    @Test
    void filtersLearnedOnSmallPhotosGoOnWithWholeOnes() throws Exception {
        Object[] layers = {
            "--layers", "64x64x3,conv3x4,pool2,bn,relu,gap,1", "--initialization", "he", "--batch-size", 20
        };
        Path small = folder.resolve("small.safetensors");
        Cli.Result first = Cli.run(trainAnew("small.safetensors", 60, with(layers, "--side", 32)));
        assertEquals(0, first.code(), first.err());
        Cli.Result second = Cli.run(trainAnew("large.safetensors", 0, with(layers, "--from", small)));
        assertEquals(0, second.code(), second.err());
        assertArrayEquals(
                ParameterFile.read(Files.readAllBytes(small))
                        .parameters()
                        .layers()
                        .get(0)
                        .W(),
                ParameterFile.read(Files.readAllBytes(folder.resolve("large.safetensors")))
                        .parameters()
                        .layers()
                        .get(0)
                        .W());
        String recipe = ParameterFile.read(Files.readAllBytes(folder.resolve("large.safetensors")))
                .card()
                .json()
                .getString("recipe", "");
        assertTrue(
                recipe.matches(
                        "layerlab train .* --out small.safetensors .* && layerlab train .* --from small.safetensors.*"),
                recipe);
        Cli.Result other = Cli.run(
                trainAnew("other.safetensors", 0, "--layers", "64x64x3,conv3x5,pool2,bn,relu,gap,1", "--from", small));
        assertEquals(1, other.code());
        assertTrue(other.err().contains("W1 is 4×27, but conv3x5 on 64x64x3 needs 5×27"), other.err());
    }

    private Object[] trainAnew(String out, int iterations, Object... more) {
        return with(
                new Object[] {
                    "train",
                    "--dataset",
                    "drawings",
                    "--limit",
                    60,
                    "--iterations",
                    iterations,
                    "--out",
                    folder.resolve(out)
                },
                more);
    }

    private static Object[] with(Object[] args, Object... more) {
        return Stream.concat(Stream.of(args), Stream.of(more)).toArray();
    }

    @Test
    void theDrawingsAreLearnedFromTheCommandLine() throws Exception {
        Path file = folder.resolve("drawings.safetensors");
        Cli.Result result = Cli.run(
                "train",
                "--dataset",
                "drawings",
                "--layers",
                "12288,16,1",
                "--initialization",
                "he",
                "--optimizer",
                "momentum",
                "--learning-rate",
                0.01,
                "--batch-size",
                32,
                "--epochs",
                6,
                "--mirror",
                "--shift",
                2,
                "--center",
                "--validation",
                0.15,
                "--out",
                file);
        assertEquals(0, result.code(), result.err());
        ParameterFile saved = ParameterFile.read(Files.readAllBytes(file));
        assertTrue(saved.card().testAccuracy().orElse(0) > 0.9, result.out());
        assertEquals(850, saved.card().dataset().getInt("trainSize", 0));
        assertEquals(150, saved.card().dataset().getInt("validationSize", 0));
        assertEquals(150, saved.card().calibration().orElseThrow().examples());
        assertEquals(
                "validation accuracy: "
                        + OutputOptions.percent(
                                saved.card().validationAccuracy().orElse(0)) + " %",
                result.lines().get(result.lines().size() - 3));
        assertTrue(result.err().contains("validation after iteration 27: cost"), result.err());

        Cli.Result evaluated = Cli.run("evaluate", "--model", file, "--dataset", "drawings");
        assertTrue(evaluated.lines().get(5).contains("from 150 validation photos"), evaluated.out());
    }

    @Test
    void optionsChangeTheRecipeThatWasAskedFor() throws Exception {
        Path file = folder.resolve("recipe.safetensors");
        Cli.Result result = Cli.run(
                "train",
                "--dataset",
                "drawings",
                "--recipe",
                "best",
                "--layers",
                "12288,4,1",
                "--epochs",
                1,
                "--limit",
                80,
                "--no-mirror",
                "--seed",
                3,
                "--out",
                file);
        assertEquals(0, result.code(), result.err());
        JsonObject told = ParameterFile.read(Files.readAllBytes(file)).card().hyperparameters();
        PhotoRecipe best = PhotoRecipe.best(1000);
        assertEquals("12288, 4, 1", told.getString("layers", ""));
        assertEquals(3, told.getInt("seed", 0));
        assertFalse(told.getBoolean("mirror", true));
        for (String kept : List.of("optimizer", "learningRate", "schedule", "batchSize", "l2", "dropout", "shift")) {
            assertEquals(best.json().get(kept), told.get(kept), kept);
        }
        assertEquals(best.json().get("side"), told.get("side"));
        assertEquals(best.json().get("center"), told.get("center"));
    }

    @Test
    void patienceEndsARunThatLearnsByHeart() throws Exception {
        Path file = folder.resolve("m.safetensors");
        Cli.Result result = Cli.run(
                train("m.safetensors", "--validation", 0.3, "--patience", 4, "--optimizer", "momentum", "--center"));
        assertEquals(0, result.code(), result.err());
        long measured = result.err()
                .lines()
                .filter(line -> line.startsWith("validation after"))
                .count();
        long kept =
                ParameterFile.read(Files.readAllBytes(file)).card().iteration().orElse(-1);
        assertTrue(measured < 42, "noise cannot be learned: " + result.err());
        assertEquals(5 * (measured - 4), kept, "35 photos, 8 at a time, are 5 updates an epoch");
        assertFalse(Files.exists(folder.resolve("m.safetensors.checkpoint")));
    }

    @Test
    void severalDataSetsAreTakenTogether() throws Exception {
        Path more = Files.createDirectories(folder.resolve("more"));
        for (int i = 0; i < 4; i++) {
            Path from = photos.resolve("Train_data").resolve((i % 2 == 0 ? "cat." : "dog.") + i + ".png");
            Files.copy(from, more.resolve((i % 2 == 0 ? "cat." : "dog.") + (100 + i) + ".png"));
        }
        Files.writeString(more.resolve("dog.999.png"), "no image");
        Files.writeString(more.resolve("notes.txt"), "no image either");
        Path cache = folder.resolve("cache");
        Cli.Result prepared = Cli.run("prepare", "--dataset", photos, "--dataset", more, "--cache", cache);
        assertEquals(List.of("train: 64 photos", "test: 10 photos"), prepared.lines());
        assertTrue(prepared.err().contains("left out: 1 non-image"), prepared.err());
        assertTrue(prepared.err().contains("1 of the train images can't be read"), prepared.err());
        assertTrue(prepared.err().contains("  dog.999.png"), prepared.err());

        Cli.Result trained = Cli.run(train("m.safetensors", "--dataset", more, "--cache", cache));
        assertEquals(0, trained.code(), trained.err());
        assertTrue(trained.err().contains("50 photos to train on, 10 to test on"), trained.err());
        String recipe = ParameterFile.read(Files.readAllBytes(folder.resolve("m.safetensors")))
                .card()
                .json()
                .getString("recipe", "");
        assertTrue(recipe.contains("--dataset more"), recipe);
        assertFalse(recipe.contains("--cache"), recipe);
    }

    @Test
    void aCheckpointOfOtherSettingsIsRefusedNamingBoth() {
        Cli.run("iteration 0:", train("m.safetensors"));
        Cli.Result result = Cli.run(train("m.safetensors", "--resume", "--l2", 0.5));
        assertEquals(1, result.code());
        assertTrue(result.err().contains("l2 0") && result.err().contains("l2 0.5"), result.err());
    }

    @Test
    void aCheckpointThatIsNoneIsRefused() throws Exception {
        Files.write(folder.resolve("m.npz.checkpoint"), new byte[] {1, 2, 3});
        Cli.Result result = Cli.run(train("m.npz", "--resume"));
        assertEquals(1, result.code());
        assertTrue(result.err().contains("m.npz.checkpoint"), result.err());
        assertEquals(1, Cli.run(train("n.npz", "--resume")).code());
    }

    @Test
    void aMissingFolderIsRefusedBeforeTraining() {
        Cli.Result result = Cli.run(train("nowhere/m.npz"));
        assertEquals(1, result.code());
        assertEquals("", result.out());
        assertTrue(result.err().contains("nowhere does not exist"), result.err());
    }

    @Test
    void theCardTellsHowItWasMadeWithoutFolders() throws Exception {
        Cli.Result result = Cli.run(train(
                "m.safetensors",
                "--storage",
                "f16",
                "--name",
                "Small one",
                "--licence",
                "CC0-1.0",
                "--checkpoint-every",
                50));
        assertEquals(0, result.code(), result.err());
        ParameterFile file = ParameterFile.read(Files.readAllBytes(folder.resolve("m.safetensors")));
        assertEquals("Small one", file.card().name().orElse(""));
        assertEquals("CC0-1.0", file.card().json().getString("licence", ""));
        assertEquals(3, file.card().costs().size());
        assertEquals(8, file.card().hyperparameters().getInt("batchSize", 0));
        assertTrue(file.card().testAccuracy().isPresent());
        assertFalse(
                file.card().toString().contains(folder.toString()), file.card().toString());
        assertTrue(Files.size(folder.resolve("m.safetensors")) < 2 * 12288 * 3 + 8000);

        Cli.Result evaluated = Cli.run("evaluate", "--model", folder.resolve("m.safetensors"), "--dataset", photos);
        String accuracy = OutputOptions.percent(file.card().testAccuracy().orElse(0));
        assertEquals("accuracy: " + accuracy + " %", evaluated.lines().get(0));
        assertEquals(
                "test accuracy: " + accuracy + " %",
                result.lines().get(result.lines().size() - 1));
    }

    @ParameterizedTest
    @CsvSource({"TERM", "INT"})
    void aSignalLeavesACheckpoint(String signal) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "org.layerlab.backend.Main"));
        // A run of hours, so that the signal comes in its midst.
        Stream.of(train("m.safetensors", "--resume"))
                .map(String::valueOf)
                .filter(arg -> !arg.equals("--resume"))
                .map(arg -> arg.equals("210") ? "100000000" : arg)
                .forEach(command::add);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        StringBuilder said = new StringBuilder();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line;
            while ((line = reader.readLine()) != null) {
                said.append(line).append('\n');
                if (line.startsWith("Cost after iteration 0:")) {
                    assumeTrue(
                            !signal.equals("INT") || !ignoresInterrupts(process),
                            "this process was started with SIGINT ignored, and so are its children");
                    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                            .start()
                            .waitFor();
                }
            }
            assertTrue(process.waitFor(30, TimeUnit.SECONDS), "still running");
        } finally {
            process.destroyForcibly();
        }
        assertEquals(130, process.exitValue(), said.toString());
        assertTrue(said.toString().contains("--resume"), said.toString());
        assertTrue(Files.exists(folder.resolve("m.safetensors.checkpoint")));
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(1, left.count());
        }
    }

    /** Bit 1 of the mask of ignored signals is SIGINT's. */
    private static boolean ignoresInterrupts(Process process) throws Exception {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
    }
}
