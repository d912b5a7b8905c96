package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.layerlab.backend.server.ServerFixture.text;

import java.net.InetAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.backend.store.SampleModels;

/** Who is believed about the client's address and the server's own. */
class ProxyTest {
    private static final List<String> LOOPBACK = ServerOptions.Front.DEFAULT.trustedProxies();

    @TempDir
    Path temporary;

    private static InetAddress address(String text) {
        return TrustedProxies.address(text).orElseThrow();
    }

    private static String client(List<String> trusted, String peer, String... forwardedFor) {
        return new TrustedProxies(trusted)
                .client(address(peer), List.of(forwardedFor))
                .getHostAddress();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.7 | 203.0.113.7",
                "10.1.1.1, 203.0.113.7 | 203.0.113.7",
                "203.0.113.7, 127.0.0.2 | 203.0.113.7",
                "6.6.6.6, 203.0.113.7, 127.0.0.2, ::1 | 203.0.113.7",
                "127.0.0.3, 127.0.0.2 | 127.0.0.3",
                "203.0.113.7:5678 | 203.0.113.7",
                "\"203.0.113.7:5678\" | 203.0.113.7",
                "[2001:db8::1]:443 | 2001:db8:0:0:0:0:0:1",
                "\"[2001:db8::1]:443\" | 2001:db8:0:0:0:0:0:1",
                "[2001:db8::1] | 2001:db8:0:0:0:0:0:1",
                "2001:db8::1 | 2001:db8:0:0:0:0:0:1",
                "::ffff:203.0.113.7 | 203.0.113.7",
                "nonsense, 203.0.113.7 | 203.0.113.7",
                "203.0.113.7, nonsense | 127.0.0.1",
                "203.0.113.7, | 127.0.0.1",
                "203.0.113.7, localhost | 127.0.0.1",
                "203.0.113.700 | 127.0.0.1",
                "\"203.0.113.7 | 127.0.0.1",
                "203.0.113.7, nonsense, 127.0.0.2 | 127.0.0.1",
                "unknown | 127.0.0.1",
                "'' | 127.0.0.1",
            })
    void lastAddressThatIsNoTrustedProxyCounts(String forwardedFor, String expected) {
        assertEquals(expected, client(LOOPBACK, "127.0.0.1", forwardedFor));
        assertEquals(expected, client(LOOPBACK, "::1", forwardedFor).replace("0:0:0:0:0:0:0:1", "127.0.0.1"));
        assertEquals("192.168.1.20", client(LOOPBACK, "192.168.1.20", forwardedFor), "from a private network");
    }

    @Test
    void headerLinesAreOneList() {
        assertEquals("203.0.113.8", client(LOOPBACK, "127.0.0.1", "203.0.113.7", "203.0.113.8"));
        assertEquals("203.0.113.7", client(LOOPBACK, "127.0.0.1", "6.6.6.6, 203.0.113.7", "127.0.0.2"));
        assertEquals("127.0.0.1", client(LOOPBACK, "127.0.0.1"));
    }

    @Test
    void chosenProxiesAreTrustedAndNoOthers() {
        List<String> chosen = List.of("10.0.0.0/8", "2001:db8::/32", "192.0.2.1");
        for (String proxy : List.of("10.255.0.1", "2001:db8:1::1", "192.0.2.1", "::ffff:10.0.0.1")) {
            assertEquals("203.0.113.7", client(chosen, proxy, "203.0.113.7"), proxy);
        }
        for (String other : List.of("11.0.0.1", "192.0.2.2", "127.0.0.1", "2001:db9:0:0:0:0:0:1")) {
            assertEquals(other, client(chosen, other, "203.0.113.7"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "10.0.0.0/33", "10.0.0/8", "::/129", "10.0.0.0/-1", "10.0.0.0/", "a/8"})
    void rangeThatIsNoneIsRefused(String range) {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class, () -> new ServerOptions.Front(List.of(range), Optional.empty()));
        assertTrue(String.valueOf(refused.getMessage()).startsWith("'" + range + "' is not an address"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.org",
                "ftp://example.org",
                "https://",
                "https:///",
                "https://example.org/layerlab",
                "https://example.org/?q",
                "https://example.org/#a",
                "https://user@example.org",
                "https://example.org:99999",
                "https://exa mple.org",
                "javascript:alert(1)",
            })
    void publicUrlThatIsNoOriginIsRefused(String url) {
        assertThrows(IllegalArgumentException.class, () -> new ServerOptions.Front(LOOPBACK, Optional.of(url)));
    }

    @Test
    void publicUrlIsInLinksWhateverTheRequestSays() throws Exception {
        ServerOptions options = ServerFixture.options(temporary.resolve("store"))
                .withFront(new ServerOptions.Front(LOOPBACK, Optional.of("HTTPS://Models.Example:443/")));
        try (ServerFixture at = new ServerFixture(options)) {
            for (String host : List.of("other.example", "\"><script>")) {
                String page = text(at.get("/m/cats-and-dogs", "X-Forwarded-Host", host));
                assertTrue(page.contains("content=\"https://models.example/m/cats-and-dogs\""), page);
            }
            assertEquals(
                    text(at.get("/api/models/cats-and-dogs/qr.svg")),
                    text(at.get("/api/models/cats-and-dogs/qr.svg", "X-Forwarded-Host", "other.example")));
        }
    }

    @Test
    void strangersCannotForgeTheirAddressOrTheHost() throws Exception {
        ServerOptions options = ServerFixture.options(temporary.resolve("store"))
                .withFront(new ServerOptions.Front(List.of("192.0.2.1"), Optional.empty()))
                .withChanges(new ServerOptions.Rate(1, Duration.ofHours(1)));
        try (ServerFixture at = new ServerFixture(options)) {
            at.save(SampleModels.safetensors("Model", 1));
            HttpRequest forged = HttpRequest.newBuilder(at.uri("/api/models"))
                    .header("X-Forwarded-For", "203.0.113.7")
                    .POST(BodyPublishers.ofByteArray(SampleModels.safetensors("Model", 2)))
                    .build();
            assertEquals(429, at.send(forged).statusCode());
            String page = text(at.get("/m/cats-and-dogs", "X-Forwarded-Host", "other.example"));
            assertFalse(page.contains("other.example"), page);
        }
    }
}
