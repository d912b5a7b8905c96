package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

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
                browser.await(
                        "the service worker is awake",
                        () -> browser.asyncText("navigator.serviceWorker.ready.then(it => done(it.active.state));")
                                .startsWith("activ"));
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
}
