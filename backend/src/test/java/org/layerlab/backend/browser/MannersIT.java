package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** Messages that get in nobody's way, terms that explain themselves, and a training that somebody waits for. */
class MannersIT extends InBrowser {
    /** Whether two elements lie over each other. */
    private static final String COVERS = "const [a, b] = [...arguments].map(e => e.getBoundingClientRect());"
            + "return a.bottom > b.top && a.top < b.bottom && a.right > b.left && a.left < b.right;";

    private static final String TOPS = "return ['panel-transport', 'panel-network', 'panel-data'].map("
            + "id => Math.round(document.getElementById(id).getBoundingClientRect().top + scrollY)).join();";

    /** Whether leaving the page would be asked about, after twenty more seconds. */
    private static final String LEAVES = "if (!window.later) { const now = Date.now; window.later = 0;"
            + "  Date.now = () => now() + window.later; }"
            + "window.later += 20000; const leaving = new Event('beforeunload', {cancelable: true});"
            + "dispatchEvent(leaving); return leaving.defaultPrevented;";

    @BeforeEach
    void forgetWhatWasKept() {
        forget(browser);
    }

    private static void typeNonsense(Browser here) {
        here.type("network-shape", "abc");
        here.await("it is refused", () -> !here.message().isEmpty());
    }

    @Test
    void aMessageMovesNothingAndCanBeClosed() {
        PlaygroundPage.open(server, browser, "wasm", "");
        Object before = browser.script(TOPS);
        typeNonsense(browser);
        assertEquals(before, browser.script(TOPS), "something jumped");
        assertEquals("alert", browser.attribute("message", "role"));
        browser.click("message-close");
        assertEquals("", browser.message());
        assertEquals(before, browser.script(TOPS));
    }

    @Test
    void theAddressIsWrittenLaterWhereTheBrowserRefusesItNow() {
        PlaygroundPage page = PlaygroundPage.open(server, browser, "wasm", "");
        // Safari throws after a hundred changes within seconds, Chromium ignores them.
        browser.script("const put = history.replaceState; let refused = 0; history.replaceState = function() {"
                + "  if (refused++ === 0) { throw new DOMException('too many', 'SecurityError'); }"
                + "  if (refused > 2) { put.apply(history, arguments); } };");
        browser.type("seed", "7");
        browser.await("the last settings are written", () -> page.fragment().contains("seed=7"));
        page.play();
        page.awaitIteration(1);
        page.pause();
    }

    @Test
    void aMessageOnAPhoneCoversNeitherTheTransportNorTheControlInUse() {
        try (Browser phone = Browser.startFresh(Screen.PHONE)) {
            PlaygroundPage.open(server, phone, "wasm", "");
            typeNonsense(phone);
            assertFalse(Boolean.TRUE.equals(phone.script(
                    COVERS, phone.element("message"), phone.all(".transport").get(0))));
            // The control at the lower end of the screen.
            phone.script("const seed = document.getElementById('seed'); seed.focus({preventScroll: true});"
                    + "const message = document.getElementById('message').getBoundingClientRect();"
                    + "scrollBy({top: seed.getBoundingClientRect().top - message.top, behavior: 'instant'});"
                    + "seed.blur(); seed.focus({preventScroll: true});");
            assertEquals("seed", phone.focused());
            assertFalse(Boolean.TRUE.equals(phone.script(COVERS, phone.element("message"), phone.element("seed"))));
            assertTrue(phone.isShown("message"));
        }
    }

    @Test
    void aHintLeadsToTheTermWithoutLeavingThePage() {
        PlaygroundPage.open(server, browser, "wasm", "");
        browser.script("document.getElementById('network-shape').focus();");
        browser.keys(Keys.TAB);
        assertEquals("learning-rate", browser.focused());
        browser.await(
                "the way is there", () -> !browser.all(".hint:not([hidden]) a").isEmpty());
        assertEquals("/help#learning-rate", browser.all(".hint a").get(0).getDomAttribute("href"));
        browser.script("window.open = (...how) => { window.opened = how.join(' '); };");
        browser.keys(Keys.F1);
        assertEquals("/help#learning-rate _blank noopener", browser.script("return window.opened;"));
        assertEquals("learning-rate", browser.focused(), "the focus stays");
    }

