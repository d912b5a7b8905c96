package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.WebElement;
import org.xml.sax.InputSource;

/** What people take with them: the plot embedded in a page, as a picture, as a drawing, on paper. */
class ExportIT extends InBrowser {
    @BeforeEach
    void forgetWhatWasKept() {
        forget(browser);
    }

    @Test
    void embeddedThereIsThePlotItsTransportBarAndNothingElse() {
        browser.open(server.address("/#embed=true&networkShape=4&iterations=200&noise_hide=true&seed_fixed=true"));
        browser.awaitState("ready");
        for (String part : List.of("boundary", "play", "step", "reset", "iteration")) {
            assertTrue(browser.isShown(part), part);
        }
        for (String part : List.of(
                "dataset",
                "network-drawing",
                "cost-chart",
                "log",
                "status",
                "share-open",
                "tour",
                "timeline",
                "learning-rate",
                "keep",
                "train-accuracy")) {
            assertFalse(browser.isShown(part), part);
        }
        assertEquals(
                true,
                browser.script("return document.documentElement.scrollHeight <= innerHeight + 1;"),
                "it fits its frame");
        browser.click("play");
        browser.await("it trains", () -> browser.number("iteration") == 200);
        WebElement whole = browser.element("embed-open");
        browser.script("arguments[0].addEventListener('click', e => e.preventDefault()); arguments[0].click();", whole);
        String href = String.valueOf(whole.getDomProperty("href"));
        assertTrue(href.contains("networkShape=4") && !href.contains("embed"), href);
        assertFalse(href.contains("_hide") || href.contains("_fixed") || href.endsWith("&"), href);
    }

    @Test
    void theNumpyProgramOfARunThatNobodySavedIsCopied() {
        PlaygroundPage page = PlaygroundPage.open(
                server, browser, "wasm", "dataset=blobs&noise=40&classCount=3&networkShape=4&iterations=200&seed=7");
        page.play();
        browser.await("it is done", () -> page.iteration() == 200);
        browser.click("exports-open");
        browser.script("navigator.clipboard.writeText = text => { window.copied = text; return Promise.resolve(); };");
        browser.click("copy-numpy");
        browser.await(
                "it is copied",
                () -> String.valueOf(browser.script("return window.copied;")).contains("RECIPE = json.loads("));
        String copied = String.valueOf(browser.script("return copied;"));
        assertTrue(copied.contains("softmax3") || copied.contains("[2,4,3]"), copied.substring(0, 2000));
        assertEquals("Copied", browser.text("copy-numpy"));
        assertEquals("", browser.message());
    }

    @Test
    void theHtmlThatEmbedsThesePointsAndSettingsIsCopied() {
        String settings = "dataset=xor&networkShape=4&iterations=200&seed=7";
        PlaygroundPage.open(server, browser, "wasm", settings);
        browser.click("exports-open");
        browser.script("navigator.clipboard.writeText = text => { window.copied = text; return Promise.resolve(); };");
        browser.click("copy-embed");
        String copied = String.valueOf(browser.script("return copied;"));
        String before =
                "<script src=\"" + server.address("/embed.js") + "\"></script> <layerlab-playground settings=\"";
        assertTrue(copied.startsWith(before), copied);
        List<String> pairs = List.of(copied.substring(before.length(), copied.indexOf('"', before.length()))
                .split("&"));
        assertTrue(pairs.containsAll(List.of(settings.split("&"))), copied);
        assertTrue(copied.endsWith("\"></layerlab-playground>"), copied);
    }

    @Test
    void aPictureThatTheBrowserCannotMakeIsToldOf() {
        browser.open(server.address("/#networkShape=4&iterations=200"));
        browser.awaitState("ready");
        browser.click("exports-open");
        browser.script("HTMLCanvasElement.prototype.toBlob = take => take(null);");
        for (String file : List.of("export-plot", "export-curve-png")) {
            browser.click(file);
            browser.await("it is told", () -> browser.message().equals("This browser could not make the picture."));
            browser.all("#message-close").get(0).click();
            assertEquals("", browser.message());
        }
    }

