package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.layerlab.backend.dataset.DataSets;
import org.layerlab.backend.log.FailureLog;
import org.layerlab.backend.log.Repetitions;
import org.layerlab.backend.store.SampleModels;

/** What the log tells and what it keeps quiet about. */
class LogTest {
    private static final long MINUTE = 60_000_000_000L;

    @TempDir
    Path temporary;

    private ServerOptions options() {
        return ServerFixture.options(temporary.resolve("secret-store"));
    }

    @Test
    void clientsThatResetTheirConnectionsLeaveNoLine() throws Exception {
        String file = "x".repeat(20_000);
        String post = "POST /api/models HTTP/1.1\r\nHost: x\r\nContent-Length: 50000\r\n\r\n" + file;
        String chunked = "POST /api/models HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc";
        String pages = "GET /models HTTP/1.1\r\nHost: x\r\n\r\n".repeat(20);
        List<String> starts = List.of(post, "", chunked, "GET /mod", pages, "GET /models HTTP/1.1\r\nHost: x\r\n");
        try (ServerFixture at = new ServerFixture(
                        options().withChanges(new ServerOptions.Rate(10_000, Duration.ofSeconds(1))));
                CapturedLog log = new CapturedLog()) {
            for (int i = 0; i < 300; i++) {
                RawClient client = new RawClient(at).send(starts.get(i % starts.size()));
                if (i % 2 == 0) {
                    // The server is at work on it.
                    assertEquals(200, at.get("/health").statusCode());
                }
                client.reset();
            }
            for (int i = 0; i < 20; i++) {
                assertEquals(200, at.get("/health").statusCode());
            }
            // On a busy machine, uploads whose end is not noticed yet still take places, and later ones are told to
            // wait.
            String others =
                    log.text().replaceAll("[^\n]* tell\n[^\n]* got 429 for POST /api/models: too_many_requests\n", "");
            assertEquals("", others);
            at.save(SampleModels.safetensors("Model", 1));
        }
    }

    @Test
    void clientsThatLeaveWhileAFileIsSentLeaveNoLine() throws Exception {
        String examples = "/api/datasets/drawings/train/examples?limit=1000&size=64";
        try (CapturedLog log = new CapturedLog()) {
            // Closed before the log is read: each event loop has told all of its connections.
            try (ServerFixture at = new ServerFixture(options().withDataSets(List.of(DataSets.drawings())))) {
                assertEquals(200, at.get(examples).statusCode(), "once they are prepared");
                for (int i = 0; i < 10; i++) {
                    try (RawClient client =
                            new RawClient(at).send("GET " + examples + " HTTP/1.1\r\nHost: x\r\n\r\n")) {
                        assertTrue(client.readHead().startsWith("HTTP/1.1 200 "));
                        client.reset();
                    }
                }
                for (int i = 0; i < 20; i++) {
                    assertEquals(200, at.get("/health").statusCode());
                }
            }
            assertEquals(List.of(), log.lines("VertxConnection"), log::text);
        }
    }

    @Test
    void repeatedFailureIsTracedOnce() throws Exception {
        try (ServerFixture at = new ServerFixture(options().withDataSets(List.of(BrokenPets.in(temporary))));
                CapturedLog log = new CapturedLog()) {
            for (int i = 0; i < 20; i++) {
                assertEquals(500, at.get("/datasets/pets/train/cat.0.jpg").statusCode());
            }
            assertEquals(
                    1, log.lines("GET /datasets/pets/train/cat.0.jpg failed").size(), log.text());
            assertEquals(
                    1,
                    log.lines("127.0.0.1 got 500 for GET /datasets/pets/train/cat.0.jpg")
                            .size(),
                    log.text());
            assertEquals(
                    1,
                    log.lines("secret-place").stream()
                            .filter(line -> line.startsWith("org.layerlab"))
                            .count(),
                    log.text());
        }
    }

    @Test
    void changesAndDeletionsAreTold() throws Exception {
        try (CapturedLog log = new CapturedLog()) {
            String id;
            String token;
            // Closed before the log is read: the line comes after the answer.
            try (ServerFixture at = new ServerFixture(options())) {
                JsonObject saved = at.save(SampleModels.safetensors("Model", 1));
                id = saved.getString("id");
                token = saved.getString("manageToken");
                at.change(id, token, "{\"name\": \"x\"}");
                at.delete(id, token);
            }
            assertEquals(
                    List.of("127.0.0.1 did PATCH /api/models/" + id, "127.0.0.1 did DELETE /api/models/" + id),
                    log.lines(" did ").stream()
                            .map(line -> line.substring(line.indexOf("127")))
                            .toList(),
                    log.text());
            assertEquals(List.of(), log.lines(token));
        }
    }

