package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.data.CustomPoints;
import org.layerlab.network.data.Points;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The tour of the first minute, and lessons: made, followed, and their goals checked. */
class LessonIT extends InBrowser {
    @BeforeEach
    void forgetWhatWasKept() {
        forget(browser);
    }

    @Test
    void oneButtonLearnsTheCirclesAndTheTourIsSentAwayForGood() {
        browser.open(server.address("/"));
        browser.awaitState("ready");
        assertEquals("1 of 4", browser.textOf(browser.all("#tour-place").get(0)));
        browser.click("play");
        browser.await("circles are learned", () -> Double.parseDouble(browser.text("train-accuracy")) > 70);
        assertEquals("2 of 4", browser.textOf(browser.all("#tour-place").get(0)), "Play was pressed, as it says");
        browser.click("tour-next");
        browser.click("tour-next");
        assertEquals("4 of 4", browser.textOf(browser.all("#tour-place").get(0)));
        browser.click("tour-next");
        assertFalse(browser.isShown("tour"));
        browser.open(server.address("/"));
        browser.awaitState("ready");
        assertFalse(browser.isShown("tour"), "seen through, it does not come back");
        browser.press("?");
        browser.click("tour-again");
        assertTrue(browser.isShown("tour"));
        browser.click("tour-close");
        assertFalse(browser.isShown("tour"));
    }

    @Test
    void theTourClosesWithEscapeAndDoesNotComeBack() {
        browser.open(server.address("/"));
        browser.awaitState("ready");
        assertTrue(browser.isShown("tour"));
        browser.press(Keys.TAB);
        assertEquals("tour-close", browser.script("return document.activeElement.id;"), "first in the order of Tab");
        browser.press(Keys.ESCAPE);
        assertFalse(browser.isShown("tour"));
        browser.open(server.address("/"));
        browser.awaitState("ready");
        assertFalse(browser.isShown("tour"));
    }

    @Test
    void aLinkThatShowsALessonComesWithoutTheTour() {
        browser.open(server.address("/#lesson=Circles&lessonText=Look"));
        browser.awaitState("ready");
        assertTrue(browser.isShown("lesson"));
        assertFalse(browser.isShown("tour"));
    }

    @Test
    void lessonSaysItsTaskKeepsItsControlsAndChecksItsGoal() {
        PlaygroundPage page = PlaygroundPage.open(
                server,
                browser,
                "wasm",
                "dataset=moons&networkShape=8&initialization=he&learningRate=0.5&iterations=5000"
                        + "&lesson=Two%20moons&lessonText=Tell%20them%20apart.&goalTrain=95&goalUnits=8"
                        + "&dataset_fixed=true&noise_fixed=true&networkShape_fixed=true&regenerate_fixed=true");
        assertEquals("Two moons", browser.textOf(browser.all("#lesson-title").get(0)));
        assertEquals(
                "Tell them apart.", browser.textOf(browser.all("#lesson-text").get(0)));
        assertFalse(browser.element("noise").isEnabled());
        assertFalse(browser.element("network-shape").isEnabled());
        assertTrue(browser.element("learning-rate").isEnabled());
        assertEquals(true, browser.script("return document.getElementById('layer-add').closest('[inert]') !== null;"));
        String before = browser.value("seed");
        browser.press("n");
        assertEquals(before, browser.value("seed"));
        assertEquals("false", browser.attribute("goalTrain", "data-met"));
        page.play();
        browser.await("the goal is reached", () -> browser.text("lesson-result").startsWith("Goal reached after"));
        assertEquals("true", browser.attribute("goalTrain", "data-met"));
        assertTrue(page.fragment().contains("goalTrain=95"), page.fragment());
        browser.click("reset");
        browser.await("it begins anew", () -> browser.text("lesson-result").isEmpty());
    }

    @Test
    void lockedButtonsAndTheirKeysDoNothing() {
        PlaygroundPage page = PlaygroundPage.open(
                server,
                browser,
                "wasm",
                "dataset=moons&networkShape=3&iterations=500&lesson=Look&playButton_fixed=true&stepButton_fixed=true");
        assertFalse(browser.element("play").isEnabled());
        assertFalse(browser.element("step").isEnabled());
        assertTrue(browser.element("reset").isEnabled());
        browser.press(" ");
        browser.press(Keys.ARROW_RIGHT);
        browser.press("r");
        browser.awaitState("ready");
        assertEquals(0, page.iteration());
        assertFalse(browser.isShown("pause"));
        assertFalse(browser.element("step").isEnabled(), "nor after another run began");
    }

