package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was opened once is there when the server cannot be reached. */
class OfflineIT {
    @Test
    void openedPlaygroundTrainsWithoutAServerAndOtherPagesSaySo() throws Exception {
        try (Browser browser = Browser.startFresh(Screen.DESKTOP)) {
            String playground;
            String models;
            try (LiveServer server = LiveServer.start(false)) {
                playground = server.address("/#networkShape=4&iterations=200");
                models = server.address("/models");
                PlaygroundPage.open(server, browser, "wasm", "");
                new KeptFiles(browser).awaitServiceWorker();
                // From now on its pages go through it, and it keeps what they load.
                browser.open(playground);
                browser.awaitState("ready");
                browser.click("step");
                browser.await("it trains", () -> browser.number("iteration") == 1);
            }
            browser.open(playground);
            browser.awaitState("ready");
            browser.click("play");
            browser.await("it trains without a server", () -> browser.number("iteration") == 200);

            browser.open(models);
            assertEquals("You’re offline", browser.textOf(browser.all("h1").get(0)));
            assertTrue(browser.all("main a").get(0).isDisplayed());
            // A server that is not there is an error in every console.
            browser.errors(any -> true);
        }
    }

    @Test
    void aTextThatWasOpenedIsThereAndNeedsNoProgram() throws Exception {
        try (Browser browser = Browser.startFresh(Screen.DESKTOP)) {
            String help;
            String photos;
            try (LiveServer server = LiveServer.start(false)) {
                help = server.address("/help#noise-limit");
                photos = server.address("/photos");
                browser.open(server.address("/help"));
                browser.awaitState("ready");
                KeptFiles kept = new KeptFiles(browser);
                kept.awaitServiceWorker();
                // From now on its pages go through it.
                browser.open(server.address("/about"));
                browser.awaitState("ready");
                browser.open(help);
                browser.awaitState("ready");
                browser.await("it is kept", () -> kept.all().lines().anyMatch(line -> line.endsWith("/ /help")));
            }
            browser.open(photos);
            browser.awaitState("ready");
            assertEquals("You’re offline", browser.textOf(browser.all("h1").get(0)));
            assertEquals("", browser.message());
            browser.open(help);
            browser.awaitState("ready");
            assertEquals("Help", browser.textOf(browser.all("h1").get(0)));
            browser.errors(any -> true);
        }
    }

    /** What a page needs of the server is missed at once, not waited for. */
    @ParameterizedTest
    @ValueSource(strings = {"/photos", "/models", "/m/cats-and-dogs"})
    void aPageThatWasOpenedSaysWhatIsMissing(String path) throws Exception {
        try (Browser browser = Browser.startFresh(Screen.DESKTOP)) {
            String address;
            try (LiveServer server = LiveServer.start(true)) {
                address = server.address(path);
                browser.open(server.address("/about"));
                browser.awaitState("ready");
                KeptFiles kept = new KeptFiles(browser);
                kept.awaitServiceWorker();
                browser.open(address);
                browser.awaitState("ready");
                browser.await("it is kept", () -> kept.all().lines().anyMatch(line -> line.endsWith("/ " + path)));
            }
            browser.open(address);
            browser.await(
                    "it says so",
                    () -> browser.all("[role=alert]").stream()
                            .anyMatch(alert ->
                                    alert.isDisplayed() && alert.getText().contains("The server does not answer.")));
            browser.errors(any -> true);
        }
    }

    @Test
    void fullStorageChangesNothingWhileThereIsAServer() throws Exception {
        try (Browser browser = Browser.startFresh(Screen.DESKTOP);
                LiveServer server = LiveServer.start(false)) {
            PlaygroundPage.open(server, browser, "wasm", "");
            KeptFiles kept = new KeptFiles(browser);
            kept.awaitServiceWorker();
            kept.fill(server);
            kept.clearHttpCache();

            PlaygroundPage.open(server, browser, "wasm", "networkShape=4&iterations=200")
                    .play();
            browser.await("it trains", () -> browser.number("iteration") == 200);
            browser.open(server.address("/models"));
            browser.awaitState("ready");
            assertEquals("Models", browser.textOf(browser.all("h1").get(0)));
            assertEquals("QuotaExceededError", kept.refusal());
            assertEquals(List.of(), browser.errors(any -> true));
        }
    }
}
