package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.file.ParameterFile;

/** A link brings a model back, to anyone, until the one who saved it deletes it. */
class SaveIT extends InBrowser {
    @ParameterizedTest
    @ValueSource(strings = {"wasm", "js"})
    void linkBringsTheModelBackToAStrangerAndOnlyTheSaverDeletesIt(String engine) throws Exception {
        PlaygroundPage page = PlaygroundPage.open(
                server,
                browser,
                engine,
                "dataset=moons&networkShape=8&learningRate=0.5&initialization=he&iterations=600");
        page.play();
        browser.await("the run ends", () -> page.iteration() == 600);
        browser.awaitState("ready");
        String cost = browser.text("cost");
        String name = "Moons & \"more\", " + engine;
        String link = SavePanel.save(browser, name);
        assertTrue(link.startsWith(server.address("/m/")), link);

        try (Browser stranger = Browser.start(Screen.DESKTOP)) {
            stranger.open(link);
            stranger.awaitState("ready");
            assertEquals(name, stranger.text("model-name"));
            String card = stranger.text("model-card");
            for (String expected : new String[] {"2 · 8 · 1", "moons", "0.5", engine, "float64", "600"}) {
                assertTrue(card.contains(expected), expected + " in " + card);
            }
            stranger.await("the surface is painted", () -> PlaygroundPage.colors(stranger.pixels("boundary")) > 50);
            stranger.await(
                    "the curve is drawn",
                    () -> !stranger.all("#cost-chart canvas").isEmpty());
            assertTrue(stranger.isShown("cost-chart"));
            assertTrue(stranger.attribute("cost-chart", "aria-label").startsWith("The cost went from"));
            assertTrue(stranger.all("#cost-chart canvas").get(0).getSize().getWidth() > 100);
            assertFalse(stranger.isShown("delete"));
            assertNoErrors(stranger);
        }

        downloads(link, name, cost);

        browser.open(link);
        browser.awaitState("ready");
        assertTrue(browser.isShown("delete"));
        browser.click("delete");
        browser.click("delete-confirm");
        browser.await("the list comes", () -> browser.address().endsWith("/models"));
        browser.awaitState("ready");

        expectStatus(410);
        browser.open(link);
        browser.await(
                "the page says that it is gone",
                () -> browser.script("return document.body.innerText;") instanceof String text
                        && text.contains("deleted"));
        assertEquals(410, server.get(link).statusCode());
    }

    private void downloads(String link, String name, String cost) throws Exception {
        browser.open(link);
        browser.awaitState("ready");
        assertEquals(
                Double.parseDouble(cost),
                Double.parseDouble(browser.text("cost")),
                0.05,
                "the last of the curve's costs");
        for (Map.Entry<String, String> format : Map.of(
                        "npz", "application/zip",
                        "safetensors", "application/octet-stream",
                        "onnx", "application/octet-stream")
                .entrySet()) {
            String address = String.valueOf(
                    browser.element("download-" + format.getKey()).getDomProperty("href"));
            HttpResponse<byte[]> answer = server.get(address);
            assertEquals(200, answer.statusCode(), address);
            assertEquals(
                    format.getValue(),
                    answer.headers().firstValue("Content-Type").orElse(""),
                    address);
            assertTrue(answer.headers()
                    .firstValue("Content-Disposition")
                    .orElse("")
                    .contains("." + format.getKey()));
            if (!format.getKey().equals("onnx")) {
                ParameterFile file = ParameterFile.read(answer.body());
                assertEquals(List.of(2, 8, 1), file.parameters().layerDims());
                file.parameters().requireFinite();
                if (format.getKey().equals("safetensors")) {
                    assertEquals(name, file.card().name().orElse(""));
                    assertEquals(6, file.card().costs().size());
                }
            }
        }
    }

    @Test
    void nameHasToBeThere() {
        PlaygroundPage.open(server, browser, "wasm", "");
        SavePanel.open(browser);
        assertFalse(browser.value("save-name").isEmpty());
        browser.type("save-name", " ");
        browser.click("save");
        browser.await(
                "the dialog says so", () -> browser.all("#share-error").get(0).isDisplayed());
        assertFalse(browser.isShown("share-link"));
    }

