package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginTest {
    @ParameterizedTest
    @CsvSource({
        "http://Example.org:80, http://example.org",
        "https://example.org:8443/, https://example.org:8443",
        "http://[::1]:8080, http://[::1]:8080",
        "http://Teacher_PC:8080, http://teacher_pc:8080",
        "http://teacher_pc, http://teacher_pc",
        "http://localhost.:8080, http://localhost.:8080"
    })
    void namesOfComputersAreOrigins(String url, String origin) {
        assertEquals(Optional.of(origin), Origin.parse(url).map(Origin::toString));
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://example.org",
        "http://",
        "http://teacher_pc:99999",
        "http://teacher_pc:x",
        "http://me@teacher_pc",
        "http://teacher_pc/path",
        "http://teacher_pc?q",
        "null"
    })
    void somethingElseIsNone(String url) {
        assertEquals(Optional.empty(), Origin.parse(url));
    }
}
