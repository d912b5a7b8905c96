package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A new version of the server, and the pages of the former one that a browser shows or keeps. */
class UpgradeIT {
    private static final String PLAYGROUND = "/#networkShape=4&iterations=200";

    private LiveServer server;
    private Browser browser;
    private KeptFiles kept;

    @BeforeEach
    void start() throws Exception {
        server = LiveServer.start(false);
        browser = Browser.startFresh(Screen.DESKTOP);
        kept = new KeptFiles(browser);
    }

    @AfterEach
    void stop() throws Exception {
        // A file that is not there is an error in every console.
        browser.errors(any -> true);
        browser.close();
        server.close();
    }

    @Test
    void pagesOfBothVersionsOpenOfflineEachWithItsOwnFiles() throws Exception {
        String former = openWithServiceWorker();
        train();
        open("/models");
        kept.await(former, "/models", true);

        server = server.upgrade();
        String next = open(PLAYGROUND);
        assertNotEquals(former, next);
        kept.await(next, "/", true);
        kept.await(next, "/offline", true);
        kept.await(former, "/", false);
        server.close();

        assertEquals(next, open(PLAYGROUND));
        train();
        assertTrue(
                browser.all("#cost-chart canvas").get(0).isDisplayed(), "the charts, which it had not loaded itself");
        assertFilesOf(next);
        browser.open(server.address("/models"));
        assertEquals("Models", browser.textOf(browser.all("h1").get(0)));
        browser.await("it has started", () -> !browser.state().equals("loading"));
        assertFilesOf(former);
        browser.open(server.address("/bench"));
        assertEquals("You’re offline", browser.textOf(browser.all("h1").get(0)));
        assertFilesOf(next);
    }

    @Test
    void upgradeThatIsCutShortLeavesWhatWasKept() throws Exception {
        String former = openWithServiceWorker();

        server = server.upgrade("play.wasm", "play.js");
        browser.open(server.address(PLAYGROUND));
        browser.awaitState("failed");
        assertNotEquals(former, assets());
        server.close();

        assertEquals(former, open(PLAYGROUND));
        train();
        assertFilesOf(former);
    }

    @Test
    void openTabStillLoadsWhatWasKeptForIt() throws Exception {
        String former = openWithServiceWorker();
        server = server.upgrade();
        browser.inAnotherTab(() -> {
            String next = open(PLAYGROUND);
            kept.await(next, "/", true);
            kept.await(next, "/offline", true);
            kept.await(former, "/", false);
        });
        kept.clearHttpCache();
        assertEquals(200, browser.asyncNumber("fetch('" + former + "/boot.js').then(answer => done(answer.status));"));

        // Now this tab is the only one, and of the next version.
        String next = open(PLAYGROUND);
        browser.await("the former files are deleted", () -> !kept.all().contains(former));
        assertTrue(kept.all().contains(next + "/boot.js"));
    }

    /** A service worker that makes way for a newer one may end before it hears that a page has started. */
    @Test
    void pageThatToldTheFormerServiceWorkerInVainIsKeptByTheNext() throws Exception {
        String assets = openWithServiceWorker();
        browser.asyncText("caches.delete('layerlab " + assets + "/').then(() => done(''));");
        kept.await(assets, "/", false);
        browser.script("navigator.serviceWorker.dispatchEvent(new Event('controllerchange'));");
        kept.await(assets, "/", true);
        server.close();

        assertEquals(assets, open(PLAYGROUND));
        train();
        assertFilesOf(assets);
    }

    @Test
    void openTabThatMissesAFileOffersTheNewVersionAndDoesNotAskOnAndOn() throws Exception {
        // The service worker would have kept the file.
        InBrowser.withoutServiceWorker(browser);
        PlaygroundPage page = PlaygroundPage.open(server, browser, "wasm", "networkShape=4&iterations=20000");
        String former = assets();
        assertEquals(0, requestsOf("uPlot.iife.min.js"));
        assertFalse(browser.isShown("renewed"));

        server = server.upgrade();
        page.play();
        browser.await("the page says so", () -> browser.isShown("renewed"));
        page.awaitIteration(20_000);
        page.standsStill();
        long asked = requestsOf("uPlot.iife.min.js");
        assertTrue(asked >= 1 && asked <= 4, asked + " requests of a file that is not there");
        for (int i = 0; i < 5; i++) {
            browser.press("x");
        }
        assertEquals(0, requestsOf("keyboard.js"), "what would be asked for in vain");

        browser.click("renewed-reload");
        browser.await("the next version comes", () -> !assets().equals(former));
        browser.awaitState("ready");
        assertFalse(browser.isShown("renewed"));
    }

    @Test
    void openTabThatAskedWhileTheServerWasAwayOffersTheNewVersion() throws Exception {
        open(PLAYGROUND);
        server.close();
        // A program in WebAssembly that a worker did not get.
        browser.script("LayerLabFailed();");
        server = server.upgrade();
        browser.await("the page asks again", Duration.ofMinutes(2), () -> browser.isShown("renewed"));
    }

    @Test
    void keptPageIsShownWhereAProxySaysThatItsServerIsAway() throws Exception {
        String assets = openWithServiceWorker();
        server.close();
        Vertx vertx = Vertx.vertx();
        try {
            vertx.createHttpServer()
                    .requestHandler(
                            request -> request.response().setStatusCode(502).end("Bad Gateway"))
                    .listen(URI.create(server.address("/")).getPort(), "127.0.0.1")
                    .await(30, TimeUnit.SECONDS);
            assertEquals(assets, open(PLAYGROUND));
            train();
            browser.open(server.address("/bench"));
            assertEquals("Bad Gateway", browser.textOf(browser.all("body").get(0)), "it was never opened");
        } finally {
            vertx.close().await(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void thatTheServerIsAwayIsSaidUntilItIsBack() throws Exception {
        openWithServiceWorker();
        open("/models");
        browser.await("its list is kept", () -> kept.all().contains("data /api/models"));
        server.close();
        open("/models");
        browser.await("it is said", () -> browser.isShown("offline"));
        server = server.upgrade();
        browser.await("it is not said any more", () -> !browser.isShown("offline"));
    }

    /** Opens the playground twice: the second time, the service worker keeps what it loads. */
    private String openWithServiceWorker() {
        open(PLAYGROUND);
        kept.awaitServiceWorker();
        String assets = open(PLAYGROUND);
        kept.await(assets, "/", true);
        return assets;
    }

    /** Opens a page; gives the address of its assets. */
    private String open(String path) {
        browser.open(server.address(path));
        browser.awaitState("ready");
        return assets();
    }

    private void train() {
        if (browser.isShown("tour")) {
            browser.click("tour-close");
        }
        browser.click("play");
        browser.await("it trains", () -> browser.number("iteration") == 200);
    }

    private String assets() {
        return String.valueOf(browser.script("return document.documentElement.dataset.assets;"));
    }

    private void assertFilesOf(String assets) {
        assertEquals(assets, assets());
        assertEquals(
                List.of(),
                browser.script("const { assets } = document.documentElement.dataset;"
                        + "return performance.getEntriesByType('resource').map(entry => new URL(entry.name).pathname)"
                        + ".filter(path => path.startsWith('/assets/') && !path.startsWith(assets + '/'));"));
    }

    private long requestsOf(String file) {
        return server.requests().stream().filter(line -> line.contains(file)).count();
    }
}