    @Test
    void aTextExplainsItselfToAFinger() {
        PlaygroundPage.open(server, browser, "wasm", "");
        browser.await("the limit is there", () -> !browser.text("noise-limit").isEmpty());
        browser.click("noise-limit");
        browser.await(
                "the way is there", () -> !browser.all(".hint:not([hidden]) a").isEmpty());
        assertEquals("/help#noise-limit", browser.all(".hint a").get(0).getDomAttribute("href"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/#networkShape=6,3&iterations=300", "/m/cats-and-dogs"})
    void aPageFitsOnTwoSheetsOfPaper(String path) {
        settle(browser, path);
        browser.awaitState("ready");
        String pdf = new String(
                Base64.getDecoder()
                        .decode(String.valueOf(browser.command("Page.printToPDF", Map.of("printBackground", true))
                                .get("data"))),
                StandardCharsets.ISO_8859_1);
        int sheets = Pattern.compile("/Count (\\d+)")
                .matcher(pdf)
                .results()
                .mapToInt(count -> Integer.parseInt(count.group(1)))
                .max()
                .orElse(0);
        assertTrue(sheets == 1 || sheets == 2, sheets + " sheets");
    }

    @ParameterizedTest
    @ValueSource(ints = {320, 390})
    void theWordsOfSwitchesAndTabsFitOnPhonesInEachLanguage(int width) {
        try {
            browser.command(
                    "Emulation.setDeviceMetricsOverride",
                    Map.of("width", width, "height", 700, "deviceScaleFactor", 1, "mobile", true));
            for (String path : List.of("/#lang=", "/photos/train#lang=")) {
                for (String language : List.of("en", "de", "es")) {
                    settle(browser, path + language);
                    assertEquals(
                            List.of(),
                            browser.script("return [...document.querySelectorAll('.jumps button, #presets button')]"
                                    + ".filter(e => e.scrollWidth > e.clientWidth).map(e => e.textContent);"),
                            path + language);
                }
            }
        } finally {
            browser.command("Emulation.clearDeviceMetricsOverride", Map.of());
            browser.script("sessionStorage.clear();");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {640, 705, 839})
    void theHeaderFitsInEachLanguageAtEachWidth(int width) {
        try {
            browser.command(
                    "Emulation.setDeviceMetricsOverride",
                    Map.of("width", width, "height", 700, "deviceScaleFactor", 1, "mobile", false));
            for (String language : List.of("en", "de", "es")) {
                settle(browser, "/#lang=" + language);
                assertEquals(
                        true,
                        browser.script("return document.documentElement.scrollWidth <= innerWidth;"),
                        language + " at " + width);
            }
        } finally {
            browser.command("Emulation.clearDeviceMetricsOverride", Map.of());
            browser.script("sessionStorage.clear();");
        }
    }

    @Test
    void whoeverAskedForItIsNotifiedOfTheEnd() {
        PhotosPage.openTraining(server, browser, "wasm");
        browser.script("window.told = []; window.asked = 0; window.Notification = class {"
                + "  static async requestPermission() { window.asked++; return 'granted'; }"
                + "  constructor(text) { window.told.push(text); } };");
        browser.click("train");
        browser.awaitState("training");
        browser.await("it is offered", () -> !browser.all("#notify").isEmpty());
        assertEquals(0L, browser.script("return window.asked;"), "asked without a click");
        browser.click("notify");
        browser.await("it is said", () -> browser.text("notify").equals("You will be notified"));
        browser.script("Object.defineProperty(document, 'hidden', {configurable: true, get: () => true});"
                + "document.getElementById('stop').click();");
        browser.await("the training ends", () -> "Training finished.".equals(browser.script("return window.told[0];")));
        browser.script("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'));");
        assertTrue(browser.all("#notify").isEmpty(), "nothing is left to wait for");
    }

    @Test
    void aTrainingIsUnderWayFromTheClickOn() {
        PhotosPage.openTraining(server, browser, "wasm");
        browser.type("train-epochs", "5000");
        browser.script("window.states = new Set(); const page = document.documentElement;"
                + "new MutationObserver(() => window.states.add(page.dataset.state))"
                + "    .observe(page, {attributeFilter: ['data-state']});"
                + "document.getElementById('train').click();");
        browser.await("updates are made", () -> !browser.text("cost").equals("–"));
        // Whoever waits for the end, such as the lock of the screen, would take a "ready" for it.
        assertEquals("training", browser.script("return [...window.states].join();"));
        browser.click("stop");
        browser.awaitState("ready");
    }

    @Test
    void theScreenStaysOnWhilePhotosAreLearnedFromAndThePageIsSeen() {
        PhotosPage.openTraining(server, browser, "wasm");
        browser.script("window.locks = []; const locks = {async request() {"
                + "  const lock = {released: false, async release() { this.released = true; }};"
                + "  window.locks.push(lock); return lock; }};"
                + "Object.defineProperty(navigator, 'wakeLock', {configurable: true, value: locks});");
        String held = "return window.locks.map(lock => lock.released ? '-' : '+').join('');";
        browser.type("train-epochs", "5000");
        browser.click("train");
        browser.awaitState("training");
        browser.await("it stays on", () -> "+".equals(browser.script(held)));
        // Out of sight, the browser itself releases the lock.
        browser.script("Object.defineProperty(document, 'hidden', {configurable: true, get: () => true});"
                + "window.locks[0].released = true; document.dispatchEvent(new Event('visibilitychange'));");
        assertEquals("-", browser.script(held));
        browser.script("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'));");
        browser.await("it stays on again", () -> "-+".equals(browser.script(held)));
        browser.click("stop");
        browser.await("it may go dark", () -> "--".equals(browser.script(held)));
    }

    @Test
    void aTrainingThatEndsUnseenSaysSoInTheTitleAndALongOneIsNotLostSilently() {
        PlaygroundPage page = PlaygroundPage.open(server, browser, "wasm", "networkShape=4&iterations=10000000");
        String title = browser.title();
        assertFalse(Boolean.TRUE.equals(browser.script(LEAVES)), "nothing to lose");
        page.play();
        browser.awaitState("training");
        browser.await("leaving is asked about", () -> Boolean.TRUE.equals(browser.script(LEAVES)));
        browser.script("Object.defineProperty(document, 'hidden', {configurable: true, get: () => true});");
        browser.script("document.getElementById('pause').click();");
        browser.awaitState("ready");
        browser.await("the title says so", () -> browser.title().equals("✓ " + title));
        browser.script("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'));");
        assertEquals(title, browser.title());
        assertFalse(Boolean.TRUE.equals(browser.script(LEAVES)), "the run is over");
    }

    @Test
    void whoeverClosesTheQuestionAboutNotificationsMayBeAskedAgain() {
        PhotosPage.openTraining(server, browser, "wasm");
        browser.script("window.answer = 'default'; window.asked = 0; window.Notification = class {"
                + "  static async requestPermission() { window.asked++; return window.answer; } };");
        browser.type("train-epochs", "5000");
        browser.click("train");
        browser.awaitState("training");
        browser.await("it is offered", () -> !browser.all("#notify").isEmpty());
        browser.click("notify");
        browser.asyncText("setTimeout(() => done(''));");
        assertEquals("Notify me", browser.text("notify"));
        browser.script("window.answer = 'denied';");
        browser.click("notify");
        browser.await("it is said", () -> browser.text("notify").equals("Your browser blocks notifications"));
        assertEquals(2L, browser.script("return window.asked;"));
        browser.click("stop");
        browser.awaitState("ready");
    }

    @Test
    void aRunThatStandsStillIsNotLostSilentlyWhereTheTabKeepsNothing() {
        try (Browser fresh = Browser.startFresh(Screen.DESKTOP)) {
            fresh.command(
                    "Page.addScriptToEvaluateOnNewDocument",
                    Map.of(
                            "source",
                            "Object.defineProperty(window, 'sessionStorage',"
                                    + " {get() { throw new DOMException('forbidden', 'SecurityError'); }});"));
            PlaygroundPage page = PlaygroundPage.open(server, fresh, "wasm", "networkShape=4&iterations=10000000");
            page.play();
            fresh.awaitState("training");
            fresh.await("leaving is asked about", () -> Boolean.TRUE.equals(fresh.script(LEAVES)));
            fresh.script("document.getElementById('pause').click();");
            fresh.awaitState("ready");
            assertTrue(Boolean.TRUE.equals(fresh.script(LEAVES)), "all of it would be lost");
            fresh.click("reset");
            fresh.await("it starts over", () -> page.iteration() == 0);
            assertFalse(Boolean.TRUE.equals(fresh.script(LEAVES)), "nothing to lose");
        }
    }

    @Test
    void aClassThatTheBrowserDoesNotKeepIsNotLostSilentlyWhileTheConnectionIs() throws Exception {
        try (Browser fresh = Browser.startFresh(Screen.DESKTOP)) {
            fresh.forbidStorage();
            try (LiveServer own = LiveServer.start(true)) {
                fresh.open(own.address("/class"));
                fresh.awaitState("ready");
                assertFalse(Boolean.TRUE.equals(fresh.script(LEAVES)), "nothing to lose");
                fresh.click("open-class");
                fresh.await("the class is open", () -> fresh.isShown("board"));
                assertTrue(Boolean.TRUE.equals(fresh.script(LEAVES)));
            }
            fresh.await("it is lost", () -> fresh.text("board-line").contains("Reconnecting"));
            assertTrue(Boolean.TRUE.equals(fresh.script(LEAVES)), "the class goes on when the server is back");
        }
    }
}
