package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.layerlab.backend.house.SitePages;

/** A server and a browser for each class of tests; after each test the console must be free of errors. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class InBrowser {
    /** A page of each kind, the one for unknown addresses included. */
    static final List<String> PAGES = Stream.concat(SitePages.paths().stream(), Stream.of("/no/such/page"))
            .toList();

    /** Keeps a browser from loading on the side what its next visit needs offline. */
    static void withoutServiceWorker(Browser browser) {
        browser.command(
                "Page.addScriptToEvaluateOnNewDocument",
                Map.of("source", "Object.defineProperty(navigator, 'serviceWorker', {value: undefined});"));
    }

    private final List<Predicate<String>> expected = new ArrayList<>();
    private final List<Browser> watched = new ArrayList<>();
    protected LiveServer server;
    protected Browser browser;

    /** Whether the server has the models that come with LayerLab. */
    private final boolean bundledModels;

    /** What the browser looks at the pages through. */
    private final Screen screen;

    @SuppressWarnings("NullAway.Init") // started before the first test
    private InBrowser(boolean bundledModels, Screen screen) {
        this.bundledModels = bundledModels;
        this.screen = screen;
    }

    InBrowser(boolean bundledModels) {
        this(bundledModels, Screen.DESKTOP);
    }

    InBrowser(Screen screen) {
        this(true, screen);
    }

    InBrowser() {
        this(true);
    }

    @BeforeAll
    void startServerAndBrowser() throws Exception {
        server = LiveServer.start(bundledModels);
        browser = Browser.start(screen);
        watch(browser);
    }

    @AfterAll
    @SuppressWarnings("RedundantNullCheck") // null where the start failed
    void stopServerAndBrowser() throws Exception {
        if (browser != null) {
            browser.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void expectNoErrors() {
        expected.clear();
    }

    /** Takes away what the pages keep in this browser, so that it is a first visit. */
    final void forget(Browser here) {
        here.open(server.address("/offline"));
        here.script("localStorage.clear(); sessionStorage.clear();");
    }

    /** Opens a page, which may be one that is not there, and waits until it has loaded. */
    final void settle(Browser here, String path) {
        if (path.startsWith("/no/such/page")) {
            expectStatus(404);
        }
        here.open(server.address(path));
        here.await("the page has settled", () -> !here.state().equals("loading"));
    }

    /** Notes from now on what is written into an element that is read aloud. */
    static void listen(Browser here, String css) {
        here.script(
                "window.heard = []; new MutationObserver(changes => changes.forEach(change =>"
                        + " change.addedNodes.forEach(node => window.heard.push(node.textContent))))"
                        + ".observe(document.querySelector(arguments[0]), {childList: true, subtree: true});",
                css);
    }

    /** What was written there since, in lines. */
    static String heard(Browser here) {
        return String.valueOf(here.script("return window.heard.join('\\n');"));
    }

    /** Does something within the frame of a page, and comes back. */
    static void within(Browser here, String frame, Runnable work) {
        here.driver.switchTo().frame(here.element(frame));
        try {
            work.run();
        } finally {
            here.driver.switchTo().defaultContent();
        }
    }

    /** Lets this test ask for something that is not there: a browser logs each such answer as an error. */
    final void expectStatus(int status) {
        expected.add(error -> error.contains("the server responded with a status of " + status));
    }

    /** Lets this test ask for something that the browser keeps from the page that asks. */
    final void expectBlocked() {
        expected.add(error -> error.contains("net::ERR_BLOCKED_BY_RESPONSE"));
    }

    /** Looks at this browser's console after each test, too. */
    final void watch(Browser another) {
        watched.add(another);
    }

    /** Fails where pages have sent anything but GET and HEAD requests, or opened a WebSocket, after this many requests. */
    final void assertNothingUploaded(int requestsBefore) {
        List<String> requests = server.requests();
        assertFalse(requests.isEmpty(), "the access log is empty");
        assertEquals(
                List.of(),
                requests.subList(requestsBefore, requests.size()).stream()
                        .filter(line -> !line.matches(".* (GET|HEAD) \\S+ (?!101)\\S+ .*"))
                        .toList(),
                "requests that can take something along");
    }

    @AfterEach
    final void consolesAreFreeOfErrors() {
        assertAll(watched.stream().map(any -> () -> assertNoErrors(any)));
    }

    /** Fails where the console has an error that this test does not expect. */
    final void assertNoErrors(Browser any) {
        assertEquals(
                List.of(),
                any.errors(error -> expected.stream().noneMatch(one -> one.test(error))),
                "errors in the console");
    }
}