    @Test
    void repetitionsAreTheirCountInALineAMinute() {
        AtomicLong now = new AtomicLong();
        Repetitions repetitions = new Repetitions(now::get);
        assertEquals(1, repetitions.count("a"));
        IntStream.range(0, 500).forEach(i -> assertEquals(0, repetitions.count("a")));
        assertEquals(1, repetitions.count("b"));
        now.addAndGet(MINUTE - 1);
        assertEquals(0, repetitions.count("a"));
        now.addAndGet(1);
        assertEquals(502, repetitions.count("a"));
        assertEquals(0, repetitions.count("a"));
    }

    @Test
    void manyKindsOfEventsCannotFloodTheLog() {
        AtomicLong now = new AtomicLong();
        Repetitions repetitions = new Repetitions(now::get);
        long lines = IntStream.range(0, 100_000)
                .filter(i -> repetitions.count("client " + i) > 0)
                .count();
        assertEquals(100, lines);
        now.addAndGet(MINUTE);
        assertEquals(1, repetitions.count("another"));
    }

    @Test
    void failureThatRepeatsIsALineWithoutItsTrace() {
        AtomicLong now = new AtomicLong();
        FailureLog failures = new FailureLog(now::get);
        try (CapturedLog log = new CapturedLog()) {
            for (int minute = 0; minute < 3; minute++) {
                for (int i = 0; i < 10; i++) {
                    failures.report("GET /", new IllegalStateException("no\nluck"));
                }
                now.addAndGet(MINUTE);
            }
            assertEquals(
                    2,
                    log.lines("GET / failed again, 10 times since the last such line")
                            .size(),
                    log.text());
            assertEquals(1, log.lines("\tat " + LogTest.class.getName()).size(), log.text());
            for (String lost : List.of("Connection reset", "Broken pipe", "Connection reset by peer")) {
                failures.report("GET /", new IOException(lost));
            }
            assertFalse(log.text().contains("IOException"), log.text());
        }
    }

    @Test
    void noMessageOfAFailureBeginsALineOrCommandsTheTerminal() {
        String forged =
                "x\n2026-11-29T12:00:00+0000 INFO org.layerlab: all is well\u001b[2J\u009b1m" + "y".repeat(2000);
        Exception cause = new IOException("cause " + forged);
        Exception failure = new IllegalStateException("failure " + forged, cause);
        Exception suppressed = new IllegalArgumentException("suppressed " + forged, failure);
        cause.addSuppressed(suppressed);
        try (CapturedLog log = new CapturedLog()) {
            new FailureLog(() -> 0).report("GET /", failure);
            String text = log.text();
            assertTrue(
                    text.chars()
                            .allMatch(
                                    c -> c == '\n' || c == '\t' || c == '\u202f' || (c >= ' ' && c <= '~') || c == '…'),
                    text);
            assertTrue(text.lines().noneMatch(line -> line.startsWith("2026-11-29")), text);
            assertTrue(text.lines().allMatch(line -> line.length() < 600), text);
            assertTrue(text.contains("java.lang.IllegalStateException: failure x\\u000a2026"), text);
            assertTrue(text.contains("Caused by: java.io.IOException: cause x\\u000a"), text);
            assertTrue(text.contains("Suppressed: java.lang.IllegalArgumentException: suppressed x\\u000a"), text);
            assertTrue(text.contains("\tat " + LogTest.class.getName()), text);
        }
    }

    @Test
    void aFullStoreIsALineWithoutATrace() throws Exception {
        ServerOptions options = options();
        try (ServerFixture at = new ServerFixture(options.withLimits(
                        new ServerOptions.Limits(options.limits().upload(), 1)));
                CapturedLog log = new CapturedLog()) {
            for (int i = 0; i < 3; i++) {
                assertEquals(
                        507,
                        at.post("/api/models", SampleModels.safetensors("Model", i))
                                .statusCode());
            }
            assertEquals(1, log.lines("POST /api/models failed: ").size(), log.text());
            assertEquals(List.of(), log.lines("\tat "), log.text());
        }
    }

    @Test
    void refusalsAreToldWithTheClientWithoutAnAccessLog() throws Exception {
        try (ServerFixture at =
                        new ServerFixture(options().withChanges(new ServerOptions.Rate(10, Duration.ofHours(1))));
                CapturedLog log = new CapturedLog()) {
            String id = at.save(SampleModels.safetensors("Model", 1)).getString("id");
            String path = "/api/models/" + id;
            for (int i = 0; i < 20; i++) {
                at.request("DELETE", path, "X-Forwarded-For", "203.0.113.7");
                at.request("DELETE", path, "X-Forwarded-For", "203.0.113.8", "Authorization", "Bearer wrong");
            }
            at.request("POST", "/api/models", "X-Forwarded-For", "203.0.113.9", "Origin", "https://evil.example");
            assertEquals(404, at.get("/nowhere").statusCode());
            List<String> lines =
                    log.text().lines().filter(line -> line.contains(" got ")).toList();
            assertEquals(4, lines.size(), log.text());
            for (String line : List.of(
                    "203.0.113.7 got 401 for DELETE " + path,
                    "203.0.113.8 got 403 for DELETE " + path,
                    "203.0.113.8 got 429 for DELETE " + path,
                    "203.0.113.9 got 403 for POST /api/models: cross_site")) {
                assertEquals(1, log.lines(line).size(), line + "\n" + log.text());
            }
        }
    }

