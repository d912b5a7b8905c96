package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFile;

/** Training on the drawings: to its end, paused, stopped, reloaded, saved on its way and forked. */
class PhotoTrainingIT extends InBrowser {
    @TempDir
    Path folder;

    @Test
    void aTrainingWhoseNumbersRanAwaySaysSo() {
        PhotosPage.openTraining(server, browser, "wasm");
        browser.type("train-learning-rate", "10");
        browser.click("train");
        browser.await("it stops", Duration.ofMinutes(1), () -> browser.message().contains("the run diverged"));
        assertTrue(browser.message().contains("lower learning rate"), browser.message());
        assertEquals("Train", browser.text("train"));
        browser.type("train-learning-rate", "0.02");
        browser.click("train");
        browser.await("it trains anew", () -> browser.text("cost").matches("\\d+\\.\\d+"));
        browser.click("stop");
        assertEquals("", browser.message());
    }

    @Test
    void trainsOnTheDrawingsAndTheLinkJudgesWithWhatItLearned() throws Exception {
        PhotosPage page = PhotosPage.openTraining(server, browser, "wasm");
        browser.click("train");
        browser.awaitState("training");
        browser.await("the cost is there", () -> browser.text("cost").matches("\\d+\\.\\d+"));
        String first = browser.text("cost");
        browser.await("the cost moves", () -> !browser.text("cost").equals(first));

        // The one button pauses and continues.
        browser.await("it can be paused", () -> browser.text("train").equals("Pause"));
        browser.click("train");
        browser.await("it pauses", () -> browser.text("train").equals("Continue"));
        assertEquals("ready", browser.state());
        browser.click("train");
        browser.await("it goes on", () -> browser.text("train").equals("Pause"));

        browser.await(
                "the training ends",
                Duration.ofMinutes(2),
                () -> browser.text("train").equals("Train again"));
        assertEquals("", browser.message());
        assertTrue(browser.attribute("cost-chart", "aria-label").startsWith("The cost went from"));
        assertTrue(browser.attribute("accuracy-chart", "aria-label").startsWith("The test accuracy went from"));
        double test = percent("test-accuracy");
        System.out.printf(Locale.ROOT, "drawings: %.1f %% of the test set%n", test);
        assertTrue(test > 90, test + " %");
        assertEquals(
                200,
                browser.all("#confusion td .figure").stream()
                        .mapToInt(cell -> Integer.parseInt(browser.textOf(cell)))
                        .sum());
        assertEquals("here", page.model());
        assertEquals(24, browser.all("#weights .thumb").size());
        assertFalse(browser.all("#histogram rect").isEmpty());
        opensTheCellOfTheConfusion(page);
        Path photo = write("photo.jpg", TestPhotos.jpeg());
        double here = page.judge(photo);
        browser.await(
                "what mattered and the nearest photos are there",
                () -> browser.attribute("heat", "aria-label").contains("spoke for")
                        && browser.all("#near .thumb").size() == 8);

        String link = SavePanel.save(browser, "Drawings");
        browser.open(link);
        browser.awaitState("ready");
        assertEquals("Drawings", browser.text("model-name"));
        assertTrue(browser.isShown("cost-chart"));
        assertEquals(here, new PhotosPage(browser).judge(photo), 0.001);
    }

    private void opensTheCellOfTheConfusion(PhotosPage page) {
        int count = page.count("cell-cat-dog");
        browser.click("cell-cat-dog");
        browser.await(
                "the cats taken for dogs are shown",
                () -> browser.all("#gallery .thumb").size() == Math.min(40, count)
                        && browser.all("#gallery .thumb[data-class='0'][data-wrong]")
                                        .size()
                                == Math.min(40, count));
    }

