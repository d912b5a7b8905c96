package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Workers start where a browser refuses what they don't need, and when what they need comes late. */
class WorkerStartIT extends InBrowser {
    /** As WebKit does offline, the first requests of a worker fail. */
    private static final String FAILING = """
              if (inWorker) {
                const scripts = self.importScripts;
                let left = 3;
                self.importScripts = (...files) => {
                  if (left-- > 0) throw new DOMException("Load failed", "NetworkError");
                  scripts(...files);
                };
              }
            """;

    /** The worker tells of a failure after its first figure, and goes on. */
    private static final String STOPPING = """
              if (inWorker) {
                const post = self.postMessage.bind(self);
                self.postMessage = (message, moved = []) => {
                  post(message, moved);
                  if (message.type === "measured") post({ type: "failed", token: 0, text: "It stopped" });
                };
              }
            """;

    /** The worker tells of a failure after its first check, and nothing more. */
    private static final String ENDING = """
              if (inWorker) {
                const post = self.postMessage.bind(self);
                self.postMessage = (message, moved = []) => {
                  post(message, moved);
                  if (message.type === "checked") {
                    post({ type: "failed", token: 0, text: "It stopped" });
                    self.postMessage = () => {};
                  }
                };
              }
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"wasm", "js"})
    void whatFailsToLoadIsAskedForAgain(String engine) throws Exception {
        try (LiveServer hooked = LiveServer.startWith(
                boot -> LiveServer.replaced(boot, "let loading = false;", FAILING + "let loading = false;"))) {
            PlaygroundPage page = PlaygroundPage.open(hooked, browser, engine, "iterations=20&seed=1");
            page.play();
            page.awaitIteration(20);
            assertEquals("", browser.message());
            // Before the server ends, which the page's service worker would ask for.
            browser.open("about:blank");
        }
    }

    /** Chromium may lose the script of a worker that starts while one service worker takes another's place. */
    @Test
    void aWorkerThatGivesNoSignOfLifeIsReplaced() throws Exception {
        try (LiveServer losing = LiveServer.startWith(boot -> LiveServer.replaced(
                boot,
                "new Worker(`${assets}/boot.js`, { name })",
                "new Worker(`${assets}/${self.lost ? 'boot' : (self.lost = 'offline-data')}.js`, { name })"))) {
            PlaygroundPage page = PlaygroundPage.open(losing, browser, "wasm", "iterations=20&seed=1");
            page.play();
            page.awaitIteration(20);
            assertEquals("offline-data", browser.script("return self.lost;"));
            assertEquals("", browser.message());
            browser.open("about:blank");
        }
    }

    @Test
    void aBenchmarkThatFailsKeepsItsFiguresAndRunsAgain() throws Exception {
        try (LiveServer stopping = LiveServer.startWith(
                boot -> LiveServer.replaced(boot, "let loading = false;", STOPPING + "let loading = false;"))) {
            browser.open(stopping.address("/bench?engine=wasm&threads=1"));
            browser.awaitState("ready");
            for (int run = 0; run < 2; run++) {
                assertEquals("true Measuring …", browser.script("""
                        document.getElementById('bench-start').click();
                        return document.getElementById('message').hidden + ' '
                            + document.getElementById('bench-summary').textContent;"""));
                browser.awaitState("failed");
                assertEquals("It stopped", browser.message());
                assertEquals("Ended early. Results: 1", browser.text("bench-summary"));
                JsonObject results = Json.parse(browser.text("bench-json")).asObject();
                assertEquals(1, results.get("figures").asArray().size());
                assertEquals(1, results.getInt("threads", 0));
                assertEquals(1, browser.all("#bench-results tbody tr").size());
            }
            browser.open("about:blank");
        }
    }

    @Test
    void aSelfTestThatFailsSaysHowFarItCame() throws Exception {
        try (LiveServer ending = LiveServer.startWith(
                boot -> LiveServer.replaced(boot, "let loading = false;", ENDING + "let loading = false;"))) {
            browser.open(ending.address("/selftest?engine=wasm"));
            browser.awaitState("failed");
            assertEquals("It stopped", browser.message());
            assertEquals("Ended early: 1 passed, 0 failed", browser.text("selftest-summary"));
            browser.open("about:blank");
        }
    }

    @Test
    void aBenchmarkWhoseWorkerDidNotLoadStartsAnother() throws Exception {
        expectStatus(404);
        try (LiveServer losing = LiveServer.startWith(boot -> LiveServer.replaced(
                boot,
                "new Worker(`${assets}/boot.js`, { name })",
                "new Worker(`${assets}/${self.lost ? 'boot' : (self.lost = 'missing')}.js`, { name })"))) {
            browser.open(losing.address("/bench?engine=wasm&threads=1"));
            browser.awaitState("failed");
            assertTrue(browser.message().contains("it could not be loaded"), browser.message());
            browser.click("bench-start");
            browser.await(
                    "it measures", () -> !browser.all("#bench-results tbody tr").isEmpty());
            assertEquals("", browser.message());
            browser.open("about:blank");
        }
    }

    @Test
    void everythingComputesWhereFirefoxBlocksCookies() throws Exception {
        Optional<Path> program = Engines.firefox();
        assumeTrue(program.isPresent(), Engines.FIREFOX.missing());
        assumeTrue(Engines.chosen().contains(Engines.FIREFOX), "Firefox is not among the chosen browsers");
        Path photo = Files.write(folder.resolve("photo.jpg"), TestPhotos.jpeg());
        try (LiveServer models = LiveServer.start(true);
                AnyBrowser firefox =
                        new Firefox(program.orElseThrow(), "user_pref(\"network.cookie.cookieBehavior\", 2);\n")) {
            firefox.open(models.address("/#iterations=20&seed=1"));
            firefox.awaitReady();
            firefox.click("play");
            firefox.await("it trains", () -> firefox.number("iteration") == 20);
            firefox.open(models.address("/photos"));
            firefox.awaitReady();
            firefox.choose("#photo-input", List.of(photo));
            firefox.await(
                    "a verdict comes",
                    () -> !firefox.attribute("probability", "data-value").isEmpty());
            assertTrue(firefox.errors().stream().noneMatch(error -> error.contains("SecurityError")));
        }
    }
}
