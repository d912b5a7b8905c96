package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.layerlab.backend.server.ServerFixture.errorCode;
import static org.layerlab.backend.server.ServerFixture.errorMessage;
import static org.layerlab.backend.server.ServerFixture.header;
import static org.layerlab.backend.server.ServerFixture.json;
import static org.layerlab.backend.server.ServerFixture.text;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonValue;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.layerlab.backend.store.SampleModels;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.Npz;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.file.Tensor;

/** Broken, large, slow, malformed and too many uploads. */
class ModelUploadTest extends WithModelServer {
    @Test
    void brokenFilesAreRefusedWithTheReasonAndLeaveNothing() throws Exception {
        byte[] good = SampleModels.safetensors("Rings", 1);
        byte[] truncated = Arrays.copyOf(good, good.length - 3);
        byte[] lying = good.clone();
        ByteBuffer.wrap(lying).order(ByteOrder.LITTLE_ENDIAN).putLong(0, 1L << 40);
        byte[] nan = good.clone();
        ByteBuffer.wrap(nan).order(ByteOrder.LITTLE_ENDIAN).putDouble(nan.length - 8, Double.NaN);
        byte[] infinite = good.clone();
        ByteBuffer.wrap(infinite).order(ByteOrder.LITTLE_ENDIAN).putDouble(nan.length - 8, Double.NEGATIVE_INFINITY);
        byte[] truncatedNpz = SampleModels.circles("Rings", 1).toNpz(StorageType.F64);
        truncatedNpz = Arrays.copyOf(truncatedNpz, truncatedNpz.length / 2);
        byte[] text = "<html>not a model</html>".getBytes(StandardCharsets.UTF_8);
        for (byte[] bad : List.of(truncated, lying, nan, infinite, truncatedNpz, text, new byte[] {1})) {
            HttpResponse<byte[]> response = at.post("/api/models", bad);
            assertEquals(422, response.statusCode(), text(response));
            assertEquals("invalid_file", errorCode(response));
            assertTrue(errorMessage(response).startsWith("not a parameter file: "), errorMessage(response));
        }
        assertTrue(errorMessage(at.post("/api/models", nan)).contains("NaN"));
        HttpResponse<byte[]> empty = at.post("/api/models", new byte[0]);
        assertEquals(400, empty.statusCode());
        assertEquals("bad_request", errorCode(empty));
        assertEquals(0, filesInStore());
    }

    @Test
    void aCardThatAsksForWhatCannotBeDoneIsRefused() throws Exception {
        ParameterFile photos = SampleModels.of("Photos", 1, 3072, 1);
        for (String input : List.of(
                "{\"width\": 65, \"height\": 65}",
                "{\"width\": 32, \"height\": 64}",
                "{\"order\": \"GRB\"}",
                "{\"resize\": \"foo\"}",
                "{\"crop\": \"foo\"}",
                "{\"divisor\": 0}",
                "{\"channels\": 1}",
                "{\"mirror\": 1}")) {
            ParameterFile asked = with(photos, "input", Json.parse(input));
            String why = assertThrows(
                            IllegalArgumentException.class, () -> asked.card().preparation())
                    .getMessage();
            HttpResponse<byte[]> response = at.post("/api/models", asked.toSafetensors(StorageType.F32));
            assertEquals(422, response.statusCode(), input + " " + text(response));
            assertEquals("invalid_file", errorCode(response));
            assertEquals("not a parameter file: the model card: " + why, errorMessage(response));
        }
        ParameterFile precise = with(SampleModels.circles("Rings", 1), "precision", Json.value("float8"));
        HttpResponse<byte[]> response = at.post("/api/models", precise.toSafetensors(StorageType.F32));
        assertEquals(422, response.statusCode(), text(response));
        assertEquals(
                "not a parameter file: the model card: precision 'float8' is unknown; there are float32, float64",
                errorMessage(response));
        assertEquals(0, filesInStore());

        // What it does not say is the tutorial's, and a network of points has no photos to prepare.
        at.save(with(photos, "input", Json.parse("{\"order\": \"RGB\", \"crop\": \"center\"}"))
                .toSafetensors(StorageType.F32));
        at.save(photos.toSafetensors(StorageType.F32));
        at.save(with(SampleModels.circles("Rings", 1), "input", Json.parse("{\"width\": 65}"))
                .toSafetensors(StorageType.F32));
    }

    private static ParameterFile with(ParameterFile file, String key, JsonValue value) {
        return new ParameterFile(
                file.parameters(), new CardBuilder(file.card()).set(key, value).build());
    }

