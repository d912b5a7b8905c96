package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Live classes, and clients that want to break them. */
class HostileClassTest extends WithClassServer {
    @Test
    void aStaleOrWrongKeyTeachesNothing() throws Exception {
        String code = open(KEY);
        ClassClient board = connect().teach(code, KEY);
        board.next("class");
        assertRefused(connect().teach(code, secret(1)), "no_class");
        assertRefused(connect().teach(code, ""), "malformed");
        board.say(message("end")).closed();
        assertRefused(connect().teach(code, KEY), "no_class");
    }

    @Test
    void anAddressTriesTenCodesAMinute() throws Exception {
        String code = open(KEY);
        connect().join(code, "Mia", secret(1)).next("class");
        for (int i = 0; i < 10; i++) {
            assertRefused(connect().join("ZZZZZ" + "BCDFGHJKLM".charAt(i), "Eve", secret(2)), "no_class");
        }
        assertRefused(connect().join("ZZZZZN", "Eve", secret(2)), "too_many_requests");
        assertRefused(connect().join(code, "Eve", secret(2)), "too_many_requests");
        assertRefused(connect().teach(code, secret(2)), "too_many_requests");
        // Who is in the class already, or has the key, does not try; and others have tries of their own.
        connect().join(code, "Mia", secret(1)).next("class");
        connect().teach(code, KEY).next("class");
        connect("198.51.100.7").join(code, "Ben", secret(3)).next("class");
    }

    @Test
    void aQuestionForACodeTakesNoSeatAndIsATry() throws Exception {
        String code = open(KEY);
        ClassClient board = connect().teach(code, KEY);
        board.next("class");
        for (int i = 0; i < 400; i++) {
            try (ClassClient one = connect()) {
                one.ask(code).next("there");
                assertEquals(1000, one.closed());
            }
        }
        connect().join(code, "Mia", secret(1)).next("class");
        assertEquals("Mia", board.next("pupil").get("pupil").asObject().getString("name", ""), "nobody came before");
        for (int i = 0; i < 10; i++) {
            assertRefused(connect().ask("ZZZZZ" + "BCDFGHJKLM".charAt(i)), "no_class");
        }
        assertRefused(connect().ask("ZZZZZN"), "too_many_requests");
        assertRefused(connect().ask(code), "too_many_requests");
    }

    /** Or the answer would tell which codes there are, however many were tried. */
    @Test
    void aMalformedSecretIsRefusedWhetherOrNotThereIsAClass() throws Exception {
        String code = open(KEY);
        for (String one : List.of(code, "ZZZZZZ")) {
            assertRefused(connect().teach(one, "short"), "malformed");
            assertRefused(connect().join(one, "Eve", "short"), "malformed");
        }
    }

    @Test
    void aClassThatTriesItsFormerCodeIsOneGuess() throws Exception {
        for (int i = 0; i < 20; i++) {
            assertRefused(connect().join("ZZZZZZ", "Pupil", secret(i)), "no_class");
        }
        String code = open(KEY);
        connect().join(code, "Mia", secret(1)).next("class");
        // Whoever guesses a key, or sends something that isn't a code, guesses each time.
        for (int i = 0; i < 9; i++) {
            ClassClient one =
                    i % 2 == 0 ? connect().teach(code, secret(i)) : connect().join("zz", "Eve", secret(2));
            assertRefused(one, "no_class");
        }
        assertRefused(connect().join(code, "Eve", secret(2)), "too_many_requests");
    }

    @Test
    void namesArriveAsOneLineOfText() throws Exception {
        String code = open(KEY);
        ClassClient board = connect().teach(code, KEY);
        board.next("class");
        connect().join(code, "\u202E<img src=x onerror=alert(1)>\u0000\u001B[2J\r\n", secret(1));
        assertEquals(
                "<img src=x onerror=alert",
                board.next("pupil").get("pupil").asObject().getString("name", ""));
        assertRefused(connect().join(code, "x".repeat(401), secret(2)), "malformed");
    }

    @Test
    void aClassTakesFortyPupilsWhoeverKnocks() throws Exception {
        String code = open(KEY);
        int joined = 0;
        int full = 0;
        for (int i = 0; i < 100; i++) {
            String outcome = connect("198.51.100." + i % 5)
                    .join(code, "Pupil", secret(i))
                    .outcome();
            joined += outcome.equals("joined") ? 1 : 0;
            full += outcome.equals("full") ? 1 : 0;
        }
        assertEquals(40, joined);
        assertEquals(60, full);
    }

