package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.layerlab.backend.house.SitePages;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** What is reached by keys alone, and how each control says what it is for. */
class KeyboardIT extends InBrowser {
    @BeforeEach
    void forgetWhatWasKept() {
        forget(browser);
    }

    @Test
    void everythingIsReachedByKeysAndTheFocusIsSeen() {
        PlaygroundPage page = PlaygroundPage.open(server, browser, "wasm", "networkShape=3&iterations=10000000");
        browser.press(Keys.ARROW_RIGHT);
        page.awaitIteration(1);
        browser.press(Keys.ARROW_LEFT);
        browser.await("it went back", () -> page.iteration() == 0);
        browser.press(" ");
        browser.awaitState("training");
        browser.press(" ");
        browser.awaitState("ready");
        browser.press("?");
        assertTrue(browser.isShown("keys-dialog"));
        browser.press(Keys.ESCAPE);
        assertFalse(browser.isShown("keys-dialog"));

        browser.script("scrollTo(0, 0); document.querySelector('.skip').focus();");
        List<String> reached = new ArrayList<>();
        List<String> unseen = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            browser.keys(Keys.TAB);
            String where = String.valueOf(browser.script(FOCUS));
            if (where.startsWith("unseen ")) {
                unseen.add(where);
            }
            reached.add(where);
            if (where.equals("body")) {
                break;
            }
        }
        assertEquals(List.of(), unseen);
        for (String control : List.of(
                "share-open",
                "language",
                "theme",
                "play",
                "step",
                "timeline",
                "pace",
                "boundary",
                "unit-1-1",
                "layer-add",
                "maths-open",
                "log",
                "keep",
                "noise",
                "seed",
                "learning-rate",
                "optimizer")) {
            assertTrue(control.equals("boundary") || reached.contains(control), control + " is not among " + reached);
        }
    }

    /** What has the focus, by its test id; "unseen" where it cannot be seen that it has. */
    private static final String FOCUS = "const e = document.activeElement; if (e === document.body) return 'body';"
            + "const name = e.dataset.testid || e.id || e.name || e.textContent.trim().slice(0, 20);"
            + "const shown = [e, e.parentElement, e.nextElementSibling].some(one => { if (!one) return false;"
            + "  const style = getComputedStyle(one);"
            + "  return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2; });"
            + "const box = e.getBoundingClientRect();"
            + "return shown && box.bottom > 0 && box.top < innerHeight ? name : 'unseen ' + name;";

    @Test
    void whoComesByKeysReadsWhatAControlIsFor() {
        PlaygroundPage.open(server, browser, "wasm", "");
        browser.script("document.querySelector('[data-control=features] summary').focus();");
        browser.keys(Keys.TAB);
        browser.await(
                "the hint is there", () -> !browser.all(".hint:not([hidden])").isEmpty());
        assertEquals(
                "The same seed gives NumPy’s points and weights.",
                browser.textOf(browser.all(".hint:not([hidden]) span").get(0)));
        browser.keys(Keys.ESCAPE);
        assertEquals(0, browser.all(".hint:not([hidden])").size());
    }

    @Test
    void aHintThatCameByKeysMakesWayForTheMouse() {
        PlaygroundPage.open(server, browser, "wasm", "");
        browser.pointBetween(browser.element("play"), browser.element("play"));
        int tabs = browser.driver.getWindowHandles().size();
        browser.type("learning-rate", "0.3");
        browser.await(
                "the hint is there", () -> !browser.all(".hint:not([hidden]) a").isEmpty());
        assertEquals("schedule", browser.focused());
        WebElement link = browser.all(".hint a").get(0);
        browser.pointBetween(link, link);
        browser.clickHere();
        assertEquals(tabs, browser.driver.getWindowHandles().size(), "the click was for what the hint covered");

        // Where that was a select, its list is open; where it was this field, it has the focus.
        browser.keys(Keys.ESCAPE);
        browser.script("document.activeElement.blur();");
        browser.click("batch-size");
        browser.await(
                "its hint is there", () -> !browser.all(".hint:not([hidden]) a").isEmpty());
        link = browser.all(".hint a").get(0);
        browser.pointBetween(link, link);
        assertEquals(
                true,
                browser.script("return document.querySelector('.hint:not([hidden]) a').matches(':hover');"),
                "from its own control it is reached");
    }

    /** All but a lesson and the page that writes one: the text around their fields explains them. */
    static List<String> explained() {
        List<String> pages = new ArrayList<>(SitePages.interactive());
        pages.removeAll(List.of(SitePages.LESSON.path(), SitePages.WRITE.path()));
        return pages;
    }

    @ParameterizedTest
    @MethodSource("explained")
    void everyControlHasALabelAndAnExplanation(String path) {
        settle(browser, path);
        browser.script("document.querySelectorAll('details').forEach(one => one.open = true);");
        assertEquals("", browser.script(UNEXPLAINED));
    }

    private static final String UNEXPLAINED = "return [...document.querySelectorAll('button, input, select, textarea,"
            + " summary')].filter(e => e.checkVisibility() && !e.closest('.net-units, .gallery, .strip, dialog'))"
            + ".filter(e => { const label = e.labels && e.labels[0];"
            + "  const named = e.getAttribute('aria-label') || e.getAttribute('aria-labelledby') || label"
            + "    || e.textContent.trim() || e.title;"
            + "  const explained = e.closest('[title]') || e.getAttribute('aria-describedby') || (label && label.title)"
            + "    || e.matches('.round[aria-label], [name=dataset], [data-closes]');"
            + "  return !named || !explained; }).map(e => e.outerHTML.slice(0, 120)).join('\\n');";
}
