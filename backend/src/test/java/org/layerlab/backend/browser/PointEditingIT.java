package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.data.CustomPoints;
import org.layerlab.network.data.Points;
import org.layerlab.network.data.PointsCsv;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFile;
import org.openqa.selenium.Keys;

/** Points drawn, erased, moved and pasted, and the links that hold them. */
class PointEditingIT extends InPlayground {
    private static String code(String fragment) {
        int from = fragment.indexOf("&points=");
        assertTrue(from >= 0, fragment);
        String rest = fragment.substring(from + "&points=".length());
        return rest.indexOf('&') < 0 ? rest : rest.substring(0, rest.indexOf('&'));
    }

    @Test
    void personDrawsErasesAndMovesPointsAndTheLinkBringsThemBack() {
        PlaygroundPage page = open("networkShape=4&iterations=50");
        // As on a first visit: other tests have kept points.
        browser.script("localStorage.clear(); document.querySelector('input[value=custom]').click();");
        browser.await("the tools are there", () -> browser.isShown("tool-blue"));
        browser.await("the plane is empty", () -> doctor().equals("No points yet"));
        assertFalse(browser.element("play").isEnabled());

        browser.click("tool-blue");
        Gestures.drag(browser, "boundary", -120, -120, 120, -120);
        browser.click("tool-orange");
        Gestures.drag(browser, "boundary", -120, 120, 120, 120);
        browser.await(
                "points can be learned from", () -> browser.element("play").isEnabled());
        CustomPoints drawn = CustomPoints.decode(code(page.fragment()));
        int blue = (int) count(drawn, 1);
        assertTrue(blue > 5 && drawn.size() - blue > 5, drawn.size() + " points, " + blue + " of them blue");
        assertTrue(drawn.y(0) > 0.3, "the first one lies above the middle: " + drawn.y(0));

        browser.click("tool-erase");
        Gestures.drag(browser, "boundary", -120, -120, -90, -120);
        CustomPoints fewer = CustomPoints.decode(code(page.fragment()));
        assertTrue(count(fewer, 1) < blue, "some are gone: " + fewer);
        browser.click("tool-move");
        Gestures.drag(browser, "boundary", 120, 120, 0, 0);
        CustomPoints moved = CustomPoints.decode(code(page.fragment()));
        assertEquals(fewer.size(), moved.size());
        assertTrue(moved.nearest(0, 0, 0.1) >= 0, "one lies in the middle now");

        // The same with the keys alone.
        browser.script("document.getElementById('boundary').focus();");
        browser.element("boundary").sendKeys("b", Keys.ARROW_UP, Keys.ARROW_UP, Keys.ENTER);
        browser.await(
                "one more", () -> CustomPoints.decode(code(page.fragment())).size() == moved.size() + 1);
        browser.element("boundary").sendKeys(Keys.DELETE);
        browser.await(
                "one less", () -> CustomPoints.decode(code(page.fragment())).size() == moved.size());

        page.play();
        browser.await("it learns from them", () -> page.iteration() == 50);
        String fragment = page.fragment();
        String said = browser.text("points-count");
        PlaygroundPage again = open(fragment);
        assertEquals(said, browser.text("points-count"));
        assertEquals(code(fragment), code(again.fragment()));

        again.play();
        browser.await("it is at its end", () -> browser.isShown("start-over"));
        browser.await("the drawing shows it", () -> Boolean.TRUE.equals(browser.script(DRAWN)));
        browser.click("points-clear");
        browser.await("the plane is empty again", () -> doctor().equals("No points yet"));
        assertTrue(browser.isShown("play") && !browser.isShown("start-over"), "Play is back");
        assertFalse(browser.element("play").isEnabled()
                || browser.element("maths-open").isEnabled());
        browser.await("the drawing is empty", () -> Boolean.FALSE.equals(browser.script(DRAWN)));
    }

    /** However a click falls between what the worker tells; the list of runs has all of it once. */
    @Test
    void pointsThatAreDrawnWhileItTrainsDoNotStopIt() {
        forget(browser);
        runToTheEnd("networkShape=3&iterations=100&seed=5", 100);
        String points = CustomPoints.of(Points.MOONS.generate(60, 0.1, 5)).encode();
        PlaygroundPage page = open("dataset=custom&networkShape=3&iterations=1000000&points=" + points);
        browser.click("tool-blue");
        // At any other pace it would be at its end before the last of them.
        browser.choose("pace", "10 steps/s");
        page.play();
        for (int i = 0; i < 12; i++) {
            int before = CustomPoints.decode(code(page.fragment())).size();
            Gestures.drag(browser, "boundary", 10 * i - 60, 40, 10 * i - 59, 40);
            browser.await(
                    "a point is added",
                    () -> CustomPoints.decode(code(page.fragment())).size() > before);
        }
        browser.await("it goes on", () -> page.iteration() > 0);
        assertTrue(browser.isShown("pause"));
        browser.click("pause");
        browser.click("history-open");
        browser.await("both are listed", () -> browser.all("#history-runs li").size() == 2);
    }

