package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.backend.store.SampleModels;

/** What was opened once is there when the server cannot be reached. */
class OfflineIT {
    @Test
    void aPlaygroundThatWasOpenedOnceTrainsWithoutAServerAndOtherPagesSaySo() throws Exception {
        try (Browser browser = Browser.startFresh(Screen.DESKTOP)) {
            String playground;
            String models;
            try (LiveServer server = LiveServer.start(false)) {
                playground = server.address("/#networkShape=4&iterations=200");
                models = server.address("/models");
                openOnce(browser, playground, "/");
                KeptFiles kept = new KeptFiles(browser);
                browser.await(
                        "what it loads later is kept",
                        () -> Stream.of(
                                        "uPlot.iife.min.js",
                                        "uPlot.min.css",
                                        "chart.js",
                                        "runs.js",
                                        "away.js",
                                        "keyboard.js",
                                        "hints.js",
                                        "results.js")
                                .allMatch(file -> kept.all().contains("/" + file)));
            }
            browser.open(playground);
            browser.awaitState("ready");
            browser.click("play");
            browser.await("it trains without a server", () -> browser.number("iteration") == 200);
            browser.await(
                    "the chart is drawn, which the page had not loaded when it was opened",
                    () -> !browser.all("#cost-chart canvas").isEmpty());

            browser.open(models);
            assertEquals("You’re offline", browser.textOf(browser.all("h1").get(0)));
            assertTrue(browser.all("main a").get(0).isDisplayed());
            // A server that is not there is an error in every console.
            browser.errors(any -> true);
        }
    }

    /** Opens a page as the first of all, which the service worker has to catch up with, until it is kept. */
    static void openOnce(Browser browser, String address, String path) {
        browser.open(address);
        browser.awaitState("ready");
        KeptFiles kept = new KeptFiles(browser);
        browser.await("it is kept", () -> kept.all().lines().anyMatch(line -> line.endsWith("/ " + path)));
    }

    @Test
    void aPhotoPageThatWasOpenedOnceJudgesWithoutAServer() throws Exception {
        try (Browser browser = Browser.startFresh(Screen.DESKTOP)) {
            String photos;
            try (LiveServer server = LiveServer.start(true)) {
                photos = server.address("/photos");
                openOnce(browser, photos, "/photos");
                assertFalse(browser.isShown("offline"));
            }
            browser.open(photos);
            browser.awaitState("ready");
            assertTrue(browser.isShown("offline"), "the page says that this may be old");
            browser.await(
                    "the samples are there", () -> browser.all("#samples img").size() >= 12);
            browser.await(
                    "they can be seen",
                    () -> Boolean.TRUE.equals(browser.script("return [...document.querySelectorAll('#samples img')]"
                            + ".every(image => image.naturalWidth > 0);")));
            browser.all("#samples button").get(0).click();
            assertTrue(new PhotosPage(browser).verdict() >= 0);

            // The other network was not loaded.
            new PhotosPage(browser).chooseModel("cats-and-dogs");
            browser.await("it says so", () -> isMissed(browser));
            browser.errors(any -> true);
        }
    }

