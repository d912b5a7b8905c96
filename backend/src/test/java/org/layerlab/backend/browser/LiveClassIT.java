package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** A teacher and pupils, each in a browser of their own: open, join, train, hold, send, show, hand in, verify, come back. */
class LiveClassIT extends InBrowser {
    private static final Duration RUN = Duration.ofMinutes(3);

    private Browser mia;
    private Browser ben;
    private String code = "";

    @BeforeEach
    void openAClass() {
        mia = pupil(Screen.DESKTOP);
        ben = pupil(Screen.PHONE);
        forget(browser);
        browser.open(server.address("/class"));
        browser.awaitState("ready");
        browser.click("open-class");
        browser.await("the class is open", () -> browser.isShown("board"));
        code = browser.text("code");
        assertTrue(code.matches("[BCDFGHJKLMNPQRSTVWXZ]{6}"), code);
    }

    @AfterEach
    void endTheClass() {
        mia.close();
        ben.close();
    }

    private Browser pupil(Screen screen) {
        Browser one = Browser.start(screen);
        forget(one);
        // The tour is for a first visit alone.
        one.script("localStorage.setItem('layerlab.tour', 'seen');");
        return one;
    }

    private void join(Browser one, String name) {
        one.open(server.address("/c/" + code.toLowerCase(java.util.Locale.ROOT)));
        one.awaitState("ready");
        assertEquals(code, one.text("join-code"));
        assertFalse(one.value("nickname").isEmpty(), "a name is made up");
        one.type("nickname", name);
        one.click("join");
        one.await(name + " is in", () -> one.isShown("live-class"));
    }

    /** Does something in the playground of a pupil, which may be in a lesson's frame. */
    private static void inPlayground(Browser one, Runnable work) {
        within(one, "frame", () -> {
            one.awaitState("ready");
            if (one.all("[data-testid=lesson]").stream().anyMatch(WebElement::isDisplayed)
                    && !one.all("[data-testid=widget]").isEmpty()) {
                one.driver.switchTo().frame(one.element("frame"));
                one.awaitState("ready");
            }
            work.run();
        });
    }

    private void send(String link) {
        browser.type("send-link", link);
        browser.click("send");
    }

    private static void awaitFrame(Browser one, String part) {
        one.await(
                part + " is there",
                () -> one.all("[data-testid=frame]").stream()
                        .anyMatch(frame ->
                                String.valueOf(frame.getDomAttribute("src")).contains(part)));
    }

    private List<String> tiles() {
        return browser.all("[data-testid=tile] .live-name").stream()
                .map(browser::textOf)
                .toList();
    }

    private String tile(String name, String part) {
        for (WebElement tile : browser.all("[data-testid=tile]")) {
            if (browser.textOf(tile).contains(name)) {
                return part.startsWith("data-")
                        ? String.valueOf(tile.getDomAttribute(part))
                        : browser.textOf(tile.findElement(org.openqa.selenium.By.cssSelector(part)));
            }
        }
        return "";
    }

    private List<WebElement> handed() {
        return browser.all("[data-testid=handed] a").stream()
                .filter(WebElement::isDisplayed)
                .toList();
    }

    private void awaitBoard(String what, Supplier<Boolean> condition) {
        browser.await(what, RUN, condition);
    }

