package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that wait to be asked for the body, and clients that say among other things that they will close. */
class ExpectationTest {
    private static final String BODY = "{\"key\": \"abcdefghijklmnopqrstuvwxyz012345\"}";
    private static final String NEXT = "GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

    @TempDir
    private static Path store;

    private static ServerFixture at;

    @BeforeAll
    static void start() throws Exception {
        at = new ServerFixture(ServerFixture.options(store));
    }

    @AfterAll
    static void stop() throws Exception {
        at.close();
    }

    private static String post(String path, String version, String expected) {
        return "POST " + path + " HTTP/" + version + "\r\nHost: x\r\nExpect: " + expected + "\r\nContent-Length: "
                + BODY.length() + "\r\n\r\n";
    }

    @ParameterizedTest
    @ValueSource(strings = {"100-continue", "100-Continue"})
    void aShortBodyIsAskedForAndTheConnectionGoesOn(String expected) throws Exception {
        try (RawClient client = new RawClient(at)) {
            assertTrue(client.send(post("/api/classes", "1.1", expected))
                    .readHead()
                    .startsWith("HTTP/1.1 100 "));
            String answers = client.send(BODY + NEXT).readToEnd();
            assertTrue(RawClient.statuses(answers).matches("20[01] 200"), answers);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-magic", "100-continue, x-magic", "x-magic=\"100-continue\""})
    void noOtherExpectationIsMet(String expected) throws Exception {
        try (RawClient client = new RawClient(at)) {
            String answer = client.send(post("/api/classes", "1.1", expected)).readToEnd();
            assertEquals("417", RawClient.statuses(answer), answer);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"100-continue", "x-magic"})
    void anOldClientIsNotAnsweredInSteps(String expected) throws Exception {
        try (RawClient client = new RawClient(at)) {
            String answer =
                    client.send(post("/api/classes", "1.0", expected) + BODY).readToEnd();
            assertTrue(RawClient.statuses(answer).matches("20[01]"), answer);
        }
    }

    /** What comes after it could be the body or the next request. */
    @ParameterizedTest
    @CsvSource({
        "POST /nowhere, 404",
        "POST /health, 405",
        "GET /health, 200",
        "PATCH /api/models/cats-and-dogs, 403",
        "DELETE /api/models/cats-and-dogs, 403"
    })
    void anAnswerInsteadOfTheQuestionForTheBodyIsTheLast(String line, int status) throws Exception {
        try (RawClient client = new RawClient(at)) {
            String answer = client.send(
                            line + " HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n")
                    .readToEnd();
            assertEquals(String.valueOf(status), RawClient.statuses(answer), answer);
            assertTrue(answer.toLowerCase(Locale.ROOT).contains("\r\nconnection: close\r\n"), answer);
        }
    }

    @Test
    void whereThereIsNoBodyTheConnectionGoesOn() throws Exception {
        try (RawClient client = new RawClient(at)) {
            String get = "GET /health HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n\r\n";
            assertFalse(client.send(get).readHead().toLowerCase(Locale.ROOT).contains("connection: close"));
            String answers = client.send(get + NEXT).readToEnd();
            assertEquals("200 200", RawClient.statuses(answers), answers);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"close", "TE, close", "close, TE", "keep-alive,\tClose", "TE\r\nConnection: close"})
    void aConnectionIsClosedWhereCloseIsOneOption(String options) throws Exception {
        try (RawClient client = new RawClient(at)) {
            String get = "GET /health HTTP/1.1\r\nHost: x\r\nConnection: ";
            String answer =
                    client.send(get + options + "\r\n\r\n" + get + "TE\r\n\r\n").readToEnd();
            assertEquals("200", RawClient.statuses(answer), answer);
            assertTrue(answer.toLowerCase(Locale.ROOT).contains("\r\nconnection: close\r\n"), answer);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TE", "keep-alive, TE", "closed", "\"close\""})
    void anotherOptionClosesNothing(String options) throws Exception {
        try (RawClient client = new RawClient(at)) {
            String answers = client.send(
                            "GET /health HTTP/1.1\r\nHost: x\r\nConnection: " + options + "\r\n\r\n" + NEXT)
                    .readToEnd();
            assertEquals("200 200", RawClient.statuses(answers), answers);
        }
    }
}
