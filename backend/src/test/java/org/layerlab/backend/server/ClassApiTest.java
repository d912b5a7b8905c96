package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.layerlab.backend.server.ServerFixture.errorCode;
import static org.layerlab.backend.server.ServerFixture.header;
import static org.layerlab.backend.server.ServerFixture.json;
import static org.layerlab.backend.server.ServerFixture.text;

import java.net.http.HttpResponse;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.backend.store.SampleModels;

/** Live classes: a teacher and pupils by real WebSockets. */
class ClassApiTest extends WithClassServer {
    // ---- opening ----

    @Test
    void aKeyOpensAClass() throws Exception {
        HttpResponse<byte[]> answer = post("{\"key\": \"" + KEY + "\"}");
        assertEquals(201, answer.statusCode());
        String code = json(answer).getString("code");
        assertTrue(code.matches("[BCDFGHJKLMNPQRSTVWXZ]{6}"), code);
        assertEquals("/c/" + code, header(answer, "Location"));
        assertEquals("no-store", header(answer, "Cache-Control"));
        assertFalse(text(answer).contains(KEY));
        assertEquals(200, post("{\"key\": \"" + KEY + "\"}").statusCode(), "the same again");
        assertEquals(200, at.get("/c/" + code).statusCode());
        assertEquals(
                200,
                at.get("/c/" + code.toLowerCase(Locale.ROOT)).statusCode(),
                "as people type it, and whether or not there is a class");
        assertEquals(200, at.get("/c/ZZZZZZ").statusCode());
        assertEquals(404, at.get("/c/ABCDEF").statusCode());
        assertEquals(200, at.get("/api/classes/ZZZZZZ/qr.svg").statusCode());
        assertEquals(404, at.get("/api/classes/%3Cscript%3E/qr.svg").statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "[]", "{}", "{\"key\": 5}", "{\"key\": \"short\"}", "{\"key\": \"\\u0000\"}"})
    void whatIsNoKeyIsRefused(String body) throws Exception {
        HttpResponse<byte[]> answer = post(body);
        assertEquals(400, answer.statusCode(), text(answer));
        assertEquals("bad_request", errorCode(answer));
    }

    @Test
    void anAddressOpensTwentyClassesAtOnce() throws Exception {
        for (int i = 0; i < 20; i++) {
            assertEquals(201, post("{\"key\": \"" + secret(i) + "\"}").statusCode());
        }
        HttpResponse<byte[]> answer = post("{\"key\": \"" + secret(20) + "\"}");
        assertEquals(429, answer.statusCode());
        assertNotEquals("", header(answer, "Retry-After"));
    }

    @Test
    void whoAsksWithoutAWebSocketIsToldSo() throws Exception {
        HttpResponse<byte[]> answer = at.get("/api/classes/socket");
        assertEquals(426, answer.statusCode());
        assertEquals("upgrade_required", errorCode(answer));
        assertEquals("websocket", header(answer, "Upgrade"));
        assertEquals("upgrade", header(answer, "Connection"));
    }

    @Test
    void pagesOfOtherSitesOpenNoSocket() throws Exception {
        try (RawClient other = new RawClient(at)) {
            other.send(handshake("Origin: http://evil.example")).endOutput();
            assertEquals("403", RawClient.statuses(other.readToEnd()));
        }
        try (RawClient own = new RawClient(at)) {
            own.send(handshake("Origin: http://127.0.0.1")).endOutput();
            assertTrue(own.readToEnd().startsWith("HTTP/1.1 101 "), "and a client that says no more is closed");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sec-WebSocket-Key: ", "Sec-WebSocket-Version: "})
    void aHandshakeWithoutItsKeyOrVersionIsRefusedAsJson(String missing) throws Exception {
        String whole = handshake("Connection: close");
        int from = whole.indexOf(missing);
        try (RawClient client = new RawClient(at)) {
            client.send(whole.substring(0, from) + whole.substring(whole.indexOf('\n', from) + 1))
                    .endOutput();
            String answer = client.readToEnd();
            assertEquals("400", RawClient.statuses(answer));
            assertTrue(answer.contains("{\"error\":") && answer.contains("Sec-WebSocket-Key"), answer);
        }
    }

    // ---- a class ----

    @Test
    void whatPupilsTellReachesTheBoardAndTheOtherWayRound() throws Exception {
        String code = open(KEY);
        ClassClient board = connect().teach(code, KEY);
        assertEquals(code, board.next("class").getString("code", ""));
        ClassClient mia = connect().join(code, "Mia", secret(1));
        assertEquals("Mia", mia.next("class").getString("name", ""));
        assertEquals("Mia", board.next("pupil").get("pupil").asObject().getString("name", ""));
        mia.say(message("progress").add("iteration", 12).add("train", 0.75));
        assertEquals(12, board.next("pupil").get("pupil").asObject().getInt("iteration", 0));
        board.say(message("hold").add("on", true));
        assertTrue(mia.next("class").getBoolean("held", false));
        mia.say(message("here"));
        mia.next("here");

        mia.close();
        assertFalse(board.next("pupil").get("pupil").asObject().getBoolean("here", true));
        ClassClient again = connect("198.51.100.7").join(code, "Somebody", secret(1));
        assertEquals(1, again.next("class").getInt("id", 0));
        assertEquals("Mia", board.next("pupil").get("pupil").asObject().getString("name", ""));

        board.say(message("end"));
        assertEquals("teacher", again.next("ended").getString("why", ""));
        again.closed();
        board.closed();
        assertRefused(connect().teach(code, KEY), "no_class");
    }

    @Test
    void aServerThatStopsSaysSoAndItsSuccessorOpensTheSameClass() throws Exception {
        String code = open(KEY);
        ClassClient mia = connect();
        String run = mia.next("hello").getString("server", "");
        mia.join(code, "Mia", secret(1)).next("class");
        at.close();
        mia.next("stopping");
        mia.closed();
        start();
        ClassClient again = connect();
        assertNotEquals(run, again.next("hello").getString("server", ""));
        assertRefused(again.join(code, "Mia", secret(1)), "no_class");
        assertEquals(code, open(KEY));
        connect().join(code, "Mia", secret(1)).next("class");
    }

    @Test
    void aConnectionThatSaysNothingForAWhileStaysOnceSeated() throws Exception {
        String code = open(KEY);
        ClassClient mia = connect().join(code, "Mia", secret(1));
        mia.next("class");
        // Two connections without a WebSocket, one after the other, have been closed since.
        for (int i = 0; i < 2; i++) {
            try (RawClient idle = new RawClient(at)) {
                assertEquals("", idle.readToEnd());
            }
        }
        mia.say(message("here"));
        mia.next("here");
    }

    @Test
    void aModelThatIsHereIsHandedIn() throws Exception {
        String code = open(KEY);
        ClassClient board = connect().teach(code, KEY);
        board.next("class");
        ClassClient mia = connect().join(code, "Mia", secret(1));
        board.next("pupil");
        String id = at.save(SampleModels.safetensors("Mia's", 5)).getString("id");
        mia.say(message("handin").add("model", id));
        assertEquals(
                id,
                board.next("pupil")
                        .get("pupil")
                        .asObject()
                        .get("models")
                        .asArray()
                        .get(0)
                        .asString());
        mia.say(message("handin").add("model", "aaaaaaaaaaaaaaaa"));
        assertRefused(mia, "malformed");
    }
}
