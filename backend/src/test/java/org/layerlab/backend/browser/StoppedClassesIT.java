package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.eclipsesource.json.Json;
import java.awt.Color;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A training of own classes that is stopped, or whose start is changed; photos that are read when the page is left. */
class StoppedClassesIT extends InClasses {
    @Test
    void theNetworkThatWasTrainedStaysAndJudges() throws Exception {
        Random random = new Random(7);
        openClasses();
        fill(0, "red", photos("red", Color.RED, random));
        fill(1, "blue", photos("blue", Color.BLUE, random));
        browser.await("all are taken", () -> browser.text("class-status").startsWith("24 photos in 2 classes"));
        stopAfter(0);
        assertFalse(browser.isShown("class-stop"));
        assertFalse(browser.isShown("progress"));
        assertFalse(browser.isShown("class-result"));
        train();

        stopAfter(100);
        browser.await("the earlier one is back", () -> browser.isShown("class-result"));
        says("blue", photo("b.png", Color.BLUE, random));

        // Another network to start from is of interest when the next training begins.
        browser.script("const base = document.getElementById('class-base');"
                + "base.value = [...base.options].find(one => one.value !== base.value).value;"
                + "base.dispatchEvent(new Event('change'));");
        says("red", photo("r.png", Color.RED, random));
        train();
        assertEquals("", browser.message());
    }

    @Test
    void whatWasReadBeforeAReloadIsThereAfterIt() throws Exception {
        openClasses();
        browser.await("none is kept", () -> kept().photosOfClasses() == 0);
        readSlowly();
        fill(0, "red", photos("red", Color.RED, new Random(8)));
        browser.await("some are listed", () -> listed() >= 3);
        browser.open("about:blank");
        openKept();
        browser.await("they are back", () -> Integer.parseInt(count(0)) >= 3);
        int before = Integer.parseInt(count(0));
        browser.open("about:blank");

        openKept();
        readSlowly();
        browser.await("they are read back", () -> Integer.parseInt(count(0)) == before);
        assertEquals(before, listed(), "also those that were not read yet");
        clear();
    }

    private void readSlowly() {
        browser.script("const real = window.createImageBitmap; window.createImageBitmap = (...how) =>"
                + " new Promise(come => setTimeout(come, 400)).then(() => real(...how));");
    }

    private int listed() {
        String list = kept().text("classes");
        return list.equals("undefined")
                ? 0
                : Json.parse(list)
                        .asArray()
                        .get(0)
                        .asObject()
                        .get("photos")
                        .asArray()
                        .size();
    }

    @Test
    void longNamesAreSharedAndWhoeverOpensTheLinkHearsThatChangesAreNotKept() throws Exception {
        Random random = new Random(9);
        openClasses();
        fill(0, "r".repeat(40), photos("red", Color.RED, random));
        fill(1, "b".repeat(40), photos("blue", Color.BLUE, random));
        browser.await("all are taken", () -> browser.text("class-status").startsWith("24 photos in 2 classes"));
        train();
        String link = share();
        assertEquals("", browser.message());
        browser.open(link);
        browser.await("it can be tried", () -> browser.isShown("use"));
        assertEquals("r".repeat(40) + ", " + "b".repeat(37) + "…", browser.text("model-name"));
        browser.click("use");
        browser.await("it is there", () -> !browser.all("#class-result").isEmpty() && browser.isShown("class-result"));
        assertFalse(browser.isShown("class-passing"));
        give(0, photos("more", Color.RED, random));
        browser.await("it says so", () -> browser.isShown("class-passing"));
        openKept();
        browser.await("one's own are there", () -> count(0).equals("" + PHOTOS));
        assertFalse(browser.isShown("class-passing"));
        clear();
    }

    private void stopAfter(int milliseconds) {
        browser.script("document.getElementById('class-train').click();"
                + "setTimeout(() => document.getElementById('class-stop').click(), " + milliseconds + ");");
        browser.await("it has stopped", () -> browser.text("class-status").equals("Stopped."));
    }

