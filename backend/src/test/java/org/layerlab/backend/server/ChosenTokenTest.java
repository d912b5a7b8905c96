package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.layerlab.backend.server.ServerFixture.errorMessage;
import static org.layerlab.backend.server.ServerFixture.json;
import static org.layerlab.backend.server.ServerFixture.text;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.layerlab.backend.digest.Sha256;
import org.layerlab.backend.store.SampleModels;

/** A client that chooses the manage token can save again what it does not know to be saved. */
class ChosenTokenTest extends WithModelServer {
    private static final String TOKEN = "0123456789abcdefghij-_";
    private static final String HASH = Sha256.hex(TOKEN.getBytes(StandardCharsets.UTF_8));

    private HttpResponse<byte[]> save(byte[] file, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(at.uri("/api/models")).POST(BodyPublishers.ofByteArray(file));
        return at.send(
                headers.length == 0 ? request.build() : request.headers(headers).build());
    }

    @Test
    void theSameSaveGivesTheSameRight() throws Exception {
        int seed = 0;
        for (String[] header :
                List.of(new String[] {"Manage-Token", TOKEN}, new String[] {"Manage-Token-Hash", HASH})) {
            byte[] file = SampleModels.safetensors("Rings", seed++);
            HttpResponse<byte[]> first = save(file, header);
            assertEquals(201, first.statusCode(), text(first));
            for (int i = 0; i < 3; i++) {
                HttpResponse<byte[]> again = save(file, header);
                assertEquals(200, again.statusCode());
                JsonObject told = json(again);
                assertEquals(json(first).getString("id"), told.getString("id"));
                assertEquals(true, told.getBoolean("existed"));
                assertEquals(true, told.getBoolean("manages"));
                assertEquals(header[0].equals("Manage-Token") ? TOKEN : null, told.getString("manageToken"));
            }
            // Whoever has another token, or none, gets no right.
            JsonObject stranger = json(save(file, "Manage-Token", "another-token-of-someone"));
            assertEquals(false, stranger.getBoolean("manages"));
            assertFalse(stranger.containsKey("manageToken"));
            assertEquals(false, json(save(file)).getBoolean("manages"));
            String id = json(first).getString("id");
            assertEquals(403, at.delete(id, "another-token-of-someone").statusCode());
            assertEquals(204, at.delete(id, TOKEN).statusCode());
        }
    }

    @Test
    void malformedTokensAreRefusedBeforeAnythingIsStored() throws Exception {
        byte[] file = SampleModels.safetensors("Rings", 1);
        for (String[] headers : List.of(
                new String[] {"Manage-Token", "short"},
                new String[] {"Manage-Token", "with spaces in it, and a comma"},
                new String[] {"Manage-Token", "x".repeat(129)},
                new String[] {"Manage-Token-Hash", HASH.substring(1)},
                new String[] {"Manage-Token-Hash", HASH.toUpperCase(java.util.Locale.ROOT)},
                new String[] {"Manage-Token", TOKEN, "Manage-Token", TOKEN},
                new String[] {"Manage-Token", TOKEN, "Manage-Token-Hash", HASH})) {
            HttpResponse<byte[]> refused = save(file, headers);
            assertEquals(400, refused.statusCode(), String.join(" ", headers));
            assertEquals(true, errorMessage(refused).contains("Manage-Token"), text(refused));
        }
        assertEquals(0, filesInStore());
    }
}
