package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.check.SameRuns;
import org.layerlab.network.matrix.ReferenceKernels;

/**
 * Random settings give the same bits on the JVM and in both builds of the page, there with 1, 2, 3 and 8 threads in turn.
 * A tenth of the runs are wide enough for threads to divide their products. The properties {@code layerlab.runs} and {@code
 * layerlab.runs.seed} say how many, and which.
 */
class SameRunsIT extends InBrowser {
    private static final int RUNS = Integer.getInteger("layerlab.runs", 100);
    private static final long SEED = Long.getLong("layerlab.runs.seed", 1);

    @ParameterizedTest
    @ValueSource(strings = {"wasm", "js"})
    void everyParameterAndCostIsTheJvms(String engine) {
        browser.open(server.address("/selftest?engine=" + engine + "#threads=8&runs=" + RUNS + "&seed=" + SEED));
        browser.await(
                "all runs are done",
                Duration.ofMillis(60_000 + 1000L * RUNS),
                () -> browser.state().equals("ready") || browser.state().equals("failed"));
        JsonObject told = Json.parse(browser.text("selftest-json")).asObject();
        assertEquals(engine, told.getString("engine", ""));
        JsonArray runs = told.get("results").asArray();
        assertEquals(RUNS, runs.size());
        for (int i = 0; i < RUNS; i++) {
            assertEquals(
                    SameRuns.run(SEED + i, new ReferenceKernels()).detail(),
                    runs.get(i).asObject().getString("detail", ""),
                    "seed " + (SEED + i));
        }
    }
}