    @Test
    void thousandsOfJoinsOfAnAddressAreSlowedDown() throws Exception {
        String code = open(KEY);
        int slowed = 0;
        for (int batch = 0; batch < 20; batch++) {
            List<ClassClient> knocking = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                knocking.add(connect().join(code, "Mia", secret(1)));
            }
            for (ClassClient one : knocking) {
                slowed += one.outcome().equals("too_many_requests") ? 1 : 0;
                one.close();
            }
        }
        assertTrue(slowed > 1000, slowed + " of 2000 were refused");
        connect("198.51.100.99").join(code, "Mia", secret(1)).next("class");
        assertEquals(200, at.get("/health").statusCode());
    }

    @Test
    void aConnectionThatWasAWebSocketIsCountedOut() throws Exception {
        at.close();
        // Without a proxy, one address has an eighth of the connections: 1,024 at most.
        at = new ServerFixture(ServerFixture.options(temporary.resolve("other"))
                .withFront(new ServerOptions.Front(List.of(), Optional.empty())));
        for (int i = 0; i < 1100; i++) {
            try (ClassClient one = ClassClient.connect(client, at.running.port(), "192.0.2.1")) {
                one.next("hello");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "[]",
                "null",
                "{\"type\": \"join\"}",
                "{\"type\": \"teach\", \"code\": 7}",
                "{\"type\": \"progress\"}",
                "{\"type\": {}}",
                "\u0000\uFFFF"
            })
    void aFirstMessageThatSaysNothingIsRefused(String text) throws Exception {
        ClassClient one = connect().say(text);
        assertTrue(List.of("malformed", "no_class").contains(one.next("refused").getString("reason", "")));
        assertEquals(1008, one.closed());
    }

    @Test
    void deepJsonIsRefused() throws Exception {
        assertRefused(connect().say("[".repeat(8000)), "malformed");
        assertRefused(connect().say("{\"a\":".repeat(3000)), "malformed");
    }

    @Test
    void tenMegabytesCloseTheConnectionAndNothingElse() throws Exception {
        String code = open(KEY);
        ClassClient board = connect().teach(code, KEY);
        board.next("class");
        ClassClient huge = connect().join(code, "Mia", secret(1));
        huge.next("class");
        huge.socket.writeFinalTextFrame("x".repeat(10 << 20)).onFailure(cut -> {});
        huge.closed();
        ClassClient pieces = connect().join(code, "Ben", secret(2));
        pieces.next("class");
        pieces.socket.writeTextMessage("x".repeat(10 << 20)).onFailure(cut -> {});
        pieces.closed();
        ClassClient bytes = connect().join(code, "Ben", secret(2));
        bytes.next("class");
        bytes.socket.writeBinaryMessage(Buffer.buffer("{}")).onFailure(cut -> {});
        bytes.closed();
        board.say(message("here"));
        board.next("here");
    }

    @Test
    void garbageFramesCloseTheConnection() throws Exception {
        for (String garbage : List.of(
                "\u0081\u0005hello", // without a mask
                "\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff",
                "\u0083\u0080abcd", // an unknown kind
                "\u0081\u0082abcd\u009f\u009f", // not UTF-8
                "\u0089\u00fe\u0001\u0000abcd", // a ping that is too long
                "GET / HTTP/1.1\r\n\r\n")) {
            try (RawClient raw = new RawClient(at)) {
                assertTrue(raw.send(handshake()).readHead().startsWith("HTTP/1.1 101 "));
                raw.send(garbage).readToEnd();
            }
        }
        assertEquals(200, at.get("/health").statusCode());
    }

    @Test
    void whoTalksTooMuchIsClosed() throws Exception {
        String code = open(KEY);
        ClassClient mia = connect().join(code, "Mia", secret(1));
        mia.next("class");
        for (int i = 0; i < 200; i++) {
            mia.socket.writeTextMessage("{\"type\": \"here\"}").onFailure(gone -> {});
        }
        assertRefused(mia, "too_many_messages");
    }

    @Test
    void whoPingsTooMuchIsClosed() throws Exception {
        String code = open(KEY);
        ClassClient mia = connect().join(code, "Mia", secret(1));
        mia.next("class");
        for (int i = 0; i < 4 * FrameLimit.BURST; i++) {
            mia.socket.writePing(Buffer.buffer("x")).onFailure(gone -> {});
        }
        assertEquals(1008, mia.closed());
    }

    @Test
    void whoReadsNothingIsHungUpOnBeforeMuchWaits() throws Exception {
        try (RawClient raw = new RawClient(at).send(handshake())) {
            for (int i = 0; i < 20 * FrameLimit.BURST; i++) {
                raw.send("\u0089\u00fdabcd" + "x".repeat(125));
            }
            raw.readToEnd();
        }
    }
}
