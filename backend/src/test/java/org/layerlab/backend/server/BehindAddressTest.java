package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.backend.classroom.Hello;
import org.layerlab.backend.classroom.Tries;

/** What an address may do that many clients share. */
class BehindAddressTest {
    @TempDir
    Path temporary;

    @Test
    void twoSchoolsOpenTwiceAsManyClasses() throws Exception {
        ServerOptions options = ServerFixture.options(temporary.resolve("store"))
                .withFront(new ServerOptions.Front(List.of("127.0.0.0/8"), Optional.empty(), 2));
        try (ServerFixture at = new ServerFixture(options)) {
            for (int i = 0; i < 41; i++) {
                byte[] body =
                        "{\"key\": \"%s\"}".formatted("k".repeat(30) + (10 + i)).getBytes(StandardCharsets.UTF_8);
                assertEquals(i < 40 ? 201 : 429, at.post("/api/classes", body).statusCode(), "class " + i);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 1000})
    void wrongCodesCountForAllOfThem(int schools) {
        Tries tries = new Tries(schools, () -> 0);
        Hello wrong = new Hello(true, "", "", "");
        for (int i = 0; i < 10 * schools; i++) {
            assertEquals(0, tries.begin("192.0.2.1", wrong).seconds());
        }
        assertEquals(60, tries.begin("192.0.2.1", wrong).seconds());
        assertEquals(0, tries.begin("192.0.2.2", wrong).seconds());
    }

    @Test
    void anAddressOfMoreThanEightClientsMayHaveAllConnections() {
        TrustedProxies none = new TrustedProxies(List.of());
        assertEquals(2, opened(new ConnectionLimit(16 * (128 << 10), none, 1)));
        assertEquals(6, opened(new ConnectionLimit(16 * (128 << 10), none, 3)));
        assertEquals(16, opened(new ConnectionLimit(16 * (128 << 10), none, 1000)));
    }

    /** As a household has them. */
    @Test
    void allAddressesOfAnIpv6NetworkAreOneClient() {
        ConnectionLimit limit = new ConnectionLimit(16 * (128 << 10), new TrustedProxies(List.of()), 1);
        assertTrue(limit.open("2001:db8:1:2::1"));
        assertTrue(limit.open("2001:db8:1:2::2"));
        assertFalse(limit.open("2001:db8:1:2:3::3"));
        assertTrue(limit.open("2001:db8:1:3::1"), "another network");
        limit.close("2001:db8:1:2::1");
        assertTrue(limit.open("2001:db8:1:2:ffff::4"));
    }

    private static int opened(ConnectionLimit limit) {
        int opened = 0;
        while (limit.open("192.0.2.1")) {
            opened++;
        }
        assertFalse(limit.open("192.0.2.1"));
        return opened;
    }

    @Test
    void aRateIsSharedByAll() {
        ServerOptions.Rate rate = new ServerOptions.Rate(20, Duration.ofMinutes(3));
        assertEquals(rate, rate.times(1));
        assertEquals(new ServerOptions.Rate(800, Duration.ofMillis(4500)), rate.times(40));
        assertTrue(new ServerOptions.Rate(Integer.MAX_VALUE, Duration.ofNanos(1))
                        .times(1000)
                        .burst()
                > 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1001})
    void fewerThanOneOrMoreThanAThousandAreRefused(int clients) {
        List<String> proxies = List.of();
        assertThrows(IllegalArgumentException.class, () -> new ServerOptions.Front(proxies, Optional.empty(), clients));
    }
}
