package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;

/** What a person does with the drawn network, the step in mathematics and the tour. */
class NetworkDrawingIT extends InBrowser {
    private static final String FEW = "networkShape=3&initialization=he&trainSize=50&seed=2&iterations=10000000";

    /** For runs that must not end by themselves: ten million steps on 50 points take some machines five seconds. */
    private static final String MANY = FEW.replace("trainSize=50", "trainSize=500");

    @Test
    void layersAndUnitsAreAddedAndRemovedOnTheDrawing() {
        PlaygroundPage page = PlaygroundPage.open(server, browser, "wasm", "networkShape=4");
        browser.click("step");
        page.awaitIteration(1);

        browser.click("layer-add");
        shapeBecomes("4,4");
        assertTrue(browser.text("network-note").contains("restarted"), browser.text("network-note"));
        assertTrue(browser.text("network-note").contains("2 · 4 · 4 · 1"), browser.text("network-note"));
        browser.await("the run starts again", () -> page.iteration() == 0);
        browser.click("units-add-1");
        shapeBecomes("5,4");
        browser.click("units-remove-2");
        shapeBecomes("5,3");
        assertEquals(3, browser.all("[data-testid^='unit-2-']").size());

        browser.type("units-2", "128");
        shapeBecomes("5,128");
        assertTrue(page.fragment().contains("networkShape=5,128&"), page.fragment());
        browser.await("the wide layer folds", () -> browser.all(".net-page").size() == 1);
        assertEquals("1–10 of 128", browser.textOf(browser.all(".net-page").get(0)));
        browser.click("page-on-2");
        browser.await(
                "its next units come",
                () -> browser.all("[data-testid='unit-2-11']").size() == 1);
        assertTrue(browser.all("[data-testid='unit-2-1']").isEmpty());

        browser.type("units-2", "513");
        browser.await("it says why not", () -> browser.text("network-note").contains("1 to 512"));
        assertEquals("128", browser.value("units-2"));
        browser.click("layer-remove");
        shapeBecomes("5");
        browser.click("layer-remove");
        shapeBecomes("");
        assertFalse(browser.element("layer-remove").isEnabled());
        assertEquals("0 hidden layers", browser.text("layer-count"));
    }

    private void shapeBecomes(String hidden) {
        browser.await(
                "the shape is " + hidden,
                () -> browser.value("network-shape").equals(hidden)
                        && browser.all(".net-head").size()
                                == (hidden.isEmpty()
                                        ? 0
                                        : 1
                                                + hidden.chars()
                                                        .filter(c -> c == ',')
                                                        .count()));
    }

    @Test
    void aLayersActivationIsItsOwn() {
        PlaygroundPage page = PlaygroundPage.open(server, browser, "wasm", "networkShape=4,4");
        browser.element("activation-2").sendKeys("tanh");
        browser.await("the link has both", () -> page.fragment().contains("activation=relu,tanh"));
        assertEquals("each", browser.value("activation"));
        assertEquals("relu", browser.value("activation-1"));
        browser.element("activation").sendKeys("sigmoid");
        browser.await("one for all", () -> page.fragment().endsWith("activation=sigmoid"));
        browser.await("the drawing follows", () -> browser.value("activation-1").equals("sigmoid"));
        assertEquals("sigmoid", browser.value("activation-2"));
    }

