package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.layerlab.backend.server.ServerFixture.errorCode;
import static org.layerlab.backend.server.ServerFixture.text;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.layerlab.backend.store.FolderPlace;
import org.layerlab.backend.store.SampleModels;
import org.layerlab.network.file.StorageType;

/** Whoever saved nothing may save as much as before. */
class FailedSavesTest {
    private static final int MAX_UPLOAD = 100_000;

    @TempDir
    Path temporary;

    private static byte[] large(int seed) {
        byte[] file = SampleModels.of("Large", seed, 2, 4000, 1).toSafetensors(StorageType.F32);
        assertEquals(true, file.length > 60_000 && file.length < MAX_UPLOAD);
        return file;
    }

    private ServerFixture start(FolderPlace place, long storeBytes) throws Exception {
        return new ServerFixture(
                ServerFixture.options(place).withLimits(new ServerOptions.Limits(MAX_UPLOAD, storeBytes)));
    }

    private static void isRefusedAgainAndAgain(ServerFixture at, byte[] file, int status, String code)
            throws Exception {
        for (int i = 0; i < 10; i++) {
            HttpResponse<byte[]> response = at.post("/api/models", file);
            assertEquals(status, response.statusCode(), i + ": " + text(response));
            assertEquals(code, errorCode(response));
        }
    }

    @Test
    void aFullStoreSaysSoHoweverOftenItIsAsked() throws Exception {
        try (ServerFixture at = start(new FolderPlace(temporary.resolve("store")), 50_000)) {
            isRefusedAgainAndAgain(at, large(1), 507, "store_full");
        }
    }

    @Test
    void aServerWhoseStoreHasNoRoomForTheLargestUploadIsIll() throws Exception {
        try (ServerFixture at = start(new FolderPlace(temporary.resolve("store")), 150_000)) {
            assertEquals(200, at.get("/health").statusCode());
        }
        try (ServerFixture at = start(new FolderPlace(temporary.resolve("store")), 50_000)) {
            HttpResponse<byte[]> ill = at.get("/health");
            assertEquals(503, ill.statusCode());
            assertTrue(text(ill).contains("the store has reached its limit"), text(ill));
            assertEquals(200, at.get("/ready").statusCode());
        }
    }

    @Test
    void blockedContentDoesNotCount() throws Exception {
        FolderPlace place = new FolderPlace(temporary.resolve("store"));
        String id;
        try (ServerFixture at = start(place, 1 << 20)) {
            id = at.save(large(1)).getString("id");
        }
        place.remove(id, true);
        try (ServerFixture at = start(place, 1 << 20)) {
            isRefusedAgainAndAgain(at, large(1), 403, "blocked");
            at.save(large(2));
            at.save(large(3));
            assertEquals(429, at.post("/api/models", large(4)).statusCode());
        }
    }
}
