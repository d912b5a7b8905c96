package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A board that a restarted server does not open again. */
class RefusedBoardIT extends InBrowser {
    private static final Duration RESTART = Duration.ofSeconds(60);

    private void openClass() {
        forget(browser);
        browser.open(server.address("/class"));
        browser.awaitState("ready");
        browser.click("open-class");
        browser.await("the class is open", () -> browser.isShown("board"));
    }

    @Test
    void aServerThatAsksForPatienceIsAskedAgainNoEarlier() throws Exception {
        openClass();
        browser.script("window.tries = []; const real = window.fetch; window.fetch = (url, how) => {"
                + " if (url !== '/api/classes') { return real(url, how); }"
                + " window.tries.push(performance.now());"
                + " return window.tries.length > 1 ? real(url, how) : Promise.resolve(new Response("
                + " '{\"error\": {\"code\": \"busy\", \"message\": \"busy\"}}',"
                + " {status: 503, headers: {'Retry-After': '6'}})); };");
        server = server.upgrade();
        browser.await(
                "it is asked again",
                RESTART,
                () -> Boolean.TRUE.equals(browser.script("return window.tries.length === 2;")));
        assertEquals("true", browser.asyncText("done(String(window.tries[1] - window.tries[0] >= 6000));"));
        browser.await(
                "the class is open again",
                RESTART,
                () -> browser.message().contains("Your class is open again under the same code"));
        browser.errors(error -> false);
    }

    @Test
    void aRefusalThatWillNotPassLeadsToTheWayIn() throws Exception {
        openClass();
        String code = browser.text("code");
        browser.script("window.tries = 0; const real = window.fetch; window.fetch = (url, how) => {"
                + " if (!window.refuses || url !== '/api/classes') { return real(url, how); }"
                + " window.tries++; return Promise.resolve(new Response("
                + " '{\"error\": {\"code\": \"taken\", \"message\": \"taken\"}}', {status: 409})); };"
                + "window.refuses = true;");
        server = server.upgrade();
        browser.await("the way in is back", RESTART, () -> browser.isShown("open-class"));
        assertEquals("Another class already has this code. Open the class again.", browser.message());
        assertFalse(browser.isShown("board"));
        assertEquals("1", browser.asyncText("setTimeout(() => done(String(window.tries)), 3500);"));

        browser.script("window.refuses = false;");
        browser.click("open-class");
        browser.await("another class is open", () -> browser.isShown("board"));
        assertNotEquals(code, browser.text("code"));
        assertEquals("", browser.message());
        // Browsers log that they could not reach the server.
        browser.errors(error -> false);
    }
}