    @Test
    void aWeightIsReadUnderThePointerAndChangedByHandAndByKeys() {
        PlaygroundPage page = PlaygroundPage.open(server, browser, "wasm", FEW);
        browser.await("the units are drawn", () -> PlaygroundPage.colors(browser.pixels("network-drawing")) > 100);
        page.pointBetween("unit-0-1", "unit-1-1");
        browser.await("its name is told", () -> browser.text("weight-tip").startsWith("W₁[0, 0] = "));
        String before = browser.text("weight-tip").substring("W₁[0, 0] = ".length());

        browser.clickHere();
        browser.await("it can be written", () -> browser.focused().equals("weight-1-1-1"));
        assertEquals(
                Double.parseDouble(before.replace('−', '-')), Double.parseDouble(browser.value("weight-1-1-1")), 1e-4);
        byte[] surface = browser.pixels("boundary");
        browser.type("weight-1-1-1", "7.5");
        browser.await("the boundary follows", () -> PlaygroundPage.changed(surface, browser.pixels("boundary")) > 0.01);
        assertEquals(0, page.iteration());
        page.pointBetween("unit-0-1", "unit-1-1");
        browser.await("it is told", () -> browser.text("weight-tip").equals("W₁[0, 0] = 7.5"));

        // The same without a mouse: from unit to unit, into one, a number, and back.
        browser.element("unit-1-3").sendKeys(Keys.ARROW_UP);
        assertEquals("unit-1-2", browser.focused());
        browser.element("unit-1-2").sendKeys(Keys.ARROW_RIGHT);
        assertEquals("unit-2-1", browser.focused());
        assertTrue(browser.attribute("unit-2-1", "aria-label").startsWith("Output: bias "));
        browser.element("unit-2-1").sendKeys(Keys.ENTER);
        browser.await("its bias can be written", () -> browser.focused().equals("bias-2-1"));
        browser.element("bias-2-1").sendKeys(Keys.ARROW_UP);
        assertEquals("0.1", browser.value("bias-2-1"));
        browser.element("bias-2-1").sendKeys(Keys.ESCAPE);
        assertEquals("unit-2-1", browser.focused());
        assertFalse(browser.isShown("unit-panel"));
        assertEquals(0, page.iteration(), "no arrow made a step");
        browser.element("unit-2-1").sendKeys(Keys.ENTER);
        browser.await("it is kept", () -> browser.value("bias-2-1").equals("0.1"));
    }

    /** The text as a reader has set it in the browser. */
    @ParameterizedTest
    @ValueSource(ints = {16, 20})
    void theDrawingIsAsHighAsThePlotBesideIt(int size) {
        try (Browser large = Browser.startFresh(Screen.DESKTOP)) {
            large.command("Page.setFontSizes", Map.of("fontSizes", Map.of("standard", size, "fixed", size)));
            large.driver.manage().window().setSize(new Dimension(1600, 900));
            PlaygroundPage.open(server, large, "wasm", "networkShape=10");
            double lower =
                    Double.parseDouble(String.valueOf(large.script("return ['panel-network', 'panel-plot'].map(id => {"
                            + "  const panel = document.getElementById(id); panel.style.alignSelf = 'start';"
                            + "  return panel.getBoundingClientRect().bottom; }).reduce((a, b) => b - a);")));
            assertTrue(lower >= -1 && lower < 16, lower + " px");
        }
    }

    @Test
    void aNumberOfUnitsThatSaysTheSameIsTidiedAndChangesNothing() {
        PlaygroundPage page = PlaygroundPage.open(server, browser, "wasm", "networkShape=8");
        browser.click("step");
        page.awaitIteration(1);
        String note = browser.text("network-note");
        for (String typed : List.of("08", "+8", " 8")) {
            browser.type("units-1", typed);
            assertEquals("8", browser.value("units-1"), typed);
            assertEquals(note, browser.text("network-note"), typed);
            assertEquals(1, page.iteration(), typed);
            assertFalse(browser.element("undo").isEnabled(), typed);
        }
        browser.type("units-1", "07");
        shapeBecomes("7");
        assertEquals("7", browser.value("units-1"));
        assertTrue(browser.text("network-note").contains("2 · 7 · 1"), browser.text("network-note"));
    }

    @Test
    void aNumberThatIsBeingWrittenStaysWhenTheWindowChanges() {
        PlaygroundPage.open(server, browser, "wasm", FEW);
        browser.element("unit-1-1").sendKeys(Keys.ENTER);
        browser.await(
                "its numbers are there", () -> !browser.value("weight-1-1-1").isEmpty());
        browser.keys(Keys.TAB);
        assertEquals("weight-1-1-1", browser.focused());
        browser.keys(Keys.chord(Keys.CONTROL, "a"), "1.25");
        String width = "return document.getElementById('net').style.getPropertyValue('--width');";
        String before = String.valueOf(browser.script(width));
        try {
            browser.driver.manage().window().setSize(new Dimension(1000, 800));
            browser.await("the drawing is as wide", () -> !before.equals(String.valueOf(browser.script(width))));
            assertEquals("weight-1-1-1", browser.focused());
            assertEquals("1.25", browser.value("weight-1-1-1"));
            browser.keys(Keys.ENTER);
            browser.await("it can be undone", () -> browser.element("undo").isEnabled());
            assertEquals("1.25", browser.value("weight-1-1-1"));
        } finally {
            browser.resize(Screen.DESKTOP);
        }
        browser.click("undo");
        assertTrue(
                browser.textOf(browser.all("#undo-said").get(0)).startsWith("Undone. W₁[0, 0]: 1.25 → "),
                browser.textOf(browser.all("#undo-said").get(0)));
    }

