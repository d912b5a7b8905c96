package org.layerlab.backend.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.layerlab.network.file.ParameterFile;

/** The search on photos. */
class SweepTrainCommandTest extends WithNoisePhotos {
    private Object[] sweep(Object... more) {
        List<Object> args = new ArrayList<>(
                List.of("sweep", "train", "--dataset", photos, "--layers", "12288,3,1", "--batch-size", 8));
        args.addAll(Arrays.asList(more));
        return args.toArray();
    }

    @Test
    void theCommandOfEachRunSaysTheSameFigures() throws Exception {
        Cli.Result result = Cli.run(sweep(
                "--iterations",
                30,
                "--grid",
                "learningRate=0.0005,0.002",
                "--grid",
                "mirror=true,false",
                "--limit",
                50,
                "--out",
                folder));
        assertEquals(0, result.code(), result.err());
        JsonObject json =
                Json.parse(Files.readString(folder.resolve("sweep.json"))).asObject();
        assertEquals(4, json.get("trials").asArray().size());
        Path model = folder.resolve("trial.safetensors");
        for (JsonValue value : json.get("trials").asArray()) {
            JsonObject trial = value.asObject();
            List<String> words = new ArrayList<>(
                    ShellLine.commands(trial.getString("command", "")).get(0));
            words.remove(0);
            words.set(words.indexOf("trial.safetensors"), model.toString());
            Cli.Result again = Cli.run(words.toArray());
            assertEquals(0, again.code(), again.err());
            assertTrue(again.lines().contains("train accuracy: " + percent(trial, "train")), again.out());
            assertTrue(again.lines().contains("validation accuracy: " + percent(trial, "validation")), again.out());
            assertEquals(
                    trial.get("validation").asObject().getDouble("score", -1),
                    ParameterFile.read(Files.readAllBytes(model)).card().json().getDouble("validationAccuracy", -2));
        }
        JsonObject best = json.get("best").asObject();
        assertTrue(
                result.out()
                        .contains("its test accuracy: "
                                + OutputOptions.percent(
                                        best.get("test").asObject().getDouble("mean", -1))),
                result.out());
    }

    private static String percent(JsonObject trial, String set) {
        return OutputOptions.percent(trial.get(set).asObject().getDouble("score", -1)) + " %";
    }

    @Test
    void threadsDoNotChangeTheFilesAndOtherPhotosAreAnotherSearch() throws Exception {
        Object[] rounds = {
            "--random", 4, "learningRate=log:0.0001..0.01", "side=32,64", "--halving", "eta=2", "--epochs", 4
        };
        Path one = folder.resolve("one.json");
        Path three = folder.resolve("three.json");
        assertEquals(
                0, Cli.run(sweep(with(rounds, "--threads", 1, "--out", one))).code());
        assertEquals(
                0, Cli.run(sweep(with(rounds, "--threads", 3, "--out", three))).code());
        assertArrayEquals(Files.readAllBytes(one), Files.readAllBytes(three));
        JsonObject best =
                Json.parse(Files.readString(one)).asObject().get("best").asObject();
        assertEquals(2, best.getInt("rung", -1));
        assertTrue(best.get("commands").asArray().get(0).asString().contains(" --epochs 4 "), best.toString());

        Path other = folder.resolve("other");
        NoisePhotos.make(other);
        Files.delete(other.resolve("Train_data").resolve("cat.0.png"));
        Object[] args = sweep(with(rounds, "--out", one));
        args[3] = other;
        Cli.Result refused = Cli.run(args);
        assertEquals(1, refused.code());
        assertTrue(refused.err().contains("belongs to another search: photos there is ["), refused.err());
    }

    @Test
    void photosThatAreTooFewAreRefusedAsTrainSaysIt() {
        Cli.Result few = Cli.run(sweep("--iterations", 2, "--grid", "l2=0,1", "--limit", 1));
        assertEquals(1, few.code(), few.err());
        assertTrue(
                few.err()
                        .contains("data set " + photos
                                + ": 1 examples are too few to hold out 0.15 of them for validation"),
                few.err());
        assertFalse(few.err().contains("unexpected"), few.err());
        assertEquals("", few.out());
    }

    @Test
    void roundsAreAsLongAsThePresetTrainsOnFewPhotos() throws Exception {
        Path out = folder.resolve("rounds.json");
        Cli.Result result = Cli.run(
                "sweep",
                "train",
                "--dataset",
                photos,
                "--layers",
                "12288,2,1",
                "--recipe",
                "best",
                "--grid",
                "learningRate=0.001,0.002",
                "--halving",
                "eta=2",
                "--out",
                out);
        assertEquals(0, result.code(), result.err());
        JsonObject json = Json.parse(Files.readString(out)).asObject();
        JsonObject best = json.get("best").asObject();
        assertTrue(best.get("commands").asArray().get(0).asString().contains(" --epochs 40 "), best.toString());
    }

    private static Object[] with(Object[] args, Object... more) {
        List<Object> all = new ArrayList<>(Arrays.asList(args));
        all.addAll(Arrays.asList(more));
        return all.toArray();
    }
}
