package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** A run in time: going back, stepping, slow motion, rules that stop it, full speed, resizing. */
class RunControlIT extends InPlayground {
    /** The press takes the number over, which begins another run; nobody presses twice. */
    @ParameterizedTest
    @ValueSource(strings = {"train-more", "start-over"})
    void aButtonPressedWithANumberHalfTypedPlaysTheNewRun(String button) {
        PlaygroundPage page = runToTheEnd(SHORT, 600);
        browser.element("seed").sendKeys(Keys.chord(Keys.CONTROL, "a"), "7");
        browser.click(button);
        browser.await("the new run is played", () -> page.fragment().contains("seed=7") && page.iteration() > 0);
    }

    @Test
    void everyMomentComesBackAndTheRunGoesOnAsIfItHadNeverStopped() {
        PlaygroundPage page = runToTheEnd(SHORT, 600);
        List<String> log = page.log();
        String cost = browser.text("cost");
        byte[] end = browser.pixels("boundary");

        browser.scrub("timeline", 201);
        browser.await("the moment is there", () -> page.iteration() == 201);
        browser.awaitState("ready");
        // The cost that is written down at 200 is that before the update which makes it 201.
        assertEquals("Cost after iteration 200: " + browser.text("cost"), log.get(2));
        assertTrue(PlaygroundPage.changed(end, browser.pixels("boundary")) > 0.05);
        assertEquals(log, page.log());
        browser.press(Keys.ARROW_LEFT);
        browser.await("one step back", () -> page.iteration() == 200);

        page.play();
        browser.await(
                "the run ends", () -> page.iteration() == 600 && browser.state().equals("ready"));
        assertEquals(log, page.log());
        assertEquals(cost, browser.text("cost"));
        assertEquals(0, PlaygroundPage.changed(end, browser.pixels("boundary")));

        // A change in the past makes another future.
        browser.scrub("timeline", 301);
        browser.await("the moment is there", () -> page.iteration() == 301);
        browser.type("learning-rate", "0.001");
        browser.await("what came after is gone", () -> page.log().size() == 4);
        page.play();
        browser.await(
                "the run ends", () -> page.iteration() == 600 && browser.state().equals("ready"));
        assertEquals(log.subList(0, 4), page.log().subList(0, 4));
        assertNotEquals(log.get(5), page.log().get(5));
    }

    @Test
    void ruleStopsTheRunAtTheSameIterationEachTimeAndTrainGoesOn() {
        PlaygroundPage page =
                open("networkShape=10&initialization=he&learningRate=0.5&iterations=10000000&stopCost=0.53");
        page.play();
        browser.await("it stops", () -> browser.state().equals("ready") && page.iteration() > 0);
        browser.await("it says why", () -> browser.text("status").startsWith("Stopped: the cost after iteration "));
        int stopped = page.iteration();
        browser.click("reset");
        browser.await("it begins anew", () -> page.iteration() == 0);
        page.play();
        browser.await("it stops", () -> browser.state().equals("ready") && page.iteration() > 0);
        assertEquals(stopped, page.iteration());
        page.play();
        page.awaitIteration(stopped + 1);
        page.pause();
    }

    @Test
    void atItsEndARunGoesOnOrStartsOver() {
        PlaygroundPage page = runToTheEnd(SHORT, 600);
        browser.await("its end is shown", () -> browser.isShown("train-more"));
        assertFalse(browser.isShown("play"));
        assertTrue(browser.attribute("train-more", "title").contains("600"), browser.attribute("train-more", "title"));
        List<String> log = page.log();
        browser.click("train-more");
        browser.await("as many iterations again", () -> page.iteration() == 1200);
        browser.awaitState("ready");
        assertEquals(log, page.log().subList(0, log.size()));
        assertEquals(12, page.log().size());
        assertTrue(page.fragment().contains("iterations=1200"), page.fragment());
        browser.press(" ");
        browser.await("Space goes on, too, by the same number", () -> page.iteration() == 1800);
        browser.await("its end is shown", () -> browser.isShown("start-over"));
        browser.click("start-over");
        browser.await("the log begins again", () -> page.log().size() < 18);
        browser.await("and the run comes to its end", () -> page.iteration() == 1800);
        assertEquals(log, page.log().subList(0, log.size()));
    }

