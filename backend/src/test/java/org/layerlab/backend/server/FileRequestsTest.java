package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.layerlab.backend.server.ServerFixture.errorCode;
import static org.layerlab.backend.server.ServerFixture.header;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.backend.dataset.DataSets;
import org.layerlab.backend.store.SampleModels;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.StorageType;

/** What RFC 9110 asks of files, of each file that is served. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FileRequestsTest {
    private ServerFixture at;
    private String model;
    private String assets;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        Path images = folder.resolve("images");
        for (String split : List.of("Train_data", "Test_data")) {
            Files.createDirectories(images.resolve(split));
            Files.write(images.resolve(split).resolve("cat.0.jpg"), new byte[] {1, 2, 3, 4, 5, 6});
            Files.write(images.resolve(split).resolve("dog.0.jpg"), new byte[] {6, 5, 4, 3, 2, 1});
        }
        at = new ServerFixture(
                ServerFixture.options(folder.resolve("store")).withDataSets(List.of(DataSets.open("pets", images))));
        ParameterFile plain = SampleModels.circles("Rings", 1);
        ParameterFile trained = new ParameterFile(
                plain.parameters(),
                new CardBuilder(plain.card())
                        .iteration(200)
                        .dataset(new com.eclipsesource.json.JsonObject()
                                .add("id", "circle")
                                .add("noise", 15)
                                .add("trainSize", 30)
                                .add("seed", 1))
                        .hyperparameters(new com.eclipsesource.json.JsonObject().add("learningRate", 0.2))
                        .build());
        model = "/api/models/" + at.save(trained.toSafetensors(StorageType.F64)).getString("id");
        assets = ServerFixture.text(at.get("/")).replaceAll("(?s).*data-assets=\"([^\"]+)\".*", "$1");
    }

    @AfterAll
    void stop() throws Exception {
        at.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model/parameters.safetensors",
                "model/parameters.npz",
                "model/parameters.onnx",
                "model/preview.png",
                "model/run.py",
                "model/qr.svg",
                "page",
                "model",
                "/api/models/cats-and-dogs/parameters.safetensors",
                "/datasets/pets/train/cat.0.jpg",
                "/api/datasets/pets/train/examples",
                "/api/openapi.json",
                "/models",
                "assets/style.css",
                "assets/play.wasm",
                "assets/fonts/inter.woff2"
            })
    void fileAnswersHeadPartsAndConditions(String name) throws Exception {
        String path = name.replaceFirst("^model", model)
                .replaceFirst("^page", model.replace("/api/models/", "/m/"))
                .replaceFirst("^assets", assets);
        // An address of the list keeps its beginning.
        path = name.startsWith("/") ? name : path;
        HttpResponse<byte[]> whole = at.get(path);
        assertEquals(200, whole.statusCode());
        byte[] body = whole.body();
        String etag = header(whole, "ETag");
        assertTrue(etag.matches("\"[^\"]+\""), etag);
        assertEquals("bytes", header(whole, "Accept-Ranges"));
        assertFalse(header(whole, "Cache-Control").isEmpty());

        HttpResponse<byte[]> head = at.request("HEAD", path);
        assertEquals(200, head.statusCode());
        assertEquals(0, head.body().length);
        for (String header : List.of("ETag", "Content-Length", "Content-Type", "Cache-Control", "Accept-Ranges")) {
            assertEquals(header(whole, header), header(head, header), header);
        }

        for (String condition : List.of(etag, "W/" + etag, "\"other\", " + etag, "*")) {
            HttpResponse<byte[]> known = at.get(path, "If-None-Match", condition);
            assertEquals(304, known.statusCode(), condition);
            assertEquals(0, known.body().length);
            assertEquals(etag, header(known, "ETag"));
        }
        assertEquals(200, at.get(path, "If-None-Match", "\"other\"").statusCode());

        answersParts(path, body, etag);
        answersOnlyTheVersionThatIsAskedFor(path, body, etag);
    }

    private void answersOnlyTheVersionThatIsAskedFor(String path, byte[] body, String etag) throws Exception {
        for (String condition : List.of(etag, "\"other\", " + etag, "*")) {
            HttpResponse<byte[]> same = at.get(path, "If-Match", condition);
            assertEquals(200, same.statusCode(), condition);
            assertArrayEquals(body, same.body());
        }
        for (String condition : List.of("\"other\"", "W/" + etag)) {
            for (String method : List.of("GET", "HEAD")) {
                // What is known or outside the file matters only where the version is right.
                HttpResponse<byte[]> other = at.request(
                        method,
                        path,
                        "If-Match",
                        condition,
                        "If-None-Match",
                        etag,
                        "Range",
                        "bytes=" + body.length + "-");
                assertEquals(412, other.statusCode(), condition);
                assertEquals("no-store", header(other, "Cache-Control"));
                assertEquals("", header(other, "ETag"));
            }
            assertEquals("precondition_failed", errorCode(at.get(path, "If-Match", condition)));
        }
        assertEquals(304, at.get(path, "If-Match", etag, "If-None-Match", etag).statusCode());
    }

    private void answersParts(String path, byte[] body, String etag) throws Exception {
        HttpResponse<byte[]> part = at.get(path, "Range", "bytes=1-3", "Accept-Encoding", "gzip");
        assertEquals(206, part.statusCode());
        assertArrayEquals(Arrays.copyOfRange(body, 1, 4), part.body());
        assertEquals("bytes 1-3/" + body.length, header(part, "Content-Range"));
        assertEquals("", header(part, "Content-Encoding"));
        HttpResponse<byte[]> end = at.get(path, "Range", "BYTES=-2", "If-Range", etag);
        assertEquals(206, end.statusCode());
        assertArrayEquals(Arrays.copyOfRange(body, body.length - 2, body.length), end.body());
        HttpResponse<byte[]> changed = at.get(path, "Range", "bytes=-2", "If-Range", "\"other\"");
        assertEquals(200, changed.statusCode());
        assertArrayEquals(body, changed.body());
        HttpResponse<byte[]> outside = at.get(path, "Range", "bytes=" + body.length + "-");
        assertEquals(416, outside.statusCode());
        HttpResponse<byte[]> known = at.get(path, "Range", "bytes=" + body.length + "-", "If-None-Match", etag);
        assertEquals(304, known.statusCode(), "what is known is not sent, in parts or whole");
        assertEquals("bytes */" + body.length, header(outside, "Content-Range"));
    }
}
