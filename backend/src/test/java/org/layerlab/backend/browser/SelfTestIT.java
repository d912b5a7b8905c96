package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Golden values and the kernels' contract, in the browser itself. */
class SelfTestIT extends InBrowser {
    @ParameterizedTest
    @ValueSource(strings = {"wasm", "js"})
    void everyCheckPasses(String engine) {
        browser.open(server.address("/selftest?engine=" + engine));
        browser.await(
                "all checks are done",
                Duration.ofMinutes(2),
                () -> browser.state().equals("ready") || browser.state().equals("failed"));
        JsonObject results = Json.parse(browser.text("selftest-json")).asObject();
        assertEquals(engine, results.getString("engine", ""));
        for (JsonValue result : results.get("results").asArray()) {
            assertTrue(result.asObject().getBoolean("passed", false), result.toString());
        }
        assertEquals(0, results.getInt("failed", -1));
        assertTrue(results.getInt("passed", 0) > 10, results.getInt("passed", 0) + " checks");
        assertEquals(
                results.get("results").asArray().size(),
                browser.all("#selftest-results tbody tr[data-result=passed]").size());
        assertEquals("ready", browser.state());
    }

    @Test
    void kernelsThatDoNotLoadFailIt() throws Exception {
        expectStatus(404);
        try (LiveServer without = LiveServer.startWith(
                boot -> LiveServer.replaced(boot, "`${assets}/kernels-", "`${assets}/no-kernels-"))) {
            browser.open(without.address("/selftest?engine=wasm"));
            browser.await(
                    "a check fails",
                    () -> !browser.all("#selftest-results tr[data-result=failed]")
                            .isEmpty());
            assertEquals(
                    "kernels are loaded",
                    browser.textOf(browser.all("#selftest-results tr[data-result=failed] th")
                            .get(0)));
            assertEquals(
                    "plain 1",
                    browser.script("const data = document.documentElement.dataset;"
                            + "return `${data.kernels} ${data.threads}`;"));
            // Computing all of it in plain Java would take long, and the page's service worker would ask the server
            // that ends.
            browser.open("about:blank");
        }
    }
}
