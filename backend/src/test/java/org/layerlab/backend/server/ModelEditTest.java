package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.layerlab.backend.server.ServerFixture.errorCode;
import static org.layerlab.backend.server.ServerFixture.errorMessage;
import static org.layerlab.backend.server.ServerFixture.header;
import static org.layerlab.backend.server.ServerFixture.json;
import static org.layerlab.backend.server.ServerFixture.text;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.layerlab.backend.store.SampleModels;

/** Edits that were made from an old version of the card, and edits that are malformed. */
class ModelEditTest extends WithModelServer {
    private String id = "";
    private String token = "";

    @BeforeEach
    void save() throws Exception {
        JsonObject saved = at.save(SampleModels.safetensors("Rings", 1));
        id = saved.getString("id");
        token = saved.getString("manageToken");
    }

    private HttpResponse<byte[]> send(String method, String ifMatch, byte[] body) throws Exception {
        return at.send(HttpRequest.newBuilder(at.uri("/api/models/" + id))
                .header("Authorization", "Bearer " + token)
                .header("If-Match", ifMatch)
                .method(method, BodyPublishers.ofByteArray(body))
                .build());
    }

    private HttpResponse<byte[]> rename(String ifMatch, String name) throws Exception {
        return send("PATCH", ifMatch, ("{\"name\": \"" + name + "\"}").getBytes(StandardCharsets.UTF_8));
    }

    private String name() throws Exception {
        return json(at.get("/api/models/" + id)).getString("name");
    }

    @Test
    void onlyTheVersionThatWasReadIsChanged() throws Exception {
        String read = header(at.get("/api/models/" + id, "Accept-Encoding", "gzip"), "ETag");
        HttpResponse<byte[]> first = rename("\"other\", " + read, "First");
        assertEquals(200, first.statusCode(), text(first));
        String now = header(first, "ETag");
        assertNotEquals(read, now);

        HttpResponse<byte[]> second = rename(read, "Second");
        assertEquals(412, second.statusCode(), text(second));
        assertEquals("precondition_failed", errorCode(second));
        assertTrue(errorMessage(second).contains(now), errorMessage(second));
        assertEquals("", header(second, "ETag"));
        assertEquals(412, rename("W/" + now, "Weak").statusCode());
        assertEquals(412, rename("", "Empty").statusCode());
        assertEquals("First", name());
        assertEquals(200, rename(now, "Third").statusCode());
        assertEquals(200, rename("*", "Fourth").statusCode());
        assertEquals("Fourth", name());
    }

    @Test
    void onlyTheVersionThatWasReadIsDeleted() throws Exception {
        String read = header(at.get("/api/models/" + id), "ETag");
        assertEquals(200, at.change(id, token, "{\"name\": \"Changed\"}").statusCode());
        HttpResponse<byte[]> late = send("DELETE", read, new byte[0]);
        assertEquals(412, late.statusCode(), text(late));
        assertEquals("Changed", name());
        String now = header(at.get("/api/models/" + id), "ETag");
        assertEquals(204, send("DELETE", now, new byte[0]).statusCode());
        assertEquals(410, send("DELETE", "*", new byte[0]).statusCode());
    }

    @Test
    void aWrongTokenIsToldBeforeAnOldVersion() throws Exception {
        token = "another";
        for (String method : new String[] {"PATCH", "DELETE"}) {
            byte[] body = "{\"name\": \"Mine\"}".getBytes(StandardCharsets.UTF_8);
            HttpResponse<byte[]> refused = send(method, "\"old\"", body);
            assertEquals(403, refused.statusCode(), text(refused));
            assertEquals("forbidden", errorCode(refused));
        }
        assertEquals("Rings", name());
    }

    private HttpResponse<byte[]> change(String key, int length) throws Exception {
        return at.change(id, token, "{\"" + key + "\": \"" + "x".repeat(length) + "\"}");
    }

    @Test
    void aTextThatIsTooLongIsRefusedAsInAFile() throws Exception {
        Map<String, Integer> limits = Map.of("name", 80, "description", 4000, "licence", 200);
        for (Map.Entry<String, Integer> one : limits.entrySet()) {
            String key = one.getKey();
            int limit = one.getValue();
            HttpResponse<byte[]> response = change(key, limit + 1);
            assertEquals(422, response.statusCode(), text(response));
            assertEquals("invalid_file", errorCode(response));
            assertEquals(
                    "the model card's " + key + " has " + (limit + 1) + " characters; the limit is " + limit,
                    errorMessage(response));
            assertEquals(200, change(key, limit).statusCode());
        }
        assertEquals(400, at.change(id, token, "{\"name\": ").statusCode());
        assertEquals("x".repeat(80), name());
    }

    @Test
    void halfACharacterIsRefusedAsInAFile() throws Exception {
        for (String key : List.of("name", "description", "licence")) {
            for (String half : List.of("\\ud800", "cat \\udc31", "\\ud83d\\ud83d\\udc31")) {
                HttpResponse<byte[]> response = at.change(id, token, "{\"" + key + "\": \"" + half + "\"}");
                assertEquals(422, response.statusCode(), text(response));
                assertEquals("invalid_file", errorCode(response));
                assertTrue(errorMessage(response).contains("half of a character"), errorMessage(response));
            }
        }
        assertEquals("Rings", name());
        assertEquals(200, at.change(id, token, "{\"name\": \"\\ud83d\\udc31\"}").statusCode());
        assertEquals("\ud83d\udc31", name());
    }

    @Test
    void anEditThatReadersTakeDifferentlyIsRefused() throws Exception {
        HttpResponse<byte[]> twice = at.change(id, token, "{\"name\": \"One\", \"name\": \"Two\"}");
        assertEquals(400, twice.statusCode(), text(twice));
        assertEquals("'name' is there twice; it must be there once", errorMessage(twice));
        HttpResponse<byte[]> latin = send("PATCH", "*", "{\"name\": \"Modèle\"}".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(400, latin.statusCode(), text(latin));
        assertEquals("the body is not UTF-8", errorMessage(latin));
        assertEquals("Rings", name());
    }
}
