package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

/** A person looks into a network: chooses a feature map, points at a pixel, and follows a number up to the answer. */
class InsideIT extends InBrowser {
    private static final Path DENSE = Path.of("../static/models/cats-and-dogs.safetensors")
            .toAbsolutePath()
            .normalize();

    private static final Path CONVOLUTIONAL = DENSE.resolveSibling("cats-and-dogs-conv.safetensors");

    /** The differences between what a step says and what its numbers make, where they are too large. */
    static final String WRONG = "const value = e => Number(e.dataset.value); const out = [];"
            + "const same = (what, a, b) => Math.abs(a - b) > 1e-6 && out.push(what + ': ' + a + ', ' + b);"
            + "const step = document.querySelector('[data-testid=step-sum]');"
            + "let sum = value(step.querySelector('[data-testid=trace-rest]'));"
            + "for (const channel of step.querySelectorAll('.channel')) {"
            + "  const [patch, filter, products] = [...channel.querySelectorAll('tbody')]"
            + "    .map(body => [...body.querySelectorAll('td')].map(value));"
            + "  products.forEach((one, i) => same('product ' + i, patch[i] * filter[i], one));"
            + "  const part = products.reduce((a, b) => a + b, 0);"
            + "  same('channel', part, value(channel.querySelector('[data-testid=channel-sum]'))); sum += part; }"
            + "for (const row of step.querySelectorAll('.terms tbody tr')) {"
            + "  const [input, weight, product] = [...row.querySelectorAll('td')].map(value);"
            + "  same('product', input * weight, product); sum += product; }"
            + "const [total, bias, z] = ['sum', 'bias', 'z'].map(key => value(step.querySelector(`[data-testid=trace-${key}]`)));"
            + "same('sum', sum, total); same('Z', total + bias, z);"
            + "const steps = [...document.querySelectorAll('.step[data-out]')];"
            + "same('value', Number(steps.at(-1).dataset.out), value(document.getElementById('pixel-text')));"
            + "return out.join('; ');";

    @BeforeEach
    void forgetWhatWasKept() {
        forget(browser);
    }

    private void open(String query) {
        browser.open(server.address("/photos/inside" + query));
        browser.awaitState("ready");
    }

    @Test
    void thePhotoThatWasClassifiedIsTheOneToLookInside() throws IOException {
        PhotosPage page = PhotosPage.open(server, browser, "wasm");
        page.drop(TestPhotos.jpeg(), "mine.jpg");
        String seen = "return document.getElementById(arguments[0]).toDataURL();";
        String classified = String.valueOf(browser.script(seen, "seen"));
        browser.click("look-inside");
        browser.awaitState("ready");
        browser.await("it is there", () -> classified.equals(String.valueOf(browser.script(seen, "photo"))));
        open("");
        browser.await(
                "a drawing is there", () -> browser.all("#rows .map-button").size() > 0);
        assertFalse(classified.equals(String.valueOf(browser.script(seen, "photo"))), "it was taken once");
    }

    private List<WebElement> maps(int row) {
        return browser.all("#rows .map-row:nth-child(" + (row + 1) + ") .map-button");
    }

    private void choose(int row, int place) {
        String name = String.valueOf(maps(row).get(place).getDomAttribute("title"));
        maps(row).get(place).click();
        browser.await("it is shown", () -> browser.text("trace-name").equals(name));
        browser.await("it is chosen", () -> "true".equals(maps(row).get(place).getDomAttribute("aria-pressed")));
    }

    /** Points at the middle of the map. */
    private void point() {
        WebElement map = browser.element("map-pixels");
        browser.pointBetween(map, map);
    }

    private void awaitPixel(int row, int column) {
        browser.await(
                "row " + row + ", column " + column,
                () -> browser.text("pixel-text").startsWith("Row " + row + ", column " + column + ": "));
    }