    @Test
    void aClassFromItsOpeningToTheModelThatIsVerified() {
        assertTrue(browser.isShown("nobody"));
        assertTrue(browser.isShown("loopback"), "no phone can open " + server.address("/"));
        join(mia, "Mia");
        join(ben, "<b>Ben</b>");
        awaitBoard("two are there", () -> tiles().equals(List.of("Mia", "<b>Ben</b>")));
        assertTrue(mia.isShown("soon"));

        send(server.address("/") + "#dataset=blobs&networkShape=3&iterations=400&goalTest=60&seed=1");
        awaitFrame(mia, "dataset=blobs");
        awaitFrame(ben, "dataset=blobs");
        for (String link : List.of("", "/m/cats-and-dogs", "hello")) {
            send(link);
            browser.await("it is refused", () -> browser.message().contains("Nothing was sent"));
            browser.click("message-close");
        }
        assertEquals("Playground: Blobs · 3 units · goal: 60 % on test points", browser.text("doing"));
        inPlayground(mia, () -> mia.click("play"));
        awaitBoard("Mia's run is told", () -> tile("Mia", ".live-what").contains("400"));
        awaitBoard(
                "and that she reached the goal", () -> tile("Mia", "data-goal").equals("true"));
        assertEquals("1", browser.text("reached"));
        assertEquals("2", browser.text("joined"));
        assertTrue(browser.text("spread").startsWith("Lowest "), browser.text("spread"));
        assertEquals(
                true,
                browser.script("const c = document.querySelector('[data-testid=tile] canvas');"
                        + "return new Set(c.getContext('2d').getImageData(0, 0, 24, 24).data).size > 3;"),
                "a picture of the boundary");

        hold();
        show();
        handIn();
    }

    private void hold() {
        inPlayground(ben, () -> ben.click("play"));
        browser.click("hold");
        mia.await("Mia is held", () -> mia.isShown("veil"));
        ben.await("Ben is held", () -> ben.isShown("veil"));
        inPlayground(ben, () -> ben.await("his run is paused or over", () -> !ben.isShown("pause")));
        browser.await("it can be released", () -> browser.text("hold").equals("Release"));
        browser.click("hold");
        ben.await("Ben goes on", () -> !ben.isShown("veil"));
    }

    private void show() {
        browser.all("[data-testid=tile]").get(0).click();
        browser.click("show-pupil");
        mia.click("consent-yes");
        browser.await("the board shows it", () -> browser.isShown("stage"));
        assertEquals("Mia", browser.text("stage-name"));
        ben.await("and Ben sees it", () -> ben.isShown("live-shown"));
        assertTrue(ben.text("live-shown").contains("Mia"));
        mia.click("stop-mine");
        ben.await("until she ends it", () -> !ben.isShown("live-shown"));
    }

    private void handIn() {
        mia.click("hand-in");
        awaitBoard(
                "it is in the list",
                () -> !browser.all("[data-testid=handed] a").isEmpty());
        WebElement link = browser.all("[data-testid=handed] a").get(0);
        assertEquals("Mia", browser.textOf(link));
        String model = String.valueOf(link.getDomProperty("href"));
        mia.await("Mia is told", () -> mia.text("live-line").equals("Handed in."));
        browser.inAnotherTab(() -> {
            browser.open(model);
            browser.awaitState("ready");
            assertEquals("Mia, class " + code, browser.text("model-name"));
            browser.click("verify");
            browser.await(
                    "the same to the bit",
                    RUN,
                    () -> browser.attribute("verify-result", "data-verdict").equals("reproduced"));
        });
    }

    @Test
    void aCodeIsTakenAsPeopleTypeIt() {
        mia.open(server.address("/class"));
        mia.awaitState("ready");
        mia.type("code-input", "12345");
        mia.click("code-go");
        assertTrue(mia.text("code-said").contains("six letters"), mia.text("code-said"));
        mia.type("code-input", " " + server.address("/c/" + code.toLowerCase(java.util.Locale.ROOT)));
        mia.click("code-go");
        mia.await("the page of the class", () -> !mia.all("#join-code").isEmpty());
        mia.awaitState("ready");
        assertEquals(code, mia.text("join-code"));
    }

    @Test
    void whoJoinsByKeysPlaysWithSpaceAndIsAskedBeforeLeaving() {
        mia.open(server.address("/c/" + code));
        mia.awaitState("ready");
        mia.click("nickname");
        mia.keys("Mia", Keys.ENTER);
        mia.await("she waits", () -> mia.focused().equals("soon"));
        assertEquals("Mia", mia.text("live-name"), "it takes the place of the made-up name");
        send("dataset=xor&iterations=300");
        awaitFrame(mia, "dataset=xor");
        inPlayground(mia, () -> assertEquals(0, mia.number("iteration")));
        assertEquals("frame", mia.focused());
        mia.keys(" ");
        inPlayground(mia, () -> mia.await("it is learned", () -> mia.number("iteration") == 300));
        mia.click("leave");
        assertTrue(mia.isShown("live-class"), "it asks");
        mia.click("leave-sure");
        mia.await("the way in is back", () -> mia.isShown("join"));
    }