    @Test
    void compressedBodiesAreRefusedByTheirCoding() throws Exception {
        byte[] file = SampleModels.safetensors("Rings", 1);
        for (String[] request : new String[][] {
            {"POST", "/api/models"}, {"PATCH", "/api/models/" + at.save(file).getString("id")}, {"POST", "/api/classes"}
        }) {
            for (String coding : List.of("gzip", "identity, br")) {
                HttpResponse<byte[]> response = at.send(HttpRequest.newBuilder(at.uri(request[1]))
                        .header("Authorization", "Bearer x")
                        .header("Content-Encoding", coding)
                        .method(request[0], BodyPublishers.ofByteArray(file))
                        .build());
                assertEquals(415, response.statusCode(), text(response));
                assertEquals("unsupported_encoding", errorCode(response));
                assertTrue(errorMessage(response).contains(coding.replace("identity, ", "")), errorMessage(response));
                assertEquals("identity", header(response, "Accept-Encoding"));
            }
        }
        HttpResponse<byte[]> plain = at.send(HttpRequest.newBuilder(at.uri("/api/models"))
                .header("Content-Encoding", "identity")
                .POST(BodyPublishers.ofByteArray(file))
                .build());
        assertEquals(200, plain.statusCode(), text(plain));
    }

    /** Whoever publishes a network says what it is; a guess at its activations is for its owner to see first. */
    @Test
    void filesOfOtherProgramsAreSentToWhereTheyAreConverted() throws Exception {
        byte[] theirs = Npz.write(Map.of("0.weight", Tensor.of(new double[2], 1, 2)));
        HttpResponse<byte[]> response = at.post("/api/models", theirs);
        assertEquals(422, response.statusCode(), text(response));
        assertTrue(errorMessage(response).contains("layerlab convert IN OUT"), errorMessage(response));
        assertTrue(errorMessage(response).contains("Read as a PyTorch network"), errorMessage(response));
        byte[] pickle = {(byte) 0x80, 4, '}', 'q', 0, '.', 0, 0, 0, 0};
        assertTrue(errorMessage(at.post("/api/models", pickle)).contains("pickle.load("));
        byte[] fromZero = Npz.write(Map.of("W0", Tensor.of(new double[2], 1, 2), "b0", Tensor.of(new double[1], 1)));
        assertTrue(errorMessage(at.post("/api/models", fromZero)).contains("numbered from 0"));
        assertEquals(0, filesInStore());
    }