    /** Whether a unit of the drawing shows orange. */
    private static final String DRAWN = "const canvas = document.getElementById('network-drawing');"
            + "const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);"
            + "for (let i = 0; i < data.length; i += 4) {"
            + "  if (data[i + 3] > 200 && data[i] - data[i + 2] > 60) return true; } return false;";

    /** Their row is what makes the page wide first. */
    @ParameterizedTest
    @ValueSource(ints = {320, 390, 1280})
    void theToolsOfSixClassesFit(int width) {
        StringBuilder table = new StringBuilder("x,y,label");
        for (int i = 0; i < 24; i++) {
            table.append('\n')
                    .append(i % 5 - 2)
                    .append(',')
                    .append(i / 5 - 2)
                    .append(',')
                    .append(i % 6);
        }
        try {
            browser.command(
                    "Emulation.setDeviceMetricsOverride",
                    Map.of("width", width, "height", 800, "deviceScaleFactor", 1, "mobile", width < 800));
            open("dataset=custom&networkShape=4");
            useTable(table.toString());
            browser.await("six classes have tools", () -> browser.isShown("tool-class-5"));
            assertEquals(true, browser.script("return document.documentElement.scrollWidth <= innerWidth;"));
            assertEquals(
                    "",
                    browser.script("const frame = document.getElementById('points-tools').getBoundingClientRect();"
                            + "return [...document.querySelectorAll('#points-tools button:not([hidden])')]"
                            + "  .filter(one => one.getBoundingClientRect().right > frame.right + 1)"
                            + "  .map(one => one.id).join();"));
        } finally {
            browser.command("Emulation.clearDeviceMetricsOverride", Map.of());
        }
    }

    @Test
    void aThirdClassIsDrawnLearnedSavedAndRepeatedByNumPy() throws Exception {
        PlaygroundPage page = open("dataset=custom&networkShape=4&initialization=he&iterations=60&points="
                + CustomPoints.of(Points.MOONS.generate(40, 0.1, 5)).encode());
        assertEquals("20 orange, 20 blue", browser.text("points-count"));
        assertTrue(browser.isShown("tool-class-2"));
        assertFalse(browser.isShown("tool-class-3"), "the next one comes with the points of this one");
        browser.click("tool-class-2");
        Gestures.drag(browser, "boundary", -120, -120, 120, -120);
        browser.await("it counts", () -> browser.text("points-count").contains("class 2: "));
        assertTrue(browser.isShown("tool-class-3"));
        assertEquals(1, browser.all("#legend-2:not([hidden])").size(), "the legend has it");
        CustomPoints drawn = CustomPoints.decode(code(page.fragment()));
        assertEquals(3, drawn.classes());
        // With the keys: the digit chooses, Enter places.
        browser.script("document.getElementById('boundary').focus();");
        browser.element("boundary").sendKeys("3", Keys.ENTER);
        browser.await(
                "class 3", () -> CustomPoints.decode(code(page.fragment())).classes() == 4);
        browser.click("points-undo");
        browser.await(
                "three again", () -> CustomPoints.decode(code(page.fragment())).classes() == 3);
        String said = browser.textOf(browser.all("#points-said").get(0));
        assertEquals("Undone. " + browser.text("points-count"), said);

        page.play();
        browser.await("it learns from them", () -> page.iteration() == 60);
        browser.awaitState("ready");
        String link = SavePanel.save(browser, "Three classes");
        ModelCard card = ParameterFile.read(server.get(link.replace("/m/", "/api/models/") + "/parameters.safetensors")
                        .body())
                .card();
        assertEquals(3, card.architecture().outputs());
        assertEquals(drawn, card.points());
        assertEquals(
                200, server.get(link.replace("/m/", "/api/models/") + "/run.py").statusCode());
        assertEquals(
                200,
                server.get(link.replace("/m/", "/api/models/") + "/parameters.onnx")
                        .statusCode());
        browser.open(link);
        browser.awaitState("ready");
        browser.await("points and surface are drawn", () -> PlaygroundPage.colors(browser.pixels("boundary")) > 20);
        browser.click("continue");
        browser.awaitState("ready");
        browser.await("the link has the points", () -> page.fragment().contains("points="));
        assertEquals(3, CustomPoints.decode(code(page.fragment())).classes());
    }

