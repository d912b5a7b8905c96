package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.WebElement;

/** Runs beside each other: kept ones, the present one, and a sweep. */
class RunComparisonIT extends InPlayground {
    @BeforeEach
    void forgetWhatWasKept() {
        forget(browser);
    }

    @Test
    void keptRunStandsBesideTheNextAndIsSetUpAgain() {
        PlaygroundPage page = runToTheEnd(SHORT, 600);
        browser.click("keep");
        assertEquals(1, browser.all("#kept img").size());
        assertTrue(browser.all("#present-run").get(0).isDisplayed(), "the present one is beside it");
        browser.type("learning-rate", "0.05");
        browser.click("reset");
        page.play();
        browser.await(
                "the run ends", () -> page.iteration() == 600 && browser.state().equals("ready"));
        String table = browser.text("differences");
        assertTrue(table.contains("Learning rate0.050.5"), table);
        assertFalse(table.contains("Noise"), table);
        assertTrue(browser.all("#kept b").get(0).getText().equals("A"));

        browser.all("#kept [data-again]").get(0).click();
        browser.await("it is set up again", () -> browser.value("learning-rate").equals("0.5"));
        browser.await(
                "the run ends", () -> page.iteration() == 600 && browser.state().equals("ready"));
        browser.all("#kept [data-away]").get(0).click();
        assertEquals(0, browser.all("#kept img").size());
    }

    @Test
    void aPinnedRunThatCannotBeKeptSaysSo() {
        open(SHORT);
        browser.script("const put = Storage.prototype.setItem; Storage.prototype.setItem = function(key, value) {"
                + "  if (key === 'layerlab.pinned') { throw new DOMException('full', 'QuotaExceededError'); }"
                + "  put.call(this, key, value); };");
        browser.click("keep");
        browser.await("it is told", () -> browser.message().endsWith("this run is no longer pinned."));
        assertEquals(1, browser.all("#kept img").size());
    }

    @Test
    void presentRunIsFollowedInTheTableWhileItTrains() {
        PlaygroundPage page = open("networkShape=4&iterations=10000000");
        page.play();
        browser.click("keep");
        String before = browser.text("differences");
        browser.await("the table goes on", () -> !browser.text("differences").equals(before));
        assertEquals("training", browser.state());
    }

    @Test
    void sweepShowsEachRunAndAClickTakesItUp() {
        PlaygroundPage page = open("networkShape=3,3&iterations=40");
        browser.click("sweep-open");
        browser.type("sweep-rates", "0.1 nonsense");
        browser.click("sweep-start");
        browser.await("the mistake is named", () -> browser.text("sweep-error").contains("'nonsense' is not a number"));
        browser.type("sweep-rates", "0.1, 1");
        browser.type("sweep-widths", "2; 4");
        browser.type("sweep-iterations", "100");
        browser.click("sweep-start");
        browser.await(
                "all four are done",
                () -> browser.all(".sweep-result").stream()
                                .filter(cell -> browser.textOf(cell).endsWith("%"))
                                .count()
                        == 4);
        assertEquals(
                "Test accuracy (%) after 100 iterations",
                browser.textOf(browser.all("#sweep-grid caption").get(0)));
        assertEquals(
                List.of("0.1", "1", "2·2·2·1", "2·4·4·1"),
                browser.all("#sweep-grid th").stream().map(browser::textOf).toList());
        List<WebElement> best = browser.all(".sweep-cell[data-best]");
        assertEquals(1, best.size());
        String name = String.valueOf(best.get(0).getDomAttribute("aria-label"));
        assertTrue(name.endsWith(" %, best"), name);
        String result = browser.textOf(browser.all("[data-best] .sweep-result").get(0));
        assertEquals(name.replace(": " + result + ", best", ""), told(browser.text("sweep-said"), result));
        assertEquals(
                "\"★ \"",
                browser.script(
                        "return getComputedStyle(document.querySelector('[data-best] .sweep-result'), '::before')"
                                + ".content;"));
        browser.all("[data-testid=sweep-cell]").get(3).click();
        assertEquals("The plot, the network and the settings now show 2·4·4·1, rate 1.", browser.text("sweep-said"));
        assertEquals("true", browser.all("[data-testid=sweep-cell]").get(3).getDomAttribute("aria-pressed"));
        browser.await("it is taken up", () -> browser.value("network-shape").equals("4,4"));
        assertEquals("1", browser.value("learning-rate"));
        assertEquals("40", browser.value("iterations"));
        browser.await("it trains", () -> page.iteration() == 40);
    }

    /** Which run a sentence at the end of a sweep calls the best. */
    private static String told(String said, String result) {
        String end = " with " + result
                + ". Diverged: the cost became NaN or infinite. White: the network is undecided there.";
        assertTrue(said.startsWith("Best: ") && said.endsWith(end), said);
        return said.substring("Best: ".length(), said.length() - end.length());
    }

    @Test
    void thePresentRunsPictureFollowsTheTheme() {
        String picture = "return document.querySelector('#present-run canvas').toDataURL();";
        runToTheEnd(SHORT, 600);
        browser.click("keep");
        Object before = browser.script(picture);
        browser.click("theme");
        assertNotEquals(before, browser.script(picture));
        browser.click("theme");
        assertEquals(before, browser.script(picture));
    }
}