    @Test
    void aStoppedTrainingGoesOnAfterAReloadAsIfItHadNeverStopped() {
        PhotosPage.openTraining(server, browser, "wasm");
        trainSmall("7");
        browser.await("it ends", () -> browser.text("train").equals("Train again"));
        String cost = browser.text("cost");
        String test = browser.text("test-accuracy");
        String curve = browser.attribute("accuracy-chart", "aria-label");

        PhotosPage.openTraining(server, browser, "wasm");
        trainSmall("7");
        clickAfterAnEpoch("stop");
        browser.await("it can go on", () -> browser.isShown("resume-offer"));
        assertTrue(browser.text("resume-text").contains("stopped at step"), browser.text("resume-text"));

        PhotosPage.openTraining(server, browser, "wasm");
        browser.await("it can go on", () -> browser.isShown("resume-offer"));
        String offer = browser.text("resume-text");
        assertTrue(offer.contains("stopped at step"), offer);
        browser.click("resume");
        browser.await("it ends", () -> browser.text("train").equals("Train again"));
        assertEquals("7", browser.value("train-seed"));
        assertEquals(cost, browser.text("cost"));
        assertEquals(test, browser.text("test-accuracy"));
        // Where it ends depends on when the page measured last.
        assertEquals(
                curve.replaceAll(" to .*", ""),
                browser.attribute("accuracy-chart", "aria-label").replaceAll(" to .*", ""),
                "its curve begins at the beginning");
    }

    /** Where nothing was ever kept, and within the two seconds after which a run is kept for the first time. */
    @ParameterizedTest
    @ValueSource(strings = {"stop", "train"})
    void aFirstTrainingCanGoOnHoweverSoonItIsStopped(String first) {
        browser.open(server.address("/offline"));
        assertEquals(
                "deleted",
                browser.asyncText("const request = indexedDB.deleteDatabase('layerlab');"
                        + "request.onsuccess = () => done('deleted'); request.onerror = () => done('failed');"));
        PhotosPage.openTraining(server, browser, "wasm");
        browser.type("train-layers", "96");
        browser.type("train-epochs", "5000");
        // The page clicks: a driver's clicks take too long.
        browser.script(
                "const train = document.getElementById('train'), stop = document.getElementById('stop');"
                        + "let first = document.getElementById(arguments[0]);"
                        + "train.click();"
                        + "const look = setInterval(() => {"
                        + "  if (train.textContent === 'Pause' && first) { first.click(); first = null; }"
                        + "  if (train.textContent === 'Continue') { stop.click(); }"
                        + "  if (train.textContent === 'Train') { clearInterval(look); } }, 2);",
                first);
        browser.await("it can go on", () -> browser.isShown("resume-offer"));
    }

    @Test
    void aTrainingThatWasSavedOnItsWayGoesOnInAnotherBrowserAndIsForked() throws Exception {
        PhotosPage.openTraining(server, browser, "wasm");
        trainSmall("8");
        browser.await("it ends", () -> browser.text("train").equals("Train again"));
        ParameterFile whole = saved(SavePanel.save(browser, "Never stopped"));

        PhotosPage.openTraining(server, browser, "wasm");
        trainSmall("8");
        clickAfterAnEpoch("train");
        browser.await("it pauses", () -> browser.text("train").equals("Continue"));
        String link = SavePanel.save(browser, "On its way");
        assertTrue(saved(link).extra().containsKey("optimizer.moment1.W1"));
        assertTrue(shareNote(browser).endsWith("continue training."), shareNote(browser));

        try (Browser stranger = Browser.start(Screen.DESKTOP)) {
            stranger.open(link + "?engine=wasm");
            stranger.awaitState("ready");
            assertTrue(stranger.isShown("fork"));
            assertTrue(stranger.isShown("state-note"));
            stranger.click("continue");
            stranger.await(
                    "it is taken up",
                    () -> stranger.address().contains("/photos/train")
                            && stranger.all("#train").size() == 1
                            && stranger.text("train").equals("Continue"));
            assertTrue(stranger.text("train-status").startsWith("Restored"), stranger.text("train-status"));
            stranger.await("its cost is there", () -> stranger.text("cost").matches("\\d+\\.\\d{6}"));
            stranger.click("train");
            stranger.await("it ends", () -> stranger.text("train").equals("Train again"));
            String child = SavePanel.save(stranger, "Taken up");
            ParameterFile taken = saved(child);
            assertEquals(
                    link.substring(link.lastIndexOf('/') + 1),
                    taken.card().parent().orElse(""));
            assertEquals(whole.card().costs(), taken.card().costs());
            for (int l = 0; l < 2; l++) {
                assertArrayEquals(
                        whole.parameters().layers().get(l).W(),
                        taken.parameters().layers().get(l).W());
            }
            assertTrue(shareNote(stranger).endsWith("train another one with its settings."), shareNote(stranger));
            stranger.open(child);
            stranger.awaitState("ready");
            assertFalse(stranger.isShown("continue"), "it has ended");
            assertFalse(stranger.isShown("state-note"));
            stranger.click("fork");
            stranger.await(
                    "the form has its recipe and the next seed",
                    () -> stranger.address().contains("/photos/train")
                            && !stranger.all("#train-seed").isEmpty()
                            && stranger.value("train-seed").equals("9"));
            assertEquals("96", stranger.value("train-layers"));
            assertEquals("400", stranger.value("train-limit"));
            assertNoErrors(stranger);
        }
    }

