package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.layerlab.backend.server.ServerFixture.errorCode;
import static org.layerlab.backend.server.ServerFixture.errorMessage;
import static org.layerlab.backend.server.ServerFixture.header;
import static org.layerlab.backend.server.ServerFixture.json;
import static org.layerlab.backend.server.ServerFixture.text;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.backend.store.SampleModels;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.matrix.Activation;

class ModelApiTest extends WithModelServer {
    @Test
    void convolutionalModelTellsItsLayersInTheList() throws Exception {
        Architecture architecture = Architecture.parse("8x8x3, conv3x2, relu, gap, 1", Activation.RELU);
        ParameterFile file = new ParameterFile(
                Initialization.HE.parameters(architecture, 1),
                new CardBuilder(architecture).name("Small").build());
        HttpResponse<byte[]> created = at.post("/api/models?listed=true", file.toSafetensors(StorageType.F32));
        assertEquals(201, created.statusCode(), text(created));

        JsonObject item =
                json(at.get("/api/models?q=Small")).getJsonArray("items").getJsonObject(0);
        assertEquals(architecture.toString(), item.getString("layers"));
        assertEquals(new JsonArray(List.of(192, 2, 1)), item.getJsonArray("layerDims"));
        assertTrue(text(at.get(json(created).getString("url"))).contains("layers " + architecture));
        assertNull(json(at.get("/api/models?q=Cats"))
                .getJsonArray("items")
                .getJsonObject(0)
                .getString("layers"));
    }

    @Test
    void savedModelIsFoundUnderItsAddress() throws Exception {
        byte[] file = SampleModels.safetensors("Rings", 1);
        HttpResponse<byte[]> created = at.post("/api/models?listed=true", file);
        assertEquals(201, created.statusCode(), text(created));
        String id = json(created).getString("id");
        assertEquals("/m/" + id, header(created, "Location"));
        assertEquals("/m/" + id, json(created).getString("url"));
        assertEquals("no-store", header(created, "Cache-Control"));

        HttpResponse<byte[]> card = at.get("/api/models/" + id);
        assertEquals(200, card.statusCode());
        assertEquals("Rings", json(card).getString("name"));
        assertEquals(new JsonArray(List.of(2, 3, 1)), json(card).getJsonArray("layerDims"));
        assertEquals(id, json(card).getString("id"));
        assertEquals(file.length, json(card).getInteger("bytes"));
        assertEquals(false, json(card).getBoolean("bundled"));
        assertTrue(json(card).getString("created").endsWith("Z"));
        assertEquals(2, json(card).getJsonArray("costs").size());

        JsonArray items = json(at.get("/api/models")).getJsonArray("items");
        assertEquals("cats-and-dogs", items.getJsonObject(0).getString("id"));
        JsonObject item = items.getJsonObject(1);
        assertEquals(id, item.getString("id"));
        assertEquals("Rings", item.getString("name"));
        assertEquals("points", item.getString("kind"));
        assertEquals(0.75, item.getDouble("trainAccuracy"));
        assertEquals(0.7, item.getDouble("testAccuracy"));

        HttpResponse<byte[]> page = at.get("/m/" + id);
        assertEquals(200, page.statusCode());
        assertTrue(text(page).contains("<title>Rings · LayerLab</title>"));
        assertTrue(text(page).contains("layers 2, 3, 1"));
        assertTrue(text(page).contains("Train accuracy: 75.0 % of 300"));
    }

