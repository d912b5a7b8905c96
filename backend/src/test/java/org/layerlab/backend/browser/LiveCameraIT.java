package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** The verdict on the camera's moving picture, and what happens where there is none. */
class LiveCameraIT extends InBrowser {
    /** Counts the pictures that the page sends to its worker, and how many of them wait for their answer at most. */
    private static final String COUNTING = """
            window.frames = {sent: 0, open: new Set(), most: 0};
            const post = Worker.prototype.postMessage;
            Worker.prototype.postMessage = function(message, ...rest) {
              if (message.bitmap) {
                window.frames.sent++;
                window.frames.open.add(message.token);
                window.frames.most = Math.max(window.frames.most, window.frames.open.size);
                if (!this.counted) {
                  this.counted = true;
                  this.addEventListener('message', event => window.frames.open.delete(event.data.token));
                }
              }
              return post.call(this, message, ...rest);
            };
            """;

    private void openLive(String engine) {
        PhotosPage.open(server, browser, engine);
        browser.script(COUNTING);
        browser.click("camera-open");
        browser.await(
                "a verdict comes",
                () -> !browser.attribute("live-probability", "data-value").isEmpty());
    }

    private long count(String of) {
        return browser.script("return window.frames." + of + ";") instanceof Number number ? number.longValue() : -1;
    }

    /** Waits until what was sent has been answered. */
    private long settled() {
        browser.await("all are answered", () -> count("open.size") == 0);
        return count("sent");
    }

    private void isOff() {
        browser.await("the camera is off", () -> !browser.isShown("camera"));
        assertEquals(true, browser.script("return document.getElementById('camera').srcObject === null;"));
        assertEquals("ended", browser.script("return window.track.readyState;"));
    }

    private void holdTrack() {
        browser.script("window.track = document.getElementById('camera').srcObject.getTracks()[0];");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wasm", "js"})
    void judgesOnePictureAfterAnotherAndKeepsOneAsAPhoto(String engine) {
        int requestsBefore = server.requests().size();
        openLive(engine);
        browser.await("several pictures are judged", () -> count("sent") >= 5);
        assertEquals(1, count("most"), "pictures in flight");
        browser.await(
                "it says how many",
                () -> browser.text("live-pace").matches("[\\d.]+ pictures a second\\. Answers are averaged .*"));
        String figure = browser.text("live-probability");
        // The browser's own camera shows neither a cat nor a dog.
        assertTrue(figure.matches("(>\u00a0)?\\d{2}\u00a0%.*|neither\\?"), figure);
        assertFalse(browser.text("live-note").isEmpty());
        holdTrack();
        browser.click("camera-take");
        isOff();
        new PhotosPage(browser).verdict();
        browser.await("why", () -> browser.attribute("heat", "aria-label").contains("spoke for"));
        assertTrue(browser.isShown("share-result"));
        long sent = settled();
        browser.asyncNumber("setTimeout(() => done(1), 500);");
        assertEquals(sent, count("sent"), "pictures sent after the camera went off");
        assertNothingUploaded(requestsBefore);
    }

    @Test
    void stopsWithStopWithEscapeAndOnLeavingAndRestsWhileHidden() {
        openLive("wasm");
        holdTrack();
        browser.script("Object.defineProperty(document, 'hidden', {value: true, configurable: true});"
                + "document.dispatchEvent(new Event('visibilitychange'));");
        long sent = settled();
        browser.asyncNumber("setTimeout(() => done(1), 500);");
        assertEquals(sent, count("sent"), "pictures sent while nobody looks");
        browser.script("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'));");
        browser.await("it goes on", () -> count("sent") > sent + 2);
        browser.keys(Keys.ESCAPE);
        isOff();

        browser.click("camera-open");
        browser.await("it is on again", () -> browser.isShown("live-verdict") || browser.isShown("camera"));
        holdTrack();
        browser.click("camera-stop");
        isOff();

        browser.click("camera-open");
        browser.await("it is on again", () -> browser.isShown("camera"));
        holdTrack();
        browser.script("window.dispatchEvent(new PageTransitionEvent('pagehide'));");
        isOff();
        assertEquals("", browser.message());
    }

    @ParameterizedTest
    @CsvSource({
        "NotAllowedError, Camera access is blocked. Allow it in the address bar",
        "NotFoundError, No camera was found.",
        "NotReadableError, another program may be using it."
    })
    void aCameraThatDoesNotStartIsExplained(String error, String sentence) {
        PhotosPage.open(server, browser, "wasm");
        browser.script(
                "navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', arguments[0]));",
                error);
        browser.click("camera-open");
        browser.await("it says why", () -> browser.message().contains(sentence));
        assertFalse(browser.isShown("camera"));
    }

    @Test
    void whereNoCameraIsGivenThePageSaysSo() {
        PhotosPage.open(server, browser, "wasm");
        // As on a page that came over http from another machine.
        browser.script("Object.defineProperty(navigator, 'mediaDevices', {value: undefined});");
        browser.click("camera-open");
        browser.await("it says why", () -> browser.message().contains("only on pages that come over https"));
    }

    @Test
    void aCameraThatIsUnpluggedEndsTheVerdictWithAMessage() {
        openLive("wasm");
        holdTrack();
        browser.script("window.track.stop(); window.track.dispatchEvent(new Event('ended'));");
        browser.await("it says so", () -> browser.message().startsWith("The camera was disconnected."));
        isOff();
    }
}
