package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.layerlab.backend.store.SampleModels;

/** Requests that two servers can read differently are refused (RFC 9112), and the connection with them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FramingTest {
    private static final String SMUGGLED = "GET /health?smuggled HTTP/1.1\r\nHost: x\r\n\r\n";

    private ServerFixture at;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        at = new ServerFixture(ServerFixture.options(folder.resolve("store")));
    }

    @AfterAll
    void stop() throws Exception {
        at.close();
    }

    private static Arguments post(int status, String name, String headers, String body) {
        return Arguments.of(name, status, "POST /api/models HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n" + body);
    }

    private static Arguments get(int status, String name, String head) {
        return Arguments.of(name, status, head + "\r\n\r\n");
    }

    static Stream<Arguments> hostileBodies() {
        String chunked = "Transfer-Encoding: chunked\r\n";
        return Stream.of(
                post(400, "length and chunked", "Content-Length: 4\r\n" + chunked, "0\r\n\r\n"),
                post(400, "chunked and length", chunked + "Content-Length: 4\r\n", "0\r\n\r\n"),
                post(400, "chunked is not last", "Transfer-Encoding: chunked, xchunked\r\n", "0\r\n\r\n"),
                post(400, "chunked is not last, on two lines", chunked + "Transfer-Encoding: x\r\n", "0\r\n\r\n"),
                post(400, "chunked twice", chunked + chunked, "0\r\n\r\n"),
                post(400, "identity", "Transfer-Encoding: identity\r\n", ""),
                post(400, "almost chunked", "Transfer-Encoding: xchunked\r\n", "0\r\n\r\n"),
                post(400, "empty coding", "Transfer-Encoding:\r\n", "0\r\n\r\n"),
                post(400, "vertical tab before chunked", "Transfer-Encoding: \u000bchunked\r\n", "0\r\n\r\n"),
                post(501, "unknown coding before chunked", "Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"),
                post(
                        501,
                        "thousands of codings before chunked",
                        "Transfer-Encoding: " + "a,".repeat(5000) + "chunked\r\n",
                        "0\r\n\r\n"),
                post(400, "empty coding before chunked", "Transfer-Encoding: gzip, , chunked\r\n", "0\r\n\r\n"),
                post(400, "two lengths", "Content-Length: 4\r\nContent-Length: 5\r\n", "abcde"),
                post(400, "two lengths on a line", "Content-Length: 4, 5\r\n", "abcde"),
                post(400, "the same length twice", "Content-Length: 4\r\nContent-Length: 4\r\n", "abcd"),
                post(400, "length with a plus", "Content-Length: +4\r\n", "abcd"),
                post(400, "length with a minus", "Content-Length: -4\r\n", "abcd"),
                post(400, "length with a space", "Content-Length: 4 4\r\n", "abcd"),
                post(400, "length in hexadecimal", "Content-Length: 0x4\r\n", "abcd"),
                post(400, "length without digits", "Content-Length:\r\n", "abcd"),
                post(400, "length beyond 64 bits", "Content-Length: 18446744073709551620\r\n", "abcd"),
                post(400, "space before the colon", "Content-Length : 4\r\n", "abcd"),
                post(400, "space before the other colon", "Transfer-Encoding : chunked\r\n", "0\r\n\r\n"),
                post(400, "folded header", "X-A: b\r\n Content-Length: 4\r\n", "abcd"),
                post(400, "header folded by a tab", "Transfer-Encoding:\r\n\tchunked\r\n", "0\r\n\r\n"),
                post(400, "space in a name", "Content Length: 4\r\n", "abcd"),
                post(400, "header without a name", ": 4\r\n", "abcd"),
                post(400, "header without a colon", "Content-Length 4\r\n", "abcd"),
                post(400, "NUL in a name", "Content-Length\0: 4\r\n", "abcd"),
                post(400, "NUL in a value", "X-A: b\0c\r\nContent-Length: 4\r\n", "abcd"),
                post(400, "NUL in the length", "Content-Length: 4\0\r\n", "abcd"),
                post(400, "bare CR in a value", "X-A: b\rContent-Length: 4\r\nContent-Length: 4\r\n", "abcd"),
                post(400, "bare LF after a header", "X-A: b\nContent-Length: 4\r\n", "abcd"),
                post(400, "bare LF after the head", "Content-Length: 0\r\n\n", ""),
                post(400, "line break in a chunk's extension", chunked, "1;a=\"\r\nb\"\r\nx\r\n0\r\n\r\n"),
                post(400, "bare LF after a chunk's size", chunked, "1;a\nx\r\n0\r\n\r\n"),
                post(400, "bare CR in a chunk's extension", chunked, "1;a\rb\r\nx\r\n0\r\n\r\n"),
                post(400, "chunk longer than its size", chunked, "1\r\nxyz\r\n0\r\n\r\n"),
                post(400, "chunk size with a minus", chunked, "-1\r\nx\r\n0\r\n\r\n"),
                post(400, "chunk size with a plus", chunked, "+1\r\nx\r\n0\r\n\r\n"),
                post(400, "chunk size with 0x", chunked, "0x1\r\nx\r\n0\r\n\r\n"),
                post(400, "chunk size beyond 32 bits", chunked, "100000001\r\nx\r\n0\r\n\r\n"),
                post(400, "chunk without a size", chunked, "\r\nx\r\n0\r\n\r\n"));
    }

    static Stream<Arguments> hostileHeads() {
        return Stream.of(
                get(400, "two hosts", "GET /health HTTP/1.1\r\nHost: x\r\nHost: y"),
                get(400, "the same host twice", "GET /health HTTP/1.1\r\nHost: x\r\nHost: x"),
                get(400, "no host", "GET /health HTTP/1.1"),
                get(400, "empty host", "GET /health HTTP/1.1\r\nHost:"),
                get(400, "host with a path", "GET /health HTTP/1.1\r\nHost: x/y"),
                get(400, "host with a user", "GET /health HTTP/1.1\r\nHost: a@x"),
                get(400, "host with a list", "GET /health HTTP/1.1\r\nHost: x, y"),
                get(400, "host with a port that is none", "GET /health HTTP/1.1\r\nHost: x:http"),
                get(400, "space before the first header", "GET /health HTTP/1.1\r\n Host: x\r\nHost: x"),
                get(400, "chunked in HTTP/1.0", "POST /api/models HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked"),
                get(400, "two hosts in HTTP/1.0", "GET /health HTTP/1.0\r\nHost: x\r\nHost: y"),
                get(400, "bare CR in the request line", "GET /health\rHTTP/1.1\r\nHost: x"),
                get(400, "bare LF after the request line", "GET /health HTTP/1.1\nHost: x"),
                get(400, "tab in the request line", "GET\t/health\tHTTP/1.1\r\nHost: x"),
                get(400, "form feed in the request line", "GET\f/health HTTP/1.1\r\nHost: x"),
                get(400, "NUL in the address", "GET /hea\0lth HTTP/1.1\r\nHost: x"),
                get(400, "space in the address", "GET /hea lth HTTP/1.1\r\nHost: x"),
                get(400, "no version", "GET /health\r\nHost: x"),
                get(400, "version that is none", "GET /health HTTP/1.1x\r\nHost: x"),
                get(505, "another version", "GET /health HTTP/2.0\r\nHost: x"),
                get(400, "no method", " /health HTTP/1.1\r\nHost: x"),
                get(400, "method that is none", "G\u00e9T /health HTTP/1.1\r\nHost: x"),
                get(400, "GET of everything", "GET * HTTP/1.1\r\nHost: x"),
                get(400, "address without a slash", "GET health HTTP/1.1\r\nHost: x"),
                get(400, "absolute address of no host", "GET http:///health HTTP/1.1\r\nHost: x"),
                get(400, "absolute address with a user", "GET http://a@x/health HTTP/1.1\r\nHost: x"),
                get(400, "absolute address of another scheme", "GET ftp://x/health HTTP/1.1\r\nHost: x"),
                get(400, "authority of a tunnel", "CONNECT x:443 HTTP/1.1\r\nHost: x:443"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"hostileBodies", "hostileHeads"})
    void ambiguousRequestIsRefusedAndTheConnectionCloses(String name, int status, String request) throws IOException {
        String answers = answers(request + SMUGGLED);
        assertEquals(String.valueOf(status), RawClient.statuses(answers), answers);
        assertTrue(answers.contains("{\"error\":{\"code\":"), answers);
        assertTrue(answers.toLowerCase(java.util.Locale.ROOT).contains("\r\nconnection: close\r\n"), answers);
    }

    /** What is answered once the server has noticed that earlier cases, whose bodies it was waiting for, are gone. */
    private String answers(String requests) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (true) {
            try (RawClient client = new RawClient(at)) {
                String answers = client.send(requests).readToEnd();
                if (!RawClient.statuses(answers).endsWith("429") || System.nanoTime() > end) {
                    return answers;
                }
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"hostileBodies", "hostileHeads"})
    void requestsBeforeAnAmbiguousOneAreAnswered(String name, int status, String request) throws IOException {
        String before = "GET /health HTTP/1.1\r\nHost: x\r\n\r\n";
        String answers = answers(before + before + request + SMUGGLED);
        assertEquals("200 200 " + status, RawClient.statuses(answers), answers);
    }

    @ParameterizedTest
    @CsvSource({
        "GET /health HTTP/1.1, 200",
        "'\r\nGET /health HTTP/1.1', 200",
        "GET /health HTTP/1.0, 200",
        "GET http://x/health HTTP/1.1, 200",
        "GET https://x:443/health HTTP/1.1, 200",
        "GET HTTP://x HTTP/1.1, 200",
        "GET http://x?q=/y HTTP/1.1, 200",
        "GET http://x/nowhere HTTP/1.1, 404",
        "OPTIONS * HTTP/1.1, 204",
        "OPTIONS * HTTP/1.0, 204",
        "OPTIONS /health HTTP/1.1, 204",
        "TRACE /health HTTP/1.1, 405",
        "BREW /health HTTP/1.1, 405",
    })
    void unusualRequestsAreAnswered(String line, int status) throws IOException {
        try (RawClient client = new RawClient(at)) {
            String answer = client.send(line + "\r\nHost: x\r\nConnection: close\r\n\r\n")
                    .readToEnd();
            assertEquals(String.valueOf(status), RawClient.statuses(answer), answer);
        }
    }

    @ParameterizedTest
    @CsvSource({"GET /health, 200", "OPTIONS *, 204", "GET /, 200"})
    void oldRequestsWithoutHeadersAreAnswered(String line, int status) throws IOException {
        try (RawClient client = new RawClient(at)) {
            String answer = client.send(line + " HTTP/1.0\r\n\r\n").readToEnd();
            assertEquals(String.valueOf(status), RawClient.statuses(answer), answer);
        }
    }

    @ParameterizedTest
    @CsvSource({"http://other.example/m/cats-and-dogs, other.example", "/m/cats-and-dogs, x"})
    void hostOfAnAbsoluteAddressCounts(String address, String host) throws IOException {
        try (RawClient client = new RawClient(at)) {
            String answer = client.send("GET " + address + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                    .readToEnd();
            assertTrue(answer.contains("content=\"http://" + host + "/m/cats-and-dogs\""), answer);
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "3"})
    void clientThatEndsItsOutputGetsItsAnswers(int number) throws Exception {
        byte[] file = SampleModels.safetensors("Half closed", number);
        String head = "POST /api/models HTTP/1.1\r\nHost: x\r\nContent-Length: " + file.length + "\r\n\r\n";
        String post = head + new String(file, StandardCharsets.ISO_8859_1);
        try (RawClient client = new RawClient(at)) {
            String answers = client.send(post.repeat(number)).endOutput().readToEnd();
            assertEquals("201" + " 200".repeat(number - 1), RawClient.statuses(answers), answers);
            assertTrue(answers.endsWith("}"), answers);
        }
    }

    @Test
    void answersOfEveryKindEndTheConnectionOfAClientThatHasEndedItsOutput() throws Exception {
        String model = "/api/models/"
                + at.save(SampleModels.safetensors("Half closed", 7)).getString("id");
        String file = "GET " + model + "/parameters.safetensors HTTP/1.1\r\nHost: x\r\n";
        String etag;
        try (RawClient client = new RawClient(at)) {
            String answer = client.send(file + "\r\n").endOutput().readToEnd();
            assertEquals("200", RawClient.statuses(answer), answer);
            etag = answer.replaceAll("(?is).*\r\netag: ([^\r]+)\r.*", "$1");
        }
        for (String request : List.of(
                file + "Range: bytes=0-9\r\n",
                file + "If-None-Match: " + etag + "\r\n",
                file.replace("GET ", "HEAD "),
                file.replace("GET ", "OPTIONS "),
                file.replace("GET ", "DELETE "),
                "GET " + model + "/preview.png HTTP/1.1\r\nHost: x\r\n",
                "GET /assets/style.css HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n",
                "GET /nowhere HTTP/1.1\r\nHost: x\r\n",
                "POST /api/models HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 0\r\n")) {
            try (RawClient client = new RawClient(at)) {
                String answer = client.send(request + "\r\n").endOutput().readToEnd();
                assertTrue(RawClient.statuses(answer).matches("(100 )?[2-4][0-9]{2}"), request + answer);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"''", "GET /health HTT", "'POST /api/models HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc'"})
    void clientThatEndsItsOutputTooEarlyIsLetGo(String request) throws Exception {
        try (RawClient client = new RawClient(at)) {
            assertEquals("", client.send(request).endOutput().readToEnd());
        }
    }
}
