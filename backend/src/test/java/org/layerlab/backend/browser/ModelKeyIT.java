package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The key that manages a saved model: in another browser, and forged. */
class ModelKeyIT extends WithSavedRuns {
    @Test
    void aForgedKeyManagesNothing() throws Exception {
        String link = trained("dataset=moons&networkShape=2&iterations=10&seed=91");
        String id = link.substring(link.lastIndexOf('/') + 1);
        expectStatus(403);
        try (Browser stranger = Browser.start(Screen.DESKTOP)) {
            stranger.open(link);
            stranger.awaitState("ready");
            stranger.script("localStorage.setItem('layerlab.token.' + arguments[0], 'A'.repeat(32));", id);
            stranger.open(link);
            stranger.awaitState("ready");
            stranger.click("edit");
            stranger.await("the dialog is open", () -> stranger.isShown("edit-name"));
            stranger.type("edit-name", "Mine now");
            stranger.click("edit-save");
            stranger.await(
                    "it is refused", () -> stranger.all("#edit-error").get(0).isDisplayed());
            stranger.open(link);
            stranger.awaitState("ready");
            stranger.click("delete");
            stranger.click("delete-confirm");
            stranger.await("it is refused", () -> stranger.message().contains("does not belong to"));
            assertNoErrors(stranger);
        }
        browser.open(link);
        browser.awaitState("ready");
        assertEquals("trained", browser.text("model-name"));
    }

    @Test
    void theKeyManagesAModelInAnotherBrowser() {
        String link = trained("dataset=moons&networkShape=2&iterations=10&seed=92");
        String id = link.substring(link.lastIndexOf('/') + 1);
        String key =
                String.valueOf(browser.script("return localStorage.getItem('layerlab.token.' + arguments[0]);", id));
        expectStatus(403);
        try (Browser another = Browser.start(Screen.DESKTOP)) {
            another.open(link);
            another.awaitState("ready");
            assertFalse(another.isShown("edit"));
            another.type("key-given", "not-it");
            another.click("key-use");
            another.await("it is refused", () -> another.text("key-error").contains("does not belong to"));
            another.type("key-given", "“" + key + "”");
            another.click("key-use");
            another.await(
                    "it is not taken for silence of the server",
                    () -> another.text("key-error").equals("This key does not belong to this model."));
            another.type("key-given", key);
            another.click("key-use");
            another.await("it is managed here, too", () -> another.isShown("edit"));
            assertFalse(another.isShown("key-given"));
            another.open(server.address("/models"));
            another.awaitState("ready");
            another.click("filter-mine");
            another.await(
                    "it is one of its own",
                    () -> !another.all("#models .model-link").isEmpty());
            assertNoErrors(another);
        }
    }

    @Test
    void aSaveWhoseAnswerWasLostIsMadeAgainWithTheSameRight() {
        PlaygroundPage page =
                PlaygroundPage.open(server, browser, "wasm", "dataset=moons&networkShape=2&iterations=10&seed=93");
        page.play();
        browser.await("the run ends", () -> page.iteration() == 10);
        browser.awaitState("ready");
        // The server stores the model; its first answer never comes.
        browser.script("const real = window.fetch; let lost = false;"
                + "window.fetch = (url, how) => real(url, how).then((response) => {"
                + "  if (how && how.method === 'POST' && !lost) { lost = true; throw new TypeError('lost'); }"
                + "  return response; });");
        SavePanel.open(browser);
        browser.type("save-name", "Saved twice");
        browser.click("save");
        browser.await(
                "the dialog says so", () -> browser.all("#share-error").get(0).isDisplayed());
        browser.click("save");
        browser.await("the link is there", () -> browser.isShown("share-link"));
        String link = browser.value("share-link");
        browser.open(link);
        browser.awaitState("ready");
        assertTrue(browser.isShown("delete"));
        browser.click("delete");
        browser.click("delete-confirm");
        browser.await("it is deleted", () -> browser.address().endsWith("/models"));
    }

    @Test
    void backLeadsPastAModelThatWasDeleted() {
        String link = trained("dataset=moons&networkShape=2&iterations=10&seed=95");
        String id = link.substring(link.lastIndexOf('/') + 1);
        browser.open(link);
        browser.awaitState("ready");
        browser.click("delete");
        browser.click("delete-confirm");
        browser.await("it is deleted", () -> browser.address().endsWith("/models"));
        browser.awaitState("ready");
        browser.script("setTimeout(() => history.back());");
        browser.await("Back leads past it", () -> !browser.address().endsWith("/models"));
        assertFalse(browser.address().endsWith(id), browser.address());
    }

    @Test
    void aKeyThatABrowserCannotKeepManagesTheModelUntilThePageIsLeft() throws Exception {
        String link = trained("dataset=moons&networkShape=2&iterations=10&seed=94");
        String id = link.substring(link.lastIndexOf('/') + 1);
        String key =
                String.valueOf(browser.script("return localStorage.getItem('layerlab.token.' + arguments[0]);", id));
        try (Browser another = Browser.startFresh(Screen.DESKTOP)) {
            another.command(
                    "Page.addScriptToEvaluateOnNewDocument",
                    Map.of(
                            "source",
                            "Object.defineProperty(window, 'localStorage',"
                                    + " {get() { throw new DOMException('forbidden', 'SecurityError'); }});"));
            another.open(link);
            another.awaitState("ready");
            another.type("key-given", key);
            another.click("key-use");
            another.await("it is managed here", () -> another.isShown("edit"));
            another.click("edit");
            another.await("the dialog is open", () -> another.isShown("edit-name"));
            another.type("edit-name", "Managed");
            another.click("edit-save");
            another.await("it has its name", () -> another.text("model-name").equals("Managed"));
            assertNoErrors(another);
        }
    }
}
