package org.layerlab.backend.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.layerlab.backend.JavaCommand;
import org.layerlab.backend.Main;

/** A search keeps what it found, also where its figures or its files are not as usual. */
class SweepFailuresTest {
    @TempDir
    private Path folder;

    private static JsonObject read(Path file) throws Exception {
        return Json.parse(Files.readString(file)).asObject();
    }

    /** All points of some seeds have the same number, from which R² cannot tell anything; the cost tells. */
    private Cli.Result undefined(Path out, String part, int seed) {
        return Cli.run(
                "sweep",
                "circles",
                "--dataset",
                "tf-reg-gauss",
                part,
                2,
                "--iterations",
                20,
                "--seeds",
                seed,
                "--grid",
                "learningRate=0.001,0.01",
                "--out",
                out);
    }

    @Test
    void anR2ThatIsNotDefinedIsNullAndNoSignOfDivergence() throws Exception {
        Cli.Result test = undefined(folder, "--test-points", 1);
        assertEquals(0, test.code(), test.err());
        assertTrue(test.out().contains("its test R²: NaN"), test.out());
        JsonObject best = read(folder.resolve("sweep.json")).get("best").asObject();
        assertTrue(best.get("test").asObject().get("mean").isNull(), best.toString());
        assertFalse(test.out().contains("diverged"), test.out());
    }

    /** Runs a search whose file can't be replaced any more once its runs have begun, as on a full disk. */
    private Cli.Result unwritable(Interruption interruption, boolean interrupted) throws Exception {
        Path json = folder.resolve("sweep.json");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] bytes, int offset, int length) {
                super.write(bytes, offset, length);
                if (toString(StandardCharsets.UTF_8).contains(" trials") && !Files.isDirectory(json)) {
                    try {
                        Files.delete(json);
                        Files.createDirectories(json.resolve("in the way"));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    if (interrupted) {
                        interruption.request();
                    }
                }
            }
        };
        int code = Cli.run(
                out, err, interruption, "sweep", "circles", "--iterations", 5, "--grid", "l2=0,1", "--out", folder);
        return new Cli.Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aResultThatCannotBeWrittenIsStillPrinted() throws Exception {
        Cli.Result result = unwritable(Interruption.none(), false);
        assertEquals(1, result.code(), result.err());
        assertTrue(result.err().contains("sweep.json can't be written: "), result.err());
        assertTrue(result.out().contains("best validation accuracy: "), result.out());
        assertTrue(result.out().contains("its test accuracy: "), result.out());
        assertTrue(result.out().contains("\nlayerlab circles "), result.out());
    }

    @Test
    void anInterruptedSearchThatCannotBeWrittenSaysHowFarItCame() throws Exception {
        Cli.Result result = unwritable(Interruption.none(), true);
        assertEquals(1, result.code(), result.err());
        assertTrue(result.err().contains("interrupted after "), result.err());
        assertFalse(result.err().contains("to resume from"), result.err());
        assertTrue(result.err().contains("sweep.json can't be written: "), result.err());
    }

    /** Where no file may have a byte, as on a full disk. */
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs sh and ulimit")
    void aSearchThatCannotBeginLeavesNoLock() throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -f 0 && exec \"$@\"", "sh"));
        List<String> java =
                JavaCommand.of(Main.class, "sweep", "circles", "--grid", "l2=0", "--out", folder.toString());
        command.addAll(java);
        command.add(command.indexOf("-cp"), "-XX:-UsePerfData");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(1, process.waitFor(), said);
        assertTrue(said.contains("sweep.json can't be written: "), said);
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(), left.toList(), said);
        }
    }

    @Test
    void aSearchWhoseScoresAreNotDefinedRanksByCostAndGoesOnFromItsFile() throws Exception {
        for (String part : List.of("--points", "--validation-points")) {
            Path out = folder.resolve(part);
            int seed = part.equals("--points") ? 5 : 3;
            Cli.Result first = undefined(out, part, seed);
            assertEquals(0, first.code(), first.err());
            assertFalse(first.out().contains("diverged"), first.out());
            JsonObject json = read(out.resolve("sweep.json"));
            String figure = part.equals("--points") ? "train" : "validation";
            for (JsonValue trial : json.get("trials").asArray()) {
                assertEquals("done", trial.asObject().getString("state", ""));
                JsonObject scored = trial.asObject().get(figure).asObject();
                assertTrue(scored.get("score").isNull() && scored.get("cost").isNumber(), scored.toString());
            }
            String csv = Files.readString(out.resolve("sweep.csv"));
            assertFalse(csv.contains("null") || csv.contains("NaN"), csv);
            byte[] before = Files.readAllBytes(out.resolve("sweep.json"));
            Cli.Result again = undefined(out, part, seed);
            assertEquals(0, again.code(), again.err());
            assertTrue(again.err().contains("has 2 of 2 trials already"), again.err());
            assertArrayEquals(before, Files.readAllBytes(out.resolve("sweep.json")));
        }
    }
}
