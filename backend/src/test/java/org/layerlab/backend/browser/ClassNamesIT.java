package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Names of pupils: who sees them on the board, and when browsers forget them. */
class ClassNamesIT extends InBrowser {
    private Browser mia;
    private String code = "";

    @BeforeEach
    void openAClass() {
        mia = Browser.startFresh(Screen.DESKTOP);
        mia.open(server.address("/about"));
        mia.script("localStorage.setItem('layerlab.tour', 'seen');");
        forget(browser);
        browser.open(server.address("/class"));
        browser.awaitState("ready");
        browser.click("open-class");
        browser.await("the class is open", () -> browser.isShown("board"));
        code = browser.text("code");
    }

    @AfterEach
    void close() {
        mia.close();
    }

    private void joinAsMia() {
        mia.open(server.address("/c/" + code));
        mia.awaitState("ready");
        mia.type("nickname", "Mia");
        mia.click("join");
        mia.await("she is in", () -> mia.isShown("live-class"));
        browser.await(
                "the board shows her", () -> browser.all("[data-testid=tile]").size() == 1);
    }

    private void endTheClass() {
        browser.click("end-class");
        browser.click("end-sure");
        browser.await("the class is over", () -> browser.isShown("open-class"));
    }

    private static boolean isNameKept(Browser one) {
        return Boolean.TRUE.equals(one.script("return localStorage.getItem('layerlab.class.pupil') !== null;"));
    }

    private boolean isNameSeen() {
        return browser.all(".live-tile .live-name").get(0).isDisplayed();
    }

    /** Whether a click, or a key, gets to the pupil. */
    private boolean canOpen() {
        return Boolean.TRUE.equals(browser.script("const tile = document.querySelector('.live-tile');"
                + "tile.scrollIntoView({block: 'center'}); tile.focus();"
                + "const { x, y, width, height } = tile.getBoundingClientRect();"
                + "const hit = document.elementFromPoint(x + width / 2, y + height / 2);"
                + "return tile.contains(hit) || document.activeElement === tile;"));
    }

    @Test
    void theBoardHidesNamesAndResultsUntilTheyAreWanted() {
        joinAsMia();
        assertTrue(isNameSeen());
        browser.click("hide-pupils");
        assertFalse(isNameSeen());
        assertFalse(browser.all(".live-tile .live-figure").get(0).isDisplayed());
        assertFalse(browser.all(".live-tile canvas").get(0).isDisplayed());
        assertFalse(canOpen(), "a click on a pupil shows nothing to the room");
        browser.driver.navigate().refresh();
        browser.await(
                "the board is back", () -> browser.all("[data-testid=tile]").size() == 1);
        assertFalse(isNameSeen(), "a reload shows nothing to the room");
        assertFalse(canOpen());
        browser.click("hide-pupils");
        assertTrue(isNameSeen());
        assertTrue(canOpen());
        endTheClass();
    }

    @Test
    void aNameIsForgottenWhenItsClassIsGone() {
        joinAsMia();
        mia.open(server.address("/about"));
        endTheClass();
        assertTrue(isNameKept(mia));
        mia.open(server.address("/c/" + (code.equals("BCDFGH") ? "BCDFGJ" : "BCDFGH")));
        mia.awaitState("ready");
        mia.await(
                "a wrong code is told before she joins",
                () -> mia.text("join-said").startsWith("No class has this code."));
        assertTrue(isNameKept(mia), "a mistyped code says nothing about her class");
        mia.open(server.address("/c/" + code));
        mia.await("she is told", () -> mia.text("join-said").startsWith("No class has this code."));
        assertFalse(isNameKept(mia));
    }

    @Test
    void aNameIsForgottenHalfADayLater() {
        joinAsMia();
        endTheClass();
        String kept = "BCDFGH secret Mia\\nrun ";
        mia.open(server.address("/about"));
        mia.script("localStorage.setItem('layerlab.class.pupil', '" + kept + "' + (Date.now() - 13 * 3600000));");
        mia.open(server.address("/class"));
        mia.awaitState("ready");
        assertFalse(isNameKept(mia));
    }

    @Test
    void theListOfAnEndedClassCanBeCleared() {
        assertFalse(browser.isShown("handed-clear"));
        endTheClass();
        browser.script("localStorage.setItem('layerlab.class.handed', 'abcdefgh23456777 Mia\\n');");
        browser.driver.navigate().refresh();
        browser.awaitState("ready");
        assertEquals(1, browser.all("[data-testid=handed] a").size());
        browser.click("hide-handed");
        assertFalse(browser.all("[data-testid=handed] a").get(0).isDisplayed());
        browser.click("hide-handed");
        assertTrue(browser.all("[data-testid=handed] a").get(0).isDisplayed());
        browser.click("handed-clear");
        assertFalse(browser.isShown("handed-card"));
        assertEquals(
                List.of(),
                browser.script("return Object.keys(localStorage).filter(key => key.includes('class.handed'));"));
    }
}
