package org.layerlab.page.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoopbackTest {
    @ParameterizedTest
    @CsvSource({
        "localhost, true",
        "class.localhost, true",
        "127.0.0.1, true",
        "127.1.2.3, true",
        "[::1], true",
        "[::], true",
        "0.0.0.0, true",
        "127.0.0.1.example.org, false",
        "localhost.example.org, false",
        "mylocalhost, false",
        "192.168.1.20, false",
        "10.127.0.1, false",
        "[fe80::1], false",
        "example.org, false",
        "'', false"
    })
    void addressesOfThisDeviceAreKnown(String host, boolean isOne) {
        assertEquals(isOne, Loopback.isOne(host));
    }
}