    @Test
    void partsOfAFileAreSent() throws Exception {
        byte[] file = SampleModels.safetensors("Rings", 1);
        String path = "/api/models/" + at.save(file).getString("id") + "/parameters.safetensors";
        String etag = header(at.get(path), "ETag");
        int n = file.length;

        HttpResponse<byte[]> middle = at.get(path, "Range", "bytes=8-15");
        assertEquals(206, middle.statusCode());
        assertArrayEquals(Arrays.copyOfRange(file, 8, 16), middle.body());
        assertEquals("bytes 8-15/" + n, header(middle, "Content-Range"));
        assertArrayEquals(
                Arrays.copyOfRange(file, n - 5, n),
                at.get(path, "Range", "bytes=-5").body());
        assertArrayEquals(
                Arrays.copyOfRange(file, 10, n),
                at.get(path, "Range", "bytes=10-", "If-Range", etag).body());
        assertArrayEquals(
                Arrays.copyOfRange(file, 10, n),
                at.get(path, "Range", "bytes=10-999999999").body());
        String huge = "9".repeat(40);
        assertArrayEquals(
                Arrays.copyOfRange(file, 10, n),
                at.get(path, "Range", "bytes=10-" + huge).body());
        assertArrayEquals(file, at.get(path, "Range", "bytes=-" + huge).body());
        assertEquals(416, at.get(path, "Range", "bytes=" + huge + "-").statusCode());

        HttpResponse<byte[]> outside = at.get(path, "Range", "bytes=" + n + "-");
        assertEquals(416, outside.statusCode());
        assertEquals("bytes */" + n, header(outside, "Content-Range"));
        assertEquals("range_not_satisfiable", errorCode(outside));
        assertEquals(416, at.get(path, "Range", "bytes=-0").statusCode());

        // Something that isn't a range, several ranges, or a range of another version: the whole file.
        for (String range : List.of("bytes=5-2", "bytes=0-1,4-5", "lines=1-2", "bytes=-", "bytes=a-b")) {
            HttpResponse<byte[]> whole = at.get(path, "Range", range);
            assertEquals(200, whole.statusCode(), range);
            assertEquals(n, whole.body().length, range);
        }
        assertEquals(
                200, at.get(path, "Range", "bytes=0-1", "If-Range", "\"other\"").statusCode());
        // A range is defined for GET alone (RFC 9110, section 14.2).
        HttpResponse<byte[]> head = at.request("HEAD", path, "Range", "bytes=8-15");
        assertEquals(200, head.statusCode());
        assertEquals(String.valueOf(n), header(head, "Content-Length"));
        assertEquals(200, at.request("HEAD", path, "Range", "bytes=" + n + "-").statusCode());
    }

    @Test
    void modelIsDeletedByItsTokenAlone() throws Exception {
        byte[] file = SampleModels.safetensors("Rings", 1);
        JsonObject saved = at.save(file);
        String id = saved.getString("id");
        String token = saved.getString("manageToken");

        HttpResponse<byte[]> without = at.request("DELETE", "/api/models/" + id);
        assertEquals(401, without.statusCode());
        assertEquals("Bearer", header(without, "WWW-Authenticate"));
        assertEquals("unauthorized", errorCode(without));
        assertEquals(
                401,
                at.request("DELETE", "/api/models/" + id, "Authorization", "Basic " + token)
                        .statusCode());
        assertEquals(403, at.delete(id, "wrong").statusCode());
        assertEquals(403, at.delete(id, token + "x").statusCode());
        assertEquals(404, at.delete("aaaaaaaaaaaaaaaa", token).statusCode());
        assertEquals(200, at.get("/api/models/" + id).statusCode());

        HttpResponse<byte[]> deleted = at.delete(id, token);
        assertEquals(204, deleted.statusCode());
        assertEquals(0, deleted.body().length);
        assertEquals(410, at.delete(id, token).statusCode());
        HttpResponse<byte[]> gone = at.get("/api/models/" + id);
        assertEquals(410, gone.statusCode());
        assertEquals("model_deleted", errorCode(gone));
        assertTrue(errorMessage(gone).startsWith("This model was deleted on "), errorMessage(gone));
        String page = text(at.get("/m/" + id));
        assertTrue(page.contains("the deleted page"), page);
        assertTrue(page.contains("This model was deleted on "), page);
        assertTrue(text(at.get("/m/aaaaaaaaaaaaaaaa")).contains("the notfound page"));
        assertEquals(410, at.get("/api/models/" + id + "/parameters.npz").statusCode());
        for (String address :
                List.of("/m/" + id, "/api/models/" + id + "/preview.png", "/api/models/" + id + "/qr.svg")) {
            assertEquals(410, at.get(address).statusCode(), address);
        }
        assertEquals(1, json(at.get("/api/models")).getJsonArray("items").size());
    }

    @Test
    void sameContentSavedAgainHasTheSameAddressAndNoToken() throws Exception {
        byte[] file = SampleModels.safetensors("Rings", 1);
        JsonObject first = at.save(file);
        assertFalse(first.getBoolean("existed"));
        HttpResponse<byte[]> second = at.post("/api/models", file);
        assertEquals(200, second.statusCode());
        assertEquals(first.getString("id"), json(second).getString("id"));
        assertEquals(first.getString("url"), json(second).getString("url"));
        assertFalse(json(second).containsKey("manageToken"));
        assertTrue(json(second).getBoolean("existed"));

        at.delete(first.getString("id"), first.getString("manageToken"));
        JsonObject third = at.save(file);
        assertNotEquals(first.getString("id"), third.getString("id"));
        assertEquals(410, at.get("/m/" + first.getString("id")).statusCode());
        assertEquals(
                204,
                at.delete(third.getString("id"), third.getString("manageToken")).statusCode());
    }

