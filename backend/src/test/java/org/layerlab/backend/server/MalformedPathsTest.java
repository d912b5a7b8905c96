package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.backend.dataset.DataSets;

/** Addresses that no browser would send are refused; none makes the server fail. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MalformedPathsTest {
    private static final List<String> PREFIXES = List.of(
            "/",
            "/m/",
            "/assets/",
            "/api/",
            "/api/models/",
            "/api/models/cats-and-dogs/",
            "/api/datasets/drawings/train/",
            "/datasets/drawings/train/",
            "/api/models?limit=",
            "/m/cats-and-dogs?",
            "/api/models/cats-and-dogs?a=");

    private ServerFixture at;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        at = new ServerFixture(
                ServerFixture.options(folder.resolve("store")).withDataSets(List.of(DataSets.drawings())));
    }

    @AfterAll
    void stop() throws Exception {
        at.close();
    }

    private String answer(String method, String target) throws Exception {
        try (RawClient client = new RawClient(at)) {
            return client.send(method + " " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                    .readToEnd();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%zz",
                "/%",
                "/%4",
                "/%-1",
                "/%u0041",
                "/m/%zz",
                "/assets/%zz/style.css",
                "/api/models/%zz",
                "/api/models/%zz/parameters.npz",
                "/datasets/drawings/train/%zz",
                "/%ff",
                "/%c3%28",
                "/%c0%ae%c0%ae/",
                "/%ed%a0%80",
                "/%f8%88%80%80%80",
                "/caf\u00e9",
            })
    void malformedPathIsABadRequest(String path) throws Exception {
        for (String method : List.of("GET", "POST", "DELETE", "OPTIONS")) {
            String answer = answer(method, path);
            assertEquals("400", RawClient.statuses(answer), answer);
            assertTrue(answer.contains("application/json"), answer);
            assertTrue(answer.contains("{\"error\":{\"code\":\"bad_request\",\"message\":\"the address "), answer);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/%6dodels, 200",
        "/models?q=caf%C3%A9&=%20&x, 200",
        "/caf%C3%A9, 404",
        "/m/%F0%9F%90%88, 404",
        "/%2e%2e%2f%2e%2e%2fetc/passwd, 404",
        "/assets/%2e%2e%2f%2e%2e%2fpages/notfound.html, 404",
        "/assets/../../../etc/passwd, 404",
        "/datasets/drawings/train/..%2f..%2f..%2fetc%2fpasswd, 404",
        "/a+b, 404",
        "/m/%7f, 404",
        "/m/a%0d%0ab, 404",
        "/datasets/drawings/train/a%00.png, 404",
        "/m/a%00b, 404",
        "/%00, 404",
    })
    void wellFormedPathIsLookedUp(String path, int status) throws Exception {
        String answer = answer("GET", path);
        assertEquals(String.valueOf(status), RawClient.statuses(answer), answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%zz", "a=%", "a=b&c=100%", "%4", "a=%+1", "a=%-1", "a=%u0041", "a;%x=b"})
    void malformedQueryIsABadRequest(String query) throws Exception {
        for (String path : List.of(
                "/api/models",
                "/api/datasets",
                "/api/datasets/drawings/train",
                "/api/models/cats-and-dogs",
                "/api/models/cats-and-dogs/parameters.npz",
                "/datasets/drawings/train/x",
                "/health",
                "/assets/x/style.css")) {
            for (String method : List.of("GET", "POST", "DELETE", "OPTIONS")) {
                String answer = answer(method, path + "?" + query);
                assertEquals("400", RawClient.statuses(answer), answer);
                assertTrue(answer.contains("{\"error\":{\"code\":\"bad_request\",\"message\":\"the query "), answer);
            }
        }
    }

    @Test
    void aPageIsFoundWithoutItsMalformedQuery() throws Exception {
        for (String path : List.of("/", "/models", "/m/cats-and-dogs", "/learn/first", "/c/ABC", "/nothing/here")) {
            String answer = answer("GET", path + "?utm_term=caf%C");
            assertEquals("302", RawClient.statuses(answer), answer);
            assertTrue(
                    answer.toLowerCase(Locale.ROOT).contains("\r\nlocation: " + path.toLowerCase(Locale.ROOT) + "\r\n"),
                    answer);
        }
        for (String path : List.of("//other.example/", "/\\other.example/")) {
            assertEquals("400", RawClient.statuses(answer("GET", path + "?%")), path);
        }
    }

    @Test
    void longQueryIsReadOrRefused() throws Exception {
        assertEquals("200", RawClient.statuses(answer("GET", "/models?q=" + "a".repeat(3000))));
        assertEquals("200", RawClient.statuses(answer("GET", "/models?" + "a=&".repeat(1000))));
        assertEquals("414", RawClient.statuses(answer("GET", "/models?q=" + "a".repeat(5000))));
        assertEquals("414", RawClient.statuses(answer("GET", "/" + "a".repeat(5000))));
    }

    @Test
    void randomBytesNeverMakeTheServerFail() throws Exception {
        Random random = new Random(1);
        for (int i = 0; i < 600; i++) {
            byte[] noise = new byte[1 + random.nextInt(12)];
            random.nextBytes(noise);
            StringBuilder target = new StringBuilder(PREFIXES.get(i % PREFIXES.size()));
            for (byte b : noise) {
                switch (random.nextInt(4)) {
                    case 0 -> target.append((char) (b & 0xFF));
                    case 1 -> target.append((char) ('!' + (b & 0x3F)));
                    case 2 -> target.append('%').append((char) ('0' + (b & 0x1F)));
                    default -> target.append(String.format("%%%02x", b));
                }
            }
            String answer = answer(i % 3 == 0 ? "DELETE" : "GET", target.toString());
            String shown = new String(target.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            assertTrue(RawClient.statuses(answer).matches("[2-4][0-9]{2}"), shown + "\n" + answer);
        }
    }
}