    @Test
    void tooLargeAFileIsRefusedAndTheConnectionStaysInOrder() throws Exception {
        for (int size : new int[] {MAX_UPLOAD + 1, 2 * MAX_UPLOAD}) {
            HttpResponse<byte[]> response = at.post("/api/models", new byte[size]);
            assertEquals(413, response.statusCode(), text(response));
            assertEquals("too_large", errorCode(response));
            assertTrue(errorMessage(response).contains(Integer.toString(MAX_UPLOAD)));
        }
        // Without a length told before.
        HttpResponse<byte[]> chunked = at.send(HttpRequest.newBuilder(at.uri("/api/models"))
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[MAX_UPLOAD + 9])))
                .build());
        assertEquals(413, chunked.statusCode());
        assertEquals(
                201,
                at.post("/api/models", SampleModels.safetensors("Rings", 1)).statusCode());
        assertEquals(2, filesInStore());
    }

    @Test
    void hugeUploadIsRefusedBeforeItComes() throws Exception {
        String head =
                "POST /api/models HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\nExpect: 100-continue\r\n\r\n";
        String answer = raw(head);
        assertTrue(answer.startsWith("HTTP/1.1 413 "), answer);
        assertTrue(answer.contains("too_large"), answer);
        assertEquals(0, filesInStore());
    }

    @Test
    void uploadThatWaitsToBeAskedIsAsked() throws Exception {
        HttpResponse<byte[]> response = at.send(HttpRequest.newBuilder(at.uri("/api/models"))
                .expectContinue(true)
                .POST(BodyPublishers.ofByteArray(SampleModels.safetensors("Rings", 1)))
                .build());
        assertEquals(201, response.statusCode(), text(response));
    }

    @Test
    void uploadThatDripsIsGivenUp() throws Exception {
        String answer = raw("POST /api/models HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nabc");
        assertTrue(answer.startsWith("HTTP/1.1 408 "), answer);
        assertEquals(0, filesInStore());
    }

    /** A step is a second here: the first asks for 1 KB and gets 3, the second for 2 KB and gets none. */
    @Test
    void anUploadHasToComeFasterTheLongerItTakes() throws Exception {
        ServerOptions options = ServerFixture.options(temporary.resolve("paced"))
                .withTimes(new ServerOptions.Times(
                        Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofSeconds(1), Duration.ofSeconds(5)));
        try (ServerFixture paced = new ServerFixture(options);
                RawClient client = new RawClient(paced)) {
            client.send("POST /api/models HTTP/1.1\r\nHost: x\r\nContent-Length: 9999\r\n\r\n" + "a".repeat(3000));
            String answer = client.readToEnd();
            assertEquals("408", RawClient.statuses(answer), answer);
            assertTrue(answer.contains("under 2048 bytes per second"), answer);
        }
    }

    @Test
    void uploadThatBreaksOffLeavesNothing() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), at.running.port())) {
            socket.getOutputStream()
                    .write("POST /api/models HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nabc"
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            Await.until("the upload has begun", () -> filesInStore() == 1);
        }
        Await.until("nothing is left of it", () -> filesInStore() == 0);
    }

    /** Sends bytes and reads until the server closes the connection. */
    private String raw(String request) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), at.running.port())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void whatIsNotHttpIsToldSo() throws Exception {
        String longLine = raw("GET /" + "a".repeat(5000) + " HTTP/1.1\r\n\r\n");
        assertTrue(longLine.matches("(?s)HTTP/1\\.[01] 414 .*"), longLine);
        String longHeader = raw("GET / HTTP/1.1\r\nX: " + "a".repeat(20_000) + "\r\n\r\n");
        assertTrue(longHeader.matches("(?s)HTTP/1\\.[01] 431 .*"), longHeader);
        assertTrue(longHeader.contains("nosniff"), longHeader);
    }

    @Test
    void textsAreAsShortAsInAnEdit() throws Exception {
        ParameterFile plain = SampleModels.circles("Rings", 1);
        CardBuilder long80 = new CardBuilder(plain.card()).name("x".repeat(80)).description("y".repeat(4000));
        assertEquals(201, at.post("/api/models", file(plain, long80)).statusCode());
        for (CardBuilder card : List.of(
                new CardBuilder(plain.card()).name("x".repeat(81)),
                new CardBuilder(plain.card()).description("y".repeat(4001)),
                new CardBuilder(plain.card()).set("licence", Json.value("z".repeat(201))))) {
            HttpResponse<byte[]> refused = at.post("/api/models", file(plain, card));
            assertEquals(422, refused.statusCode(), text(refused));
            assertTrue(errorMessage(refused).contains("characters; the limit is"), errorMessage(refused));
        }
    }

    private static byte[] file(ParameterFile plain, CardBuilder card) throws Exception {
        return new ParameterFile(plain.parameters(), card.build()).toSafetensors(StorageType.F64);
    }

    @Test
    void sizeOnDiskIsWhatCounts() throws Exception {
        // A megabyte of zeros: a kilobyte as it comes.
        Map<String, Tensor> zeros = Map.of(
                "W1", Tensor.of(Tensor.Type.F64, new double[128 * 1024], 1, 128 * 1024),
                "b1", Tensor.of(Tensor.Type.F64, new double[1], 1, 1));
        byte[] npz = deflated(Npz.write(zeros));
        assertTrue(npz.length < 10_000, npz.length + " bytes");
        HttpResponse<byte[]> refused = at.post("/api/models", npz);
        assertEquals(422, refused.statusCode(), text(refused));
        assertTrue(errorMessage(refused).contains(Integer.toString(MAX_UPLOAD)), errorMessage(refused));
        assertEquals(0, filesInStore());
    }

    private static byte[] deflated(byte[] zip) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip));
                ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                in.transferTo(out);
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void manyMaySaveAtOnce() throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(8);
        try {
            List<Future<String>> futures = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                byte[] file = SampleModels.safetensors("Model", i % 6);
                futures.add(
                        executor.submit(() -> json(at.post("/api/models", file)).getString("id")));
            }
            java.util.Set<String> ids = new java.util.HashSet<>();
            for (Future<String> future : futures) {
                ids.add(future.get(30, TimeUnit.SECONDS));
            }
            assertEquals(6, ids.size());
            assertEquals(12, filesInStore());
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void whoChangesTooMuchHasToWait() throws Exception {
        try (ServerFixture few = new ServerFixture(ServerFixture.options(temporary.resolve("few"))
                .withChanges(new ServerOptions.Rate(2, Duration.ofHours(1))))) {
            JsonObject saved = few.save(SampleModels.safetensors("Model", 1));
            few.save(SampleModels.safetensors("Model", 2));
            HttpResponse<byte[]> third = few.post("/api/models", SampleModels.safetensors("Model", 3));
            assertEquals(429, third.statusCode());
            assertEquals("too_many_requests", errorCode(third));
            int wait = Integer.parseInt(header(third, "Retry-After"));
            assertTrue(wait > 3500 && wait <= 3600, header(third, "Retry-After"));
            assertEquals(
                    429,
                    few.delete(saved.getString("id"), saved.getString("manageToken"))
                            .statusCode());
            assertEquals(200, few.get("/api/models").statusCode());
            // Another client of the same proxy.
            assertEquals(
                    201,
                    few.send(HttpRequest.newBuilder(few.uri("/api/models"))
                                    .header("X-Forwarded-For", "10.1.1.1, 203.0.113.7")
                                    .POST(BodyPublishers.ofByteArray(SampleModels.safetensors("Model", 3)))
                                    .build())
                            .statusCode());
        }
    }
}