    @Test
    void anEarlierNetworkThatIsKeptIsNamedAndItsCardIsItsOwn() throws Exception {
        PhotosPage.openTraining(server, browser, "wasm");
        // Few photos and large steps: learned by heart long before the end.
        browser.type("train-learning-rate", "0.1");
        browser.type("train-epochs", "40");
        browser.click("more");
        browser.type("train-limit", "60");
        browser.click("train");
        browser.await("it ends", () -> browser.text("train").equals("Train again"));
        String best = browser.text("best").replaceAll(".* at ", "");
        int kept = Integer.parseInt(best);
        String status = browser.text("train-status");
        assertTrue(
                status.matches("Done\\. Kept: the network after epoch \\d+, the best on 9 validation photos\\."),
                status);

        String link = SavePanel.save(browser, "Kept");
        ModelCard card = saved(link).card();
        assertEquals(kept, card.iteration().orElseThrow());
        int last = card.costs().get(card.costs().size() - 1).iteration();
        assertTrue(last > kept, "the cost was measured until " + last);
        browser.open(link);
        browser.awaitState("ready");
        String at = browser.text("cost-at");
        assertTrue(Integer.parseInt(at.replace("after iteration ", "")) <= kept, at + ", kept " + kept);
    }

    private static String shareNote(Browser page) {
        return page.textOf(page.all("#share-note").get(0));
    }

    private ParameterFile saved(String link) throws Exception {
        return ParameterFile.read(server.get(link.replace("/m/", "/api/models/") + "/parameters.safetensors")
                .body());
    }

    @Test
    void leavingATrainingAsksAndKeepsItFirst() {
        PhotosPage.openTraining(server, browser, "wasm");
        browser.script("window.kept = 0; const post = Worker.prototype.postMessage;"
                + "Worker.prototype.postMessage = function(message, ...rest) {"
                + "  if (message.type === 'keep') { window.kept++; } return post.call(this, message, ...rest); };");
        browser.type("train-layers", "96");
        browser.type("train-epochs", "5000");
        browser.click("train");
        browser.await("it trains", () -> browser.text("epoch").matches("[1-9].*") && keptIteration() > 0);
        // As if it had lasted longer than what is made again in a moment.
        browser.script("const now = Date.now; Date.now = () => now() + 20000;");
        String asks = "return !window.dispatchEvent(new Event('beforeunload', {cancelable: true}));";
        assertEquals(true, browser.script(asks));
        assertEquals(1L, browser.script("return window.kept;"), "it is kept while the person is asked");
        double before = keptIteration();
        browser.script("window.dispatchEvent(new PageTransitionEvent('pagehide'));");
        browser.await("it is kept as it is now", () -> keptIteration() > before);
        browser.click("train");
        browser.await("it pauses", () -> browser.text("train").equals("Continue"));
        assertEquals(false, browser.script(asks), "a run that stands is kept and can be left");
        browser.click("stop");
    }

    @Test
    void aRunThatCannotBeKeptSaysSoWhileItTrains() {
        PhotosPage.openTraining(server, browser, "wasm");
        browser.script(
                "const post = Worker.prototype.postMessage; Worker.prototype.postMessage = function(...message) {"
                        + "  window.asked = this; return post.apply(this, message); };");
        browser.type("train-layers", "96");
        browser.type("train-epochs", "5000");
        browser.click("train");
        browser.await("it trains", () -> browser.text("epoch").matches("[1-9].*"));
        String why = "This browser cannot keep the run across a reload: its storage is full.";
        browser.script(
                "window.asked.dispatchEvent(new MessageEvent('message',"
                        + " {data: {type: 'not-kept', token: 0, text: arguments[0]}}));",
                why);
        String epoch = browser.text("epoch");
        browser.await("it goes on", () -> !browser.text("epoch").equals(epoch));
        assertEquals(why, browser.message());
        assertEquals("training", browser.state());
        browser.click("stop");
    }