    @Test
    void modelIsPrivateByLinkUntilItsOwnerListsIt() throws Exception {
        JsonObject saved = at.save(SampleModels.safetensors("Rings", 1));
        String id = saved.getString("id");
        String token = saved.getString("manageToken");
        assertEquals(1, json(at.get("/api/models")).getJsonArray("items").size(), "the bundled one");
        assertFalse(json(at.get("/api/models/" + id)).getBoolean("listed"));
        String etag = header(at.get("/api/models/" + id), "ETag");

        HttpResponse<byte[]> changed =
                at.change(id, token, "{\"name\": \"Circles\", \"licence\": \"CC0-1.0\", \"listed\": true}");
        assertEquals(200, changed.statusCode(), text(changed));
        assertEquals("Circles", json(changed).getString("name"));
        assertEquals("CC0-1.0", json(changed).getString("licence"));
        HttpResponse<byte[]> card = at.get("/api/models/" + id, "If-None-Match", etag);
        assertEquals(200, card.statusCode());
        assertEquals(json(changed), json(card));
        assertEquals("no-cache", header(card, "Cache-Control"));
        JsonArray items = json(at.get("/api/models?q=circ&kind=playground")).getJsonArray("items");
        assertEquals("Circles", items.getJsonObject(0).getString("name"));
        assertEquals(
                0, json(at.get("/api/models?q=rings")).getJsonArray("items").size());
        assertEquals(
                0, json(at.get("/api/models?kind=photos")).getJsonArray("items").size());
        assertTrue(text(at.get("/m/" + id)).contains("<title>Circles · LayerLab</title>"));

        assertEquals(
                401,
                at.request("PATCH", "/api/models/" + id, "Content-Type", "application/json")
                        .statusCode());
        assertEquals(403, at.change(id, "wrong", "{\"name\": \"Mine\"}").statusCode());
        assertEquals(400, at.change(id, token, "{\"name\": 7}").statusCode());
        assertEquals(400, at.change(id, token, "{\"seed\": 7}").statusCode());
        assertEquals(413, at.change(id, token, " ".repeat(70_000)).statusCode());
        assertEquals(404, at.change("aaaaaaaaaaaaaaaa", token, "{}").statusCode());
        assertEquals(403, at.change("cats-and-dogs", token, "{}").statusCode());
        assertEquals("Circles", json(at.get("/api/models/" + id)).getString("name"));
    }

    @Test
    void linkHasAPictureAndTagsForChats() throws Exception {
        String id = at.save(SampleModels.safetensors("A \"ring\"", 1)).getString("id");
        String page = text(at.get("/m/" + id));
        String origin = "http://127.0.0.1:" + at.running.port();
        assertTrue(page.contains("<meta property=\"og:title\" content=\"A &quot;ring&quot; · LayerLab\">"), page);
        assertTrue(page.contains("<meta property=\"og:url\" content=\"" + origin + "/m/" + id + "\">"), page);
        String image = page.replaceAll("(?s).*og:image\" content=\"([^\"]+)\".*", "$1");
        assertTrue(image.startsWith(origin + "/api/models/" + id + "/preview.png"), image);
        assertTrue(page.contains("<meta name=\"twitter:card\" content=\"summary_large_image\">"), page);

        HttpResponse<byte[]> png = at.get(image.substring(origin.length()));
        assertEquals(200, png.statusCode());
        assertEquals("image/png", header(png, "Content-Type"));
        java.awt.image.BufferedImage picture = javax.imageio.ImageIO.read(new java.io.ByteArrayInputStream(png.body()));
        assertEquals(1200, picture.getWidth());
        assertEquals(630, picture.getHeight());
        assertEquals(
                304,
                at.get("/api/models/" + id + "/preview.png", "If-None-Match", header(png, "ETag"))
                        .statusCode());
        assertEquals(
                200, at.request("HEAD", "/api/models/" + id + "/preview.png").statusCode());

        String behindProxy =
                text(at.get("/m/" + id, "X-Forwarded-Proto", "https", "X-Forwarded-Host", "models.example"));
        assertTrue(behindProxy.contains("content=\"https://models.example/m/" + id + "\""), behindProxy);
        String lying = text(at.get("/m/" + id, "X-Forwarded-Host", "\"><script>"));
        assertFalse(lying.contains("<script>"), lying);
        assertFalse(lying.contains("og:image\""), lying);
    }

