package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** A network that the teacher shows, on the phone of another pupil. */
class ShownNetworkIT extends InBrowser {
    private Browser mia;
    private Browser ben;
    private String code = "";

    @BeforeEach
    void openAClass() {
        mia = Browser.startFresh(Screen.DESKTOP);
        ben = Browser.startFresh(Screen.PHONE);
        forget(browser);
        browser.open(server.address("/class"));
        browser.awaitState("ready");
        browser.click("open-class");
        browser.await("the class is open", () -> browser.isShown("board"));
        code = browser.text("code");
        browser.type("send-link", "/#dataset=xor&iterations=300");
        browser.click("send");
    }

    @AfterEach
    void close() {
        mia.close();
        ben.close();
    }

    private void join(Browser one, String name, int of) {
        one.open(server.address("/about"));
        one.script("localStorage.setItem('layerlab.tour', 'seen');");
        one.open(server.address("/c/" + code));
        one.awaitState("ready");
        one.type("nickname", name);
        one.click("join");
        one.await(name + " is in", () -> one.isShown("live-class"));
        browser.await(name + " is on the board", () -> browser.text("joined").equals(String.valueOf(of)));
    }

    private void showMias() {
        browser.all("[data-testid=tile]").get(0).click();
        browser.click("show-pupil");
        mia.await("she is asked", () -> mia.isShown("consent-yes"));
        mia.click("consent-yes");
        ben.await("Ben sees it", () -> ben.isShown("live-shown"));
    }

    private String folded() {
        return String.valueOf(ben.attribute("live-shown", "data-folded"));
    }

    /** Whether the task, with Play, Step and the iteration, begins where the shown network ends. */
    private boolean isTaskFree() {
        return Boolean.TRUE.equals(
                ben.script("const [shown, frame] = ['live-shown', 'live-frame'].map(id => document.getElementById(id)"
                        + ".getBoundingClientRect());"
                        + "return shown.height < 80 && shown.bottom <= frame.top + 1 && frame.bottom <= innerHeight + 1"
                        + " && document.documentElement.scrollWidth <= innerWidth;"));
    }

    @Test
    void aPupilFoldsItToABarThatCoversNothing() {
        join(mia, "Mia", 1);
        join(ben, "Ben", 2);
        within(ben, "frame", () -> ben.awaitState("ready"));
        showMias();
        assertEquals("false", folded());
        assertFalse(isTaskFree());
        ben.element("shown-fold").sendKeys(Keys.ENTER);
        assertEquals("true", folded());
        assertTrue(isTaskFree());
        assertEquals("Unfold", ben.text("shown-fold"));
        // It stays folded while the network goes on.
        within(mia, "frame", () -> {
            mia.awaitState("ready");
            mia.click("play");
            mia.await("it is learned", () -> mia.number("iteration") == 300);
        });
        ben.await(
                "what she learned is told",
                () -> String.valueOf(ben.script("return document.getElementById('shown-line').textContent;"))
                        .contains("%"));
        assertEquals("true", folded());
        within(ben, "frame", () -> ben.click("play"));
        ben.element("shown-fold").sendKeys(Keys.SPACE);
        assertEquals("false", folded());
        ben.click("shown-fold");
        mia.click("stop-mine");
        ben.await("she ends it", () -> !ben.isShown("live-shown"));
        showMias();
        assertEquals("false", folded(), "what is shown next is open");
    }
}