    @Test
    void trainingThatAnotherVersionKeptIsLeftForIt() {
        PhotosPage.openTraining(server, browser, "wasm");
        trainSmall("11");
        browser.await("it is kept", () -> keptIteration() > 0);
        browser.open(server.address("/offline"));
        try {
            new KeptDatabase(browser)
                    .change(
                            "photos.about",
                            "value => { const all = JSON.parse(value);"
                                    + " all.recipe.optimizer = 'tomorrow'; return JSON.stringify(all); }");
            double kept = keptIteration();
            PhotosPage.openTraining(server, browser, "wasm");
            browser.await("the page says so", () -> browser.message().startsWith("This browser keeps a training that"));
            assertEquals(kept, keptIteration());
        } finally {
            browser.open(server.address("/offline"));
            browser.asyncText("const request = indexedDB.deleteDatabase('layerlab');"
                    + "request.onsuccess = request.onerror = request.onblocked = () => done('');");
        }
    }

    /** How far the run is that the browser keeps; 0 where there is none. */
    private double keptIteration() {
        return browser.asyncNumber(
                "indexedDB.databases().then(all => {"
                        + "  if (!all.some(one => one.name === 'layerlab')) { done(0); return; }"
                        + "  const request = indexedDB.open('layerlab');"
                        + "  request.onsuccess = () => { const db = request.result;"
                        + "    const one = db.transaction('kept').objectStore('kept').get('photos.about');"
                        + "    one.onsuccess = () => { db.close(); done(one.result ? JSON.parse(one.result).iteration : 0); }; }; });");
    }

    /** The page clicks: the whole training may take no longer than a click of the driver's. */
    private void clickAfterAnEpoch(String id) {
        browser.script("const look = setInterval(() => {"
                + "  if (!/^([2-9]|1\\d) of/.test(document.querySelector('[data-testid=epoch]').textContent)) return;"
                + "  clearInterval(look); document.getElementById('" + id + "').click(); }, 2);");
    }

    private void trainSmall(String seed) {
        browser.type("train-layers", "96");
        browser.type("train-epochs", "12");
        browser.click("more");
        browser.type("train-seed", seed);
        browser.type("train-limit", "400");
        browser.click("train");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wasm", "js"})
    void stopEndsATraining(String engine) {
        PhotosPage.openTraining(server, browser, engine);
        browser.click("train");
        browser.await("it trains", () -> browser.text("train").equals("Pause"));
        browser.await("the cost is there", () -> browser.text("cost").matches("\\d+\\.\\d+"));
        browser.click("stop");
        browser.await(
                "it stands",
                () -> browser.state().equals("ready") && browser.text("train").equals("Train"));
        assertFalse(browser.isShown("stop"));
        assertEquals("", browser.message());
    }

    @Test
    void layersThatDoNotFitAreNamed() {
        PhotosPage.openTraining(server, browser, "wasm");
        browser.type("train-layers", "many");
        browser.click("train");
        browser.await("the page says so", () -> browser.message().contains("many"));
        browser.type("train-layers", "4000");
        browser.click("train");
        browser.await("the page says so", () -> browser.message().contains("parameters"));
        assertEquals("ready", browser.state());
    }

    @Test
    void aWrongValueInTheClosedPartIsShown() {
        PhotosPage.openTraining(server, browser, "wasm");
        browser.click("more");
        browser.type("train-dropout", "1");
        browser.script("document.getElementById('more').open = false;");
        browser.click("train");
        browser.await("its part opens", () -> browser.element("train-dropout").isDisplayed());
        browser.await("it can be mended at once", () -> browser.focused().equals("train-dropout"));
        assertEquals("ready", browser.state());
    }

    private double percent(String testId) {
        return Double.parseDouble(browser.text(testId).replaceAll("[^0-9.]", ""));
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }
}
