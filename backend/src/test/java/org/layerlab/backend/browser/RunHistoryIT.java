package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The runs that this browser keeps, over a reload and whatever stands in the storage. */
class RunHistoryIT extends InPlayground {
    @BeforeEach
    void forgetWhatWasKept() {
        forget(browser);
    }

    @Test
    void runsAndPinnedOnesSurviveAReload() {
        runToTheEnd("networkShape=3&iterations=200&seed=5", 200);
        browser.click("keep");
        runToTheEnd("networkShape=4&iterations=100&seed=6", 100);
        PlaygroundPage page = open("networkShape=5&iterations=50");
        assertEquals(1, browser.all("#kept img:not([hidden])").size());
        assertTrue(browser.text("differences").contains("Seed"), browser.text("differences"));

        browser.click("history-open");
        assertEquals(2, browser.all("#history-runs li").size());
        String newest = browser.textOf(browser.all("#history-runs li").get(0));
        assertTrue(newest.contains("2·4·1") && newest.contains("100 iterations"), newest);
        browser.all("#history-runs [data-pin]").get(0).click();
        assertEquals(2, browser.all("#kept img").size());
        browser.all("#history-runs [data-again]").get(1).click();
        browser.await(
                "it is made again",
                () -> page.iteration() == 200 && browser.state().equals("ready"));
        assertEquals("5", browser.value("seed"));
        assertEquals(2, browser.all("#history-runs li").size());

        browser.all("#history-runs [data-away]").get(0).click();
        assertEquals(1, browser.all("#history-runs li").size());
        browser.click("history-clear");
        assertEquals(0, browser.all("#history-runs li").size());
        browser.click("history-undo");
        assertEquals(1, browser.all("#history-runs li").size());
    }

    @Test
    void storageThatIsDamagedOrFullOrMissingBreaksNothing() {
        open("networkShape=3&iterations=100");
        browser.script("localStorage.setItem('layerlab.runs', '1\\n<img src=x onerror=1>\\n' + 'x '.repeat(9));"
                + "localStorage.setItem('layerlab.pinned', '{}');");
        runToTheEnd("networkShape=3&iterations=100", 100);
        browser.click("history-open");
        assertEquals(1, browser.all("#history-runs li").size());
        browser.script("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };");
        browser.click("start-over");
        browser.await("it says so", () -> browser.text("history-note").contains("does not store"));
        assertEquals(1, browser.all("#history-runs li").size());
        assertEquals("", browser.message());
    }
}