    @Test
    void aNumberOfUnitsThatIsBeingWrittenStaysWhenTheWindowChanges() {
        PlaygroundPage.open(server, browser, "wasm", FEW);
        String before = browser.value("units-1");
        browser.element("units-1").sendKeys(Keys.chord(Keys.CONTROL, "a"), "7");
        String width = "return document.getElementById('net').style.getPropertyValue('--width');";
        String wide = String.valueOf(browser.script(width));
        try {
            browser.driver.manage().window().setSize(new Dimension(1000, 800));
            browser.await("the drawing is as wide", () -> !wide.equals(String.valueOf(browser.script(width))));
            assertEquals("units-1", browser.focused());
            assertEquals("7", browser.value("units-1"));
            assertFalse(browser.element("undo").isEnabled(), "nothing is changed yet");
            browser.keys(Keys.ENTER);
            browser.await("it can be undone", () -> browser.element("undo").isEnabled());
            assertEquals("7", browser.value("units-1"));
        } finally {
            browser.resize(Screen.DESKTOP);
        }
        browser.click("undo");
        browser.await("it is as before", () -> browser.value("units-1").equals(before));
    }

    @Test
    void theDrawingLearnsWithTheNetwork() {
        PlaygroundPage page = PlaygroundPage.open(server, browser, "js", MANY + "&learningRate=0.1");
        browser.await("the units are drawn", () -> PlaygroundPage.colors(browser.pixels("network-drawing")) > 100);
        byte[] before = browser.pixels("network-drawing");
        page.play();
        browser.await(
                "it moves while it trains",
                () -> browser.state().equals("training")
                        && PlaygroundPage.changed(before, browser.pixels("network-drawing")) > 0.01);
        int seen = page.iteration();
        browser.type("learning-rate", "0.3");
        browser.element("regularization").sendKeys("L2");
        browser.type("regularization-rate", "0.001");
        browser.element("schedule").sendKeys("cosine");
        page.awaitIteration(seen + 1);
        assertEquals("training", browser.state(), "rate, penalty and schedule change as it goes");
        page.pause();
        assertTrue(page.iteration() > seen, page.iteration() + " after " + seen);
        assertTrue(page.fragment().contains("schedule=cosine"), page.fragment());
    }

    @Test
    void theMathGoesAlongWithARunAndItsButtonsStayInPlace() {
        PlaygroundPage page = PlaygroundPage.open(server, browser, "wasm", MANY);
        browser.click("maths-open");
        browser.await("the lines are there", () -> browser.all("#maths-code li").size() == 15);
        page.play();
        browser.await(
                "its numbers are those of the run",
                () -> !browser.text("maths-place").endsWith("iteration 0"));
        String then = browser.text("maths-place");
        browser.await("they go on", () -> !browser.text("maths-place").equals(then));
        page.pause();
        browser.await("they are the last", () -> browser.text("maths-place").endsWith("iteration " + page.iteration()));
        assertEquals(
                "",
                browser.script("const next = document.getElementById('maths-next');"
                        + "const at = () => Math.round(next.getBoundingClientRect().top + scrollY);"
                        + "const first = at(); const moved = [];"
                        + "for (let i = 1; i < 15; i++) { next.click();"
                        + "  if (at() !== first) moved.push(i + ': ' + (at() - first)); }"
                        + "return moved.join(', ');"));
        browser.script("navigator.clipboard.writeText = text => { window.copied = text; return Promise.resolve(); };");
        browser.click("maths-copy");
        String copied = String.valueOf(browser.script("return copied;"));
        assertTrue(copied.startsWith("Z1 = W1 @ X + b1\n") && copied.contains("\n# b2, shape (1, 1)\n"), copied);
    }

