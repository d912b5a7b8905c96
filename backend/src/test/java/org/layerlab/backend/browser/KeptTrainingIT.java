package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.Json;
import org.junit.jupiter.api.Test;

/** The training on photos that a browser keeps: nothing takes its place but a training that goes further. */
class KeptTrainingIT extends InBrowser {
    @Test
    void aPhotoTrainingThatWasContinuedIsOfferedAfterAReloadAndWhereItWaitsAgain() {
        trainLong();
        browser.click("train");
        browser.await("it pauses", () -> browser.text("train").equals("Continue"));
        String link = SavePanel.save(browser, "On its way for long");
        browser.open(link + "?engine=wasm");
        browser.awaitState("ready");
        browser.click("continue");
        browser.await(
                "it is taken up",
                () -> browser.all("#train").size() == 1 && browser.text("train").equals("Continue"));
        double saved = keptIteration();
        browser.click("train");
        browser.await("it has come further", () -> keptIteration() > saved);
        assertTrue(browser.address().endsWith("#parent=" + id(link)), browser.address());
        browser.script("location.reload();");
        browser.await(
                "it is offered as this browser keeps it",
                () -> browser.text("train").equals("Train") && browser.isShown("resume-offer"));
        double kept = keptIteration();

        browser.open(link + "?engine=wasm");
        browser.awaitState("ready");
        browser.click("continue");
        browser.await(
                "both are there",
                () -> browser.all("#train").size() == 1
                        && browser.text("train").equals("Continue")
                        && browser.isShown("resume-offer"));
        assertEquals(
                true,
                browser.script("return document.getElementById('train').getBoundingClientRect().top"
                        + " < document.getElementById('resume').getBoundingClientRect().top;"),
                "what is continued comes first");
        browser.click("stop");
        browser.await("it is still offered", () -> browser.text("train").equals("Train") && browser.isShown("resume"));
        assertEquals(kept, keptIteration(), "a run that only waits takes its place");
        browser.click("resume");
        browser.await("it trains", () -> browser.text("train").equals("Pause"));
        browser.await("it has come further", () -> keptIteration() > kept);
        browser.click("stop");
    }

    @Test
    void aKeptTrainingWhoseLoadingIsStoppedIsStillOffered() {
        trainLong();
        browser.click("stop");
        browser.await("it is offered", () -> browser.isShown("resume"));
        browser.script("document.getElementById('resume').click(); document.getElementById('stop').click();");
        browser.await("it is offered again", () -> browser.isShown("resume"));
        browser.script("document.getElementById('train').click(); document.getElementById('stop').click();");
        browser.await("and again", () -> browser.isShown("resume"));
        browser.click("resume");
        browser.await("it trains", () -> browser.text("train").equals("Pause"));
        browser.click("stop");
    }

    @Test
    void aSecondTabThatTrainsLeavesTheRunOfTheFirstAsItIsKept() {
        trainLong();
        browser.inAnotherTab(() -> {
            PhotosPage.openTraining(server, browser, "wasm");
            browser.type("train-layers", "95");
            browser.type("train-epochs", "5000");
            browser.click("train");
            browser.await("it says so", () -> browser.message().contains("a training is open in another tab"));
            browser.click("stop");
            browser.await("it stands", () -> browser.text("train").equals("Train"));
            assertTrue(kept().matches("(?s).*\"layers\":\"[^\"]*\\b96\\b.*"), kept());
        });
        browser.click("stop");
    }

    private void trainLong() {
        PhotosPage.openTraining(server, browser, "wasm");
        browser.type("train-layers", "96");
        browser.type("train-epochs", "5000");
        browser.click("train");
        browser.await(
                "it is kept",
                () -> browser.text("train").equals("Pause")
                        && browser.text("epoch").matches("[1-9].*")
                        && keptIteration() > 0);
    }

    private String kept() {
        return new KeptDatabase(browser).text("photos.about");
    }

    /** How far the run is that the browser keeps; 0 where there is none. */
    private double keptIteration() {
        String about = browser.asyncText("indexedDB.databases().then(all =>"
                                + " done(String(all.some(one => one.name === 'layerlab'))));")
                        .equals("true")
                ? kept()
                : "undefined";
        return about.equals("undefined") ? 0 : Json.parse(about).asObject().getInt("iteration", 0);
    }

    private static String id(String link) {
        return link.substring(link.lastIndexOf('/') + 1);
    }
}
