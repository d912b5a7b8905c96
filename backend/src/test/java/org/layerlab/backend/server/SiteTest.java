package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.layerlab.backend.server.ServerFixture.errorCode;
import static org.layerlab.backend.server.ServerFixture.header;
import static org.layerlab.backend.server.ServerFixture.text;

import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.backend.house.SitePages;

/** Pages, assets, and the headers of everything. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SiteTest {
    /** All of it, up to who may frame a page: what is not named here is not allowed. */
    private static final String POLICY = "default-src 'none'; script-src 'self' 'unsafe-eval' 'wasm-unsafe-eval'; "
            + "require-trusted-types-for 'script'; trusted-types default; style-src 'self'; "
            + "img-src 'self' blob: data:; font-src 'self'; connect-src 'self'; worker-src 'self'; "
            + "frame-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors ";

    private ServerFixture at;
    private final String assets = new Assets(TestSite.site()).prefix();

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        at = new ServerFixture(ServerFixture.options(folder.resolve("store")));
    }

    @AfterAll
    void stop() throws Exception {
        at.close();
    }

    @ParameterizedTest
    @EnumSource(value = SitePages.class, mode = EnumSource.Mode.EXCLUDE, names = "LESSON") // the small site has none
    void pagesAreComposedOfShellAndFragment(SitePages address) throws Exception {
        String path = address.path();
        String page = address.id();
        HttpResponse<byte[]> response = at.get(path);
        assertEquals(200, response.statusCode());
        assertEquals("text/html; charset=utf-8", header(response, "Content-Type"));
        assertEquals("no-cache", header(response, "Cache-Control"));
        String html = text(response);
        assertTrue(html.contains("data-page=\"" + page + "\""), html);
        assertTrue(html.contains("the " + page + " page"), html);
        assertTrue(html.contains("href=\"" + assets + "/style.css\""), html);
        assertTrue(html.contains("data-assets=\"" + assets + "\""), html);
        assertTrue(html.contains("og:title"), html);
        assertFalse(html.contains("{{"), html);
    }

    @Test
    void everyPageIsOnTheListThatTestsWalk() {
        Set<String> listed = Stream.of(SitePages.values()).map(SitePages::id).collect(Collectors.toSet());
        Set<String> pages = Stream.of(Page.values())
                .filter(page -> !Set.of(Page.OFFLINE, Page.DELETED, Page.BROKENLESSON, Page.NOTFOUND)
                        .contains(page))
                .map(Page::id)
                .collect(Collectors.toSet());
        assertEquals(pages, listed);
    }

    @Test
    void serviceWorkerStandsAtTheRootAndKnowsTheAssets() throws Exception {
        HttpResponse<byte[]> response = at.get("/offline.js");
        assertEquals("text/javascript; charset=utf-8", header(response, "Content-Type"));
        assertEquals("no-cache", header(response, "Cache-Control"));
        assertEquals("const ASSETS = '" + assets + "/';", text(response));
        assertTrue(text(at.get("/offline")).contains("the offline page"));
        assertEquals(404, at.get(assets + "/offline.js").statusCode());
    }

    @Test
    void pagesOfOtherSitesMayLoadTheScriptThatEmbeds() throws Exception {
        HttpResponse<byte[]> response = at.get("/embed.js");
        assertEquals("text/javascript; charset=utf-8", header(response, "Content-Type"));
        assertEquals("*", header(response, "Access-Control-Allow-Origin"));
        assertEquals("cross-origin", header(response, "Cross-Origin-Resource-Policy"));
        assertEquals("", header(at.get("/offline.js"), "Access-Control-Allow-Origin"));
    }

    @Test
    void pageThatHasNotChangedIsNotSentAgain() throws Exception {
        String etag = header(at.get("/photos"), "ETag");
        HttpResponse<byte[]> again = at.get("/photos", "If-None-Match", "\"other\", W/" + etag);
        assertEquals(304, again.statusCode());
        assertEquals(0, again.body().length);
        assertEquals(etag, header(again, "ETag"));
    }

    @Test
    void unknownAddressIsAPageForPeopleAndJsonForPrograms() throws Exception {
        HttpResponse<byte[]> page = at.get("/nowhere");
        assertEquals(404, page.statusCode());
        assertTrue(text(page).contains("the notfound page"));
        assertEquals(404, at.get("/m/aaaaaaaaaaaaaaaa").statusCode());
        assertTrue(text(at.get("/m/aaaaaaaaaaaaaaaa")).contains("the notfound page"));
        assertEquals(404, at.get("/learn/nothing").statusCode());
        assertTrue(text(at.get("/learn/nothing")).contains("the notfound page"));
        assertEquals(404, at.get("/api/lessons/nothing/qr.svg").statusCode());
        HttpResponse<byte[]> api = at.get("/api/nowhere");
        assertEquals(404, api.statusCode());
        assertEquals("not_found", errorCode(api));
        for (String path : List.of("/nowhere", "/m/aaaaaaaaaaaaaaaa", "/learn/nothing")) {
            HttpResponse<byte[]> json = at.get(path, "Accept", "Application/JSON, text/plain;q=0.5");
            assertEquals(404, json.statusCode(), path);
            assertEquals("not_found", errorCode(json), path);
            assertTrue(json.headers().allValues("Vary").contains("accept"), path);
            for (String accept : List.of("*/*", "text/html,application/json", "text/html,application/xhtml+xml,*/*")) {
                HttpResponse<byte[]> html = at.get(path, "Accept", accept);
                assertEquals(404, html.statusCode(), path);
                assertTrue(text(html).contains("the notfound page"), path);
                assertTrue(html.headers().allValues("Vary").contains("accept"), path);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "style.css,text/css; charset=utf-8,true",
        "play.wasm,application/wasm,true",
        "play.js,text/javascript; charset=utf-8,false",
        "fonts/inter.woff2,font/woff2,false"
    })
    void assetsAreKeptForeverAndCompressedOnce(String path, String mediaType, boolean compressed) throws Exception {
        byte[] expected = java.util.Objects.requireNonNull(TestSite.files().get(path));
        HttpResponse<byte[]> plain = at.get(assets + "/" + path);
        assertEquals(200, plain.statusCode());
        assertEquals(mediaType, header(plain, "Content-Type"));
        assertEquals("public, max-age=31536000, immutable", header(plain, "Cache-Control"));
        assertArrayEquals(expected, plain.body());
        assertEquals("", header(plain, "Content-Encoding"));

        HttpResponse<byte[]> gzip = at.get(assets + "/" + path, "Accept-Encoding", "br, gzip;q=0.5");
        assertEquals(compressed ? "gzip" : "", header(gzip, "Content-Encoding"));
        if (compressed) {
            assertTrue(gzip.body().length < expected.length / 2);
            assertArrayEquals(expected, new GZIPInputStream(new ByteArrayInputStream(gzip.body())).readAllBytes());
            assertNotEquals(header(plain, "ETag"), header(gzip, "ETag"));
            assertEquals("accept-encoding", header(gzip, "Vary").toLowerCase(java.util.Locale.ROOT));
        }
        HttpResponse<byte[]> refused = at.get(assets + "/" + path, "Accept-Encoding", "gzip;q=0");
        assertEquals("", header(refused, "Content-Encoding"));
        assertEquals(
                304,
                at.get(assets + "/" + path, "If-None-Match", header(gzip, "ETag"))
                        .statusCode());
    }

    @Test
    void whatWasCompressedAtTheBuildIsSentToThoseWhoTakeIt() throws Exception {
        String path = assets + "/photos.js";
        HttpResponse<byte[]> brotli = at.get(path, "Accept-Encoding", "gzip, deflate, br");
        assertEquals("br", header(brotli, "Content-Encoding"));
        assertArrayEquals(TestSite.BROTLI, brotli.body());
        assertEquals("accept-encoding", header(brotli, "Vary").toLowerCase(java.util.Locale.ROOT));
        assertEquals(304, at.get(path, "If-None-Match", header(brotli, "ETag")).statusCode());

        HttpResponse<byte[]> gzip = at.get(path, "Accept-Encoding", "gzip, br;q=0");
        assertEquals("gzip", header(gzip, "Content-Encoding"));
        assertNotEquals(header(brotli, "ETag"), header(gzip, "ETag"));
        assertEquals("", header(at.get(path), "Content-Encoding"));
        assertEquals(404, at.get(assets + "/brotli/" + TestSite.brotliName()).statusCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing.js",
                "/../index.html",
                "/%2e%2e/index.html",
                "/%2e%2e%2f%2e%2e%2fetc/passwd",
                "/fonts/..%2f..%2findex.html",
                "/index.html",
                "/pages/model.html",
                "/models/cats-and-dogs.safetensors",
                "/",
                "",
                "/style.css%00"
            })
    void nothingButAssetsIsBelowTheirAddress(String path) throws Exception {
        HttpResponse<byte[]> response = at.get(assets + path);
        assertEquals(404, response.statusCode(), text(response));
    }

    @Test
    void assetOfAnotherVersionIsNotFound() throws Exception {
        HttpResponse<byte[]> response = at.get("/assets/0123456789abcdef/style.css");
        assertEquals(404, response.statusCode());
        assertEquals("not_found", errorCode(response));
        assertEquals("no-store", header(response, "Cache-Control"));
    }

    @Test
    void hashOfTheAssetsChangesWithEachOfThem() {
        Map<String, byte[]> files = TestSite.files();
        files.put("fonts/inter.woff2", new byte[] {1});
        assertNotEquals(assets, new Assets(new SiteFiles(files)).prefix());
        Map<String, byte[]> renamed = TestSite.files();
        renamed.put("fonts/inter2.woff2", renamed.remove("fonts/inter.woff2"));
        assertNotEquals(assets, new Assets(new SiteFiles(renamed)).prefix());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/photos",
                "/m/cats-and-dogs",
                "/m/cats-and-dogs?embed=true",
                "/photos?embed=true",
                "/nowhere",
                "/health",
                "/api/models",
                "/api/nowhere",
                "/assets/x/y"
            })
    void everyAnswerIsolatesThePage(String path) throws Exception {
        HttpResponse<byte[]> response = at.get(path);
        assertEquals("same-origin", header(response, "Cross-Origin-Opener-Policy"));
        assertEquals("require-corp", header(response, "Cross-Origin-Embedder-Policy"));
        assertEquals("nosniff", header(response, "X-Content-Type-Options"));
        assertEquals("same-origin", header(response, "Referrer-Policy"));
        assertTrue(header(response, "Permissions-Policy").contains("camera=(self)"));
        String policy = header(response, "Content-Security-Policy");
        // Only the playground and the place to try a model can be embedded elsewhere.
        boolean embeddable = path.equals("/") || path.equals("/m/cats-and-dogs?embed=true");
        assertEquals(POLICY + (embeddable ? "*" : "'self'"), policy);
        assertEquals(embeddable ? "cross-origin" : "same-origin", header(response, "Cross-Origin-Resource-Policy"));
    }

    static Stream<String> whatIsSent() {
        return Stream.concat(
                SitePages.paths(SitePages.LESSON).stream(),
                Stream.of(
                        "/health",
                        "/api/datasets",
                        "/api/models",
                        "/api/openapi.json",
                        "/api/models/cats-and-dogs",
                        "/api/models/cats-and-dogs/parameters.safetensors",
                        "/api/models/cats-and-dogs/parameters.npz",
                        "/api/models/cats-and-dogs/parameters.onnx"));
    }

    @ParameterizedTest
    @MethodSource("whatIsSent")
    void headTellsWhatGetSends(String path) throws Exception {
        HttpResponse<byte[]> get = at.get(path);
        HttpResponse<byte[]> head = at.request("HEAD", path);
        assertEquals(200, get.statusCode(), text(get));
        assertEquals(200, head.statusCode());
        assertEquals(0, head.body().length);
        assertEquals(Integer.toString(get.body().length), header(head, "Content-Length"));
        for (String name : new String[] {"Content-Type", "ETag", "Cache-Control"}) {
            assertEquals(header(get, name), header(head, name), name);
        }
    }

    @Test
    void methodThatIsNotThereIsToldWithThoseThatAre() throws Exception {
        HttpResponse<byte[]> response = at.request("DELETE", "/photos");
        assertEquals(405, response.statusCode());
        assertEquals("GET, HEAD, OPTIONS", header(response, "Allow"));
        assertEquals("method_not_allowed", errorCode(response));
        assertEquals("GET, HEAD, OPTIONS, POST", header(at.request("PUT", "/api/models"), "Allow"));
        HttpResponse<byte[]> options = at.request("OPTIONS", "/api/models");
        assertEquals(204, options.statusCode());
        assertEquals("GET, HEAD, OPTIONS, POST", header(options, "Allow"));
    }

    @Test
    void siteWithoutAFragmentOrWithAnUnknownMarkDoesNotStart() {
        Map<String, byte[]> without = TestSite.files();
        without.remove("pages/photos.html");
        IllegalArgumentException missing =
                assertThrows(IllegalArgumentException.class, () -> new Pages(new SiteFiles(without), assets));
        assertTrue(String.valueOf(missing.getMessage()).contains("pages/photos.html"));
        Map<String, byte[]> wrong = TestSite.files();
        wrong.put("pages/photos.html", "{{asets}}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        IllegalArgumentException unknown =
                assertThrows(IllegalArgumentException.class, () -> new Pages(new SiteFiles(wrong), assets));
        assertTrue(String.valueOf(unknown.getMessage()).contains("{{asets}}"));
    }

    @Test
    void wholePagesAreCompressed() throws Exception {
        HttpResponse<byte[]> gzip = at.get("/", "Accept-Encoding", "gzip");
        assertEquals("gzip", header(gzip, "Content-Encoding"));
        byte[] html = new GZIPInputStream(new ByteArrayInputStream(gzip.body())).readAllBytes();
        assertTrue(Arrays.equals(at.get("/").body(), html));
    }

    @Test
    void serverBehindHttpsAsksForNothingElse(@TempDir Path folder) throws Exception {
        String name = "Strict-Transport-Security";
        assertEquals("", header(at.get("/"), name), "plain HTTP has to stay possible where there is nothing else");
        ServerOptions.Front https = new ServerOptions.Front(List.of(), Optional.of("https://learn.example.org"));
        try (ServerFixture behind =
                new ServerFixture(ServerFixture.options(folder.resolve("store")).withFront(https))) {
            for (String path : List.of("/", "/api/models", "/nothing", "/datasets/none")) {
                assertEquals("max-age=31536000", header(behind.get(path), name), path);
            }
        }
    }
}