    @Test
    void aLessonIsSentAndItsAnswersAreCounted() {
        join(mia, "Mia");
        join(ben, "Ben");
        browser.click("next-lesson");
        awaitFrame(mia, "/learn/one-unit");
        awaitFrame(ben, "/learn/one-unit");
        for (Browser one : List.of(mia, ben)) {
            within(one, "frame", () -> {
                one.awaitState("ready");
                assertFalse(one.all(".top").get(0).isDisplayed());
                one.click(one == mia ? "prediction-1" : "prediction-2");
                one.click("predict");
            });
        }
        awaitBoard(
                "both predictions are counted",
                () -> browser.all("#predictions li").size() == 2);
        String votes = browser.text("votes");
        assertTrue(votes.contains("A straight line"), votes);
        inPlayground(mia, () -> mia.click("play"));
        awaitBoard("her run is told", () -> !tile("Mia", ".live-figure").equals("–"));
        within(mia, "frame", () -> {
            mia.await(
                    "the answer",
                    RUN,
                    () -> mia.attribute("lesson", "data-stage").equals("answered"));
            mia.click("check-3");
            mia.click("check-answer");
        });
        awaitBoard("the wrong answer is counted", () -> browser.all("#wrong li").size() == 1);
        browser.click("next-lesson");
        awaitFrame(mia, "/learn/by-hand");
        browser.await(
                "nothing is counted yet", () -> browser.all("#predictions li").isEmpty());
    }

    @Test
    void whoLosesTheNetworkComesBackAsTheSameTile() {
        join(mia, "Mia");
        send("dataset=xor");
        awaitFrame(mia, "dataset=xor");
        mia.open(server.address("/c/" + code));
        mia.await("a reload comes back by itself", () -> mia.isShown("live-class"));
        awaitBoard("as the same tile", () -> tiles().equals(List.of("Mia")));
        assertEquals("true", tile("Mia", "data-here"));

        browser.all("[data-testid=tile]").get(0).click();
        browser.type("rename", "Mia M.");
        browser.click("rename-do");
        mia.await("she is renamed", () -> mia.text("live-name").equals("Mia M."));
        browser.all("[data-testid=tile]").get(0).click();
        browser.click("remove-pupil");
        mia.await("she is told", () -> mia.text("again-veil").contains("removed you"));
        browser.await("nobody is left", () -> browser.isShown("nobody"));
    }

    @Test
    void aReloadBringsAPupilsRunBackButNotToTheNextTask() {
        join(mia, "Mia");
        send("dataset=xor&iterations=300");
        awaitFrame(mia, "dataset=xor");
        inPlayground(mia, () -> {
            mia.type("learning-rate", "0.3");
            mia.click("play");
            mia.await("it is learned", () -> mia.number("iteration") == 300);
        });
        mia.driver.navigate().refresh();
        mia.await("she is in again", () -> mia.isShown("live-class"));
        awaitFrame(mia, "dataset=xor");
        inPlayground(mia, () -> {
            mia.await("her run is back", () -> mia.number("iteration") == 300);
            assertEquals("0.3", mia.value("learning-rate"));
        });
        awaitBoard("the board has it", () -> tile("Mia", ".live-what").contains("300"));
        send("dataset=blobs&iterations=300");
        awaitFrame(mia, "dataset=blobs");
        send("dataset=xor&iterations=300");
        awaitFrame(mia, "dataset=xor");
        inPlayground(mia, () -> {
            assertEquals("0.2", mia.value("learning-rate"), "the data set's own");
            assertEquals(0, mia.number("iteration"));
        });
    }