    /** Waits for one of the four pixels in the middle of a map. */
    private static void awaitMiddle(Browser here, int side) {
        String middle = side / 2 + "|" + (side / 2 + 1);
        here.await(
                "the middle",
                () -> here.text("pixel-text").matches("Row (" + middle + "), column (" + middle + "): .*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"wasm", "js"})
    void theSumIsThatOfTheProductsShownAndTheBias(String engine) {
        open("?engine=" + engine);
        assertEquals("cats-and-dogs-conv", browser.value("model-select"));
        assertEquals(9, browser.all("#rows .map-row").size());
        assertEquals(16, maps(0).size());
        choose(0, 2);
        point();
        awaitMiddle(browser, 48);
        assertEquals(3, browser.all("[data-testid=step-sum] .channel").size());
        assertEquals(
                27,
                browser.all("[data-testid=step-sum] .channel:first-child td").size());
        assertEquals("", browser.script(WRONG));
        // Its square of four, the normalization, the activation.
        assertEquals(
                "patches pooled normalized activated",
                browser.script("return [...document.querySelectorAll('.step[data-kind]')]"
                        + ".map(step => step.dataset.kind).join(' ');"));

        // Of many channels three are shown, and the others in one number.
        choose(3, 0);
        point();
        awaitMiddle(browser, 12);
        assertEquals(3, browser.all("[data-testid=step-sum] .channel").size());
        assertTrue(browser.text("step-sum").contains("The other 125 channels"), browser.text("step-sum"));
        assertEquals("", browser.script(WRONG));
    }

    @Test
    void aNumberLeadsBackFromTheAnswerToThePhoto() {
        open("");
        String answer = browser.text("answer");
        choose(8, 0);
        assertEquals("", browser.script(WRONG));
        String probability = browser.textOf(browser.all(".step").get(2));
        double dog = Double.parseDouble(browser.attribute("pixel-text", "data-value"));
        assertTrue(probability.contains("Probability of dog"), probability);
        assertTrue(answer.contains(dog > 0.5 ? "dog" : "cat"), answer);

        browser.all(".terms button").get(0).click();
        browser.await("the mean is there", () -> browser.text("trace-name").startsWith("Means of the maps"));
        browser.click("back");
        browser.await("its map is there", () -> browser.text("trace-name").startsWith("Layer 7"));
        for (int layer = 6; layer > 0; layer--) {
            String before = "Layer " + layer + ",";
            browser.await(
                    "its channels are there",
                    () -> !browser.all(".channel button").isEmpty());
            browser.script("document.querySelector('.channel button').click();");
            browser.await(before, () -> browser.text("trace-name").startsWith(before));
            assertEquals("", browser.script(WRONG));
        }
        assertEquals("Red", browser.textOf(browser.all(".channel-name").get(2)));
    }

    @Test
    void aNumberIsFollowedToTheNextLayer() {
        open("");
        choose(6, 0);
        browser.await("it goes on", () -> !browser.all("[data-testid=onward]").isEmpty());
        assertEquals("Follow it to Means of the maps", browser.text("onward").replaceAll(",.*", ""));
        browser.click("onward");
        browser.await("its mean", () -> browser.text("trace-name").startsWith("Means of the maps"));
        browser.click("onward");
        browser.await("the answer", () -> browser.text("trace-name").startsWith("Answer"));
        assertEquals(0, browser.all("[data-testid=onward]").size());
    }

    @Test
    void keysMoveFromMapToMapAndFromPixelToPixel() {
        open("");
        browser.script("document.querySelector('#rows .map-button').focus();");
        browser.keys(Keys.ARROW_RIGHT, Keys.ARROW_DOWN, Keys.ENTER);
        browser.await("a map of layer 2", () -> browser.text("trace-name").startsWith("Layer 2"));
        assertEquals(9, browser.all("#rows .map-button[tabindex='0']").size());
        browser.script("document.getElementById('map-pixels').focus();");
        browser.keys(Keys.HOME);
        browser.await("the first column", () -> browser.text("pixel-text").contains(", column 1: "));
        String row = browser.text("pixel-text").replaceAll("\\D*(\\d+).*", "$1");
        browser.keys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
        awaitPixel(Integer.parseInt(row), 3);
        assertEquals("map-pixels", browser.focused());
        assertEquals("", browser.script(WRONG));
    }

    @Test
    void aClickHoldsThePixelAndAnotherLetsGo() {
        open("");
        choose(0, 0);
        point();
        awaitMiddle(browser, 48);
        browser.clickHere();
        browser.await("held", () -> "true".equals(browser.attribute("map-pixels", "data-held")));
        WebElement corner = browser.element("pixel-text");
        browser.pointBetween(browser.element("map-pixels"), corner);
        awaitMiddle(browser, 48);
        String held = browser.text("pixel-text");
        browser.clickHere();
        browser.await("another is held", () -> !browser.text("pixel-text").equals(held));
        assertEquals("true", browser.attribute("map-pixels", "data-held"));
        browser.clickHere();
        browser.await("it lets go", () -> "false".equals(browser.attribute("map-pixels", "data-held")));
    }

    @Test
    void thePatchSlidesOnceUnlessAPersonPrefersLessMotion() {
        open("");
        choose(0, 1);
        browser.await(
                "it slides",
                () -> !browser.attribute("map-pixels", "data-slide").isEmpty());
        browser.await(
                "once", () -> browser.attribute("map-pixels", "data-slide").equals("over"));
        browser.command(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
        try {
            choose(0, 3);
            browser.await(
                    "it rests",
                    () -> browser.attribute("map-pixels", "data-slide").equals("none"));
        } finally {
            browser.command("Emulation.setEmulatedMedia", Map.of("features", List.of()));
        }
    }

    @Test
    void aNetworkWithoutConvolutionsIsRefusedInASentence() {
        open("");
        browser.choose("model-file", DENSE);
        browser.await("it is refused", () -> browser.message().contains("has no convolutions"));
        assertTrue(browser.message().startsWith("This network has no convolutions"), browser.message());
        assertEquals("cats-and-dogs-conv", browser.value("model-select"));
        choose(1, 0);
        point();
        awaitMiddle(browser, 24);

        // By a link, too; the page shows what it shows without one.
        browser.open("about:blank");
        open("#model=cats-and-dogs");
        browser.await("it is refused", () -> browser.message().contains("has no convolutions"));
        assertEquals("cats-and-dogs-conv", browser.value("model-select"));
    }

    /** Waits until the maps of another network, or of the same one again, have taken the place of these. */
    private void awaitOtherMaps(Runnable work) {
        browser.script("document.querySelector('#rows .map-button').dataset.old = 'true';");
        work.run();
        browser.await(
                "other maps are there",
                () -> browser.all("#rows [data-old]").isEmpty()
                        && !browser.all("#rows .map-button").isEmpty());
    }

    @Test
    void whereARefusedNetworkOvertookAnotherTheWorkerHasTheOneThatIsShown() {
        open("");
        // The worker is asked to open the second while the answer for the first is still to come.
        browser.script("const post = Worker.prototype.postMessage; const held = [];"
                + "Worker.prototype.postMessage = function(message, moved) {"
                + "  if (message.type !== 'inside') { post.call(this, message, moved); return; }"
                + "  held.push([this, message, moved]);"
                + "  if (held.length === 2) { Worker.prototype.postMessage = post;"
                + "    held.forEach(([worker, one, rest]) => post.call(worker, one, rest)); } };");
        awaitOtherMaps(() -> {
            browser.choose("model-file", CONVOLUTIONAL);
            browser.choose("model-file", DENSE);
            browser.await("it is refused", () -> browser.message().contains("has no convolutions"));
        });
        assertEquals("cats-and-dogs-conv", browser.value("model-select"));
        choose(1, 0);
        point();
        awaitMiddle(browser, 24);
        assertEquals("", browser.script(WRONG));
    }

    @Test
    void aFileThatWasRefusedDoesNotReplaceTheOneBefore() {
        open("");
        browser.choose("model-file", CONVOLUTIONAL);
        browser.await("it is shown", () -> browser.value("model-select").equals("brought"));
        browser.choose("model-file", DENSE);
        browser.await("it is refused", () -> browser.message().contains("has no convolutions"));
        assertEquals("brought", browser.value("model-select"));
        new Select(browser.element("model-select")).selectByValue("cats-and-dogs-conv");
        browser.await("the saved one is shown", () -> browser.address().endsWith("#model=cats-and-dogs-conv"));
        awaitOtherMaps(() -> new Select(browser.element("model-select")).selectByValue("brought"));
        browser.await("the file is shown", () -> !browser.address().contains("model="));
        assertEquals("brought", browser.value("model-select"));
    }

    @Test
    void aLinkThatIsAnsweredLateDoesNotReplaceALaterChoice() {
        open("");
        browser.choose("model-file", CONVOLUTIONAL);
        browser.await("it is shown", () -> browser.value("model-select").equals("brought"));
        browser.script("const real = window.fetch; window.fetch = (url, how) => real(url, how).then(response =>"
                + " new Promise(come => { window.release = () => come(response); }));"
                + "location.hash = '#model=cats-and-dogs-conv';");
        browser.await(
                "its answer is on its way",
                () -> Boolean.TRUE.equals(browser.script("return typeof window.release === 'function';")));
        awaitOtherMaps(() -> browser.choose("model-file", CONVOLUTIONAL));
        browser.asyncText("window.release(); setTimeout(() => done(''), 300);");
        assertEquals("brought", browser.value("model-select"));
    }

    @Test
    void anotherPhotoIsLookedAtAndTheMapStays() throws Exception {
        open("");
        choose(2, 1);
        String name = browser.text("trace-name");
        String value = browser.attribute("pixel-text", "data-value");
        browser.all("#samples .thumb").get(5).click();
        browser.await(
                "another value",
                () -> !browser.attribute("pixel-text", "data-value").equals(value));
        assertEquals(name, browser.text("trace-name"));
        assertTrue(browser.text("answer").startsWith("It says "), browser.text("answer"));
    }

    @Test
    void onAPhoneTheTablesScrollInARegionOfTheirOwn() {
        try (Browser phone = Browser.start(Screen.PHONE)) {
            watch(phone);
            phone.open(server.address("/photos/inside"));
            phone.awaitState("ready");
            phone.all("#rows .map-row:nth-child(2) .map-button").get(1).click();
            phone.await("it is shown", () -> phone.text("trace-name").startsWith("Layer 2"));
            phone.element("map-pixels").click();
            awaitMiddle(phone, 24);
            assertEquals(
                    true,
                    phone.script("const region = document.querySelector('.channels');"
                            + "return document.documentElement.scrollWidth <= 390 && region.scrollWidth > region.clientWidth"
                            + "  && parseFloat(getComputedStyle(region.querySelector('td')).fontSize) >= 14;"));
            assertNoErrors(phone);
        }
    }
}