    @Test
    void oneStepIsWalkedThroughInMathematicsAndThenMade() {
        PlaygroundPage page = PlaygroundPage.open(server, browser, "wasm", FEW);
        browser.click("maths-open");
        browser.await("the lines are there", () -> browser.all("#maths-code li").size() == 15);
        List<String> code = browser.text("maths-code").isEmpty()
                ? List.of()
                : browser.all("#maths-code li").stream().map(browser::textOf).toList();
        assertEquals("Z1 = W1 @ X + b1", code.get(0));
        assertEquals("dZ1 = (W2.T @ dZ2) * (Z1 > 0)", code.get(8));
        assertEquals("b2 -= alpha * db2", code.get(14));
        assertTrue(browser.text("maths-place").startsWith("Line 1 of 15"), browser.text("maths-place"));
        assertTrue(browser.text("maths-matrices").contains("Z1 3\u2009×\u200950"), browser.text("maths-matrices"));

        browser.click("gradient-check");
        browser.await(
                "the gradients agree",
                () -> browser.text("gradient-result").startsWith("All 13 gradients compared")
                        && browser.text("gradient-result").contains("backpropagation is correct"));

        for (int line = 1; line < 12; line++) {
            browser.click("maths-next");
        }
        // W1[0, 0] = w − α · dw = the weight after the step.
        String worked = browser.text("maths-example");
        double promised = Double.parseDouble(
                worked.substring(worked.lastIndexOf('=') + 1).trim().replace('−', '-'));
        for (int line = 12; line < 15; line++) {
            browser.click("maths-next");
        }
        assertEquals("Make this step", browser.text("maths-next"));
        assertEquals(0, page.iteration());
        browser.click("maths-next");
        browser.await("the step is made", () -> page.iteration() == 1);
        browser.await("it is shown", () -> browser.text("maths-part").equals("The step is made"));
        String costs = browser.text("maths-formula");
        int arrow = costs.indexOf('→');
        double first = Double.parseDouble(
                costs.substring(costs.indexOf(':') + 1, arrow).trim());
        assertTrue(Double.parseDouble(costs.substring(arrow + 1).trim()) < first, costs);
        browser.click("unit-1-1");
        browser.await(
                "its weights are told", () -> !browser.value("weight-1-1-1").isEmpty());
        assertEquals(promised, Double.parseDouble(browser.value("weight-1-1-1")), 1e-3 * Math.abs(promised));

        browser.click("maths-next");
        browser.await("the next step begins", () -> browser.text("maths-place").contains("iteration 1"));
        browser.click("maths-close");
        assertFalse(browser.isShown("maths-next"));
    }

    @Test
    void aStepOnWhatTheTourSpeaksOfLeadsOn() throws Exception {
        try (Browser fresh = Browser.start(Screen.DESKTOP)) {
            fresh.open(server.address("/"));
            fresh.awaitState("ready");
            fresh.click("tour-next");
            fresh.click("tour-next");
            fresh.click("layer-add");
            assertTrue(fresh.text("tour").startsWith("4 of 4"), fresh.text("tour"));
            fresh.choose("pace", "Full speed");
            assertTrue(fresh.isShown("tour"), "of that it does not speak");
            fresh.type("seed", "2");
            fresh.await("it ends", () -> !fresh.isShown("tour"));
            assertNoErrors(fresh);
        }
    }

    @Test
    void theTourGoesFourStopsBesideWhatItPointsAtAndDoesNotComeBack() throws Exception {
        try (Browser fresh = Browser.start(Screen.DESKTOP)) {
            fresh.open(server.address("/"));
            fresh.awaitState("ready");
            assertTrue(fresh.text("tour").startsWith("1 of 4"), fresh.text("tour"));
            assertEquals(true, fresh.script(InPlayground.TOUR_STANDS_FREE));
            for (int stop = 2; stop <= 4; stop++) {
                fresh.click("tour-next");
                assertTrue(fresh.text("tour").startsWith(stop + " of 4"), fresh.text("tour"));
                assertEquals(true, fresh.script(InPlayground.TOUR_STANDS_FREE), fresh.text("tour"));
            }
            fresh.click("tour-next");
            assertFalse(fresh.isShown("tour"));
            fresh.open(server.address("/"));
            fresh.awaitState("ready");
            assertFalse(fresh.isShown("tour"));

            fresh.press("?");
            fresh.await("the keys are listed", () -> fresh.isShown("keys-dialog"));
            fresh.click("tour-again");
            fresh.await("the tour can be had again", () -> fresh.isShown("tour"));
            assertFalse(fresh.isShown("keys-dialog"));
            assertNoErrors(fresh);
        }
    }
}
