package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.WindowType;

/** A pupil whom the teacher removed stays out, whatever the browser tries. */
class RemovedPupilIT extends InBrowser {
    private static final String REMOVED = "Your teacher removed you from the class.";

    private Browser mia;
    private String code = "";

    @BeforeEach
    void openAClass() {
        mia = Browser.startFresh(Screen.DESKTOP);
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

    private void type(String name) {
        mia.open(server.address("/c/" + code));
        mia.awaitState("ready");
        mia.type("nickname", name);
    }

    private void staysOutAs(String name) {
        type(name);
        assertEquals(REMOVED, mia.text("join-said"), "it is said before she tries");
        mia.click("join");
        mia.await("the class refuses her", () -> mia.element("join").isEnabled());
        assertEquals(REMOVED, mia.text("join-said"));
        assertFalse(mia.isShown("live-class"));
    }

    @Test
    void aRemovedPupilStaysOutAfterAReloadInAnotherTabAndWithAnotherName() {
        type("Mia");
        mia.click("join");
        mia.await("she is in", () -> mia.isShown("live-class"));
        browser.await("she is on the board", () -> browser.text("joined").equals("1"));
        browser.all("[data-testid=tile]").get(0).click();
        browser.click("remove-pupil");
        mia.await("she is told", () -> mia.text("again-veil").contains(REMOVED));
        assertFalse(mia.isShown("again"));
        staysOutAs("Mia");
        mia.driver.switchTo().newWindow(WindowType.TAB);
        staysOutAs("Ben");
        assertEquals("0", browser.text("joined"));
        // Another class lets this browser in.
        browser.click("end-class");
        browser.click("end-sure");
        browser.await("the class is over", () -> browser.isShown("open-class"));
        browser.click("open-class");
        browser.await(
                "another is open",
                () -> browser.isShown("board") && !browser.text("code").equals(code));
        code = browser.text("code");
        type("Mia");
        assertEquals("", mia.text("join-said"));
        mia.click("join");
        mia.await("she is in", () -> mia.isShown("live-class"));
    }
}