    @Test
    void aTableHasUpToSixClassesWithoutAGap() {
        PlaygroundPage page = open("dataset=custom&networkShape=4&iterations=20&points="
                + CustomPoints.NONE.with(0, 0, 0).with(1, 1, 1).encode());
        useTable("0,0,0\n1,1,1\n1,0,3\n");
        browser.await(
                "the gap is named",
                () -> browser.text("csv-error").contains("the labels are '0', '1', '3', but '2' is missing"));
        useTable("0,0,0\n1,1,1\n1,0,2\n1,0,6\n");
        browser.await("the label is named", () -> browser.text("csv-error").contains("line 4 has the label '6'"));
        useTable("0,0,0\n1,1,1\n1,0,2\n0,1,3\n2,2,4\n-1,-1,5\n");
        browser.await("six classes", () -> browser.text("points-count").endsWith("class 5: 1"));
        assertEquals(6, CustomPoints.decode(code(page.fragment())).classes());
    }

    @Test
    void aTablesNamesAndScaleAreSaidSavedAndShown() throws Exception {
        PlaygroundPage page = open("dataset=custom&networkShape=4&iterations=20&points="
                + CustomPoints.NONE.with(0, 0, 0).with(1, 1, 1).encode());
        useTable("height,weight,animal\n30,4,cat\n60,30,dog\n25,3,cat\n70,35,dog\n");
        String scaled =
                "Both columns were scaled to ±1.5 and rounded to 1/1024: x from 25.0 to 70.0, y from 3.0 to 35.0.";
        browser.await(
                "it is said", () -> browser.message().equals(scaled + " 'cat' became class 0 and 'dog' class 1."));
        CustomPoints points = CustomPoints.decode(code(page.fragment()));
        assertEquals(List.of("cat", "dog"), points.names());
        page.play();
        browser.await("it learns from them", () -> page.iteration() == 20);
        browser.awaitState("ready");
        String link = SavePanel.save(browser, "Cats and dogs by size");
        String file = link.replace("/m/", "/api/models/") + "/parameters.safetensors";
        ModelCard card = ParameterFile.read(server.get(file).body()).card();
        assertEquals(points, card.points());
        assertEquals(List.of("cat", "dog"), card.classes());
        browser.open(link);
        browser.awaitState("ready");
        browser.await(
                "the legend has the names",
                () -> browser.textOf(browser.all("#legend-1-name").get(0)).equals("dog (1)"));
        assertTrue(browser.text("model-card").contains(scaled), browser.text("model-card"));
    }

    private static long count(CustomPoints points, int label) {
        long count = 0;
        for (int i = 0; i < points.size(); i++) {
            count += points.label(i) == label ? 1 : 0;
        }
        return count;
    }

    @Test
    void tenThousandPointsFromATableAreLearnedAndSavedThoughNoLinkHoldsThem() throws Exception {
        PlaygroundPage page = open("dataset=custom&networkShape=4&iterations=20&points="
                + CustomPoints.NONE.with(0, 0, 0).with(1, 1, 1).encode());
        useTable("x,y,label\n0.5,1,0\n0.5,wrong,1\n");
        browser.await("the mistake is named", () -> browser.text("csv-error").contains("line 3: y is 'wrong'"));
        assertEquals("1 orange, 1 blue", browser.text("points-count"));

        CustomPoints many = CustomPoints.of(Points.SPIRAL.generate(10_000, 0.1, 5));
        useTable(PointsCsv.write(many));
        browser.await("all are there", () -> browser.text("points-count").equals("5,000 orange, 5,000 blue"));
        assertFalse(browser.isShown("csv-dialog"));
        assertTrue(browser.isShown("link-note"));
        assertFalse(page.fragment().contains("points="), page.fragment());
        page.play();
        browser.await("it learns from them", () -> page.iteration() == 20);
        browser.awaitState("ready");

        String link = SavePanel.save(browser, "Ten thousand");
        String file = link.replace("/m/", "/api/models/") + "/parameters.safetensors";
        assertEquals(many, ParameterFile.read(server.get(file).body()).card().points());
        browser.open(link);
        browser.awaitState("ready");
        browser.await("points and surface are drawn", () -> PlaygroundPage.colors(browser.pixels("boundary")) > 20);
    }

    @Test
    void linkWithAbsurdPointsAndRulesSaysSoAndWorks() {
        PlaygroundPage page = open("dataset=custom&points=!!!!!&percTrainData=900&stopCost=-5&stopSeconds=soon"
                + "&networkShape=3&iterations=30");
        for (String said : List.of("'!'", "training share 900", "cost ≤ -5", "'soon'")) {
            assertTrue(browser.message().contains(said), browser.message());
        }
        page.play();
        browser.await("it works", () -> page.iteration() == 30);
    }
}