    @Test
    void accessLogIsALineARequestWhateverItSends() throws Exception {
        try (ServerFixture at = new ServerFixture(options().withAccessLog(true));
                CapturedLog log = new CapturedLog()) {
            at.get("/models", "X-Forwarded-For", "203.0.113.7");
            try (RawClient client = new RawClient(at)) {
                client.send("GET /\u001b[2J\u009b1m HTTP/1.1\r\nHost: x\r\n\r\n")
                        .readToEnd();
            }
            try (RawClient client = new RawClient(at)) {
                client.send("GET /caf\u00e9?\u009b1m HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                        .readToEnd();
            }
            try (RawClient client = new RawClient(at)) {
                client.send("OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                        .readToEnd();
            }
            String text = log.text();
            assertTrue(text.matches("(?s).*203\\.0\\.113\\.7 GET /models 200 [0-9]+ B [0-9]+ µs\n.*"), text);
            assertTrue(text.matches("(?s).*127\\.0\\.0\\.1 GET /caf\\\\u00e9 400 [0-9]+ B [0-9]+ µs\n.*"), text);
            assertTrue(text.matches("(?s).*127\\.0\\.0\\.1 OPTIONS \\* 204 0 B [0-9]+ µs\n.*"), text);
            assertEquals(4, log.lines(" µs").size(), text);
            assertTrue(
                    text.chars().allMatch(c -> c == '\n' || c == 'µ' || (c >= ' ' && c <= '~') || c == '\u202f'), text);
        }
    }

    @Test
    void keysSearchWordsAndContentsAreInNoLog() throws Exception {
        try (CapturedLog log = new CapturedLog()) {
            String token;
            // Closed before the log is read: the line comes after the answer.
            try (ServerFixture at = new ServerFixture(options().withAccessLog(true))) {
                JsonObject saved = at.save(SampleModels.safetensors("Told to nobody", 1));
                token = saved.getString("manageToken");
                assertEquals(200, at.get("/api/models?q=looked-for").statusCode());
                at.change(saved.getString("id"), token, "{\"name\": \"Told to nobody else\"}");
                at.delete(saved.getString("id"), "looked-for");
                at.delete(saved.getString("id"), token);
            }
            assertEquals(1, log.lines(" GET /api/models 200 ").size(), log.text());
            assertEquals(
                    2,
                    log.lines(" DELETE /api/models/").stream()
                            .filter(line -> line.endsWith(" µs"))
                            .count());
            for (String secret : List.of(token, "looked-for", "Told to nobody")) {
                assertEquals(List.of(), log.lines(secret));
            }
        }
    }

    @Test
    void accessLogTellsWhoSavedAModelAndOpenedASocket() throws Exception {
        Vertx vertx = Vertx.vertx();
        try (ServerFixture at = new ServerFixture(options().withAccessLog(true));
                CapturedLog log = new CapturedLog()) {
            String id = at.save(SampleModels.safetensors("Model", 1)).getString("id");
            ClassClient.connect(ClassClient.client(vertx), at.running.port(), "203.0.113.7")
                    .next("hello");
            assertEquals(1, log.lines(" POST /api/models 201 ").size(), log.text());
            assertTrue(log.lines(" POST /api/models 201 ").get(0).endsWith(" µs /m/" + id), log.text());
            assertEquals(1, log.lines("203.0.113.7 GET /api/classes/socket 101").size(), log.text());
        } finally {
            vertx.close();
        }
    }

    @Test
    void aDamagedModelIsToldOnceHoweverOftenItIsAskedFor() throws Exception {
        try (ServerFixture at = new ServerFixture(options());
                CapturedLog log = new CapturedLog()) {
            String id = at.save(SampleModels.safetensors("Model", 1)).getString("id");
            Path file = temporary.resolve("secret-store").resolve(id + ".safetensors");
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length - 1] ^= 1;
            Files.write(file, bytes);
            for (int i = 0; i < 5; i++) {
                assertEquals(
                        500,
                        at.get("/api/models/" + id + "/parameters.safetensors").statusCode());
            }
            assertEquals(1, log.lines("its SHA-256 differs").size(), log.text());
        }
    }
}
