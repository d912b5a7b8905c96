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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
