package org.layerlab.backend.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.layerlab.backend.training.PointsRun;
import org.layerlab.network.data.LabeledSet;
import org.layerlab.network.data.Points;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.layer.Network;
import org.layerlab.network.matrix.ReferenceKernels;
import org.layerlab.network.verdict.Evaluation;
import org.layerlab.network.verdict.Predictor;

/** The search on points: what it chooses, writes, takes up again and refuses. */
class SweepCommandTest {
    @TempDir
    private Path folder;

    private static Object[] sweep(Object... more) {
        List<Object> args = new ArrayList<>(List.of("sweep", "circles", "--iterations", 60, "--noise", 0.1));
        args.addAll(Arrays.asList(more));
        return args.toArray();
    }

    /** A search of 12 runs, one of which diverges with each seed. */
    private Object[] grid(Path out, Object... more) {
        List<Object> args = new ArrayList<>(Arrays.asList(sweep(
                "--dataset",
                "tf-reg-gauss",
                "--activation",
                "linear",
                "--grid",
                "learningRate=0.01,1,1000",
                "--grid",
                "layers=2,3,1/2,5,4,1",
                "--seeds",
                "1,2",
                "--out",
                out)));
        args.addAll(Arrays.asList(more));
        return args.toArray();
    }

    private static JsonObject read(Path file) throws Exception {
        return Json.parse(Files.readString(file)).asObject();
    }

    private static void done(Cli.Result result) {
        assertEquals(0, result.code(), result.err());
    }

    @Test
    void theCommandOfEachRunMakesItAgainToTheLastBit() throws Exception {
        done(Cli.run(sweep(
                "--dataset",
                "blobs",
                "--grid",
                "layers=2,4,softmax3/2,softmax3",
                "--grid",
                "optimizer=sgd,adam",
                "--out",
                folder)));
        JsonObject json = read(folder.resolve("sweep.json"));
        assertEquals(4, json.get("trials").asArray().size());
        for (JsonValue value : json.get("trials").asArray()) {
            JsonObject trial = value.asObject();
            Path model = folder.resolve("again.safetensors");
            List<String> words = new ArrayList<>(
                    ShellLine.commands(trial.getString("command", "")).get(0));
            assertEquals("layerlab", words.remove(0));
            words.addAll(List.of("--out", model.toString()));
            Cli.Result again = Cli.run(words.toArray());
            done(again);
            ParameterFile file = ParameterFile.read(Files.readAllBytes(model));
            Network network = new Network(new ReferenceKernels(), file.card().architecture(), file.parameters());
            same(new Predictor(network), Points.BLOBS.generate(300, 3, 0.1, 1), trial.get("train"));
            same(
                    new Predictor(network),
                    Points.BLOBS.generate(300, 3, 0.1, PointsRun.validationSeed(1)),
                    trial.get("validation"));
            double accuracy = trial.get("validation").asObject().getDouble("score", -1);
            assertTrue(
                    again.lines().contains("validation accuracy: " + OutputOptions.percent(accuracy) + " %"),
                    again.out());
        }
    }

    private static void same(Predictor predictor, LabeledSet points, JsonValue told) {
        Evaluation evaluation = predictor.evaluate(points);
        assertEquals(evaluation.cost(), told.asObject().getDouble("cost", -1));
        assertEquals(evaluation.accuracy(), told.asObject().getDouble("score", -1));
        assertEquals(evaluation.total(), told.asObject().getInt("total", -1));
    }

    @Test
    void theFilesAreTheSameWhateverTheNumberOfThreads() throws Exception {
        for (int threads : new int[] {1, 2, 5}) {
            done(Cli.run(grid(folder.resolve("t" + threads), "--threads", threads)));
        }
        for (String name : List.of("sweep.json", "sweep.csv")) {
            byte[] one = Files.readAllBytes(folder.resolve("t1").resolve(name));
            assertArrayEquals(one, Files.readAllBytes(folder.resolve("t2").resolve(name)));
            assertArrayEquals(one, Files.readAllBytes(folder.resolve("t5").resolve(name)));
        }
    }