    @Test
    void plotAndCurveAreDownloadedAsPicturesAndDrawings() throws Exception {
        PlaygroundPage page =
                PlaygroundPage.open(server, browser, "wasm", "networkShape=4&iterations=400&trainSize=50");
        page.play();
        browser.await("it is done", () -> page.iteration() == 400);
        browser.click("exports-open");
        browser.script(
                "window.saved = []; const make = URL.createObjectURL;"
                        + "URL.createObjectURL = blob => { const reader = new FileReader();"
                        + "  reader.onload = () => saved.push(reader.result); reader.readAsDataURL(blob); return make(blob); };");
        for (String file : List.of("export-plot", "export-plot-svg", "export-curve", "export-curve-png")) {
            int count = (int) browser.asyncNumber("done(saved.length);");
            browser.click(file);
            browser.await("the file is there", () -> (int) browser.asyncNumber("done(saved.length);") > count);
        }
        // It is made from a drawing.
        browser.await(
                "the curve is a picture",
                () -> Boolean.TRUE.equals(
                        browser.script("return saved.slice(3).some(url => url.startsWith('data:image/png'));")));
        List<?> saved = (List<?>) Objects.requireNonNull(browser.script("return saved;"));
        assertTrue(saved.get(0).toString().startsWith("data:image/png"), "the plot is a picture");
        String plot = decoded(saved.get(1));
        assertEquals(50, plot.split("<circle|<polygon", -1).length - 1, "a shape for each point");
        assertTrue(plot.contains("href=\"data:image/png;base64,"), "the surface is in it");
        assertTrue(
                decoded(saved.get(2)).contains("stroke=\"#0f62b5\" stroke-width=\"2\" d=\"M"), "the curve is a line");
        for (int drawing = 1; drawing < 3; drawing++) {
            assertEquals("svg", rootOf(decoded(saved.get(drawing))));
        }
    }

    /** The name of an XML document's root; throws where it is not well-formed. */
    private static String rootOf(String xml) throws Exception {
        DocumentBuilderFactory parsers = DocumentBuilderFactory.newInstance();
        parsers.setNamespaceAware(true);
        return parsers.newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)))
                .getDocumentElement()
                .getLocalName();
    }

    private static String decoded(Object dataUrl) {
        String text = dataUrl.toString();
        return new String(Base64.getDecoder().decode(text.substring(text.indexOf(',') + 1)), StandardCharsets.UTF_8);
    }

    @Test
    void paperIsWhiteAndTheScreenIsAsBeforeAfterwards() {
        browser.prefersDark(true);
        PlaygroundPage.open(server, browser, "wasm", "networkShape=4");
        Object dark = browser.script(GROUND);
        browser.script("dispatchEvent(new Event('beforeprint'));");
        assertNotEquals(dark, browser.script(GROUND));
        browser.script("dispatchEvent(new Event('afterprint'));");
        assertEquals(dark, browser.script(GROUND));
        browser.prefersDark(false);
    }

    @Test
    void paperShowsTheWholeNetworkInLightColorsAndNoButtons() {
        browser.prefersDark(true);
        PlaygroundPage page = PlaygroundPage.open(server, browser, "wasm", "networkShape=6,6,6&iterations=100");
        page.play();
        browser.await("the run ends", () -> browser.isShown("train-more"));
        try {
            assertEquals(
                    true,
                    browser.script("const drawing = document.getElementById('network-drawing');"
                            + "const dark = drawing.toDataURL(); dispatchEvent(new Event('beforeprint'));"
                            + "return drawing.toDataURL() !== dark;"),
                    "it is painted anew before the page is on paper");
            browser.command("Emulation.setEmulatedMedia", Map.of("media", "print"));
            browser.command(
                    "Emulation.setDeviceMetricsOverride",
                    Map.of("width", 700, "height", 1000, "deviceScaleFactor", 1, "mobile", false));
            assertEquals(
                    "",
                    browser.script("const out = [...document.querySelectorAll('#network-drawing, .net-row > *')]"
                            + ".filter(one => one.getBoundingClientRect().right"
                            + "  > document.getElementById('panel-network').getBoundingClientRect().right);"
                            + "const seen = [...document.querySelectorAll('main .button, main .chip')]"
                            + ".filter(one => one.checkVisibility());"
                            + "return [...out, ...seen].map(one => one.id || one.className).join(', ');"));
        } finally {
            browser.command("Emulation.clearDeviceMetricsOverride", Map.of());
            browser.command("Emulation.setEmulatedMedia", Map.of("media", ""));
            browser.script("dispatchEvent(new Event('afterprint'));");
            browser.prefersDark(false);
        }
    }

    private static final String GROUND = "return getComputedStyle(document.documentElement).backgroundColor;";
}