    private static boolean isMissed(Browser browser) {
        return browser.all("[role=alert]").stream()
                .anyMatch(alert -> alert.isDisplayed() && alert.getText().contains("The server does not answer."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/photos/train", "/photos/classes", "/photos/inside", "/models", "/m/cats-and-dogs", "/class"})
    void aPageThatWasOpenedOnceOpensWithItsDataAndMissesNothing(String path) throws Exception {
        try (Browser browser = Browser.startFresh(Screen.DESKTOP)) {
            String address;
            try (LiveServer server = LiveServer.start(true)) {
                address = server.address(path);
                openOnce(browser, address, path);
            }
            browser.open(address);
            browser.awaitState("ready");
            assertEquals("", browser.message());
            assertFalse(isMissed(browser));
            browser.errors(any -> true);
        }
    }

    /** The drawings come when a training asks for them: from then on, the page trains without a server. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aDataSetThatWasTrainedOnIsThereAndAnyOtherIsMissed(boolean trainedOn) throws Exception {
        try (Browser browser = Browser.startFresh(Screen.DESKTOP)) {
            String address;
            try (LiveServer server = LiveServer.start(true)) {
                address = server.address("/photos/train");
                openOnce(browser, address, "/photos/train");
                if (trainedOn) {
                    trainBriefly(browser);
                    KeptFiles kept = new KeptFiles(browser);
                    browser.await("they are kept", () -> kept.all().contains("drawings/test/examples"));
                }
            }
            browser.open(address);
            browser.awaitState("ready");
            if (trainedOn) {
                trainBriefly(browser);
                assertFalse(browser.text("test-accuracy").isEmpty());
            } else {
                browser.click("train");
                browser.await("it says so", () -> browser.message().contains("does not answer"));
            }
            browser.errors(any -> true);
        }
    }

    private static void trainBriefly(Browser browser) {
        browser.type("train-epochs", "2");
        browser.click("train");
        browser.await("it ends", () -> browser.text("train").equals("Train again"));
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

    @Test
    void noSearchAndNoCodeOfAClassIsKept() throws Exception {
        try (Browser browser = Browser.startFresh(Screen.DESKTOP)) {
            String join;
            try (LiveServer server = LiveServer.start(false)) {
                openOnce(browser, server.address("/models?q=secret"), "/models");
                openOnce(browser, server.address("/c/BCDFGH"), "/c/");
                browser.open(server.address("/models?q=secret"));
                browser.awaitState("ready");
                String kept = new KeptFiles(browser).addresses();
                assertFalse(kept.contains("secret") || kept.contains("BCDFGH"), kept);
                join = server.address("/c/BCDFGJ");

                // What a former version kept goes when the next one is installed.
                browser.asyncText("caches.open('layerlab /assets/former/').then(cache => cache.put('/c/BCDFGH',"
                        + " new Response('')).then(() => navigator.serviceWorker.getRegistration())"
                        + ".then(it => it.unregister())).then(() => done(''));");
                browser.open(server.address("/models"));
                browser.await(
                        "it is gone", () -> !new KeptFiles(browser).addresses().contains("BCDFGH"));
            }
            browser.open(join);
            browser.awaitState("ready");
            assertEquals("BCDFGJ", browser.text("join-code"), "the page is that of any class");
            browser.errors(any -> true);
        }
    }

    /** Such as one whose request was under way when it became active, or that was force-reloaded. */
    @Test
    void aPageThatWasLoadedPastTheServiceWorkerIsKeptToo() throws Exception {
        try (Browser browser = Browser.startFresh(Screen.DESKTOP);
                LiveServer server = LiveServer.start(false)) {
            openOnce(browser, server.address("/models"), "/models");
            browser.command("Network.enable", Map.of());
            browser.command("Network.setBypassServiceWorker", Map.of("bypass", true));
            openOnce(browser, server.address("/help"), "/help");
        }
    }

    @Test
    void aDeletedModelIsForgottenWithItsPage() throws Exception {
        try (Browser browser = Browser.startFresh(Screen.DESKTOP);
                LiveServer server = LiveServer.start(false)) {
            PlaygroundPage page =
                    PlaygroundPage.open(server, browser, "wasm", "dataset=moons&networkShape=2&iterations=10&seed=94");
            page.play();
            browser.await("the run ends", () -> page.iteration() == 10);
            browser.awaitState("ready");
            String link = SavePanel.save(browser, "Soon deleted");
            String path = link.substring(link.indexOf("/m/"));
            openOnce(browser, link, path);
            String file = path.replace("/m/", "/api/models/") + "/parameters.npz";
            assertEquals("200", status(browser, file));
            assertEquals("200", status(browser, file), "the browser may keep it for a year");
            browser.click("delete");
            browser.click("delete-confirm");
            browser.await("it is deleted", () -> browser.address().endsWith("/models"));
            awaitForgotten(browser, path);
            browser.await("its files are gone", () -> status(browser, file).equals("410"));

            // Another browser deleted this one; a former version kept its page.
            String gone = server.saveAndDelete(SampleModels.safetensors("Deleted elsewhere", 5));
            browser.asyncText("caches.open('layerlab /assets/former/').then(cache => cache.put('" + gone
                    + "?lang=de', new Response(''))).then(() => done(''));");
            browser.open(server.address(gone));
            awaitForgotten(browser, gone);
            // A page that is gone is an error in every console.
            browser.errors(any -> true);
        }
    }

    /** Its page says so, or only its data, where that is asked for by another page. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatWasKeptOfAModelIsForgottenWhenSomebodyElseHasDeletedIt(boolean itsPage) throws Exception {
        try (Browser browser = Browser.startFresh(Screen.DESKTOP);
                LiveServer server = LiveServer.start(false)) {
            browser.open(server.address("/models"));
            new KeptFiles(browser).awaitServiceWorker();
            JsonObject model = server.saveUnlisted(SampleModels.safetensors("Deleted elsewhere", 5));
            String path = "/m/" + model.getString("id", "");
            String data = path.replace("/m/", "/api/models/");
            openOnce(browser, server.address(path), path);
            // The page has asked for it.
            browser.await("its data is kept", () -> new KeptFiles(browser).all().contains("data " + data));
            String file = data + "/parameters.npz";
            assertEquals("200", status(browser, file), "the browser may keep it for a year");
            server.delete(model);
            if (itsPage) {
                browser.open(server.address(path));
            } else {
                browser.open(server.address("/models"));
                browser.awaitState("ready");
                assertEquals("410", status(browser, data));
            }
            awaitForgotten(browser, path);
            browser.await("its files are gone", () -> status(browser, file).equals("410"));
            // What is gone is an error in every console.
            browser.errors(any -> true);
        }
    }

    private static String status(Browser browser, String path) {
        return browser.asyncText("fetch('" + path + "').then(answer => done(String(answer.status)));");
    }

    private static void awaitForgotten(Browser browser, String page) {
        String data = page.replace("/m/", "/api/models/");
        browser.await(
                "nothing of " + page + " is kept",
                () -> new KeptFiles(browser)
                        .all()
                        .lines()
                        .noneMatch(line -> line.contains(page) || line.contains(data)));
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
