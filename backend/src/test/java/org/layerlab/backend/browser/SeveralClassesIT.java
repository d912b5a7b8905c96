package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The plane with three to six classes, and with numbers to be learned; the costs of training and test points. */
class SeveralClassesIT extends WithSavedRuns {
    /** How many pixels of a canvas have about the full color of a class, as a network that is sure of it paints them. */
    private static final String PIXELS_OF_CLASS = "const probe = document.createElement('canvas').getContext('2d');"
            + "const style = getComputedStyle(document.documentElement);"
            + "const rgb = name => { probe.fillStyle = style.getPropertyValue(name).trim(); probe.fillRect(0, 0, 1, 1);"
            + "  return probe.getImageData(0, 0, 1, 1).data; };"
            + "const [full, ground] = [rgb('--class-' + arguments[1]), rgb('--card')];"
            + "const data = arguments[0].getContext('2d').getImageData(0, 0, arguments[0].width, arguments[0].height).data;"
            + "let count = 0;"
            + "for (let i = 0; i < data.length; i += 4) {"
            + "  let off = 0;"
            + "  for (let k = 0; k < 3; k++) {"
            + "    off = Math.max(off, Math.abs(data[i + k] - ground[k] - 0.85 * (full[k] - ground[k]))); }"
            + "  count += off < 8 && data[i + 3] === 255 ? 1 : 0; }"
            + "return count;";

    @ParameterizedTest
    @ValueSource(strings = {"wasm", "js"})
    void fiveCloudsAreToldApart(String engine) {
        PlaygroundPage page = PlaygroundPage.open(
                server,
                browser,
                engine,
                "dataset=blobs&noise=25&classCount=5&networkShape=8&initialization=he&learningRate=0.2&iterations=800");
        assertEquals("5", browser.value("class-count"));
        assertEquals(
                List.of("class 0", "class 1", "class 2", "class 3", "class 4"),
                browser.all(".legend .key").stream()
                        .map(browser::textOf)
                        .filter(text -> text.startsWith("class"))
                        .toList());
        page.play();
        browser.await("the run ends", LONG, () -> page.iteration() == 800);
        browser.awaitState("ready");
        assertTrue(page.percent("test-accuracy") > 95, browser.text("test-accuracy"));
        for (int label = 2; label < 5; label++) {
            Number painted = (Number) browser.script(PIXELS_OF_CLASS, browser.element("network-drawing"), label);
            assertTrue(
                    Objects.requireNonNull(painted).intValue() > 50,
                    "an output has its class's color: " + label + ", " + painted);
        }
        browser.script("document.getElementById('confusion-more').open = true;");
        List<Integer> counts = browser.all("#confusion tbody td, #confusion tr > td:not(:first-child)").stream()
                .map(browser::textOf)
                .filter(text -> !text.isEmpty())
                .map(Integer::valueOf)
                .toList();
        assertEquals(25, counts.size(), counts.toString());
        assertEquals(100, counts.stream().mapToInt(Integer::intValue).sum(), "all test points");
        int right = 0;
        for (int label = 0; label < 5; label++) {
            right += counts.get(6 * label);
        }
        assertEquals(page.percent("test-accuracy"), right, 0.01, "the diagonal is what is right");

        browser.type("class-count", "2");
        browser.await(
                "two classes have names again",
                () -> browser.textOf(browser.all("#legend-0-name").get(0)).equals("lower blob (0)"));
        assertFalse(browser.all("#confusion-more").get(0).isDisplayed());
    }

    @Test
    void aSavedRunOfSixClassesComesBackAndIsVerified() {
        String saved =
                trained("dataset=spiral&noise=2&classCount=6&networkShape=12&activation=tanh&initialization=xavier"
                        + "&optimizer=adam&learningRate=0.02&iterations=400");
        browser.open(saved);
        browser.awaitState("ready");
        assertEquals("class 5 ", browser.textOf(browser.all("#legend-5").get(0)) + " ");
        browser.click("verify");
        browser.await(
                "the verdict",
                LONG,
                () -> !browser.attribute("verify-result", "data-verdict").isEmpty());
        assertEquals("reproduced", browser.attribute("verify-result", "data-verdict"), browser.text("verify-result"));
        PlaygroundPage page = PlaygroundPage.follow(browser, "continue");
        browser.await("it is taken up", () -> page.iteration() == 400);
        assertEquals("6", browser.value("class-count"));
    }