    /** The run is right only there, and the page sees one of hundreds of iterations. */
    @Test
    void aGoalAtAnIterationIsSeenHoweverFastTheRunIs() {
        String settings = "dataset=moons&networkShape=3&iterations=";
        PlaygroundPage page = PlaygroundPage.open(server, browser, "wasm", settings + 777);
        page.play();
        browser.await("the run ends", () -> page.iteration() == 777);
        String cost = browser.text("cost");
        double bound = Double.parseDouble(cost) + 1e-6;
        PlaygroundPage fast = PlaygroundPage.open(
                server, browser, "wasm", settings + "3000&lesson=L&goalIterations=777&goalCost=" + bound);
        browser.choose("pace", "Full speed");
        fast.play();
        browser.await("the run is past it", () -> fast.iteration() > 777);
        assertEquals("Goal reached after 777 iterations. Well done!", browser.text("lesson-result"));
        assertFalse(browser.isShown("sweep-open"), "what would change settings that a lesson fixes");
    }

    @Test
    void aTableDoesNotReplaceTheDataThatALessonHasFixed() {
        PlaygroundPage page =
                PlaygroundPage.open(server, browser, "wasm", "dataset=moons&networkShape=3&dataset_fixed=true");
        browser.script("const pasted = new DataTransfer(); pasted.setData('text', 'x,y,label\\n900,1,a\\n1,2,b');"
                + "document.body.dispatchEvent(new ClipboardEvent('paste', {clipboardData: pasted, bubbles: true}));");
        browser.await("it is refused", () -> browser.message().equals("The lesson has fixed this setting."));
        assertTrue(page.fragment().contains("dataset=moons"), page.fragment());
        browser.awaitState("ready");
    }

    @Test
    void lessonIsMadeForTheSettingsAsTheyAre() {
        PlaygroundPage.open(server, browser, "wasm", "dataset=xor&networkShape=2");
        browser.click("lesson-open");
        browser.type("lesson-name", "Wie viele & warum?");
        browser.type("lesson-words", "Zwei reichen nicht.");
        browser.type("lesson-goal-test", "90");
        browser.click("lesson-fix-rate");
        String link = browser.value("lesson-link");
        browser.open(link);
        browser.awaitState("ready");
        assertEquals(
                "Wie viele & warum?",
                browser.textOf(browser.all("#lesson-title").get(0)));
        assertEquals("2", browser.value("network-shape"));
        assertFalse(browser.element("learning-rate").isEnabled());
        assertFalse(browser.element("seed").isEnabled());
        assertTrue(browser.isShown("goalTest"));
    }

    @Test
    void aGoalThatCannotBeGivesNoLink() {
        PlaygroundPage.open(server, browser, "wasm", "dataset=xor&networkShape=2");
        browser.click("lesson-open");
        browser.type("lesson-goal-test", "150");
        browser.type("lesson-goal-cost", "-1");
        assertEquals(
                "Test accuracy at least (%): 150 is not between 0 and 100; Max. cost: -1 is not between 0 and 100,"
                        + " so there is no link.",
                browser.text("lesson-error"));
        assertEquals("", browser.value("lesson-link"));
        assertFalse(browser.element("lesson-copy").isEnabled());
        browser.type("lesson-goal-test", "90");
        browser.type("lesson-goal-cost", "");
        assertFalse(browser.isShown("lesson-error"));
        assertTrue(browser.value("lesson-link").contains("goalTest=90"));
        assertTrue(browser.element("lesson-copy").isEnabled());
    }

    @Test
    void lockedDataKeepTheirNumberOfClasses() {
        PlaygroundPage.open(server, browser, "wasm", "dataset=blobs&networkShape=2");
        browser.click("lesson-open");
        browser.type("lesson-name", "Two clouds");
        browser.open(browser.value("lesson-link"));
        browser.awaitState("ready");
        assertFalse(
                browser.element("dataset").findElement(By.cssSelector("input")).isEnabled());
        assertFalse(browser.element("class-count").isEnabled());
        assertEquals("2", browser.value("class-count"));
        assertTrue(browser.element("network-shape").isEnabled());
        assertTrue(browser.element("feature-x").isEnabled(), "features are locked with the network");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void lockedPointsOfOnesOwnCannotBeEdited(boolean locked) {
        String points = CustomPoints.of(Points.BLOBS.generate(20, 0.05, 3)).encode();
        PlaygroundPage.open(
                server,
                browser,
                "wasm",
                "dataset=custom&networkShape=2&points=" + points + "&lesson=Ours"
                        + (locked ? "&dataset_fixed=true" : ""));
        assertEquals(!locked, browser.isShown("tool-blue"));
        WebElement plane = browser.element("boundary");
        plane.click();
        browser.keys("b", Keys.ENTER);
        assertEquals(
                locked,
                browser.script("return location.hash.includes('points=" + points + "&') || location.hash.endsWith('"
                        + points + "');"));
    }

    @Test
    void lockedNetworkKeepsItsFeatures() {
        PlaygroundPage.open(server, browser, "wasm", "dataset=blobs&networkShape=2");
        browser.click("lesson-open");
        browser.type("lesson-name", "Two clouds");
        browser.click("lesson-fix-network");
        browser.open(browser.value("lesson-link"));
        browser.awaitState("ready");
        assertFalse(browser.element("network-shape").isEnabled());
        assertFalse(browser.element("feature-x").isEnabled());
        assertTrue(browser.element("learning-rate").isEnabled());
    }
}