    @Test
    void aLinkIsGivenAsAQrCodeOfTheHostThatWasAsked() throws Exception {
        String id = at.save(SampleModels.safetensors("Rings", 1)).getString("id");
        HttpResponse<byte[]> code = at.get("/api/models/" + id + "/qr.svg");
        assertEquals(200, code.statusCode(), text(code));
        assertEquals("image/svg+xml", header(code, "Content-Type"));
        assertTrue(header(code, "Cache-Control").contains("private"), header(code, "Cache-Control"));
        assertTrue(text(code).startsWith("<svg") && text(code).contains("h1v1h-1z"), text(code));
        String elsewhere = text(
                at.get("/api/models/" + id + "/qr.svg", "X-Forwarded-Proto", "https", "X-Forwarded-Host", "a.example"));
        assertNotEquals(text(code), elsewhere);
        assertEquals(404, at.get("/api/models/aaaaaaaaaaaaaaaa/qr.svg").statusCode());
    }

    @Test
    void bundledModelIsServedButNotDeleted() throws Exception {
        HttpResponse<byte[]> card = at.get("/api/models/cats-and-dogs");
        assertTrue(json(card).getBoolean("bundled"));
        assertEquals(200, at.get("/m/cats-and-dogs").statusCode());
        HttpResponse<byte[]> file = at.get("/api/models/cats-and-dogs/parameters.safetensors");
        assertArrayEquals(SampleModels.safetensors("Cats and dogs", 77), file.body());
        // The next version of the program may bring another under the same address.
        assertEquals("no-cache", header(file, "Cache-Control"));
        HttpResponse<byte[]> refused = at.delete("cats-and-dogs", "token");
        assertEquals(403, refused.statusCode());
        assertEquals("forbidden", errorCode(refused));
        assertEquals(403, at.request("DELETE", "/api/models/cats-and-dogs").statusCode());
    }

    @Test
    void nameOfAModelCannotBreakOutOfThePage() throws Exception {
        String id = at.save(SampleModels.safetensors("</title><script>alert('{{assets}}')</script>\"&", 1))
                .getString("id");
        String html = text(at.get("/m/" + id));
        assertFalse(html.contains("<script>alert"), html);
        assertTrue(html.contains("&lt;script&gt;alert(&#39;{{assets}}&#39;)&lt;/script&gt;&quot;&amp;"), html);
    }

    @Test
    void cardCannotClaimWhatTheServerKnows() throws Exception {
        ParameterFile plain = SampleModels.circles("Rings", 1);
        ParameterFile lying = new ParameterFile(
                plain.parameters(),
                new CardBuilder(plain.card())
                        .set("id", com.eclipsesource.json.Json.value("cats-and-dogs"))
                        .set("bundled", com.eclipsesource.json.Json.value(true))
                        .set("url", com.eclipsesource.json.Json.value("https://example.com/"))
                        .build());
        String id = at.save(lying.toSafetensors(StorageType.F64)).getString("id");
        JsonObject card = json(at.get("/api/models/" + id));
        assertEquals(id, card.getString("id"));
        assertEquals("/m/" + id, card.getString("url"));
        assertFalse(card.getBoolean("bundled"));
    }

    @Test
    void listComesInParts() throws Exception {
        for (int i = 0; i < 5; i++) {
            at.post("/api/models?listed=true", SampleModels.safetensors("Model", i));
        }
        JsonObject first = json(at.get("/api/models?limit=3"));
        assertEquals(4, first.getJsonArray("items").size(), "three and the bundled one");
        JsonObject second = json(at.get("/api/models?limit=3&cursor=" + first.getString("cursor")));
        assertEquals(2, second.getJsonArray("items").size());
        assertEquals(null, second.getString("cursor"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=101",
                "limit=x",
                "limit=1&limit=2",
                "kind=cats",
                "q=a&q=b",
                "cursor=nonsense",
                "cursor="
            })
    void listRefusesNumbersAndCursorsThatAreNone(String query) throws Exception {
        HttpResponse<byte[]> response = at.get("/api/models?" + query);
        assertEquals(400, response.statusCode());
        assertEquals("bad_request", errorCode(response));
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "%2e%2e", "..%2f..%2fetc%2fpasswd", "AAAAAAAAAAAAAAAA", "cache", "%00"})
    void idThatIsNoneIsNotFound(String id) throws Exception {
        assertEquals(404, at.get("/api/models/" + id + "/parameters.npz").statusCode());
        assertEquals(404, at.delete(id + "x", "token").statusCode());
    }
}