    @Test
    void anAnswerThatComesLateIsNotShownAsThatOfAnotherRun() {
        PlaygroundPage page = PlaygroundPage.open(server, browser, "wasm", "networkShape=2&iterations=300&seed=94");
        browser.click("step");
        page.awaitIteration(1);
        browser.script("const real = window.fetch; window.fetch = (url, how) => real(url, how).then((response) =>"
                + " how && how.method === 'POST'"
                + " ? new Promise((come) => { window.release = () => come(response); }) : response);");
        SavePanel.open(browser);
        browser.type("save-name", "Early");
        browser.click("save");
        browser.await(
                "the answer is on its way",
                () -> Boolean.TRUE.equals(browser.script("return typeof window.release === 'function';")));
        browser.script("document.getElementById('share-dialog').close();");
        page.play();
        browser.await("the run ends", () -> page.iteration() == 300);
        SavePanel.open(browser);
        browser.script("window.release();");
        browser.await(
                "its key is kept",
                () -> Boolean.TRUE.equals(browser.script("return localStorage.getItem('layerlab.saving') === null;")));
        assertFalse(browser.isShown("share-link"));
        browser.script("delete window.release;");
        browser.type("save-name", "Late");
        browser.click("save");
        browser.await(
                "the next answer is on its way",
                () -> Boolean.TRUE.equals(browser.script("return typeof window.release === 'function';")));
        browser.script("window.release();");
        browser.await("the link is there", () -> browser.isShown("share-link"));
        browser.open(browser.value("share-link"));
        browser.awaitState("ready");
        assertEquals("Late", browser.text("model-name"));
        assertTrue(browser.isShown("delete"));
    }

    @Test
    void aFailureThatComesLateIsNotShownAsThatOfTheNextSave() {
        PlaygroundPage page = PlaygroundPage.open(server, browser, "wasm", "networkShape=2&iterations=300&seed=95");
        browser.click("step");
        page.awaitIteration(1);
        browser.script("const real = window.fetch; window.fetch = (url, how) => how && how.method === 'POST'"
                + " ? new Promise((come, fail) => { window.release = () => fail(new TypeError('lost')); })"
                + " : real(url, how);");
        SavePanel.open(browser);
        browser.click("save");
        browser.await(
                "it is on its way",
                () -> Boolean.TRUE.equals(browser.script("return typeof window.release === 'function';")));
        browser.script("document.getElementById('share-dialog').close();");
        SavePanel.open(browser);
        browser.asyncText("window.release(); setTimeout(() => done(''), 100);");
        assertFalse(browser.all("#share-error").get(0).isDisplayed());
        browser.script("delete window.release;");
        browser.click("save");
        browser.await(
                "the next is on its way",
                () -> Boolean.TRUE.equals(browser.script("return typeof window.release === 'function';")));
        browser.script("window.release();");
        browser.await(
                "its own failure is told",
                () -> browser.all("#share-error").get(0).isDisplayed());
    }

    @Test
    void aServerThatIsBusyIsWaitedForWithANote() throws Exception {
        try (Browser patient = Browser.startFresh(Screen.DESKTOP)) {
            patient.command(
                    "Page.addScriptToEvaluateOnNewDocument",
                    Map.of(
                            "source",
                            "const real = window.fetch; let busy = true; window.fetch = (url, how) => {"
                                    + " if (!busy || !String(url).endsWith('/parameters.safetensors')) { return real(url, how); }"
                                    + " busy = false; return Promise.resolve(new Response("
                                    + "'{\"error\": {\"message\": \"The server is busy.\"}}',"
                                    + " {status: 503, headers: {'Retry-After': '3'}})); };"));
            patient.open(server.address("/m/cats-and-dogs"));
            patient.await("it is told", () -> patient.message().equals("The server is busy."));
            assertEquals("note", patient.script("return document.getElementById('message').dataset.kind;"));
            patient.awaitState("ready");
            assertEquals("", patient.message());
            assertNoErrors(patient);
        }
    }

    @Test
    void savesWhileItTrains() {
        PlaygroundPage page = PlaygroundPage.open(server, browser, "wasm", "networkShape=128,4&iterations=1000000");
        page.play();
        page.awaitIteration(1);
        String link = SavePanel.save(browser, "On the way");
        assertEquals("training", browser.state());
        browser.open(link);
        browser.awaitState("ready");
        assertEquals("On the way", browser.text("model-name"));
        assertTrue(browser.text("model-card").contains("2 · 128 · 4 · 1"), browser.text("model-card"));
    }
}