    @ParameterizedTest
    @CsvSource({"en", "de", "es"})
    void atItsEndTheTimelineIsStillLongEnoughToDrag(String language) {
        runToTheEnd("dataset=tf-reg-gauss&networkShape=4&batchSize=10&iterations=200&lang=" + language, 200);
        browser.await("its end is shown", () -> browser.isShown("start-over"));
        assertEquals(
                "",
                browser.script("const at = id => document.getElementById(id).getBoundingClientRect();"
                        + "const line = at('timeline'), bar = at('panel-transport');"
                        + "return line.width >= 120 && at('iteration').right <= bar.right ? '' : line.width + ' px';"));
        browser.script("sessionStorage.clear();");
    }

    /** What screen readers announce. */
    private String undoSaid() {
        return browser.textOf(browser.all("#undo-said").get(0));
    }

    /** What a link brings along is not a change that a person has made. */
    @Test
    void whoContinuesASavedRunUndoesTheirOwnChangesAlone() {
        runToTheEnd("networkShape=4&iterations=300", 300);
        browser.open(SavePanel.save(browser, "For somebody else"));
        browser.awaitState("ready");
        PlaygroundPage page = PlaygroundPage.follow(browser, "continue");
        browser.await("the run is taken up", () -> page.iteration() == 300);
        assertFalse(browser.element("undo").isEnabled());
        browser.type("learning-rate", "0.7");
        browser.click("step");
        browser.await("it goes on", () -> page.iteration() == 301);
        browser.click("undo");
        browser.await(
                "the rate is as before", () -> browser.value("learning-rate").equals("0.2"));
        assertEquals(301, page.iteration());
        assertFalse(browser.element("undo").isEnabled());
    }

    @Test
    void aChangeOfSettingsIsTakenBackAndMadeAgain() {
        PlaygroundPage page = open("networkShape=4&iterations=300");
        assertFalse(browser.element("undo").isEnabled());
        browser.type("learning-rate", "0.7");
        browser.click("layer-add");
        browser.await("a layer more", () -> !browser.value("network-shape").equals("4"));
        browser.click("undo");
        browser.await("the layer is gone", () -> browser.value("network-shape").equals("4"));
        assertTrue(undoSaid().startsWith("Undone. Hidden layers: 4"), undoSaid());
        assertEquals("0.7", browser.value("learning-rate"));
        browser.element("undo").sendKeys(Keys.chord(Keys.CONTROL, "z"));
        browser.await(
                "the rate is as before", () -> browser.value("learning-rate").equals("0.2"));
        assertTrue(page.fragment().contains("learningRate=0.2&"), page.fragment());
        assertFalse(browser.element("undo").isEnabled());
        browser.click("redo");
        browser.await(
                "the rate is made again", () -> browser.value("learning-rate").equals("0.7"));
        assertEquals("Redone. Learning rate: 0.2 → 0.7", undoSaid());
        page.play();
        browser.await("it trains", () -> page.iteration() == 300);
    }

    @Test
    void eachSingleStepIsLoggedAndPlotted() {
        PlaygroundPage page = open("networkShape=10&initialization=he&learningRate=0.5");
        for (int i = 1; i <= 3; i++) {
            int made = i;
            browser.click("step");
            browser.await("a step is made", () -> page.iteration() == made);
        }
        browser.await("each is logged", () -> page.log().size() == 3);
        assertTrue(
                page.log().get(2).startsWith("Cost after iteration 2: "),
                page.log().get(2));
        assertEquals(
                "Cost after iteration 2: " + browser.text("cost"), page.log().get(2));
        browser.await(
                "the change and the gradient are told",
                () -> browser.text("step-note").matches("ΔJ = −[0-9.e−]+, ‖∇J‖ = [0-9.e−]+"));
        page.play();
        page.pauseAfter(300);
        assertEquals("", browser.text("step-note"));
        assertTrue(
                page.log().get(3).startsWith("Cost after iteration 100: "),
                page.log().get(3));
    }

