package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** A run that a reload makes again from its beginning, while that takes longer than a person waits to press something. */
class ReturningRunIT extends InPlayground {
    private static final int LENGTH = 400_000;

    private static PlaygroundPage reload(Browser browser, PlaygroundPage page) {
        browser.driver.navigate().refresh();
        browser.awaitState("ready");
        browser.await("it is on its way", () -> browser.isShown("returning") && page.iteration() > 0);
        return page;
    }

    /** A run that was longer than any that comes back during a test. */
    private PlaygroundPage longRun() {
        PlaygroundPage page = open(SHORT.replace("iterations=600", "iterations=9000000"));
        browser.click("step");
        browser.await("a step is made", () -> page.iteration() == 1);
        String kept = left().replaceFirst("1 1 false ", "8000000 8000000 false ");
        assertTrue(kept.startsWith("8000000 "), kept);
        browser.script(
                "const keep = () => sessionStorage.setItem('layerlab.run', arguments[0]);"
                        + "window.addEventListener('pagehide', keep); document.addEventListener('visibilitychange', keep);",
                kept);
        return reload(browser, page);
    }

    /** What is kept of the run when the page is left now. */
    private String left() {
        return String.valueOf(browser.script("document.dispatchEvent(new Event('visibilitychange'));"
                + "return sessionStorage.getItem('layerlab.run');"));
    }

    private void isRefused(String what, Runnable wish) {
        browser.script("document.getElementById('returning-text').textContent = '';");
        wish.run();
        browser.await(what + " is refused", () -> browser.text("returning").contains("still on its way back"));
        assertTrue(browser.isShown("returning"), what);
    }

    @Test
    void nothingCutsItDown() {
        PlaygroundPage page = open(SHORT.replace("iterations=600", "iterations=" + LENGTH) + "&batchSize=32");
        browser.choose("pace", "Full speed");
        page.play();
        browser.await(
                "it ends",
                Duration.ofMinutes(3),
                () -> page.iteration() == LENGTH && browser.state().equals("ready"));
        String cost = browser.text("cost");
        String kept = left();
        assertTrue(kept.startsWith(LENGTH + " " + LENGTH + " false "), kept);

        reload(browser, page);
        isRefused("a step", () -> browser.click("step"));
        isRefused("an epoch", () -> browser.click("step-epoch"));
        isRefused("Play", () -> browser.click("play"));
        isRefused("Space", () -> browser.press(" "));
        isRefused("the timeline", () -> browser.scrub("timeline", 0));
        isRefused("the way back", () -> browser.press(Keys.ARROW_LEFT));
        isRefused("a setting", () -> browser.type("learning-rate", "0.25"));
        assertEquals("0.5", browser.value("learning-rate"));
        isRefused("another length", () -> browser.type("iterations", "700"));
        isRefused("a weight", () -> {
            browser.click("unit-2-1");
            browser.await("its bias can be written", () -> browser.focused().equals("bias-2-1"));
            browser.element("bias-2-1").sendKeys(Keys.ARROW_UP, Keys.ESCAPE);
        });
        browser.click("show-test-data");
        assertTrue(page.iteration() < LENGTH, "it was back before all was tried");
        String shown = left();
        assertTrue(shown.startsWith(LENGTH + " " + LENGTH + " false ") && shown.contains("showTestData=true"), shown);

        browser.await(
                "it is back", Duration.ofMinutes(3), () -> page.iteration() == LENGTH && !browser.isShown("returning"));
        assertEquals(cost, browser.text("cost"));
        assertEquals("Your run is back at iteration 400,000.", browser.message());
        assertEquals(shown, left());
    }

    @Test
    void whoGivesItUpGoesOnFromWhereItCame() {
        PlaygroundPage page = longRun();
        browser.click("returning-stop");
        browser.await("it is given up", () -> !browser.isShown("returning"));
        page.standsStill();
        int before = page.iteration();
        browser.click("step");
        browser.await("a step is made", () -> page.iteration() == before + 1);
        browser.type("learning-rate", "0.25");
        browser.await(
                "it is changed", () -> page.fragment().contains("changed=" + (before + 1) + ":learningRate=0.25"));
        assertTrue(left().startsWith((before + 1) + " " + (before + 1) + " false "), left());
        assertEquals("", browser.message());
    }

    /** No link holds so many: its address has neither points nor changes. Another tab may replace the points meanwhile. */
    @Test
    void aRunOnMorePointsThanALinkHoldsIsMadeAgain() {
        PlaygroundPage page = open("dataset=custom&networkShape=4&learningRate=0.5&iterations=600");
        Random random = new Random(7);
        StringBuilder table = new StringBuilder("x,y,label\n");
        for (int i = 0; i < 2200; i++) {
            double x = random.nextDouble() * 4 - 2;
            double y = random.nextDouble() * 4 - 2;
            table.append(x + "," + y + "," + (x * y > 0 ? 1 : 0) + "\n");
        }
        useTable(table.toString());
        browser.await(
                "they are there", () -> page.iteration() == 0 && page.fragment().contains("dataset=custom"));
        String points = browser.text("points-count");
        page.play();
        awaitEnd(page);
        browser.scrub("timeline", 250);
        browser.await("it stands in its past", () -> page.iteration() == 250);
        browser.type("learning-rate", "0.1");
        page.play();
        awaitEnd(page);
        String cost = browser.text("cost");
        assertFalse(page.fragment().contains("points=") || page.fragment().contains("changed="), page.fragment());

        browser.script("localStorage.removeItem('layerlab.points');");
        browser.driver.navigate().refresh();
        browser.awaitState("ready");
        browser.await("it is back", () -> page.iteration() == 600);
        assertEquals(cost, browser.text("cost"));
        assertEquals(points, browser.text("points-count"));
        assertEquals("0.1", browser.value("learning-rate"));
        assertEquals("Your run is back at iteration 600.", browser.message());
    }

    private void awaitEnd(PlaygroundPage page) {
        browser.await(
                "it ends", () -> page.iteration() == 600 && browser.state().equals("ready"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Reset", "another data set", "another network", "a link", "a wrong link"})
    void whoWantsAnotherRunHasItAtOnce(String wish) {
        PlaygroundPage page = longRun();
        switch (wish) {
            case "Reset" -> browser.click("reset");
            case "another data set" ->
                browser.all("input[name=dataset][value=circle]").get(0).sendKeys(Keys.ARROW_RIGHT);
            case "another network" -> browser.type("network-shape", "4");
            default ->
                browser.follow(server.address(
                        "/?engine=wasm#networkShape=3" + (wish.startsWith("a wrong") ? "&learningRate=fast" : "")));
        }
        browser.await("another run is there", () -> !browser.isShown("returning") && page.iteration() == 0);
        browser.click("step");
        browser.await("it goes on", () -> page.iteration() == 1);
        assertTrue(left().startsWith("1 1 false "), left());
        assertEquals(wish.equals("a wrong link"), browser.message().contains("cannot be used"), browser.message());
        assertFalse(browser.isShown("returning"));
    }
}