    @Test
    void classesAreOfferedWhereThereCanBeSeveralUnlessALinkHidesThem() {
        PlaygroundPage page = PlaygroundPage.open(server, browser, "wasm", "dataset=moons");
        assertFalse(browser.isShown("class-count"), "moons are two");
        choose(page, "spiral");
        browser.await("spirals may be more", () -> browser.isShown("class-count"));
        page = PlaygroundPage.open(server, browser, "wasm", "dataset=circle&classCount_hide=true");
        assertFalse(browser.isShown("class-count"));
        for (String set : List.of("xor", "spiral")) {
            choose(page, set);
            assertFalse(browser.isShown("class-count"), set);
        }
    }

    private void choose(PlaygroundPage page, String set) {
        browser.script("document.querySelector('input[name=dataset][value=" + set + "]').click();");
        browser.await("its points come", () -> page.fragment().contains("dataset=" + set));
    }

    @Test
    void aRegressionLinkOfTensorFlowPlaygroundLearnsItsNumbers() {
        PlaygroundPage page = PlaygroundPage.open(
                server,
                browser,
                "wasm",
                "activation=tanh&batchSize=10&dataset=circle&regDataset=reg-plane&learningRate=0.1&noise=0&networkShape=1"
                        + "&seed=0.82910&percTrainData=50&x=true&y=true&problem=regression&hideText=false");
        assertTrue(page.fragment().startsWith("dataset=tf-reg-plane&noise=0&trainSize=600&"), page.fragment());
        browser.type("iterations", "6000");
        page.play();
        browser.await("the run ends", LONG, () -> page.iteration() == 6000);
        browser.awaitState("ready");
        assertEquals("R²", browser.textOf(browser.all("#accuracy-title").get(0)));
        assertTrue(page.percent("test-accuracy") > 98, browser.text("test-accuracy"));
        assertFalse(browser.isShown("class-count"));
        assertFalse(browser.isShown("noise-limit"));
    }

    @Test
    void theChartHasACurveOfTheTestPointsAndALogarithmicScale() {
        PlaygroundPage page = PlaygroundPage.open(server, browser, "wasm", "dataset=moons&iterations=1500");
        page.play();
        browser.await("the run ends", LONG, () -> page.iteration() == 1500);
        browser.awaitState("ready");
        double test = Double.parseDouble(browser.attribute("cost-chart", "data-test"));
        assertTrue(test > 0 && test < 0.6, "a cost of " + test);
        String picture = "return document.querySelector('#cost-chart canvas').toDataURL();";
        String before = String.valueOf(browser.script(picture));
        browser.click("log-scale");
        browser.await("the curve has another shape", () -> !before.equals(String.valueOf(browser.script(picture))));
        browser.click("log-scale");
        browser.await("and its own again", () -> before.equals(String.valueOf(browser.script(picture))));
    }

    @Test
    void aSweepOverThreeClassesShowsTheirRegions() {
        PlaygroundPage.open(server, browser, "wasm", "dataset=blobs&noise=20&classCount=3&initialization=he");
        browser.script("document.getElementById('sweep').open = true;");
        browser.type("sweep-rates", "0.5");
        browser.type("sweep-widths", "6");
        browser.type("sweep-iterations", "300");
        browser.click("sweep-start");
        browser.await(
                "the run is the best",
                LONG,
                () -> !browser.all(".sweep-cell[data-best]").isEmpty());
        // Colors that cover a tenth of the picture each, to three bits a channel.
        Object regions = browser.script("const c = document.querySelector('.sweep-cell canvas'); const counts = {};"
                + "const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
                + "for (let i = 0; i < d.length; i += 4) { const k = (d[i] >> 5) + '.' + (d[i + 1] >> 5) + '.' + (d[i + 2] >> 5);"
                + "  counts[k] = (counts[k] || 0) + 1; }"
                + "return Object.values(counts).filter(n => n > d.length / 40).length;");
        assertTrue(regions instanceof Long count && count >= 3, "regions: " + regions);
    }
}