    @Test
    void slowMotionIsSlowAndEpochsAreStepped() {
        PlaygroundPage page = open("networkShape=4&batchSize=30");
        browser.click("step-epoch");
        browser.await("an epoch is made", () -> page.iteration() == 10);
        browser.click("step");
        browser.await("a step is made", () -> page.iteration() == 11);
        browser.click("step-epoch");
        browser.await("the epoch is full", () -> page.iteration() == 20);
        browser.choose("pace", "10 steps/s");
        page.play();
        page.awaitIteration(22);
        page.pause();
        assertTrue(page.iteration() < 1000, page.iteration() + " iterations");
        assertTrue(
                page.log().stream().anyMatch(line -> line.startsWith("Cost after iteration 21: ")),
                page.log().toString());
    }

    @Test
    void noProgressAndTimeEndARun() {
        PlaygroundPage page = open("networkShape=&iterations=10000000&stopPatience=1000");
        page.play();
        browser.await("it stops", () -> browser.text("status").startsWith("Stopped: no progress since iteration "));
        assertEquals("ready", browser.state());
        int stopped = page.iteration();
        assertTrue(stopped >= 1000 && stopped < 10_000_000, stopped + " iterations");

        page = open("networkShape=4&iterations=10000000&stopSeconds=0.5");
        page.play();
        browser.await("it stops", () -> browser.text("status").startsWith("Stopped after 0.5 s of training."));
        assertTrue(page.iteration() < 10_000_000, page.iteration() + " iterations");
    }

    @Test
    void defaultRunIsSeenToLearnAndFullSpeedIsAChoice() {
        PlaygroundPage page = open("");
        browser.click("play");
        double moments = browser.asyncNumber("const seen = new Set();"
                + "const look = () => { seen.add(document.getElementById('iteration').dataset.value);"
                + "  if (document.documentElement.dataset.state === 'ready' && seen.size > 2) { done(seen.size); }"
                + "  else { requestAnimationFrame(look); } };"
                + "requestAnimationFrame(look);");
        assertTrue(moments > 15, moments + " moments of the run were shown");
        assertEquals(15_000, page.iteration());
        assertEquals("As good as it gets", doctor());

        browser.choose("pace", "Full speed");
        // The page notes it: at full speed the whole run may fall between two looks of the driver.
        browser.script("window.least = 15000; const shown = document.getElementById('iteration');"
                + "new MutationObserver(() => { window.least = Math.min(window.least, shown.dataset.value); })"
                + "  .observe(shown, {attributes: true});");
        browser.click("start-over");
        browser.await("it starts over", () -> Boolean.TRUE.equals(browser.script("return window.least < 15000;")));
        browser.await(
                "it comes to its end again",
                () -> page.iteration() == 15_000 && browser.state().equals("ready"));
    }

    @ParameterizedTest
    @CsvSource({"circle, 71", "moons, 97", "blobs, 98", "xor, 96", "spiral, 97"})
    void everyDataSetIsLearnedByItsOwnSetUp(String dataset, double accuracy) {
        PlaygroundPage page = open("");
        if (!dataset.equals("circle")) {
            browser.script("document.querySelector('input[value=" + dataset + "]').click();");
            browser.await("it is chosen", () -> page.fragment().contains("dataset=" + dataset));
        }
        int iterations = Integer.parseInt(browser.value("iterations"));
        page.play();
        browser.await(
                "the run ends",
                () -> page.iteration() == iterations && browser.state().equals("ready"));
        assertTrue(page.percent("train-accuracy") >= accuracy, page.percent("train-accuracy") + " % of " + dataset);
    }

    @Test
    void resizingAndASecondTabDisturbNothing() {
        PlaygroundPage page = open("networkShape=128,4&iterations=10000000");
        page.play();
        page.awaitIteration(1);
        browser.resize(Screen.PHONE);
        browser.inAnotherTab(() -> {
            PlaygroundPage second = runToTheEnd(SHORT, 600);
            assertEquals(6, second.log().size());
        });
        browser.resize(Screen.DESKTOP);
        int before = page.iteration();
        page.awaitIteration(before + 1);
        page.pause();
        assertEquals(
                0.0,
                browser.asyncNumber("const canvas = document.getElementById('boundary');"
                        + "done(Math.round(canvas.clientWidth * devicePixelRatio) - canvas.width);"),
                1.0);
    }
}
