package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.layerlab.backend.server.ServerFixture.errorCode;
import static org.layerlab.backend.server.ServerFixture.header;
import static org.layerlab.backend.server.ServerFixture.json;
import static org.layerlab.backend.server.ServerFixture.text;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.backend.dataset.DataSets;
import org.layerlab.backend.dataset.GatedDataSet;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.file.Safetensors;
import org.layerlab.network.file.Tensor;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DataSetApiTest {
    private static final String ODD_NAME = "cat 5+5%41 ä&?.jpg";

    private final GatedDataSet gated = new GatedDataSet("gated");
    private ServerFixture at;
    private Path leaving = Path.of("");
    private Path store = Path.of("");

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        Path images = folder.resolve("images");
        for (String split : List.of("Train_data", "Test_data")) {
            Files.createDirectories(images.resolve(split));
            for (int i = 0; i < 6; i++) {
                write(images.resolve(split).resolve("cat." + i + ".jpg"));
                write(images.resolve(split).resolve("dog." + i + ".png"));
            }
        }
        write(images.resolve("Train_data").resolve(ODD_NAME));
        Files.writeString(folder.resolve("secret.jpg"), "secret");
        leaving = folder.resolve("leaving");
        for (String name : List.of("cat.1.jpg", "cat.2.jpg", "dog.1.jpg", "dog.2.jpg", "notes.txt")) {
            Files.createDirectories(leaving);
            write(leaving.resolve(name));
        }
        store = folder.resolve("store");
        at = new ServerFixture(ServerFixture.options(store)
                .withDataSets(List.of(DataSets.open("pets", images), DataSets.open("leaving", leaving, 0, 1), gated)));
    }

    @Test
    void whatIsToldOfAPreparationIsNotKeptAsThePhotos() throws Exception {
        String path = "/api/datasets/gated/train/examples?wait=1";
        HttpResponse<byte[]> told = at.get(path);
        assertEquals(202, told.statusCode());
        assertEquals(50, json(told).getInteger("total"));
        assertEquals("no-store", header(told, "Cache-Control"));
        assertEquals("", header(told, "ETag"));
        HttpResponse<byte[]> head = at.request("HEAD", path);
        assertEquals(202, head.statusCode());
        assertEquals(0, head.body().length);
        gated.open();
        HttpResponse<byte[]> photos = at.get("/api/datasets/gated/train/examples");
        assertEquals(List.of(50, 64, 64, 3), shapeOfX(photos));
        assertEquals(304, at.get(path, "If-None-Match", header(photos, "ETag")).statusCode());
    }

    @Test
    void aDataSetThatIsTakenAwayIsGoneAndTheOthersGoOn() throws Exception {
        JsonObject told = new JsonArray(text(at.get("/api/datasets"))).getJsonObject(1);
        assertEquals("1 non-image", told.getString("leftOut"));
        assertEquals(200, at.get("/datasets/leaving/train/cat.1.jpg").statusCode());
        for (String name : List.of("cat.1.jpg", "cat.2.jpg", "dog.1.jpg", "dog.2.jpg", "notes.txt")) {
            Files.delete(leaving.resolve(name));
        }
        Files.delete(leaving);
        for (String path : List.of("/datasets/leaving/train/cat.1.jpg", "/api/datasets/leaving/train/examples")) {
            HttpResponse<byte[]> response = at.get(path);
            assertEquals(410, response.statusCode(), path);
            assertEquals("gone", errorCode(response));
            assertFalse(text(response).contains(leaving.toString()), text(response));
        }
        assertEquals(200, at.get("/api/datasets/leaving/train").statusCode());
        assertEquals(200, at.get("/datasets/pets/train/cat.1.jpg").statusCode());
        assertEquals(200, at.get("/api/datasets/pets/test/examples").statusCode());
    }

    private static void write(Path file) throws Exception {
        String name = String.valueOf(file.getFileName());
        Files.write(file, (name.hashCode() + " content of " + name).getBytes(StandardCharsets.UTF_8));
    }

    @AfterAll
    void stop() throws Exception {
        at.close();
    }

    @Test
    void dataSetsTellWhatIsInThem() throws Exception {
        HttpResponse<byte[]> response = at.get("/api/datasets");
        JsonObject pets = new JsonArray(text(response)).getJsonObject(0);
        assertEquals("pets", pets.getString("id"));
        assertEquals(new JsonArray(List.of("cat", "dog")), pets.getJsonArray("classes"));
        assertEquals(new JsonObject().put("train", 13).put("test", 12), pets.getJsonObject("splits"));
        assertTrue(pets.containsKey("name") && pets.containsKey("source") && pets.containsKey("licence"));
    }

    @Test
    void everyListedImageIsAtItsAddress() throws Exception {
        JsonObject list = json(at.get("/api/datasets/pets/train"));
        assertEquals(13, list.getInteger("total"));
        Set<String> names = new HashSet<>();
        for (int i = 0; i < 13; i++) {
            JsonObject item = list.getJsonArray("items").getJsonObject(i);
            String name = item.getString("name");
            names.add(name);
            assertEquals(name.startsWith("dog") ? 1 : 0, item.getInteger("label"));
            HttpResponse<byte[]> image = at.get(item.getString("url"));
            assertEquals(200, image.statusCode(), name);
            assertTrue(text(image).endsWith(" content of " + name));
            assertEquals(name.endsWith("png") ? "image/png" : "image/jpeg", header(image, "Content-Type"));
            assertEquals(
                    304,
                    at.get(item.getString("url"), "If-None-Match", header(image, "ETag"))
                            .statusCode());
        }
        assertTrue(names.contains(ODD_NAME));
        HttpResponse<byte[]> part = at.get("/datasets/pets/train/cat.0.jpg", "Range", "bytes=0-3");
        assertEquals(206, part.statusCode());
        assertEquals(4, part.body().length);
    }

    @Test
    void listComesInPartsAndByClass() throws Exception {
        JsonObject part = json(at.get("/api/datasets/pets/test?offset=10&limit=5"));
        assertEquals(12, part.getInteger("total"));
        assertEquals(2, part.getJsonArray("items").size());
        assertEquals(
                0,
                json(at.get("/api/datasets/pets/test?offset=99"))
                        .getJsonArray("items")
                        .size());
        JsonObject dogs = json(at.get("/api/datasets/pets/test?label=1&limit=1000"));
        assertEquals(6, dogs.getInteger("total"));
        assertEquals(1, dogs.getJsonArray("items").getJsonObject(0).getInteger("label"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/datasets/pets/train?limit=1001",
                "/api/datasets/pets/train?limit=0",
                "/api/datasets/pets/train?limit=many",
                "/api/datasets/pets/train?offset=-1",
                "/api/datasets/pets/train?offset=99999999999999999999",
                "/api/datasets/pets/train?label=2",
                "/api/datasets/pets/train/examples?size=512",
                "/api/datasets/pets/train/examples?size=225",
                "/api/datasets/pets/train/examples?size=31",
                "/api/datasets/pets/train/examples?size=64.5",
                "/api/datasets/pets/train/examples?limit=0",
                "/api/datasets/pets/train/examples?seed=-1"
            })
    void numberOutOfRangeIsRefused(String path) throws Exception {
        HttpResponse<byte[]> response = at.get(path);
        assertEquals(400, response.statusCode());
        assertEquals("bad_request", errorCode(response));
    }

    @ParameterizedTest
    @ValueSource(strings = {"resize=nearest", "resize=AREA", "resize=area&resize=area", "crop=left", "crop=center,top"})
    void unknownPreparationIsRefusedNamingThoseThatExist(String query) throws Exception {
        HttpResponse<byte[]> response = at.get("/api/datasets/pets/train/examples?" + query);
        assertEquals(400, response.statusCode());
        assertEquals("bad_request", errorCode(response));
        if (!query.contains("&")) {
            String known = query.startsWith("crop") ? "stretch or center" : "opencv-cubic or area";
            assertTrue(text(response).contains(known), text(response));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/datasets/none/train",
                "/api/datasets/pets/all",
                "/api/datasets/pets/all/examples",
                "/datasets/pets/train/none.jpg",
                "/datasets/pets/train/../../../secret.jpg",
                "/datasets/pets/train/..%2f..%2fsecret.jpg",
                "/datasets/pets/train/%2e%2e%2f%2e%2e%2fsecret.jpg",
                "/datasets/pets/train/%2e%2e/%2e%2e/secret.jpg",
                "/datasets/pets/%2e%2e/secret.jpg",
                "/datasets/pets/train/..%5c..%5csecret.jpg",
                "/datasets/pets/train/%00",
                "/datasets/pets/train/",
                "/datasets/..%2f..%2fetc/train/passwd"
            })
    void whatIsNotInADataSetIsNotFound(String path) throws Exception {
        HttpResponse<byte[]> response = at.get(path);
        assertEquals(404, response.statusCode(), text(response));
    }

    @Test
    void examplesOfASplitAreOneFile() throws Exception {
        HttpResponse<byte[]> response = at.get("/api/datasets/pets/train/examples");
        assertEquals(200, response.statusCode());
        Safetensors file = Safetensors.read(response.body());
        Tensor X = file.tensors().get("X");
        Tensor Y = file.tensors().get("Y");
        assertEquals(List.of(13, 64, 64, 3), java.util.Objects.requireNonNull(X).shape());
        assertEquals(List.of(13), java.util.Objects.requireNonNull(Y).shape());

        String etag = header(response, "ETag");
        assertEquals(
                304,
                at.get("/api/datasets/pets/train/examples", "If-None-Match", etag)
                        .statusCode());
        HttpResponse<byte[]> part = at.get("/api/datasets/pets/train/examples", "Range", "bytes=100-");
        assertEquals(206, part.statusCode());
        assertArrayEquals(Arrays.copyOfRange(response.body(), 100, response.body().length), part.body());
        HttpResponse<byte[]> head = at.request("HEAD", "/api/datasets/pets/train/examples");
        assertEquals(Integer.toString(response.body().length), header(head, "Content-Length"));
        // All of them are all of them, whatever the seed.
        assertEquals(etag, header(at.get("/api/datasets/pets/train/examples?limit=13&seed=5"), "ETag"));
    }

    @Test
    void subsetOfExamplesFollowsFromTheSeed() throws Exception {
        HttpResponse<byte[]> one = at.get("/api/datasets/pets/train/examples?limit=4&seed=1");
        assertEquals(List.of(4, 64, 64, 3), shapeOfX(one));
        assertArrayEquals(
                one.body(),
                at.get("/api/datasets/pets/train/examples?limit=4&seed=1").body());
        HttpResponse<byte[]> two = at.get("/api/datasets/pets/train/examples?limit=4&seed=2");
        assertNotEquals(header(one, "ETag"), header(two, "ETag"));
        assertEquals(4 * (PhotoPreparation.TUTORIAL.features() + 1L), dataBytes(two));
    }

    /** The answer is not part of the file that it describes. */
    @Test
    void aPreparedFileThatEndsEarlyIsAFailureOfItsOwn() throws Exception {
        String examples = "/api/datasets/pets/train/examples?size=40&limit=4&seed=";
        assertEquals(200, at.get(examples + 1).statusCode());
        Path prepared = store.resolve("prepared/pets-train-40-opencv-cubic-stretch-BGR.safetensors");
        Files.write(prepared, new byte[9], StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        HttpResponse<byte[]> failed = at.get(examples + 2, "Range", "bytes=10000-10099");
        assertEquals(500, failed.statusCode());
        assertEquals("internal", errorCode(failed));
        assertEquals(Integer.toString(failed.body().length), header(failed, "Content-Length"));
        assertEquals("", header(failed, "Content-Range"));
    }

    @Test
    void aPreparedFileThatWasCutShortIsPreparedAgain() throws Exception {
        String examples = "/api/datasets/pets/train/examples?size=48";
        HttpResponse<byte[]> whole = at.get(examples);
        Path prepared = store.resolve("prepared/pets-train-48-opencv-cubic-stretch-BGR.safetensors");
        for (int left : new int[] {whole.body().length - 1, 10_000}) {
            try (FileChannel file = FileChannel.open(prepared, StandardOpenOption.WRITE)) {
                file.truncate(left);
            }
            HttpResponse<byte[]> again = at.get(examples);
            assertEquals(200, again.statusCode());
            assertArrayEquals(whole.body(), again.body());
            assertEquals(header(whole, "ETag"), header(again, "ETag"));
        }
        // Cut off so early that nothing says what it was, it fails once.
        Files.write(prepared, new byte[0]);
        assertEquals(500, at.get(examples).statusCode());
        assertArrayEquals(whole.body(), at.get(examples).body());
        assertArrayEquals(whole.body(), Files.readAllBytes(prepared));
    }

    @Test
    void examplesArePreparedAsIsAskedFor() throws Exception {
        String examples = "/api/datasets/pets/train/examples";
        Set<String> etags = new HashSet<>();
        for (String query : List.of("size=32", "size=96", "resize=area", "crop=center", "resize=area&crop=center")) {
            HttpResponse<byte[]> response = at.get(examples + "?" + query);
            assertEquals(200, response.statusCode(), query);
            int side = query.startsWith("size") ? Integer.parseInt(query.substring(5)) : 64;
            assertEquals(List.of(13, side, side, 3), shapeOfX(response), query);
            JsonObject card =
                    new JsonObject(Safetensors.read(response.body()).metadata().get("layerlab"));
            JsonObject input = card.getJsonObject("input");
            assertEquals(side, input.getInteger("width"));
            assertEquals(query.contains("area") ? "area" : "opencv-cubic", input.getString("resize"));
            assertEquals(query.contains("center") ? "center" : "stretch", input.getString("crop"));
            etags.add(header(response, "ETag"));
            HttpResponse<byte[]> some = at.get(examples + "?limit=4&seed=1&" + query);
            assertEquals(List.of(4, side, side, 3), shapeOfX(some), query);
            etags.add(header(some, "ETag"));
        }
        etags.add(header(at.get(examples), "ETag"));
        assertEquals(11, etags.size(), "each has an ETag of its own");
        String tutorial = header(at.get(examples + "?size=64&resize=opencv-cubic&crop=stretch"), "ETag");
        assertTrue(etags.contains(tutorial), "the tutorial's preparation is the one without any of them");
    }

    @Test
    void manyMayAskForTheSameExamplesAtOnce() throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(8);
        try {
            List<Future<HttpResponse<byte[]>>> futures = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                futures.add(executor.submit(() -> at.get("/api/datasets/pets/test/examples?limit=5&seed=9")));
            }
            for (Future<HttpResponse<byte[]>> future : futures) {
                assertEquals(List.of(5, 64, 64, 3), shapeOfX(future.get(20, TimeUnit.SECONDS)));
            }
        } finally {
            executor.shutdownNow();
        }
    }

    private static List<Integer> shapeOfX(HttpResponse<byte[]> response) throws Exception {
        return java.util.Objects.requireNonNull(
                        Safetensors.read(response.body()).tensors().get("X"))
                .shape();
    }

    private static long dataBytes(HttpResponse<byte[]> response) throws Exception {
        return Safetensors.read(response.body()).tensors().values().stream()
                .mapToLong(Tensor::size)
                .sum();
    }
}
