package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.backend.house.Seeds;
import org.layerlab.network.check.SameRuns;
import org.layerlab.network.matrix.ReferenceKernels;

/**
 * Random settings give the same bits on the JVM and in both builds of the page, there with 1, 2, 3 and 8 threads in turn.
 * A tenth of the runs are wide enough for threads to divide their products. The properties {@code layerlab.runs} and {@code
 * layerlab.runs.seed} say how many, and which; else half of them are others each time ({@link Seeds}).
 */
class SameRunsIT extends InBrowser {
    private static final int RUNS = Integer.getInteger("layerlab.runs", 100);

    @ParameterizedTest
    @ValueSource(strings = {"wasm", "js"})
    void everyParameterAndCostIsTheJvms(String engine) {
        List<Long> starts = Seeds.starts("layerlab.runs.seed");
        for (long seed : starts) {
            // Another page: the address would differ after its # alone.
            browser.open("about:blank");
            assertSame(engine, seed, (RUNS + starts.size() - 1) / starts.size());
        }
    }

    private void assertSame(String engine, long seed, int count) {
        browser.open(server.address("/selftest?engine=" + engine + "#threads=8&runs=" + count + "&seed=" + seed));
        browser.await(
                "all runs are done",
                Duration.ofMillis(60_000 + 1000L * count),
                () -> browser.state().equals("ready") || browser.state().equals("failed"));
        JsonObject told = Json.parse(browser.text("selftest-json")).asObject();
        assertEquals(engine, told.getString("engine", ""));
        JsonArray runs = told.get("results").asArray();
        assertEquals(count, runs.size());
        for (int i = 0; i < count; i++) {
            assertEquals(
                    SameRuns.run(seed + i, new ReferenceKernels()).detail(),
                    runs.get(i).asObject().getString("detail", ""),
                    "-Dlayerlab.runs=1 -Dlayerlab.runs.seed=" + (seed + i));
        }
    }
}