    @Test
    void whyNothingWasHandedInIsToldUntilTheConnectionIsBack() {
        join(ben, "Ben");
        send("dataset=xor&iterations=300");
        awaitFrame(ben, "dataset=xor");
        inPlayground(ben, () -> {
            ben.click("play");
            ben.await("it is learned", () -> ben.number("iteration") == 300);
        });
        // Where no network is pretended, the service worker has one.
        ben.command("Network.enable", Map.of());
        ben.command("Network.setBypassServiceWorker", Map.of("bypass", true));
        ben.online(false);
        ben.click("hand-in");
        ben.await("he is told", RUN, () -> !ben.message().isEmpty());
        ben.script("document.querySelector('[data-testid=frame]').focus();");
        assertEquals(
                true,
                ben.script("const [message, button] = ['message', 'hand-in'].map("
                        + "  id => document.getElementById(id).getBoundingClientRect());"
                        + "return message.top >= button.bottom;"),
                "Hand in stays free");
        ben.online(true);
        ben.command("Network.setBypassServiceWorker", Map.of("bypass", false));
        ben.await("the message goes", RUN, () -> ben.message().isEmpty());
        ben.click("hand-in");
        awaitBoard("it is in the list", () -> handed().size() == 1);
        ben.errors(error -> false);
    }

    @Test
    void aBoardThatIsReloadedAfterARestartOpensTheSameClass() throws Exception {
        join(mia, "Mia");
        browser.open("about:blank");
        server = server.upgrade();
        browser.open(server.address("/class"));
        awaitBoard("the board is open again", () -> browser.isShown("board"));
        assertEquals(code, browser.text("code"));
        assertTrue(browser.message().contains("restarted"), browser.message());
        mia.await("she is told", RUN, () -> mia.isShown("again"));
        mia.click("again");
        awaitBoard("she is back", () -> tiles().equals(List.of("Mia")));
    }

    @Test
    void aRestartOfTheServerIsToldAndOneClickBringsAPupilBack() throws Exception {
        join(mia, "Mia");
        send("dataset=xor&iterations=300");
        awaitFrame(mia, "dataset=xor");
        inPlayground(mia, () -> mia.click("play"));
        awaitBoard("her run is told", () -> tile("Mia", ".live-what").contains("300"));
        mia.click("hand-in");
        awaitBoard("it is in the list", () -> handed().size() == 1);
        browser.click("lock");
        awaitBoard("the room is locked", () -> "true".equals(browser.attribute("lock", "aria-pressed")));
        server = server.upgrade();
        mia.await("she is told", RUN, () -> mia.isShown("again"));
        assertTrue(mia.text("again-veil").contains("restarted"), mia.text("again-veil"));
        awaitBoard("the board is open again", () -> browser.message().contains("restarted"));
        assertTrue(browser.message().endsWith("The room was locked: lock it again when everybody is back."));
        assertEquals(code, browser.text("code"));
        mia.click("again");
        awaitBoard("she is back, with her run", () -> tile("Mia", ".live-what").contains("300"));
        assertFalse(mia.isShown("again-veil"));
        assertEquals(1, handed().size(), "the list outlives the server");
        browser.driver.navigate().refresh();
        awaitBoard("and a reload", () -> handed().size() == 1);
        browser.click("end-class");
        browser.click("end-sure");
        mia.await("the end is told", () -> mia.text("again-veil").contains("ended the class"));
        browser.await("and the way in is back", () -> browser.isShown("open-class"));
        assertEquals(1, handed().size(), "the list outlives the class");
        String lines = String.valueOf(browser.script("return document.getElementById('handed-text').textContent;"));
        assertTrue(lines.matches("Mia\thttp://.*/m/[a-z2-7]{16}\n"), lines);
        assertEquals(
                List.of(),
                browser.script("return Object.keys(localStorage).filter(key => key.includes('class.handed'));"));
        browser.click("open-class");
        browser.await("another class is open", () -> browser.isShown("board"));
        assertFalse(browser.isShown("handed-card"), "the list was the former class's");
        // Browsers log that they could not reach the server.
        browser.errors(error -> false);
        mia.errors(error -> false);
    }
}
