package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the service worker keeps of the server's data, with its script in a page: it is bounded. */
class OfflineDataIT {
    private static final int MB = 1_000_000;

    private LiveServer server;
    private Browser browser;

    @BeforeEach
    void start() throws Exception {
        server = LiveServer.start(false);
        browser = Browser.startFresh(Screen.DESKTOP);
        browser.open(server.address("/about"));
        browser.awaitState("ready");
        browser.asyncText("const script = document.createElement('script');"
                + "script.src = document.documentElement.dataset.assets + '/offline-data.js';"
                + "script.onload = () => done(''); document.head.append(script);");
    }

    @AfterEach
    void stop() throws Exception {
        assertEquals(List.of(), browser.errors(any -> true));
        browser.close();
        server.close();
    }

    private void keep(String path, int bytes, String headers) {
        keep(path, bytes, 200, headers);
    }

    private void keep(String path, int bytes, int status, String headers) {
        assertEquals(
                "",
                browser.asyncText("LayerLabData.keep(location.origin + '" + path + "', new Response(new Uint8Array("
                        + bytes + "), {status: " + status + ", headers: {'Content-Length': '" + bytes + "'" + headers
                        + "}})).then(() => done(''), error => done(error.message));"));
    }

    private String kept() {
        return new KeptFiles(browser)
                .all()
                .lines()
                .filter(line -> line.startsWith("layerlab data "))
                .map(line -> line.substring("layerlab data ".length()))
                .collect(Collectors.joining(" "));
    }

    private record Answer(String path, int bytes) {}

    /** Random answers, some again: those fetched last are kept, as many as fit in 64 MB. */
    @Test
    void whatWasFetchedLongestAgoGoesFirst() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Deque<Answer> expected = new ArrayDeque<>();
        for (int i = 0; i < 30; i++) {
            Answer answer = new Answer("/api/models/" + random.nextInt(14), random.nextInt(1, 15 * MB));
            keep(answer.path(), answer.bytes(), "");
            expected.removeIf(one -> one.path().equals(answer.path()));
            expected.addLast(answer);
            while (expected.stream().mapToLong(Answer::bytes).sum() > 64L * MB) {
                expected.removeFirst();
            }
            assertEquals(
                    expected.stream().map(Answer::path).collect(Collectors.joining(" ")),
                    kept(),
                    "seed " + seed + ", answer " + i);
        }
    }

    @Test
    void whatIsTooLargeOrSecretOrAFailureIsNotKept() {
        keep("/api/models/a", 16 * MB, "");
        keep("/api/models/b", 16 * MB + 1, "");
        keep("/api/models/c", 1, ", 'Cache-Control': 'no-store'");
        keep("/api/models/d", 1, 503, "");
        keep("/api/models/e", 1, 202, "");
        keep("/api/models/f", 0, "");
        assertEquals("/api/models/a", kept());
    }

    @Test
    void listsWhoseLengthAProxyTookAwayAreKept() {
        assertEquals(
                "",
                browser.asyncText("const keep = (path, type, size) => LayerLabData.keep(location.origin + path,"
                        + " new Response(new Uint8Array(size), {headers: {'Content-Type': type}}));"
                        + "keep('/api/models?limit=12', 'application/json; charset=utf-8', 9)"
                        + ".then(() => keep('/api/models/a/preview.png', 'image/png', 9))"
                        + ".then(() => keep('/api/datasets', 'application/json', 16000001))"
                        + ".then(() => done(''), error => done(error.message));"));
        assertEquals("/api/models", kept());
    }

    @Test
    void whatTheServerSaysIsGoneIsForgottenWithAllThatBelongsToIt() {
        keep("/api/models/a", 1, "");
        keep("/api/models/a/parameters.safetensors", 1, "");
        keep("/api/models/ab", 1, "");
        keep("/api/models/b", 1, "");
        keep("/api/models?limit=12", 1, "");
        keep("/api/models/ab/parameters.npz", 1, 404, "");
        assertEquals(
                "/api/models/a /api/models/a/parameters.safetensors /api/models/ab /api/models/b /api/models", kept());
        keep("/api/models/a", 1, 410, "");
        assertEquals("/api/models/ab /api/models/b", kept());
        keep("/api/models/b", 1, 404, "");
        assertEquals("/api/models/ab", kept());
    }

    @Test
    void onlyDataIsKeptAndNoSearchOrClass() {
        assertEquals(
                "true true true true false false false false false",
                browser.script("return ['/datasets/drawings/test/cat.1.png', '/api/models?limit=100', '/api/datasets',"
                        + " '/api/lessons/one-unit/qr.svg', '/api/models?limit=12&q=secret', '/api/models?q=secret',"
                        + " '/api/classes/BCDFGH/qr.svg', '/api/modelsX', '/help'].map(path =>"
                        + " LayerLabData.isData(new URL(path, location))).join(' ');"));
    }

    @Test
    void aStorageThatIsFullLosesNothingThatIsKept() {
        keep("/api/models/a", 5, "");
        keep("/api/models/b", 5, "");
        assertEquals(
                "full",
                browser.asyncText("const put = Cache.prototype.put; Cache.prototype.put = async () => {"
                        + "  throw new DOMException('full', 'QuotaExceededError'); };"
                        + "LayerLabData.keep(location.origin + '/api/models/a', new Response(new Uint8Array(5),"
                        + "  {headers: {'Content-Length': 5}})).then(() => 'kept', error => error.message)"
                        + ".then(said => { Cache.prototype.put = put; done(said); });"));
        assertEquals("/api/models/a /api/models/b", kept());
        keep("/api/models/a", 5, "");
        assertEquals("/api/models/b /api/models/a", kept());
    }
}