    @Test
    void aRunThatDivergesIsARow() throws Exception {
        Cli.Result result = Cli.run(grid(folder));
        done(result);
        JsonObject json = read(folder.resolve("sweep.json"));
        assertEquals("R2", json.getString("score", ""));
        int diverged = 0;
        for (JsonValue trial : json.get("trials").asArray()) {
            if (trial.asObject().getString("state", "").equals("diverged")) {
                assertEquals("1000", trial.asObject().get("settings").asObject().getString("learningRate", ""));
                diverged++;
            }
        }
        assertTrue(diverged >= 2, json.toString());
        assertTrue(result.out().contains("diverged  learningRate=1000"), result.out());
        List<String> csv = Files.readAllLines(folder.resolve("sweep.csv"));
        assertEquals(13, csv.size());
        assertEquals(
                "rank,rung,state,learningRate,layers,seed,iterationsMade,validation,validationCost,train,trainCost,command",
                csv.get(0));
        assertTrue(
                csv.get(12).matches("6,0,diverged,1000,\"2,[\\d,]*1\",2,\\d+,,,,,\"layerlab circles .*\""),
                csv.get(12));

        Cli.Result all = Cli.run(
                sweep("--dataset", "tf-reg-gauss", "--activation", "linear", "--grid", "learningRate=1000,2000"));
        assertEquals(1, all.code());
        assertTrue(all.err().contains("all 2 combinations diverged"), all.err());
    }

    @Test
    void whatDivergesInTheLastRoundLeavesTheOthersTheirRanks() throws Exception {
        Cli.Result result = Cli.run(sweep(
                "--dataset",
                "tf-reg-gauss",
                "--layers",
                "2,1",
                "--activation",
                "linear",
                "--grid",
                "learningRate=10000,20000,40000",
                "--halving",
                "eta=3",
                "--out",
                folder));
        done(result);
        List<String> ranks =
                result.lines().stream().filter(line -> line.startsWith("   ")).toList();
        assertEquals(3, ranks.size(), result.out());
        assertTrue(ranks.get(0).endsWith("learningRate=20000"), result.out());
        assertTrue(ranks.get(1).endsWith("learningRate=40000"), result.out());
        assertEquals("   3  diverged  learningRate=10000", ranks.get(2));
        JsonObject best = read(folder.resolve("sweep.json")).get("best").asObject();
        assertEquals(1, best.getInt("rank", 0));
        assertEquals(0, best.getInt("rung", -1));
        assertEquals("20000", best.get("settings").asObject().getString("learningRate", ""));
    }

    @Test
    void theTestFigureIsOfTheChosenAlone() throws Exception {
        Cli.Result result = Cli.run(sweep("--grid", "learningRate=0.001,1", "--seeds", "1..3", "--out", folder));
        done(result);
        String text = Files.readString(folder.resolve("sweep.json"));
        assertEquals(text.indexOf("\"test\""), text.lastIndexOf("\"test\""));
        JsonObject best = read(folder.resolve("sweep.json")).get("best").asObject();
        double sum = 0;
        for (int seed = 0; seed < 3; seed++) {
            List<String> words = ShellLine.commands(
                            best.get("commands").asArray().get(seed).asString())
                    .get(0);
            Cli.Result again = Cli.run(words.subList(1, words.size()).toArray());
            double test = best.get("test")
                    .asObject()
                    .get("seeds")
                    .asArray()
                    .get(seed)
                    .asObject()
                    .getDouble("score", -1);
            assertTrue(again.lines().contains("test accuracy: " + OutputOptions.percent(test) + " %"), again.out());
            sum += test;
        }
        assertEquals(sum / 3, best.get("test").asObject().getDouble("mean", -1), 1e-12);
        assertTrue(result.out().contains("its test accuracy: " + OutputOptions.percent(sum / 3) + " %"), result.out());
    }