    @Test
    void aNetworkThatCannotBeStoredIsNotKeptByHalfEither() throws Exception {
        openClasses();
        browser.script("const put = IDBObjectStore.prototype.put;"
                + "IDBObjectStore.prototype.put = function(value, key) {"
                + "  if (key === 'class-network') { throw new DOMException('not this', 'DataCloneError'); }"
                + "  return put.call(this, value, key); };");
        Random random = new Random(10);
        fill(0, "red", photos("red", Color.RED, random));
        fill(1, "blue", photos("blue", Color.BLUE, random));
        browser.await("all are taken", () -> browser.text("class-status").startsWith("24 photos in 2 classes"));
        browser.click("class-train");
        browser.await("it says so", LONG, () -> browser.message().startsWith("This browser cannot keep the network"));
        assertEquals("undefined", kept().text("class-network.about"));
        openKept();
        browser.await("the photos are back", () -> browser.text("class-status").startsWith("24 photos in 2 classes"));
        browser.awaitState("ready");
        assertEquals("", browser.message());
        clear();
    }

    @Test
    void theKeyOfASharedNetworkCanBeCopiedWhereTheBrowserKeepsNone() throws Exception {
        trainRedAndBlue(new Random(11));
        share();
        assertFalse(browser.isShown("class-key-row"), "this browser keeps the key");
        browser.click("class-discard");
        browser.script("Object.defineProperty(window, 'localStorage',"
                + " {configurable: true, get() { throw new DOMException('forbidden', 'SecurityError'); }});");
        fill(1, "green", photos("green", Color.GREEN, new Random(12)));
        browser.await("all are taken", () -> browser.text("class-status").startsWith("36 photos in 2 classes"));
        browser.click("class-train");
        browser.await("the network is shown", LONG, () -> browser.isShown("class-result"));
        share();
        browser.await("it says so", () -> browser.isShown("class-copy-key"));
        String link = browser.value("class-link");
        String key = String.valueOf(browser.script("return document.getElementById('class-key').value;"));
        assertEquals(
                "200",
                browser.asyncText("fetch('/api/models/" + link.substring(link.lastIndexOf('/') + 1)
                        + "', {method: 'PATCH', body: '{}', headers: {Authorization: 'Bearer " + key
                        + "', 'Content-Type': 'application/json'}})"
                        + ".then(answer => done(answer.status));"));
        clear();
    }

    @Test
    void photosThatAreNotKeptAreNotLostSilently() throws Exception {
        String leaves = "const leaving = new Event('beforeunload', {cancelable: true});"
                + "dispatchEvent(leaving); return leaving.defaultPrevented;";
        openClasses();
        assertEquals(false, browser.script(leaves));
        browser.script("IDBObjectStore.prototype.put = function() {"
                + " throw new DOMException('the quota has been exceeded', 'QuotaExceededError'); };");
        give(0, photos("red", Color.RED, new Random(13)));
        browser.await("it says so", () -> browser.message().startsWith("This browser cannot keep your photos"));
        assertEquals(true, browser.script(leaves));
        clear();
        browser.await("none is left", () -> count(0).equals("0"));
        assertEquals(false, browser.script(leaves));
    }

    @Test
    void whereStorageIsBlockedNobodyIsToldOfALastVisit() throws Exception {
        try (Browser fresh = Browser.startFresh(Screen.DESKTOP)) {
            fresh.command(
                    "Page.addScriptToEvaluateOnNewDocument",
                    Map.of(
                            "source",
                            "const refuse = () => { throw new DOMException('forbidden', 'SecurityError'); };"
                                    + "IDBFactory.prototype.open = refuse;"
                                    + "IDBFactory.prototype.databases = async () => refuse();"));
            fresh.open(server.address("/photos/classes"));
            fresh.awaitState("ready");
            fresh.await("it says so", () -> !fresh.message().isEmpty());
            assertEquals("This browser cannot keep your photos: its storage is blocked.", fresh.message());
        }
    }
}
