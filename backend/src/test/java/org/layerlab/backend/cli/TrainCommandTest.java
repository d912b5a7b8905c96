package org.layerlab.backend.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.photo.PhotoRecipe;

/** The train command: what it trains, measures, writes and refuses. */
class TrainCommandTest extends WithNoisePhotos {
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
    void testPhotosChangeNothingThatIsLearned() throws Exception {
        Path others = folder.resolve("others");
        NoisePhotos.make(others);
        // One photo of each class to test on, seen before, instead of ten new ones.
        for (int i = 60; i < 70; i++) {
            Path photo = others.resolve("Test_data").resolve((i % 2 == 0 ? "cat." : "dog.") + i + ".png");
            Path learned = others.resolve("Train_data").resolve((i % 2 == 0 ? "cat." : "dog.") + (i - 60) + ".png");
            if (i < 62) {
                Files.copy(learned, photo, StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.delete(photo);
            }
        }
        Object[] options = {"--validation", 0.3, "--optimizer", "momentum", "--center"};
        Cli.Result here = Cli.run(train("here.safetensors", options));
        Cli.Result there =
                Cli.run(NoisePhotos.train(others, "12288,3,1", folder.resolve("there.safetensors"), options));
        assertEquals(0, here.code(), here.err());
        assertEquals(0, there.code(), there.err());
        ParameterFile one = ParameterFile.read(Files.readAllBytes(folder.resolve("here.safetensors")));
        ParameterFile other = ParameterFile.read(Files.readAllBytes(folder.resolve("there.safetensors")));
        assertNotEquals(one.card().testExamples(), other.card().testExamples());
        assertEquals(one.card().iteration(), other.card().iteration());
        for (int l = 0; l < 2; l++) {
            assertArrayEquals(
                    one.parameters().layers().get(l).W(),
                    other.parameters().layers().get(l).W());
        }
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
    void aMissingFolderIsRefusedBeforeTraining() {
        Cli.Result result = Cli.run(train("nowhere/m.npz"));
        assertEquals(1, result.code());
        assertEquals("", result.out());
        assertTrue(result.err().contains("nowhere does not exist"), result.err());
    }

    @Test
    void aNameThatNoFileCanHaveIsRefusedBeforeTraining() throws Exception {
        String longest = "m".repeat(244 - ".npz".length()) + ".npz";
        Cli.Result written = Cli.run(train(longest, "--iterations", 1));
        assertEquals(0, written.code(), written.err());
        assertTrue(Files.exists(folder.resolve(longest)));
        for (int length : List.of(246, 256)) {
            Cli.Result result = Cli.run(train("m".repeat(length - ".npz".length()) + ".npz"));
            assertEquals(1, result.code(), result.err());
            assertEquals("", result.out());
            assertTrue(result.err().contains(" can't be written: "), result.err());
        }
    }

    @Test
    void calibratingNeedsValidationPhotos() {
        Cli.Result result = Cli.run(train("m.npz", "--calibrate"));
        assertEquals(2, result.code(), result.err());
        assertTrue(result.err().contains("--calibrate needs validation photos; set --validation"), result.err());
    }

    @Test
    void textsThatNoServerTakesAreRefusedBeforeTraining() {
        Map<String, Integer> limits = Map.of("--name", 80, "--description", 4000, "--license", 200);
        limits.forEach((option, most) -> {
            Cli.Result result = Cli.run(train("m.npz", option, "x".repeat(most + 1)));
            assertEquals(2, result.code(), result.err());
            String refusal = option + " has " + (most + 1) + " characters; at most " + most + " are allowed";
            assertTrue(result.err().contains(refusal), result.err());
        });
        // The command line, which the card repeats, is too long then.
        String layers = "12288," + "3leakyRelu,".repeat(600) + "1";
        Cli.Result result = Cli.run(train("m.npz", "--description", "x".repeat(4000), "--layers", layers));
        assertEquals(1, result.code(), result.err());
        assertEquals("", result.out());
        assertTrue(result.err().contains("the model can't be described: "), result.err());
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
}