    @Test
    void anInterruptedSearchGoesOnToTheSameFiles() throws Exception {
        Path whole = folder.resolve("whole");
        Path parts = folder.resolve("parts");
        done(Cli.run(grid(whole)));
        Interruption interruption = Interruption.none();
        ByteArrayOutputStream err = new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] bytes, int offset, int length) {
                super.write(bytes, offset, length);
                if (toString(StandardCharsets.UTF_8).contains(" of 12 trials")) {
                    interruption.request();
                }
            }
        };
        int code = Cli.run(new ByteArrayOutputStream(), err, interruption, grid(parts, "--threads", 1));
        String said = err.toString(StandardCharsets.UTF_8);
        assertEquals(Interruption.EXIT_CODE, code, said);
        assertTrue(said.contains("interrupted after "), said);
        assertTrue(said.contains("run the same command to resume from " + parts.resolve("sweep.json")), said);
        int made = read(parts.resolve("sweep.json")).getInt("done", 0);
        assertTrue(made >= 1 && made < 12, said);
        assertFalse(Files.exists(parts.resolve("sweep.json.lock")));

        Cli.Result rest = Cli.run(grid(parts));
        done(rest);
        assertTrue(rest.err().contains("has " + made + " of 12 trials already"), rest.err());
        assertArrayEquals(
                Files.readAllBytes(whole.resolve("sweep.json")), Files.readAllBytes(parts.resolve("sweep.json")));
    }

    @Test
    void aSearchOfOtherRunsIsRefusedNamingBoth() throws Exception {
        Path file = folder.resolve("results.json");
        Object[] search = sweep("--grid", "learningRate=0.1,1", "--out", file);
        done(Cli.run(search));
        byte[] before = Files.readAllBytes(file);
        Cli.Result other = Cli.run(sweep("--grid", "learningRate=0.1,2", "--out", file));
        assertEquals(1, other.code());
        assertTrue(
                other.err().contains("belongs to another search: learningRate there is 0.1,1, here 0.1,2"),
                other.err());
        Cli.Result more = Cli.run(sweep("--grid", "learningRate=0.1,1", "--l2", 0.1, "--out", file));
        assertTrue(more.err().contains("l2 there is missing, here 0.1"), more.err());
        Cli.Result seeds = Cli.run(sweep("--grid", "learningRate=0.1,1", "--seeds", "1..2", "--out", file));
        assertTrue(seeds.err().contains("seeds there is [1], here [1,2]"), seeds.err());
        assertArrayEquals(before, Files.readAllBytes(file));
        done(Cli.run(search));
        assertArrayEquals(before, Files.readAllBytes(file));
    }

    @Test
    void aDamagedFileIsRefusedAndLeftAlone() throws Exception {
        Path file = folder.resolve("results.json");
        Object[] search = sweep("--grid", "learningRate=0.1,1", "--out", file);
        done(Cli.run(search));
        String sound = Files.readString(file);
        String digit = sound.replaceFirst("\"cost\": 0\\.(\\d)", "\"cost\": 0.9");
        assertNotEquals(sound, digit);
        refused(search, file, digit, "its content does not match its SHA-256 digest");
        refused(search, file, sound.substring(0, sound.length() / 2), "is damaged: ");
        refused(search, file, "", "is damaged: ");
        refused(search, file, "[".repeat(100_000), "is damaged: ");
        refused(search, file, "[]", "is not a results file: its format is ''");
        refused(search, file, "{\"format\": \"layerlab-sweep\", \"version\": 2}", "version 2; it must be");
        refused(search, file, "{\"format\": 5}", "is not a results file: its format is ''");
        refused(search, file, "{\"format\": \"layerlab-sweep\", \"version\": \"1\"}", "version 0; it must be");
        refused(search, file, "{\"format\": \"layerlab-sweep\", \"version\": 1, \"digest\": 1}", "digest");
    }

    private static void refused(Object[] search, Path file, String content, String why) throws Exception {
        Files.writeString(file, content);
        Cli.Result result = Cli.run(search);
        assertEquals(1, result.code(), result.err());
        assertTrue(result.err().contains(why), result.err());
        assertEquals(1, result.err().lines().count(), result.err());
        assertEquals(content, Files.readString(file));
        assertFalse(Files.exists(file.resolveSibling(file.getFileName() + ".lock")));
    }

    @Test
    void aSoundDigestDoesNotMakeRowsOfAnotherSearchGood() throws Exception {
        Path file = folder.resolve("results.json");
        Object[] search = sweep("--grid", "learningRate=0.1,1", "--out", file);
        done(Cli.run(search));
        for (String change :
                List.of("combination", "rung", "seed", "state", "validation", "settings", "iterationsMade")) {
            JsonObject json = read(file);
            JsonObject row = json.get("trials").asArray().get(0).asObject();
            if (row.get(change).isNumber()) {
                row.set(change, 77);
            } else {
                row.set(change, Json.array());
            }
            json.remove(SweepJson.DIGEST);
            json.add(SweepJson.DIGEST, SweepJson.digest(json));
            byte[] sound = Files.readAllBytes(file);
            Files.writeString(file, json.toString());
            Cli.Result result = Cli.run(search);
            boolean decides =
                    List.of("combination", "rung", "seed", "validation").contains(change);
            assertEquals(decides ? 1 : 0, result.code(), change + result.err());
            assertTrue(!decides || result.err().contains("is damaged"), change + result.err());
            Files.write(file, sound);
        }
    }

    @Test
    void aTableThatNoSearchWroteIsNotReplaced() throws Exception {
        Path table = Files.writeString(folder.resolve("marks.csv"), "name,mark");
        Cli.Result result = Cli.run(grid(folder.resolve("marks.json")));
        assertEquals(1, result.code());
        assertTrue(result.err().contains(table + " exists without "), result.err());
        assertEquals("name,mark", Files.readString(table));
    }

    @Test
    void twoSearchesDoNotShareAFile() throws Exception {
        Path file = folder.resolve("sweep.json");
        RunLock lock = RunLock.on(new TerminalOutput(System.out, System.err, false), file);
        try {
            Cli.Result result = Cli.run(sweep("--grid", "learningRate=0.1,1", "--out", folder));
            assertEquals(1, result.code());
            assertTrue(result.err().contains("another run"), result.err());
        } finally {
            lock.release();
        }
    }
}
